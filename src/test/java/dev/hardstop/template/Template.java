package dev.hardstop.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.cloudformation.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** template.yaml with all features that its parameters can switch on. */
final class Template {
  static final Map<String, String> EVERYTHING = Map.of(
      "AlertSender", "alerts@example.com",
      "AlertRecipients", "postmaster@example.com,ann@example.org",
      "AlertEmail", "operator@example.com",
      "BrakeConfigurationSets", "marketing,receipts",
      "SesList", "follow");

  private final Stack stack;

  private Template(Stack stack) {
    this.stack = stack;
  }

  static Template ofProject() {
    return new Template(Stack.ofProject(EVERYTHING));
  }

  static Template of(Path file) {
    return new Template(Stack.of(file, Map.of()));
  }

  JsonNode resource(String name) {
    return stack.properties(name);
  }

  JsonNode globals() {
    return stack.globals();
  }

  Map<String, JsonNode> parameters() {
    return stack.parameters();
  }

  Map<String, JsonNode> ofType(String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    stack.ofType(type).forEach((name, resource) -> found.put(name, resource.path("Properties")));
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

  static List<JsonNode> statements(JsonNode policy) {
    List<JsonNode> statements = new ArrayList<>();
    policy.path("PolicyDocument").path("Statement").forEach(statements::add);
    return statements;
  }
}
