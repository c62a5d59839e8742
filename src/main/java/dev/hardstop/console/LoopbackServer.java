package dev.hardstop.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on 127.0.0.1, with a thread per request. */
public final class LoopbackServer implements AutoCloseable {
  static {
    // The property is read once, when the first server is created. Without it, every answer waits
    // 40 ms for an acknowledgement (Nagle's algorithm).
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  /** Handles a request and must answer it. */
  public interface Handler {
    void handle(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Binds a port. Clients that connect wait until {@link #start}.
   *
   * @param port 0 for any that is free
   * @throws java.net.BindException if the port is in use
   */
  public static LoopbackServer bind(int port, Handler handler) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads = Executors.newCachedThreadPool(LoopbackServer::daemon);
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, handler));
    return new LoopbackServer(server, threads);
  }

  public void start() {
    server.start();
  }

  /** The address of the server, such as {@code 127.0.0.1:8080}. */
  public String hostAndPort() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Sends a complete answer with the headers that were set before. */
  public static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }

  /** The parameters of the query string, decoded and in order. A parameter without a value has an empty value. */
  public static Map<String, List<String>> parameters(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String part : query == null ? new String[0] : query.split("&")) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        parameters
            .computeIfAbsent(
                URLDecoder.decode(name, StandardCharsets.UTF_8), added -> new ArrayList<>())
            .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  /** Answers with a problem (RFC 9457). */
  public static void problem(HttpExchange exchange, int status, String title, String detail)
      throws IOException {
    String problem = JsonNodeFactory.instance
        .objectNode()
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .toString();
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    answer(exchange, status, problem.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void handle(HttpExchange exchange, Handler handler) throws IOException {
    try {
      handler.handle(exchange);
      exchange.close();
    } catch (InterruptedException closing) {
      exchange.close();
      Thread.currentThread().interrupt();
    }
    // After any other exception, the JDK's server closes the connection, so that clients notice an
    // incomplete answer. close() would end the answer as if it were complete.
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "loopback-server");
    thread.setDaemon(true);
    return thread;
  }
}
