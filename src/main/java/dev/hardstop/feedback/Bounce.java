package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.DiagnosticCode;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.EnhancedStatusCode;
import dev.hardstop.smtp.ReplyCode;
import dev.hardstop.smtp.SmtpReply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  /**
   * Who is meant. A notification without an address (SES's subtype {@code NoEmail}) names everybody
   * that the message was sent to. Where those are several and nothing more is said of one of them,
   * nobody knows which of them bounced: each is treated as if it had passed the message on.
   */
  @Override
  public Attribution attribution() {
    Attribution named = Attribution.of(recipient, mail);
    boolean isOneOfSeveral = !mail.hasOneDestination() && type.isNoEmail() && report.isSilent();
    return isOneOfSeveral && named instanceof Attribution.Direct direct
        ? new Attribution.Forwarded(direct.address(), Attribution.NO_DOMAIN)
        : named;
  }

  /** A delayed recipient (RFC 3464 section 2.3.3) has not bounced: the attempt goes on. */
  public boolean isDelayed() {
    return report.actionWord().equals("delayed");
  }

  /**
   * Whether the recipient's own fields say that the message failed. One notification can name
   * recipients that failed and others that did not; SES's label is the same for all of them.
   */
  public boolean isFailed() {
    return report.reportsFailure();
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
    /** The actions of a recipient that has not failed (RFC 3464 section 2.3.3). */
    private static final Set<String> NOT_FAILED =
        Set.of("delayed", "delivered", "relayed", "expanded");

    public RecipientReport {
      requireNonNull(action, "action is null");
      requireNonNull(status, "status is null");
      requireNonNull(diagnosticCode, "diagnosticCode is null");
      requireNonNull(reportingMta, "reportingMta is null");
      requireNonNull(remoteMtaIp, "remoteMtaIp is null");
    }

    /** The action in lower case, without the comment that may stand behind it. */
    public String actionWord() {
      String text = action.strip().toLowerCase(Locale.ROOT);
      int end = 0;
      while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
        end++;
      }
      return text.substring(0, end);
    }

    /** The code that the status starts with: {@code 5.1.1 (bad destination mailbox address)}. */
    public Optional<EnhancedStatusCode> statusCode() {
      String text = status.strip();
      int end = 0;
      while (end < text.length() && end < 8 && text.charAt(end) > ' ') {
        end++;
      }
      return EnhancedStatusCode.find(text.substring(0, end));
    }

    /** Whether it says nothing of this recipient but its address. */
    private boolean isSilent() {
      return statusCode().filter(EnhancedStatusCode::isDefinite).isEmpty()
          && diagnosticCode.isBlank();
    }

    /**
     * The action decides, then the reply code that is printed. Without one, the printed status and
     * the field must both report success, or a bounce would be lost by what only looks like a status.
     */
    private boolean reportsFailure() {
      if (NOT_FAILED.contains(actionWord())) {
        return false;
      }
      SmtpReply printed = DiagnosticCode.parse(diagnosticCode).deciding();
      Optional<Integer> code = printed.code().map(ReplyCode::severity);
      List<Integer> severities = code.map(List::of)
          .orElseGet(() -> Stream.of(printed.status(), statusCode())
              .flatMap(Optional::stream)
              .map(EnhancedStatusCode::severity)
              .toList());
      return severities.isEmpty() || severities.stream().anyMatch(severity -> severity != 2);
    }

    /** No texts: they are a stranger's. */
    @Override
    public String toString() {
      return "RecipientReport[…]";
    }
  }
}
