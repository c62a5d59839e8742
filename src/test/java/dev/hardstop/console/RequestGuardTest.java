package dev.hardstop.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the page did not send, to a server with a key and to one without. */
class RequestGuardTest {
  private static final String BROWSER = "Sec-Fetch-Site: same-origin\r\n";

  private Site open;
  private Site closed;

  /** A server with the console, whose handler answers 200 to what the guards let pass. */
  private static final class Site implements AutoCloseable {
    final ConsolePage page;
    final LoopbackServer server;
    final RawClient client;

    Site(ConsolePage page) throws IOException {
      this.page = page;
      server = LoopbackServer.bind(0, exchange -> {
        if (!page.answers(exchange)) {
          LoopbackServer.answer(exchange, 200, "passed".getBytes(StandardCharsets.UTF_8));
        }
      });
      server.start();
      client = new RawClient(server.hostAndPort());
    }

    String host() {
      return server.hostAndPort();
    }

    int port() {
      return Integer.parseInt(host().substring(host().indexOf(':') + 1));
    }

    /** The header with which a browser comes back after it has opened the printed address; empty if there is none. */
    String cookie() throws IOException {
      String set = client.get(page.openingPath()).header("set-cookie");
      return set.isEmpty() ? "" : "Cookie: " + set.substring(0, set.indexOf(';')) + "\r\n";
    }

    String token(String cookie) throws IOException {
      String before = "name=\"hardstop-token\" content=\"";
      String body = client.request("GET", "/", cookie, "").body();
      int from = body.indexOf(before) + before.length();
      return "X-Hardstop-Token: " + body.substring(from, body.indexOf('"', from)) + "\r\n";
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    open = new Site(ConsolePage.withoutKey("local system", List.of()));
    closed = new Site(ConsolePage.withKey("stack mine in eu-west-1", List.of()));
  }

  @AfterEach
  void stop() {
    open.close();
    closed.close();
  }

  @Test
  void aProgramWithoutABrowsersHeadersUsesALocalSystemAsEver() throws IOException {
    assertThat(open.client.get("/v1/health").body()).isEqualTo("passed");
    assertThat(open.client.request("POST", "/v1/release", "", "{}").body()).isEqualTo("passed");
    assertThat(open.client.send("GET /v1/health HTTP/1.1\r\nHost: localhost:" + open.port()
            + "\r\nConnection: close\r\n\r\n"))
        .extracting(RawClient.Answer::status)
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:PORT",
        "Host: 127.0.0.1",
        "Host: 127.0.0.1:1",
        "Host: localhost",
        "Host: localhost.evil.example:PORT",
        "Host: 127.0.0.1:PORT.evil.example",
        "Host: 127.0.0.1:PORT@evil.example",
        "Host: evil.example@127.0.0.1:PORT",
        "Host: 127.0.0.2:PORT",
        "Host: 0.0.0.0:PORT",
        "Host: [::1]:PORT",
        "Host: 2130706433:PORT",
        "Host: localhost.:PORT",
        "Host: ",
        "X-Forwarded-Host: 127.0.0.1:PORT",
        "Host: 127.0.0.1:PORT\r\nHost: evil.example",
        "Host: 127.0.0.1:PORT\r\nHost: 127.0.0.1:PORT",
      })
  void aNameThatIsNotOursReachesNothing(String header) throws IOException {
    for (Site site : List.of(open, closed)) {
      for (String target : List.of("/", "/console/chart.js", "/v1/health")) {
        RawClient.Answer answer = site.client.send("GET " + target + " HTTP/1.1\r\n"
            + header.replace("PORT", Integer.toString(site.port())) + "\r\n" + site.cookie()
            + "Connection: close\r\n\r\n");

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.header("content-security-policy")).contains("default-src 'none'");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: ",
        "Origin: https://127.0.0.1:PORT",
        "Origin: http://127.0.0.1:1",
        "Origin: http://localhost:PORT",
        "Origin: http://127.0.0.1:PORT.evil.example",
        "Origin: http://127.0.0.1:PORT/",
        "Origin: http://127.0.0.1:PORT\r\nOrigin: http://evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: nonsense",
        "Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site",
      })
  void anotherPageReachesNothingEvenWithCookieAndToken(String header) throws IOException {
    for (Site site : List.of(open, closed)) {
      String cookie = site.cookie();
      String headers = header.replace("PORT", Integer.toString(site.port())) + "\r\n" + cookie
          + site.token(cookie);
      for (String method : List.of("GET", "POST", "HEAD", "OPTIONS", "DELETE")) {
        RawClient.Answer answer = site.client.request(method, "/v1/release", headers, "");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
      }
      assertThat(site.client.request("GET", "/", headers, "").status()).isEqualTo(403);
    }
  }

