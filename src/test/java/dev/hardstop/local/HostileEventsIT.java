package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.Soak;
import dev.hardstop.ses.FeedbackHandler.BatchFailedException;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kept inputs of the fuzz tests, and events of the greatest size, passed to the packaged
 * functions.
 */
@ExtendWith(RunningSystem.class)
class HostileEventsIT {
  private static final Path KEPT = Path.of("src/test/resources/dev/hardstop");
  private static final int LONGEST_REPLY = 200_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalSystem system;

  HostileEventsIT(LocalSystem system) {
    this.system = system;
  }

  static List<Path> feedbackEvents() throws IOException {
    return files(KEPT.resolve("ses/FeedbackFuzzTestInputs"));
  }

  static List<Path> httpEvents() throws IOException {
    return files(KEPT.resolve("http/HttpEventFuzzTestInputs"));
  }

  @ParameterizedTest
  @MethodSource("feedbackEvents")
  void feedbackRecordsOrRejectsTheEvent(Path event) throws Exception {
    assertRecordedOrRejected(system.function("feedback").invoke(Files.readAllBytes(event)));
  }

  static void assertRecordedOrRejected(LocalReply reply) throws IOException {
    if (reply instanceof LocalReply.Failure refused) {
      assertThat(refused.errorType())
          .as(refused.errorMessage())
          .isIn(InvalidSesEventException.class.getName(), BatchFailedException.class.getName());
    } else {
      assertThat(JSON.readTree(((LocalReply.Answer) reply).body()).has("batchItemFailures"))
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("httpEvents")
  void checkAndDeskAnswerTheEvent(Path event) throws Exception {
    for (String handler : List.of("check", "desk")) {
      LocalReply reply = system.function(handler).invoke(Files.readAllBytes(event));

      assertThat(reply).as(handler).isInstanceOf(LocalReply.Answer.class);
      JsonNode answer = JSON.readTree(((LocalReply.Answer) reply).body());
      // An event that is not API Gateway's is a direct question: its answer is the body alone.
      String status = answer.has("statusCode") ? "statusCode" : "status";
      assertThat(answer.path(status).asInt(answer.has("results") ? 200 : 0))
          .as(handler)
          .isBetween(200, 499);
    }
  }

  /** Fuzz tests and the tests of masking try more of them in every build. */
  static Stream<String> pieces() {
    return Soak.isLong()
        ? Stream.of("a", "<", "550 5.1.1 ", "(((", "\u0000", "😀")
        : Stream.of("<", "550 5.1.1 ", "😀");
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void feedbackReadsAReplyAsLongAsAnEvent(String piece) throws Exception {
    String words = "smtp; 550 " + piece.repeat(LONGEST_REPLY / piece.length());
    String event = LocalApi.event("complaint.bare.json", Instant.now());
    ObjectNode bounce = FunctionEvents.bounce(words);

    assertThat(system.function("feedback").invoke(bytes(bounce)))
        .isInstanceOf(LocalReply.Answer.class);
    assertThat(system.function("feedback").invoke(event.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(LocalReply.Answer.class);
  }

  /** SES names at most 50 recipients today, but does not promise this limit. */
  @Test
  void feedbackTakesAThousandRecipientsOfOneMessage() throws Exception {
    ObjectNode event =
        (ObjectNode) JSON.readTree(LocalApi.event("complaint.bare.json", Instant.now()));
    ArrayNode sentTo = ((ObjectNode) event.path("mail")).putArray("destination");
    ArrayNode complained = ((ObjectNode) event.path("complaint")).putArray("complainedRecipients");
    for (int i = 0; i < 1_000; i++) {
      sentTo.add("user" + i + "@example.net");
      complained.addObject().put("emailAddress", "user" + i + "@example.net");
    }

    assertThat(system.function("feedback").invoke(bytes(event)))
        .isInstanceOf(LocalReply.Answer.class);
    assertThat(new LocalApi(system.address())
            .verdict("user999@example.net")
            .path("reason")
            .asText())
        .isEqualTo("COMPLAINT");
  }

  /** The most that Lambda hands over at once (AWS Lambda quotas: 6 MB). */
  @Test
  void feedbackTakesABatchAsLargeAsLambdaHandsOver() throws Exception {
    ObjectNode batch =
        (ObjectNode) JSON.readTree(LocalApi.event("access-denied.sqs.json", Instant.now()));
    ObjectNode record = (ObjectNode) batch.at("/Records/0");
    String message = record.path("body").asText();
    int copies = Soak.cases(100, 2_500);
    String padding = " ".repeat(6_000_000 / copies - record.toString().length());
    ArrayNode records = batch.putArray("Records");
    for (int i = 0; i < copies; i++) {
      String body = message.replace("gone@", "user" + i + "@") + padding;
      records.add(record.deepCopy().put("body", body).put("messageId", "message-" + i));
    }

    LocalReply reply = system.function("feedback").invoke(bytes(batch));

    assertThat(reply).isInstanceOf(LocalReply.Answer.class);
    assertThat(JSON.readTree(((LocalReply.Answer) reply).body()).path("batchItemFailures"))
        .isEmpty();
  }

  private static byte[] bytes(ObjectNode event) throws IOException {
    return JSON.writeValueAsBytes(event);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
