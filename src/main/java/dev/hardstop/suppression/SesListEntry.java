package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.PolicyRow.Property;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An entry of the account's suppression list at SES (Amazon SES API v2 reference,
 * SuppressedDestinationSummary). An entry without a known explanation is evidence about its address: SES
 * listed it before Hardstop, or because of a bounce that Hardstop never received.
 *
 * @param spelling the address as SES lists it; the calls that change the list need it exactly
 * @param address the address with this spelling
 * @param reason why SES lists it
 * @param listed when it was added, or its reason last changed; seconds, UTC
 */
public record SesListEntry(
    String spelling, EmailAddress address, ListingReason reason, Instant listed) {
  /**
   * The bounce type of the evidence of an entry with the reason BOUNCE. SES lists permanent bounces only. The
   * rule {@code ses.listed} knows the subtype, which SES itself does not use.
   */
  public static final BounceType BOUNCE_TYPE = new BounceType("Permanent", "SuppressionListEntry");

  /** The import format that marks evidence from an entry, whether the importer or the reconciliation reads it. */
  public static final String FORMAT = "ses-suppression-list";

  private static final DeliveryStatus STATUS =
      new DeliveryStatus("", "", MaskedText.NONE, BOUNCE_TYPE, "", "");

  /** SES tries for some days to deliver a message before it lists the recipient. */
  private static final int EXPLAINED_BY_DAYS = 5;

  /** The longest delay of the notification about the bounce that caused an entry. */
  private static final Duration LATEST_NOTIFICATION = Duration.ofDays(1);

  private static final int ID_BYTES = 16;

  public SesListEntry {
    requireNonNull(spelling, "spelling is null");
    requireNonNull(address, "address is null");
    requireNonNull(reason, "reason is null");
    listed = requireNonNull(listed, "listed is null").truncatedTo(ChronoUnit.SECONDS);
  }

  /** Why an address is listed. */
  public enum ListingReason {
    BOUNCE,
    COMPLAINT
  }

  /** The entry with this spelling; empty if the spelling is not an address. */
  public static Optional<SesListEntry> find(String spelling, ListingReason reason, Instant listed) {
    return EmailAddress.find(spelling)
        .map(address -> new SesListEntry(spelling, address, reason, listed));
  }

  /** Whether a notification that explains it must have arrived by now. */
  public boolean isSettled(Instant now) {
    return listed.isBefore(now.minus(LATEST_NOTIFICATION));
  }

  /**
   * Whether a bounce or a complaint in the dossier of its address can be the reason for which SES listed it.
   * It must be of the same day or of one of the five days before. An entry for a complaint is explained only
   * by a complaint, because a complaint, unlike a bounce, must outlast everything except a release that
   * includes it. What SES reports about a listed address explains nothing, because SES did not try to deliver
   * to it. An imported line of another provider's list explains nothing either, because SES lists addresses
   * for its own mail only.
   */
  public boolean isExplainedBy(Dossier dossier, RuleBook book) {
    if (isOfErased(dossier)) {
      return true;
    }
    boolean isKnown = isKnownIn(dossier, book);
    return DatedEvidence.of(dossier, book).stream()
        .filter(it -> !it.row().has(Property.REFUSAL_OF_SES))
        .filter(it -> !isOfAnotherProvider(it))
        .filter(it -> !isKnown || !it.match().sent().equals(listed))
        .filter(
            it -> reason == ListingReason.BOUNCE || !it.isBounce() && it.row().isAgainstAddress())
        .anyMatch(it ->
            !it.day().isAfter(day()) && !it.day().isBefore(day().minusDays(EXPLAINED_BY_DAYS)));
  }

  /** An imported event of SES names a message of SES; a line of a list names none. */
  private static boolean isOfAnotherProvider(DatedEvidence dated) {
    return dated.match().isImported() && dated.evidence().origin().messageId().isEmpty();
  }

  /**
   * Whether Hardstop itself may have listed the address for this reason. It never lists an address without
   * evidence or a manual action of that day or earlier, and imported evidence does not count. It lists an
   * address for a complaint only if there is a complaint that was not released before that day.
   */
  public boolean mayFollowFrom(Dossier dossier) {
    if (isOfErased(dossier)) {
      return true;
    }
    return reason == ListingReason.COMPLAINT
        ? mayFollowFromComplaint(dossier)
        : mayFollowFromAnything(dossier);
  }

  /**
   * Whether the explanation of the entry was erased. Only a complaint explains an entry for a complaint, so
   * such an entry is new if the suppression that is kept has another reason.
   */
  private boolean isOfErased(Dossier dossier) {
    return dossier
        .tombstone()
        .filter(it -> reason == ListingReason.BOUNCE || it.isOfComplaint())
        .isPresent();
  }

  private boolean mayFollowFromComplaint(Dossier dossier) {
    return dossier.histories().values().stream()
        .filter(SesListing::isOfComplaints)
        .flatMap(history -> history.matches().stream())
        .filter(complaint -> !complaint.day().isAfter(day()))
        .anyMatch(complaint -> dossier.manualActions().stream()
            .filter(ManualAction.Release.class::isInstance)
            .map(ManualAction.Release.class::cast)
            .filter(ManualAction.Release::includeComplaint)
            .filter(release -> day(release.at()).isBefore(day()))
            .allMatch(release -> complaint.sent().isAfter(release.at())));
  }

  private boolean mayFollowFromAnything(Dossier dossier) {
    return dossier.withoutImported().histories().values().stream()
            .anyMatch(history -> !history.matches().first().day().isAfter(day()))
        || dossier.manualActions().stream().anyMatch(action -> !day(action.at()).isAfter(day()));
  }

  /** Whether the dossier already has this entry as evidence. */
  public boolean isKnownIn(Dossier dossier, RuleBook book) {
    return Optional.ofNullable(dossier.histories().get(historyId(book)))
        .filter(history -> history.matches().stream().anyMatch(it -> isOwn(it, history)))
        .isPresent();
  }

  /**
   * Whether the match comes from this entry. Another complaint of the same second is recognised by its
   * feedback id, as long as its evidence is stored.
   */
  private boolean isOwn(RuleMatch match, RuleHistory history) {
    return match.sent().equals(listed)
        && history
            .evidenceOf(match)
            .map(Evidence::origin)
            .filter(origin -> origin.at().equals(listed))
            .map(origin -> origin.feedbackId().equals(feedbackId()))
            .orElse(true);
  }

  /**
   * What the entry adds to the dossier of its address. It is the same for every reader, however often the
   * entry is read.
   */
  public Observation observation(RuleBook book, SuppressionPolicy policy) {
    return new Observation(
        Subject.of(address),
        historyId(book),
        RuleHistory.of(evidence()),
        neverExpires(book, policy));
  }

  private boolean neverExpires(RuleBook book, SuppressionPolicy policy) {
    return policy.neverExpires(
        reason == ListingReason.COMPLAINT
            ? PolicyRow.of(ComplaintKind.SOLE)
            : PolicyRow.of(classification(book)));
  }

  private String historyId(RuleBook book) {
    return reason == ListingReason.COMPLAINT
        ? ComplaintKind.SOLE.historyId()
        : classification(book).ruleId();
  }

  private static Classification classification(RuleBook book) {
    return book.classify(STATUS);
  }

  private Evidence evidence() {
    Evidence.Origin origin = new Evidence.Origin(
        listed,
        "",
        feedbackId(),
        Optional.empty(),
        MessageTags.NONE,
        Evidence.Spellings.ofSes(address, spelling),
        FORMAT);
    return reason == ListingReason.COMPLAINT
        ? new Evidence.ComplaintEvidence(origin, ComplaintKind.SOLE)
        : new Evidence.BounceEvidence(origin, STATUS, BounceReason.SUPPRESSED_BY_SES);
  }

  /**
   * The feedback id of its evidence. SES's list has no id for an entry, so the id is derived from address,
   * reason and time.
   */
  public String feedbackId() {
    String content = address.canonical() + '\n' + reason + '\n' + listed;
    return "ses-list-" + Sha256.hex(content, ID_BYTES);
  }

  private LocalDate day() {
    return day(listed);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** Omits the address. */
  @Override
  public String toString() {
    return "SesListEntry[" + reason + ", " + listed + "]";
  }
}
