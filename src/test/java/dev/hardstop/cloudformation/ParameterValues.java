package dev.hardstop.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The parameters of a stack: given values and defaults. */
final class ParameterValues {
  private static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
      "AWS::AccountId", "111122223333",
      "AWS::Partition", "aws",
      "AWS::Region", "eu-central-1",
      "AWS::StackName", "hardstop",
      "AWS::StackId", "arn:aws:cloudformation:eu-central-1:111122223333:stack/hardstop/1",
      "AWS::URLSuffix", "amazonaws.com");

  private final JsonNode declared;
  private final Map<String, String> values = new TreeMap<>(PSEUDO_PARAMETERS);

  ParameterValues(JsonNode declared, Map<String, String> given) {
    this.declared = declared;
    declared.properties().forEach(parameter -> {
      JsonNode standard = parameter.getValue().path("Default");
      if (!standard.isMissingNode()) {
        values.put(parameter.getKey(), standard.asText());
      }
    });
    given.forEach((name, value) -> {
      if (!declared.has(name)) {
        throw new IllegalArgumentException("the template has no parameter " + name);
      }
      values.put(name, value);
    });
    declared.properties().forEach(it -> check(it.getKey(), it.getValue()));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return values.get(name);
  }

  /** A list where the parameter is one. */
  JsonNode value(String name) {
    if (!isList(declared.path(name))) {
      return JsonNodeFactory.instance.textNode(text(name));
    }
    var list = JsonNodeFactory.instance.arrayNode();
    elements(name).forEach(list::add);
    return list;
  }

  private List<String> elements(String name) {
    return Arrays.stream(text(name).split(","))
        .map(String::trim)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  private void check(String name, JsonNode parameter) {
    if (!has(name)) {
      throw new IllegalArgumentException("no value is given for " + name);
    }
    for (String value : isList(parameter) ? elements(name) : List.of(text(name))) {
      boolean isAdmitted = matches(parameter.path("AllowedPattern"), value)
          && isOneOf(parameter.path("AllowedValues"), value)
          && (!parameter.path("Type").asText().equals("Number") || isInRange(parameter, value));
      if (!isAdmitted) {
        JsonNode values = parameter.path("AllowedValues");
        String other = values.isMissingNode() ? "another value" : "one of " + values;
        throw new IllegalArgumentException(
            name + " must be " + parameter.path("ConstraintDescription").asText(other));
      }
    }
  }

  private static boolean isList(JsonNode parameter) {
    return parameter.path("Type").asText().equals("CommaDelimitedList");
  }

  private static boolean matches(JsonNode pattern, String value) {
    return pattern.isMissingNode() || Pattern.matches(pattern.asText(), value);
  }

  private static boolean isOneOf(JsonNode allowed, String value) {
    return allowed.isMissingNode()
        || StreamSupport.stream(allowed.spliterator(), false)
            .anyMatch(one -> one.asText().equals(value));
  }

  private static boolean isInRange(JsonNode parameter, String value) {
    BigDecimal number = new BigDecimal(value);
    JsonNode least = parameter.path("MinValue");
    JsonNode greatest = parameter.path("MaxValue");
    return (least.isMissingNode() || number.compareTo(least.decimalValue()) >= 0)
        && (greatest.isMissingNode() || number.compareTo(greatest.decimalValue()) <= 0);
  }
}
