package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;

import dev.hardstop.suppression.DossierBatch;
import dev.hardstop.suppression.TableUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
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
  static final int LARGEST = DossierBatch.LARGEST;

  private final DynamoDbClient client;
  private final String table;
  private final Lock oneReader = new ReentrantLock();

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

  /**
   * The same as {@link #consistent(Set)}, one request after another, whoever reads: of all readers
   * together, only the items of one request are in memory, if nobody keeps them. As they are stored
   * they have at most {@value #LARGEST} times {@value DossierBatch#LARGEST_DOSSIER} bytes, that is 30 MB;
   * in memory they take up to 3.5 times as much, and the heap of the binary has room for that.
   *
   * @param subjects in the order in which they are asked for
   * @param items takes the keys of each request, and its items by their keys
   */
  void eachConsistent(List<String> subjects, Items items) {
    oneReader.lock();
    try {
      each(subjects, KeysAndAttributes.builder().consistentRead(true).build(), items);
    } finally {
      oneReader.unlock();
    }
  }

  /** Takes the keys of a request, and its items by their keys. */
  @FunctionalInterface
  interface Items extends BiConsumer<List<String>, Map<String, Map<String, AttributeValue>>> {}

  private Map<String, Map<String, AttributeValue>> read(
      Set<String> subjects, KeysAndAttributes wanted) {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    each(List.copyOf(subjects), wanted, (asked, some) -> items.putAll(some));
    return items;
  }

  private void each(List<String> subjects, KeysAndAttributes wanted, Items items) {
    ReadTime time = new ReadTime(callTimeout(), (subjects.size() + LARGEST - 1) / LARGEST);
    for (int from = 0; from < subjects.size(); from += LARGEST) {
      List<String> asked = subjects.subList(from, Math.min(from + LARGEST, subjects.size()));
      List<Map<String, AttributeValue>> keys =
          asked.stream().map(DossierCodec::key).toList();
      // Not in a variable, which would keep them while the next are read.
      items.accept(asked, request(keys, wanted, time));
    }
  }

  private Map<String, Map<String, AttributeValue>> request(
      List<Map<String, AttributeValue>> keys, KeysAndAttributes wanted, ReadTime time) {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    Backoff backoff = new Backoff();
    List<Map<String, AttributeValue>> open = keys;
    while (true) {
      KeysAndAttributes now = wanted.toBuilder().keys(open).build();
      BatchGetItemResponse answer = client.batchGetItem(
          batch -> batch.requestItems(Map.of(table, now)).overrideConfiguration(time::limit));
      answer.responses().values().stream()
          .flatMap(List::stream)
          .forEach(item -> items.put(item.get(SUBJECT).s(), item));
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
