package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.UnreadableItemException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Records what a person decides about an address or a domain, with who and why. Only the HTTP API
 * says who the person is, so a direct invocation is refused.
 */
@Named(DeskHandler.NAME)
@Singleton
public class DeskHandler implements RequestStreamHandler {
  static final String NAME = "desk";

  private static final String NOT_WRITTEN =
      "The table is unavailable. The action may have been recorded all the same: send it again.";
  private static final String UNREADABLE =
      "The action was recorded, beside something that cannot be read. Sending it again does not"
          + " help; the log names the item.";

  private final DossierTable table;
  private final Streams streams;
  private final Verdicts verdicts;
  private final InstantSource clock;
  private final HttpAdapter adapter;

  @Inject
  public DeskHandler(
      DossierTable table,
      SuppressionPolicy policy,
      RuleBook book,
      InstantSource clock,
      JsonMapper json) {
    this.table = requireNonNull(table, "table is null");
    this.clock = requireNonNull(clock, "clock is null");
    streams = policy.streams();
    verdicts = new Verdicts(table, policy, book, clock);
    adapter = new HttpAdapter(
        NAME, json, Map.of(Route.RELEASE, this::release, Route.SUPPRESS, this::suppress));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    adapter.handle(event, response, context);
  }

  private ManualActionResponse.Recorded release(HttpRequest request) {
    String who = who(request);
    return recorded(ManualActionRequest.release(JsonBody.of(request), who, now()));
  }

  private ManualActionResponse.Recorded suppress(HttpRequest request) {
    String who = who(request);
    return recorded(ManualActionRequest.suppression(JsonBody.of(request), streams, who, now()));
  }

  private ManualActionResponse.Recorded recorded(ManualActionRequest request) {
    write(request);
    return ManualActionResponse.Recorded.of(
        request.subject(), verdicts.on(request.subject()), request.action());
  }

  private void write(ManualActionRequest request) {
    try {
      table.addAction(request.subject(), request.action());
    } catch (TableUnavailableException unavailable) {
      throw ProblemException.unavailable(NOT_WRITTEN, unavailable);
    } catch (UnreadableItemException unreadable) {
      throw ProblemException.broken(UNREADABLE, unreadable);
    }
  }

  private static String who(HttpRequest request) {
    return request
        .caller()
        .orElseThrow(
            () -> ProblemException.forbidden("The request is not signed by an IAM identity."));
  }

  /** In milliseconds, as the table stores it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
