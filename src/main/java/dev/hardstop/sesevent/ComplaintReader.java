package dev.hardstop.sesevent;

import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads SES's {@code complaint} object: one complaint per entry of {@code complainedRecipients}. */
final class ComplaintReader {
  private static final int LONGEST_FIELD = 512;

  private ComplaintReader() {}

  /** A complaint whose own time is missing or unreadable counts on the day of its message. */
  static List<Complaint> read(Mail mail, SesObject complaint) {
    String feedbackId = complaint.id("feedbackId");
    Instant timestamp = complaint.time("timestamp").orElse(mail.timestamp());
    List<Optional<EmailAddress>> recipients = complaint.entries("complainedRecipients").stream()
        .map(FeedbackReader::recipient)
        .toList();
    ComplaintKind kind = ComplaintKind.of(
        complaint.text("complaintFeedbackType", LONGEST_FIELD),
        complaint.text("complaintSubType", LONGEST_FIELD),
        named(recipients));
    return recipients.stream()
        .map(recipient -> new Complaint(mail, feedbackId, recipient, kind, timestamp))
        .toList();
  }

  /** How many are named: an address twice is one, and each text that is no address is somebody. */
  private static int named(List<Optional<EmailAddress>> recipients) {
    Set<EmailAddress> addresses = new HashSet<>();
    int others = 0;
    for (Optional<EmailAddress> recipient : recipients) {
      recipient.ifPresent(addresses::add);
      others += recipient.isPresent() ? 0 : 1;
    }
    return addresses.size() + others;
  }
}
