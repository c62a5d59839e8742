package dev.hardstop.http;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records bounces and deliveries as the feedback function does. */
final class RecordedMail {
  private final ApiFunctions api;
  private final Recorder recorder;
  private int messages;

  RecordedMail(ApiFunctions api) {
    this(api, api.list);
  }

  /** Records in another table. */
  RecordedMail(ApiFunctions api, DossierTable table) {
    this.api = api;
    recorder = new Recorder(api.book, SuppressionPolicy.standard(), table, Runnable::run);
  }

  void delivered(String address, String day) {
    EmailAddress recipient = EmailAddress.of(address);
    TestRecording.record(
        recorder, List.of(new Delivery(mail(recipient, day), Optional.of(recipient))));
  }

  void bounced(String address, String day, String reply) {
    EmailAddress recipient = EmailAddress.of(address);
    TestRecording.record(
        recorder,
        List.of(new Bounce(
            mail(recipient, day),
            "feedback-" + messages,
            Optional.of(recipient),
            new BounceType("Permanent", "General"),
            new Bounce.RecipientReport("failed", "", "smtp; " + reply, "", ""))));
    if (!api.watched.addresses.contains(recipient)) {
      api.watched.addresses.add(recipient);
    }
  }

  private Mail mail(EmailAddress recipient, String day) {
    return new Mail("message-" + ++messages, Instant.parse(day + "T09:00:00Z"), List.of(recipient));
  }
}
