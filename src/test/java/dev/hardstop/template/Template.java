package dev.hardstop.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** template.yaml as the tests ask it; CloudFormation's own tags are read as plain values. */
final class Template {
  private final JsonNode root;

  private Template(JsonNode root) {
    this.root = root;
  }

  static Template ofProject() {
    try {
      return new Template(new YAMLMapper().readTree(Path.of("template.yaml").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode resource(String name) {
    return root.path("Resources").path(name).path("Properties");
  }

  JsonNode globals() {
    return root.path("Globals").path("Function");
  }

  Map<String, JsonNode> parameters() {
    return fields(root.path("Parameters"));
  }

  Map<String, JsonNode> ofType(String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    fields(root.path("Resources")).forEach((name, resource) -> {
      if (resource.path("Type").asText().equals(type)) {
        found.put(name, resource.path("Properties"));
      }
    });
    return found;
  }

  /** The functions by the handler they run. */
  Map<String, JsonNode> functions() {
    Map<String, JsonNode> byHandler = new TreeMap<>();
    ofType("AWS::Serverless::Function")
        .values()
        .forEach(function -> byHandler.put(
            function.at("/Environment/Variables/QUARKUS_LAMBDA_HANDLER").asText(), function));
    return byHandler;
  }

  /** The names of a function's variables, those it shares included. */
  Set<String> variables(JsonNode function) {
    Set<String> names = new TreeSet<>();
    globals().at("/Environment/Variables").fieldNames().forEachRemaining(names::add);
    function.at("/Environment/Variables").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The routes that lead to a function; {@code $default} for one without method and path. */
  static Set<String> routes(JsonNode function) {
    Set<String> routes = new TreeSet<>();
    for (JsonNode event : function.path("Events")) {
      if (event.path("Type").asText().equals("HttpApi")) {
        JsonNode properties = event.path("Properties");
        routes.add(
            properties.has("Path")
                ? properties.path("Method").asText() + " "
                    + properties.path("Path").asText()
                : "$default");
      }
    }
    return routes;
  }

  /** What a function's role may do, action by resource; resources as they are written. */
  Map<String, Set<String>> permissions(JsonNode function) {
    String role = function.path("Role").asText().replace(".Arn", "");
    Map<String, Set<String>> byResource = new TreeMap<>();
    for (JsonNode policy : resource(role).path("Policies")) {
      for (JsonNode statement : statements(policy)) {
        for (String resource : texts(statement.path("Resource"))) {
          byResource
              .computeIfAbsent(resource, added -> new TreeSet<>())
              .addAll(texts(statement.path("Action")));
        }
      }
    }
    return byResource;
  }

  /** Those as well that stand there on a condition: {@code !If [condition, statement, nothing]}. */
  static List<JsonNode> statements(JsonNode policy) {
    List<JsonNode> statements = new ArrayList<>();
    policy
        .path("PolicyDocument")
        .path("Statement")
        .forEach(statement -> statements.add(statement.isArray() ? statement.get(1) : statement));
    return statements;
  }

  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> texts.add(element.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }

  private static Map<String, JsonNode> fields(JsonNode node) {
    Map<String, JsonNode> fields = new TreeMap<>();
    node.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
    return fields;
  }
}
