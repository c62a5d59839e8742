package dev.hardstop.suppression;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A generated history of three addresses of two domains: what SES reported about them and what people
 * decided. The same seed gives the same history.
 *
 * <p>It has one to five replies that repeat, the first of them chosen by the seed, so that a few
 * histories in a row have every reason. They arrive on days that are close together or years apart, at
 * midnight or at the last moment of a day, sometimes at the same instant as another.
 *
 * <p>Sometimes one message bounces several times, in several wordings, even after a delivery, and for
 * another recipient or for a tag of the same mailbox, because anybody who has the message can send
 * that. Sometimes an address is released on the day of its bounces, just before or just after them.
 *
 * <p>Messages have tags and configuration sets, or none that are known, and some complaints are reported
 * with and without them. Manual suppressions name some streams, or none.
 */
public final class History {
  /** Everything was opened before this. */
  private static final Instant FIRST = Instant.parse("2024-01-20T00:00:00Z");

  private static final int MANY_DELIVERIES = 45;
  private static final int MANY_ACTS = 110;

  private final Random random;
  private final List<EmailAddress> addresses;
  private final RandomFeedback feedback;

  private History(int seed, String domain) {
    random = new Random(seed);
    addresses = Stream.of("ann@" + domain, "bob@" + domain, "carl@other." + domain)
        .map(EmailAddress::of)
        .toList();
    feedback = new RandomFeedback(seed, random, addresses, FIRST);
  }

  /** A history of the addresses of this domain and of a subdomain. */
  public static History of(int seed, String domain) {
    return new History(seed, domain);
  }

  /** An event: SES reported feedback, or a person made a decision. */
  public sealed interface HistoryEvent {}

  /** SES reported feedback. */
  public record FeedbackEvent(Feedback feedback) implements HistoryEvent {}

  /** A person made a decision. */
  public record ActionEvent(Subject subject, ManualAction action) implements HistoryEvent {}

  /** All addresses and domains. */
  public Set<Subject> subjects() {
    Set<Subject> subjects = new LinkedHashSet<>();
    addresses.forEach(address -> subjects.add(Subject.of(address)));
    addresses.forEach(address -> subjects.add(Subject.domainOf(address)));
    return subjects;
  }

  /** A dossier for each address, because without one deliveries to it are not kept. */
  public List<ActionEvent> openings() {
    return addresses.stream()
        .map(address -> new ActionEvent(
            Subject.of(address),
            new ManualAction.Release("opening", "tester", "a test", FIRST.minusSeconds(1), false)))
        .toList();
  }

  /** The next events. */
  public List<HistoryEvent> next(int howMany) {
    return Stream.generate(this::together)
        .<HistoryEvent>mapMulti(Iterable::forEach)
        .limit(howMany)
        .toList();
  }

  private List<HistoryEvent> together() {
    return switch (random.nextInt(26)) {
      case 0, 1 -> List.of(decided());
      case 2 -> answeredSeveralTimes();
      case 3 -> releasedTheSameDay();
      case 4, 6 -> bouncesDayAfterDay();
      case 5 ->
        feedback.complaintReportedTwice().stream()
            .<HistoryEvent>map(FeedbackEvent::new)
            .toList();
      default -> List.of(new FeedbackEvent(feedback.next()));
    };
  }

  private List<HistoryEvent> answeredSeveralTimes() {
    EmailAddress address = pick(addresses);
    Mail mail = feedback.mail(feedback.instant(), feedback.sentTo(address));
    EmailAddress tagged =
        EmailAddress.of(address.toString().replaceFirst("@", "+" + random.nextInt(5) + "@"));
    Stream<Feedback> delivered =
        random.nextBoolean() ? Stream.of(new Delivery(mail, Optional.of(address))) : Stream.empty();
    Stream<Feedback> answers = IntStream.rangeClosed(0, 1 + random.nextInt(4))
        .mapToObj(i -> feedback.bounce(
            mail, random.nextInt(4) == 0 ? Optional.of(tagged) : feedback.named(address)));
    return Stream.concat(delivered, answers)
        .<HistoryEvent>map(FeedbackEvent::new)
        .toList();
  }

