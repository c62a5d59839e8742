package dev.hardstop.sesevent;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Mail;
import java.util.List;

/** Reads SES's {@code bounce} object: one bounce per entry of {@code bouncedRecipients}. */
final class BounceReader {
  /** What a server may say, in characters: a reply is lines of 512 octets (RFC 5321 4.5.3.1.5). */
  static final int LONGEST_DIAGNOSTIC_CODE = 8_192;

  private static final int LONGEST_FIELD = 512;

  private BounceReader() {}

  static List<Bounce> read(Mail mail, SesObject bounce) {
    String feedbackId = bounce.id("feedbackId");
    BounceType label = label(bounce);
    String reportingMta = bounce.text("reportingMTA", LONGEST_FIELD);
    String remoteMtaIp = bounce.text("remoteMtaIp", LONGEST_FIELD);
    return bounce.entries("bouncedRecipients").stream()
        .map(entry -> bounce(mail, feedbackId, label, entry, reportingMta, remoteMtaIp))
        .toList();
  }

  static Bounce bounce(
      Mail mail,
      String feedbackId,
      BounceType label,
      SesObject entry,
      String reportingMta,
      String remoteMtaIp) {
    RecipientReport report = new RecipientReport(
        entry.text("action", LONGEST_FIELD),
        entry.text("status", LONGEST_FIELD),
        entry.text("diagnosticCode", LONGEST_DIAGNOSTIC_CODE),
        reportingMta,
        remoteMtaIp);
    return new Bounce(mail, feedbackId, FeedbackReader.recipient(entry), label, report);
  }

  static BounceType label(SesObject bounce) {
    return new BounceType(
        bounce.text("bounceType", LONGEST_FIELD), bounce.text("bounceSubType", LONGEST_FIELD));
  }
}
