package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN_USER =
      "{\"diagnosticCode\":\"smtp; 550 5.1.1 <gone@example.org>: User unknown\"}";

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void argumentIsExplainedInWords() {
    assertThat(run("", "smtp; 550 5.4.1 Recipient address rejected: Access denied."))
        .isTrue();

    assertThat(lines().get(0)).isEqualTo("ACCESS_DENIED");
    assertThat(text())
        .contains("culprit     address")
        .contains("rule        microsoft.")
        .contains("suppressed for 90 days");
  }

  @Test
  void unquotedArgumentIsTheSame() {
    run("", "smtp; 550 5.4.1 Recipient address rejected: Access denied.");
    String quoted = text();
    output.reset();

    run("", "smtp;", "550", "5.4.1", "Recipient", "address", "rejected:", "Access", "denied.");

    assertThat(text()).isEqualTo(quoted);
  }

  @Test
  void aReplyCannotControlTheTerminal() {
    run("", "smtp; 550 5.1.1 User unknown \u001b[2J \u0007 \u202e");

    assertThat(text()).startsWith("INVALID_RECIPIENT").doesNotContain("\u001b", "\u0007", "\u202e");
  }

  @Test
  void answersHaveExactlyTheseKeys() {
    assertThat(run("{\"id\":1,\"ses\":" + UNKNOWN_USER + "}\n")).isTrue();

    assertThat(answers()).hasSize(1);
    assertThat(answers().get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "id", "reason", "culprit", "ruleId", "confidence", "decision", "decidedBy");
    assertThat(answers().get(0).path("reason").asText()).isEqualTo("INVALID_RECIPIENT");
    assertThat(answers().get(0).path("culprit").asText()).isEqualTo("address");
    assertThat(answers().get(0).path("decision").asText()).isEqualTo("suppressed");
    assertThat(text()).doesNotContain("gone@example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.0",
        "12345678901234567890123456789.10",
        "\"a\"",
        "null",
        "[1,{}]",
        "\"\u00e4\u4e2d\""
      })
  void theIdIsReturnedUnchanged(String id) {
    run("{\"id\":" + id + ",\"ses\":" + UNKNOWN_USER + "}");

    assertThat(text()).startsWith("{\"id\":" + id + ",");
  }

  @Test
  void sesBounceTypeAndServerCount() {
    run("{\"id\":1,\"ses\":{},\"bounceType\":\"Permanent\",\"bounceSubType\":\"General\"}\n"
        + "{\"id\":2,\"ses\":{}}");

    assertThat(answers())
        .extracting(answer -> answer.path("reason").asText())
        .containsExactly("SES_PERMANENT", "UNDETERMINED");
  }

  @Test
  void wholeEventIsAnsweredOnceForEachRecipient() {
    String event = "{\"eventType\":\"Bounce\",\"mail\":{\"timestamp\":\"2026-11-24T10:00:00.000Z\","
        + "\"messageId\":\"m-1\",\"destination\":[\"a@example.org\",\"b@example.org\"]},"
        + "\"bounce\":{\"bounceType\":\"Permanent\",\"bounceSubType\":\"General\","
        + "\"bouncedRecipients\":[{\"emailAddress\":\"a@example.org\",\"action\":\"delayed\","
        + "\"diagnosticCode\":\"smtp; 451 4.2.1 try later\"},"
        + "{\"emailAddress\":\"b@example.org\","
        + "\"diagnosticCode\":\"smtp; 550 5.1.1 User unknown\"}]}}";

    assertThat(run(event)).isTrue();

    assertThat(answers())
        .extracting(answer -> answer.path("id").asText())
        .containsExactly("m-1", "m-1");
    assertThat(answers())
        .extracting(answer -> answer.path("decision").asText())
        .containsExactly("clear", "suppressed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "nonsense secret@example.org",
        "5",
        "[]",
        "\"x\"",
        "{} {}",
        "{\"id\":1e99999999999,\"ses\":{}}",
        "{\"ses\":5}",
        "{\"ses\":null}",
        "{\"id\":7}",
        "{\"eventType\":\"Bounce\"}",
        "{\"eventType\":\"Send\"}",
        "{\"notificationType\":\"Delivery\",\"mail\":{\"timestamp\":\"2026-11-24T10:00:00Z\","
            + "\"destination\":[\"a@example.org\"]},\"delivery\":{\"recipients\":[\"a@example.org\"]}}"
      })
  void anInvalidLineIsAnErrorAndTheNextLinesAreAnswered(String broken) {
    String fine = "{\"id\":\"next\",\"ses\":" + UNKNOWN_USER + "}";

    assertThat(run(broken + "\n" + fine)).isFalse();

    assertThat(answers()).hasSize(2);
    assertThat(answers().get(0).fieldNames()).toIterable().containsExactly("id", "error");
    assertThat(answers().get(0).toString()).doesNotContain("secret@example.org");
    assertThat(answers().get(1).path("id").asText()).isEqualTo("next");
  }

  @Test
  void anInvalidLineKeepsItsId() {
    run("{\"id\":{\"row\":3},\"ses\":\"text\"}");

    assertThat(answers().get(0).path("id").path("row").asInt()).isEqualTo(3);
  }

  @Test
  void veryDeepNestingIsAnInvalidLine() {
    assertThat(run("[".repeat(200_000) + "\n{\"id\":1,\"ses\":" + UNKNOWN_USER + "}"))
        .isFalse();
    assertThat(answers()).hasSize(2);
  }

  @Test
  void emptyLinesAreSkipped() {
    assertThat(run("\n  \n{\"id\":1,\"ses\":" + UNKNOWN_USER + "}\r\n\n")).isTrue();
    assertThat(answers()).hasSize(1);
  }

  private boolean run(String input, String... arguments) {
    try (PrintStream out = new PrintStream(output, true, StandardCharsets.ISO_8859_1)) {
      return new ExplainCommand(
              new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out)
          .run(arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() {
    return output.toString(StandardCharsets.UTF_8);
  }

  private List<String> lines() {
    return text().lines().toList();
  }

  private List<JsonNode> answers() {
    return lines().stream().map(ExplainCommandTest::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
