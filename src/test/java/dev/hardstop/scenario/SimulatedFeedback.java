package dev.hardstop.scenario;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Sends messages and collects the feedback of SES: late, duplicated, in any order. */
final class SimulatedFeedback {
  private static final BounceType PERMANENT = new BounceType("Permanent", "General");
  private static final BounceType TRANSIENT = new BounceType("Transient", "General");

  private final Random random;
  private final Instant now;
  private final List<Feedback> feedback = new ArrayList<>();
  private int messages;

  SimulatedFeedback(Random random, Instant now) {
    this.random = random;
    this.now = now;
  }

  /** A message that was delivered; sometimes its recipient complains, or is out of office. */
  void delivered(Company company, String address, Instant sent) {
    Mail mail = mail(sent, address);
    add(new Delivery(mail, EmailAddress.find(address)));
    int draw = random.nextInt(2_000);
    if (draw < 2 && company.consumer()) {
      Instant later = sent.plus(Duration.ofHours(2));
      add(new Complaint(mail, feedbackId(), EmailAddress.find(address), ComplaintKind.SOLE, later));
    } else if (draw > 1_994) {
      add(bounce(
          mail, address, TRANSIENT, company, "smtp; 250 2.0.0 Out of Office: I am on holiday"));
    }
  }

  /** A message that bounced; a filter in front of a server accepts it first. */
  void refused(Company company, String address, Instant sent, BounceCause cause) {
    Mail mail = mail(sent, address);
    if (company.acceptsFirst()) {
      add(new Delivery(mail, EmailAddress.find(address)));
    }
    // Not every bounce of the last hours has arrived yet.
    if (sent.isBefore(now.minus(Duration.ofHours(3))) || random.nextInt(10) < 7) {
      String reply = company.receiver().reply(cause, address);
      boolean passing = cause == BounceCause.SLOW_DOWN || cause == BounceCause.UNREACHABLE;
      add(bounce(mail, address, passing ? TRANSIENT : PERMANENT, company, reply));
    }
  }

  /** All feedback in the order in which it arrived; some of it is there twice. */
  List<Feedback> feedback() {
    List<Feedback> all = new ArrayList<>(feedback);
    feedback.stream().filter(one -> random.nextInt(30) == 0).forEach(all::add);
    Collections.shuffle(all, random);
    return all;
  }

  private void add(Feedback one) {
    feedback.add(one);
  }

  private Bounce bounce(
      Mail mail, String address, BounceType type, Company company, String diagnosticCode) {
    RecipientReport report = new RecipientReport(
        "failed",
        "",
        diagnosticCode,
        "dns; a7-13.smtp-out.eu-west-1.amazonses.com",
        company.receiver().ip());
    return new Bounce(mail, feedbackId(), EmailAddress.find(address), type, report);
  }

  /** A message; some have a second recipient, without feedback of its own. */
  private Mail mail(Instant sent, String address) {
    Optional<String> second = random.nextInt(40) == 0
        ? Optional.of("copy@" + address.substring(address.indexOf('@') + 1))
        : Optional.empty();
    return new Mail(
        "message-" + ++messages,
        sent,
        Stream.concat(Stream.of(address), second.stream()).map(EmailAddress::of).toList());
  }

  private String feedbackId() {
    return "feedback-" + messages;
  }
}
