package dev.hardstop.suppression;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.PolicyRow.Property;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What SES's account-level suppression list must say about an address that Hardstop decides about.
 *
 * <p>It follows from the verdict on the address's {@linkplain SuppressionPolicy#judgeOwn own} evidence.
 * SES's list knows no domains: what is held against a whole domain, such as an incident of some hours,
 * is not listed for each of its addresses.
 */
public enum SesListing {
  /** Listed for bounces: something other than a complaint suppresses the address for all streams. */
  BOUNCE,
  /**
   * Listed for complaints: only a complaint suppresses it. Configuration sets that suppress bounces
   * only, such as that of transactional mail, still reach it.
   */
  COMPLAINT,
  /**
   * Left as it is: the address was erased and is still suppressed. An existing entry does no harm, and
   * nothing puts the name of the address on the list again.
   */
  AS_IT_IS,
  /** Not listed; but an entry because of a complaint stays, which only a release may remove. */
  ABSENT_UNLESS_COMPLAINT,
  /** Not listed; an entry because of a complaint goes too, if a release that includes it is newer. */
  ABSENT;

  /** What the list must say at this time about an address with this dossier. */
  public static SesListing of(
      Dossier address, Dossier domain, SuppressionPolicy policy, RuleBook book, Instant now) {
    SesListing known = ofEvidence(address.with(Optional.empty()), domain, policy, book, now);
    boolean isKept = address
        .tombstone()
        .filter(it -> it.isInForce(LocalDate.ofInstant(now, ZoneOffset.UTC)))
        .isPresent();
    return isKept && !known.isListed() ? AS_IT_IS : known;
  }

  private static SesListing ofEvidence(
      Dossier address, Dossier domain, SuppressionPolicy policy, RuleBook book, Instant now) {
    Verdict withoutComplaints = policy.judgeOwn(withoutComplaints(address), domain, book, now);
    if (withoutComplaints.isSuppressed() && withoutComplaints.streams().isEmpty()) {
      return BOUNCE;
    }
    if (policy.judgeOwn(withoutSuppressions(address), domain, book, now).isSuppressed()) {
      return COMPLAINT;
    }
    return releaseFromComplaints(address).isPresent() ? ABSENT : ABSENT_UNLESS_COMPLAINT;
  }

  /** Whether the list must have the address. */
  public boolean isListed() {
    return this == BOUNCE || this == COMPLAINT;
  }

  private static Dossier withoutComplaints(Dossier address) {
    SortedMap<String, RuleHistory> bounces = new TreeMap<>(address.histories());
    bounces.values().removeIf(SesListing::isOfComplaints);
    return new Dossier(
        address.subject(),
        bounces,
        address.delivered(),
        address.manualActions(),
        address.incidents());
  }

  /** A manual suppression of some streams must not keep SES from sending the others. */
  private static Dossier withoutSuppressions(Dossier address) {
    SortedSet<ManualAction> actions = new TreeSet<>(address.manualActions());
    actions.removeIf(ManualAction.Suppression.class::isInstance);
    return new Dossier(
        address.subject(), address.histories(), address.delivered(), actions, address.incidents());
  }

  /**
   * The time of the newest release that includes every known complaint of a person; empty if there is none.
   */
  public static Optional<Instant> releaseFromComplaints(Dossier address) {
    Predicate<ManualAction.Release> isOfAll = release -> address.histories().values().stream()
        .filter(SesListing::isOfComplaints)
        .flatMap(history -> history.matches().stream())
        .noneMatch(match -> match.sent().isAfter(release.at()));
    return address.manualActions().stream()
        .filter(ManualAction.Release.class::isInstance)
        .map(ManualAction.Release.class::cast)
        .filter(ManualAction.Release::includeComplaint)
        .filter(isOfAll)
        .map(ManualAction.Release::at)
        .max(Comparator.naturalOrder());
  }

  /** Whether these are complaints of a person, for which an address is listed. */
  static boolean isOfComplaints(RuleHistory history) {
    return isOfComplaint(history.newest());
  }

  /** Whether this is a complaint of a person, for which SES lists an address as well. */
  static boolean isOfComplaint(Evidence evidence) {
    return evidence instanceof Evidence.ComplaintEvidence complaint
        && PolicyRow.of(complaint.kind()).has(Property.LIFTED_BY_RELEASE_OF_COMPLAINTS);
  }
}
