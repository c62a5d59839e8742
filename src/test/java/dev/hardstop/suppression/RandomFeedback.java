package dev.hardstop.suppression;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.smtp.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What SES reports about mail to some addresses during a {@link History}. */
final class RandomFeedback {
  private static final List<Integer> SPANS = List.of(20, 60, 120, 800);
  private static final int REPLIES = 5;

  /** An identity notification has no tags; some tags and sets are never {@link AnyPolicy#STREAMS}. */
  private static final List<MessageTags> TAGS = List.of(
      MessageTags.NONE,
      new MessageTags("", "marketing", ""),
      new MessageTags("", "default", "shop"),
      new MessageTags("newsletter", "marketing", ""),
      new MessageTags("newsletter", "default", ""),
      new MessageTags("receipts", "default", "shop"),
      new MessageTags("survey", "marketing", ""));

  /** Half of the mail that is not live was imported from SES's own events, which may have a live twin. */
  private static final List<String> FORMATS = List.of("ses-events", "sendgrid-bounces");

  private static final List<String> OTHER_WORDS = List.of("", " - alpha", " - beta");

  private final Random random;
  private final List<EmailAddress> addresses;
  private final Instant first;
  private final List<Replies.Reply> replies;
  private final int days;
  private final List<Instant> instants = new ArrayList<>();
  private final List<Feedback> twins = new ArrayList<>();
  private int numbers;

  RandomFeedback(int seed, Random random, List<EmailAddress> addresses, Instant first) {
    this.random = random;
    this.addresses = addresses;
    this.first = first;
    int which = Math.floorMod(seed, Replies.OF_EVERY_REASON.size());
    Stream<Replies.Reply> more = IntStream.range(0, random.nextInt(REPLIES))
        .mapToObj(
            i -> pick(random.nextInt(3) == 0 ? Replies.OF_EVERY_RULE : Replies.OF_EVERY_REASON));
    replies = Stream.concat(Stream.of(Replies.OF_EVERY_REASON.get(which)), more).toList();
    days = pick(SPANS);
  }

  /** One of the replies that repeat. */
  Replies.Reply anyReply() {
    return pick(replies);
  }

  /** Another number each time. */
  int number() {
    return ++numbers;
  }

  /** Of the same day: the same instant, the one before or after it, or any other. */
  Instant near(Instant instant) {
    Instant midnight = instant.truncatedTo(ChronoUnit.DAYS);
    Instant near = random.nextBoolean()
        ? instant.plusMillis(random.nextInt(3) - 1)
        : midnight.plusMillis(random.nextInt(86_400_000));
    return near.truncatedTo(ChronoUnit.DAYS).equals(midnight) ? near : instant;
  }

  /** A bounce or a complaint, and sometimes the imported twin of an earlier one. */
  Feedback bad() {
    if (!twins.isEmpty() && random.nextInt(12) == 0) {
      return pick(twins);
    }
    EmailAddress address = pick(addresses);
    Instant sent = instant();
    Feedback bad = random.nextInt(5) == 0 ? complaint(address, sent) : bounce(address, sent);
    twins.add(ImportedFeedback.of(bad, pick(FORMATS)));
    return bad;
  }

  /** A time during the history. */
  Instant instant() {
    if (!instants.isEmpty() && random.nextInt(10) == 0) {
      return pick(instants);
    }
    Instant midnight = first.plus(Duration.ofDays(random.nextInt(days)));
    Instant instant = switch (random.nextInt(5)) {
      case 0 -> midnight;
      case 1 -> midnight.minusMillis(1);
      default -> midnight.plusMillis(random.nextInt(86_400_000));
    };
    instants.add(instant);
    return instant;
  }

  Feedback next() {
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

  /** The same complaint by an event and by an identity notification, which has no tags. */
  List<Feedback> complaintReportedTwice() {
    EmailAddress address = pick(addresses);
    Instant sent = instant();
    Mail tagged = new Mail("message-" + number(), sent, List.of(address), pick(TAGS));
    Mail untagged = new Mail(tagged.messageId(), sent, List.of(address));
    ComplaintKind kind = pick(List.of(ComplaintKind.SOLE, ComplaintKind.ONE_OF_SEVERAL));
    Instant at = sent.plus(Duration.ofHours(random.nextInt(3_000) - 100));
    return Stream.of(tagged, untagged)
        .<Feedback>map(mail -> new Complaint(mail, feedbackId(), Optional.of(address), kind, at))
        .toList();
  }

  Feedback bounce(EmailAddress address, Instant sent) {
    return bounce(mail(sent, sentTo(address)), named(address));
  }

  Feedback bounce(Mail mail, Optional<EmailAddress> recipient) {
    return bounce(mail, recipient, inOtherWords(anyReply(), pick(OTHER_WORDS)));
  }

  Feedback bounce(Mail mail, Optional<EmailAddress> recipient, Replies.Reply reply) {
    String action = random.nextInt(20) == 0 ? "delayed" : "failed";
    return new Bounce(
        mail,
        feedbackId(),
        recipient,
        reply.type(),
        new RecipientReport(
            action, reply.status(), reply.diagnosticCode(), "", reply.remoteMtaIp()));
  }

  /** A bounce that SES itself makes has no words. */
  private static Replies.Reply inOtherWords(Replies.Reply reply, String more) {
    return reply.diagnosticCode().isEmpty()
        ? reply
        : new Replies.Reply(
            reply.reason(),
            reply.diagnosticCode() + more,
            reply.status(),
            reply.type(),
            reply.remoteMtaIp());
  }

  /** Sometimes another recipient: then the message was forwarded, or nobody is blamed. */
  Optional<EmailAddress> named(EmailAddress address) {
    return random.nextInt(6) == 0
        ? EmailAddress.find("somebody@example.net")
        : Optional.of(address);
  }

  List<EmailAddress> sentTo(EmailAddress address) {
    return random.nextInt(10) == 0 ? addresses : List.of(address);
  }

  /** Two of the same time may have the same id: then their content decides which is newer. */
  String feedbackId() {
    return "feedback-" + (random.nextInt(10) == 0 ? 0 : number());
  }

  Mail mail(Instant sent, List<EmailAddress> sentTo) {
    Mail live = new Mail("message-" + number(), sent, sentTo, pick(TAGS));
    return random.nextInt(5) == 0 ? live.importedFrom(pick(FORMATS)) : live;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
