package dev.hardstop.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files, as a browser gets them. */
class ConsolePageTest {
  private LoopbackServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    ConsolePage page = ConsolePage.withoutKey("stack <b>\"mine\"</b> & co", List.of("news", "a&b"));
    server = LoopbackServer.bind(0, exchange -> {
      if (!page.answers(exchange)) {
        LoopbackServer.problem(exchange, 418, "Left to the others", "");
      }
    });
    server.start();
    client = new RawClient(server.hostAndPort());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thePageSaysWhichHardstopItShowsInEscapedText() throws IOException {
    RawClient.Answer page = client.get("/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("cache-control")).isEqualTo("no-store");
    assertThat(page.body())
        .contains("stack &lt;b&gt;&quot;mine&quot;&lt;/b&gt; &amp; co", "news,a&amp;b")
        .doesNotContain("<b>", "{{");
  }

  @Test
  void eachStartHasATokenOfItsOwnOfAtLeast128Bits() throws IOException {
    String token = client.token();
    assertThat(token).matches("[A-Za-z0-9_-]{22,}").isEqualTo(client.token());

    stop();
    start();

    assertThat(client.token()).isNotEqualTo(token);
  }

  @Test
  void theDocumentOfTheApiIsTheOneInTheDocuments() throws IOException {
    RawClient.Answer answer = client.get("/console/openapi.yaml");
    assertThat(answer.header("content-type")).isEqualTo("application/yaml");
    assertThat(answer.body()).isEqualTo(Files.readString(Path.of("docs", "openapi.yaml")));
  }

  @Test
  void chartJsComesFromItsLibraryInTheVersionOfThePom() throws IOException {
    RawClient.Answer chart = client.get("/console/chart.js");

    assertThat(chart.status()).isEqualTo(200);
    assertThat(chart.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
    String version =
        chart.body().substring(chart.body().indexOf("Chart.js v") + 10).split("\n")[0];
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<artifactId>chart.js</artifactId><version>" + version + "</version>");
  }

  @Test
  void aFileIsNotSentAgainWhileItIsTheSame() throws IOException {
    RawClient.Answer first = client.get("/console/chart.js");
    assertThat(first.header("cache-control")).isEqualTo("no-cache");

    RawClient.Answer again = client.request(
        "GET", "/console/chart.js", "If-None-Match: " + first.header("etag") + "\r\n", "");

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/chart.js"})
  void headHasTheHeadersOfGetAndNoBody(String path) throws IOException {
    RawClient.Answer head = client.request("HEAD", path, "", "");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("content-type")).isEqualTo(client.get(path).header("content-type"));
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /",
    "PUT, /",
    "DELETE, /console/chart.js",
    "OPTIONS, /",
    "TRACE, /",
    "NONSENSE, /"
  })
  void thePageIsOnlyRead(String method, String path) throws IOException {
    RawClient.Answer answer = client.request(method, path, "", "");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/",
        "/console/no-such-file.js",
        "/console/..",
        "/console/../application.properties",
        "/console/../rules/book.toml",
        "/console/%2e%2e/application.properties",
        "/console/..%2fapplication.properties",
        "/console/views/../../rules/book.toml",
        "/console/.js",
        "/console//chart.js",
        "/console/views/",
        "/console/a/b/c.js",
        "/console/chart.js/",
        "/console/chart.js%00",
        "/console/chart%2ejs",
        "/console/CHART.JS",
        "/console/chart.js;x",
        "/console/dev.hardstop.cli.class",
        "/console/%5c..%5capplication.properties",
        "/console/..;/application.properties",
        "/console/%c0%ae%c0%ae/application.properties",
      })
  void noOtherPathIsAFile(String path) throws IOException {
    RawClient.Answer answer = client.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/console/chart.js", "/console/none.js", "/v1/health", "/favicon.ico"})
  void everyAnswerForbidsEverythingButThePagesOwnFiles(String path) throws IOException {
    RawClient.Answer answer = client.get(path);

    assertThat(answer.header("content-security-policy"))
        .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    assertThat(answer.header("cross-origin-opener-policy")).isEqualTo("same-origin");
    assertThat(answer.header("cross-origin-resource-policy")).isEqualTo("same-origin");
  }
}
