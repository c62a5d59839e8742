package dev.hardstop.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The texts of a map in an item, by name. An empty text and none are the same. */
final class AttributeTexts {
  private final Map<String, AttributeValue> texts;

  AttributeTexts() {
    this(new HashMap<>());
  }

  private AttributeTexts(Map<String, AttributeValue> texts) {
    this.texts = texts;
  }

  /**
   * @throws IllegalArgumentException when the value is no map
   */
  static AttributeTexts of(AttributeValue map) {
    if (!map.hasM()) {
      throw new IllegalArgumentException("no map");
    }
    return new AttributeTexts(map.m());
  }

  AttributeTexts put(String name, String text) {
    if (!text.isEmpty()) {
      texts.put(name, AttributeValue.fromS(wellFormed(text)));
    }
    return this;
  }

  /** Texts within. */
  AttributeTexts put(String name, AttributeTexts part) {
    texts.put(name, part.toValue());
    return this;
  }

  /**
   * The texts within; empty where there are none.
   *
   * @throws IllegalArgumentException when there is something else
   */
  Optional<AttributeTexts> part(String name) {
    return Optional.ofNullable(texts.get(name)).map(AttributeTexts::of);
  }

  /** Which names there are. */
  Set<String> names() {
    return texts.keySet();
  }

  /** The text of this name, empty where there is none. */
  String get(String name) {
    return find(name).orElse("");
  }

  /**
   * @throws IllegalArgumentException when there is something else than a text
   */
  Optional<String> find(String name) {
    AttributeValue value = texts.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.s() == null) {
      throw new IllegalArgumentException("no text");
    }
    return Optional.of(value.s());
  }

  /**
   * @throws IllegalArgumentException when it is neither true nor false
   */
  boolean flag(String name) {
    return switch (get(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  AttributeValue toValue() {
    return AttributeValue.fromM(texts);
  }

  /**
   * Half a surrogate pair is no text: the SDK could not send it, and the record that brought it
   * would fail for ever. It becomes a question mark, as in the digest of {@code Evidence.order()},
   * so that the order of what is stored is the order of what was said.
   */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
