package dev.hardstop.queue;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Rule;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import dev.hardstop.ses.Wrapped;
import dev.hardstop.sesevent.SesEvent;
import dev.hardstop.suppression.Dossier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * SES's events about a few thousand addresses in two months: bounces with the example replies of
 * all rules, complaints, deliveries, and events that Hardstop ignores, each in one of the envelopes
 * that arrive from a queue. The same seed generates the same events.
 */
final class SesEventStream {
  private static final Duration PERIOD = Duration.ofDays(60);
  private static final int EVENTS_OF_AN_ADDRESS = 5;
  private static final int ADDRESSES_OF_A_DOMAIN = 20;
  private static final String TOPIC_VALIDATION =
      "Successfully validated SNS topic for Amazon SES event publishing.";
  private static final List<String> COMPLAINTS =
      List.of("abuse", "auth-failure", "fraud", "not-spam", "other", "virus");
  private static final List<String> NOT_FOR_US =
      List.of("Send", "Open", "Click", "Reject", "DeliveryDelay", "Rendering Failure", "Whatever");

  private final Random random;
  private final Instant end;
  private final int addresses;
  private final List<ReplyExample> replyExamples = replyExamples();
  private final Map<String, Set<String>> rulesOfAddresses = new HashMap<>();
  private final Set<BounceReason> reasons = EnumSet.noneOf(BounceReason.class);
  private final List<String> before = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final List<String> sesEvents = new ArrayList<>();
  private int ids;

  /** An example reply and the rule that it matches. */
  private record ReplyExample(Rule rule, RuleDefinition.Example example) {}

  /**
   * @param events how many, the first reports about each address not counted
   * @param end when the last of the messages was sent
   */
  SesEventStream(long seed, int events, Instant end) {
    this.random = new Random(seed);
    this.end = end;
    this.addresses = Math.max(events / EVENTS_OF_AN_ADDRESS, 1);
    for (int i = 0; i < addresses; i++) {
      before.add(fullMailbox(address(i)).toString());
    }
    sesEvents.addAll(before);
    for (int i = 0; i < events; i++) {
      this.events.add(random.nextInt(200) == 0 ? TOPIC_VALIDATION : wrapped(any()));
    }
  }

  /** A bounce of each address, so that every delivery belongs to an address with a dossier. */
  List<String> before() {
    return Collections.unmodifiableList(before);
  }

  /** The events, as bodies of messages. */
  List<String> events() {
    return Collections.unmodifiableList(events);
  }

  /** SES's own JSON of all events, including {@link #before}, without envelopes. */
  List<String> sesEvents() {
    return Collections.unmodifiableList(sesEvents);
  }

  /** The reasons of all bounces. */
  Set<BounceReason> reasons() {
    return Collections.unmodifiableSet(reasons);
  }

  /** Some of the events once more. */
  List<String> duplicates(int howMany) {
    List<String> again = new ArrayList<>(events);
    Collections.shuffle(again, random);
    return again.subList(0, howMany);
  }

  /** All of these in another order. */
  List<String> inDisorder(List<List<String>> parts) {
    List<String> all = new ArrayList<>();
    parts.forEach(all::addAll);
    Collections.shuffle(all, random);
    return all;
  }

  private SesEvent any() {
    int percent = random.nextInt(100);
    if (percent < 50) {
      return bounce(anyone());
    }
    if (percent < 60) {
      return complaint();
    }
    if (percent < 85) {
      return sent(SesEvent.delivery(random.nextInt(4) > 0 ? two() : one()));
    }
    return sent(SesEvent.about(NOT_FOR_US.get(random.nextInt(NOT_FOR_US.size())), anyone()));
  }

  private SesEvent fullMailbox(String address) {
    return sent(SesEvent.bounce(address))
        .with("/bounce/feedbackId", id())
        .with("/bounce/bouncedRecipients/0/status", "5.2.2")
        .with("/bounce/bouncedRecipients/0/diagnosticCode", "smtp; 552 5.2.2 Mailbox full");
  }

