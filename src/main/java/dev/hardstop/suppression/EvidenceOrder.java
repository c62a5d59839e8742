package dev.hardstop.suppression;

import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.MessageTags;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes the order of a piece of evidence: {@code 2026-11-24T10:00:00.000Z#feedback-id#digest}. The digest of
 * imported evidence follows a {@code !}, which is less than any digit.
 */
final class EvidenceOrder {
  /** All times have the same width, so that the order of the strings is the order of the times. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final int DIGEST_BYTES = 12;
  private static final int WORDING_BYTES = 4;
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private EvidenceOrder() {}

  /**
   * Compares the orders of two pieces of evidence. The digests take longer than the rest of judging, so they
   * are computed only if the times are equal.
   */
  static int compare(Evidence one, Evidence other) {
    if (one == other) {
      return 0;
    }
    int byTime = time(one).compareTo(time(other));
    return byTime == 0 ? of(one).compareTo(of(other)) : byTime;
  }

  /** The time that an order begins with: between the years 0 and 9999. */
  private static Instant time(Evidence evidence) {
    Instant at = evidence.origin().at();
    return at.isBefore(FIRST) ? FIRST : at.isAfter(LAST) ? LAST : at;
  }

  /** The time with which an order begins, as a text; all have the same length. */
  static String timeOf(String order) {
    return order.substring(0, Math.max(0, order.indexOf('#')));
  }

  static String of(Evidence evidence) {
    Evidence.Origin origin = evidence.origin();
    return TIME.format(time(evidence))
        + '#'
        + origin.feedbackId()
        + '#'
        + (origin.isImported() ? "!" : "")
        + Sha256.hex(content(evidence) + importedFrom(origin), DIGEST_BYTES);
  }

  private static String importedFrom(Evidence.Origin origin) {
    return origin.isImported() ? '\n' + origin.imported() : "";
  }

  private static String content(Evidence evidence) {
    Evidence.Origin origin = evidence.origin();
    String about = origin.messageId() + '\n' + origin.via().orElse("") + '\n';
    if (evidence instanceof Evidence.BounceEvidence bounce) {
      return about
          + bounce.recordedReason()
          + '\n'
          + content(bounce.deliveryStatus())
          + sending(origin.tags(), origin.spellings());
    }
    return about
        + ((Evidence.ComplaintEvidence) evidence).kind()
        + sending(origin.tags(), origin.spellings());
  }

  /**
   * The tags and spellings as a text; empty if none is known, as in evidence that was recorded before they
   * were stored.
   */
  private static String sending(MessageTags tags, Evidence.Spellings spellings) {
    return tags.isEmpty() && spellings.equals(Evidence.Spellings.CANONICAL)
        ? ""
        : String.join(
            "\n",
            "",
            tags.stream(),
            tags.configurationSet(),
            tags.tenant(),
            spellings.ses(),
            spellings.sender());
  }

  private static String content(DeliveryStatus status) {
    return String.join(
        "\n",
        status.status(),
        status.action(),
        status.words().value(),
        status.sesBounceType().toString(),
        status.reportingMta(),
        status.remoteMtaIp());
  }

  /**
   * A hash of the words, 8 hexadecimal digits, which is the same whichever server reported them. For evidence
   * that has a stream, the hash includes tag and configuration set. A complaint has no words, so its wording
   * is empty if its tags are not known. The wordings of imported evidence begin with {@value
   * RuleMatch#IMPORTED}, so that every match shows whether it was imported.
   */
  static String wording(Evidence evidence) {
    MessageTags tags = evidence.hasAStream() ? evidence.origin().tags() : MessageTags.NONE;
    String sentAs = tags.stream().isEmpty() && tags.configurationSet().isEmpty()
        ? ""
        : '\n' + tags.stream() + '\n' + tags.configurationSet();
    String content = evidence instanceof Evidence.BounceEvidence bounce
        ? words(bounce.deliveryStatus()) + sentAs
        : sentAs;
    String wording = content.isEmpty() ? "" : Sha256.hex(content, WORDING_BYTES);
    return evidence.origin().isImported() ? RuleMatch.IMPORTED + wording : wording;
  }

  private static String words(DeliveryStatus status) {
    return String.join(
        "\n",
        status.status(),
        status.action(),
        status.words().value(),
        status.sesBounceType().toString());
  }
}
