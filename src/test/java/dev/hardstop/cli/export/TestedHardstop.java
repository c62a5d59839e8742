package dev.hardstop.cli.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.cli.CommandRun;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbErasure;
import dev.hardstop.dynamodb.DynamoDbIndexes;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.http.DeskHandler;
import dev.hardstop.http.ResponseMapper;
import dev.hardstop.http.VerdictResponse;
import dev.hardstop.local.WireServer;
import dev.hardstop.privacy.LogWatch;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.ses.FeedbackHandler;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.History.HistoryEvent;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.OneErasureKey;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.suppression.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table in DynamoDB Local, the functions desk and feedback before it, and what {@code GET /local} says about
 * them: all that the command line needs.
 */
final class TestedHardstop implements AutoCloseable {
  static final SuppressionPolicy POLICY = SuppressionPolicy.standard();

  static final String TABLE = "hardstop";

  private static final JsonMapper JSON = ResponseMapper.mapper();
  private static final Context CONTEXT = (Context) Proxy.newProxyInstance(
      Context.class.getClassLoader(),
      new Class<?>[] {Context.class},
      (proxy, method, arguments) ->
          method.getName().startsWith("get") && method.getReturnType() == String.class
              ? "a test"
              : method.getReturnType() == int.class ? 30_000 : null);

  final DynamoDbClient client;
  final DynamoDbDossierTable dossiers;

  /** What {@code POST /v1/check} answers. */
  UnaryAnswer check = question -> {
    throw new AssertionError("check was asked");
  };

  private final SuppressionPolicy policy;
  private final LocalDynamoDb local;
  private final WireServer server;
  private final RequestStreamHandler desk;
  private final RequestStreamHandler feedback;

  TestedHardstop() throws IOException {
    this(new Handler.Wrapper());
  }

  /** Requests to the table first pass a handler. */
  TestedHardstop(Handler.Wrapper first) throws IOException {
    this(first, Streams.none());
  }

  /** A sender with these streams. */
  TestedHardstop(Handler.Wrapper first, Streams streams) throws IOException {
    policy = POLICY.with(streams);
    local = LocalDynamoDb.startBehind(first);
    client = local.client();
    TemplateTable.ofProject().create(client, TABLE);
    dossiers = new DynamoDbDossierTable(client, TABLE, InstantSource.system());
    DossierIndex index = new DynamoDbIndexes(client, TABLE);
    desk = new DeskHandler(
        dossiers,
        index,
        new DynamoDbErasure(client, TABLE, InstantSource.system(), new OneErasureKey()),
        policy,
        RuleFiles.book(),
        InstantSource.system(),
        JSON);
    feedback = new FeedbackHandler(recorder());
    server = WireServer.start(this::answer);
  }

  String url() {
    return "http://" + server.hostAndPort();
  }

  void write(List<? extends HistoryEvent> events) {
    List<Feedback> reported = new ArrayList<>();
    for (HistoryEvent event : events) {
      if (event instanceof ActionEvent decided) {
        dossiers.addAction(decided.subject(), decided.action());
      } else {
        reported.add(((FeedbackEvent) event).feedback());
      }
    }
    TestRecording.record(recorder(), reported);
  }

  private Recorder recorder() {
    return new Recorder(RuleFiles.book(), policy, dossiers, Runnable::run);
  }

  /** The verdict that {@code check} gives at this time, also where only a tombstone is kept. */
  Verdict verdict(EmailAddress address, Instant now) {
    ReadResults<Subject, Dossier> known = known(address);
    return policy.judge(
        known.get(Subject.of(address)),
        known.get(Subject.domainOf(address)),
        RuleFiles.book(),
        now);
  }

  /** The same for the mail of one stream. */
  Verdict verdict(EmailAddress address, String stream, Instant now) {
    ReadResults<Subject, Dossier> known = known(address);
    return policy.judge(
        known.get(Subject.of(address)),
        known.get(Subject.domainOf(address)),
        stream,
        RuleFiles.book(),
        now);
  }

  private ReadResults<Subject, Dossier> known(EmailAddress address) {
    return new DynamoDbDossierTable(client, TABLE, InstantSource.system(), new OneErasureKey())
        .readWithDomain(address);
  }

