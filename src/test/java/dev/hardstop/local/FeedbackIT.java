package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of the packaged feedback function to invalid events. */
@ExtendWith(RunningSystem.class)
class FeedbackIT {
  private static final String SECRET = "secret.person@example.org";

  private final LocalSystem system;
  private final LocalApi api;

  FeedbackIT(LocalSystem system) {
    this.system = system;
    this.api = new LocalApi(system.address());
  }

  @BeforeEach
  void forgetEverything() {
    system.forgetEverything();
  }

  @Test
  void exactlyTheBrokenRecordsOfABatchFail() {
    ObjectNode batch = JsonNodeFactory.instance.objectNode();
    ArrayNode records = batch.putArray("Records");
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      boolean isBroken = i % 17 == 3;
      String body = isBroken ? "{\"eventType\":" : bounceOf("person" + i + "@example.net");
      records.add(record("id-" + i, body));
      if (isBroken) {
        broken.add("id-" + i);
      }
    }

    JsonNode failures = api.feedback(batch.toString()).json().path("batchItemFailures");

    assertThat(failures)
        .extracting(failure -> failure.path("itemIdentifier").asText())
        .containsExactlyInAnyOrderElementsOf(broken);
    assertThat(api.verdict("person99@example.net").path("suppressed").asBoolean())
        .isTrue();
    assertThat(api.verdict("person3@example.net").path("suppressed").asBoolean())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventType\":\"Bounce\",\"mail\":{\"destination\":[\"" + SECRET + "\"]}}",
        "{\"source\":\"aws.ses\",\"detail\":{\"eventType\":\"Bounce\",\"bounce\":\"" + SECRET
            + "\"}}",
        "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":\"{ " + SECRET + "\"}}]}"
      })
  void anInvalidEventOutsideAQueueIsAnErrorWithoutThePayload(String event) {
    LocalApi.Answer answer = api.feedback(event);

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.json().path("title").asText()).isEqualTo("The function feedback failed");
    assertThat(answer.json().toString()).doesNotContain(SECRET);
  }

  @Test
  void invalidJsonNeverReachesAFunction() {
    assertThat(api.feedback("no json").status()).isEqualTo(400);
  }

  private static String bounceOf(String address) {
    return LocalApi.event("out-of-office.bare.json", Instant.now())
        .replace("away@example.net", address)
        .replace(
            "smtp; 250 2.0.0 Automatic reply: I am out of the office until Monday",
            "smtp; 550 5.1.1 User unknown");
  }

  private static ObjectNode record(String id, String body) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("messageId", id)
        .put("body", body)
        .put("eventSource", "aws:sqs");
  }
}