  private List<HistoryEvent> bouncesDayAfterDay() {
    EmailAddress address = pick(addresses);
    Replies.Reply reply = feedback.anyReply();
    Instant first = feedback.instant();
    return IntStream.range(0, 5)
        .<HistoryEvent>mapToObj(day -> new FeedbackEvent(feedback.bounce(
            feedback.mail(first.plus(Duration.ofDays(day)), List.of(address)),
            Optional.of(address),
            reply)))
        .toList();
  }

  private List<HistoryEvent> releasedTheSameDay() {
    EmailAddress address = pick(addresses);
    Subject subject = random.nextInt(4) == 0 ? Subject.domainOf(address) : Subject.of(address);
    Instant released = feedback.instant();
    return List.of(
        new FeedbackEvent(feedback.bounce(
            feedback.mail(feedback.near(released), List.of(address)), Optional.of(address))),
        new ActionEvent(
            subject,
            new ManualAction.Release(
                "action-" + feedback.number(), "tester", "a test", released, random.nextBoolean())),
        new FeedbackEvent(feedback.bounce(
            feedback.mail(feedback.near(released), List.of(address)), Optional.of(address))));
  }

  /** More events about one address than a dossier keeps, and than an item of the table can have. */
  public List<HistoryEvent> abundance() {
    EmailAddress address = pick(addresses);
    Stream<HistoryEvent> deliveries = IntStream.range(0, MANY_DELIVERIES)
        .mapToObj(day -> new FeedbackEvent(new Delivery(
            feedback.mail(FIRST.plus(Duration.ofDays(day)), List.of(address)),
            Optional.of(address))));
    Stream<HistoryEvent> manualActions =
        Stream.<HistoryEvent>generate(() -> decided(Subject.of(address))).limit(MANY_ACTS);
    return Stream.concat(deliveries, manualActions).toList();
  }

  /** Bounces of all addresses of the first domain that state that the domain does not exist. */
  public List<HistoryEvent> noSuchDomain(int howMany) {
    return Stream.<HistoryEvent>generate(() -> {
          EmailAddress address = addresses.get(random.nextInt(2));
          return new FeedbackEvent(new Bounce(
              feedback.mail(feedback.instant(), List.of(address)),
              feedback.feedbackId(),
              Optional.of(address),
              BounceType.NONE,
              new RecipientReport("failed", "", MailFixture.NO_SUCH_DOMAIN, "", "")));
        })
        .limit(howMany)
        .toList();
  }

  /** The next feedback that SES reports. */
  public List<Feedback> nextTold(int howMany) {
    return Stream.generate(feedback::next).limit(howMany).toList();
  }

  /** A bounce or a complaint. */
  Feedback bad() {
    return feedback.bad();
  }

  /** A time during the history. */
  public Instant instant() {
    return feedback.instant();
  }

  private ActionEvent decided() {
    return decided(pick(List.copyOf(subjects())));
  }

  private ActionEvent decided(Subject subject) {
    String id = "action-" + feedback.number();
    Instant at = feedback.instant();
    if (random.nextBoolean()) {
      return new ActionEvent(
          subject, new ManualAction.Release(id, "tester", "a test", at, random.nextBoolean()));
    }
    Optional<LocalDate> until = random.nextInt(3) == 0
        ? Optional.empty()
        : Optional.of(LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(random.nextInt(500)));
    SortedSet<String> streams = new TreeSet<>(AnyPolicy.STREAMS);
    streams.removeIf(stream -> random.nextInt(3) > 0);
    return new ActionEvent(
        subject, new ManualAction.Suppression(id, "tester", "a test", at, until, streams));
  }

  private <T> T pick(List<T> from) {
    return feedback.pick(from);
  }
}