  @Test
  void thePageItselfReadsAndWrites() throws IOException {
    for (Site site : List.of(open, closed)) {
      String cookie = site.cookie();
      String own = BROWSER + "Origin: http://" + site.host() + "\r\n" + cookie;

      assertThat(site.client.request("GET", "/v1/health", own, "").body()).isEqualTo("passed");
      assertThat(site.client
              .request("POST", "/v1/release", own + site.token(cookie), "{}")
              .body())
          .isEqualTo("passed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X-Hardstop-Token: \r\n", "X-Hardstop-Token: wrong\r\n", "twice"})
  void aBrowserChangesNothingWithoutTheTokenOfThisStart(String header) throws IOException {
    for (Site site : List.of(open, closed)) {
      String cookie = site.cookie();
      String token = site.token(cookie);
      String sent = header.equals("twice") ? token + token : header;
      for (String browser : List.of(BROWSER, "Origin: http://" + site.host() + "\r\n")) {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
          assertThat(site.client
                  .request(method, "/v1/release", browser + cookie + sent, "{}")
                  .status())
              .isEqualTo(403);
        }
      }
    }
    assertThat(
            closed.client.request("POST", "/v1/release", closed.cookie(), "{}").status())
        .as("with a key, programs need the token as well")
        .isEqualTo(403);
  }

  @Test
  void theTokenOfAnotherStartIsWrong() throws IOException {
    try (Site other = new Site(ConsolePage.withoutKey("local system", List.of()))) {
      assertThat(open.client
              .request("POST", "/v1/x", BROWSER + other.token(""), "{}")
              .status())
          .isEqualTo(403);
    }
  }

  @Test
  void theAddressWithTheKeySetsTheCookieAndIsLeftAtOnce() throws IOException {
    String path = closed.page.openingPath();
    assertThat(path).matches("/\\?key=[A-Za-z0-9_-]{22,}");

    RawClient.Answer answer = closed.client.get(path);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location")).isEqualTo("/");
    assertThat(answer.header("set-cookie"))
        .isEqualTo("hardstop-" + closed.port() + "=" + path.substring("/?key=".length())
            + "; HttpOnly; SameSite=Strict; Path=/");
    assertThat(answer.body()).isEmpty();
    assertThat(closed.client.request("GET", "/", closed.cookie(), "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/, GET",
    "/?key=, GET",
    "/?key=wrong, GET",
    "/?key=KEYx, GET",
    "/?x=1&key=KEY, GET",
    "/v1/health?key=KEY, GET",
    "/console/chart.js, GET",
    "/console/chart.js?key=KEY, GET",
    "/console/list.csv, GET",
    "/v1/health, GET",
    "/v1/release, POST",
    "/?key=KEY, POST",
    "/?key=KEY, HEAD",
    "/favicon.ico, GET",
  })
  void anotherUserOfTheMachineReachesNothingWithoutTheKey(String target, String method)
      throws IOException {
    String key = closed.page.openingPath().substring("/?key=".length());
    for (String cookie : List.of(
        "",
        "Cookie: hardstop-" + closed.port() + "=\r\n",
        "Cookie: hardstop-" + closed.port() + "=wrong\r\n",
        "Cookie: hardstop-" + closed.port() + "=" + key + "x\r\n",
        "Cookie: hardstop-1=" + key + "\r\n",
        "Cookie: xhardstop-" + closed.port() + "=" + key + "\r\n")) {
      RawClient.Answer answer =
          closed.client.request(method, target.replace("KEY", key), cookie, "");

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).doesNotContain(key).doesNotContain("passed");
      assertThat(answer.header("content-security-policy")).contains("default-src 'none'");
    }
  }

