package dev.hardstop.ses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.sesevent.InvalidSesEventException;

/** Reads JSON as a tree, so that one handler takes events of every shape. */
final class Json {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private Json() {}

  /**
   * @throws InvalidSesEventException when the text is no JSON or nested too deeply; the message says
   *     where, and repeats nothing of it
   */
  static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      // Not chained: its message repeats the text.
      throw new InvalidSesEventException("broken JSON" + place(broken));
    }
  }

  static byte[] write(JsonNode json) throws JsonProcessingException {
    return JSON.writeValueAsBytes(json);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private static String place(JsonProcessingException broken) {
    return broken.getLocation() == null
        ? ""
        : " at line "
            + broken.getLocation().getLineNr()
            + ", column "
            + broken.getLocation().getColumnNr();
  }
}
