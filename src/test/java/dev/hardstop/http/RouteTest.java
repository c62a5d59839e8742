package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  private final ApiFunctions api = new ApiFunctions();

  @Test
  void healthSaysThatTheFunctionRuns() {
    HttpReply reply = api.check(HttpEvent.get("/v1/health"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("status").textValue()).isEqualTo("ok");
    assertThat(reply.json().path("rules").intValue()).isPositive();
  }

  @Test
  void everyAnswerIsJsonThatMustNotBeCached() {
    HttpReply reply = api.check(HttpEvent.get("/v1/health"));
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
    assertThat(reply.response().path("isBase64Encoded").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "", "/v1", "/v1/", "/v2/check", "/v1/check/", "//v1/check", "/v1/CHECK"})
  void anUnknownPathIsNotFound(String path) {
    assertThat(api.check(HttpEvent.get(path)).status()).isEqualTo(404);
    assertThat(api.check(HttpEvent.post(path, "{}")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /v1/check                     | OPTIONS, POST",
        "PUT    | /v1/check                     | OPTIONS, POST",
        "POST   | /v1/addresses/bob@example.com | GET, HEAD, OPTIONS",
        "DELETE | /v1/addresses/bob@example.com | GET, HEAD, OPTIONS",
        "GET    | /v1/release                   | OPTIONS, POST",
        "get    | /v1/health                    | GET, HEAD, OPTIONS",
      })
  void anotherMethodOfAKnownPathIsNotAllowed(String method, String path, String allow) {
    HttpReply reply = api.check(HttpEvent.of(method, path));
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("allow")).isEqualTo(allow);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void optionsSaysWhatAPathAnswers() {
    HttpReply reply = api.check(HttpEvent.of("OPTIONS", "/v1/suppress"));
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("allow")).isEqualTo("OPTIONS, POST");
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void headIsGetWithoutItsBody() {
    HttpReply reply = api.check(HttpEvent.of("HEAD", "/v1/addresses/bob@example.com"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void headHasTheStatusOfTheProblemThatGetWouldHave() {
    HttpReply reply = api.check(HttpEvent.of("HEAD", "/v1/addresses/nobody"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void headOfAPostRouteIsNotAllowed() {
    assertThat(api.check(HttpEvent.of("HEAD", "/v1/check")).status()).isEqualTo(405);
  }

  @Test
  void theStageOfTheApiIsNotPartOfThePath() {
    HttpEvent event = HttpEvent.get("/v1/health").stage("prod");
    assertThat(api.check(event).status()).isEqualTo(200);
  }

  @Test
  void aStageMayHaveTheNameOfTheFirstPathSegment() {
    HttpEvent event = HttpEvent.get("/v1/health").stage("v1");
    assertThat(api.check(event).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mail", "/mail/bounces", "/v1", "/v1/addresses"})
  void theBasePathOfACustomDomainNameIsNotPartOfThePath(String basePath) {
    HttpEvent health = HttpEvent.get("/v1/health").basePath(basePath, "GET /v1/health");
    assertThat(api.check(health).status()).isEqualTo(200);

    HttpEvent question = HttpEvent.post("/v1/check", "{\"addresses\":[\"bob@example.com\"]}")
        .basePath(basePath, "POST /v1/check");
    assertThat(api.check(question).json().at("/results/0/address").textValue())
        .isEqualTo("bob@example.com");

    HttpEvent address =
        HttpEvent.address("bob@example.com").basePath(basePath, "GET /v1/addresses/{address}");
    assertThat(api.check(address).json().path("address").textValue()).isEqualTo("bob@example.com");
  }

  @Test
  void aBasePathIsNotRemovedWithoutAMatchedRoute() {
    HttpEvent unmatched = HttpEvent.post("/other/v1/check", "{\"addresses\":[]}");
    assertThat(api.check(unmatched).status()).isEqualTo(404);
  }

  @Test
  void aRouteOfAnotherFunctionIsMisdirected() {
    HttpEvent question = HttpEvent.post("/v1/check", "{\"addresses\":[]}");
    assertThat(api.desk(question).status()).isEqualTo(421);
    HttpEvent release = HttpEvent.post("/v1/release", "{}");
    assertThat(api.check(release).status()).isEqualTo(421);
    assertThat(api.check(release).detail()).contains("desk");
  }

  @Test
  void aProblemHasTheIdOfTheRequest() {
    HttpReply reply = api.check(HttpEvent.get("/v1/nothing").requestId("JKJaXmPLvHcESHA="));
    assertThat(reply.json().path("type").textValue()).isEqualTo("about:blank");
    assertThat(reply.json().path("title").textValue()).isEqualTo("Not Found");
    assertThat(reply.json().path("status").intValue()).isEqualTo(404);
    assertThat(reply.json().path("detail").textValue()).isNotEmpty();
    assertThat(reply.json().path("requestId").textValue()).isEqualTo("JKJaXmPLvHcESHA=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":\"1.0\",\"httpMethod\":\"GET\",\"path\":\"/v1/health\"}",
        "{\"rawPath\":\"/v1/health\",\"requestContext\":{\"http\":{\"method\":1}}}",
        "{\"rawPath\":[],\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
      })
  void anEventOfAnotherFormatIsABadRequest(String event) {
    HttpReply reply = HttpReply.of(api.check, event.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains("payload format 2.0");
  }
}
