package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * A local system as the destination of an import: messages are posted to {@code /feedback} in the form in which
 * Lambda passes a batch of SQS to the function (AWS Lambda developer guide, "Using Lambda with Amazon SQS"). The
 * answer names the messages that were not recorded. They are posted again, up to {@value #ATTEMPTS} times in all.
 */
final class LocalFeedback implements ImportDestination {
  /** The batch size of the template; with lines of 64 KB at most, the event may have 6 MB. */
  private static final int MOST_RECORDS = 80;

  private static final int ATTEMPTS = 3;

  private final HttpApi api;
  private final String name;

  /** @param name for people */
  LocalFeedback(HttpApi api, String name) {
    this.api = requireNonNull(api, "api is null");
    this.name = requireNonNull(name, "name is null");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Map<Integer, String> send(List<String> bodies) {
    Map<Integer, String> refused = new TreeMap<>();
    for (int from = 0; from < bodies.size(); from += MOST_RECORDS) {
      List<Integer> open = new ArrayList<>();
      for (int i = from; i < Math.min(bodies.size(), from + MOST_RECORDS); i++) {
        open.add(i);
      }
      for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
        Set<String> failed = failed(api.post("/feedback", batch(bodies, open)));
        open.removeIf(place -> !failed.contains(Integer.toString(place)));
      }
      open.forEach(place -> refused.put(place, "the local system did not record it"));
    }
    return refused;
  }

  private static ObjectNode batch(List<String> bodies, List<Integer> places) {
    ObjectNode batch = JsonNodeFactory.instance.objectNode();
    ArrayNode records = batch.putArray("Records");
    for (int place : places) {
      records
          .addObject()
          .put("messageId", Integer.toString(place))
          .put("eventSource", "aws:sqs")
          .put("body", bodies.get(place));
    }
    return batch;
  }

  private static Set<String> failed(JsonNode answer) {
    Set<String> failed = new HashSet<>();
    answer
        .path("batchItemFailures")
        .forEach(each -> failed.add(each.path("itemIdentifier").asText()));
    return failed;
  }

  @Override
  public OptionalLong deadLetters() {
    return OptionalLong.empty();
  }

  @Override
  public Processed awaitProcessed(Duration longest, OptionalLong deadLettersBefore) {
    return new Processed(
        Processed.End.RECORDED,
        "The local system accepts a line only when it is recorded: every accepted line is recorded.");
  }

  @Override
  public void close() {
    // The connection belongs to the command.
  }
}
