package dev.hardstop.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A filter of an event source mapping (AWS Lambda developer guide, "Control which events Lambda
 * sends to your function"). It knows exact values, {@code exists} and {@code prefix}; a pattern with
 * anything else is refused, so that none is applied wrongly.
 */
public final class FilterPattern {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode pattern;

  private FilterPattern(JsonNode pattern) {
    this.pattern = pattern;
    require(pattern, true);
  }

  /**
   * @throws IllegalArgumentException when the pattern is not JSON, or has a matcher that is not known
   *     here, or one that Lambda does not apply to an object
   */
  public static FilterPattern of(String pattern) {
    try {
      return new FilterPattern(JSON.readTree(pattern));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a filter pattern is not JSON", e);
    }
  }

  /** Whether a record passes one of the patterns, or there are none. */
  public static boolean passes(List<FilterPattern> patterns, JsonNode event) {
    return patterns.isEmpty() || patterns.stream().anyMatch(each -> each.matches(event));
  }

  /** Whether a record passes. */
  public boolean matches(JsonNode event) {
    return matches(pattern, event);
  }

  private static boolean matches(JsonNode pattern, JsonNode value) {
    if (pattern.isObject()) {
      return pattern.properties().stream()
          .allMatch(field -> matches(field.getValue(), value.path(field.getKey())));
    }
    return StreamSupport.stream(pattern.spliterator(), false)
        .anyMatch(matcher -> isMatchedBy(matcher, value));
  }

  private static boolean isMatchedBy(JsonNode matcher, JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .anyMatch(element -> isMatchedBy(matcher, element));
    }
    if (!matcher.isObject()) {
      return matcher.equals(value);
    }
    if (matcher.has("exists")) {
      // Lambda looks at leaves only: an object in this place does not exist for it.
      boolean exists = value.isValueNode() && !value.isMissingNode();
      return matcher.path("exists").asBoolean() == exists;
    }
    return value.isTextual() && value.asText().startsWith(matcher.path("prefix").asText());
  }

  private static void require(JsonNode pattern, boolean isWhole) {
    if (pattern.isObject() && !pattern.isEmpty()) {
      pattern.properties().forEach(field -> {
        if (field.getKey().startsWith("$")) {
          throw unknown(field.getKey());
        }
        require(field.getValue(), false);
      });
    } else if (isWhole || !pattern.isArray() || pattern.isEmpty()) {
      throw unknown(pattern.toString());
    } else {
      pattern.forEach(FilterPattern::requireMatcher);
    }
  }

  private static void requireMatcher(JsonNode matcher) {
    boolean isKnown = matcher.isObject()
        ? matcher.size() == 1
            && (matcher.path("exists").isBoolean() || matcher.path("prefix").isTextual())
        : matcher.isValueNode();
    if (!isKnown) {
      throw unknown(matcher.toString());
    }
  }

  private static IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException("a filter pattern that is not known here: " + what);
  }
}
