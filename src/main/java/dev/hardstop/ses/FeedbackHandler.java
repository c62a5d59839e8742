package dev.hardstop.ses;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.lambda.BatchResponse;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.lambda.TimeLimit;
import dev.hardstop.ses.BatchItem.ReadItem;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.Recorder.RecordedItem;
import dev.hardstop.suppression.RecordingOutcome;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Records the events of SES, whether they arrive from SQS, SNS, EventBridge or without an envelope.
 *
 * <p>An item that Hardstop does not record, such as a {@code Send} event, succeeds. The failure of an
 * item that is invalid or cannot be written does not affect the others: the rest of the batch is
 * recorded as far as the time of the invocation allows. Recording the same event twice is safe.
 */
@Named(FeedbackHandler.NAME)
@Singleton
public class FeedbackHandler implements RequestStreamHandler {
  static final String NAME = "feedback";

  private final Recorder recorder;
  private final FeedbackLog log = new FeedbackLog();
  private final FeedbackMetrics metrics;

  @Inject
  public FeedbackHandler(Recorder recorder) {
    this(recorder, Metrics.toStandardOutput());
  }

  FeedbackHandler(Recorder recorder, Metrics metrics) {
    this.recorder = requireNonNull(recorder, "recorder is null");
    this.metrics = new FeedbackMetrics(requireNonNull(metrics, "metrics is null"));
  }

  /**
   * @param context the context of the invocation
   * @throws dev.hardstop.sesevent.SesEventReader.InvalidSesEventException if the function does not
   *     accept the event
   * @throws BatchFailedException if an item that did not come from SQS failed
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    BooleanSupplier isOutOfTime = TimeLimit.of(context);
    JsonNode event = Envelope.parse(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    List<ReadItem> items = BatchItem.split(event).stream().map(ReadItem::of).toList();
    List<RecordedItem<ReadItem>> recorded = recorder.record(items, ReadItem::feedback, isOutOfTime);
    log.write(recorded, context.getAwsRequestId());
    metrics.write(recorded, context.getFunctionName());
    output.write(response(recorded));
  }

  /**
   * Returns the response to Lambda, which names the SQS messages that failed (AWS Lambda developer
   * guide, "Handling errors for an SQS event source": {@code ReportBatchItemFailures}). For all other
   * sources, one failed item fails the whole invocation.
   *
   * @throws BatchFailedException if an item failed that the response cannot name. An SQS message
   *     without an id, which SQS never sends, is such an item: SQS then delivers the whole batch again,
   *     which is safe, and nothing is lost
   */
  private static byte[] response(List<RecordedItem<ReadItem>> items) {
    List<BatchItem> failed = items.stream()
        .filter(FeedbackHandler::hasFailed)
        .map(recorded -> recorded.item().item())
        .toList();
    if (!failed.stream().allMatch(BatchItem::canFailAlone)) {
      throw new BatchFailedException(failed);
    }
    return BatchResponse.failing(failed.stream().map(BatchItem::id).toList());
  }

  /**
   * Returns whether the item must be delivered again. If it fails repeatedly, it ends in the
   * dead-letter queue.
   */
  private static boolean hasFailed(RecordedItem<ReadItem> recorded) {
    return recorded.item().isInvalid()
        || recorded.outcomes().stream().anyMatch(RecordingOutcome.Failed.class::isInstance);
  }

  /**
   * Thrown if items failed that the response cannot name, so that the invocation fails and its source
   * tries again. The message contains the names of the items. It has no content and no cause; the log
   * states why each item failed.
   */
  public static final class BatchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_NAMED = 10;

    BatchFailedException(List<BatchItem> failed) {
      super("not recorded: " + names(failed));
    }

    private static String names(List<BatchItem> failed) {
      String names =
          failed.stream().limit(MOST_NAMED).map(BatchItem::name).collect(Collectors.joining(", "));
      return failed.size() <= MOST_NAMED
          ? names
          : names + " and " + (failed.size() - MOST_NAMED) + " more";
    }
  }
}
