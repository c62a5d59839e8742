package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;

import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.TableUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Reads items by their keys, 100 in a request (DynamoDB API reference, BatchGetItem). Either the read
 * finds out for every key whether there is an item, or the whole read fails within its {@linkplain
 * ReadTime time limit}.
 */
final class BatchRead {
  /** The most keys in one request. */
  static final int MOST_KEYS = DossierBatch.MOST_SUBJECTS;

  private final DynamoDbClient client;
  private final String table;
  private final Lock oneAtATime = new ReentrantLock();

  /** The time limit of one call of the client; null until the first read. */
  private volatile Optional<Duration> callTimeout;

  BatchRead(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Returns the items by their keys, with every finished write. A key without an item is left out. */
  Map<String, Map<String, AttributeValue>> consistent(Set<String> subjects) {
    return read(subjects, KeysAndAttributes.builder().consistentRead(true).build());
  }

  /** Reads like {@link #consistent(Set)} at half the price, but may miss writes of the last second. */
  Map<String, Map<String, AttributeValue>> eventuallyConsistent(Set<String> subjects) {
    return read(subjects, KeysAndAttributes.builder().consistentRead(false).build());
  }

  /** Reads like {@link #consistent(Set)}, but only the key and these attributes. */
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
   * Reads like {@link #consistent(Set)}, but makes one request after another, even if several threads
   * read. Only the items of one request are therefore in memory, unless the consumer keeps them. Their
   * stored size is at most {@value #MOST_KEYS} times {@value DossierBatch#LARGEST_DOSSIER} bytes, which
   * is 30 MB. In memory they take up to 3.5 times as much, for which the heap of the native binary is
   * large enough.
   *
   * @param subjects the keys in the order in which they are read
   * @param items takes the keys of each request, and its items by their keys
   */
  void eachConsistent(List<String> subjects, Items items) {
    oneAtATime.lock();
    try {
      each(subjects, KeysAndAttributes.builder().consistentRead(true).build(), items);
    } finally {
      oneAtATime.unlock();
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
    ReadTime time = new ReadTime(callTimeout(), (subjects.size() + MOST_KEYS - 1) / MOST_KEYS);
    for (int from = 0; from < subjects.size(); from += MOST_KEYS) {
      List<String> asked = subjects.subList(from, Math.min(from + MOST_KEYS, subjects.size()));
      List<Map<String, AttributeValue>> keys =
          asked.stream().map(DossierCodec::key).toList();
      // No variable may hold the items, because it would keep them in memory while the next
      // ones are read.
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
            open.size() + " of " + keys.size() + " keys of a read are still unprocessed");
      }
    }
  }

  /**
   * Returns the time limit of one call. It is cached, because it never changes and the client creates
   * its whole configuration for each look-up.
   */
  private Optional<Duration> callTimeout() {
    Optional<Duration> known = callTimeout;
    if (known == null) {
      known = client.serviceClientConfiguration().overrideConfiguration().apiCallTimeout();
      callTimeout = known;
    }
    return known;
  }

  private static List<Map<String, AttributeValue>> unprocessed(BatchGetItemResponse answer) {
    Collection<KeysAndAttributes> unprocessed = answer.unprocessedKeys().values();
    if (unprocessed.isEmpty() && answer.responses().isEmpty()) {
      // Such a response does not mean that there are no items. If it did, every address would be
      // clear.
      throw new TableUnavailableException("the response to a read is empty");
    }
    return unprocessed.stream().flatMap(keys -> keys.keys().stream()).toList();
  }

  /**
   * The time limit of a read of many keys with all its requests. It is the time limit of one call of
   * the client, plus a fifth of that for each further request, and at most 4.5 times the limit of one
   * call. With the 1.7 s of application.properties the maximum is 7.65 s. A function has 10 s, so its
   * caller still gets a response when the limit is reached. For the same reason, the limit includes the
   * time that the consumer takes between the requests.
   */
  private static final class ReadTime {
    private static final double FOR_A_FURTHER_REQUEST = 0.2;
    private static final double MOST_CALLS = 4.5;

    private final Optional<Duration> call;
    private final long end;

    /**
     * Starts the time.
     *
     * @param call the time limit of one call; empty if there is none
     * @param requests the least number of requests that the read needs
     */
    ReadTime(Optional<Duration> call, int requests) {
      this.call = call;
      double calls = Math.min(1 + FOR_A_FURTHER_REQUEST * (requests - 1), MOST_CALLS);
      long whole = call.map(one -> (long) (one.toNanos() * calls)).orElse(0L);
      end = System.nanoTime() + whole;
    }

    /**
     * Limits the next request to the time that is left.
     *
     * @throws TableUnavailableException if no time is left
     */
    void limit(AwsRequestOverrideConfiguration.Builder request) {
      if (call.isPresent()) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.toMillis() < 1) {
          throw new TableUnavailableException("a read takes too long");
        }
        request.apiCallTimeout(left.compareTo(call.get()) < 0 ? left : call.get());
      }
    }
  }

  /**
   * The pauses between the attempts to read unprocessed keys. Each pause is random, and its maximum is
   * twice that of the previous pause, so that callers that were throttled together do not retry
   * together.
   */
  static final class Backoff {
    /** The most pauses. Together they take at most 0.8 s. */
    static final int PAUSES = 5;

    private static final long FIRST_MILLIS = 25;

    private int taken;

    /** Pauses the thread. Returns false at once if no pause is left or the thread is interrupted. */
    boolean pause() {
      if (taken == PAUSES) {
        return false;
      }
      long longest = FIRST_MILLIS << taken++;
      try {
        Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
        return true;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
