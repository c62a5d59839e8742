package dev.hardstop.cli.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes and reads a line of {@code export --format ndjson}: {@code {"hardstopExport":1,"item":{…}}}. The
 * item has the attributes that are stored ({@code DossierCodec} in {@code dynamodb} documents them), without
 * the keys of the indexes and the time to live, which depend on the time of writing. A string is a JSON
 * string, a number a JSON number, a set of strings an array, a map an object.
 */
final class ItemLine {
  /** The version of this form. A line of another version is refused. */
  static final int VERSION = 1;

  private static final String VERSION_KEY = "hardstopExport";
  private static final String ITEM = "item";
  private static final Set<String> NOT_EXPORTED = Set.of("domain", "touched", "hour", "expiresAt");
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  private ItemLine() {}

  /**
   * Returns the line of an item.
   *
   * @throws IllegalArgumentException if it has an attribute of a type that no version of Hardstop stores
   */
  static String of(Map<String, AttributeValue> attributes) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    ObjectNode item = line.put(VERSION_KEY, VERSION).putObject(ITEM);
    new TreeMap<>(attributes).forEach((name, value) -> {
      if (!NOT_EXPORTED.contains(name)) {
        item.set(name, json(value));
      }
    });
    return line.toString();
  }

  private static JsonNode json(AttributeValue value) {
    return switch (value.type()) {
      case S -> JsonNodeFactory.instance.textNode(value.s());
      case N -> JsonNodeFactory.instance.numberNode(Long.parseLong(value.n()));
      case SS -> {
        ArrayNode strings = JsonNodeFactory.instance.arrayNode();
        value.ss().stream().sorted().forEach(strings::add);
        yield strings;
      }
      case M -> {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(value.m()).forEach((name, field) -> fields.set(name, json(field)));
        yield fields;
      }
      default -> throw new IllegalArgumentException("the type of the attribute is unknown");
    };
  }

  /**
   * Returns the item of a line.
   *
   * @throws IllegalArgumentException if the text is not such a line; the message explains why and repeats no part of
   *     the text
   */
  static Map<String, AttributeValue> parse(String text) {
    JsonNode line = tree(text);
    JsonNode version = line.path(VERSION_KEY);
    if (!version.isIntegralNumber() || !line.path(ITEM).isObject()) {
      throw new IllegalArgumentException("not a line of export --format ndjson");
    }
    if (version.asLong() != VERSION) {
      throw new IllegalArgumentException(
          "a line of a version that this program does not know: update it");
    }
    Map<String, AttributeValue> item = new HashMap<>();
    line.path(ITEM)
        .properties()
        .forEach(attribute -> item.put(attribute.getKey(), value(attribute.getValue())));
    return item;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException | NumberFormatException malformed) {
      // NumberFormatException: an exponent that is too large for BigDecimal. Not chained: its
      // message repeats the line.
      throw new IllegalArgumentException("not JSON, so not a line of export --format ndjson");
    }
  }

  private static AttributeValue value(JsonNode json) {
    if (json.isTextual()) {
      return AttributeValue.fromS(json.textValue());
    }
    if (json.isIntegralNumber() && json.canConvertToLong()) {
      return AttributeValue.fromN(Long.toString(json.longValue()));
    }
    if (json.isArray() && !json.isEmpty()) {
      List<String> strings = new ArrayList<>();
      for (JsonNode string : json) {
        if (!string.isTextual()) {
          throw new IllegalArgumentException("the array contains a value that is not a string");
        }
        strings.add(string.textValue());
      }
      return AttributeValue.fromSs(strings);
    }
    if (json.isObject()) {
      Map<String, AttributeValue> fields = new HashMap<>();
      json.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
      return AttributeValue.fromM(fields);
    }
    throw new IllegalArgumentException("values of this type are not stored");
  }
}
