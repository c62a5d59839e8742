package dev.hardstop.suppression;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Incident.IncidentSlot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends mail that bounces, is delivered or complained about, and asks for verdicts: the public API
 * of the core.
 */
final class MailFixture {
  static final String NOBODY_THERE =
      "smtp; 550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown in local recipient table";
  static final String ACCESS_DENIED = "smtp; 550 5.4.1 Recipient address rejected: Access denied."
      + " [DB1PEPF0001.eurprd02.prod.protection.outlook.com 2026-11-20T10:00:00.000Z 08DE1]";
  static final String MAILBOX_FULL = "smtp; 552 5.2.2 The recipient's mailbox is full";
  static final String BLOCKLISTED =
      "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org";
  static final String NO_SUCH_DOMAIN = "smtp; 550 5.1.2 Bad destination: domain not found";
  static final String POLICY =
      "smtp; 550 5.7.1 RESOLVER.RST.RestrictedToRecipientsPermission; not authorized";

  private final List<RecordingOutcome> outcomes = new ArrayList<>();
  final DossierTable list;
  private final RuleBook book;
  private final SuppressionPolicy policy;
  private int messages;

  MailFixture() {
    this(new InMemoryDossierTable(), RuleFiles.book(), SuppressionPolicy.standard());
  }

  MailFixture(DossierTable list, RuleBook book, SuppressionPolicy policy) {
    this.list = list;
    this.book = book;
    this.policy = policy;
  }

  static Instant on(String day) {
    return LocalDate.parse(day).atTime(10, 0).toInstant(ZoneOffset.UTC);
  }

  Bounce bounce(String address, String diagnosticCode, Instant sent) {
    return bounce(address, diagnosticCode, sent, BounceType.NONE);
  }

  Bounce bounce(String address, String diagnosticCode, Instant sent, BounceType type) {
    return bounce(address, diagnosticCode, mail(sent, address), type, "failed");
  }

  Bounce bounce(
      String recipient, String diagnosticCode, Mail mail, BounceType type, String action) {
    String feedbackId = "feedback-" + ++messages;
    return new Bounce(
        mail,
        feedbackId,
        EmailAddress.find(recipient),
        type,
        new RecipientReport(action, "", diagnosticCode, "", ""));
  }

  Complaint complaint(String address, ComplaintKind kind, Instant sent, Duration after) {
    return new Complaint(
        mail(sent, address),
        "feedback-" + ++messages,
        EmailAddress.find(address),
        kind,
        sent.plus(after));
  }

  Delivery delivery(String address, Instant sent) {
    return new Delivery(mail(sent, address), EmailAddress.find(address));
  }

  Mail mail(Instant sent, String... destination) {
    return new Mail(
        "message-" + ++messages,
        sent,
        java.util.Arrays.stream(destination).map(EmailAddress::of).toList());
  }

  MailFixture happens(Feedback... feedback) {
    outcomes.addAll(
        TestRecording.record(new Recorder(book, policy, list, Runnable::run), List.of(feedback)));
    return this;
  }

  MailFixture bounces(String address, String diagnosticCode, String... days) {
    for (String day : days) {
      happens(bounce(address, diagnosticCode, on(day)));
    }
    return this;
  }

  /**
   * On each of these days another mailbox of the domain bounces, because there is no such domain.
   */
  MailFixture doesNotExist(String domain, String... days) {
    int mailboxes = 0;
    for (String day : days) {
      bounces("mailbox-" + ++mailboxes + "@" + domain, NO_SUCH_DOMAIN, day);
    }
    return this;
  }

  MailFixture isDelivered(String address, String... days) {
    for (String day : days) {
      happens(delivery(address, on(day)));
    }
    return this;
  }

  MailFixture isReleased(String subject, Instant at, boolean includeComplaint) {
    list.addAction(
        Subject.parse(subject),
        new ManualAction.Release(
            "release-" + ++messages, "tester", "a test", at, includeComplaint));
    return this;
  }

  MailFixture isSuppressedManually(String subject, Instant at, Optional<LocalDate> until) {
    list.addAction(
        Subject.parse(subject),
        new ManualAction.Suppression("suppression-" + ++messages, "tester", "a test", at, until));
    return this;
  }

  MailFixture hasExcludedDays(String domain, String from, String to, BounceReason... reasons) {
    list.addAction(
        new Subject.Domain(domain),
        new ManualAction.ExcludeDays(
            "excluded-days-" + ++messages,
            "tester",
            "a test",
            on(to),
            LocalDate.parse(from),
            LocalDate.parse(to),
            Set.of(reasons)));
    return this;
  }

  /** An incident that opens at this time; its bounces began that day. */
  MailFixture hasIncident(String domain, Instant opened) {
    LocalDate from = LocalDate.ofInstant(opened, ZoneOffset.UTC);
    return puts(domain, new Incident("incident-" + opened, from, opened, Optional.empty()));
  }

  /** The incident ends, and its last bounce was on this day. */
  MailFixture ends(String domain, boolean well, String through) {
    LocalDate last = LocalDate.parse(through);
    Incident lasting = incident(domain).orElseThrow();
    Instant at = last.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
    Incident.Ending ending = new Incident.Ending(at, well, last);
    return puts(
        domain, new Incident(lasting.id(), lasting.from(), lasting.opened(), Optional.of(ending)));
  }

  private MailFixture puts(String domain, Incident incident) {
    if (!((IncidentSlot) list).put(domain, incident(domain), incident)) {
      throw new IllegalStateException("not put: " + incident);
    }
    return this;
  }

  private Optional<Incident> incident(String domain) {
    Subject subject = new Subject.Domain(domain);
    return list.read(Set.of(subject)).get(subject).incident();
  }

  RecordingOutcome lastOutcome() {
    return outcomes.get(outcomes.size() - 1);
  }

  /** Asks at the start of a UTC day. */
  Verdict ask(String address, String day) {
    return ask(address, LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant(), book);
  }

  Verdict ask(String address, Instant now, RuleBook today) {
    Subject subject = Subject.parse(address);
    Subject domain = Subject.parse("@" + subject.domain());
    ReadResults<Subject, Dossier> dossiers = list.read(Set.of(subject, domain));
    return policy.judge(dossiers.get(subject), dossiers.get(domain), today, now);
  }
}
