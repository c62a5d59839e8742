package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hardstop.console.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/hardstop console}: what it prints, and what becomes of the page's requests. */
class ConsoleCommandTest {
  private static final int PATIENCE_SECONDS = 30;
  private static final Map<String, String> PROPERTIES = Map.of(
      "aws.region", "eu-central-1",
      "aws.accessKeyId", "AKIAEXAMPLE",
      "aws.secretAccessKey", "not-a-secret");

  private StubApi api;
  private CommandRun run = new CommandRun();
  private Thread thread;
  private CompletableFuture<Integer> exitCode;
  private RawClient client;
  private String cookie;
  private String token;

  @BeforeEach
  void startApi() throws IOException {
    api = StubApi.start();
    api.answers("/local", 200, "{\"Variables\":{\"HARDSTOP_STREAMS\":\"news,receipts\"}}");
    api.answers(
        "/",
        200,
        "{\"Parameter\":{\"Name\":\"/hardstop/mine\",\"Value\":\"{\\\"ApiUrl\\\":\\\"" + api.url()
            + "\\\",\\\"Variables\\\":{}}\"}}");
  }

  @AfterEach
  void stop() throws Exception {
    if (thread != null) {
      thread.interrupt();
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
    api.close();
    PROPERTIES.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrlSsm");
  }

  /** Starts the command, opens the page as a browser does, and forgets what was asked meanwhile. */
  private void openLocalSystem() throws Exception {
    open("--url", api.url());
  }

  private void openStack() throws Exception {
    PROPERTIES.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlSsm", api.url());
    open("--stack", "mine");
  }

  private void open(String... options) throws Exception {
    String[] arguments = Stream.concat(Stream.of("console", "--port", "0"), Arrays.stream(options))
        .toArray(String[]::new);
    exitCode = new CompletableFuture<>();
    thread = new Thread(() -> exitCode.complete(run.run(arguments)), "console");
    thread.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!run.out().endsWith("\n")) {
      assertThat(exitCode.isDone()).as(run.err()).isFalse();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
    URI printed = URI.create(run.out().strip());
    client = new RawClient(printed.getAuthority());
    String set = client.get(printed.getPath() + "?" + printed.getRawQuery()).header("set-cookie");
    cookie = "Cookie: " + set.substring(0, set.indexOf(';')) + "\r\n";
    String page = client.request("GET", "/", cookie, "").body();
    String before = "name=\"hardstop-token\" content=\"";
    int from = page.indexOf(before) + before.length();
    token = "X-Hardstop-Token: " + page.substring(from, page.indexOf('"', from)) + "\r\n";
  }

  private RawClient.Answer get(String target) throws IOException {
    return client.request("GET", target, cookie, "");
  }

  private StubApi.Request forwarded() {
    return api.requests().get(api.requests().size() - 1);
  }

  @Test
  void itPrintsTheAddressWithTheKeyOnStandardOutputAlone() throws Exception {
    openLocalSystem();

    assertThat(run.out()).matches("http://127\\.0\\.0\\.1:[0-9]+/\\?key=[A-Za-z0-9_-]{22,}\n");
    String key = run.out().strip().substring(run.out().indexOf("key=") + 4);
    assertThat(run.err()).contains("Ctrl-C").doesNotContain(key);
  }

  @Test
  void thePageSaysWhichHardstopItShowsAndWhichStreamsThereAre() throws Exception {
    openLocalSystem();

    assertThat(get("/").body()).contains("local system at " + api.url(), "news,receipts");
  }

  @Test
  void aStackIsNamedWithItsRegion() throws Exception {
    openStack();

    assertThat(get("/").body()).contains("stack mine in eu-central-1");
  }

  @Test
  void aRequestToAStackIsSignedWithTheCredentialsOfTheUser() throws Exception {
    openStack();
    api.answers("/v1/release", 200, "{\"ok\":true}");

    RawClient.Answer answer = client.request(
        "POST",
        "/v1/release",
        cookie + token + "Content-Type: text/plain\r\nAuthorization: Basic eA==\r\n",
        "{\"subject\":\"a@example.com\",\"why\":\"wrote to us\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"ok\":true}");
    assertThat(forwarded().method()).isEqualTo("POST");
    assertThat(forwarded().body())
        .isEqualTo("{\"subject\":\"a@example.com\",\"why\":\"wrote to us\"}");
    assertThat(forwarded().authorization())
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/")
        .contains("/eu-central-1/execute-api/aws4_request")
        .contains(
            "SignedHeaders=accept;content-length;content-type;host;x-amz-content-sha256;x-amz-date");
  }

  @Test
  void noHeaderOfTheBrowserIsPassedOn() throws Exception {
    openLocalSystem();
    api.answers("/v1/health", 200, "{}");

    client.request(
        "GET",
        "/v1/health",
        cookie
            + "User-Agent: secret-browser\r\nAccept-Language: de\r\nX-Forwarded-For: 192.0.2.1\r\n"
            + "Referer: http://127.0.0.1/?key=x\r\nSec-Fetch-Site: same-origin\r\n",
        "");

    assertThat(forwarded().headers().keySet())
        .doesNotContain(
            "cookie", "accept-language", "x-forwarded-for", "referer", "sec-fetch-site", "origin")
        .contains("accept");
    assertThat(forwarded().headers().toString()).doesNotContain("secret-browser");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/health",
        "/v1/addresses/bob%40example.com/history",
        "/v1/addresses/a%2Bb%40example.com",
        "/v1/domains/m%C3%BCnchen.example",
        "/v1/suppressions?state=held%2Csuppressed&domain=example.com",
        "/v1/suppressions?x=%0D%0AX-Injected%3A%201",
        "/v1/suppressions?q=a%2Bb%26c%3Dd",
        "/v1/addresses/a%2Fb",
      })
  void pathAndParametersArriveAsTheyWereSent(String target) throws Exception {
    openLocalSystem();

    get(target);

    assertThat(forwarded().target()).isEqualTo(target);
    assertThat(forwarded().headers()).doesNotContainKey("x-injected");
  }

