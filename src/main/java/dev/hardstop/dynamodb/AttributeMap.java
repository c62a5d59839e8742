package dev.hardstop.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A map attribute whose values are strings and further maps. An empty string is left out. */
final class AttributeMap {
  private final Map<String, AttributeValue> values;

  AttributeMap() {
    this(new HashMap<>());
  }

  private AttributeMap(Map<String, AttributeValue> values) {
    this.values = values;
  }

  /**
   * @throws IllegalArgumentException when the value is no map
   */
  static AttributeMap of(AttributeValue map) {
    if (!map.hasM()) {
      throw new IllegalArgumentException("not a map");
    }
    return new AttributeMap(map.m());
  }

  AttributeMap put(String name, String text) {
    if (!text.isEmpty()) {
      values.put(name, AttributeValue.fromS(wellFormed(text)));
    }
    return this;
  }

  /** Adds a map. */
  AttributeMap put(String name, AttributeMap part) {
    values.put(name, part.toValue());
    return this;
  }

  /**
   * The map of this name; empty where there is none.
   *
   * @throws IllegalArgumentException when the value is no map
   */
  Optional<AttributeMap> part(String name) {
    return Optional.ofNullable(values.get(name)).map(AttributeMap::of);
  }

  /** The names of all values. */
  Set<String> names() {
    return values.keySet();
  }

  /**
   * The string of this name; empty where there is none.
   *
   * @throws IllegalArgumentException when the value is no string
   */
  String get(String name) {
    return find(name).orElse("");
  }

  /**
   * The string of this name, if there is one.
   *
   * @throws IllegalArgumentException when the value is no string
   */
  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).map(AttributeMap::string);
  }

  /**
   * The string that a value is.
   *
   * @throws IllegalArgumentException when it is no string
   */
  static String string(AttributeValue value) {
    if (value.s() == null) {
      throw new IllegalArgumentException("not a string");
    }
    return value.s();
  }

  /**
   * The string of this name.
   *
   * @throws IllegalArgumentException when there is none, or the value is no string
   */
  String require(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  /**
   * The boolean of this name, stored as a string.
   *
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
    return AttributeValue.fromM(values);
  }

  /**
   * Replaces an unpaired surrogate by a question mark. The SDK cannot send one, so the record that
   * brought it would fail for ever. The digest of {@code Evidence.order()} does the same, so the
   * stored evidence has the same order as the original.
   */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
