package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stub of SES, SNS, SQS and Secrets Manager with the calls that the functions make, over real HTTP: the
 * query protocol of SES and SNS, SES API version 2, and the JSON protocol of SQS and Secrets Manager. It checks the form of a request as AWS does
 * and the service in its signature, and answers as the API references describe.
 */
public final class AwsStub implements AutoCloseable {
  private static final String SES_NAMESPACE = "http://ses.amazonaws.com/doc/2010-12-01/";
  private static final String SNS_NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
  private static final String SWITCH_PATH = "/v2/email/configuration-sets/";
  private static final String VERSION_2 = "/v2/email/";

  private final WireServer server;
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final Set<String> pausedSets = ConcurrentHashMap.newKeySet();
  private final SnsStub sns = new SnsStub();
  private final SqsStub queues;
  private final SesAccountStub sesAccount =
      new SesAccountStub((action, asked) -> calls.add(new Call(action, asked)));
  private volatile String defaultSet = "";
  private volatile boolean down;
  private volatile Points points = new Points(10_000, 120, 4);

  /**
   * A call that was answered.
   *
   * @param action service and name, {@code ses:SendEmail}
   * @param parameters of the query, or the body under {@code body}
   */
  public record Call(String action, Map<String, String> parameters) {}

  /** The counts of SES for the last hour. */
  public record Points(long attempts, long bounces, long complaints) {}

  private AwsStub(WireServer server) {
    this.server = server;
    this.queues = new SqsStub("http://" + server.hostAndPort());
  }

  public static AwsStub start() throws IOException {
    AwsStub[] stub = new AwsStub[1];
    stub[0] = new AwsStub(WireServer.start(request -> stub[0].answer(request)));
    return stub[0];
  }

  public URI endpoint() {
    return URI.create("http://" + server.hostAndPort());
  }

  /**
   * The variables with which a function finds this stub and {@code watch} has recipients. {@code
   * watch} does not wait for late deliveries, because all events are recorded before it runs.
   */
  public Map<String, String> variables() {
    return Map.ofEntries(
        Map.entry("QUARKUS_SES_ENDPOINT_OVERRIDE", endpoint().toString()),
        Map.entry("AWS_ENDPOINT_URL_SESV2", endpoint().toString()),
        Map.entry("AWS_ENDPOINT_URL_SNS", endpoint().toString()),
        Map.entry("AWS_ENDPOINT_URL_SQS", endpoint().toString()),
        Map.entry("AWS_ENDPOINT_URL_SECRETS_MANAGER", endpoint().toString()),
        Map.entry("HARDSTOP_DIAGNOSIS_DELIVERY_WAIT_MINUTES", "0"),
        Map.entry("HARDSTOP_WATCH_SENDER", "hardstop@example.com"),
        Map.entry("HARDSTOP_WATCH_RECIPIENTS", "postmaster@example.com"),
        Map.entry("HARDSTOP_WATCH_CONFIGURATION_SET", "alerts"),
        Map.entry("HARDSTOP_WATCH_TOPIC", "arn:aws:sns:eu-central-1:000000000000:alerts"));
  }

  /** The suppression list of SES, and what else SES API version 2 tells about the account. */
  public SesAccountStub sesAccount() {
    return sesAccount;
  }

  /** The topics of SNS. */
  public SnsStub topics() {
    return sns;
  }

  /** The queues of SQS; there are none at first. */
  public SqsStub queues() {
    return queues;
  }

  /** The calls of this action, in their order. */
  public List<Call> calls(String action) {
    return calls().stream().filter(call -> call.action().equals(action)).toList();
  }

  public List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** Forgets the calls, and with them the mails that were sent. */
  void forgetCalls() {
    calls.clear();
  }

  /** Throttles the next calls of an action, as SES does with a second call within a second. */
  public void throttle(String action, int howMany) {
    refusals.put(action, howMany);
  }

