package dev.hardstop.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The routes of the HTTP API, each with the handler that answers it. The check handler also receives the requests
 * that match no route.
 */
public enum Route {
  CHECK("POST", "/v1/check", CheckHandler.NAME),
  ADDRESSES("GET", "/v1/addresses", CheckHandler.NAME),
  ADDRESS("GET", "/v1/addresses/{address}", CheckHandler.NAME),
  DOMAIN("GET", "/v1/domains/{domain}", CheckHandler.NAME),
  INCIDENTS("GET", "/v1/incidents", CheckHandler.NAME),
  OVERVIEW("GET", "/v1/overview", CheckHandler.NAME),
  SES_LIST("GET", "/v1/ses-list", CheckHandler.NAME),
  EXPLAIN("POST", "/v1/explain", CheckHandler.NAME),
  HEALTH("GET", "/v1/health", CheckHandler.NAME),
  SUPPRESSIONS("GET", "/v1/suppressions", DeskHandler.NAME),
  HISTORY("GET", "/v1/addresses/{address}/history", DeskHandler.NAME),
  RELEASE("POST", "/v1/release", DeskHandler.NAME),
  SUPPRESS("POST", "/v1/suppress", DeskHandler.NAME),
  ERASE("POST", "/v1/erase", DeskHandler.NAME);

  private final String method;
  private final String template;
  private final String handler;

  Route(String method, String template, String handler) {
    this.method = method;
    this.template = template;
    this.handler = handler;
  }

  /**
   * The routes of a path, one per method; empty if there is no such path. Routes that continue after their parameter
   * take precedence. No domain contains a slash, so no address ends with {@code /history}.
   */
  static List<Route> at(String path) {
    return Stream.<Predicate<Route>>of(
            route -> path.equals(route.template),
            route -> route.hasParameter() && !route.suffix().isEmpty() && route.fits(path),
            route -> route.hasParameter() && route.suffix().isEmpty() && route.fits(path))
        .map(kind -> Arrays.stream(values()).filter(kind).toList())
        .filter(routes -> !routes.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The route that answers the method. HEAD is GET without its body (RFC 9110 section 9.3.2). */
  static Optional<Route> of(String method, List<Route> routes) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    return routes.stream().filter(route -> route.method.equals(wanted)).findFirst();
  }

  /** The value of the header {@code Allow} (RFC 9110 section 10.2.1) of a path with these routes. */
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

  /** The name of the handler that answers, which is the value of {@code QUARKUS_LAMBDA_HANDLER}. */
  public String handler() {
    return handler;
  }

  /** The value of the path's parameter, slashes included; empty if the path has none. */
  static String parameterIn(String path) {
    return at(path).stream()
        .filter(route -> route.hasParameter() && path.length() > route.prefix().length())
        .findFirst()
        .map(route -> path.substring(
            route.prefix().length(), path.length() - route.suffix().length()))
        .orElse("");
  }

  /**
   * Whether a path fits this route. A slash in the last parameter is accepted, because the action reports that error.
   */
  private boolean fits(String path) {
    return suffix().isEmpty()
        ? (path + '/').startsWith(prefix())
        : path.startsWith(prefix())
            && path.endsWith(suffix())
            && path.length() > prefix().length() + suffix().length();
  }

  private boolean hasParameter() {
    return template.indexOf('{') >= 0;
  }

  private String prefix() {
    return template.substring(0, template.indexOf('{'));
  }

  private String suffix() {
    return template.substring(template.indexOf('}') + 1);
  }

  /** Method and path template, such as {@code GET /v1/addresses/{address}}, as in template.yaml. */
  @Override
  public String toString() {
    return method + ' ' + template;
  }
}
