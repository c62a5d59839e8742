package dev.hardstop.announce;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hardstop.lambda.BatchResponse;
import dev.hardstop.lambda.LogFields;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.lambda.TimeLimit;
import dev.hardstop.suppression.StreamRecord;
import dev.hardstop.suppression.StreamRecord.TableStream;
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
 * The function that Lambda invokes with records of the table's stream. {@link Announcement} performs
 * the steps of an invocation. The response names the record at which the invocation stopped; Lambda
 * sends this record and all later ones again (AWS Lambda developer guide, "Configuring partial batch
 * response with DynamoDB and Lambda").
 */
@Named(AnnounceHandler.NAME)
@Singleton
public class AnnounceHandler implements RequestStreamHandler {
  static final String NAME = "announce";

  private static final Logger LOG = Logger.getLogger(AnnounceHandler.class);

  private final TableStream stream;
  private final Announcement announcement;
  private final Metrics metrics;

  @Inject
  public AnnounceHandler(TableStream stream, Announcement announcement) {
    this(stream, announcement, Metrics.toStandardOutput());
  }

  AnnounceHandler(TableStream stream, Announcement announcement, Metrics metrics) {
    this.stream = requireNonNull(stream, "stream is null");
    this.announcement = requireNonNull(announcement, "announcement is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /**
   * @throws IllegalArgumentException if the event is not from a table's stream
   */
  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    BooleanSupplier isOutOfTime = TimeLimit.of(context);
    List<StreamRecord> records = stream.read(event.readAllBytes());
    AnnouncementResult result = announcement.announce(records, isOutOfTime);
    log(result, context.getAwsRequestId());
    metrics.write(
        context.getFunctionName(),
        Map.of(
            "Published", (long) result.published(),
            "Unjudged", (long) result.unjudged().size(),
            "Postponed", (long) result.postponed()));
    response.write(BatchResponse.failing(result.checkpoint().stream().toList()));
  }

  /** Logs a line for each record that cannot be judged, and a line for the invocation. */
  private static void log(AnnouncementResult result, String requestId) {
    Map<String, String> fields = new TreeMap<>(Map.of(
        "requestId", requestId,
        "records", Integer.toString(result.records().size()),
        "published", Integer.toString(result.published()),
        "unjudged", Integer.toString(result.unjudged().size()),
        "postponed", Integer.toString(result.postponed())));
    LogFields.with(fields, () -> {
      result
          .unjudged()
          .forEach(it -> LOG.warnf("Record %s cannot be judged: %s", it.sequence(), it.why()));
      if (result.checkpoint().isPresent()) {
        LOG.warnf("Changes not published yet: %s", result.failure());
      } else {
        LOG.info("Changes published");
      }
    });
  }
}
