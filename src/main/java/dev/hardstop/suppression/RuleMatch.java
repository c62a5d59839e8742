package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;

/**
 * One time that a rule matched.
 *
 * @param sent when the message was sent (for a complaint: when it counts); milliseconds, UTC
 * @param wording which words it matched, or which tags the message of a complaint had: 8 hexadecimal
 *     digits, the same for the same words or tags; empty where they are not distinguished. If it was
 *     imported, a hyphen is before them
 * @param mailbox in the dossier of a domain, the {@linkplain RecipientHash#of hash} of the
 *     mailbox; empty in the dossier of an address
 * @param messageId of a complaint that counts for its stream, SES's id of the message; empty otherwise
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

  /** A match that no message id distinguishes. */
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

  /** Whether it is known which words it matched, or which tags the message of a complaint had. */
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
   * The match as a text: {@code 2026-11-24T10:00:00Z#1f2e3d4c}, the mailbox after another {@code #}, and
   * the message id after one more. Empty fields at the end are left out.
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
