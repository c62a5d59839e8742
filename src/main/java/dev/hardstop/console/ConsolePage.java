package dev.hardstop.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The console: the page at {@code /} with its files below {@code /console/}, and the guards of every request
 * to the server that shows it. A handler asks it first, and answers by itself only what it has left.
 */
public final class ConsolePage {
  /**
   * Nothing but the page's own files and routes, no inline script or style, no frame. Chart.js sets its
   * styles through the object model, which this permits (Content Security Policy Level 3).
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

  private final PageFiles files = new PageFiles();
  private final RandomKey token = RandomKey.create();
  private final String target;
  private final List<String> streams;

  private ConsolePage(String target, List<String> streams) {
    this.target = requireNonNull(target, "target is null");
    this.streams = List.copyOf(streams);
  }

  /**
   * A console for every user of this machine.
   *
   * @param target which Hardstop it shows, such as {@code local system}
   * @param streams the streams that questions may name
   */
  public static ConsolePage withoutKey(String target, List<String> streams) {
    return new ConsolePage(target, streams);
  }

  /**
   * Sets the headers that every answer has, and answers requests that are for the page.
   *
   * @return whether the request has been answered
   */
  public boolean answers(HttpExchange exchange) throws IOException {
    HEADERS.forEach(exchange.getResponseHeaders()::set);
    String path = exchange.getRequestURI().getRawPath();
    if (path.equals("/") || path.startsWith(PageFiles.FOLDER)) {
      show(exchange, path);
      return true;
    }
    return false;
  }

  private void show(HttpExchange exchange, String path) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    String method = exchange.getRequestMethod();
    Optional<PageFiles.PageFile> file = path.equals("/") ? Optional.of(index()) : files.at(path);
    if (!method.equals("GET") && !method.equals("HEAD")) {
      headers.set("Allow", "GET, HEAD");
      LoopbackServer.problem(exchange, 405, "Method not allowed", "This is a page: GET it.");
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
      // The browser keeps the file and asks each time whether it is still the same.
      headers.set("Cache-Control", "no-cache");
      headers.set("ETag", file.entityTag());
      if (file.entityTag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
    }
    LoopbackServer.answer(exchange, 200, file.content());
  }

  /** For an attribute or a text of HTML. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
