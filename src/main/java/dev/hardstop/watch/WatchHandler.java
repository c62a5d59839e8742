package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.lambda.LogFields;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.lambda.TimeLimit;
import dev.hardstop.watch.AlertOutbox.AlertDelayedException;
import dev.hardstop.watch.WatchRun.WatchRunResult;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The function that a schedule or a person invokes; the event is ignored. {@link WatchRun} performs the
 * steps of an invocation.
 */
@Named(WatchHandler.NAME)
@Singleton
public class WatchHandler implements RequestStreamHandler {
  static final String NAME = "watch";

  private static final Logger LOG = Logger.getLogger(WatchHandler.class);

  private final WatchRun watch;
  private final AlertOutbox outbox;
  private final InstantSource clock;
  private final Metrics metrics = Metrics.toStandardOutput();
  private final ObjectMapper json = new ObjectMapper();

  @Inject
  WatchHandler(WatchRun watch, AlertOutbox outbox, InstantSource clock) {
    this.watch = requireNonNull(watch, "watch is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * @throws AlertDelayedException if all steps are done, but an alert could not be sent for an hour
   */
  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    event.readAllBytes();
    WatchRunResult result = watch.run(clock.instant(), TimeLimit.of(context));
    log(result, context.getAwsRequestId());
    writeMetrics(result, context.getFunctionName());
    outbox.requireDelivered(clock.instant());
    response.write(json.writeValueAsBytes(result.fields()));
  }

  /** Writes one line, whose fields are in the MDC. */
  private static void log(WatchRunResult result, String requestId) {
    Map<String, String> fields = result.fields();
    fields.put("requestId", requestId);
    Logger.Level level = result.missing().isEmpty() ? Logger.Level.INFO : Logger.Level.WARN;
    LogFields.with(fields, () -> LOG.log(level, "Watched"));
  }

  private void writeMetrics(WatchRunResult result, String functionName) {
    metrics.write(
        functionName,
        Map.of(
            "LeftDomains", (long) result.left(),
            "MinutesBehind", result.minutesBehind(),
            "HoursSinceWalk", result.walk().hoursBehind(),
            "WalkedDossiers", (long) result.walk().walked(),
            "WalkedChanges", (long) result.walk().published(),
            "HoursSinceSesList", result.sesList().hoursBehind(),
            "SesListDifferences", result.sesList().differences(),
            "SesListEntries", (long) result.sesList().entries(),
            "SesListBroughtIn", (long) result.sesList().broughtIn()));
  }
}
