package dev.hardstop.sesevent;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import java.nio.charset.StandardCharsets;

/** Writes feedback as SES would have sent it. */
public final class SesJson {
  /** It has the domain of the recipient who may have complained, so SES names both. */
  private static final String ANOTHER = "another@";

  private SesJson() {}

  /** The event with this feedback. */
  public static SesEvent of(Feedback feedback) {
    String recipient = feedback.recipient().map(EmailAddress::spelling).orElse("nobody");
    if (feedback instanceof Bounce bounce) {
      return of(bounce, recipient);
    }
    if (feedback instanceof Complaint complaint) {
      return of(complaint, recipient);
    }
    return mail(SesEvent.delivery(recipient), feedback.mail());
  }

  /** The same, as it is handed over. */
  public static byte[] bytes(Feedback feedback) {
    return of(feedback).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static SesEvent of(Bounce bounce, String recipient) {
    return mail(SesEvent.bounce(recipient), bounce.mail())
        .with("/bounce/feedbackId", bounce.feedbackId())
        .with("/bounce/bounceType", bounce.type().type())
        .with("/bounce/bounceSubType", bounce.type().subType())
        .with("/bounce/bouncedRecipients/0/action", bounce.report().action())
        .with("/bounce/bouncedRecipients/0/status", bounce.report().status())
        .with("/bounce/bouncedRecipients/0/diagnosticCode", bounce.report().diagnosticCode());
  }

  private static SesEvent of(Complaint complaint, String recipient) {
    SesEvent event = complaint.kind() == ComplaintKind.ONE_OF_SEVERAL
        ? SesEvent.complaint(recipient, ANOTHER + recipient.substring(recipient.indexOf('@') + 1))
        : SesEvent.complaint(recipient);
    mail(event, complaint.mail())
        .with("/complaint/feedbackId", complaint.feedbackId())
        .with("/complaint/timestamp", complaint.timestamp().toString());
    return switch (complaint.kind()) {
      case SOLE, ONE_OF_SEVERAL -> event;
      case ON_ACCOUNT_LIST -> event.with("/complaint/complaintSubType", "OnAccountSuppressionList");
      case NOT_SPAM -> event.with("/complaint/complaintFeedbackType", "not-spam");
      case AUTH_FAILURE -> event.with("/complaint/complaintFeedbackType", "auth-failure");
      case VIRUS -> event.with("/complaint/complaintFeedbackType", "virus");
    };
  }

  private static SesEvent mail(SesEvent event, Mail mail) {
    String[] destination =
        mail.destination().stream().map(EmailAddress::spelling).toArray(String[]::new);
    return event
        .sentTo(destination)
        .with("/mail/timestamp", mail.timestamp().toString())
        .with("/mail/messageId", mail.messageId());
  }
}
