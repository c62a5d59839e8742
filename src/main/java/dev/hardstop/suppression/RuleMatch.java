package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;

/**
 * A single match of a rule.
 *
 * @param sent when the message was sent (for a complaint: when it counts); milliseconds, UTC
 * @param wording a hash of the words that the rule matched, or of the tags of the message of a complaint: 8
 *     hexadecimal digits, the same for the same words or tags; empty if they are not distinguished. The
 *     wording of an imported match begins with a hyphen
 * @param mailbox in the dossier of a domain, the {@linkplain RecipientHash#of hash} of the
 *     mailbox; empty in the dossier of an address
 * @param messageId for a complaint that counts for its stream, SES's id of the message; otherwise empty
 */
public record RuleMatch(Instant sent, String wording, String mailbox, String messageId)
    implements Comparable<RuleMatch> {
  private static final Comparator<RuleMatch> ORDER = Comparator.comparing(RuleMatch::sent)
      .thenComparing(RuleMatch::wording)
      .thenComparing(RuleMatch::mailbox)
      .thenComparing(RuleMatch::messageId);
  /** The beginning of the wording of an imported match. */
  static final String IMPORTED = "-";

  private static final String SEPARATOR = "#";
  private static final int FIELDS = 4;

  public RuleMatch {
    requireNonNull(sent, "sent is null");
    requireNonNull(wording, "wording is null");
    requireNonNull(mailbox, "mailbox is null");
    requireNonNull(messageId, "messageId is null");
  }

  /** Creates a match without a message id. */
  public RuleMatch(Instant sent, String wording, String mailbox) {
    this(sent, wording, mailbox, "");
  }

  /** The match that a piece of evidence reports, without a mailbox. */
  static RuleMatch of(Evidence evidence) {
    Evidence.Origin origin = evidence.origin();
    return evidence instanceof Evidence.ComplaintEvidence && evidence.hasAStream()
        ? new RuleMatch(origin.at(), EvidenceOrder.wording(evidence), "", origin.messageId())
        : new RuleMatch(origin.at(), EvidenceOrder.wording(evidence), "");
  }

  /** The UTC day that it counts on. */
  public LocalDate day() {
    return LocalDate.ofInstant(sent, ZoneOffset.UTC);
  }

  RuleMatch at(String someMailbox) {
    return new RuleMatch(sent, wording, someMailbox, messageId);
  }

  RuleMatch withoutWording() {
    return new RuleMatch(sent, isImported() ? IMPORTED : "", mailbox, messageId);
  }

  /** Whether its evidence was imported, and did not come from a notification that SES sent. */
  public boolean isImported() {
    return wording.startsWith(IMPORTED);
  }

  /** Whether the matched words, or the tags of the message of a complaint, are known. */
  boolean isDistinguished() {
    return !wording.isEmpty() && !wording.equals(IMPORTED);
  }

  /** Whether the other match adds nothing to this one. */
  public boolean covers(RuleMatch other) {
    return day().equals(other.day())
        && wording.equals(other.wording)
        && mailbox.equals(other.mailbox)
        && messageId.equals(other.messageId)
        && !sent.isBefore(other.sent);
  }

  /**
   * The match as a text, such as {@code 2026-11-24T10:00:00Z#1f2e3d4c}. The mailbox follows after another
   * {@code #}, and the message id after a third. Empty fields at the end are left out.
   */
  public String text() {
    String text = String.join(SEPARATOR, sent.toString(), wording, mailbox, messageId);
    int end = text.length();
    while (text.charAt(end - 1) == '#') {
      end--;
    }
    return text.substring(0, end);
  }

  /**
   * Parses the text of a match.
   *
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} if the text is invalid
   */
  public static RuleMatch parse(String text) {
    String[] fields = text.split(SEPARATOR, FIELDS);
    return new RuleMatch(
        Instant.parse(fields[0]),
        fields.length > 1 ? fields[1] : "",
        fields.length > 2 ? fields[2] : "",
        fields.length > 3 ? fields[3] : "");
  }

  @Override
  public int compareTo(RuleMatch other) {
    return ORDER.compare(this, other);
  }
}
