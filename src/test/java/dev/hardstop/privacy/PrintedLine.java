package dev.hardstop.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A line that the process of a function prints: a JSON object, whose texts are read as they were. */
final class PrintedLine {
  private static final ObjectReader JSON =
      new ObjectMapper().reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A line of a stack trace, its first ones in either order of class and message. */
  private static final Pattern TRACE =
      Pattern.compile("\\s*|\\s+at .*|Caused by: .*|\\s+\\.\\.\\. \\d+ (more|common frames omitted)"
          + "|[\\w.$]+(Exception|Error)(: .*)?|.*: [\\w.$]+(Exception|Error)");

  private PrintedLine() {}

  /** Each text of the object, names included; nothing where it is no object. */
  static Optional<List<String>> texts(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json.isObject()) {
        List<String> texts = new ArrayList<>();
        add(json, texts);
        return Optional.of(texts);
      }
    } catch (JsonProcessingException broken) {
      // Then it is none.
    }
    return Optional.empty();
  }

  /** Whether the runtime, not Hardstop, prints a handler's exception in this form. */
  static boolean isOfATrace(String line) {
    return TRACE.matcher(line).matches();
  }

  private static void add(JsonNode json, List<String> texts) {
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      texts.add(member.getKey());
      add(member.getValue(), texts);
    }
    if (json.isArray()) {
      json.forEach(element -> add(element, texts));
    }
    if (json.isTextual()) {
      texts.add(json.textValue());
    }
  }
}
