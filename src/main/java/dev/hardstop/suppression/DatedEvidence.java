package dev.hardstop.suppression;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.suppression.PolicyRow.Property;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One match of one rule history, classified by the current rule book. If the evidence of its wording is still
 * stored, that is classified again. Otherwise the current form of the rule that recorded it decides. So
 * further evidence, which may replace older wordings, never makes the match milder than that rule.
 *
 * @param match the time, the wording and the mailbox of the match
 * @param row the row of the policy table
 * @param cause the cause of a verdict that is based on this evidence
 * @param evidence the newest evidence of its wording; if that is no longer known, the newest of its history
 * @param tags the tags of its message, if it counts for a stream and they are known; otherwise {@link
 *     MessageTags#NONE}
 * @param twin the tags that another notification of the same complaint reports; {@link MessageTags#NONE} if
 *     there is none
 */
record DatedEvidence(
    RuleMatch match,
    PolicyRow row,
    VerdictCause cause,
    Evidence evidence,
    MessageTags tags,
    MessageTags twin) {
  /** Orders matches by their evidence; the newest is the greatest. */
  static final Comparator<DatedEvidence> AGE =
      Comparator.comparing(DatedEvidence::evidence, Evidence.BY_ORDER);

  /** Every match of every history of a dossier. */
  static List<DatedEvidence> of(Dossier dossier, RuleBook book) {
    return dossier.histories().entrySet().stream()
        .flatMap(entry -> of(entry.getKey(), entry.getValue(), book))
        .toList();
  }

  /**
   * Every match in the dossier of a domain that says that the domain does not exist. Other evidence in the
   * dossier is not held against the domain.
   */
  static List<DatedEvidence> ofDomain(Dossier domain, RuleBook book) {
    return of(domain, book).stream()
        .filter(it -> it.cause instanceof VerdictCause.OfBounce bounce
            && PolicyRow.NO_SUCH_DOMAIN.isAbout(bounce.classification()))
        .map(it -> it.in(PolicyRow.NO_SUCH_DOMAIN))
        .toList();
  }

  /** The UTC day of the match. */
  LocalDate day() {
    return match.day();
  }

  /** Whether it is a bounce and not a complaint. */
  boolean isBounce() {
    return evidence instanceof Evidence.BounceEvidence;
  }

  /** The stream that it counts for; empty where it counts for all streams. */
  Optional<String> stream(Streams streams) {
    return row.has(Property.COUNTS_FOR_ITS_STREAM) ? streams.of(tags) : Optional.empty();
  }

  /** Whether this complaint without tags only repeats a complaint that counts for a stream. */
  boolean isRepeatedWithoutTags(Streams streams) {
    return streams.of(twin).isPresent();
  }

  private static Stream<DatedEvidence> of(String historyId, RuleHistory history, RuleBook book) {
    Map<String, DatedEvidence> byWording = new HashMap<>();
    return history.matches().stream()
        .map(match -> byWording
            .computeIfAbsent(match.wording(), added -> of(historyId, history, match, book))
            .at(match, history.twinOf(match).map(DatedEvidence::tags).orElse(MessageTags.NONE)));
  }

  private static DatedEvidence of(
      String historyId, RuleHistory history, RuleMatch match, RuleBook book) {
    Optional<Evidence> ofWording = history.evidenceOf(match);
    Evidence evidence = ofWording.orElseGet(history::newest);
    MessageTags tags = ofWording.map(DatedEvidence::tags).orElse(MessageTags.NONE);
    if (evidence instanceof Evidence.ComplaintEvidence complaint) {
      return new DatedEvidence(
              match,
              PolicyRow.of(complaint.kind()),
              new VerdictCause.OfComplaint(complaint.kind(), evidence.origin()),
              evidence,
              tags,
              MessageTags.NONE)
          .inHistory(historyId);
    }
    Evidence.BounceEvidence bounce = (Evidence.BounceEvidence) evidence;
    boolean isWordingKnown = ofWording.isPresent() && !RuleHistoryId.isOverflow(historyId);
    Classification classification = isWordingKnown
        ? book.classify(bounce.deliveryStatus())
        : RuleHistoryId.asRecorded(historyId, bounce.recordedReason(), book);
    return new DatedEvidence(
            match,
            PolicyRow.of(classification),
            new VerdictCause.OfBounce(classification, bounce.deliveryStatus(), evidence.origin()),
            evidence,
            isWordingKnown ? tags : MessageTags.NONE,
            MessageTags.NONE)
        .inHistory(historyId);
  }

  private static MessageTags tags(Evidence evidence) {
    return evidence.hasAStream() ? evidence.origin().tags() : MessageTags.NONE;
  }

  private DatedEvidence at(RuleMatch other, MessageTags itsTwin) {
    return new DatedEvidence(other, row, cause, evidence, tags, itsTwin);
  }

  private DatedEvidence in(PolicyRow other) {
    return new DatedEvidence(match, other, cause, evidence, tags, twin);
  }

  /** One invalid member of a distribution address must not suppress that address. */
  private DatedEvidence inHistory(String historyId) {
    return RuleHistoryId.isForwarded(historyId) && row.isAgainstAddress()
        ? in(PolicyRow.FORWARDED)
        : this;
  }
}
