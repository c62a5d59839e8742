package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any line is answered with one line of JSON, or with several for an event. */
class ExplainFuzzTest {
  private static final JsonMapper JSON = new JsonMapper();

  @DictionaryEntries({
    "{\"id\":1,\"ses\":{\"diagnosticCode\":\"smtp; 550 5.1.1 ",
    "\"bounceType\":\"Permanent\"",
    "\"bounceSubType\":\"General\"",
    "\"remoteMtaIp\":\"192.0.2.1\"",
    "\"action\":\"delayed\"",
    "\"emailAddress\":\"bob@example.org\"",
    "\"eventType\":\"Bounce\"",
    "\"mail\":{\"timestamp\":\"2026-11-24T10:00:00.000Z\"",
    "\"bouncedRecipients\":[",
    "1e999999999",
    "\\ud800",
  })
  @FuzzTest(maxDuration = "2m")
  void everyLineIsAnswered(byte[] input) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    boolean answered = new ExplainCommand(
            new ByteArrayInputStream(input), new PrintStream(output, true, StandardCharsets.UTF_8))
        .run();

    String text = new String(input, StandardCharsets.UTF_8);
    long asked = text.lines().filter(line -> !line.isBlank()).count();
    List<String> answers = output.toString(StandardCharsets.UTF_8).lines().toList();
    if (text.contains("Type")) {
      assertThat(answers).hasSizeGreaterThanOrEqualTo((int) asked);
    } else {
      assertThat(answers).hasSize((int) asked);
    }
    boolean errors = false;
    for (String line : answers) {
      JsonNode answer = JSON.readTree(line);
      assertThat(answer.has("id")).isTrue();
      assertThat(answer.has("error")).isNotEqualTo(answer.has("reason"));
      errors |= answer.has("error");
    }
    assertThat(answered).isNotEqualTo(errors);
  }
}
