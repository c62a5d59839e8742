package dev.hardstop.announce;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbIncidentSlot;
import dev.hardstop.dynamodb.DynamoDbTableStream;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.local.StreamEvent;
import dev.hardstop.privacy.LogWatch;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.watchstate.InMemoryWalkStore;
import dev.hardstop.watchstate.WalkState.WalkStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The template's table in DynamoDB Local, its stream, and the handler with a stubbed topic and failure
 * queue. Everything is written now, because the stream has the clock of the machine.
 */
final class AnnouncedTable implements AfterAllCallback {
  static final String NOBODY_THERE =
      "smtp; 550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown";
  static final String MAILBOX_FULL = "smtp; 552 5.2.2 The recipient's mailbox is full";

  private static final SuppressionPolicy POLICY =
      SuppressionPolicy.standard().with(Streams.of("newsletter", "receipts", "alerts"));
  private static final ObjectMapper JSON = new ObjectMapper();

  final StubbedTopic topic = new StubbedTopic();
  final StubbedFailureQueue failures = new StubbedFailureQueue();
  final List<String> metrics = new ArrayList<>();
  private final String name = "table-" + UUID.randomUUID();
  private final LocalDynamoDb local = LocalDynamoDb.start();
  private final DynamoDbClient client = local.client();
  private final StreamEvents stream;
  private int messages;

  AnnouncedTable() {
    TemplateTable.ofProject().create(client, name);
    stream = new StreamEvents(local, client, name);
  }

  String name() {
    return name;
  }

  DynamoDbClient client() {
    return client;
  }

  DynamoDbDossierTable dossiers() {
    return new DynamoDbDossierTable(client, name, InstantSource.system());
  }

  /** The address bounces, for a message that was sent a moment ago. */
  void bounces(String address, String reply) {
    happens(bounce(address, reply, Instant.now()));
  }

  Bounce bounce(String address, String reply, Instant sent) {
    messages++;
    return new Bounce(
        new Mail("message-" + messages, sent, List.of(EmailAddress.of(address))),
        "feedback-" + messages,
        EmailAddress.find(address),
        BounceType.NONE,
        new RecipientReport("failed", "", reply, "", ""));
  }

  /** Somebody complains about a message with these tags that was sent a moment ago. */
  void complains(String address, MessageTags tags) {
    messages++;
    Instant sent = Instant.now();
    EmailAddress recipient = EmailAddress.of(address);
    happens(new Complaint(
        new Mail("message-" + messages, sent, List.of(recipient), tags),
        "feedback-" + messages,
        Optional.of(recipient),
        ComplaintKind.SOLE,
        sent));
  }

  void isDelivered(String address, Instant sent) {
    messages++;
    happens(new Delivery(
        new Mail("message-" + messages, sent, List.of(EmailAddress.of(address))),
        EmailAddress.find(address)));
  }

  void happens(Feedback feedback) {
    TestRecording.record(
        new Recorder(RuleFiles.book(), POLICY, dossiers(), Runnable::run), List.of(feedback));
  }

  void isReleased(String subject) {
    dossiers()
        .addAction(
            Subject.parse(subject),
            new ManualAction.Release("r" + ++messages, "tester", "a test", Instant.now(), true));
  }

  void isSuppressed(String subject) {
    dossiers()
        .addAction(
            Subject.parse(subject),
            new ManualAction.Suppression(
                "s" + ++messages, "tester", "a test", Instant.now(), Optional.empty()));
  }

  void opensIncident(String domain) {
    Instant now = Instant.now();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    boolean isPut = new DynamoDbIncidentSlot(client, name, InstantSource.system())
        .put(domain, Optional.empty(), new Incident("i1", today, now, Optional.empty()));
    if (!isPut) {
      throw new IllegalStateException("there is an incident already");
    }
  }

  /** The records of all writes since the last call. */
  List<ObjectNode> records() {
    return stream.next();
  }

  /** Hands all records since the last call to the function, and returns its response. */
  JsonNode announce() throws IOException {
    return announce(records());
  }

  JsonNode announce(List<ObjectNode> records) throws IOException {
    return announce(records, dossiers());
  }

  JsonNode announce(List<ObjectNode> records, Dossiers dossiers) throws IOException {
    return announce(records, dossiers, new InMemoryWalkStore());
  }

  JsonNode announce(List<ObjectNode> records, WalkStore walk) throws IOException {
    return announce(records, dossiers(), walk);
  }

  private JsonNode announce(List<ObjectNode> records, Dossiers dossiers, WalkStore walk)
      throws IOException {
    Announcement announcement = new Announcement(
        dossiers,
        POLICY,
        RuleFiles.book(),
        topic.topic(),
        failures.noSesList(),
        failures.queue(),
        walk);
    Metrics lines = new Metrics(InstantSource.system(), metrics::add);
    byte[] event = StreamEvent.of(records);
    LogWatch.given(event);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new AnnounceHandler(new DynamoDbTableStream(), announcement, lines)
        .handleRequest(new ByteArrayInputStream(event), response, CONTEXT);
    return JSON.readTree(response.toByteArray());
  }

  static String sequence(JsonNode record) {
    return record.at("/dynamodb/SequenceNumber").asText();
  }

  private static final Context CONTEXT = (Context) Proxy.newProxyInstance(
      Context.class.getClassLoader(),
      new Class<?>[] {Context.class},
      (proxy, method, arguments) -> switch (method.getName()) {
        case "getAwsRequestId" -> "request-1";
        case "getFunctionName" -> "function-1";
        case "getRemainingTimeInMillis" -> 60_000;
        default -> null;
      });

  @Override
  public void afterAll(ExtensionContext context) {
    client.close();
    local.close();
  }
}