  @Test
  void aParameterThatComesTwiceArrivesTwice() throws Exception {
    openLocalSystem();

    get("/v1/suppressions?state=held&reason=MANUAL&state=clear&empty=&&bare");

    assertThat(forwarded().target())
        .isEqualTo("/v1/suppressions?state=held&state=clear&reason=MANUAL&empty=&bare=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/../local",
        "/v1/%2e%2e/local",
        "/v1/.%2E/local",
        "/v1/..%2Flocal",
        "/v1/..%5Clocal",
        "/v1/x/./y",
        "/v1//health",
        "/v1/health/",
        "/v1/health%00",
        "/v1/health%0D%0AX:y",
        "/v1/\u00fc",
      })
  void aPathThatServersReadDifferentlyIsNotPassedOn(String target) throws Exception {
    openLocalSystem();
    int before = api.requests().size();

    assertThat(get(target).status()).isEqualTo(400);
    assertThat(api.requests()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/local",
        "/feedback",
        "/v2/health",
        "/v1",
        "/2015-03-31/functions/x",
        "/favicon.ico"
      })
  void nothingButTheRoutesIsPassedOn(String target) throws Exception {
    openLocalSystem();
    int before = api.requests().size();

    assertThat(get(target).status()).isEqualTo(404);
    assertThat(api.requests()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"})
  void noOtherMethodIsPassedOn(String method) throws Exception {
    openLocalSystem();
    int before = api.requests().size();

    RawClient.Answer answer = client.request(method, "/v1/release", cookie + token, "");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD, POST");
    assertThat(api.requests()).hasSize(before);
  }

  @Test
  void aBodyThatIsTooLongIsNotPassedOn() throws Exception {
    openLocalSystem();
    int before = api.requests().size();

    assertThat(client
            .request("POST", "/v1/check", cookie + token, "x".repeat(1024 * 1024 + 1))
            .status())
        .isEqualTo(413);
    assertThat(api.requests()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      400 | {"title":"Bad Request","status":400,"detail":"The stream must be listed."}
      403 | {"title":"Forbidden","status":403,"detail":"The caller has no identity."}
      404 | {"title":"Not Found","status":404,"detail":"There is no such page."}
      500 | {"title":"Fault","status":500,"detail":"Something stored cannot be read."}
      503 | {"title":"Unavailable","status":503,"detail":"The table is unavailable."}
      """)
  void aProblemOfHardstopComesAtOnceAndAsItIs(int status, String body) throws Exception {
    openLocalSystem();
    api.answers(
        "/v1/health",
        status,
        body,
        Map.of("content-type", "application/problem+json", "retry-after", "7", "x-other", "1"));
    int before = api.requests().size();

    RawClient.Answer answer = get("/v1/health");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.header("retry-after")).isEqualTo("7");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.headers()).doesNotContainKey("x-other");
    assertThat(api.requests()).hasSize(before + 1);
  }

  /** The page names the permission, because it knows the route. */
  @Test
  void aPermissionThatIsMissingComesAsApiGatewaySaysIt() throws Exception {
    openLocalSystem();
    api.answers("/v1/health", 403, "{\"message\":\"Forbidden\"}");

    RawClient.Answer answer = get("/v1/health");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      403 | {"message":"The security token included in the request is expired"}      | 502 | have expired
      403 | {"message":"The security token included in the request is invalid."}     | 502 | does not accept your credentials
      404 | {"message":"Not Found"}                                                  | 404 | older than your command line
      429 | {"message":"Too Many Requests"}                                          | 429 | answered 429
      200 | <html><script>alert(1)</script>                                          | 502 | answered 200
      500 | <html>                                                                   | 502 | answered 500
      302 | {"a":1}                                                                  | 502 | answered 302
      """)
  void whatIsNotHardstopsAnswerBecomesAProblemThatSaysWhatToDo(
      int status, String body, int shown, String explanation) throws Exception {
    openLocalSystem();
    api.answers(
        "/v1/health",
        status,
        body,
        Map.of("content-type", "text/html", "location", api.url() + "/v1/elsewhere"));
    int before = api.requests().size();

    RawClient.Answer answer = get("/v1/health");

    assertThat(answer.status()).isEqualTo(shown);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body()).contains(explanation).doesNotContain("<script>");
    assertThat(answer.headers()).doesNotContainKey("location");
    assertThat(api.requests()).as("no redirect is followed").hasSize(before + 1);
  }

  @Test
  void credentialsThatAreGoneBecomeAProblemThatSaysWhatToDo() throws Exception {
    openStack();
    System.clearProperty("aws.accessKeyId");
    int before = api.requests().size();

    RawClient.Answer answer = get("/v1/health");

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body()).contains("there are no usable AWS credentials");
    assertThat(api.requests()).hasSize(before);
  }

  @Test
  void whereNothingAnswersThePageLearnsIt() throws Exception {
    openLocalSystem();
    api.close();

    RawClient.Answer answer = get("/v1/health");

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).contains("does not answer");
  }

