package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.DiagnosticCode;
import dev.hardstop.smtp.DiagnosticCode.SmtpReply;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.EnhancedStatusCode;
import dev.hardstop.smtp.ReplyCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A bounced recipient: an entry of SES's {@code bouncedRecipients} with the fields of its notification. Texts are
 * as the remote server wrote them, and may be hostile until they are masked.
 *
 * @param mail the message
 * @param feedbackId SES's id of the notification; empty if absent
 * @param recipient the Final-Recipient; empty if it is not an address
 * @param type the SES bounce type
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
   * The address that the bounce is about. A notification without an address (SES's subtype {@code NoEmail})
   * names all recipients of the message. If there are several and a report has no details, it is unknown which
   * of them bounced, so each is treated as if it had forwarded the message.
   */
  @Override
  public Attribution attribution() {
    Attribution named = Attribution.of(recipient, mail);
    boolean isOneOfSeveral = !mail.hasOneDestination() && type.isNoEmail() && report.isSilent();
    return isOneOfSeveral && named instanceof Attribution.Direct direct
        ? new Attribution.Forwarded(direct.address(), Attribution.NO_DOMAIN)
        : named;
  }

  /** Whether delivery is only delayed (RFC 3464 section 2.3.3): the server still tries. */
  public boolean isDelayed() {
    return report.actionWord().equals("delayed");
  }

  /**
   * Whether the recipient's own fields report a failure. The SES bounce type applies to the whole
   * notification, which can name both recipients that failed and recipients that did not.
   */
  public boolean isFailed() {
    return report.reportsFailure();
  }

  /** Omits the address and the texts, which are personal data. */
  @Override
  public String toString() {
    return "Bounce[" + mail + ", " + type + "]";
  }

  /**
   * The delivery status of one recipient (RFC 3464 section 2.3), unmasked. Fields that SES left out are
   * empty.
   *
   * @param action {@code failed}, {@code delayed}, …
   * @param status the enhanced status as SES gives it, such as {@code 5.4.1}
   * @param diagnosticCode the remote server's reply with its type prefix, such as {@code smtp; 550
   *     5.1.1 …}
   * @param reportingMta the reporting server, such as {@code dns; mta.example.com}
   * @param remoteMtaIp the IP address of the server that answered
   */
  public record RecipientReport(
      String action,
      String status,
      String diagnosticCode,
      String reportingMta,
      String remoteMtaIp) {
    /** The actions that are not failures (RFC 3464 section 2.3.3). */
    private static final Set<String> NOT_FAILED =
        Set.of("delayed", "delivered", "relayed", "expanded");

    public RecipientReport {
      requireNonNull(action, "action is null");
      requireNonNull(status, "status is null");
      requireNonNull(diagnosticCode, "diagnosticCode is null");
      requireNonNull(reportingMta, "reportingMta is null");
      requireNonNull(remoteMtaIp, "remoteMtaIp is null");
    }

    /** The action in lower case, without a comment after it. */
    public String actionWord() {
      String text = action.strip().toLowerCase(Locale.ROOT);
      int end = 0;
      while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
        end++;
      }
      return text.substring(0, end);
    }

    /** The code at the start of the status: {@code 5.1.1 (bad destination mailbox address)}. */
    public Optional<EnhancedStatusCode> statusCode() {
      String text = status.strip();
      int end = 0;
      while (end < text.length() && end < 8 && text.charAt(end) > ' ') {
        end++;
      }
      return EnhancedStatusCode.find(text.substring(0, end));
    }

    /** Whether the report has no details about this recipient. */
    private boolean isSilent() {
      return statusCode().filter(EnhancedStatusCode::isDefinite).isEmpty()
          && diagnosticCode.isBlank();
    }

    /**
     * Whether the report is about a failure. The action decides, then the printed reply code. Without a
     * reply code, it is no failure only if the printed status or the status field is present and each that
     * is present reports success; otherwise a text that only looks like a status would hide a bounce.
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

    /** Omits the texts, which may contain personal data. */
    @Override
    public String toString() {
      return "RecipientReport[…]";
    }
  }
}
