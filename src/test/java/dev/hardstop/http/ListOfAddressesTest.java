package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text with more than one address is answered for none of them, and no action takes it. */
class ListOfAddressesTest {
  private final HttpApi api = new HttpApi();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gone@example.com, Bob <ok@example.com>",
        "<gone@example.com>, <ok@example.com>",
        "gone@example.com <ok@example.com>",
        "gone@example.com\\r\\nBcc: <ok@example.com>",
        "Gone\\nBcc: <ok@example.com>",
        "friends: gone@example.com, <ok@example.com>;",
        "friends: <ok@example.com>",
        "<ok@example.com> and others",
        "ok@example.com, gone@example.com"
      })
  void aListIsInvalidInAQuestionAndABadRequestInAnAction(String list) {
    JsonNode answer = api.check(HttpEvent.post("/v1/check", "{\"addresses\":[\"" + list + "\"]}"))
        .json()
        .path("results")
        .get(0);

    assertThat(answer.path("state").textValue()).isEqualTo("invalid");
    assertThat(answer.path("suppressed").booleanValue()).isTrue();
    assertThat(answer.has("canonical")).isFalse();
    for (String action : new String[] {"/v1/suppress", "/v1/release"}) {
      String body = "{\"subject\":\"" + list + "\",\"why\":\"asked for it\"}";
      assertThat(api.desk(HttpEvent.post(action, body)).status()).isEqualTo(400);
    }
    assertThat(api.results("ok@example.com").get(0).path("state").textValue()).isEqualTo("clear");
  }
}