  @Test
  void anAnswerWithoutEndIsCut() throws Exception {
    openLocalSystem();
    api.answers("/v1/health", 200, "x".repeat(17 * 1024 * 1024));

    assertThat(get("/v1/health").body()).contains("too long");
  }

  @Test
  void withoutTheCookieNothingIsForwarded() throws Exception {
    openLocalSystem();
    int before = api.requests().size();

    assertThat(client.get("/v1/health").status()).isEqualTo(401);
    assertThat(client.request("POST", "/v1/release", cookie, "{}").status()).isEqualTo(403);
    assertThat(client.get("/console/list.csv").status()).isEqualTo(401);
    assertThat(api.requests()).hasSize(before);
  }

  @Test
  void aPortThatIsTakenIsNamedTogetherWithTheWayOut() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(busy.getLocalPort());
      assertThat(run.run("console", "--url", api.url(), "--port", port)).isEqualTo(2);

      assertThat(run.err())
          .startsWith("hardstop console: port " + port + " is taken")
          .contains("--port 0");
      assertThat(run.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "x"})
  void aPortThatIsNoneIsRefused(String port) {
    assertThat(run.run("console", "--url", api.url(), "--port", port)).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains("--port");
  }

  @Test
  void aStackThatIsNotThereEndsTheCommandAtOnce() throws Exception {
    PROPERTIES.forEach(System::setProperty);
    api.close();
    api = StubApi.start();
    System.setProperty("aws.endpointUrlSsm", api.url());
    api.answers("/", 400, "{\"__type\":\"ParameterNotFound\",\"message\":\"no\"}");

    assertThat(run.run("console", "--stack", "mine", "--port", "0")).isEqualTo(2);
    assertThat(run.err()).contains("there is no parameter /hardstop/mine");
  }

  @Test
  void itEndsWhenItIsInterruptedAndThePortIsFree() throws Exception {
    openLocalSystem();
    int port = URI.create(run.out().strip()).getPort();

    thread.interrupt();

    assertThat(exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
    new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
  }

  @Test
  void theListIsAFileWithAllPagesInWhichNoCellIsAFormula() throws Exception {
    openLocalSystem();
    api.answers("/v1/suppressions", 200, page("=1+1@example.com", "\"two\""));
    api.answers("/v1/suppressions", 200, page("@example.org", "null"));

    RawClient.Answer answer = get("/console/list.csv?state=held&cursor=old");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(answer.header("content-disposition"))
        .isEqualTo("attachment; filename=\"hardstop-suppressions.csv\"");
    assertThat(download("/console/list.csv?state=held").lines())
        .containsExactly(
            "subject,suppressed,state,reason,culprit,confidence,since,until,rule,reply,sesBounceType,"
                + "stoppedStreams,onSesList,ambiguous,about,incident,unsubscribed,unsubscribedStreams,advice",
            "'@example.org,true,held,,,,,,,'=cmd(),,,,,,,,,");
    assertThat(answer.body()).contains("'=1+1@example.com,true,held", "'@example.org,true,held");
    assertThat(api.requests().stream()
            .map(StubApi.Request::target)
            .filter(target -> target.startsWith("/v1/suppressions")))
        .containsExactly(
            "/v1/suppressions?state=held",
            "/v1/suppressions?state=held&cursor=two",
            "/v1/suppressions?state=held");
  }

  @Test
  void aListThatCannotBeReadIsAProblemAndNoFile() throws Exception {
    openLocalSystem();
    api.answers("/v1/suppressions", 400, "{\"detail\":\"There is no state 'x'.\"}");

    RawClient.Answer answer = get("/console/list.csv?state=x");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body()).contains("There is no state 'x'.");
    assertThat(client.request("HEAD", "/console/list.csv", cookie, "").status()).isEqualTo(405);
  }

  @Test
  void aListThatEndsEarlyIsAFailedDownload() throws Exception {
    openLocalSystem();
    api.answers("/v1/suppressions", 200, page("a@example.com", "\"two\""));
    api.answers("/v1/suppressions", 403, "{\"message\":\"Forbidden\"}");

    assertThat(catchThrowable(() -> download("/console/list.csv"))).isInstanceOf(IOException.class);
  }

  /** As a browser downloads it, which notices an answer without its end. */
  private String download(String target) throws Exception {
    URI printed = URI.create(run.out().strip());
    HttpResponse<byte[]> response = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + printed.getAuthority() + target))
                .header("cookie", cookie.substring("Cookie: ".length()).strip())
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return new String(response.body(), UTF_8);
  }

  private static String page(String subject, String next) {
    return "{\"suppressions\":[{\"subject\":\"" + subject
        + "\",\"suppressed\":true,\"state\":\"held\",\"reply\":\"=cmd()\"}],\"judged\":1,\"next\":"
        + next + "}";
  }
}
