package dev.hardstop.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Every route of the HTTP API and the handler that answers it. The check handler answers whatever
 * fits none of them as well.
 */
public enum Route {
  CHECK("POST", "/v1/check", CheckHandler.NAME),
  ADDRESSES("GET", "/v1/addresses", CheckHandler.NAME),
  ADDRESS("GET", "/v1/addresses/{address}", CheckHandler.NAME),
  DOMAIN("GET", "/v1/domains/{domain}", CheckHandler.NAME),
  INCIDENTS("GET", "/v1/incidents", CheckHandler.NAME),
  EXPLAIN("POST", "/v1/explain", CheckHandler.NAME),
  HEALTH("GET", "/v1/health", CheckHandler.NAME),
  RELEASE("POST", "/v1/release", DeskHandler.NAME),
  SUPPRESS("POST", "/v1/suppress", DeskHandler.NAME);

  private final String method;
  private final String template;
  private final String handler;

  Route(String method, String template, String handler) {
    this.method = method;
    this.template = template;
    this.handler = handler;
  }

  /** The routes at a path, one per method; empty where there is no such path. */
  static List<Route> at(String path) {
    List<Route> exact =
        Arrays.stream(values()).filter(route -> path.equals(route.template)).toList();
    return exact.isEmpty()
        ? Arrays.stream(values()).filter(route -> route.fits(path)).toList()
        : exact;
  }

  /** The one of these routes that answers the method. HEAD is GET without its body (RFC 9110). */
  static Optional<Route> of(String method, List<Route> routes) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    return routes.stream().filter(route -> route.method.equals(wanted)).findFirst();
  }

  /** The value of the header {@code Allow} for a path with these routes. */
  static String allow(List<Route> routes) {
    TreeSet<String> methods = new TreeSet<>(List.of("OPTIONS"));
    for (Route route : routes) {
      methods.add(route.method);
      if (route.method.equals("GET")) {
        methods.add("HEAD");
      }
    }
    return String.join(", ", methods);
  }

  String method() {
    return method;
  }

  String template() {
    return template;
  }

  /** The name of the handler that answers, as {@code QUARKUS_LAMBDA_HANDLER} has it. */
  public String handler() {
    return handler;
  }

  /** What stands in the place of the path's parameter, slashes included. */
  String parameterIn(String path) {
    return path.length() < prefix().length() ? "" : path.substring(prefix().length());
  }

  /** A path that goes on after its parameter fits too: its own answer says what is wrong. */
  private boolean fits(String path) {
    return hasParameter() && (path + '/').startsWith(prefix());
  }

  private boolean hasParameter() {
    return template.endsWith("}");
  }

  private String prefix() {
    return template.substring(0, template.indexOf('{'));
  }

  /** Method and template, such as {@code GET /v1/addresses/{address}}: what template.yaml says. */
  @Override
  public String toString() {
    return method + ' ' + template;
  }
}
