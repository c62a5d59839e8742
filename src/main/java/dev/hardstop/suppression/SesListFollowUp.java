package dev.hardstop.suppression;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What has to be done about SES's list because of a change. SES accepts one call per second, so it is called
 * only for changes that it does not make itself: it lists an address for each bounce that it labels
 * Permanent, and for each complaint. Imported feedback causes no calls: a list may have a million lines, and
 * SES has an import job of its own.
 */
public enum SesListFollowUp {
  /** Nothing: the list is correct, or SES itself corrects it. */
  NONE,
  /** The list must be changed. */
  AT_ONCE,
  /** SES lists the address now, or replaces the reason of its entry; that must be undone. */
  AFTER_SES;

  /** Reasons of bounces that SES itself caused, for which it lists no address. */
  private static final Set<BounceReason> NOT_TRIED =
      Set.of(BounceReason.SUPPRESSED_BY_SES, BounceReason.UNSUBSCRIBED);

  /**
   * What has to be done because a dossier was written or erased, or because time had changed its verdict
   * before. The walk of {@code watch} would no longer find such an earlier change (see {@link
   * DossierChange#judge}).
   *
   * @param domain the dossier of the domain
   * @param walked the time since which changes caused by time or by the domain may not have been followed
   */
  public static SesListFollowUp of(
      DossierChange change,
      Dossier domain,
      SuppressionPolicy policy,
      RuleBook book,
      Instant walked) {
    if (!canFollow(change, policy) || change.isImport()) {
      return NONE;
    }
    if (change.kind() == DossierChange.Kind.ERASED) {
      // The verdict does not matter: an entry for a complaint may exist although nothing
      // suppresses.
      return AT_ONCE;
    }
    SesListing after = SesListing.of(change.after(), domain, policy, book, change.at());
    boolean listsBounce = hasNew(change, SesListFollowUp::isListedAsBounce);
    boolean listsComplaint = hasNew(change, SesListing::isOfComplaint);
    if (listsBounce || listsComplaint) {
      return undo(listsBounce, listsComplaint, after);
    }
    SesListing before = SesListing.of(change.before(), domain, policy, book, change.at());
    if (between(before, after) == AT_ONCE
        || after.isListed() && isNowListedBeyondImports(change, domain, policy, book)) {
      return AT_ONCE;
    }
    return between(
        SesListing.of(change.before(), domain.withExclusionsUpTo(walked), policy, book, walked),
        after);
  }

  /**
   * Whether the address must now be listed for evidence that was not imported. Imported evidence may have
   * suppressed it before, but nobody listed it for that.
   */
  private static boolean isNowListedBeyondImports(
      DossierChange change, Dossier domain, SuppressionPolicy policy, RuleBook book) {
    Dossier before = change.before().withoutImported();
    Dossier after = change.after().withoutImported();
    return !before.equals(change.before())
        && SesListing.of(after, domain, policy, book, change.at()).isListed()
        && !SesListing.of(before, domain, policy, book, change.at()).isListed();
  }

  /**
   * Whether anything can follow from a change. An erasure is followed, so that the address does not
   * stay on SES's list, even if its dossier was unreadable; an expiry is not, because nothing that expires
   * suppresses.
   */
  public static boolean canFollow(DossierChange change, SuppressionPolicy policy) {
    return policy.sesList() == SesListMode.FOLLOW
        && change.subject() instanceof Subject.Address
        && change.kind() != DossierChange.Kind.EXPIRED
        && (change.kind() == DossierChange.Kind.ERASED || !change.before().equals(change.after()));
  }

  /**
   * The spellings that are sent with the address: the canonical one, because the table knows the
   * others; after an erasure all, because the table has forgotten them.
   */
  public static SortedSet<String> spellings(DossierChange change) {
    return change.kind() == DossierChange.Kind.ERASED
        ? change.before().spellings()
        : new TreeSet<>(Set.of(change.subject().key()));
  }

  /**
   * What has to be done because the verdict on an address changed, although nothing was written. Imported
   * evidence is ignored, because neither SES nor Hardstop listed the address for it. If the sender did, the
   * daily reconciliation finds the entry.
   *
   * @param domainBefore the dossier of the domain as far as it was known before
   */
  public static SesListFollowUp withoutWrite(
      Dossier address,
      Dossier domainBefore,
      Instant before,
      Dossier domain,
      Instant now,
      SuppressionPolicy policy,
      RuleBook book) {
    Dossier live = address.withoutImported();
    return between(
        SesListing.of(live, domainBefore, policy, book, before),
        SesListing.of(live, domain, policy, book, now));
  }

  private static SesListFollowUp between(SesListing before, SesListing after) {
    boolean isNoLongerFree =
        before == SesListing.ABSENT && after == SesListing.ABSENT_UNLESS_COMPLAINT;
    return before == after || isNoLongerFree ? NONE : AT_ONCE;
  }

  private static SesListFollowUp undo(
      boolean listsBounce, boolean listsComplaint, SesListing after) {
    boolean isRight = switch (after) {
      case BOUNCE -> !listsComplaint;
      case COMPLAINT -> !listsBounce;
      case AS_IT_IS -> true;
      case ABSENT_UNLESS_COMPLAINT -> !listsBounce;
      case ABSENT -> false;
    };
    return isRight ? NONE : AFTER_SES;
  }

  /** Whether the change added evidence of this kind. */
  private static boolean hasNew(DossierChange change, Predicate<Evidence> kind) {
    return change.after().histories().entrySet().stream()
        .flatMap(entry -> added(
            Optional.ofNullable(change.before().histories().get(entry.getKey())), entry.getValue()))
        .anyMatch(kind);
  }

  /** The evidence of new matches, and newer evidence of known matches, without what was imported. */
  private static Stream<Evidence> added(Optional<RuleHistory> before, RuleHistory after) {
    Set<RuleMatch> knownMatches =
        before.<Set<RuleMatch>>map(RuleHistory::matches).orElse(Set.of());
    Collection<Evidence> known =
        before.map(history -> history.evidence().values()).orElse(List.of());
    return Stream.concat(
        after.matches().stream()
            .filter(match -> !match.isImported() && !knownMatches.contains(match))
            .map(match -> after.evidenceOf(match).orElseGet(after::newest)),
        after.evidence().values().stream()
            .filter(evidence -> !evidence.origin().isImported() && !known.contains(evidence)));
  }

  private static boolean isListedAsBounce(Evidence evidence) {
    return evidence instanceof Evidence.BounceEvidence bounce
        && bounce.deliveryStatus().sesBounceType().type().equalsIgnoreCase("Permanent")
        && !NOT_TRIED.contains(bounce.recordedReason());
  }
}
