package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The answer that the README shows is the answer to the example that it sends. */
class ReadmeAnswerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EmailAddress RECIPIENT = EmailAddress.of("gone@example.org");
  private static final String SENT = ApiFunctions.TODAY + "T10:00:00.000Z";

  @Test
  void theReadmeShowsTheAnswerToItsExample() throws IOException {
    ApiFunctions api = new ApiFunctions();
    Recorder recorder =
        new Recorder(api.book, SuppressionPolicy.standard(), api.list, Runnable::run);
    TestRecording.record(recorder, List.of(bounce(Path.of("examples/access-denied.sqs.json"))));

    String question = ApiFunctions.question(List.of("gone@example.org"));
    JsonNode answer = api.check(HttpEvent.post("/v1/check", question)).json();

    String readme = Files.readString(Path.of("README.md"));
    String shown = readme.split("```json\n", 2)[1].split("```", 2)[0];
    assertThat(JSON.readTree(shown)).hasToString(answer.toString());
  }

  /** The bounce in the SNS message of the first SQS record. */
  private static Bounce bounce(Path file) throws IOException {
    JsonNode records = JSON.readTree(Files.readString(file).replace("@SENT@", SENT));
    JsonNode message = JSON.readTree(records.at("/Records/0/body").textValue());
    JsonNode event = JSON.readTree(message.path("Message").textValue());
    JsonNode bounce = event.path("bounce");
    JsonNode recipient = bounce.at("/bouncedRecipients/0");
    Mail mail =
        new Mail(text(event.path("mail"), "messageId"), Instant.parse(SENT), List.of(RECIPIENT));
    return new Bounce(
        mail,
        text(bounce, "feedbackId"),
        Optional.of(RECIPIENT),
        new BounceType(text(bounce, "bounceType"), text(bounce, "bounceSubType")),
        new RecipientReport(
            text(recipient, "action"),
            text(recipient, "status"),
            text(recipient, "diagnosticCode"),
            "",
            ""));
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).textValue();
  }
}
