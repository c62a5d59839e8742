package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.local.WireServer.Answer;
import dev.hardstop.local.WireServer.Request;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The Lambda Runtime API that one function process polls (AWS Lambda developer guide, "Using the
 * Lambda runtime API for custom runtimes"): one event at a time, and the next one when the answer to
 * the last is there.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
  private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireServer server;
  private final String functionArn;
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> unanswered = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> initialised = new CompletableFuture<>();
  private volatile LocalReply.Failure ended;

  RuntimeApi(String functionArn) throws IOException {
    this.functionArn = functionArn;
    this.server = WireServer.start(this::serve);
  }

  /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} has them. */
  String hostAndPort() {
    return server.hostAndPort();
  }

  /**
   * Done when the function asks for its first event; failed with a {@link FunctionInitException}
   * when it reports that it cannot start, or ends before.
   */
  CompletableFuture<Void> initialised() {
    return initialised;
  }

  /** Hands an event to the function; the reply is done when it is there. */
  void submit(Invocation invocation) {
    unanswered.put(invocation.requestId(), invocation);
    waiting.add(invocation);
    if (ended != null) {
      failUnanswered(ended);
    }
  }

  /** The function's process has ended: pending and later invocations fail. */
  void functionEnded(int status) {
    LocalReply.Failure failure = new LocalReply.Failure(
        "Runtime.ExitError", "the function's process ended, status " + status);
    ended = failure;
    initialised.completeExceptionally(new FunctionInitException(failure.errorMessage()));
    failUnanswered(failure);
  }

  @Override
  public void close() {
    server.close();
  }

  private void failUnanswered(LocalReply.Failure failure) {
    for (Invocation invocation : unanswered.values()) {
      settle(invocation.requestId(), failure);
    }
  }

  private boolean settle(String requestId, LocalReply reply) {
    Invocation invocation = unanswered.remove(requestId);
    return invocation != null && invocation.reply().complete(reply);
  }

  private Answer serve(Request request) throws IOException, InterruptedException {
    String path = request.path();
    if (path.equals(INVOCATION + "next")) {
      return handOut();
    }
    if (path.equals(INIT_ERROR)) {
      initialised.completeExceptionally(
          new FunctionInitException(failure(request).errorMessage()));
      return empty(202);
    }
    return path.startsWith(INVOCATION)
        ? takeBack(request, path.substring(INVOCATION.length()))
        : empty(404);
  }

  private Answer handOut() throws InterruptedException {
    initialised.complete(null);
    Invocation invocation = waiting.take();
    Map<String, String> headers = Map.of(
        "Lambda-Runtime-Aws-Request-Id",
        invocation.requestId(),
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(invocation.deadline().toEpochMilli()),
        "Lambda-Runtime-Invoked-Function-Arn",
        functionArn,
        "Lambda-Runtime-Trace-Id",
        "Root=1-00000000-000000000000000000000000;Sampled=0",
        "Content-Type",
        "application/json");
    return new Answer(200, headers, invocation.event());
  }

  private Answer takeBack(Request request, String idAndKind) throws IOException {
    int slash = idAndKind.indexOf('/');
    String requestId = slash < 0 ? idAndKind : idAndKind.substring(0, slash);
    String kind = slash < 0 ? "" : idAndKind.substring(slash + 1);
    LocalReply reply =
        kind.equals("response") ? new LocalReply.Answer(request.body()) : failure(request);
    return empty(settle(requestId, reply) ? 202 : 400);
  }

  private static LocalReply.Failure failure(Request request) throws IOException {
    JsonNode error = JSON.readTree(request.body());
    return new LocalReply.Failure(
        error.path("errorType").asText("Error"), error.path("errorMessage").asText(""));
  }

  private static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }
}