  @Test
  void whoHasNoCookieIsToldToOpenThePrintedAddress() throws IOException {
    RawClient.Answer page = closed.client.get("/");
    assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.body()).contains("Open the address that bin/hardstop console has printed");

    RawClient.Answer route = closed.client.get("/v1/health");
    assertThat(route.header("content-type")).isEqualTo("application/problem+json");
    assertThat(route.body()).contains("\"status\":401");
  }

  @Test
  void theCookieIsFoundAmongThoseOfOtherServersOfTheHost() throws IOException {
    String own = closed.cookie().substring("Cookie: ".length()).strip();
    String headers = "Cookie: a=b; " + own + ";c=d\r\n";

    assertThat(closed.client.request("GET", "/v1/health", headers, "").status()).isEqualTo(200);
  }

  @Test
  void twoConsolesDoNotShareACookie() throws IOException {
    try (Site other = new Site(ConsolePage.withKey("stack other in eu-west-1", List.of()))) {
      assertThat(other.client.request("GET", "/", closed.cookie(), "").status()).isEqualTo(401);
      assertThat(other.page.openingPath()).isNotEqualTo(closed.page.openingPath());
      // A browser sends both to both, since they are on the same host.
      String both = closed.cookie().strip() + "; " + other.cookie().substring("Cookie: ".length());
      assertThat(other.client.request("GET", "/", both, "").status()).isEqualTo(200);
      assertThat(closed.client.request("GET", "/", both, "").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/v1/health",
        "http://127.0.0.1:PORT/v1/health",
        "http://evil.example/",
        "//evil.example/v1/health",
        "//evil.example/",
        "///v1/health",
        "//v1/health",
        "evil.example:443",
        "mailto:bob@example.com",
        "*",
        "v1/health",
        "?/v1/health",
      })
  void aTargetThatIsNotAPathReachesNothing(String target) throws IOException {
    for (Site site : List.of(open, closed)) {
      String cookie = site.cookie();
      for (String method : List.of("GET", "POST", "CONNECT", "OPTIONS")) {
        RawClient.Answer answer = site.client.request(
            method, target.replace("PORT", Integer.toString(site.port())), cookie, "");

        // The JDK's server closes the connection where there is no path at all.
        assertThat(answer.status()).matches(status -> status == 0 || status / 100 == 4);
        assertThat(answer.body()).doesNotContain("passed", "Hardstop");
      }
    }
  }

  /** Only root may bind port 80, so no server is asked. */
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 80, true",
    "localhost, 80, true",
    "127.0.0.1:80, 80, true",
    "127.0.0.1, 8377, false",
    "127.0.0.1:8080, 80, false",
    "example.com, 80, false",
    "127.0.0.1:, 80, false",
  })
  void aBrowserLeavesOutThePortOnlyIfItIs80(String host, int port, boolean isOurs) {
    assertThat(RequestGuard.isOurs(host, port)).isEqualTo(isOurs);
  }

  @Test
  void anAddressThatIsTooLongIsRefused() throws IOException {
    assertThat(open.client.get("/v1/health?q=" + "x".repeat(9_000)).status()).isEqualTo(414);
  }

  @Test
  void theServerListensOnTheLoopbackInterfaceOnly() {
    assertThat(closed.host()).startsWith("127.0.0.1:");
  }
}
