package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.console.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests become the events that API Gateway makes of them, by the routes of template.yaml. */
class HttpFrontTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LoopbackServer server;
  private String calledHandler = "none";
  private JsonNode event;
  private LocalReply reply =
      new LocalReply.Answer("{\"statusCode\":204}".getBytes(StandardCharsets.UTF_8));

  @BeforeEach
  void start() throws IOException {
    HttpFront front = new HttpFront(Deployment.read(Path.of("template.yaml")), this::function);
    server = LoopbackServer.bind(0, front::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/check, check, POST /v1/check",
    "GET, /v1/addresses/a@example.org, check, GET /v1/addresses/{address}",
    "GET, /v1/health, check, GET /v1/health",
    "POST, /v1/release, desk, POST /v1/release",
    "POST, /v1/suppress, desk, POST /v1/suppress",
    "GET, /v1/suppressions, desk, GET /v1/suppressions",
    "GET, /v1/addresses/bob@example.com/history, desk, GET /v1/addresses/{address}/history",
    "GET, /v1/check, check, $default",
    "DELETE, /v1/release, check, $default",
    "GET, /v1/addresses/, check, $default",
    "GET, /v1/addresses/a/b, check, $default",
    "GET, /v1/addresses/a%2Fb, check, $default",
    "GET, /, check, $default"
  })
  void requestsGoWhereTheTemplateSaysTheyGo(
      String method, String path, String handler, String routeKey) throws IOException {
    request(method, path, "");

    assertThat(calledHandler).isEqualTo(handler);
    assertThat(event.path("routeKey").asText()).isEqualTo(routeKey);
    assertThat(event.at("/requestContext/http/method").asText()).isEqualTo(method);
  }

  @ParameterizedTest
  @CsvSource({
    "a%2Bb@example.org, a+b@example.org",
    "a+b@example.org, a+b@example.org",
    "a%2525@example.org, a%25@example.org",
    "b%C3%BCro@example.org, büro@example.org",
    "o'neill%3F%23@example.org, o'neill?#@example.org"
  })
  void pathsArriveDecodedOnce(String written, String decoded) throws IOException {
    request("GET", "/v1/addresses/" + written, "");

    assertThat(event.at("/pathParameters/address").asText()).isEqualTo(decoded);
    assertThat(event.path("rawPath").asText()).isEqualTo("/v1/addresses/" + decoded);
    assertThat(event.at("/requestContext/http/path").asText()).endsWith(decoded);
  }

  @Test
  void theRawQueryIsPassedOnTogetherWithItsParameters() throws IOException {
    request("GET", "/v1/health?a=x+y&b=%2B&a=z&c", "");

    assertThat(event.path("rawQueryString").asText()).isEqualTo("a=x+y&b=%2B&a=z&c");
    assertThat(event.path("queryStringParameters").toString())
        .isEqualTo("{\"a\":\"x y,z\",\"b\":\"+\",\"c\":\"\"}");
  }

  @Test
  void jsonArrivesAsText() throws IOException {
    request("POST", "/v1/check", "Content-Type: application/json\r\n", "{\"addresses\":[\"ü\"]}");

    assertThat(event.path("body").asText()).isEqualTo("{\"addresses\":[\"ü\"]}");
    assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    assertThat(event.at("/headers/content-type").asText()).isEqualTo("application/json");
  }

  @Test
  void aBodyWithoutATextContentTypeArrivesAsBase64() throws IOException {
    request("POST", "/v1/check", "Content-Type: application/x-www-form-urlencoded\r\n", "{}");

    assertThat(event.path("body").asText()).isEqualTo("e30=");
    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
  }

  @Test
  void theCallerHasAMadeUpIdentity() throws IOException {
    request("POST", "/v1/release", "{}");

    assertThat(event.at("/requestContext/authorizer/iam/userArn").asText())
        .isEqualTo("arn:aws:iam::000000000000:user/local");
  }

  @Test
  void answerIsPassedOnWithItsHeaders() throws IOException {
    answers("{\"statusCode\":503,\"headers\":{\"Retry-After\":\"5\"},\"body\":\"b\\u00fc\"}");

    assertThat(request("POST", "/v1/check", ""))
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-after: 5\r\n")
        .endsWith("bü");
  }

  @Test
  void aFailingApiFunctionAnswersWithoutDetails() throws IOException {
    reply = new LocalReply.Failure("java.lang.Error", "a detail");

    assertThat(request("GET", "/v1/health", ""))
        .startsWith("HTTP/1.1 500 ")
        .endsWith("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void feedbackTakesAnEventAsItIs() throws IOException {
    answers("{\"batchItemFailures\":[]}");

    assertThat(request("POST", "/feedback", "{\"Records\":[]}"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("{\"batchItemFailures\":[]}");
    assertThat(calledHandler).isEqualTo("feedback");
    assertThat(event.toString()).isEqualTo("{\"Records\":[]}");
  }

  @Test
  void aFailedFeedbackRequestReturnsAProblemWithTheReason() throws IOException {
    reply = new LocalReply.Failure("NotUnderstood", "no recipients");

    assertThat(request("POST", "/feedback", "{}"))
        .startsWith("HTTP/1.1 502 ")
        .contains("Content-type: application/problem+json\r\n")
        .contains("\"detail\":\"NotUnderstood: no recipients\"");
  }

  @Test
  void feedbackIsForPostingJson() throws IOException {
    assertThat(request("GET", "/feedback", "")).startsWith("HTTP/1.1 405 ");
    assertThat(request("POST", "/feedback", "no json")).startsWith("HTTP/1.1 400 ");
    assertThat(calledHandler).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "local-check, check",
    "local-desk, desk",
    "arn%3Aaws%3Alambda%3Aeu-central-1%3A000000000000%3Afunction%3Alocal-check, check",
    "arn:aws:lambda:eu-central-1:000000000000:function:local-feedback, feedback",
    "000000000000:function:local-watch, watch"
  })
  void lambdasPathOfInvokeTakesAnEventAsItIs(String name, String handler) throws IOException {
    answers("{\"results\":[]}");

    assertThat(request("POST", invocations(name), "{\"addresses\":[]}"))
        .startsWith("HTTP/1.1 200 ")
        .doesNotContainIgnoringCase("X-Amz-Function-Error")
        .endsWith("{\"results\":[]}");
    assertThat(calledHandler).isEqualTo(handler);
    assertThat(event.toString()).isEqualTo("{\"addresses\":[]}");
  }

  @Test
  void invokedFunctionThatFailsIsA200WithAHeader() throws IOException {
    reply = new LocalReply.Failure("java.lang.Error", "a detail");

    assertThat(request("POST", invocations("local-check"), "{}"))
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("X-Amz-Function-Error: Unhandled\r\n")
        .endsWith("{\"errorMessage\":\"a detail\",\"errorType\":\"java.lang.Error\"}");
  }

  @Test
  void anInvokeRequestThatLambdaWouldRejectIsRejected() throws IOException {
    assertThat(request("POST", invocations("other"), "{}"))
        .startsWith("HTTP/1.1 404 ")
        .containsIgnoringCase("X-Amzn-ErrorType: ResourceNotFoundException\r\n");
    assertThat(request("POST", "/2015-03-31/functions/local-check", "{}"))
        .startsWith("HTTP/1.1 404 ");
    assertThat(request("GET", invocations("local-check"), "")).startsWith("HTTP/1.1 405 ");
    assertThat(request("POST", invocations("local-check"), "no json"))
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("X-Amzn-ErrorType: InvalidRequestContentException\r\n");
    assertThat(
            request("POST", invocations("local-check"), "X-Amz-Invocation-Type: Event\r\n", "{}"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(calledHandler).isEqualTo("none");
  }

  private static String invocations(String name) {
    return "/2015-03-31/functions/" + name + "/invocations";
  }

  private LocalReply function(String handler, byte[] given) {
    calledHandler = handler;
    try {
      event = JSON.readTree(given);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return reply;
  }

  private void answers(String json) {
    reply = new LocalReply.Answer(json.getBytes(StandardCharsets.UTF_8));
  }

  private String request(String method, String target, String body) throws IOException {
    return request(method, target, "", body);
  }

  /** Not by a client, which would write the target in its own way. */
  private String request(String method, String target, String headers, String body)
      throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    int port = URI.create("http://" + server.hostAndPort()).getPort();
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      OutputStream out = socket.getOutputStream();
      String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
          + headers + "Content-Length: " + content.length + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(content);
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