  /** One of each reason, then any. */
  private ReplyExample anyReply() {
    ReplyExample any = replyExamples.get(random.nextInt(replyExamples.size()));
    return replyExamples.stream()
        .filter(example -> !reasons.contains(example.rule().reason()))
        .findFirst()
        .orElse(any);
  }

  /** Of this address, or of another one if this one has bounced by as many rules as a dossier keeps. */
  private SesEvent bounce(String first) {
    ReplyExample chosen = anyReply();
    reasons.add(chosen.rule().reason());
    String address = first;
    while (!hasRoom(address, chosen.rule())) {
      address = anyone();
    }
    RuleDefinition.Example example = chosen.example();
    SesEvent event = sent(SesEvent.bounce(address))
        .with("/bounce/feedbackId", id())
        .with("/bounce/bounceType", example.deliveryStatus().sesBounceType().type())
        .with("/bounce/bounceSubType", example.deliveryStatus().sesBounceType().subType())
        .with("/bounce/remoteMtaIp", example.deliveryStatus().remoteMtaIp())
        .with("/bounce/bouncedRecipients/0/status", example.deliveryStatus().status())
        .with("/bounce/bouncedRecipients/0/diagnosticCode", example.text());
    return switch (random.nextInt(20)) {
      case 0 -> event.sentTo(anyone());
      case 1 -> event.sentTo(anyone(), anyone());
      case 2 -> event.asIdentityNotification();
      default -> event;
    };
  }

  /** A dossier keeps the rules that come first: with more of them, their order would matter. */
  private boolean hasRoom(String address, Rule rule) {
    Set<String> rules =
        rulesOfAddresses.computeIfAbsent(address, none -> new HashSet<>(Set.of("mailbox full")));
    return rules.contains(rule.id()) || rules.size() < Dossier.RULES && rules.add(rule.id());
  }

  private SesEvent complaint() {
    SesEvent event = sent(SesEvent.complaint(random.nextInt(3) > 0 ? one() : two()))
        .with("/complaint/feedbackId", id())
        .with("/complaint/timestamp", anyTime().toString())
        .with("/complaint/complaintFeedbackType", COMPLAINTS.get(random.nextInt(6)));
    return random.nextInt(10) > 0
        ? event
        : event.with("/complaint/complaintSubType", "OnAccountSuppressionList");
  }

  private SesEvent sent(SesEvent event) {
    return event.with("/mail/timestamp", anyTime().toString()).with("/mail/messageId", id());
  }

  /** Raw message delivery is the template's way; the others are taken as well. */
  private String wrapped(SesEvent event) {
    sesEvents.add(event.toString());
    return switch (random.nextInt(8)) {
      case 0, 1 -> Wrapped.sns(event);
      case 2 -> Wrapped.eventBridge("aws.ses", "Email Whatever", event);
      case 3 -> Wrapped.sns(Wrapped.eventBridge("aws.ses", "Email Whatever", event));
      default -> event.toString();
    };
  }

  private String[] one() {
    return new String[] {anyone()};
  }

  private String[] two() {
    return new String[] {anyone(), anyone()};
  }

  private String anyone() {
    return address(random.nextInt(addresses));
  }

  private static String address(int number) {
    int domain = number / ADDRESSES_OF_A_DOMAIN;
    return "user" + number + "@d" + domain + (number % 2 == 0 ? ".example.com" : ".Example.COM");
  }

  private Instant anyTime() {
    return end.minusMillis((long) (random.nextDouble() * PERIOD.toMillis()));
  }

  private String id() {
    return String.format("0107019a%08x-%06x", random.nextInt(), ids++);
  }

  private static List<ReplyExample> replyExamples() {
    List<ReplyExample> replyExamples = new ArrayList<>();
    for (RuleDefinition definition : RuleFiles.definitions()) {
      definition
          .examples()
          .forEach(example -> replyExamples.add(new ReplyExample(definition.rule(), example)));
    }
    return replyExamples;
  }
}
