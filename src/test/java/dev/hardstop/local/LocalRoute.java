package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A route of the HTTP API, matched as API Gateway does it: segment by segment, on the decoded path
 * (API Gateway developer guide, "Routes for HTTP APIs").
 *
 * @param handler whose function it calls
 * @param method an HTTP method, {@code *} or {@code ANY} for all
 * @param path such as {@code /v1/addresses/{address}}; empty for {@code $default}
 */
record LocalRoute(String handler, String method, String path) {
  static final Comparator<Match> MOST_SPECIFIC_FIRST = Comparator.<Match, Boolean>comparing(
          match -> match.route().path().isEmpty())
      .thenComparing(match -> match.parameters().size())
      .thenComparing(match -> match.route().isForAllMethods());

  LocalRoute {
    requireNonNull(handler, "handler is null");
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
  }

  /** A route and what its parameters stand for, decoded. */
  record Match(LocalRoute route, Map<String, String> parameters) {}

  /** As it stands in the event: {@code GET /v1/health}, {@code $default}. */
  String key() {
    return path.isEmpty() ? "$default" : (isForAllMethods() ? "ANY" : method) + " " + path;
  }

  Optional<Match> match(String requested, String decodedPath) {
    if (path.isEmpty()) {
      return Optional.of(new Match(this, Map.of()));
    }
    if (!isForAllMethods() && !method.equalsIgnoreCase(requested)) {
      return Optional.empty();
    }
    return parameters(decodedPath).map(parameters -> new Match(this, parameters));
  }

  private boolean isForAllMethods() {
    return method.equals("*") || method.equalsIgnoreCase("ANY");
  }

  private Optional<Map<String, String>> parameters(String decodedPath) {
    String[] wanted = path.split("/", -1);
    String[] found = decodedPath.split("/", -1);
    if (wanted.length != found.length) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{") && !found[i].isEmpty()) {
        parameters.put(wanted[i].substring(1, wanted[i].length() - 1), found[i]);
      } else if (!wanted[i].equals(found[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
