package dev.hardstop.announce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.changes.ChangeTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.ThrottledException;

/** A topic that keeps what is published, and refuses what it is told to refuse. */
final class StubbedTopic implements SnsClient {
  static final String ARN = "arn:aws:sns:eu-central-1:111122223333:changes";
  static final String SOURCE = "arn:aws:cloudformation:eu-central-1:111122223333:stack/hardstop/1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<PublishBatchRequestEntry> entries = new ArrayList<>();
  private int requests;
  private Predicate<PublishBatchRequest> throttles = request -> false;
  private Predicate<PublishBatchRequestEntry> refuses = entry -> false;

  ChangeTopic topic() {
    return new ChangeTopic(this, Optional.of(ARN), SOURCE);
  }

  /** From now on these requests are throttled. */
  void throttles(Predicate<PublishBatchRequest> which) {
    throttles = which;
  }

  /** From now on these entries fail, and the others of their requests do not. */
  void refuses(Predicate<PublishBatchRequestEntry> which) {
    refuses = which;
  }

  /** All events that were accepted, in their order. */
  List<JsonNode> events() {
    return entries.stream().map(entry -> json(entry.message())).toList();
  }

  /** The attributes of one of them. */
  Map<String, String> attributes(int event) {
    Map<String, String> attributes = new TreeMap<>();
    entries
        .get(event)
        .messageAttributes()
        .forEach((name, value) -> attributes.put(name, value.stringValue()));
    return attributes;
  }

  int requests() {
    return requests;
  }

  void clear() {
    entries.clear();
    requests = 0;
  }

  /** Amazon SNS API reference, PublishBatch. */
  @Override
  public PublishBatchResponse publishBatch(PublishBatchRequest request) {
    List<PublishBatchRequestEntry> batch = request.publishBatchRequestEntries();
    if (!request.topicArn().equals(ARN)
        || batch.isEmpty()
        || batch.size() > 10
        || batch.stream().map(PublishBatchRequestEntry::id).distinct().count() < batch.size()) {
      throw SnsException.builder().message("an invalid request").build();
    }
    requests++;
    if (throttles.test(request)) {
      throw ThrottledException.builder().message("Rate exceeded").build();
    }
    List<PublishBatchResultEntry> successful = new ArrayList<>();
    List<BatchResultErrorEntry> failed = new ArrayList<>();
    for (PublishBatchRequestEntry entry : batch) {
      if (refuses.test(entry)) {
        failed.add(BatchResultErrorEntry.builder()
            .id(entry.id())
            .code("InternalError")
            .senderFault(false)
            .build());
      } else {
        entries.add(entry);
        successful.add(PublishBatchResultEntry.builder().id(entry.id()).build());
      }
    }
    return PublishBatchResponse.builder().successful(successful).failed(failed).build();
  }

  private static JsonNode json(String message) {
    try {
      return JSON.readTree(message);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String serviceName() {
    return "sns";
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
