package dev.hardstop.console;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that the page did not send. Every page in the browser and every user of the machine can reach a
 * server on the loopback interface:
 *
 * <ul>
 *   <li>A page elsewhere whose name resolves to 127.0.0.1 (DNS rebinding) sends its own name as {@code Host}.
 *   <li>A page elsewhere that sends a request here has its own {@code Origin}, and browsers show in {@code
 *       Sec-Fetch-Site} that it comes from another site or origin (Fetch standard; W3C Fetch Metadata Request Headers).
 *   <li>A request that changes something needs the token, which only the page has. A client that sends no {@code
 *       Origin} is not a browser; if there is no key, it needs no token.
 *   <li>With a key, every request needs the cookie that the address with the key sets. Another user of the machine
 *       does not know the key.
 * </ul>
 */
final class RequestGuard {
  /** A cookie is valid for all ports of a host (RFC 6265 section 8.5), so its name contains the port. */
  private static final String COOKIE = "hardstop-";

  private static final String KEY_PARAMETER = "key=";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final RandomKey token;
  private final Optional<RandomKey> key;

  /**
   * @param token of the page
   * @param key empty if every user of the machine may send requests
   */
  RequestGuard(RandomKey token, Optional<RandomKey> key) {
    this.token = requireNonNull(token, "token is null");
    this.key = requireNonNull(key, "key is null");
  }

  /** Why a request is refused. */
  record RequestRefusal(int status, String title, String detail) {}

  /** Returns why the request is refused; empty if it is accepted. */
  Optional<RequestRefusal> refusal(HttpExchange exchange) {
    Optional<String> host = only(exchange, "Host");
    if (!namesNoServer(exchange)) {
      return refused(400, "Bad request", "The request line must contain a path and nothing else.");
    }
    if (host.isEmpty() || !isOurs(host.get(), port(exchange))) {
      return refused(
          421, "Misdirected request", "This server is 127.0.0.1:" + port(exchange) + " only.");
    }
    if (has(exchange, "Origin") && !only(exchange, "Origin").equals(host.map("http://"::concat))) {
      return refused(403, "Forbidden", "The request comes from another page (Origin).");
    }
    if (has(exchange, "Sec-Fetch-Site")
        && only(exchange, "Sec-Fetch-Site").filter(OWN_SITES::contains).isEmpty()) {
      return refused(403, "Forbidden", "The request comes from another page (Sec-Fetch-Site).");
    }
    if (key.isPresent() && !hasCookie(exchange) && !opensPage(exchange)) {
      return refused(
          401,
          "This session is not known",
          "Open the address that bin/hardstop console has printed in its terminal.");
    }
    if (needsToken(exchange)
        && !only(exchange, "X-Hardstop-Token").filter(token::is).isPresent()) {
      return refused(
          403, "Forbidden", "The header X-Hardstop-Token is missing or old: load the page again.");
    }
    return Optional.empty();
  }

  /** Whether the request is for the printed address with the right key. */
  boolean opensPage(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return key.isPresent()
        && exchange.getRequestMethod().equals("GET")
        && exchange.getRequestURI().getRawPath().equals("/")
        && query != null
        && query.startsWith(KEY_PARAMETER)
        && key.get().is(query.substring(KEY_PARAMETER.length()));
  }

  /** The value of {@code Set-Cookie} that admits the browser. Requires a key. */
  String cookie(HttpExchange exchange) {
    return COOKIE + port(exchange) + '=' + key.orElseThrow().text()
        + "; HttpOnly; SameSite=Strict; Path=/";
  }

  /** The path with which the page is opened. */
  String openingPath() {
    return key.map(secret -> "/?" + KEY_PARAMETER + secret.text()).orElse("/");
  }

  private boolean needsToken(HttpExchange exchange) {
    boolean isBrowser = has(exchange, "Origin") || has(exchange, "Sec-Fetch-Site");
    return !READING.contains(exchange.getRequestMethod()) && (key.isPresent() || isBrowser);
  }

  private boolean hasCookie(HttpExchange exchange) {
    String name = COOKIE + port(exchange) + '=';
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(header -> List.of(header.split(";")).stream())
        .map(String::strip)
        .anyMatch(
            cookie -> cookie.startsWith(name) && key.get().is(cookie.substring(name.length())));
  }

  /** A target in absolute form, or one that begins with two slashes, names a server. */
  private static boolean namesNoServer(HttpExchange exchange) {
    String target = exchange.getRequestURI().toString();
    return target.startsWith("/") && !target.startsWith("//");
  }

  /** Whether {@code Host} names this server. Browsers omit port 80 (RFC 9110 section 4.2.1). */
  static boolean isOurs(String host, int port) {
    String given = host.toLowerCase(Locale.ROOT);
    String named = port == 80 && !given.contains(":") ? given + ":80" : given;
    return named.equals("127.0.0.1:" + port) || named.equals("localhost:" + port);
  }

  private static int port(HttpExchange exchange) {
    return exchange.getLocalAddress().getPort();
  }

  private static boolean has(HttpExchange exchange, String header) {
    return exchange.getRequestHeaders().containsKey(header);
  }

  /** The value of a header; empty unless the request has exactly one. */
  private static Optional<String> only(HttpExchange exchange, String header) {
    List<String> values = exchange.getRequestHeaders().getOrDefault(header, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  private static Optional<RequestRefusal> refused(int status, String title, String detail) {
    return Optional.of(new RequestRefusal(status, title, detail));
  }
}
