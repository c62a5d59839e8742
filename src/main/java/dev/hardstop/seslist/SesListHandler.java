package dev.hardstop.seslist;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hardstop.lambda.BatchResponse;
import dev.hardstop.lambda.LogFields;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.lambda.TimeLimit;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The function that handles the messages of the queues of SES's list. {@link SesListRun} performs the
 * steps of an invocation. The response names the messages to be delivered again, which for a FIFO queue
 * are the failed message and all later ones (AWS Lambda developer guide, "Handling errors for an SQS
 * event source").
 */
@Named(SesListHandler.NAME)
@Singleton
public class SesListHandler implements RequestStreamHandler {
  static final String NAME = "ses-list";

  private static final Logger LOG = Logger.getLogger(SesListHandler.class);

  private final SesListRun run;
  private final Metrics metrics;

  @Inject
  public SesListHandler(SesListRun run) {
    this(run, Metrics.toStandardOutput());
  }

  SesListHandler(SesListRun run, Metrics metrics) {
    this.run = requireNonNull(run, "run is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /**
   * @throws IllegalArgumentException if the event is not a batch of SQS messages
   */
  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    BooleanSupplier isOutOfTime = TimeLimit.of(context);
    List<QueueMessage> messages = QueueMessage.read(event.readAllBytes());
    SesListResult result = run.handle(messages, isOutOfTime);
    log(result, context.getAwsRequestId());
    metrics.write(context.getFunctionName(), metrics(result.counts()));
    response.write(
        BatchResponse.failing(result.again().stream().map(QueueMessage::id).toList()));
  }

  private static Map<String, Long> metrics(Map<SesListResult.Count, Long> counts) {
    Map<String, Long> named = new TreeMap<>();
    counts.forEach((count, value) -> named.put(count.metric(), value));
    return named;
  }

  /** Logs a line for each distinct problem, and a line for the invocation. */
  private static void log(SesListResult result, String requestId) {
    Map<String, String> fields = new TreeMap<>(Map.of("requestId", requestId));
    result.counts().forEach((count, value) -> fields.put(count.metric(), Long.toString(value)));
    LogFields.with(fields, () -> {
      result.problems().forEach(LOG::warn);
      LOG.info("SES's list updated");
    });
  }
}
