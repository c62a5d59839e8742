package dev.hardstop.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.hardstop.rules.RuleFiles.RuleFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Reads TOML files into records. A key that the record does not have, and a value of another type, are errors. The
 * message names the file and the rule, network or word class or, if the file is not valid TOML, the line.
 */
final class TomlReader {
  private final TomlMapper mapper = TomlMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .withCoercionConfig(
          LogicalType.Textual,
          texts -> texts
              .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
              .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
              .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
      .withCoercionConfig(
          LogicalType.Boolean,
          booleans -> booleans
              .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
              .setCoercion(CoercionInputShape.String, CoercionAction.Fail))
      .build();

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @throws RuleFileException if the content does not fit the type
   */
  <T> T read(String file, String content, Class<T> type) {
    try {
      return mapper.readValue(content, type);
    } catch (JsonMappingException invalid) {
      throw new RuleFileException(file, table(content, invalid) + problem(invalid), invalid);
    } catch (JsonProcessingException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
      throw new RuleFileException(file, "line " + line + ": invalid TOML", broken);
    }
  }

  /**
   * The text of a rule file of this build.
   *
   * @throws RuleFileException if there is no such file
   */
  static String resource(String file) {
    try (InputStream in = TomlReader.class.getResourceAsStream("/rules/" + file)) {
      if (in == null) {
        throw new RuleFileException(file, "no such file");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the name of the invalid table, such as {@code rule codes.550: }; empty outside of tables. */
  private String table(String content, JsonMappingException invalid) {
    List<JsonMappingException.Reference> path = invalid.getPath();
    if (path.size() < 2 || path.get(1).getIndex() < 0) {
      return "";
    }
    String kind = path.get(0).getFieldName();
    int index = path.get(1).getIndex();
    String id = idOf(content, kind, index);
    return kind + " " + (id.isEmpty() ? "number " + (index + 1) : id) + ": ";
  }

  private String idOf(String content, String kind, int index) {
    try {
      JsonNode tables = mapper.readTree(content).path(kind);
      return tables.path(index).path("id").asText();
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("TOML that was read once cannot be read again", broken);
    }
  }

  private static String problem(JsonMappingException invalid) {
    if (invalid instanceof UnrecognizedPropertyException unknown) {
      return "unknown key " + unknown.getPropertyName();
    }
    if (invalid instanceof ValueInstantiationException && invalid.getCause() != null) {
      return invalid.getCause().getMessage();
    }
    return "invalid type of " + keyOf(invalid);
  }

  private static String keyOf(JsonMappingException invalid) {
    return invalid.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .reduce((first, last) -> last)
        .orElse("the file");
  }
}
