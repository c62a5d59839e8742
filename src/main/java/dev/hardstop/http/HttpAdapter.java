package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.UnreadableItemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Turns the event of an invocation into a request, calls the action of its route, and turns the response record into
 * the answer. The event is a request to the HTTP API or a direct invocation by {@code lambda:Invoke}. The answer has
 * the corresponding form.
 *
 * <p>Every request is answered; only a failure of the streams throws an exception. The answer "the table is
 * unavailable" is given only if a call to the table failed: any other failure is a fault of Hardstop.
 */
final class HttpAdapter {
  private static final String NOT_READ =
      "The table is unavailable, so nothing is known about any address: send no mail, and ask"
          + " again.";
  private static final String UNREADABLE =
      "What is stored about an address or domain asked about cannot be read: send no mail to any of"
          + " them. Asking again does not help; the log names the item.";

  /**
   * The metric that counts answers with a status of 5xx. Lambda counts a direct invocation with such an answer as a
   * success.
   */
  private static final String UNANSWERED = "Unanswered";

  /**
   * API Gateway puts at least one of these into every event, in payload format 1.0 or 2.0 (API Gateway developer
   * guide, "Create AWS Lambda proxy integrations for HTTP APIs"). No direct invocation has one of them.
   */
  private static final List<String> API_GATEWAY_KEYS =
      List.of("requestContext", "rawPath", "httpMethod");

  private static final JsonMapper EVENTS = JsonMapper.builder().build();

  private final Metrics metrics = Metrics.toStandardOutput();
  private final String handler;
  private final JsonMapper json;
  private final Map<Route, Function<HttpRequest, ?>> actions;

  /**
   * @param handler the name of the handler whose routes are answered
   * @param json writes the response records
   * @param actions an action for each route of the handler; it returns a response record
   */
  HttpAdapter(String handler, JsonMapper json, Map<Route, Function<HttpRequest, ?>> actions) {
    this.handler = requireNonNull(handler, "handler is null");
    this.json = requireNonNull(json, "json is null");
    this.actions = Map.copyOf(actions);
  }

  void handle(InputStream event, OutputStream output, Context context) throws IOException {
    byte[] bytes = event.readAllBytes();
    JsonNode tree = tree(bytes);
    boolean direct = isDirect(tree);
    try (AccessLog log = new AccessLog()) {
      HttpResponse response = guarded(log, () -> {
        HttpRequest request = direct
            ? HttpRequest.direct(bytes, context.getAwsRequestId())
            : HttpRequest.payloadV2(tree);
        log.request(request.id());
        if (direct) {
          requireCheckRoute();
        }
        return answer(request, log);
      });
      output.write(
          direct ? response.bodyBytes() : withoutBodyIfHead(response, tree).payloadV2());
      log.response(response.status());
      if (response.status() >= 500) {
        metrics.write(context.getFunctionName(), Map.of(UNANSWERED, 1L));
      }
    }
  }

  /** Whether an event is a direct invocation and not from the HTTP API. */
  static boolean isDirect(JsonNode event) {
    return API_GATEWAY_KEYS.stream().noneMatch(event::has);
  }

  /**
   * Returns the event as a tree. An event that is not JSON becomes a missing node. It is handled as a direct
   * invocation, whose body then cannot be read.
   */
  static JsonNode tree(byte[] event) {
    try {
      return EVENTS.readTree(event);
    } catch (IOException malformed) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  /**
   * Refuses a direct invocation of a handler that does not answer {@link Route#CHECK}, which is the route of every
   * direct invocation. The other handler records who acts, which a direct invocation does not say.
   */
  private void requireCheckRoute() {
    if (!actions.containsKey(Route.CHECK)) {
      throw ProblemException.forbidden("The function " + handler
          + " is not invoked directly, because then it is unknown who acts. Use the HTTP API.");
    }
  }

  private HttpResponse answer(HttpRequest request, AccessLog log) {
    List<Route> routes = Route.at(request.path());
    if (routes.isEmpty()) {
      throw ProblemException.notFound("There is no such path.");
    }
    if (request.method().equals("OPTIONS")) {
      return HttpResponse.allow(Route.allow(routes));
    }
    Route route = Route.of(request.method(), routes)
        .orElseThrow(() -> ProblemException.methodNotAllowed(Route.allow(routes)));
    log.route(route);
    return HttpResponse.ok(text(action(route).apply(request)));
  }

  private Function<HttpRequest, ?> action(Route route) {
    Function<HttpRequest, ?> action = actions.get(route);
    if (action == null) {
      throw ProblemException.misdirected(
          route + " is answered by the function " + route.handler() + ", not " + handler + ".");
    }
    return action;
  }

  private HttpResponse guarded(AccessLog log, Supplier<HttpResponse> answer) {
    try {
      return answer.get();
    } catch (ProblemException problem) {
      return problem(problem, log);
    } catch (TableUnavailableException unavailable) {
      return problem(ProblemException.unavailable(NOT_READ, unavailable), log);
    } catch (UnreadableItemException unreadable) {
      return problem(ProblemException.broken(UNREADABLE, unreadable), log);
    } catch (RuntimeException unexpected) {
      return problem(
          ProblemException.broken(
              "The request failed. Do not treat this as permission to send.", unexpected),
          log);
    }
  }

  private HttpResponse problem(ProblemException problem, AccessLog log) {
    log.problem(problem);
    return HttpResponse.problem(
        problem.status(), problem.headers(), text(problem.problem(log.requestId())));
  }

  private static HttpResponse withoutBodyIfHead(HttpResponse response, JsonNode event) {
    return event.path("requestContext").path("http").path("method").asText().equals("HEAD")
        ? response.withoutBody()
        : response;
  }

  private String text(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a response record cannot be written", broken);
    }
  }
}
