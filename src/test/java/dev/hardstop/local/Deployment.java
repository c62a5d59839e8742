package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What template.yaml deploys, as far as it can be had without AWS: the functions and the routes of
 * the HTTP API.
 */
public record Deployment(List<FunctionDefinition> functions, List<Route> routes) {
  static final String HANDLER_VARIABLE = "QUARKUS_LAMBDA_HANDLER";

  public Deployment {
    functions = List.copyOf(functions);
    routes = List.copyOf(routes);
  }

  /** Reads a SAM template; of CloudFormation's functions only {@code !Ref} of a parameter. */
  public static Deployment read(Path template) throws IOException {
    return new Template(new YAMLMapper().readTree(template.toFile())).deployment();
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
  Optional<Route.Match> route(String method, String path) {
    Stream<Route.Match> fitting =
        routes.stream().map(route -> route.match(method, path)).flatMap(Optional::stream);
    return fitting.min(Route.MOST_SPECIFIC_FIRST);
  }

  private record Template(JsonNode yaml) {
    Template {
      requireNonNull(yaml, "yaml is null");
    }

    Deployment deployment() {
      List<FunctionDefinition> functions = new ArrayList<>();
      List<Route> routes = new ArrayList<>();
      for (JsonNode resource : yaml.path("Resources")) {
        if (resource.path("Type").asText().equals("AWS::Serverless::Function")) {
          FunctionDefinition function = function(resource.path("Properties"));
          functions.add(function);
          routes.addAll(routes(function.handler(), resource.at("/Properties/Events")));
        }
      }
      return new Deployment(functions, routes);
    }

    private FunctionDefinition function(JsonNode properties) {
      Map<String, String> variables = new LinkedHashMap<>();
      addVariables(variables, yaml.at("/Globals/Function"));
      addVariables(variables, properties);
      return new FunctionDefinition(
          variables.get(HANDLER_VARIABLE),
          Duration.ofSeconds(number(properties, "Timeout")),
          number(properties, "MemorySize"),
          variables);
    }

    private void addVariables(Map<String, String> variables, JsonNode properties) {
      properties
          .at("/Environment/Variables")
          .properties()
          .forEach(variable -> variables.put(variable.getKey(), resolved(variable.getValue())));
    }

    /** A property of a function or, where it has none, of all functions. */
    private int number(JsonNode properties, String name) {
      JsonNode own = properties.path(name);
      JsonNode value = own.isMissingNode() ? yaml.at("/Globals/Function").path(name) : own;
      return Integer.parseInt(resolved(value));
    }

    /** The tag {@code !Ref} is lost in reading: what is called like a parameter is one. */
    private String resolved(JsonNode value) {
      return yaml.path("Parameters").path(value.asText()).path("Default").asText(value.asText());
    }

    private static List<Route> routes(String handler, JsonNode events) {
      List<Route> routes = new ArrayList<>();
      for (JsonNode event : events) {
        if (event.path("Type").asText().equals("HttpApi")) {
          JsonNode properties = event.path("Properties");
          routes.add(new Route(
              handler,
              properties.path("Method").asText("*"),
              properties.path("Path").asText("")));
        }
      }
      return routes;
    }
  }
}
