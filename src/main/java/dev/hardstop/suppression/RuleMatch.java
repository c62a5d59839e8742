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
 * @param wording which words it matched: 8 hexadecimal digits, the same for the same words; empty
 *     where words are not distinguished
 * @param mailbox in the dossier of a domain, the {@linkplain RecipientHash#of hash} of the
 *     mailbox; empty in the dossier of an address
 */
public record RuleMatch(Instant sent, String wording, String mailbox)
    implements Comparable<RuleMatch> {
  private static final Comparator<RuleMatch> ORDER = Comparator.comparing(RuleMatch::sent)
      .thenComparing(RuleMatch::wording)
      .thenComparing(RuleMatch::mailbox);
  private static final String SEPARATOR = "#";
  private static final int FIELDS = 3;

  public RuleMatch {
    requireNonNull(sent, "sent is null");
    requireNonNull(wording, "wording is null");
    requireNonNull(mailbox, "mailbox is null");
  }

  /** The match that a piece of evidence reports, without a mailbox. */
  static RuleMatch of(Evidence evidence) {
    String wording = evidence instanceof Evidence.OfBounce bounce
        ? EvidenceOrder.wording(bounce.deliveryStatus())
        : "";
    return new RuleMatch(evidence.origin().at(), wording, "");
  }

  /** The UTC day that it counts on. */
  public LocalDate day() {
    return LocalDate.ofInstant(sent, ZoneOffset.UTC);
  }

  RuleMatch at(String someMailbox) {
    return new RuleMatch(sent, wording, someMailbox);
  }

  RuleMatch withoutWording() {
    return new RuleMatch(sent, "", mailbox);
  }

  /** Whether the other match adds nothing to this one. */
  public boolean covers(RuleMatch other) {
    return day().equals(other.day())
        && wording.equals(other.wording)
        && mailbox.equals(other.mailbox)
        && !sent.isBefore(other.sent);
  }

  /** The match as a text: {@code 2026-11-24T10:00:00Z#1f2e3d4c}, and the mailbox after another {@code #}. */
  public String text() {
    String text = mailbox.isEmpty() ? wording : wording + SEPARATOR + mailbox;
    return text.isEmpty() ? sent.toString() : sent + SEPARATOR + text;
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
        fields.length > 2 ? fields[2] : "");
  }

  @Override
  public int compareTo(RuleMatch other) {
    return ORDER.compare(this, other);
  }
}
