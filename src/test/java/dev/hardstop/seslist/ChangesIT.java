package dev.hardstop.seslist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.Soak;
import dev.hardstop.announce.Subscriber;
import dev.hardstop.changes.SesListMessage;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbSesListState;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.local.AwsStub;
import dev.hardstop.local.Deployment;
import dev.hardstop.local.FunctionDefinition;
import dev.hardstop.local.FunctionPackage;
import dev.hardstop.local.KilledFunction;
import dev.hardstop.local.LocalReply;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.QueueMapping;
import dev.hardstop.local.SesAccountStub;
import dev.hardstop.local.SnsStub;
import dev.hardstop.local.StartedResources;
import dev.hardstop.local.StreamMapping;
import dev.hardstop.local.StreamSettings;
import dev.hardstop.local.TestPackage;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.History;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.History.HistoryEvent;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.SesListing;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.watchstate.SesListStateContract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The way of a change with the packaged functions, by the settings of template.yaml: the stream of
 * DynamoDB Local invokes {@code announce}, and the queues invoke {@code ses-list}. SNS, SQS and SES are
 * stand-ins; that of SES lists hard bounces itself, wants the exact spelling, and admits one call a
 * second.
 *
 * <p>Histories are random. Their feedback arrives in any order and sometimes twice. The processes of both
 * functions are killed while they work, invocations are repeated, the services throttle and refuse, and
 * some items and messages cannot be read. Once all messages have been handled, the last events say what the
 * verdicts say, and where SES's list follows them, so does the list. In the other modes nothing is called.
 */
class ChangesIT {
  private static final String TOPIC = SnsStub.arn("ChangeTopic");
  private static final List<String> REPLIES = List.of(
      "smtp; 550 5.1.1 Recipient address rejected: User unknown",
      "smtp; 554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org",
      "smtp; 554 5.7.1 Message rejected as spam",
      "smtp; 550 5.4.1 Recipient address rejected: Access denied."
          + " [DB1PEPF0001.eurprd02.prod.protection.outlook.com]");

  /** The subtypes of permanent bounces for which SES did not try to deliver, so that it lists nobody. */
  private static final Set<String> NOT_TRIED = Set.of(
      "Suppressed",
      "OnAccountSuppressionList",
      "EmailValidationSuppressed",
      "UnsubscribedRecipient");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StartedResources STARTED = new StartedResources();

  private static FunctionPackage code;
  private static LocalDynamoDb local;
  private static DynamoDbClient owner;

  @BeforeAll
  static void start() throws IOException {
    code = STARTED.keep(FunctionPackage.unpack(TestPackage.zip()));
    local = STARTED.keep(LocalDynamoDb.start());
    owner = STARTED.keep(local.client());
  }

  @AfterAll
  static void stop() {
    STARTED.close();
  }