  /** The answer of {@code POST /v1/check} with the {@linkplain #verdict verdicts} of the table. */
  String verdicts(JsonNode question) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode results = answer.putArray("results");
    for (JsonNode address : question.path("addresses")) {
      Verdict verdict = verdict(EmailAddress.of(address.textValue()), Instant.now());
      results.addObject().put("address", address.textValue()).setAll((ObjectNode)
          JSON.valueToTree(VerdictResponse.of(verdict)));
    }
    return answer.toString();
  }

  /** A manual suppression without an end. */
  static ActionEvent suppressed(String subject) {
    return new ActionEvent(
        Subject.parse(subject),
        new ManualAction.Suppression(
            "1",
            "tester",
            "a test",
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            Optional.empty()));
  }

  /** The answer to a question, as JSON. */
  @FunctionalInterface
  interface UnaryAnswer {
    String to(JsonNode question);
  }

  /** Some addresses of this domain were erased and stay suppressed. */
  void setErased(String domain) {
    client.updateItem(update -> update
        .tableName(TABLE)
        .key(Map.of("subject", AttributeValue.fromS(domain)))
        .updateExpression("ADD hasErased :v")
        .expressionAttributeValues(Map.of(":v", AttributeValue.fromSs(List.of("key-1")))));
  }

  /** What a command printed, and its exit code. */
  record Ran(int exitCode, String out, String err) {}

  /** Runs a command of {@code bin/hardstop} against this table. */
  Ran run(String... arguments) {
    CommandRun command = new CommandRun().with("HARDSTOP_URL", url());
    int exitCode = command.run(arguments);
    return new Ran(exitCode, command.out(), command.err());
  }

  /** Changes an attribute of an item directly. */
  void set(String key, String attribute, String text) {
    client.updateItem(update -> update
        .tableName(TABLE)
        .key(Map.of("subject", AttributeValue.fromS(key)))
        .updateExpression("SET #a = :v")
        .expressionAttributeNames(Map.of("#a", attribute))
        .expressionAttributeValues(Map.of(":v", AttributeValue.fromS(text))));
  }

  private synchronized WireServer.Answer answer(WireServer.Request request) throws IOException {
    URI target = URI.create(request.path());
    byte[] body = switch (target.getPath()) {
      case "/local" -> JSON.writeValueAsBytes(outputs());
      case "/v1/check" -> check.to(JSON.readTree(request.body())).getBytes(UTF_8);
      case "/feedback" -> invoke(feedback, request.body());
      default -> desk(request.method(), target, request.body());
    };
    return new WireServer.Answer(200, Map.of(), body);
  }

  private ObjectNode outputs() {
    ObjectNode outputs = JSON.createObjectNode();
    outputs.put("TableName", TABLE).put("TableEndpoint", local.endpoint().toString());
    outputs.put("TableAccessKeyId", LocalDynamoDb.ACCESS_KEY_ID);
    outputs
        .put("Region", LocalDynamoDb.REGION)
        .putObject("Variables")
        .put("HARDSTOP_STREAMS", String.join(",", policy.streams().names()));
    return outputs;
  }

  private byte[] desk(String method, URI target, byte[] body) throws IOException {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", "$default");
    event.put("rawPath", target.getPath()).put("isBase64Encoded", false);
    event.put("body", new String(body, UTF_8));
    event.put("rawQueryString", target.getRawQuery() == null ? "" : target.getRawQuery());
    ObjectNode context = event.putObject("requestContext").put("stage", "$default");
    context.putObject("http").put("method", method);
    context.putObject("authorizer").putObject("iam").put("userArn", "arn:aws:iam::1:user/tester");
    JsonNode response = JSON.readTree(invoke(desk, JSON.writeValueAsBytes(event)));
    return response.path("body").asText().getBytes(UTF_8);
  }

  private static byte[] invoke(RequestStreamHandler function, byte[] event) throws IOException {
    LogWatch.given(event);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(event), answer, CONTEXT);
    return answer.toByteArray();
  }

  @Override
  public void close() {
    server.close();
    client.close();
    local.close();
  }
}
