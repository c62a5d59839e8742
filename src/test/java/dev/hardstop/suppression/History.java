package dev.hardstop.suppression;

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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
 */
public final class History {
  /** Everything was opened before this. */
  private static final Instant FIRST = Instant.parse("2024-01-20T00:00:00Z");

  private static final List<Integer> SPANS = List.of(20, 60, 120, 800);
  private static final int REPLIES = 5;
  private static final int MANY_DELIVERIES = 45;
  private static final int MANY_ACTS = 110;

  private final Random random;
  private final List<EmailAddress> addresses;
  private final List<Replies.Reply> replies;
  private final int days;
  private final List<Instant> instants = new ArrayList<>();
  private int numbers;

  private History(int seed, String domain) {
    random = new Random(seed);
    addresses = Stream.of("ann@" + domain, "bob@" + domain, "carl@other." + domain)
        .map(EmailAddress::of)
        .toList();
    int first = Math.floorMod(seed, Replies.OF_EVERY_REASON.size());
    Stream<Replies.Reply> more = IntStream.range(0, random.nextInt(REPLIES))
        .mapToObj(
            i -> pick(random.nextInt(3) == 0 ? Replies.OF_EVERY_RULE : Replies.OF_EVERY_REASON));
    replies = Stream.concat(Stream.of(Replies.OF_EVERY_REASON.get(first)), more).toList();
    days = pick(SPANS);
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
  public record Decided(Subject subject, Act act) implements Happening {}

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
            new Act.Release("opening", "tester", "a test", FIRST.minusSeconds(1), false)))
        .toList();
  }

  /** So many that happen next. */
  public List<Happening> next(int howMany) {
    return Stream.<Happening>generate(() -> random.nextInt(12) == 0 ? decided() : new Told(told()))
        .limit(howMany)
        .toList();
  }

  /** More of one address than a dossier keeps, and than the table lets an item have. */
  public List<Happening> abundance() {
    EmailAddress address = pick(addresses);
    Stream<Happening> deliveries = IntStream.range(0, MANY_DELIVERIES)
        .mapToObj(day -> new Told(new Delivery(
            mail(FIRST.plus(Duration.ofDays(day)), List.of(address)), Optional.of(address))));
    Stream<Happening> acts =
        Stream.<Happening>generate(() -> decided(Subject.of(address))).limit(MANY_ACTS);
    return Stream.concat(deliveries, acts).toList();
  }

  /** So many bounces, of all addresses of the first domain, that say there is no such domain. */
  public List<Happening> noSuchDomain(int howMany) {
    return Stream.<Happening>generate(() -> {
          EmailAddress address = addresses.get(random.nextInt(2));
          return new Told(new Bounce(
              mail(instant(), List.of(address)),
              feedbackId(),
              Optional.of(address),
              BounceType.NONE,
              new RecipientReport("failed", "", Scene.NO_SUCH_DOMAIN, "", "")));
        })
        .limit(howMany)
        .toList();
  }

  /** So many that SES tells next. */
  public List<Feedback> nextTold(int howMany) {
    return Stream.generate(this::told).limit(howMany).toList();
  }

  /** A bounce or a complaint. */
  Feedback bad() {
    EmailAddress address = pick(addresses);
    Instant sent = instant();
    return random.nextInt(5) == 0 ? complaint(address, sent) : bounce(address, sent);
  }

  /** A time in its course. */
  Instant instant() {
    if (!instants.isEmpty() && random.nextInt(10) == 0) {
      return pick(instants);
    }
    Instant midnight = FIRST.plus(Duration.ofDays(random.nextInt(days)));
    Instant instant = switch (random.nextInt(5)) {
      case 0 -> midnight;
      case 1 -> midnight.minusMillis(1);
      default -> midnight.plusMillis(random.nextInt(86_400_000));
    };
    instants.add(instant);
    return instant;
  }

  private Feedback told() {
    return random.nextInt(4) == 0 ? delivery(pick(addresses), instant()) : bad();
  }

  private Feedback delivery(EmailAddress address, Instant sent) {
    return new Delivery(mail(sent, sentTo(address)), named(address));
  }

  private Feedback complaint(EmailAddress address, Instant sent) {
    return new Complaint(
        mail(sent, sentTo(address)),
        feedbackId(),
        named(address),
        pick(List.of(ComplaintKind.values())),
        sent.plus(Duration.ofHours(random.nextInt(3_000) - 100)));
  }

  private Feedback bounce(EmailAddress address, Instant sent) {
    Replies.Reply reply = pick(replies);
    String action = random.nextInt(20) == 0 ? "delayed" : "failed";
    return new Bounce(
        mail(sent, sentTo(address)),
        feedbackId(),
        named(address),
        reply.type(),
        new RecipientReport(
            action, reply.status(), reply.diagnosticCode(), "", reply.remoteMtaIp()));
  }

  /** Now and then a stranger: then it was passed on, or nobody knows who is meant. */
  private Optional<EmailAddress> named(EmailAddress address) {
    return random.nextInt(6) == 0
        ? EmailAddress.find("stranger@example.net")
        : Optional.of(address);
  }

  private List<EmailAddress> sentTo(EmailAddress address) {
    return random.nextInt(10) == 0 ? addresses : List.of(address);
  }

  /** Two of the same time may have the same id: then their content decides which is newer. */
  private String feedbackId() {
    return "feedback-" + (random.nextInt(10) == 0 ? 0 : ++numbers);
  }

  private Mail mail(Instant sent, List<EmailAddress> sentTo) {
    return new Mail("message-" + ++numbers, sent, sentTo);
  }

  private Decided decided() {
    return decided(pick(List.copyOf(subjects())));
  }

  private Decided decided(Subject subject) {
    String id = "act-" + ++numbers;
    Instant at = instant();
    if (random.nextBoolean()) {
      return new Decided(
          subject, new Act.Release(id, "tester", "a test", at, random.nextBoolean()));
    }
    Optional<LocalDate> until = random.nextInt(3) == 0
        ? Optional.empty()
        : Optional.of(LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(random.nextInt(500)));
    return new Decided(subject, new Act.Suppression(id, "tester", "a test", at, until));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
