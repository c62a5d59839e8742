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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A generated history of three addresses of two domains: what SES told of them and what persons
 * decided. The same seed gives the same history.
 *
 * <p>It has one to five replies that come again and again, the first of them by the seed, so that a
 * few histories in a row have every reason. They come on days that are near one another or years
 * apart, at midnight or at the last moment of a day, now and then at the very instant of another.
 *
 * <p>Now and then one message is answered several times, in several wordings, after a delivery too and
 * in the name of a stranger or of a tag of the same mailbox: anybody who has the message can do that.
 * And now and then an address is released on the day of its bounces, just before or just after them.
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

  /** A history of the addresses of this domain and one below it. */
  public static History of(int seed, String domain) {
    return new History(seed, domain);
  }

  /** Something that happened: told by SES or decided by a person. */
  public sealed interface Happening {}

  /** SES told it. */
  public record Told(Feedback feedback) implements Happening {}

  /** A person decided it. */
  public record Decided(Subject subject, ManualAction action) implements Happening {}

  /** All addresses and domains. */
  public Set<Subject> subjects() {
    Set<Subject> subjects = new LinkedHashSet<>();
    addresses.forEach(address -> subjects.add(Subject.of(address)));
    addresses.forEach(address -> subjects.add(Subject.domainOf(address)));
    return subjects;
  }

  /** A dossier for each address, because without one deliveries to it are not kept. */
  public List<Decided> openings() {
    return addresses.stream()
        .map(address -> new Decided(
            Subject.of(address),
            new ManualAction.Release("opening", "tester", "a test", FIRST.minusSeconds(1), false)))
        .toList();
  }

  /** So many that happen next. */
  public List<Happening> next(int howMany) {
    return Stream.generate(this::together)
        .<Happening>mapMulti(Iterable::forEach)
        .limit(howMany)
        .toList();
  }

  private List<Happening> together() {
    return switch (random.nextInt(24)) {
      case 0, 1 -> List.of(decided());
      case 2 -> answeredSeveralTimes();
      case 3 -> releasedTheSameDay();
      case 4 -> bouncesDayAfterDay();
      default -> List.of(new Told(feedback.told()));
    };
  }

  private List<Happening> answeredSeveralTimes() {
    EmailAddress address = pick(addresses);
    Mail mail = feedback.mail(feedback.instant(), feedback.sentTo(address));
    EmailAddress tagged =
        EmailAddress.of(address.toString().replaceFirst("@", "+" + random.nextInt(5) + "@"));
    Stream<Feedback> delivered =
        random.nextBoolean() ? Stream.of(new Delivery(mail, Optional.of(address))) : Stream.empty();
    Stream<Feedback> answers = IntStream.rangeClosed(0, 1 + random.nextInt(4))
        .mapToObj(i -> feedback.bounce(
            mail, random.nextInt(4) == 0 ? Optional.of(tagged) : feedback.named(address)));
    return Stream.concat(delivered, answers).<Happening>map(Told::new).toList();
  }

  private List<Happening> bouncesDayAfterDay() {
    EmailAddress address = pick(addresses);
    Replies.Reply reply = feedback.anyReply();
    Instant first = feedback.instant();
    return IntStream.range(0, 5)
        .<Happening>mapToObj(day -> new Told(feedback.bounce(
            feedback.mail(first.plus(Duration.ofDays(day)), List.of(address)),
            Optional.of(address),
            reply)))
        .toList();
  }

  private List<Happening> releasedTheSameDay() {
    EmailAddress address = pick(addresses);
    Subject subject = random.nextInt(4) == 0 ? Subject.domainOf(address) : Subject.of(address);
    Instant released = feedback.instant();
    return List.of(
        new Told(feedback.bounce(
            feedback.mail(feedback.near(released), List.of(address)), Optional.of(address))),
        new Decided(
            subject,
            new ManualAction.Release(
                "act-" + feedback.number(), "tester", "a test", released, random.nextBoolean())),
        new Told(feedback.bounce(
            feedback.mail(feedback.near(released), List.of(address)), Optional.of(address))));
  }

  /** More of one address than a dossier keeps, and than the table lets an item have. */
  public List<Happening> abundance() {
    EmailAddress address = pick(addresses);
    Stream<Happening> deliveries = IntStream.range(0, MANY_DELIVERIES)
        .mapToObj(day -> new Told(new Delivery(
            feedback.mail(FIRST.plus(Duration.ofDays(day)), List.of(address)),
            Optional.of(address))));
    Stream<Happening> manualActions =
        Stream.<Happening>generate(() -> decided(Subject.of(address))).limit(MANY_ACTS);
    return Stream.concat(deliveries, manualActions).toList();
  }

  /** So many bounces, of all addresses of the first domain, that say there is no such domain. */
  public List<Happening> noSuchDomain(int howMany) {
    return Stream.<Happening>generate(() -> {
          EmailAddress address = addresses.get(random.nextInt(2));
          return new Told(new Bounce(
              feedback.mail(feedback.instant(), List.of(address)),
              feedback.feedbackId(),
              Optional.of(address),
              BounceType.NONE,
              new RecipientReport("failed", "", Scene.NO_SUCH_DOMAIN, "", "")));
        })
        .limit(howMany)
        .toList();
  }

  /** So many that SES tells next. */
  public List<Feedback> nextTold(int howMany) {
    return Stream.generate(feedback::told).limit(howMany).toList();
  }

  /** A bounce or a complaint. */
  Feedback bad() {
    return feedback.bad();
  }

  /** A time in its course. */
  Instant instant() {
    return feedback.instant();
  }

  private Decided decided() {
    return decided(pick(List.copyOf(subjects())));
  }

  private Decided decided(Subject subject) {
    String id = "act-" + feedback.number();
    Instant at = feedback.instant();
    if (random.nextBoolean()) {
      return new Decided(
          subject, new ManualAction.Release(id, "tester", "a test", at, random.nextBoolean()));
    }
    Optional<LocalDate> until = random.nextInt(3) == 0
        ? Optional.empty()
        : Optional.of(LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(random.nextInt(500)));
    return new Decided(subject, new ManualAction.Suppression(id, "tester", "a test", at, until));
  }

  private <T> T pick(List<T> from) {
    return feedback.pick(from);
  }
}
