package dev.hardstop.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.console.RequestGuard.RequestRefusal;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The console: the page at {@code /} with its files below {@code /console/}, and the checks of every request to its
 * server. A handler passes each request to {@link #answers} first, and handles only the requests that this leaves
 * unanswered.
 */
public final class ConsolePage {
  /** The path of the list as a CSV file. Its query has the filters of GET /v1/suppressions. */
  public static final String LIST_CSV = PageFiles.FOLDER + "list.csv";

  /**
   * Permits only the page's own files and routes, no inline script or style, and no frame. Chart.js sets its styles
   * through the object model, which this permits (Content Security Policy Level 3).
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS = Map.of(
      "Content-Security-Policy", CONTENT_SECURITY_POLICY,
      "X-Content-Type-Options", "nosniff",
      "Referrer-Policy", "no-referrer",
      "Cross-Origin-Opener-Policy", "same-origin",
      "Cross-Origin-Resource-Policy", "same-origin",
      "Cache-Control", "no-store");

  private static final int LONGEST_TARGET = 8_192;

  private final PageFiles files = new PageFiles();
  private final RandomKey token = RandomKey.create();
  private final RequestGuard guard;
  private final String target;
  private final Collection<String> streams;

  private ConsolePage(String target, Collection<String> streams, Optional<RandomKey> key) {
    this.target = requireNonNull(target, "target is null");
    this.streams = List.copyOf(streams);
    guard = new RequestGuard(token, key);
  }

  /**
   * Creates a console for every user of this machine.
   *
   * @param target which Hardstop it shows, such as {@code local system}
   * @param streams the streams that questions may name
   */
  public static ConsolePage withoutKey(String target, Collection<String> streams) {
    return new ConsolePage(target, streams, Optional.empty());
  }

  /**
   * Creates a console only for people who know the {@linkplain #openingPath path} with the key.
   *
   * @param target which Hardstop it shows, such as {@code stack hardstop in eu-west-1}
   * @param streams the streams that questions may name
   */
  public static ConsolePage withKey(String target, Collection<String> streams) {
    return new ConsolePage(target, streams, Optional.of(RandomKey.create()));
  }

  /** The path and query with which a browser opens the page. With a key, it is as secret as the key. */
  public String openingPath() {
    return guard.openingPath();
  }

  /**
   * Sets the headers that every answer has, refuses requests that the page did not send, and answers requests that
   * are for the page. It leaves {@link #LIST_CSV} to the handler.
   *
   * @return whether the request has been answered
   */
  public boolean answers(HttpExchange exchange) throws IOException {
    HEADERS.forEach(exchange.getResponseHeaders()::set);
    Optional<RequestRefusal> refusal = guard.refusal(exchange);
    String path = exchange.getRequestURI().getRawPath();
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get());
    } else if (exchange.getRequestURI().toString().length() > LONGEST_TARGET) {
      LoopbackServer.problem(exchange, 414, "URI too long", "The address is too long.");
    } else if (guard.opensPage(exchange)) {
      exchange.getResponseHeaders().set("Set-Cookie", guard.cookie(exchange));
      exchange.getResponseHeaders().set("Location", "/");
      exchange.sendResponseHeaders(303, -1);
    } else if (path.equals("/") || path.startsWith(PageFiles.FOLDER) && !path.equals(LIST_CSV)) {
      show(exchange, path);
    } else {
      return false;
    }
    return true;
  }

  /** Answers with HTML if a person opens the page, and with a problem otherwise. */
  private static void refuse(HttpExchange exchange, RequestRefusal refusal) throws IOException {
    if (refusal.status() == 401 && exchange.getRequestURI().getRawPath().equals("/")) {
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      String page =
          "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Hardstop</title><h1>"
              + escaped(refusal.title()) + "</h1><p>" + escaped(refusal.detail()) + "</p></html>\n";
      LoopbackServer.answer(exchange, refusal.status(), page.getBytes(UTF_8));
    } else {
      LoopbackServer.problem(exchange, refusal.status(), refusal.title(), refusal.detail());
    }
  }

  private void show(HttpExchange exchange, String path) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    String method = exchange.getRequestMethod();
    Optional<PageFiles.PageFile> file = path.equals("/") ? Optional.of(index()) : files.at(path);
    if (!method.equals("GET") && !method.equals("HEAD")) {
      headers.set("Allow", "GET, HEAD");
      LoopbackServer.problem(exchange, 405, "Method not allowed", "Only GET is allowed.");
    } else if (file.isEmpty()) {
      LoopbackServer.problem(exchange, 404, "Not found", "The page has no such file.");
    } else {
      send(exchange, file.get(), path.equals("/"));
    }
  }

  private PageFiles.PageFile index() {
    PageFiles.PageFile index = files.at(PageFiles.FOLDER + "index.html").orElseThrow();
    String filled = new String(index.content(), UTF_8)
        .replace("{{token}}", token.text())
        .replace("{{target}}", escaped(target))
        .replace("{{streams}}", escaped(String.join(",", streams)));
    return new PageFiles.PageFile(index.contentType(), filled.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, PageFiles.PageFile file, boolean isPage)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", file.contentType());
    if (!isPage) {
      // The browser caches the file, but asks each time whether it has changed.
      headers.set("Cache-Control", "no-cache");
      headers.set("ETag", file.entityTag());
      if (file.entityTag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
    }
    LoopbackServer.answer(exchange, 200, file.content());
  }

  /** Escapes a text for an attribute or the content of an HTML element. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
