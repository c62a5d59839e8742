package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions without HTTP: the event of a {@code lambda:Invoke} is the question itself. */
class DirectInvocationTest {
  private final ApiFunctions api = new ApiFunctions();

  /** Each is a body of {@code POST /v1/check}, valid or invalid. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"addresses\":[\"bob@example.com\",\"Eve@EXAMPLE.com\",\"nobody\",\"\\ud800@example.com\"]}",
        "{\"addresses\":[]}",
        "{}",
        "{\"addresses\":null}",
        "{\"addresses\":\"bob@example.com\"}",
        "{\"addresses\":[\"bob@example.com\",5]}",
        "{\"address\":[\"bob@example.com\"]}",
        "{\"addresses\":[\"bob@example.com\"],\"more\":1}",
        "{\"addresses\":[],\"addresses\":[\"bob@example.com\"]}",
        "{\"Records\":[]}",
        "[]",
        "null",
        "\"bob@example.com\"",
        "{",
        "",
      })
  void aDirectQuestionIsAnsweredWithTheBodyOfPostCheck(String question) {
    api.desk(HttpEvent.post("/v1/suppress", "{\"subject\":\"bob@example.com\",\"why\":\"asked\"}"));

    JsonNode answer = invoked(api, question);

    HttpReply overHttp = api.check(HttpEvent.post("/v1/check", question).requestId(Invocations.ID));
    assertThat(answer).isEqualTo(overHttp.json());
    assertThat(answer.has("results")).isEqualTo(overHttp.status() == 200);
  }

  @Test
  void suppressedAddressesAreReported() {
    api.desk(HttpEvent.post("/v1/suppress", "{\"subject\":\"bob@example.com\",\"why\":\"asked\"}"));
    JsonNode results = invoked(
            api, ApiFunctions.question(List.of("bob@example.com", "eve@example.com")))
        .path("results");
    assertThat(results).hasSize(2);
    assertThat(results.get(0).path("suppressed").booleanValue()).isTrue();
    assertThat(results.get(1).path("suppressed").booleanValue()).isFalse();
  }

  @Test
  void aQuestionThatIsTooLargeOrNestedTooDeepIsAProblem() {
    String longText = ApiFunctions.question(List.of("x".repeat(JsonBody.LONGEST_BODY)));
    String deep = "{\"addresses\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertThat(invoked(api, longText).path("status").intValue()).isEqualTo(413);
    assertThat(invoked(api, deep).path("status").intValue()).isEqualTo(400);
  }

  @Test
  void anUnavailableTableIsAProblemWithoutResults() {
    JsonNode answer = invoked(
        new ApiFunctions(new UnavailableTable()),
        ApiFunctions.question(List.of("bob@example.com")));
    assertThat(answer.path("status").intValue()).isEqualTo(503);
    assertThat(answer.path("requestId").textValue()).isEqualTo(Invocations.ID);
    assertThat(answer.has("results")).isFalse();
    assertThat(answer.toString()).doesNotContain("suppressed", "clear", "bob");
  }

  /** To Lambda such an invocation succeeded, so no other metric shows it. */
  @Test
  void anUnansweredQuestionIsCounted() {
    assertThat(printed(() -> invoked(
            new ApiFunctions(new UnavailableTable()),
            ApiFunctions.question(List.of("bob@example.com")))))
        .contains("\"Unanswered\":1")
        .contains("\"FunctionName\":\"" + Invocations.FUNCTION + "\"");
    assertThat(printed(() -> invoked(api, ApiFunctions.question(List.of("bob@example.com")))))
        .doesNotContain("Unanswered");
    assertThat(printed(() -> invoked(api, "{}"))).doesNotContain("Unanswered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"subject\":\"bob@example.com\",\"why\":\"asked\"}",
        "{\"addresses\":[\"bob@example.com\"]}",
        "{}",
        "no json",
      })
  void theDeskRefusesADirectInvocation(String event) {
    JsonNode answer =
        HttpReply.of(api.desk, event.getBytes(StandardCharsets.UTF_8)).response();
    assertThat(answer.path("status").intValue()).isEqualTo(403);
    assertThat(answer.path("detail").textValue()).contains("unknown who acts", "HTTP API");
    assertThat(answer.path("requestId").textValue()).isEqualTo(Invocations.ID);
    assertThat(api.results("bob@example.com").get(0).path("state").textValue()).isEqualTo("clear");
  }

  /** API Gateway calls a function with the same permission; its events differ in their form. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":\"1.0\",\"httpMethod\":\"POST\",\"path\":\"/v1/check\"}",
        "{\"requestContext\":{},\"addresses\":[\"bob@example.com\"]}",
        "{\"rawPath\":\"/v1/check\",\"addresses\":[\"bob@example.com\"]}",
      })
  void anEventOfAnApiIsNotADirectQuestion(String event) {
    HttpReply reply = HttpReply.of(api.check, event.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains("payload format 2.0");
  }

  private static JsonNode invoked(ApiFunctions api, String question) {
    return HttpReply.of(api.check, question.getBytes(StandardCharsets.UTF_8)).response();
  }

  private static String printed(Runnable work) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
