package dev.hardstop.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Something where the table should be. */
final class FaultyTable implements AutoCloseable {
  /** What is wrong with it. */
  enum Fault {
    /** It takes requests and never answers. */
    HANGS,
    /** It hangs up instead of answering. */
    HANGS_UP,
    /** It answers what DynamoDB never would. */
    TALKS_NONSENSE,
    /** It has no capacity left. */
    THROTTLES
  }

  private final CountDownLatch closing = new CountDownLatch(1);
  private final LoopbackServer server;
  private volatile Fault fault = Fault.HANGS_UP;

  FaultyTable() throws IOException {
    server = LoopbackServer.bind(0, this::answer);
    server.start();
  }

  String endpoint() {
    return "http://" + server.hostAndPort();
  }

  void become(Fault next) {
    fault = next;
  }

  @Override
  public void close() {
    closing.countDown();
    server.close();
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.getRequestBody().readAllBytes();
    switch (fault) {
      case HANGS -> closing.await();
      case HANGS_UP -> exchange.close();
      case TALKS_NONSENSE -> answer(exchange, 200, "<html>");
      case THROTTLES ->
        answer(
            exchange,
            400,
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\","
                + "\"message\":\"too much\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    LoopbackServer.answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }
}
