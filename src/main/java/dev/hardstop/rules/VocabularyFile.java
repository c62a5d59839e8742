package dev.hardstop.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.classification.Vocabulary;

/** Reads the word classes that phrases name in braces. */
final class VocabularyFile {
  private VocabularyFile() {}

  static Vocabulary parse(String file, String content) {
    Vocabulary vocabulary = Vocabulary.NONE;
    for (JsonNode node : Toml.tables(file, content, "class")) {
      TomlTable table = new TomlTable(file, "a word class", node).named("word class");
      try {
        vocabulary =
            vocabulary.with(table.text("id"), table.texts("words"), table.texts("mistyped"));
      } catch (IllegalArgumentException invalid) {
        throw table.problem("has " + invalid.getMessage());
      }
      table.refuseUnread();
    }
    return vocabulary;
  }
}
