package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records mail to the recipients of one domain, and its bounces, and reads and diagnoses the domain. */
final class DomainMail {
  static final String DOMAIN = "contoso.example";
  static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  static final String ACCESS_DENIED = "smtp; 550 5.4.1 Recipient address rejected: Access denied."
      + " [XX1EUR05FT001.eop-eur05.prod.protection.outlook.com]";
  static final String NOBODY_THERE =
      "smtp; 550 5.1.1 <x@contoso.example>: Recipient address rejected: User unknown in virtual mailbox table";
  static final String BLOCKLISTED =
      "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org";
  static final String RELAY_DENIED =
      "smtp; 550 5.7.64 TenantAttribution; Relay Access Denied [XX1EUR05FT001.eop-eur05.prod.protection.outlook.com]";
  static final String TENANT_RESTRICTED =
      "smtp; 550 5.4.1 All recipient addresses rejected : Access denied. AS(201806271)"
          + " [XX1EUR05FT001.eop-eur05.prod.protection.outlook.com]";
  static final String GROUP_CLOSED =
      "smtp; 550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required";
  static final String NOT_AUTHENTICATED =
      "smtp; 550 5.7.509 Access denied, sending domain [EXAMPLE.ORG] does not pass DMARC verification";
  static final String SENDER_REFUSED =
      "smtp; 553 5.1.8 <alerts@example.org>... Domain of sender address does not exist";
  static final String SLOW_DOWN =
      "smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes."
          + "<450 4.2.0 Greylisted, please try again in 300 seconds>";
  static final String TIMED_OUT =
      "smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>";
  static final String FULL = "smtp; 552 5.2.2 <x@contoso.example>: mailbox is over quota";
  static final String TOO_LARGE = "smtp; 552 5.3.4 Message size exceeds fixed limit";

  final InMemoryDossierTable list = new InMemoryDossierTable();
  private final String domain;
  private int messages;

  DomainMail() {
    this(DOMAIN);
  }

  DomainMail(String domain) {
    this.domain = domain;
  }

  static Instant on(LocalDate day) {
    return day.atTime(10, 0).toInstant(ZoneOffset.UTC);
  }

  static LocalDate daysAgo(int days) {
    return TODAY.minusDays(days);
  }

  /** The recipients with these numbers bounce on each of these days. */
  DomainMail bounces(int from, int to, String reply, int... daysAgo) {
    for (int days : daysAgo) {
      for (int person = from; person <= to; person++) {
        record(List.of(bounce(person, reply, daysAgo(days))));
      }
    }
    return this;
  }

  DomainMail isDelivered(int from, int to, int... daysAgo) {
    for (int days : daysAgo) {
      for (int person = from; person <= to; person++) {
        record(List.of(delivery(person, daysAgo(days))));
      }
    }
    return this;
  }

  DomainMail record(List<? extends Feedback> feedback) {
    TestRecording.record(
        new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), list, Runnable::run),
        feedback);
    return this;
  }

  Bounce bounce(int person, String reply, LocalDate day) {
    return new Bounce(
        mail(person, day),
        "feedback-" + messages,
        Optional.of(address(person)),
        BounceType.NONE,
        new RecipientReport("failed", "", reply, "", ""));
  }

  Delivery delivery(int person, LocalDate day) {
    return new Delivery(mail(person, day), Optional.of(address(person)));
  }

  DomainMail hasIncident(Incident incident) {
    list.put(domain, Optional.empty(), incident);
    return this;
  }

  DomainActivity activity() {
    return activity(on(TODAY));
  }

  DomainActivity activity(Instant now) {
    return examination(RuleFiles.book()).activity(domain, now);
  }

  DomainExamination examination(RuleBook book) {
    return new DomainExamination(list, new InMemoryDossierIndex(list), book, Thresholds.standard());
  }

  Diagnosis diagnosis() {
    return diagnosis(Set.of());
  }

  Diagnosis diagnosis(Set<BounceReason> spiking) {
    return examination(RuleFiles.book()).of(domain, spiking, on(TODAY));
  }

  Diagnosis.Name name() {
    return diagnosis().name();
  }

  EmailAddress address(int person) {
    return EmailAddress.of("person" + person + "@" + domain);
  }

  private Mail mail(int person, LocalDate day) {
    return new Mail("message-" + ++messages, on(day), new ArrayList<>(List.of(address(person))));
  }
}
