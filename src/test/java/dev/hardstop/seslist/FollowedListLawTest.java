package dev.hardstop.seslist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.changes.SesListQueue.Timing;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesaccount.SesLists;
import dev.hardstop.sesaccount.SesSuppressionList;
import dev.hardstop.sesaccount.SesSuppressionList.Reason;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierChange;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SesListFollowUp;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.SesListing;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * The law of SES's list: with {@code SesList=follow}, it says what the verdicts say once all
 * messages have been handled; in the other modes nothing is called. It holds after random histories in which SES
 * lists late, messages are delivered again and out of order, and SES throttles. The argument is the seed.
 */
class FollowedListLawTest {
  private static final List<EmailAddress> ADDRESSES = Stream.of(
          "ann@example.com", "bob@example.com", "carl@other.example.com")
      .map(EmailAddress::of)
      .toList();
  private static final List<String> REPLIES = List.of(
      "smtp; 550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown",
      "smtp; 554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org",
      "smtp; 554 5.7.1 Message rejected as spam",
      "smtp; 552 5.2.2 The recipient's mailbox is full",
      "smtp; 550 5.4.1 Recipient address rejected: Access denied."
          + " [DB1PEPF0001.eurprd02.prod.protection.outlook.com]");

  static IntStream seeds() {
    return IntStream.range(0, Soak.cases(60, 20_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void afterTheDustHasSettledTheListSaysWhatTheVerdictsSay(int seed) {
    Run run = new Run(seed, SesListMode.FOLLOW);
    run.happens();
    run.theDustSettles();
    run.assertThatTheLawHolds();
    int calls = run.ses.calls;
    run.theDustSettles();
    assertThat(run.ses.calls).as("no further calls").isEqualTo(calls);
  }

  /**
   * A dossier forgets old spellings, and SES may list later than anybody looks. What is left over then is
   * found by the comparison that {@code watch} makes each day.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void itHoldsInAnySpellingAndHoweverLateSesListsOnceTheDailyComparisonIsMade(int seed) {
    Run run = new Run(seed, SesListMode.FOLLOW);
    run.inAnySpelling = true;
    run.happens();
    run.theDustSettles();
    run.isCompared();
    run.theDustSettles();
    run.assertThatTheLawHolds();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void inTheOtherModesNothingIsCalled(int seed) {
    Run run = new Run(seed, seed % 2 == 0 ? SesListMode.OFF : SesListMode.REPORT);
    run.happens();
    run.theDustSettles();
    assertThat(run.ses.calls).isZero();
    assertThat(run.queues.isEmpty()).isTrue();
  }

  /** Everything that happens, on a clock of its own. */
  private static final class Run {
    final SimulatedSes ses;
    final Queues queues = new Queues();
    private final Random random;
    private final SuppressionPolicy policy;
    private final InMemoryDossierTable table = new InMemoryDossierTable();
    private final Map<EmailAddress, Dossier> known = new HashMap<>();
    private final List<Runnable> lateListings = new ArrayList<>();
    private final SesListQueue queue;
    private final SesListRun function;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Instant walked = now;
    private boolean isReconciled;
    private boolean inAnySpelling;
    private int events;

    Run(int seed, SesListMode mode) {
      random = new Random(seed);
      ses = new SimulatedSes(random, () -> now);
      policy = SuppressionPolicy.standard().with(mode);
      queue = new SesListQueue(queues, Optional.of(Queues.FIFO), Optional.of(Queues.DELAY));
      function = new SesListRun(
          table, policy, RuleFiles.book(), () -> now, () -> isReconciled, ses, queue);
    }

    /** In several spellings, or if SES lists late, the reason may be another one. */
    void assertThatTheLawHolds() {
      for (EmailAddress address : ADDRESSES) {
        Set<Reason> reasons = ses.reasons(address);
        SesListing wanted = listing(address);
        switch (wanted) {
          case BOUNCE, COMPLAINT -> {
            assertThat(reasons).isNotEmpty();
            if (!inAnySpelling) {
              assertThat(reasons).containsExactly(Reason.valueOf(wanted.name()));
            }
          }
          case ABSENT_UNLESS_COMPLAINT -> assertThat(reasons).doesNotContain(Reason.BOUNCE);
          case ABSENT -> assertThat(reasons).isEmpty();
        }
      }
    }

    /**
     * What {@code watch} queues once a day: each entry of a free address, in its spelling, and each
     * suppressed address without an entry.
     */
    void isCompared() {
      for (String spelling : ses.entries.keySet()) {
        EmailAddress address = EmailAddress.of(spelling);
        if (!listing(address).isListed()) {
          queue.send(List.of(new QueuedAddress(address, "comparison-" + ++events)));
        }
      }
      for (EmailAddress address : ADDRESSES) {
        if (listing(address).isListed() && ses.reasons(address).isEmpty()) {
          queue.send(List.of(new QueuedAddress(address, "comparison-" + ++events)));
        }
      }
    }

    void happens() {
      for (int step = 0; step < 60; step++) {
        // Of two bounces of one instant, one may write nothing; see docs/ses-list.md.
        now = now.plus(Duration.ofHours(random.nextInt(60))).plusMillis(1);
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> bounces();
          case 4 -> complains();
          case 5 -> isDelivered();
          case 6 -> isDecided();
          case 7 -> walks();
          case 8 -> listsLate();
          default -> isReconciled = true;
        }
        announces();
        if (random.nextBoolean()) {
          invokes();
        }
      }
    }

    /** SES lists what it still has to list, time passes, and every message is handled. */
    void theDustSettles() {
      ses.throttles = false;
      isReconciled = true;
      listsLate();
      walks();
      while (!queues.isEmpty()) {
        invokes();
      }
    }

    SesListing listing(EmailAddress address) {
      return listing(address, now);
    }

    private SesListing listing(EmailAddress address, Instant at) {
      return SesListing.of(
          dossier(Subject.of(address)),
          dossier(Subject.domainOf(address)),
          policy,
          RuleFiles.book(),
          at);
    }

    private Dossier dossier(Subject subject) {
      return table.read(Set.of(subject)).get(subject);
    }

    /** SES lists the spelling that it reports. */
    private EmailAddress recipient() {
      EmailAddress address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
      String canonical = address.canonical();
      return inAnySpelling && random.nextInt(4) == 0
          ? EmailAddress.of(Character.toUpperCase(canonical.charAt(0)) + canonical.substring(1))
          : address;
    }

    private Mail mail(EmailAddress recipient) {
      return new Mail("message-" + ++events, now, List.of(recipient));
    }

    private void bounces() {
      EmailAddress recipient = recipient();
      if (ses.refuses(recipient)) {
        reports(bounce(recipient, "", "Permanent", "OnAccountSuppressionList"));
        return;
      }
      String type = random.nextBoolean() ? "Permanent" : "Transient";
      String reply = REPLIES.get(random.nextInt(REPLIES.size()));
      Bounce bounce = bounce(recipient, reply, type, "General");
      if (type.equals("Permanent")) {
        lists(recipient, Reason.BOUNCE);
        mayInvoke();
      }
      reports(bounce);
    }

    private Bounce bounce(EmailAddress recipient, String reply, String type, String subType) {
      return new Bounce(
          mail(recipient),
          "feedback-" + ++events,
          Optional.of(recipient),
          new BounceType(type, subType),
          new Bounce.RecipientReport("failed", "", reply, "", ""));
    }

    private void complains() {
      EmailAddress recipient = recipient();
      if (!ses.refuses(recipient)) {
        ComplaintKind kind =
            random.nextBoolean() ? ComplaintKind.SOLE : ComplaintKind.ONE_OF_SEVERAL;
        Complaint complaint = new Complaint(
            mail(recipient), "feedback-" + ++events, Optional.of(recipient), kind, now);
        lists(recipient, Reason.COMPLAINT);
        mayInvoke();
        reports(complaint);
      }
    }

    private void isDelivered() {
      EmailAddress recipient = recipient();
      if (!ses.refuses(recipient)) {
        reports(new Delivery(mail(recipient), Optional.of(recipient)));
      }
    }

    private void reports(Feedback feedback) {
      TestRecording.record(
          new Recorder(RuleFiles.book(), policy, table, Runnable::run), List.of(feedback));
    }

    /** At once, or up to some minutes later, but before it is looked for the last time. */
    private void lists(EmailAddress recipient, Reason reason) {
      Instant reported = now;
      Runnable listing = () -> ses.lists(recipient.spelling(), reason, reported);
      if (inAnySpelling && random.nextInt(4) == 0) {
        lateListings.add(listing);
      } else {
        listing.run();
      }
    }

    /** SES lists an address some seconds before Hardstop records why; nobody's waiting ends in them. */
    private void mayInvoke() {
      while (random.nextInt(4) > 0) {
        invokes(true);
      }
    }

    private void listsLate() {
      lateListings.forEach(Runnable::run);
      lateListings.clear();
    }

    private void isDecided() {
      EmailAddress address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
      String id = "action-" + ++events;
      table.addAction(
          Subject.of(address),
          random.nextInt(3) == 0
              ? new ManualAction.Suppression(id, "tester", "a test", now, Optional.empty())
              : new ManualAction.Release(id, "tester", "a test", now, random.nextBoolean()));
    }

    /** What {@code announce} does with the changes of the table, some of them twice. */
    private void announces() {
      for (EmailAddress address : ADDRESSES) {
        Subject subject = Subject.of(address);
        Dossier before = known.getOrDefault(address, Dossier.empty(subject));
        Dossier after = dossier(subject);
        if (!before.equals(after)) {
          known.put(address, after);
          DossierChange change = new DossierChange(
              "change-" + ++events,
              subject,
              DossierChange.Kind.WRITTEN,
              before,
              after,
              now,
              Integer.toString(events));
          for (int times = random.nextInt(4) == 0 ? 2 : 1; times > 0; times--) {
            queue(change);
          }
        }
      }
    }

    private void queue(DossierChange change) {
      SesListFollowUp followUp = SesListFollowUp.of(
          change,
          dossier(Subject.domainOf(((Subject.Address) change.subject()).address())),
          policy,
          RuleFiles.book(),
          walked);
      if (followUp != SesListFollowUp.NONE) {
        Timing timing = followUp == SesListFollowUp.AT_ONCE ? Timing.NEXT : Timing.ONCE_LISTED;
        SesListFollowUp.spellings(change)
            .forEach(spelling -> queue.send(
                List.of(new QueuedAddress(EmailAddress.of(spelling), change.id(), timing))));
      }
    }

    /** What {@code watch} does with verdicts that changed by time. */
    private void walks() {
      Instant lastWalk = walked;
      walked = now;
      for (EmailAddress address : ADDRESSES) {
        if (policy.sesList() == SesListMode.FOLLOW
            && withoutWrite(address, lastWalk) != SesListFollowUp.NONE) {
          queue.send(List.of(new QueuedAddress(address, "walk-" + ++events)));
        }
      }
    }

    private SesListFollowUp withoutWrite(EmailAddress address, Instant before) {
      Dossier domain = dossier(Subject.domainOf(address));
      return SesListFollowUp.withoutWrite(
          dossier(Subject.of(address)), domain, before, domain, now, policy, RuleFiles.book());
    }

    /** Lambda delivers a batch of one of the queues; some messages are delivered again. */
    private void invokes() {
      invokes(random.nextBoolean());
    }

    private void invokes(boolean isFromFifoQueue) {
      Deque<String> from = isFromFifoQueue ? queues.next : queues.delayed;
      List<QueueMessage> batch = new ArrayList<>();
      for (int size = 1 + random.nextInt(5); size > 0 && !from.isEmpty(); size--) {
        batch.add(new QueueMessage("delivered-" + ++events, from.poll(), isFromFifoQueue));
      }
      if (!isFromFifoQueue && batch.stream().anyMatch(it -> !it.text().contains("expectsEntry"))) {
        // The second look is a quarter of an hour later.
        listsLate();
      }
      SesListResult result = function.handle(batch, () -> random.nextInt(10) == 0);
      Set<QueueMessage> again = new HashSet<>(result.again());
      batch.stream()
          .filter(message -> again.contains(message) || ses.throttles && random.nextInt(6) == 0)
          .forEach(message -> from.addLast(message.text()));
    }
  }

  /** SES's list as a port, which throttles now and then. */
  private static final class SimulatedSes implements SesSuppressionList {
    private final Map<String, Reason> entries = new TreeMap<>();
    private final Map<String, Instant> updated = new TreeMap<>();
    private final Random random;
    private final InstantSource clock;
    boolean throttles = true;
    int calls;

    SimulatedSes(Random random, InstantSource clock) {
      this.random = random;
      this.clock = clock;
    }

    void lists(String address, Reason reason, Instant at) {
      entries.put(address, reason);
      updated.put(address, at);
    }

    boolean refuses(EmailAddress address) {
      return !reasons(address).isEmpty();
    }

    Set<Reason> reasons(EmailAddress address) {
      Set<Reason> reasons = new HashSet<>();
      entries.forEach((spelling, reason) -> {
        if (spelling.equalsIgnoreCase(address.canonical())) {
          reasons.add(reason);
        }
      });
      return reasons;
    }

    private void called() {
      calls++;
      if (throttles && random.nextInt(8) == 0) {
        throw SesLists.unavailable();
      }
    }

    @Override
    public void put(String address, Reason reason) {
      called();
      lists(address, reason, clock.instant());
    }

    @Override
    public Optional<SuppressedDestination> get(String address) {
      called();
      return Optional.ofNullable(entries.get(address))
          .map(reason -> new SuppressedDestination(address, reason, updated.get(address)));
    }

    @Override
    public boolean delete(String address) {
      called();
      return entries.remove(address) != null;
    }

    @Override
    public Page list(Optional<String> token, int size) {
      throw new AssertionError("only watch reads the whole list");
    }
  }

  /** Both queues; a message that must wait is handed over when its time has come. */
  private static final class Queues implements SqsClient {
    static final String FIFO = "https://sqs.example.com/ses-list.fifo";
    static final String DELAY = "https://sqs.example.com/ses-list-delay";

    final Deque<String> next = new ArrayDeque<>();
    final Deque<String> delayed = new ArrayDeque<>();
    private final Set<String> ids = new HashSet<>();

    boolean isEmpty() {
      return next.isEmpty() && delayed.isEmpty();
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      for (SendMessageBatchRequestEntry entry : request.entries()) {
        if (request.queueUrl().equals(DELAY)) {
          delayed.addLast(entry.messageBody());
        } else if (ids.add(entry.messageDeduplicationId())) {
          next.addLast(entry.messageBody());
        }
      }
      return SendMessageBatchResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
