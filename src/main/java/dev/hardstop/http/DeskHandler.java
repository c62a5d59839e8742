package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.SuppressionPolicy;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Takes down what a person decides about an address or a domain, with who and why. Who it is, only
 * the HTTP API says: a direct invocation is refused.
 */
@Named(DeskHandler.NAME)
@Singleton
public class DeskHandler implements RequestStreamHandler {
  static final String NAME = "desk";

  private final ManualActionWrites manualActions;
  private final Verdicts verdicts;
  private final InstantSource clock;
  private final HttpAdapter exchange;

  @Inject
  public DeskHandler(
      SuppressionList list, SuppressionPolicy policy, RuleBook book, InstantSource clock) {
    this.clock = requireNonNull(clock, "clock is null");
    manualActions = new ManualActionWrites(list);
    verdicts = new Verdicts(list, policy, book, clock);
    exchange =
        new HttpAdapter(NAME, Map.of(Route.RELEASE, this::release, Route.SUPPRESS, this::suppress));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    exchange.serve(event, response, context);
  }

  private HttpResponse release(HttpRequest request) {
    String who = who(request);
    JsonBody json = JsonBody.of(request);
    if (json.has("domain")) {
      ExcludedDaysRequest body = new ExcludedDaysRequest(json.only(ExcludedDaysRequest.KEYS));
      return done(body.domain(), body.action(newId(), who, now()));
    }
    ManualActionRequest body =
        new ManualActionRequest(json.only(List.of("subject", "why", "includeComplaint")));
    return done(
        body.subject(),
        new ManualAction.Release(newId(), who, body.why(), now(), body.includesComplaint()));
  }

  private HttpResponse suppress(HttpRequest request) {
    String who = who(request);
    ManualActionRequest body =
        new ManualActionRequest(JsonBody.of(request, List.of("subject", "why", "until")));
    Instant now = now();
    return done(
        body.subject(),
        new ManualAction.Suppression(newId(), who, body.why(), now, body.until(now)));
  }

  private HttpResponse done(Subject subject, ManualAction action) {
    manualActions.add(subject, action);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("subject", subject.key());
    VerdictJson.write(verdicts.on(subject), answer);
    answer.set("act", ManualActionJson.of(action));
    return HttpResponse.ok(answer);
  }

  private static String who(HttpRequest request) {
    return request
        .caller()
        .orElseThrow(() -> new ProblemException(
            Problem.forbidden("The request is not signed by an IAM identity.")));
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /** As the table keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
