package dev.hardstop.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads JSON values of limited size from a stream. A value of more than {@link TextLines#LONGEST_LINE} characters is
 * skipped. A value with more than {@value #DEEPEST_NESTING} levels of nesting ends the reading with a {@code
 * StreamConstraintsException}.
 */
final class JsonTrees {
  static final int DEEPEST_NESTING = 100;

  /** The longest text that the parser may hold, in characters. */
  private static final int LONGEST_TEXT = 4_000_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Names of members come from untrusted input, so they are not cached for the life of the process. */
  static final JsonFactory FACTORY = JsonFactory.builder()
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(DEEPEST_NESTING)
          .maxStringLength(LONGEST_TEXT)
          .maxNameLength(TextLines.LONGEST_LINE)
          .build())
      .build();

  private JsonTrees() {}

  /** The value of a text that consists of exactly one JSON value; empty otherwise. */
  static Optional<JsonNode> find(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      Optional<JsonNode> value = read(parser);
      return parser.nextToken() == null ? value : Optional.empty();
    } catch (IOException invalid) {
      return Optional.empty();
    }
  }

  /** The first value of a text; empty if it is not JSON, or too long. */
  static Optional<JsonNode> findFirst(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return parser.nextToken() == null ? Optional.empty() : read(parser);
    } catch (IOException invalid) {
      return Optional.empty();
    }
  }

  /**
   * Reads the value whose first token is the current one, and leaves the parser at its last token.
   *
   * @return empty if the value is too long
   */
  static Optional<JsonNode> read(JsonParser parser) throws IOException {
    Bounded reading = new Bounded(parser);
    JsonNode value = reading.value();
    return reading.isTooLong ? Optional.empty() : Optional.of(value);
  }

  /** Builds a value. Once it is too long, its remaining tokens are only skipped. */
  private static final class Bounded {
    private final JsonParser parser;
    private final long start;
    private boolean isTooLong;

    Bounded(JsonParser parser) {
      this.parser = parser;
      this.start = parser.currentTokenLocation().getCharOffset();
    }

    JsonNode value() throws IOException {
      isTooLong |= parser.currentLocation().getCharOffset() - start > TextLines.LONGEST_LINE;
      JsonToken token = parser.currentToken();
      if (token == JsonToken.START_OBJECT) {
        return object();
      }
      if (token == JsonToken.START_ARRAY) {
        return array();
      }
      return scalar(token);
    }

    private JsonNode object() throws IOException {
      ObjectNode object = NODES.objectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = isTooLong ? "" : parser.currentName();
        parser.nextToken();
        JsonNode member = value();
        if (!isTooLong) {
          object.set(name, member);
        }
      }
      return object;
    }

    private JsonNode array() throws IOException {
      ArrayNode array = NODES.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonNode element = value();
        if (!isTooLong) {
          array.add(element);
        }
      }
      return array;
    }

    private JsonNode scalar(JsonToken token) throws IOException {
      if (isTooLong) {
        return NODES.nullNode();
      }
      return switch (token) {
        case VALUE_STRING -> text();
        case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
        case VALUE_NUMBER_FLOAT -> decimal();
        case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
        default -> NODES.nullNode();
      };
    }

    /** Null if the exponent is too large for {@code BigDecimal}. Such a number is neither a time nor an id. */
    private JsonNode decimal() throws IOException {
      try {
        return NODES.numberNode(parser.getDecimalValue());
      } catch (NumberFormatException tooLarge) {
        return NODES.nullNode();
      }
    }

    private JsonNode text() throws IOException {
      if (parser.getTextLength() > TextLines.LONGEST_LINE) {
        isTooLong = true;
        return NODES.nullNode();
      }
      return NODES.textNode(parser.getText());
    }
  }

  /**
   * Returns the value without characters that a queue refuses. Bytes that could not be decoded, noncharacters and
   * unpaired surrogates become U+FFFD, which no valid address contains.
   */
  static JsonNode printable(JsonNode value) {
    if (value.isObject()) {
      ObjectNode object = NODES.objectNode();
      value
          .properties()
          .forEach(member -> object.set(printable(member.getKey()), printable(member.getValue())));
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = NODES.arrayNode();
      value.forEach(element -> array.add(printable(element)));
      return array;
    }
    return value.isTextual() ? NODES.textNode(printable(value.textValue())) : value;
  }

  private static String printable(String text) {
    if (text.codePoints().allMatch(JsonTrees::isCharacter)) {
      return text;
    }
    return text.codePoints()
        .map(c -> isCharacter(c) ? c : 0xfffd)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Whether a queue accepts the code point, and it is not a mark of the {@link TextDecoder}. */
  static boolean isCharacter(int c) {
    return (c < 0xd800 || c > 0xdfff)
        && (c & 0xfffe) != 0xfffe
        && (c > 0xffff || !TextDecoder.isUndecoded((char) c));
  }
}
