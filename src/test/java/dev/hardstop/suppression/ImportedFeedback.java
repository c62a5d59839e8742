package dev.hardstop.suppression;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;

/** Feedback as it is when the same event of SES is imported from a file. */
public final class ImportedFeedback {
  public static final String FORMAT = "ses-events";

  private ImportedFeedback() {}

  public static Feedback of(Feedback live) {
    return of(live, FORMAT);
  }

  static Feedback of(Feedback live, String format) {
    return of(live, live.mail().importedFrom(format));
  }

  /** The same as a line of another provider's list, which names no message of ours. */
  static Feedback withoutMessage(Feedback live) {
    Mail mail = live.mail();
    return of(
        live,
        new Mail(
            "", mail.timestamp(), mail.destination(), mail.unreadable(), mail.tags(), "", "lines"));
  }

  private static Feedback of(Feedback live, Mail mail) {
    if (live instanceof Bounce it) {
      return new Bounce(mail, it.feedbackId(), it.recipient(), it.type(), it.report());
    }
    return live instanceof Complaint it
        ? new Complaint(mail, it.feedbackId(), it.recipient(), it.kind(), it.timestamp())
        : new Delivery(mail, live.recipient());
  }
}
