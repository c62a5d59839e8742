package dev.hardstop.seslist;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.changes.SesListMessage;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.local.AwsStub;
import dev.hardstop.privacy.LogWatch;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesaccount.SesLists;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The handler with a table in memory, over the real clients of SES and SQS and their stand-ins. */
final class SesListFunction implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  static final String BLOCKLISTED =
      "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org";
  static final String NOBODY_THERE =
      "smtp; 550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUEUE_ARN = "arn:aws:sqs:eu-central-1:111122223333:";

  final AwsStub aws = AwsStub.start();
  final InMemoryDossierTable table = new InMemoryDossierTable();
  final List<String> metrics = new ArrayList<>();
  private final SqsClient sqs = client(SqsClient.builder()).build();
  private Optional<Instant> reconciled = Optional.of(NOW);
  private SesListMode mode = SesListMode.FOLLOW;
  private Dossiers dossiers = table;
  private int events;

  SesListFunction() throws IOException {
    aws.queues().createAll(Stack.ofProject(Map.of("SesList", "follow")));
    aws.sesAccount().setInterval(Duration.ZERO);
    aws.sesAccount().setClock(InstantSource.fixed(NOW));
  }

  void setMode(SesListMode mode) {
    this.mode = mode;
  }

  void setReconciled(boolean isReconciled) {
    reconciled = isReconciled ? Optional.of(NOW) : Optional.empty();
  }

  void setDossiers(Dossiers dossiers) {
    this.dossiers = dossiers;
  }

  /** A bounce, with the address as SES and the sender spell it. */
  void bounces(String address, String reply, String type) {
    events++;
    EmailAddress recipient = EmailAddress.of(address);
    happens(new Bounce(
        new Mail("message-" + events, NOW.minusSeconds(600), List.of(recipient)),
        "feedback-" + events,
        Optional.of(recipient),
        new BounceType(type, "General"),
        new Bounce.RecipientReport("failed", "", reply, "", "")));
  }

  void complains(String address) {
    events++;
    EmailAddress recipient = EmailAddress.of(address);
    happens(new Complaint(
        new Mail("message-" + events, NOW.minusSeconds(600), List.of(recipient)),
        "feedback-" + events,
        Optional.of(recipient),
        ComplaintKind.SOLE,
        NOW.minusSeconds(300)));
  }

  private void happens(Feedback feedback) {
    TestRecording.record(
        new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), table, Runnable::run),
        List.of(feedback));
  }

  void isSuppressed(String address) {
    table.addAction(
        Subject.parse(address),
        new ManualAction.Suppression(
            "action-" + ++events, "tester", "a test", NOW.minusSeconds(60), Optional.empty()));
  }

  void isReleased(String address, boolean includeComplaint) {
    table.addAction(
        Subject.parse(address),
        new ManualAction.Release(
            "action-" + ++events, "tester", "a test", NOW.minusSeconds(30), includeComplaint));
  }

  static String message(String address) {
    return new SesListMessage(EmailAddress.of(address), false).toJson();
  }

  static String expectingMessage(String address) {
    return new SesListMessage(EmailAddress.of(address), true).toJson();
  }

  static String erasedMessage(String address, Instant at) {
    return new SesListMessage(EmailAddress.of(address), false, false, Optional.of(at)).toJson();
  }

  /** Hands messages of the FIFO queue to the function; returns the places of those to be repeated. */
  List<Integer> turns(String... texts) throws IOException {
    return invoke("SesListQueue.fifo", texts);
  }

  /** Hands messages that have waited to the function. */
  List<Integer> waited(String... texts) throws IOException {
    return invoke("SesListDelayQueue", texts);
  }

  /** Hands over the delayed messages, and then those of the FIFO queue. */
  void turnsAfterWaiting() throws IOException {
    String[] waiting = aws.queues().bodies("SesListDelayQueue").toArray(String[]::new);
    aws.queues().forgetEverything();
    assertThat(waited(waiting)).isEmpty();
    String[] queued = aws.queues().bodies("SesListQueue").toArray(String[]::new);
    assertThat(queued).isNotEmpty();
    aws.queues().forgetEverything();
    assertThat(turns(queued)).isEmpty();
  }

  private List<Integer> invoke(String queue, String... texts) throws IOException {
    ObjectNode event = JSON.createObjectNode();
    for (int place = 0; place < texts.length; place++) {
      event
          .withArray("Records")
          .addObject()
          .put("messageId", Integer.toString(place))
          .put("body", texts[place])
          .put("eventSource", "aws:sqs")
          .put("eventSourceARN", QUEUE_ARN + queue);
    }
    List<Integer> again = new ArrayList<>();
    handle(JSON.writeValueAsBytes(event))
        .path("batchItemFailures")
        .forEach(failure -> again.add(failure.path("itemIdentifier").asInt()));
    return again;
  }

  JsonNode handle(byte[] event) throws IOException {
    LogWatch.given(event);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    handler().handleRequest(new ByteArrayInputStream(event), response, context());
    return JSON.readTree(response.toByteArray());
  }

  private SesListHandler handler() {
    return new SesListHandler(run(), new Metrics(InstantSource.system(), metrics::add));
  }

  SesListRun run() {
    return new SesListRun(
        dossiers,
        SuppressionPolicy.standard().with(mode),
        RuleFiles.book(),
        InstantSource.fixed(NOW),
        reconciled::isPresent,
        SesLists.withoutPauses(client(SesV2Client.builder())),
        new SesListQueue(
            sqs,
            Optional.of(aws.queues().url("SesListQueue")),
            Optional.of(aws.queues().url("SesListDelayQueue"))));
  }

  /** The calls about the list since the last time, without their service. */
  List<String> calls() {
    List<String> calls = aws.calls().stream()
        .map(call -> call.action())
        .filter(action -> action.startsWith("ses:"))
        .map(action -> action.replaceFirst("ses:(\\w+)SuppressedDestination", "$1"))
        .toList();
    List<String> news = calls.subList(seen, calls.size());
    seen = calls.size();
    return news;
  }

  private int seen;

  private static Context context() {
    return (Context) Proxy.newProxyInstance(
        Context.class.getClassLoader(),
        new Class<?>[] {Context.class},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "getAwsRequestId" -> "request-1";
          case "getFunctionName" -> "ses-list";
          case "getRemainingTimeInMillis" -> 60_000;
          default -> null;
        });
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B client(B builder) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder());
  }

  @Override
  public void close() {
    sqs.close();
    aws.close();
  }
}
