package dev.hardstop.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A map attribute whose values are strings and nested maps. Empty strings are left out. */
final class AttributeMap {
  private final Map<String, AttributeValue> values;

  AttributeMap() {
    this(new HashMap<>());
  }

  private AttributeMap(Map<String, AttributeValue> values) {
    this.values = values;
  }

  /**
   * @throws IllegalArgumentException if the value is not a map
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
   * Returns the map of this name; empty if there is none.
   *
   * @throws IllegalArgumentException if the value is not a map
   */
  Optional<AttributeMap> part(String name) {
    return Optional.ofNullable(values.get(name)).map(AttributeMap::of);
  }

  /** Returns the names of all values. */
  Set<String> names() {
    return values.keySet();
  }

  /**
   * Returns the string of this name; empty if there is none.
   *
   * @throws IllegalArgumentException if the value is not a string
   */
  String get(String name) {
    return find(name).orElse("");
  }

  /**
   * Returns the string of this name, if there is one.
   *
   * @throws IllegalArgumentException if the value is not a string
   */
  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).map(AttributeMap::string);
  }

  /**
   * Returns the string in a value.
   *
   * @throws IllegalArgumentException if the value is not a string
   */
  static String string(AttributeValue value) {
    if (value.s() == null) {
      throw new IllegalArgumentException("not a string");
    }
    return value.s();
  }

  /**
   * Returns the string of this name.
   *
   * @throws IllegalArgumentException if there is none, or the value is not a string
   */
  String require(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  /**
   * Returns the boolean of this name, which is stored as a string.
   *
   * @throws IllegalArgumentException if the value is neither true nor false
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
   * Replaces each unpaired surrogate by a question mark. The SDK cannot send an unpaired surrogate, so
   * a record with one would fail for ever. The digest of {@code Evidence.order()} replaces them in the
   * same way, so the stored evidence has the same order as the original.
   */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
