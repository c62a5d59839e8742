package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observations;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A question may name a stream, and so may a manual suppression. */
class StreamTest {
  private static final Subject BOB = Subject.parse("bob@example.com");

  private final ApiFunctions api =
      new ApiFunctions(SuppressionPolicy.standard().with(Streams.of("newsletter", "receipts")));

  @Test
  void aComplaintAboutTheNewsletterDoesNotBlockReceipts() {
    complain(new MessageTags("newsletter", "", ""));
    for (JsonNode answer : answers("newsletter")) {
      assertThat(answer.path("suppressed").booleanValue()).isTrue();
      assertThat(answer.path("streams")).hasToString("[\"newsletter\"]");
    }
    for (JsonNode answer : answers("receipts")) {
      assertThat(answer.path("suppressed").booleanValue()).isFalse();
      assertThat(answer.path("state").textValue()).isEqualTo("clear");
      assertThat(answer.has("streams")).isFalse();
    }
  }

  @Test
  void withoutAStreamTheStrictestAnswerIsGiven() {
    complain(new MessageTags("newsletter", "", ""));
    JsonNode answer = api.results("bob@example.com").get(0);
    assertThat(answer.path("suppressed").booleanValue()).isTrue();
    assertThat(answer.path("streams")).hasToString("[\"newsletter\"]");
    assertThat(api.check(HttpEvent.address("bob@example.com")).json()).isEqualTo(answer);
  }

  @Test
  void theListOfAStreamHasTheVerdictsOnItsMail() {
    complain(new MessageTags("newsletter", "", ""));
    api.watched.addresses.add(EmailAddress.of("bob@example.com"));
    assertThat(listed("newsletter")).containsExactly("bob@example.com");
    assertThat(listed("receipts")).isEmpty();
  }

  private List<String> listed(String stream) {
    return api.desk(HttpEvent.get("/v1/suppressions").query("stream=" + stream))
        .json()
        .path("suppressions")
        .findValuesAsText("subject");
  }

  @Test
  void whatHoldsForAllStreamsNamesNone() {
    complain(MessageTags.NONE);
    for (JsonNode answer : answers("receipts")) {
      assertThat(answer.path("suppressed").booleanValue()).isTrue();
      assertThat(answer.has("streams")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Newsletter", "survey", "bob@example.com"})
  void aQuestionAboutAStreamThatIsNotListedIsABadRequest(String stream) {
    HttpReply reply = api.check(HttpEvent.post("/v1/check", question(stream)));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail())
        .isEqualTo(
            "The stream must be one of those in the parameter Streams: newsletter, receipts.");
    assertThat(invoked(question(stream)).path("status").intValue()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream=survey", "stream="})
  void aQuestionOnAPathAboutAStreamThatIsNotListedIsABadRequest(String query) {
    for (HttpReply reply : List.of(
        api.check(HttpEvent.address("bob@example.com").query(query)),
        api.desk(HttpEvent.get("/v1/suppressions").query(query)))) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.detail()).contains("newsletter, receipts");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream=receipts&more=1", "stream=receipts&stream=receipts", "Stream=a"})
  void aQueryStringWithAnythingElseIsABadRequest(String query) {
    assertThat(api.check(HttpEvent.address("bob@example.com").query(query)).status())
        .isEqualTo(400);
  }

  @Test
  void whereNoStreamIsListedNoneCanBeNamed() {
    HttpReply reply = new ApiFunctions().check(HttpEvent.post("/v1/check", question("newsletter")));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail())
        .isEqualTo("No streams are listed in the parameter Streams: leave the stream out.");
  }

  @Test
  void aStreamThatIsNoTextIsABadRequestAndNullIsNoStream() {
    String body = "{\"addresses\":[\"bob@example.com\"],\"stream\":%s}";
    assertThat(api.check(HttpEvent.post("/v1/check", body.formatted("5"))).status())
        .isEqualTo(400);
    assertThat(api.check(HttpEvent.post("/v1/check", body.formatted("null"))).status())
        .isEqualTo(200);
  }

  @Test
  void aManualSuppressionMayNameStreams() {
    JsonNode json = suppress("[\"receipts\",\"newsletter\",\"receipts\"]").json();
    assertThat(json.path("action").path("streams")).hasToString("[\"newsletter\",\"receipts\"]");
    assertThat(json.path("streams")).hasToString("[\"newsletter\",\"receipts\"]");
    assertThat(json.path("suppressed").booleanValue()).isTrue();
  }

  @Test
  void aManualSuppressionOfOneStreamBlocksNoOther() {
    api.list.addAction(
        BOB,
        new ManualAction.Suppression(
            "1",
            "somebody",
            "asked",
            Instant.parse("2026-11-23T10:00:00Z"),
            Optional.empty(),
            new TreeSet<>(List.of("newsletter"))));
    assertThat(answers("newsletter").get(0).path("suppressed").booleanValue()).isTrue();
    assertThat(answers("newsletter").get(0).at("/manualAction/streams"))
        .hasToString("[\"newsletter\"]");
    assertThat(answers("receipts").get(0).path("suppressed").booleanValue()).isFalse();
    api.desk(HttpEvent.post("/v1/release", "{\"subject\":\"bob@example.com\",\"why\":\"asked\"}"));
    assertThat(answers("newsletter").get(0).path("state").textValue()).isEqualTo("clear");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[\"survey\"]            | The stream must be one of those in the parameter Streams: newsletter, receipts.",
        "[\"receipts\",\"\"]     | The stream must be one of those in the parameter Streams: newsletter, receipts.",
        "[]                      | streams must name at least one; leave the key out for all.",
        "\"newsletter\"          | streams must be a list of strings.",
        "[5]                     | streams[0] must be a string."
      })
  void aManualSuppressionOfAnythingElseIsABadRequest(String streams, String detail) {
    HttpReply reply = suppress(streams);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).isEqualTo(detail);
    assertThat(api.list.all()).isEmpty();
  }

  private HttpReply suppress(String streams) {
    return api.desk(HttpEvent.post(
        "/v1/suppress",
        "{\"subject\":\"bob@example.com\",\"why\":\"asked\",\"streams\":" + streams + "}"));
  }

  /** The answers of all three ways to ask about Bob and mail of this stream. */
  private List<JsonNode> answers(String stream) {
    return List.of(
        api.check(HttpEvent.post("/v1/check", question(stream))).json().at("/results/0"),
        invoked(question(stream)).at("/results/0"),
        api.check(HttpEvent.address("bob@example.com").query("stream=" + stream))
            .json());
  }

  private JsonNode invoked(String question) {
    return HttpReply.of(api.check, question.getBytes(StandardCharsets.UTF_8)).response();
  }

  private static String question(String stream) {
    return "{\"addresses\":[\"bob@example.com\"],\"stream\":\"" + stream + "\"}";
  }

  private void complain(MessageTags tags) {
    Evidence.Origin origin = new Evidence.Origin(
        Instant.parse("2026-11-20T10:00:00Z"),
        "message-1",
        "feedback-1",
        Optional.empty(),
        tags,
        Evidence.Spellings.CANONICAL);
    api.list.observe(Observations.of(
        BOB,
        ComplaintKind.SOLE.historyId(),
        new Evidence.ComplaintEvidence(origin, ComplaintKind.SOLE),
        true));
  }
}
