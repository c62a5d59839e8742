package dev.hardstop.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.AwsStub;
import dev.hardstop.local.Deployment;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.FunctionInitException;
import dev.hardstop.local.FunctionPackage;
import dev.hardstop.local.LocalReply;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.SnsStub;
import dev.hardstop.local.StartedResources;
import dev.hardstop.local.StreamMapping;
import dev.hardstop.local.StreamSettings;
import dev.hardstop.local.TestPackage;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.History;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.History.HistoryEvent;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.suppression.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The packaged function behind the stream of DynamoDB Local, by the settings of template.yaml, with
 * stand-ins for SNS and SQS. Its process is killed while it works, invocations are repeated, the topic
 * throttles and refuses single events, and some items cannot be read. Then the graver of the last event
 * of an address and that of its domain is the verdict.
 */
class AnnounceIT {
  private static final Path TEMPLATE = Path.of("template.yaml");
  private static final String TABLE = "hardstop-announce";
  private static final String TOPIC = SnsStub.arn("ChangeTopic");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StartedResources STARTED = new StartedResources();
  private static final int HISTORIES = 6;
  private static final int KILLS = 3;

  private static FunctionPackage code;
  private static LocalDynamoDb local;
  private static DynamoDbClient owner;
  private static AwsStub aws;

  private final Random random = new Random(53);
  private final List<String> givenUp = new CopyOnWriteArrayList<>();
  private ExecutionEnvironment function;
  private int kills;

  @BeforeAll
  static void start() throws IOException {
    code = STARTED.keep(FunctionPackage.unpack(TestPackage.zip()));
    local = STARTED.keep(LocalDynamoDb.start());
    owner = STARTED.keep(local.client());
    aws = STARTED.keep(AwsStub.start());
    aws.queues().createAll(TEMPLATE);
    TemplateTable.ofProject().create(owner, TABLE);
  }

  @AfterAll
  static void stop() {
    STARTED.close();
  }

  @Test
  void afterTheDustSettlesTheGraverOfTheLastEventsIsTheVerdict() throws Exception {
    startFunction();
    List<JsonNode> events = new ArrayList<>();
    List<History> histories = new ArrayList<>();
    try (StreamMapping mapping = StreamMapping.start(
        local, TABLE, StreamSettings.of(TEMPLATE, "announce"), this::disturbed, givenUp::add)) {
      for (int seed = 0; seed < HISTORIES; seed++) {
        History history = History.of(seed, "s" + seed + ".example.com");
        histories.add(history);
        happens(history, seed);
        poison(seed);
        mapping.awaitIdle();
        aws.topics().published(TOPIC).forEach(message -> events.add(json(message.message())));
        aws.topics().forgetEverything();
      }
    } finally {
      function.close();
    }
    assertThat(kills).isEqualTo(KILLS);
    assertThat(givenUp).isEmpty();
    Collections.shuffle(events, random);
    Subscriber subscriber = new Subscriber(events);
    int addresses = 0;
    for (History history : histories) {
      for (Subject subject : history.subjects()) {
        if (subject instanceof Subject.Address address) {
          addresses++;
          assertThat(Subscriber.gravity(subscriber.knows(address)))
              .as(address.key())
              .isEqualTo(Subscriber.gravity(verdict(address)));
        }
      }
    }
    for (int seed = 0; seed < HISTORIES; seed++) {
      String poisoned = "@poison" + seed + ".example.com";
      assertThat(aws.queues().bodies("AnnounceFailureQueue"))
          .anyMatch(body -> body.contains(poisoned));
    }
    System.out.printf(
        "announce: %d events for %d addresses, %d different, after %d kills%n",
        events.size(),
        addresses,
        events.stream().map(event -> event.path("id").asText()).distinct().count(),
        kills);
  }

  private void happens(History history, int seed) {
    List<HistoryEvent> all = new ArrayList<>(history.openings());
    all.addAll(history.next(40));
    all.addAll(history.noSuchDomain(seed));
    DossierTable table = dossiers();
    Recorder recorder =
        new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), table, Runnable::run);
    for (HistoryEvent event : all) {
      if (event instanceof ActionEvent decided) {
        table.addAction(decided.subject(), decided.action());
      } else {
        TestRecording.record(recorder, List.of(((FeedbackEvent) event).feedback()));
      }
    }
  }

  /** A dossier that was edited by hand. */
  private static void poison(int seed) {
    String domain = "poison" + seed + ".example.com";
    owner.putItem(put -> put.tableName(TABLE)
        .item(Map.of(
            "subject", AttributeValue.fromS("@" + domain),
            "domain", AttributeValue.fromS(domain),
            "touched", AttributeValue.fromS("2026-11-24#@" + domain),
            "incident", AttributeValue.fromS("no incident"))));
  }

  /** One invocation as Lambda makes it, with what can go wrong. */
  private LocalReply disturbed(byte[] event) throws InterruptedException {
    if (kills < KILLS) {
      return killed(event);
    }
    switch (random.nextInt(5)) {
      // More often than the SDK tries.
      case 0 -> aws.throttle("sns:PublishBatch", 6);
      case 1 -> aws.topics().failEntries(1 + random.nextInt(3));
      case 2 -> function.invoke(event);
      default -> {
        // Nothing goes wrong.
      }
    }
    LocalReply reply = function.invoke(event);
    aws.throttle("sns:PublishBatch", 0);
    aws.topics().failEntries(0);
    return reply;
  }

  /** The process is killed a few milliseconds after it got the event, and another one starts. */
  private LocalReply killed(byte[] event) throws InterruptedException {
    kills++;
    ProcessHandle process = function.process();
    CompletableFuture<Void> kill = CompletableFuture.runAsync(
        process::destroyForcibly,
        CompletableFuture.delayedExecutor(5L + random.nextInt(150), TimeUnit.MILLISECONDS));
    LocalReply reply = function.invoke(event);
    kill.join();
    function.close();
    startFunction();
    return reply;
  }

  private void startFunction() throws InterruptedException {
    Map<String, String> variables = new HashMap<>(aws.variables());
    variables.putAll(LocalSystem.patiently(TABLE, local.endpoint()));
    variables.put("HARDSTOP_CHANGES_TOPIC", TOPIC);
    variables.put("HARDSTOP_ANNOUNCE_FAILURE_QUEUE", aws.queues().url("AnnounceFailureQueue"));
    try {
      function = ExecutionEnvironment.start(
          code,
          Deployment.read(TEMPLATE).function("announce").withTimeout(LocalSystem.PATIENCE),
          variables,
          TestPackage.log("announce"));
      function.awaitInit();
    } catch (IOException | FunctionInitException notStarted) {
      throw new IllegalStateException("the function does not start", notStarted);
    }
  }

  private static Verdict verdict(Subject.Address address) {
    Subject domain = Subject.domainOf(address.address());
    ReadResults<Subject, Dossier> dossiers = dossiers().read(Set.of(address, domain));
    return SuppressionPolicy.standard()
        .judge(dossiers.get(address), dossiers.get(domain), RuleFiles.book(), Instant.now());
  }

  private static DynamoDbDossierTable dossiers() {
    return new DynamoDbDossierTable(owner, TABLE, InstantSource.system());
  }

  private static JsonNode json(String message) {
    try {
      return JSON.readTree(message);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
