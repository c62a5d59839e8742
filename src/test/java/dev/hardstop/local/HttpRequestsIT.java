package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.local.LocalApi.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route of the packaged check and desk functions, and invalid requests. */
@ExtendWith(RunningSystem.class)
class HttpRequestsIT {
  private static final String GONE = "gone@example.org";

  private final LocalSystem system;
  private final LocalApi api;

  HttpRequestsIT(LocalSystem system) {
    this.system = system;
    this.api = new LocalApi(system.address());
  }

  @BeforeEach
  void oneAddressHasBounced() {
    system.forgetEverything();
    api.send("access-denied.sqs.json", Instant.now());
  }

  @Test
  void aThousandAddressesAreAnsweredInTheOrderAsked() {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      asked.add("user" + i + "@example.net");
    }
    asked.add(500, GONE);

    JsonNode results = api.post("/v1/check", question(asked)).json().path("results");

    assertThat(results)
        .extracting(result -> result.path("address").asText())
        .containsExactlyElementsOf(asked);
    assertThat(results)
        .filteredOn(result -> result.path("suppressed").asBoolean())
        .singleElement()
        .isEqualTo(results.get(500));
  }

  @Test
  void anInvalidAddressIsSuppressed() {
    JsonNode result = api.post("/v1/check", question(List.of("nobody"))).json().at("/results/0");
    assertThat(result.path("state").asText()).isEqualTo("invalid");
    assertThat(result.path("suppressed").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"user@bücher.example", "user@xn--bcher-kva.example", "USER@BÜCHER.example"})
  void anInternationalisedDomainHasOneVerdictInEverySpelling(String address) {
    api.post(
        "/v1/suppress",
        JsonNodeFactory.instance
            .objectNode()
            .put("subject", "user@bücher.example")
            .put("why", "a test")
            .toString());
    assertThat(api.verdict(address).path("suppressed").asBoolean()).isTrue();
  }

  @Test
  void deskSuppressesAndReleases() {
    String action = "{\"subject\":\"living@example.net\",\"why\":\"a test\"}";
    assertThat(api.post("/v1/suppress", action).status()).isEqualTo(200);
    assertThat(api.verdict("living@example.net").path("suppressed").asBoolean()).isTrue();
    assertThat(api.post("/v1/release", action).status()).isEqualTo(200);
    assertThat(api.verdict("living@example.net").path("suppressed").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /v1/health                        | 200",
        "GET  | /v1/addresses/a%2Bb@example.net   | 200",
        "GET  | /v1/addresses/nobody              | 400",
        "GET  | /v1/addresses/a%2Fb@example.net   | 400",
        "GET  | /v1/addresses/a@example.com/history | 200",
        "GET  | /v1/suppressions                  | 200",
        "GET  | /v1/suppressions?state=unknown    | 400",
        "GET  | /v1/nothing                       | 404",
        "GET  | /v1/check                         | 405",
        "POST | /v1/health                        | 405",
        "POST | /v1/check                         | 400",
        "POST | /v1/explain                       | 400",
        "POST | /v1/release                       | 400",
        "POST | /v1/suppress                      | 400",
      })
  void requestIsAnsweredWithItsStatus(String method, String path, int status) {
    Answer answer = method.equals("GET") ? api.get(path) : api.post(path, "{");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("status").asInt(200)).isEqualTo(status);
  }

  @Test
  void moreThanAThousandAddressesAreTooMany() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      many.add("user" + i + "@example.net");
    }
    assertThat(api.post("/v1/check", question(many)).status()).isEqualTo(413);
  }

  private static String question(List<String> addresses) {
    ArrayNode asked = JsonNodeFactory.instance.arrayNode();
    addresses.forEach(asked::add);
    return JsonNodeFactory.instance.objectNode().set("addresses", asked).toString();
  }
}
