package dev.hardstop.ses;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.lambda.TimeLimit;
import dev.hardstop.suppression.Recorder;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Takes SES's events in, from SQS, SNS, EventBridge or bare, and records them.
 *
 * <p>An item that is not for us succeeds. One that is not understood or cannot be written fails
 * alone: everything else of the batch is recorded first, as far as the time of the invocation goes.
 * Taking the same event twice is safe.
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
   * @param context of the invocation
   * @throws dev.hardstop.sesevent.InvalidSesEventException when the event as a whole is none that
   *     this function takes
   * @throws FeedbackNotRecordedException when an item failed that came by another way than SQS
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    BooleanSupplier outOfTime = TimeLimit.of(context);
    JsonNode event = Json.read(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    List<ItemReading> readings =
        LambdaEvent.items(event).stream().map(ItemReading::of).toList();
    List<ItemResult> results = recorder.record(readings, ItemReading::feedback, outOfTime).stream()
        .map(ItemResult::of)
        .toList();
    log.write(results, context.getAwsRequestId());
    metrics.write(results, context.getFunctionName());
    output.write(Json.write(BatchResponse.to(results)));
  }
}
