package dev.hardstop.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One table of a rule file, every key of which must be known and of its type. */
final class TomlTable {
  private final String file;
  private final String name;
  private final JsonNode node;
  private final Set<String> unread = new HashSet<>();

  TomlTable(String file, String name, JsonNode node) {
    this.file = file;
    this.name = name;
    this.node = node;
    if (!node.isObject()) {
      throw problem("is no table");
    }
    node.fieldNames().forEachRemaining(unread::add);
  }

  /** The same table under the name that its id gives it. */
  TomlTable named(String prefix) {
    JsonNode id = node.path("id");
    return id.isTextual() ? new TomlTable(file, prefix + " " + id.textValue(), node) : this;
  }

  /** A table inside this one. */
  TomlTable inner(String what, JsonNode inside) {
    return new TomlTable(file, name + ": " + what, inside);
  }

  String text(String key) {
    String text = optionalText(key, "");
    if (text.isBlank()) {
      throw problem("has no " + key);
    }
    return text;
  }

  String optionalText(String key, String otherwise) {
    unread.remove(key);
    JsonNode value = node.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw problem(key + " is no text");
    }
    return value.textValue();
  }

  /** The texts of a list; empty where the key is absent, never where it is there. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(key)) {
      if (!element.isTextual() || element.textValue().isBlank()) {
        throw problem(key + " has an entry that is no text");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The elements of a list; empty where the key is absent, never where it is there. */
  List<JsonNode> list(String key) {
    unread.remove(key);
    JsonNode value = node.get(key);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || value.isEmpty()) {
      throw problem(key + " is no list with entries");
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  /** To be called last: a key that nobody asked for is misspelt. */
  void refuseUnread() {
    if (!unread.isEmpty()) {
      throw problem("has an unknown key " + unread.iterator().next());
    }
  }

  RuleFileException problem(String what) {
    return new RuleFileException(file, name + " " + what);
  }
}
