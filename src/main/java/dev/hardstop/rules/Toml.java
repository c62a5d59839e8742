package dev.hardstop.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.List;

/** Reads a rule file's TOML; its errors name the file and the line. */
final class Toml {
  private Toml() {}

  /** The tables of one name: the only thing such a file may hold. */
  static JsonNode tables(String file, String content, String name) {
    JsonNode document = parse(file, content);
    document.fieldNames().forEachRemaining(key -> {
      if (!key.equals(name)) {
        throw new RuleFileException(file, "unknown key " + key);
      }
    });
    return document.path(name);
  }

  /** The texts of the one list that a file holds. */
  static List<String> texts(String file, String content, String name) {
    TomlTable table = new TomlTable(file, "the file", parse(file, content));
    List<String> texts = table.texts(name);
    table.refuseUnread();
    return texts;
  }

  private static JsonNode parse(String file, String content) {
    try {
      return new TomlMapper().readTree(content);
    } catch (JsonProcessingException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
      throw new RuleFileException(file, "line " + line + " is no TOML", broken);
    }
  }
}
