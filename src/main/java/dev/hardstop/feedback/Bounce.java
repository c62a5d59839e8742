package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * One bounced recipient: an entry of SES's {@code bouncedRecipients} with what its notification
 * says beside it. Texts are as the stranger's server wrote them: hostile until masked.
 *
 * @param mail the message
 * @param feedbackId SES's id of the notification, empty where absent
 * @param recipient the Final-Recipient, empty where it is no address
 * @param type SES's label
 * @param report the fields of the recipient's delivery status
 */
public record Bounce(
    Mail mail,
    String feedbackId,
    Optional<EmailAddress> recipient,
    BounceType type,
    RecipientReport report)
    implements Feedback {

  public Bounce {
    requireNonNull(mail, "mail is null");
    requireNonNull(feedbackId, "feedbackId is null");
    requireNonNull(recipient, "recipient is null");
    requireNonNull(type, "type is null");
    requireNonNull(report, "report is null");
  }

  /** A delayed recipient (RFC 3464 section 2.3.3) has not bounced: the attempt goes on. */
  public boolean isDelayed() {
    return report.action().toLowerCase(Locale.ROOT).equals("delayed");
  }

  /** No texts and no address: both are a stranger's. */
  @Override
  public String toString() {
    return "Bounce[" + mail + ", " + type + "]";
  }

  /**
   * The delivery status of one recipient (RFC 3464 section 2.3), raw; a field that SES left out is
   * empty.
   *
   * @param action {@code failed}, {@code delayed}, …
   * @param status the enhanced status as SES gives it, such as {@code 5.4.1}
   * @param diagnosticCode the remote server's reply with its type prefix, such as {@code smtp; 550
   *     5.1.1 …}
   * @param reportingMta who reports, such as {@code dns; mta.example.com}
   * @param remoteMtaIp the address of the server that answered
   */
  public record RecipientReport(
      String action,
      String status,
      String diagnosticCode,
      String reportingMta,
      String remoteMtaIp) {
    public RecipientReport {
      requireNonNull(action, "action is null");
      requireNonNull(status, "status is null");
      requireNonNull(diagnosticCode, "diagnosticCode is null");
      requireNonNull(reportingMta, "reportingMta is null");
      requireNonNull(remoteMtaIp, "remoteMtaIp is null");
    }

    /** No texts: they are a stranger's. */
    @Override
    public String toString() {
      return "RecipientReport[…]";
    }
  }
}
