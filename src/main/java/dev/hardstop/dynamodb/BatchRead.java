package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;

import dev.hardstop.suppression.TableUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Reads items by their keys, 100 in a request (DynamoDB API reference, BatchGetItem). A key is
 * either answered, with an item or with none, or the read fails as a whole, {@linkplain ReadTime in
 * time}.
 */
final class BatchRead {
  /** The most keys in one request. */
  static final int LARGEST = 100;

  private final DynamoDbClient client;
  private final String table;

  BatchRead(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** The items as every finished write left them, by their keys; none for a key without item. */
  Map<String, Map<String, AttributeValue>> consistent(Set<String> subjects) {
    return read(subjects, KeysAndAttributes.builder().consistentRead(true).build());
  }

  /** The same at half the price, and perhaps a second behind. */
  Map<String, Map<String, AttributeValue>> lately(Set<String> subjects) {
    return read(subjects, KeysAndAttributes.builder().consistentRead(false).build());
  }

  /** These attributes alone, and the key, as every finished write left them. */
  Map<String, Map<String, AttributeValue>> consistent(
      Set<String> subjects, Collection<String> attributes) {
    Map<String, String> names = new HashMap<>();
    names.put("#subject", SUBJECT);
    attributes.forEach(attribute -> names.put("#n" + names.size(), attribute));
    KeysAndAttributes wanted = KeysAndAttributes.builder()
        .consistentRead(true)
        .projectionExpression(String.join(", ", names.keySet()))
        .expressionAttributeNames(names)
        .build();
    return read(subjects, wanted);
  }

  private Map<String, Map<String, AttributeValue>> read(
      Set<String> subjects, KeysAndAttributes wanted) {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    List<Map<String, AttributeValue>> keys =
        subjects.stream().map(DossierCodec::key).toList();
    ReadTime time = new ReadTime(callTimeout(), (keys.size() + LARGEST - 1) / LARGEST);
    for (int from = 0; from < keys.size(); from += LARGEST) {
      int to = Math.min(from + LARGEST, keys.size());
      for (Map<String, AttributeValue> item : request(keys.subList(from, to), wanted, time)) {
        items.put(item.get(SUBJECT).s(), item);
      }
    }
    return items;
  }

  private List<Map<String, AttributeValue>> request(
      List<Map<String, AttributeValue>> keys, KeysAndAttributes wanted, ReadTime time) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Backoff backoff = new Backoff();
    List<Map<String, AttributeValue>> open = keys;
    while (true) {
      KeysAndAttributes now = wanted.toBuilder().keys(open).build();
      BatchGetItemResponse answer = client.batchGetItem(
          batch -> batch.requestItems(Map.of(table, now)).overrideConfiguration(time::limit));
      answer.responses().values().forEach(items::addAll);
      open = unprocessed(answer);
      if (open.isEmpty()) {
        return items;
      }
      if (!backoff.pause()) {
        throw new TableUnavailableException(
            open.size() + " of " + keys.size() + " keys of a read stay unprocessed");
      }
    }
  }

  private Optional<Duration> callTimeout() {
    return client.serviceClientConfiguration().overrideConfiguration().apiCallTimeout();
  }

  private static List<Map<String, AttributeValue>> unprocessed(BatchGetItemResponse answer) {
    Collection<KeysAndAttributes> unprocessed = answer.unprocessedKeys().values();
    if (unprocessed.isEmpty() && answer.responses().isEmpty()) {
      // Not even "there are no such items": to take it for that would call everyone clear.
      throw new TableUnavailableException("the table answered a read with nothing at all");
    }
    return unprocessed.stream().flatMap(keys -> keys.keys().stream()).toList();
  }
}