  /** The configuration set that the sender's identity has for mail that names none. */
  public void setDefaultSet(String defaultSet) {
    this.defaultSet = defaultSet;
  }

  /** Answers everything with 503, or no longer. */
  public void setDown(boolean down) {
    this.down = down;
  }

  public void setPoints(Points points) {
    this.points = points;
  }

  @Override
  public void close() {
    server.close();
  }

  private WireServer.Answer answer(WireServer.Request request) {
    String signature = request.headers().getOrDefault("authorization", "");
    if (down) {
      return xml(503, error(SES_NAMESPACE, "ServiceUnavailable", "down"));
    }
    if (!signature.startsWith("AWS4-HMAC-SHA256 Credential=")) {
      return xml(403, error(SES_NAMESPACE, "MissingAuthenticationToken", "not signed"));
    }
    if (request.path().startsWith(VERSION_2)) {
      return version2(request, signature);
    }
    if (signature.contains("/secretsmanager/aws4_request")) {
      return secret(request);
    }
    if (request.headers().containsKey("x-amz-target")) {
      return signature.contains("/sqs/aws4_request")
          ? sqs(request)
          : SesAccountStub.error(403, "SignatureDoesNotMatch", "another service");
    }
    Map<String, String> parameters = parameters(new String(request.body(), UTF_8));
    return switch (parameters.getOrDefault("Version", "")) {
      case "2010-12-01" ->
        signature.contains("/ses/aws4_request")
            ? ses(parameters)
            : xml(403, error(SES_NAMESPACE, "SignatureDoesNotMatch", "another service"));
      case "2010-03-31" ->
        signature.contains("/sns/aws4_request")
            ? sns(parameters)
            : xml(403, error(SNS_NAMESPACE, "SignatureDoesNotMatch", "another service"));
      default -> xml(400, error(SES_NAMESPACE, "InvalidParameterValue", "no such version"));
    };
  }

  private WireServer.Answer ses(Map<String, String> parameters) {
    String action = parameters.getOrDefault("Action", "");
    if (refusals.merge("ses:" + action, -1, Integer::sum) >= 0) {
      return xml(400, error(SES_NAMESPACE, "Throttling", "Rate exceeded"));
    }
    if (action.equals("SendEmail") && !isMail(parameters)) {
      return xml(400, error(SES_NAMESPACE, "ValidationError", "a part is missing"));
    }
    if (action.equals("SendEmail")
        && pausedSets.contains(parameters.getOrDefault("ConfigurationSetName", defaultSet))) {
      return xml(400, error(SES_NAMESPACE, "ConfigurationSetSendingPaused", "paused"));
    }
    String result = switch (action) {
      case "GetSendStatistics" -> statistics();
      case "GetSendQuota" ->
        "<SentLast24Hours>12345.0</SentLast24Hours>"
            + "<Max24HourSend>50000.0</Max24HourSend><MaxSendRate>14.0</MaxSendRate>";
      case "SendEmail" -> "<MessageId>0102-" + calls.size() + "-000000</MessageId>";
      default -> "";
    };
    if (result.isEmpty()) {
      return xml(400, error(SES_NAMESPACE, "InvalidAction", "no such action"));
    }
    calls.add(new Call("ses:" + action, parameters));
    return xml(200, response(SES_NAMESPACE, action, result));
  }

  private static boolean isMail(Map<String, String> parameters) {
    return List.of(
            "Source",
            "Destination.ToAddresses.member.1",
            "Message.Subject.Data",
            "Message.Body.Text.Data",
            "Message.Body.Html.Data")
        .stream()
        .noneMatch(name -> parameters.getOrDefault(name, "").isEmpty());
  }

  private String statistics() {
    Instant at = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
    return "<SendDataPoints><member><DeliveryAttempts>" + points.attempts()
        + "</DeliveryAttempts><Timestamp>" + at + "</Timestamp><Rejects>0</Rejects><Bounces>"
        + points.bounces() + "</Bounces><Complaints>" + points.complaints()
        + "</Complaints></member></SendDataPoints>";
  }

