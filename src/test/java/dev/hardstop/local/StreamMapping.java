package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.dynamodb.LocalDynamoDb;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Lambda's event source mapping between the stream of a table in DynamoDB Local and a function (AWS
 * Lambda developer guide, "Process DynamoDB records with Lambda" and "Configuring partial batch
 * response with DynamoDB and Lambda"). It reads from the oldest record, drops what no filter admits,
 * and hands over batches in order, one at a time. A reply that names records is a checkpoint: all
 * from the lowest of them on are sent again, as often as a batch is tried. A batch is split where
 * the function failed as a whole.
 *
 * <p>Three waits are shorter than Lambda's: a batch is handed over without a batching window, a failed
 * one is tried again after at most a second, and the next poll follows at once while somebody waits in
 * {@link #awaitIdle}.
 */
public final class StreamMapping implements AutoCloseable {
  /** Lambda polls a shard four times a second. */
  private static final Duration POLL = Duration.ofMillis(250);

  private static final Duration SHORT_POLL = Duration.ofMillis(20);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DynamoDbStreamsClient client;
  private final String streamArn;
  private final StreamSettings settings;
  private final Function function;
  private final Consumer<String> onFailure;
  private final Thread thread;
  private final Set<String> finishedShards = new HashSet<>();
  private long idleRounds;
  private int waiting;
  private volatile boolean discarding;
  private Throwable broken;
  private volatile boolean closing;

  /** What is invoked with a batch. */
  public interface Function {
    LocalReply invoke(byte[] event) throws InterruptedException;
  }

  private StreamMapping(
      DynamoDbStreamsClient client,
      String streamArn,
      StreamSettings settings,
      Function function,
      Consumer<String> onFailure) {
    this.client = client;
    this.streamArn = streamArn;
    this.settings = settings;
    this.function = function;
    this.onFailure = onFailure;
    this.thread = new Thread(this::run, "stream-mapping");
  }

  /**
   * Starts to read.
   *
   * @param function is invoked by one thread, with one batch at a time
   * @param onFailure gets the JSON that Lambda sends to the queue for failures when it gives records
   *     up
   * @throws IllegalArgumentException when the table has no stream
   */
  public static StreamMapping start(
      LocalDynamoDb database,
      String table,
      StreamSettings settings,
      Function function,
      Consumer<String> onFailure) {
    requireNonNull(settings, "settings are null");
    StreamMapping mapping = new StreamMapping(
        database.streamsClient(), streamArn(database, table), settings, function, onFailure);
    mapping.thread.setDaemon(true);
    mapping.thread.start();
    return mapping;
  }

  private static String streamArn(LocalDynamoDb database, String table) {
    try (DynamoDbClient client = database.client()) {
      String arn =
          client.describeTable(describe -> describe.tableName(table)).table().latestStreamArn();
      if (arn == null) {
        throw new IllegalArgumentException("the table has no stream: " + table);
      }
      return arn;
    }
  }

  /** The ARN of the stream, as it stands in every event. */
  public String streamArn() {
    return streamArn;
  }

  /**
   * Waits until all records of writes that have ended were handed over or given up.
   *
   * @throws IllegalStateException when the mapping has stopped because of an error
   */
  public synchronized void awaitIdle() throws InterruptedException {
    // The round that is under way may have read before the last write.
    long enough = idleRounds + 2;
    waiting++;
    notifyAll();
    try {
      while (idleRounds < enough) {
        if (broken != null) {
          throw new IllegalStateException("the mapping has stopped", broken);
        }
        wait();
      }
    } finally {
      waiting--;
    }
  }

  /**
   * Waits until all records of writes that have ended are read, and drops those of which no batch is being
   * handled. One thread at a time may call it.
   */
  void discardAll() throws InterruptedException {
    discarding = true;
    try {
      awaitIdle();
    } finally {
      discarding = false;
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }

  private void run() {
    try {
      while (true) {
        for (Shard shard : shards()) {
          if (!finishedShards.contains(shard.shardId())) {
            read(shard.shardId());
          }
        }
        pause();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      stopped(e);
    }
  }

  private synchronized void stopped(Throwable cause) {
    broken = cause;
    notifyAll();
    if (!closing) {
      System.err.println("local: the stream is no longer read: " + cause);
    }
  }

  /** In the order in which DynamoDB Local names them: a shard before those that follow it. */
  private List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    String last = null;
    do {
      String from = last;
      var page = client.describeStream(
          describe -> describe.streamArn(streamArn).exclusiveStartShardId(from));
      shards.addAll(page.streamDescription().shards());
      last = page.streamDescription().lastEvaluatedShardId();
    } while (last != null);
    return shards;
  }

  /** Reads a shard until it ends. */
  private void read(String shard) throws InterruptedException {
    String iterator = client
        .getShardIterator(get -> get.streamArn(streamArn)
            .shardId(shard)
            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
    while (iterator != null) {
      String current = iterator;
      GetRecordsResponse page = client.getRecords(get -> get.shardIterator(current));
      iterator = page.nextShardIterator();
      List<ObjectNode> records = page.records().stream()
          .map(record -> StreamEvent.record(record, streamArn))
          .filter(record -> !discarding && FilterPattern.passes(settings.filters(), record))
          .toList();
      for (int from = 0; from < records.size(); from += settings.batchSize()) {
        int to = Math.min(from + settings.batchSize(), records.size());
        handOver(records.subList(from, to), shard);
      }
      if (page.records().isEmpty()) {
        nothingNew();
        pause();
      }
    }
    finishedShards.add(shard);
  }

  private synchronized void nothingNew() {
    idleRounds++;
    notifyAll();
  }

  /** Waits until the next poll; hardly at all while a thread is in {@link #awaitIdle}. */
  private synchronized void pause() throws InterruptedException {
    wait(waiting > 0 ? SHORT_POLL.toMillis() : POLL.toMillis());
  }

  private record Batch(List<ObjectNode> records, int attempts) {
    /** Its records from this one on; what follows handled records has not been tried yet. */
    Batch from(int first) {
      return new Batch(records.subList(first, records.size()), first > 0 ? 0 : attempts);
    }

    Batch upTo(int end) {
      return new Batch(records.subList(0, end), attempts);
    }

    Batch tried() {
      return new Batch(records, attempts + 1);
    }
  }

  private void handOver(List<ObjectNode> records, String shard) throws InterruptedException {
    Deque<Batch> pending = new ArrayDeque<>();
    pending.push(new Batch(records, 0));
    while (!pending.isEmpty() && !discarding) {
      Batch batch = pending.pop();
      int aged = aged(batch);
      if (aged > 0) {
        giveUp(batch.upTo(aged), shard, "RecordAgeExceeded");
        batch = batch.from(aged);
      }
      if (!batch.records().isEmpty()) {
        invoke(batch, shard, pending);
      }
    }
  }

  private void invoke(Batch batch, String shard, Deque<Batch> pending) throws InterruptedException {
    OptionalInt checkpoint = checkpoint(function.invoke(StreamEvent.of(batch.records())), batch);
    int size = batch.records().size();
    if (checkpoint.orElse(0) == size) {
      return;
    }
    Batch left = batch.tried().from(checkpoint.orElse(0));
    Thread.sleep(Math.min(LONGEST_BACKOFF.toMillis(), 50L << Math.min(left.attempts(), 5)));
    if (checkpoint.isEmpty() && settings.bisects() && size > 1) {
      // Splitting does not use up retries.
      pending.push(batch.from(size / 2));
      pending.push(batch.upTo(size / 2));
    } else if (settings.retries() >= 0 && left.attempts() > settings.retries()) {
      giveUp(left, shard, "RetryAttemptsExhausted");
    } else {
      pending.push(left);
    }
  }

  /** How many records from the first on are too old to be tried. */
  private int aged(Batch batch) {
    if (settings.longestAge().isNegative()) {
      return 0;
    }
    Instant oldest = Instant.now().minus(settings.longestAge());
    return (int) batch.records().stream()
        .takeWhile(record -> written(record).isBefore(oldest))
        .count();
  }

  /**
   * How many records of a batch were handled, from its first on; empty where the function failed or
   * its reply cannot be read, so that the whole batch has failed.
   */
  private OptionalInt checkpoint(LocalReply reply, Batch batch) {
    int size = batch.records().size();
    if (!(reply instanceof LocalReply.Answer answer)) {
      return OptionalInt.empty();
    }
    if (!settings.reportsItems()) {
      return OptionalInt.of(size);
    }
    JsonNode json;
    try {
      json = JSON.readTree(answer.body());
    } catch (IOException noJson) {
      return OptionalInt.empty();
    }
    if (json.isMissingNode() || json.isNull()) {
      return OptionalInt.of(size);
    }
    JsonNode failures = json.path("batchItemFailures");
    if (!json.isObject()
        || !(failures.isArray() || failures.isMissingNode() || failures.isNull())) {
      return OptionalInt.empty();
    }
    int lowest = size;
    for (JsonNode failure : failures) {
      int place = place(failure.path("itemIdentifier").asText(""), batch.records());
      if (place < 0) {
        return OptionalInt.empty();
      }
      lowest = Math.min(lowest, place);
    }
    return OptionalInt.of(lowest);
  }

  private static int place(String sequenceNumber, List<ObjectNode> batch) {
    for (int i = 0; i < batch.size(); i++) {
      if (sequenceNumber(batch.get(i)).equals(sequenceNumber)) {
        return i;
      }
    }
    return -1;
  }

  /** What Lambda sends to the queue for failures: where the records are, and none of them. */
  private void giveUp(Batch batch, String shard, String condition) {
    ObjectNode first = batch.records().get(0);
    ObjectNode last = batch.records().get(batch.records().size() - 1);
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message
        .putObject("requestContext")
        .put("condition", condition)
        .put("approximateInvokeCount", batch.attempts());
    message.put("version", "1.0").put("timestamp", Instant.now().toString());
    message
        .putObject("DDBStreamBatchInfo")
        .put("shardId", shard)
        .put("startSequenceNumber", sequenceNumber(first))
        .put("endSequenceNumber", sequenceNumber(last))
        .put("approximateArrivalOfFirstRecord", written(first).toString())
        .put("approximateArrivalOfLastRecord", written(last).toString())
        .put("batchSize", batch.records().size())
        .put("streamArn", streamArn);
    onFailure.accept(message.toString());
  }

  private static String sequenceNumber(JsonNode record) {
    return record.at("/dynamodb/SequenceNumber").asText();
  }

  private static Instant written(JsonNode record) {
    return Instant.ofEpochSecond(
        record.at("/dynamodb/ApproximateCreationDateTime").asLong());
  }
}
