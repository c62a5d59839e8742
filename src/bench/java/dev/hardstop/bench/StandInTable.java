package dev.hardstop.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.local.WireServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Says yes to every write, knows nobody when asked, and remembers who was written about: what is
 * measured with it is the function and not its table.
 */
final class StandInTable implements BenchmarkTable {
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
  private final WireServer server;
  private volatile int delay;

  StandInTable() throws IOException {
    server = WireServer.start(this::answer);
  }

  @Override
  public URI endpoint() {
    return URI.create("http://" + server.hostAndPort());
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
    server.close();
  }

  WireServer.Answer answer(WireServer.Request request) throws IOException, InterruptedException {
    boolean write = request.headers().get("x-amz-target").endsWith("Item")
        && !request.headers().get("x-amz-target").endsWith("BatchGetItem");
    if (write) {
      JsonNode written = JSON.readTree(request.body());
      // A peer puts whole items.
      subjects.add(
          written.at("/Key/subject/S").asText(written.at("/Item/subject/S").asText()));
    }
    TimeUnit.MILLISECONDS.sleep(delay);
    return new WireServer.Answer(
        200, Map.of("Content-Type", "application/x-amz-json-1.0"), write ? WRITTEN : NOBODY);
  }
}