  private WireServer.Answer sns(Map<String, String> parameters) {
    String action = parameters.getOrDefault("Action", "");
    if (refusals.merge("sns:" + action, -1, Integer::sum) >= 0) {
      return xml(400, error(SNS_NAMESPACE, "Throttled", "Rate exceeded"));
    }
    try {
      String result = sns.answer(action, parameters);
      calls.add(new Call("sns:" + action, parameters));
      return xml(200, response(SNS_NAMESPACE, action, result));
    } catch (SnsStub.RefusedException e) {
      return xml(400, error(SNS_NAMESPACE, e.code(), e.getMessage()));
    }
  }

  private WireServer.Answer sqs(WireServer.Request request) {
    WireServer.Answer answer = queues.answer(request);
    if (answer.status() == 200) {
      String action = request.headers().get("x-amz-target").replace("AmazonSQS.", "sqs:");
      calls.add(new Call(action, Map.of("body", new String(request.body(), UTF_8))));
    }
    return answer;
  }

  /** Every secret exists, and its value is made of its name. */
  private WireServer.Answer secret(WireServer.Request request) {
    if (!"secretsmanager.GetSecretValue".equals(request.headers().get("x-amz-target"))) {
      return SesAccountStub.error(400, "InvalidRequestException", "no such action");
    }
    String body = new String(request.body(), UTF_8);
    calls.add(new Call("secretsmanager:GetSecretValue", Map.of("body", body)));
    String value = "a key for tries on this machine, of " + body.replaceAll("[^A-Za-z0-9:/-]", "");
    return new WireServer.Answer(
        200,
        Map.of("Content-Type", "application/x-amz-json-1.1"),
        ("{\"SecretString\":\"" + value + "\"}").getBytes(UTF_8));
  }

  private WireServer.Answer version2(WireServer.Request request, String signature) {
    if (!signature.contains("/ses/aws4_request")) {
      return SesAccountStub.error(403, "SignatureDoesNotMatch", "another service");
    }
    return sesAccount.answer(request).orElseGet(() -> switched(request));
  }

  private WireServer.Answer switched(WireServer.Request request) {
    String[] parts = request.path().startsWith(SWITCH_PATH)
        ? request.path().substring(SWITCH_PATH.length()).split("/")
        : new String[0];
    boolean isFine =
        request.method().equals("PUT") && parts.length == 2 && parts[1].equals("sending");
    if (!isFine || parts[0].equals("missing")) {
      return SesAccountStub.error(404, "NotFoundException", "no such configuration set");
    }
    String body = new String(request.body(), UTF_8);
    if (body.contains("false")) {
      pausedSets.add(parts[0]);
    } else {
      pausedSets.remove(parts[0]);
    }
    calls.add(
        new Call("ses:PutConfigurationSetSendingOptions", Map.of("set", parts[0], "body", body)));
    return new WireServer.Answer(
        200, Map.of("Content-Type", "application/json"), "{}".getBytes(UTF_8));
  }

  private static Map<String, String> parameters(String form) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            URLDecoder.decode(pair.substring(0, equals), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return parameters;
  }

  private static String response(String namespace, String action, String result) {
    return "<" + action + "Response xmlns=\"" + namespace + "\"><" + action + "Result>" + result
        + "</" + action + "Result><ResponseMetadata><RequestId>request-1</RequestId>"
        + "</ResponseMetadata></" + action + "Response>";
  }

  private static String error(String namespace, String code, String message) {
    return "<ErrorResponse xmlns=\"" + namespace + "\"><Error><Type>Sender</Type><Code>" + code
        + "</Code><Message>" + message + "</Message></Error><RequestId>request-1</RequestId>"
        + "</ErrorResponse>";
  }

  private static WireServer.Answer xml(int status, String body) {
    return new WireServer.Answer(status, Map.of("Content-Type", "text/xml"), body.getBytes(UTF_8));
  }
}
