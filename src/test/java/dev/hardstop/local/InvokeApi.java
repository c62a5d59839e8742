package dev.hardstop.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.console.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lambda's own API as far as its Invoke goes (AWS Lambda API reference, "Invoke"): what an SDK calls
 * that is given this machine as Lambda's endpoint. Signatures are not checked.
 */
final class InvokeApi {
  private static final String BEFORE_NAME = "/2015-03-31/functions/";
  private static final String AFTER_NAME = "/invocations";

  private final Deployment deployment;
  private final HttpFront.Functions functions;

  InvokeApi(Deployment deployment, HttpFront.Functions functions) {
    this.deployment = deployment;
    this.functions = functions;
  }

  /** Whether a request is one of Lambda's API. */
  static boolean isAsked(RequestTarget target) {
    return target.path().startsWith(BEFORE_NAME);
  }

  void serve(HttpExchange exchange, RequestTarget target, byte[] event)
      throws IOException, InterruptedException {
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    Optional<FunctionDefinition> function = function(target.path());
    if (function.isEmpty()) {
      error(exchange, 404, "ResourceNotFoundException", "There is no such function here.");
    } else if (!exchange.getRequestMethod().equals("POST")) {
      error(exchange, 405, "MethodNotAllowed", "A function is invoked with POST.");
    } else if (type != null && !type.equals("RequestResponse")) {
      error(exchange, 400, "InvalidParameterValueException", "Here it is RequestResponse only.");
    } else if (!HttpFront.isJson(event)) {
      error(exchange, 400, "InvalidRequestContentException", "The event is no JSON.");
    } else {
      answer(exchange, functions.invoke(function.get().handler(), event));
    }
  }

  /** By its name, or by its ARN, whole or without the partition, service and region. */
  private Optional<FunctionDefinition> function(String path) {
    if (!path.endsWith(AFTER_NAME) || path.length() < BEFORE_NAME.length() + AFTER_NAME.length()) {
      return Optional.empty();
    }
    String name = path.substring(BEFORE_NAME.length(), path.length() - AFTER_NAME.length());
    return deployment.functions().stream()
        .filter(function -> name.equals(function.name())
            || name.equals(function.arn())
            || name.equals(FunctionDefinition.ACCOUNT + ":function:" + function.name()))
        .findFirst();
  }

  /** A function that failed is an answer as well, with a header that says so. */
  private static void answer(HttpExchange exchange, LocalReply reply) throws IOException {
    exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
    if (reply instanceof LocalReply.Failure failure) {
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
      send(
          exchange,
          200,
          object()
              .put("errorMessage", failure.errorMessage())
              .put("errorType", failure.errorType()));
    } else if (reply instanceof LocalReply.Answer answer) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.answer(exchange, 200, answer.body());
    }
  }

  private static void error(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    exchange.getResponseHeaders().set("X-Amzn-ErrorType", type);
    send(exchange, status, object().put("Type", "User").put("message", message));
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    LoopbackServer.answer(exchange, status, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
