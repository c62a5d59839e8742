package dev.hardstop.template;

import com.amazonaws.services.lambda.runtime.Context;
import dev.hardstop.diagnosis.DomainIndex;
import dev.hardstop.diagnosis.Examination;
import dev.hardstop.diagnosis.MailRoute;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.dynamodb.DynamoDbDomainIndex;
import dev.hardstop.dynamodb.DynamoDbLogbook;
import dev.hardstop.dynamodb.DynamoDbSendingDays;
import dev.hardstop.dynamodb.DynamoDbSuppressionList;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.http.CheckHandler;
import dev.hardstop.http.DeskHandler;
import dev.hardstop.http.DomainAnswers;
import dev.hardstop.http.Surroundings;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.ses.FeedbackHandler;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.SuppressionPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs a handler through everything it does, and tells which calls it made. */
final class CallsOfHandlers {
  private static final Context CONTEXT = (Context) Proxy.newProxyInstance(
      Context.class.getClassLoader(),
      new Class<?>[] {Context.class},
      (proxy, method, arguments) -> switch (method.getName()) {
        case "getAwsRequestId" -> "request-1";
        case "getRemainingTimeInMillis" -> 30_000;
        default -> null;
      });

  private static final String TABLE = "hardstop";

  private CallsOfHandlers() {}

  static Set<String> of(String handler) throws IOException {
    Calls calls = new Calls();
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient setup = local.client();
        DynamoDbClient client = calls.client(local.endpoint())) {
      TemplateTable.ofProject().create(setup, TABLE);
      SuppressionList list = new DynamoDbSuppressionList(client, TABLE, InstantSource.system());
      run(handler, list, client);
    }
    return calls.actions();
  }

  private static void run(String handler, SuppressionList list, DynamoDbClient client)
      throws IOException {
    switch (handler) {
      case "feedback" -> feedback(list);
      case "check" -> check(list, client);
      case "desk" -> desk(list);
      default -> throw new IllegalArgumentException(handler);
    }
  }

  private static void feedback(SuppressionList list) throws IOException {
    FeedbackHandler feedback = new FeedbackHandler(
        new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), list, Runnable::run));
    try (Stream<Path> examples = Files.list(Path.of("examples"))) {
      for (Path example : examples.filter(it -> it.toString().endsWith(".json")).toList()) {
        String event = Files.readString(example).replace("@SENT@", "2026-11-20T10:00:00.000Z");
        feedback.handleRequest(input(event), new ByteArrayOutputStream(), CONTEXT);
      }
    }
  }

  private static void check(SuppressionList list, DynamoDbClient client) throws IOException {
    SuppressionPolicy policy = SuppressionPolicy.standard();
    CheckHandler check = new CheckHandler(
        list, policy, RuleFiles.book(), InstantSource.system(), domains(list, client));
    List<String> events = List.of(
        http("POST", "/v1/check", "{\\\"addresses\\\":[\\\"bob@example.com\\\"]}"),
        http("GET", "/v1/addresses/bob@example.com", ""),
        http("POST", "/v1/explain", "{\\\"diagnosticCode\\\":\\\"smtp; 550 5.1.1 unknown\\\"}"),
        http("GET", "/v1/addresses?domain=example.com", ""),
        http("GET", "/v1/domains/example.com", ""),
        http("GET", "/v1/incidents", ""),
        http("GET", "/v1/health", ""),
        http("GET", "/nowhere", ""));
    for (String event : events) {
      check.handleRequest(input(event), new ByteArrayOutputStream(), CONTEXT);
    }
  }

  private static DomainAnswers domains(SuppressionList list, DynamoDbClient client) {
    Thresholds thresholds = Thresholds.standard();
    DomainIndex index = new DynamoDbDomainIndex(client, TABLE);
    return new DomainAnswers(
        new Examination(list, index, RuleFiles.book(), thresholds),
        index,
        new Surroundings(
            new DynamoDbSendingDays(client, TABLE), new DynamoDbLogbook(client, TABLE), thresholds),
        domain -> new MailRoute(MailRoute.State.TIMEOUT, List.of(), "", List.of()),
        InstantSource.system());
  }

  private static void desk(SuppressionList list) throws IOException {
    DeskHandler desk = new DeskHandler(
        list, SuppressionPolicy.standard(), RuleFiles.book(), InstantSource.system());
    String body = "{\\\"subject\\\":\\\"bob@example.com\\\",\\\"why\\\":\\\"a test\\\"}";
    for (String path : List.of("/v1/release", "/v1/suppress")) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      desk.handleRequest(input(http("POST", path, body)), answer, CONTEXT);
      if (!answer.toString(StandardCharsets.UTF_8).contains("200")) {
        throw new AssertionError("the act was refused");
      }
    }
  }

  private static String http(String method, String path, String body) {
    String[] target = path.split("\\?", 2);
    return """
        {"version":"2.0","routeKey":"$default","rawPath":"%2$s","rawQueryString":"%4$s","headers":{},
         "requestContext":{"stage":"$default","requestId":"request-1",
           "http":{"method":"%1$s","path":"%2$s"},
           "authorizer":{"iam":{"userArn":"arn:aws:iam::123456789012:user/example"}}},
         "body":"%3$s","isBase64Encoded":false}""".formatted(method, target[0], body, target.length > 1 ? target[1] : "");
  }

  private static ByteArrayInputStream input(String event) {
    return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
  }
}
