package dev.hardstop.sesevent;

import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Mail;
import java.util.List;

/** Reads SES's {@code delivery} object: one delivery per entry of {@code recipients}. */
final class DeliveryReader {
  private DeliveryReader() {}

  static List<Delivery> read(Mail mail, SesObject delivery) {
    return delivery.recipients("recipients").stream()
        .map(MailReader::address)
        .map(recipient -> new Delivery(mail, recipient))
        .toList();
  }
}
