package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
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
 * One request in, one answer out: what the handlers have in common. Every request is answered,
 * whatever goes wrong; only a broken stream is an exception. Only a call to the table that failed
 * is answered with "the table is out of reach": what else fails is a fault of ours.
 */
final class HttpAdapter {
  private static final String NOT_READ =
      "The table is out of reach, so nothing is known of any address: mail none, and ask again.";
  private static final String UNREADABLE =
      "What is stored of an address or domain asked about cannot be read: mail none of these. Asking"
          + " again does not help; the log says what it is.";

  /** An answer 5xx to a direct invocation is a success to Lambda: without this nobody counts it. */
  private static final String UNANSWERED = "Unanswered";

  private final Metrics metrics = Metrics.toStandardOutput();
  private final String handler;
  private final Map<Route, Function<HttpRequest, HttpResponse>> actions;

  /**
   * @param handler the name of the handler whose routes are answered
   * @param actions an action for each of its routes
   */
  HttpAdapter(String handler, Map<Route, Function<HttpRequest, HttpResponse>> actions) {
    this.handler = requireNonNull(handler, "handler is null");
    this.actions = Map.copyOf(actions);
  }

  void serve(InputStream event, OutputStream response, Context context) throws IOException {
    IncomingEvent incoming = IncomingEvent.of(event.readAllBytes());
    try (AccessLog log = new AccessLog()) {
      HttpResponse answer = answer(incoming, context.getAwsRequestId(), log);
      response.write(incoming.write(answer));
      log.answered(answer.status());
      if (answer.status() >= 500) {
        metrics.write(context.getFunctionName(), Map.of(UNANSWERED, 1L));
      }
    }
  }

  private HttpResponse answer(IncomingEvent incoming, String invocation, AccessLog log) {
    return attempt(log, () -> {
      HttpRequest request = incoming.request(invocation);
      log.asked(request.id());
      HttpResponse answer = attempt(log, () -> {
        if (incoming.isDirect()) {
          requireQuestions();
        }
        return routed(request, log);
      });
      return request.method().equals("HEAD") ? answer.withoutBody() : answer;
    });
  }

  /** Whoever acts is named in what is recorded, and a direct invocation names nobody. */
  private void requireQuestions() {
    if (!actions.containsKey(Route.CHECK)) {
      throw new ProblemException(Problem.forbidden("The function " + handler
          + " is not invoked directly, because then it is unknown who acts. Use the HTTP API."));
    }
  }

  private static HttpResponse attempt(AccessLog log, Supplier<HttpResponse> action) {
    try {
      return action.get();
    } catch (ProblemException rejected) {
      log.rejected(rejected);
      return HttpResponse.of(rejected.problem(), log.requestId());
    } catch (TableUnavailableException outOfReach) {
      log.outOfReach(outOfReach);
      return HttpResponse.of(Problem.unavailable(NOT_READ), log.requestId());
    } catch (UnreadableItemException unreadable) {
      AccessLog.unreadable(List.of(unreadable));
      return HttpResponse.of(Problem.broken(UNREADABLE), log.requestId());
    } catch (RuntimeException unexpected) {
      log.failed(unexpected);
      return HttpResponse.of(Problem.unexpected(), log.requestId());
    }
  }

  private HttpResponse routed(HttpRequest request, AccessLog log) {
    List<Route> routes = Route.at(request.path());
    if (routes.isEmpty()) {
      throw new ProblemException(Problem.notFound("There is no such path."));
    }
    if (request.method().equals("OPTIONS")) {
      return HttpResponse.allow(Route.allow(routes));
    }
    Route route = Route.of(request.method(), routes)
        .orElseThrow(() -> new ProblemException(Problem.methodNotAllowed(Route.allow(routes))));
    log.routed(route);
    return actionOf(route).apply(request);
  }

  private Function<HttpRequest, HttpResponse> actionOf(Route route) {
    Function<HttpRequest, HttpResponse> action = actions.get(route);
    if (action == null) {
      throw new ProblemException(Problem.misdirected(
          route + " is answered by the function " + route.handler() + ", not " + handler + "."));
    }
    return action;
  }
}
