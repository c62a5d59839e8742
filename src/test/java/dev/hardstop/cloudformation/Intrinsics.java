package dev.hardstop.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Resolves intrinsic functions; one that it does not know is an error. */
record Intrinsics(ParameterValues parameters, JsonNode conditions, JsonNode resources) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^!}]+)}");

  boolean condition(String name) {
    if (!conditions.has(name)) {
      throw new IllegalArgumentException("there is no condition " + name);
    }
    return isTrue(conditions.path(name));
  }

  boolean isTrue(JsonNode node) {
    if (!isFunction(node)) {
      throw new IllegalArgumentException("no condition: " + node);
    }
    String name = node.fieldNames().next();
    JsonNode argument = node.path(name);
    return switch (name) {
      case "Condition" -> condition(argument.asText());
      case "Fn::Equals" ->
        resolve(argument.get(0)).asText().equals(resolve(argument.get(1)).asText());
      case "Fn::Not" -> !isTrue(argument.get(0));
      case "Fn::And" -> elements(argument).stream().allMatch(this::isTrue);
      case "Fn::Contains" ->
        texts(argument.get(0)).contains(resolve(argument.get(1)).asText());
      case "Fn::Or" -> elements(argument).stream().anyMatch(this::isTrue);
      default -> throw new IllegalArgumentException("no condition: " + name);
    };
  }

  /** The same without functions; a missing node for {@code AWS::NoValue}. */
  JsonNode resolve(JsonNode node) {
    if (isFunction(node)) {
      String name = node.fieldNames().next();
      return call(name, node.path(name));
    }
    if (node.isArray()) {
      ArrayNode array = JSON.arrayNode();
      elements(node).stream()
          .map(this::resolve)
          .filter(element -> !element.isMissingNode())
          .forEach(array::add);
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JSON.objectNode();
      node.properties().forEach(field -> {
        JsonNode value = resolve(field.getValue());
        if (!value.isMissingNode()) {
          object.set(field.getKey(), value);
        }
      });
      return object;
    }
    return node;
  }

  /** A statement's condition has the name of a function, too; that is no text. */
  private static boolean isFunction(JsonNode node) {
    if (!node.isObject() || node.size() != 1) {
      return false;
    }
    String name = node.fieldNames().next();
    return name.equals("Ref")
        || name.startsWith("Fn::")
        || name.equals("Condition") && node.path(name).isTextual();
  }

  private JsonNode call(String name, JsonNode argument) {
    return switch (name) {
      case "Ref" -> reference(argument.asText());
      case "Fn::GetAtt" -> text(attribute(argument));
      case "Fn::If" -> resolve(argument.get(condition(argument.get(0).asText()) ? 1 : 2));
      case "Fn::Join" -> text(String.join(literal(argument), texts(argument.get(1))));
      case "Fn::Split" -> {
        ArrayNode parts = JSON.arrayNode();
        for (String part :
            resolve(argument.get(1)).asText().split(Pattern.quote(literal(argument)), -1)) {
          parts.add(part);
        }
        yield parts;
      }
      case "Fn::Sub" -> text(substituted(argument));
      default -> throw new IllegalArgumentException("unknown function " + name);
    };
  }

  private JsonNode reference(String name) {
    if (name.equals("AWS::NoValue")) {
      return MissingNode.getInstance();
    }
    return parameters.has(name) ? parameters.value(name) : text(resource(name));
  }

  private String attribute(JsonNode argument) {
    String name = argument.isArray() ? String.join(".", texts(argument)) : argument.asText();
    resource(name.substring(0, name.indexOf('.')));
    return name;
  }

  private String resource(String name) {
    if (!resources.has(name)) {
      throw new IllegalArgumentException("there is no resource " + name);
    }
    return name;
  }

  /** CloudFormation accepts no function as a delimiter. */
  private static String literal(JsonNode argument) {
    JsonNode delimiter = argument.get(0);
    if (!delimiter.isTextual()) {
      throw new IllegalArgumentException("the delimiter is no literal: " + delimiter);
    }
    return delimiter.asText();
  }

  private String substituted(JsonNode argument) {
    Map<String, String> own = new TreeMap<>();
    String pattern = argument.asText();
    if (argument.isArray()) {
      pattern = argument.get(0).asText();
      argument.get(1).properties().forEach(it -> own.put(it.getKey(), one(it.getValue())));
    }
    return REFERENCE.matcher(pattern).replaceAll(found -> {
      String name = found.group(1);
      if (own.containsKey(name)) {
        return Matcher.quoteReplacement(own.get(name));
      }
      if (parameters.has(name)) {
        return Matcher.quoteReplacement(one(JSON.objectNode().put("Ref", name)));
      }
      resource(name.contains(".") ? name.substring(0, name.indexOf('.')) : name);
      return Matcher.quoteReplacement(found.group());
    });
  }

  private String one(JsonNode value) {
    JsonNode resolved = resolve(value);
    if (!resolved.isValueNode()) {
      throw new IllegalArgumentException("no single value: " + value);
    }
    return resolved.asText();
  }

  private List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    elements(resolve(list)).forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static JsonNode text(String text) {
    return JSON.textNode(text);
  }
}
