package dev.hardstop.watch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainIndex;
import dev.hardstop.diagnosis.HourIndex;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.lambda.TimeLimit;
import dev.hardstop.suppression.IncidentSlot;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.watchstate.SendingDays;
import dev.hardstop.watchstate.WatchStateStore;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Looks at everything, whenever it is called: by a schedule, or by hand. What it is called with does
 * not matter. {@link WatchRun} has the steps.
 */
@Named(WatchHandler.NAME)
@Singleton
public class WatchHandler implements RequestStreamHandler {
  static final String NAME = "watch";

  private final Parts parts;
  private final InstantSource clock;
  private final WatchLog log = new WatchLog();
  private final Metrics metrics = Metrics.toStandardOutput();
  private final ObjectMapper json = new ObjectMapper();

  @Inject
  WatchHandler(
      SuppressionList list,
      IncidentSlot slot,
      HourIndex hours,
      DomainIndex index,
      WatchStateStore watchState,
      SendingDays days,
      SesAccount account,
      SesMail mail,
      SnsTopic topic,
      SesSwitch sending,
      RuleBook book,
      SuppressionPolicy policy,
      Thresholds thresholds,
      WatchConfiguration configuration,
      InstantSource clock) {
    this(
        Parts.of(
            new Parts.Ports(list, slot, hours, index, watchState, days),
            new Parts.Senders(account, List.of(mail, topic), sending),
            ParallelRunner.of(configuration.readers()),
            book,
            policy,
            thresholds,
            configuration),
        clock);
  }

  WatchHandler(Parts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
  }

  /**
   * @throws AlertDelayedException when everything is done but an alert cannot be told for an hour
   */
  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    event.readAllBytes();
    WatchRunResult watched = new WatchRun(parts, clock.instant(), TimeLimit.of(context)).run();
    log.write(watched, context.getAwsRequestId());
    metrics.write(
        context.getFunctionName(),
        Map.of("LeftDomains", (long) watched.left(), "MinutesBehind", watched.minutesBehind()));
    parts.outbox().requireTold(clock.instant());
    response.write(json.writeValueAsBytes(WatchLog.fields(watched)));
  }
}
