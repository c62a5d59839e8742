package dev.hardstop.changes;

import static java.util.Objects.requireNonNull;

import dev.hardstop.lambda.FailureText;
import dev.hardstop.suppression.VerdictChange;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/**
 * Publishes changes to the SNS topic of the stack as {@linkplain ChangeEvent events}: at most 10 in a
 * request, and 262,144 bytes (Amazon SNS API reference, PublishBatch).
 */
@Singleton
public final class ChangeTopic {
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 262_144;

  private final SnsClient sns;
  private final Optional<String> topic;
  private final String source;

  @Inject
  ChangeTopic(SnsClient sns, ChangesConfiguration configuration) {
    this(sns, configuration.topic(), configuration.source());
  }

  /**
   * Creates a publisher of events.
   *
   * @param topic the ARN of the topic; without it, nothing is published
   * @param source the source of the events
   */
  public ChangeTopic(SnsClient sns, Optional<String> topic, String source) {
    this.sns = requireNonNull(sns, "sns is null");
    this.topic = requireNonNull(topic, "topic is null");
    this.source = requireNonNull(source, "source is null");
  }

  /**
   * How many changes of a list were published.
   *
   * @param published how many changes from the start of the list are published, without a gap
   * @param failure why the next change is not published, without an address; empty if all are published
   */
  public record PublishResult(int published, String failure) {
    public PublishResult {
      requireNonNull(failure, "failure is null");
    }
  }

  /**
   * Publishes changes in their order, and stops after the first request that fails, wholly or in part.
   * Further changes after those that count as published may also have been published. Publishing a
   * change again is safe, because its event has the same id.
   *
   * @param isOutOfTime returns whether no further request may begin
   */
  public PublishResult publish(List<VerdictChange> changes, BooleanSupplier isOutOfTime) {
    if (topic.isEmpty()) {
      return new PublishResult(changes.size(), "");
    }
    int published = 0;
    for (List<Message> batch : batches(changes)) {
      if (isOutOfTime.getAsBoolean()) {
        return new PublishResult(published, "out of time");
      }
      PublishResult result = send(batch);
      published += result.published();
      if (!result.failure().isEmpty()) {
        return new PublishResult(published, result.failure());
      }
    }
    return new PublishResult(published, "");
  }

  private List<List<Message>> batches(List<VerdictChange> changes) {
    List<List<Message>> batches = new ArrayList<>();
    int bytes = 0;
    for (VerdictChange change : changes) {
      Message message = Message.of(new ChangeEvent(change, source));
      bytes += message.bytes();
      if (batches.isEmpty()
          || batches.get(batches.size() - 1).size() == MOST_ENTRIES
          || bytes > MOST_BYTES) {
        batches.add(new ArrayList<>());
        bytes = message.bytes();
      }
      batches.get(batches.size() - 1).add(message);
    }
    return batches;
  }

  /** Sends a batch. The id of an entry is its index in the batch. */
  private PublishResult send(List<Message> batch) {
    List<PublishBatchRequestEntry> entries = IntStream.range(0, batch.size())
        .mapToObj(place -> batch.get(place).entry(Integer.toString(place)))
        .toList();
    try {
      List<BatchResultErrorEntry> failed = sns.publishBatch(
              publish -> publish.topicArn(topic.orElseThrow()).publishBatchRequestEntries(entries))
          .failed();
      return failed.stream()
          .min((one, other) -> Integer.compare(place(one), place(other)))
          .map(first -> new PublishResult(place(first), "SNS: " + first.code()))
          .orElse(new PublishResult(batch.size(), ""));
    } catch (SdkException unavailable) {
      return new PublishResult(0, FailureText.of(unavailable));
    }
  }

  private static int place(BatchResultErrorEntry entry) {
    return Integer.parseInt(entry.id());
  }

  /** The text and the attributes of an event, whose sizes are added up. */
  private record Message(String json, Map<String, String> attributes) {
    static Message of(ChangeEvent event) {
      return new Message(event.toJson(), event.attributes());
    }

    int bytes() {
      return attributes.entrySet().stream()
          .mapToInt(it -> bytes(it.getKey()) + bytes(type(it.getKey())) + bytes(it.getValue()))
          .reduce(bytes(json), Integer::sum);
    }

    private static String type(String attribute) {
      return attribute.equals(ChangeEvent.STREAM) ? "String.Array" : "String";
    }

    private static int bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    PublishBatchRequestEntry entry(String id) {
      Map<String, MessageAttributeValue> values = new HashMap<>();
      attributes.forEach((name, value) -> values.put(
          name,
          MessageAttributeValue.builder()
              .dataType(type(name))
              .stringValue(value)
              .build()));
      return PublishBatchRequestEntry.builder()
          .id(id)
          .message(json)
          .messageAttributes(values)
          .build();
    }
  }
}
