package dev.hardstop.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Says yes to every write, knows nobody when asked, and remembers who was written about: what is
 * measured with it is the function and not its table.
 */
final class StandInTable implements Table {
  static {
    // Read when the first server is made; otherwise every answer waits 40 ms for an
    // acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] WRITTEN = "{}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOBODY = ("{\"Responses\":{\"" + NAME
          + "\":[]},\"UnprocessedKeys\":{}}")
      .getBytes(StandardCharsets.UTF_8);

  private final Set<String> subjects = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile int delay;

  StandInTable() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void delay(int milliseconds) {
    delay = milliseconds;
  }

  @Override
  public void requireSubjects(int atLeast) {
    if (subjects.size() < atLeast) {
      throw new IllegalStateException(subjects.size() + " of " + atLeast + " are recorded");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      boolean write = exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith("UpdateItem");
      if (write) {
        subjects.add(JSON.readTree(request).at("/Key/subject/S").asText());
      }
      TimeUnit.MILLISECONDS.sleep(delay);
      byte[] answer = write ? WRITTEN : NOBODY;
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
