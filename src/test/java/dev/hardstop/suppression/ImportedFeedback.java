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
    Mail mail = live.mail().importedFrom(format);
    if (live instanceof Bounce it) {
      return new Bounce(mail, it.feedbackId(), it.recipient(), it.type(), it.report());
    }
    return live instanceof Complaint it
        ? new Complaint(mail, it.feedbackId(), it.recipient(), it.kind(), it.timestamp())
        : new Delivery(mail, live.recipient());
  }
}
