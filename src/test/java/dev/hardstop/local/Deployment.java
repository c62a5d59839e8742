package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.cloudformation.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The part of template.yaml that can run without AWS: the functions and the routes of the HTTP API.
 */
public record Deployment(List<FunctionDefinition> functions, List<LocalRoute> routes) {
  static final String HANDLER_VARIABLE = "QUARKUS_LAMBDA_HANDLER";

  public Deployment {
    functions = List.copyOf(functions);
    routes = List.copyOf(routes);
  }

  /** The deployment of a SAM template with the defaults of its parameters. */
  public static Deployment read(Path template) {
    return of(Stack.of(template, Map.of()));
  }

  /** The deployment of a stack. */
  public static Deployment of(Stack stack) {
    List<FunctionDefinition> functions = new ArrayList<>();
    List<LocalRoute> routes = new ArrayList<>();
    for (JsonNode resource : stack.ofType("AWS::Serverless::Function").values()) {
      FunctionDefinition function = function(stack.globals(), resource.path("Properties"));
      functions.add(function);
      routes.addAll(routes(function.handler(), resource.at("/Properties/Events")));
    }
    return new Deployment(functions, routes);
  }

  /** The function that runs this handler. */
  public FunctionDefinition function(String handler) {
    return functions.stream()
        .filter(function -> function.handler().equals(handler))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no function runs " + handler));
  }

  /** Whether the function of this handler is called by the HTTP API. */
  public boolean isBehindHttpApi(String handler) {
    return routes.stream().anyMatch(route -> route.handler().equals(handler));
  }

  /** Where a request goes; empty where the API has neither a route for it nor {@code $default}. */
  Optional<LocalRoute.Match> route(String method, String path) {
    Stream<LocalRoute.Match> fitting =
        routes.stream().map(route -> route.match(method, path)).flatMap(Optional::stream);
    return fitting.min(LocalRoute.MOST_SPECIFIC_FIRST);
  }

  private static FunctionDefinition function(JsonNode globals, JsonNode properties) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode all : List.of(globals, properties)) {
      all.at("/Environment/Variables")
          .properties()
          .forEach(
              variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    }
    JsonNode memory = properties.path("MemorySize");
    return new FunctionDefinition(
        variables.get(HANDLER_VARIABLE),
        Duration.ofSeconds(properties.path("Timeout").asInt()),
        (memory.isMissingNode() ? globals.path("MemorySize") : memory).asInt(),
        variables);
  }

  /** The handler that a function's properties name; empty where they name none. */
  static String handler(JsonNode properties) {
    return properties
        .path("Environment")
        .path("Variables")
        .path(HANDLER_VARIABLE)
        .asText("");
  }

  private static List<LocalRoute> routes(String handler, JsonNode events) {
    List<LocalRoute> routes = new ArrayList<>();
    for (JsonNode event : events) {
      if (event.path("Type").asText().equals("HttpApi")) {
        JsonNode properties = event.path("Properties");
        routes.add(new LocalRoute(
            handler,
            properties.path("Method").asText("*"),
            properties.path("Path").asText("")));
      }
    }
    return routes;
  }
}