  /** {@code FollowedListLawTest} covers all modes in every build. */
  static List<SesListMode> modes() {
    return Soak.isLong()
        ? List.of(SesListMode.values())
        : List.of(SesListMode.OFF, SesListMode.FOLLOW);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void afterTheDustSettlesTheEventsAndSessListSayWhatTheVerdictsSay(SesListMode mode)
      throws Exception {
    boolean follows = mode == SesListMode.FOLLOW;
    int rounds = follows ? Soak.cases(1, 12) : Soak.cases(1, 60);
    try (Run run = new Run(mode)) {
      for (int round = 0; round < rounds; round++) {
        run.happens(round);
        run.settles();
        run.readEvents();
      }
      run.isCompared();
      run.settles();
      run.assertThatTheEventsSayWhatTheVerdictsSay();
      if (follows) {
        run.assertThatTheListSaysWhatTheVerdictsSay();
      } else {
        assertThat(run.callsOfSes()).isEmpty();
      }
      run.assertThatPoisonIsReported();
      run.print();
    }
  }

  /** Both functions in one mode, and what happens to them. */
  private static final class Run implements AutoCloseable {
    private final SesListMode mode;
    private final String table;
    private final SuppressionPolicy policy;
    private final Random random;
    private final Random faultsOfAnnounce;
    private final Random faultsOfSesList;
    private final StartedResources started = new StartedResources();
    private final AwsStub aws;
    private final SesAccountStub ses;
    private final StreamMapping stream;
    private final KilledFunction announce;
    private final KilledFunction sesList;
    private final List<Subject.Address> addresses = new ArrayList<>();
    private final List<JsonNode> events = new ArrayList<>();
    private final List<String> poison = new ArrayList<>();
    private final List<String> givenUp = new CopyOnWriteArrayList<>();
    private int numbers;

    /** Both functions are there in every mode, as if the mode had just been changed. */
    Run(SesListMode mode) throws IOException {
      this.mode = mode;
      table = "hardstop-" + mode;
      policy = SuppressionPolicy.standard().with(mode);
      random = new Random(53 + mode.ordinal());
      faultsOfAnnounce = new Random(63 + mode.ordinal());
      faultsOfSesList = new Random(73 + mode.ordinal());
      TemplateTable.ofProject().create(owner, table);
      SesListStateContract.ended(new DynamoDbSesListState(owner, table), Instant.now(), true);
      Stack stack = Stack.ofProject(Map.of("SesList", "follow"));
      aws = started.keep(AwsStub.start());
      ses = aws.sesAccount();
      aws.queues().createAll(stack);
      aws.queues().setLongestWait(Duration.ofMillis(300));
      announce = start(stack, "announce", 1, Duration.ofMillis(150));
      sesList = start(stack, "ses-list", mode == SesListMode.FOLLOW ? 1 : 0, Duration.ofSeconds(2));
      StreamSettings settings = StreamSettings.of(TestPackage.TEMPLATE, "announce");
      stream = started.keep(
          StreamMapping.start(local, table, settings, this::disturbedAnnounce, givenUp::add));
      for (JsonNode event : stack.properties("SesListFunction").path("Events")) {
        started.keep(
            QueueMapping.start(aws.queues(), event.path("Properties"), this::disturbedSesList));
      }
    }

    private KilledFunction start(Stack stack, String handler, int kills, Duration latest)
        throws IOException {
      FunctionDefinition function = Deployment.of(stack).function(handler);
      Map<String, String> variables = new HashMap<>(aws.variables());
      variables.putAll(LocalSystem.referredTo(stack, aws, function));
      variables.putAll(LocalSystem.patiently(table, local.endpoint()));
      variables.put("HARDSTOP_SES_LIST", mode.name().toLowerCase(Locale.ROOT));
      return started.keep(KilledFunction.start(
          code, function, variables, new Random(mode.ordinal()), kills, latest));
    }

    // What happens.

    /** Events of some years, and of the last days, whose verdicts have not ended. */
    void happens(int round) {
      String domain = "s" + round + ".example.com";
      History history = History.of(100 * mode.ordinal() + round, domain);
      history.subjects().forEach(this::add);
      history.openings().forEach(this::happens);
      history.next(mode == SesListMode.FOLLOW ? 12 : 40).forEach(this::happens);
      history.noSuchDomain(round % 6).forEach(this::happens);
      List<EmailAddress> recent = Stream.of("Ann@recent." + domain, "bob@recent." + domain)
          .map(EmailAddress::of)
          .toList();
      recent.forEach(address -> add(Subject.of(address)));
      for (int i = 0; i < 12; i++) {
        happens(recentEvent(recent.get(random.nextInt(recent.size()))));
      }
      poison("@poison." + domain);
      poison("poison@" + domain);
      aws.queues().send("SesListQueue", message("poison@" + domain));
      aws.queues().send("SesListQueue", "{\"address\":\"nobody\"}");
    }

    private void add(Subject subject) {
      if (subject instanceof Subject.Address address) {
        addresses.add(address);
      }
    }

    private void happens(HistoryEvent event) {
      if (event instanceof ActionEvent decided) {
        dossiers().addAction(decided.subject(), decided.action());
        return;
      }
      Feedback feedback = ((FeedbackEvent) event).feedback();
      listsItself(feedback);
      Recorder recorder = new Recorder(RuleFiles.book(), policy, dossiers(), Runnable::run);
      for (int times = random.nextInt(5) == 0 ? 2 : 1; times > 0; times--) {
        TestRecording.record(recorder, List.of(feedback));
      }
    }

    private HistoryEvent recentEvent(EmailAddress address) {
      Instant now = Instant.now();
      String id = mode + "-" + ++numbers;
      Mail mail = new Mail(id, now.minusSeconds(random.nextInt(3 * 86_400)), List.of(address));
      return switch (random.nextInt(8)) {
        case 0 ->
          new ActionEvent(
              Subject.of(address),
              new ManualAction.Suppression(id, "tester", "a test", now, Optional.empty()));
        case 1, 2 ->
          new ActionEvent(
              Subject.of(address),
              new ManualAction.Release(id, "tester", "a test", now, random.nextBoolean()));
        case 3 ->
          new FeedbackEvent(
              new Complaint(mail, id, Optional.of(address), ComplaintKind.SOLE, mail.timestamp()));
        default ->
          new FeedbackEvent(new Bounce(
              mail,
              id,
              Optional.of(address),
              new BounceType(random.nextInt(3) == 0 ? "Transient" : "Permanent", "General"),
              new RecipientReport(
                  "failed", "", REPLIES.get(random.nextInt(REPLIES.size())), "", "")));
      };
    }

    /** SES lists whom it blames for a bounce, and who alone may have complained. */
    private void listsItself(Feedback feedback) {
      if (feedback.mail().isImported()) {
        return;
      }
      if (feedback instanceof Bounce bounce
          && bounce.type().type().equalsIgnoreCase("Permanent")
          && !NOT_TRIED.contains(bounce.type().subType())) {
        bounce.recipient().ifPresent(it -> list(it, "BOUNCE", bounce.mail().timestamp()));
      } else if (feedback instanceof Complaint complaint
          && complaint.kind() == ComplaintKind.SOLE) {
        complaint.recipient().ifPresent(it -> list(it, "COMPLAINT", complaint.countsAt()));
      }
    }

    private void list(EmailAddress recipient, String reason, Instant at) {
      ses.list(recipient.spelling(), reason, at);
    }

    /** A dossier that was edited by hand. */
    private void poison(String subject) {
      poison.add(subject);
      String domain = subject.substring(subject.indexOf('@') + 1);
      owner.putItem(put -> put.tableName(table)
          .item(Map.of(
              "subject",
              AttributeValue.fromS(subject),
              "domain",
              AttributeValue.fromS(domain),
              "touched",
              AttributeValue.fromS("2026-11-24#" + subject),
              subject.startsWith("@") ? "incident" : "action#1",
              AttributeValue.fromS("nothing"))));
    }

    /** One invocation as Lambda makes it, with what can go wrong. */
    private LocalReply disturbedAnnounce(byte[] event) throws InterruptedException {
      switch (faultsOfAnnounce.nextInt(6)) {
        // More often than the SDK tries.
        case 0 -> aws.throttle("sns:PublishBatch", 6);
        case 1 -> aws.topics().failEntries(1 + faultsOfAnnounce.nextInt(3));
        case 2 -> announce.invoke(event);
        case 3 -> aws.queues().throttle(6);
        default -> {
          // Nothing goes wrong.
        }
      }
      LocalReply reply = announce.invoke(event);
      aws.throttle("sns:PublishBatch", 0);
      aws.topics().failEntries(0);
      aws.queues().throttle(0);
      return reply;
    }

    private LocalReply disturbedSesList(byte[] event) throws InterruptedException {
      if (faultsOfSesList.nextInt(6) == 0) {
        ses.throttle(1);
      }
      return sesList.invoke(event);
    }

    /** Waits until all changes are announced, and all their messages are handled. */
    void settles() throws InterruptedException {
      stream.awaitIdle();
      long deadline = System.nanoTime() + Duration.ofMinutes(8).toNanos();
      while (!waiting().isEmpty()) {
        assertThat(System.nanoTime()).as("the queues do not get empty").isLessThan(deadline);
        Thread.sleep(50);
      }
    }

    private List<String> waiting() {
      List<String> waiting = new ArrayList<>(aws.queues().bodies("SesListDelayQueue"));
      waiting.addAll(aws.queues().bodies("SesListQueue"));
      return waiting;
    }

    void readEvents() {
      aws.topics().published(TOPIC).forEach(it -> events.add(json(it.message())));
      aws.topics().forgetEverything();
    }

    /**
     * What {@code watch} queues once a day: bounces that arrive in another order than they happened may
     * write nothing, so nobody is told of them. In the other modes these are messages that are left over.
     */
    void isCompared() {
      for (SesAccountStub.Entry entry : ses.entries()) {
        EmailAddress address = EmailAddress.of(entry.address());
        if (mode != SesListMode.FOLLOW || !listing(new Subject.Address(address)).isListed()) {
          aws.queues().send("SesListQueue", message(entry.address()));
        }
      }
    }

    private static String message(String address) {
      return new SesListMessage(EmailAddress.of(address), false).toJson();
    }

    // What must hold.

    void assertThatTheEventsSayWhatTheVerdictsSay() {
      assertThat(givenUp).isEmpty();
      Collections.shuffle(events, random);
      Subscriber subscriber = new Subscriber(events);
      for (Subject.Address address : addresses) {
        Subject domain = Subject.domainOf(address.address());
        Verdict verdict =
            policy.judge(dossier(address), dossier(domain), RuleFiles.book(), Instant.now());
        assertThat(Subscriber.gravity(subscriber.knows(address)))
            .as(address.key())
            .isEqualTo(Subscriber.gravity(verdict));
      }
    }

    void assertThatTheListSaysWhatTheVerdictsSay() {
      for (Subject.Address address : addresses) {
        Set<String> reasons = ses.entries().stream()
            .filter(entry -> entry.address().equalsIgnoreCase(address.key()))
            .map(SesAccountStub.Entry::reason)
            .collect(Collectors.toSet());
        SesListing wanted = listing(address);
        if (wanted.isListed() && wanted != listing(address, dossier(address).withoutImported())) {
          // What was imported causes no call, so the address may be on the list or not.
          continue;
        }
        switch (wanted) {
          case BOUNCE, COMPLAINT ->
            assertThat(reasons).as(address.key()).containsExactly(wanted.name());
          case ABSENT_UNLESS_COMPLAINT ->
            assertThat(reasons).as(address.key()).doesNotContain("BOUNCE");
          case ABSENT -> assertThat(reasons).as(address.key()).isEmpty();
        }
      }
    }

    void assertThatPoisonIsReported() {
      poison.forEach(subject -> assertThat(aws.queues().bodies("AnnounceFailureQueue"))
          .anyMatch(body -> body.contains("\"" + subject + "\"")));
      assertThat(aws.queues().bodies("SesListDeadLetterQueue")).isEmpty();
    }

    List<String> callsOfSes() {
      return aws.calls().stream()
          .map(AwsStub.Call::action)
          .filter(action -> action.startsWith("ses:"))
          .toList();
    }

    void print() {
      System.out.printf(
          "changes: %s, %d events for %d addresses, %d different, %d calls of SES, after %d kills%n",
          mode,
          events.size(),
          addresses.size(),
          events.stream().map(event -> event.path("id").asText()).distinct().count(),
          callsOfSes().size(),
          announce.killed() + sesList.killed());
    }

    private SesListing listing(Subject.Address address) {
      return listing(address, dossier(address));
    }

    private SesListing listing(Subject.Address address, Dossier dossier) {
      Dossier domain = dossier(Subject.domainOf(address.address()));
      return SesListing.of(dossier, domain, policy, RuleFiles.book(), Instant.now());
    }

    private Dossier dossier(Subject subject) {
      return dossiers().read(Set.of(subject)).get(subject);
    }

    private DynamoDbDossierTable dossiers() {
      return new DynamoDbDossierTable(owner, table, InstantSource.system());
    }

    @Override
    public void close() {
      started.close();
    }
  }

  private static JsonNode json(String message) {
    try {
      return JSON.readTree(message);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
