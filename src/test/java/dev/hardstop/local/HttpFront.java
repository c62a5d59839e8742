package dev.hardstop.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.console.LoopbackServer;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns requests into events. {@code POST /feedback} hands its body to the function as it is,
 * likewise for every function that is not behind the HTTP API; Lambda's path of Invoke does so for
 * every function; every other path is the HTTP API.
 */
final class HttpFront {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The largest event that Lambda accepts, in bytes. */
  private static final int LONGEST_EVENT = 6 * 1024 * 1024;

  private final Deployment deployment;
  private final Functions functions;
  private final InvokeApi invokeApi;

  /** The functions, by their handlers. */
  interface Functions {
    LocalReply invoke(String handler, byte[] event) throws InterruptedException;
  }

  HttpFront(Deployment deployment, Functions functions) {
    this.deployment = deployment;
    this.functions = functions;
    invokeApi = new InvokeApi(deployment, functions);
  }

  void serve(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_EVENT + 1);
    RequestTarget target = RequestTarget.of(exchange.getRequestURI().toString());
    Optional<String> handler = directlyInvoked(target.path());
    if (body.length > LONGEST_EVENT) {
      HttpApiAnswer.message(413, "Request Entity Too Large").send(exchange);
    } else if (InvokeApi.isAsked(target)) {
      invokeApi.serve(exchange, target, body);
    } else if (handler.isPresent()) {
      invokeDirectly(exchange, handler.get(), body);
    } else {
      invokeByApi(exchange, target, body);
    }
  }

  private Optional<String> directlyInvoked(String path) {
    return deployment.functions().stream()
        .map(FunctionDefinition::handler)
        .filter(handler -> !deployment.isBehindHttpApi(handler))
        .filter(handler -> path.equals("/" + handler))
        .findFirst();
  }

  private void invokeDirectly(HttpExchange exchange, String handler, byte[] event)
      throws IOException, InterruptedException {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      LoopbackServer.problem(exchange, 405, "Method not allowed", "POST an event of the function.");
    } else if (!isJson(event)) {
      LoopbackServer.problem(exchange, 400, "Not JSON", "Lambda takes nothing else as an event.");
    } else {
      answer(exchange, handler, functions.invoke(handler, event));
    }
  }

  private static void answer(HttpExchange exchange, String handler, LocalReply reply)
      throws IOException {
    if (reply instanceof LocalReply.Failure failure) {
      String detail = failure.errorType() + ": " + failure.errorMessage();
      LoopbackServer.problem(exchange, 502, "The function " + handler + " failed", detail);
    } else if (reply instanceof LocalReply.Answer answer) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.answer(exchange, 200, answer.body());
    }
  }

  private void invokeByApi(HttpExchange exchange, RequestTarget target, byte[] body)
      throws IOException, InterruptedException {
    String method = exchange.getRequestMethod();
    Optional<LocalRoute.Match> match = deployment.route(method, target.path());
    if (match.isEmpty()) {
      HttpApiAnswer.message(404, "Not Found").send(exchange);
      return;
    }
    HttpApiEvent event = new HttpApiEvent(method, target, exchange.getRequestHeaders(), body);
    byte[] json = JSON.writeValueAsBytes(event.json(match.get(), Instant.now()));
    HttpApiAnswer.of(functions.invoke(match.get().route().handler(), json)).send(exchange);
  }

  static boolean isJson(byte[] body) {
    try {
      return !JSON.readTree(body).isMissingNode();
    } catch (IOException e) {
      return false;
    }
  }
}
