package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.dynamodb.LocalDynamoDb;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The queues of a template, as far as functions and event source mappings use them (Amazon SQS API
 * reference; Amazon SQS developer guide, "FIFO queues"). Functions send messages over HTTP; a {@link
 * QueueMapping} receives and deletes them in this process.
 *
 * <p>It keeps the order of each message group, drops what has a deduplication id of the last five
 * minutes, delays, hides received messages, and moves what was received too often to the dead-letter
 * queue. As SQS does, it refuses a delay of a single message on a FIFO queue.
 */
public final class SqsStub {
  private static final Duration DEDUPLICATION = Duration.ofMinutes(5);
  private static final int LARGEST_BATCH = 10;
  private static final String TARGET = "AmazonSQS.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String endpoint;
  private final Map<String, Queue> queues = new LinkedHashMap<>();
  private Duration longestWait = Duration.ofHours(12);
  private int throttled;

  SqsStub(String endpoint) {
    this.endpoint = endpoint;
  }

  /** A queue: what the template says about it, and its messages in the order of their arrival. */
  private static final class Queue {
    private final String name;
    private final boolean isFifo;
    private final boolean isContentBased;
    private final Duration delay;
    private final Duration visibility;
    private final int maxReceiveCount;
    private final String deadLetters;
    private final List<Stored> messages = new ArrayList<>();
    private final Map<String, Instant> deduplicated = new HashMap<>();

    private Queue(String name, JsonNode properties) {
      this.name = name;
      isFifo = properties.path("FifoQueue").asBoolean(false);
      isContentBased = properties.path("ContentBasedDeduplication").asBoolean(false);
      delay = Duration.ofSeconds(properties.path("DelaySeconds").asInt(0));
      visibility = Duration.ofSeconds(properties.path("VisibilityTimeout").asInt(30));
      maxReceiveCount = properties.at("/RedrivePolicy/maxReceiveCount").asInt(Integer.MAX_VALUE);
      deadLetters =
          withoutArn(properties.at("/RedrivePolicy/deadLetterTargetArn").asText(""));
    }
  }

  private static final class Stored {
    private final String id = UUID.randomUUID().toString();
    private final String body;
    private final String group;
    private final String deduplication;
    private final long sequence;
    private final Instant sent;
    private Instant visibleFrom;
    private int received;

    private Stored(
        String body, String group, String deduplication, long sequence, Instant visibleFrom) {
      this.body = body;
      this.group = group;
      this.deduplication = deduplication;
      this.sequence = sequence;
      this.sent = Instant.now();
      this.visibleFrom = visibleFrom;
    }
  }

  private static String withoutArn(String reference) {
    return reference.replaceFirst("\\.Arn$", "");
  }

  /** Creates the queues of a template under its own names for them. */
  public synchronized void createAll(Stack stack) {
    stack
        .ofType("AWS::SQS::Queue")
        .forEach((name, queue) -> queues.put(name, new Queue(name, queue.path("Properties"))));
  }

  /** The same for a template with the defaults of its parameters. */
  public void createAll(Path template) {
    createAll(Stack.of(template, Map.of()));
  }

  /** The URL of the queue that the template names so. */
  public synchronized String url(String name) {
    return endpoint + "/" + FunctionDefinition.ACCOUNT + "/" + fullName(queue(name));
  }

  /** The ARN of the queue that the template names so. */
  public synchronized String arn(String name) {
    return "arn:aws:sqs:" + LocalDynamoDb.REGION + ":" + FunctionDefinition.ACCOUNT + ":"
        + fullName(queue(name));
  }

  /** Delays and visibility timeouts that are longer become as short as this. */
  public synchronized void setLongestWait(Duration longestWait) {
    this.longestWait = longestWait;
  }

  /** Throttles the next requests. */
  public synchronized void throttle(int howMany) {
    throttled = howMany;
  }

  /** The bodies of all messages that are in a queue, in their order. */
  public synchronized List<String> bodies(String name) {
    return queue(name).messages.stream().map(message -> message.body).toList();
  }

  /** Removes all messages of all queues and forgets which ones were sent. */
  public synchronized void forgetEverything() {
    queues.values().forEach(queue -> {
      queue.messages.clear();
      queue.deduplicated.clear();
    });
  }

  /** Sends a message without a group. */
  public synchronized void send(String name, String body) {
    add(queue(name), body, "", "", queue(name).delay);
  }

  /** Receives at most so many messages, which stay hidden until the visibility timeout is over. */
  synchronized List<Message> receive(String name, int atMost) {
    Queue queue = queue(name);
    Instant now = Instant.now();
    Set<String> waitingGroups = new HashSet<>();
    List<Message> batch = new ArrayList<>();
    for (Stored message : List.copyOf(queue.messages)) {
      if (batch.size() == atMost || queue.isFifo && waitingGroups.contains(message.group)) {
        continue;
      }
      if (message.visibleFrom.isAfter(now)) {
        waitingGroups.add(message.group);
      } else if (message.received >= queue.maxReceiveCount) {
        queue.messages.remove(message);
        queue(queue.deadLetters).messages.add(message);
      } else {
        message.received++;
        message.visibleFrom = now.plus(shortened(queue.visibility));
        batch.add(received(queue, message));
      }
    }
    return batch;
  }

  synchronized void delete(String name, List<Message> messages) {
    Set<String> ids = new HashSet<>();
    messages.forEach(message -> ids.add(message.messageId()));
    queue(name).messages.removeIf(message -> ids.contains(message.id));
  }

  /** Whether a message can be received now. */
  synchronized boolean isAnyVisible(String name) {
    Instant now = Instant.now();
    return queue(name).messages.stream().anyMatch(message -> !message.visibleFrom.isAfter(now));
  }

  /** Answers a request whose signature is one for SQS. */
  synchronized WireServer.Answer answer(WireServer.Request request) {
    String action =
        request.headers().getOrDefault("x-amz-target", "").replaceFirst("^" + TARGET, "");
    if (throttled > 0) {
      throttled--;
      return error("RequestThrottled", "Request is throttled.");
    }
    JsonNode asked;
    try {
      asked = JSON.readTree(request.body());
    } catch (IOException e) {
      return error("InvalidParameterValue", "not JSON");
    }
    String url = asked.path("QueueUrl").asText();
    Queue queue = queues.get(url.substring(url.lastIndexOf('/') + 1).replaceFirst("\\.fifo$", ""));
    if (queue == null || !url.endsWith("/" + fullName(queue))) {
      return error("QueueDoesNotExist", "The specified queue does not exist.");
    }
    return switch (action) {
      case "SendMessage" -> sendOne(queue, asked);
      case "SendMessageBatch" -> sendBatch(queue, asked.path("Entries"));
      default -> error("UnsupportedOperation", "not known here: " + action);
    };
  }

  private WireServer.Answer sendOne(Queue queue, JsonNode asked) {
    String problem = problem(queue, asked);
    return problem.isEmpty()
        ? json(200, sent(queue, asked))
        : error("InvalidParameterValue", problem);
  }

  private WireServer.Answer sendBatch(Queue queue, JsonNode entries) {
    Set<String> ids = new HashSet<>();
    entries.forEach(entry -> ids.add(entry.path("Id").asText("")));
    if (entries.isEmpty() || entries.size() > LARGEST_BATCH) {
      return error("TooManyEntriesInBatchRequest", "1 to 10 entries are allowed.");
    }
    if (ids.size() < entries.size() || ids.contains("")) {
      return error("BatchEntryIdsNotDistinct", "Two or more batch entries have the same Id.");
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode successful = result.putArray("Successful");
    ArrayNode failed = result.putArray("Failed");
    for (JsonNode entry : entries) {
      String problem = problem(queue, entry);
      if (problem.isEmpty()) {
        successful.add(sent(queue, entry).put("Id", entry.path("Id").asText()));
      } else {
        failed
            .addObject()
            .put("Id", entry.path("Id").asText())
            .put("Code", "InvalidParameterValue")
            .put("Message", problem)
            .put("SenderFault", true);
      }
    }
    return json(200, result);
  }

  private static String problem(Queue queue, JsonNode asked) {
    if (asked.path("MessageBody").asText("").isEmpty()) {
      return "the message has no body";
    }
    if (!asked.path("MessageAttributes").isEmpty()) {
      return "message attributes are not known here";
    }
    if (!queue.isFifo) {
      return "";
    }
    if (asked.path("DelaySeconds").asInt(0) > 0) {
      return "DelaySeconds of a message is not valid for a FIFO queue";
    }
    if (asked.path("MessageGroupId").asText("").isEmpty()) {
      return "the request must contain the parameter MessageGroupId";
    }
    boolean identified = !asked.path("MessageDeduplicationId").asText("").isEmpty();
    return identified || queue.isContentBased ? "" : "there is no deduplication id";
  }

  private ObjectNode sent(Queue queue, JsonNode asked) {
    String body = asked.path("MessageBody").asText();
    String deduplication = asked.path("MessageDeduplicationId").asText(queue.isFifo ? body : "");
    JsonNode delay = asked.path("DelaySeconds");
    Stored stored = add(
        queue,
        body,
        asked.path("MessageGroupId").asText(""),
        deduplication,
        delay.isMissingNode() || delay.isNull() || queue.isFifo
            ? queue.delay
            : Duration.ofSeconds(delay.asInt()));
    return JsonNodeFactory.instance
        .objectNode()
        .put("MessageId", stored.id)
        .put("MD5OfMessageBody", md5(body))
        .put("SequenceNumber", Long.toString(stored.sequence));
  }

  private Stored add(Queue queue, String body, String group, String deduplication, Duration delay) {
    Instant now = Instant.now();
    Stored message =
        new Stored(body, group, deduplication, System.nanoTime(), now.plus(shortened(delay)));
    queue.deduplicated.values().removeIf(sent -> sent.isBefore(now.minus(DEDUPLICATION)));
    if (deduplication.isEmpty() || queue.deduplicated.putIfAbsent(deduplication, now) == null) {
      queue.messages.add(message);
    }
    return message;
  }

  private Duration shortened(Duration wait) {
    return wait.compareTo(longestWait) < 0 ? wait : longestWait;
  }

  private Queue queue(String name) {
    Queue queue = queues.get(name);
    if (queue == null) {
      throw new IllegalArgumentException("the template has no queue " + name);
    }
    return queue;
  }

  private static String fullName(Queue queue) {
    return queue.name + (queue.isFifo ? ".fifo" : "");
  }

  private static Message received(Queue queue, Stored message) {
    Map<MessageSystemAttributeName, String> attributes = new TreeMap<>();
    attributes.put(
        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, Integer.toString(message.received));
    attributes.put(
        MessageSystemAttributeName.SENT_TIMESTAMP, Long.toString(message.sent.toEpochMilli()));
    if (queue.isFifo) {
      attributes.put(MessageSystemAttributeName.MESSAGE_GROUP_ID, message.group);
      attributes.put(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, message.deduplication);
      attributes.put(MessageSystemAttributeName.SEQUENCE_NUMBER, Long.toString(message.sequence));
    }
    return Message.builder()
        .messageId(message.id)
        .receiptHandle(message.id + "-" + message.received)
        .body(message.body)
        .md5OfBody(md5(message.body))
        .attributes(attributes)
        .build();
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static WireServer.Answer error(String code, String message) {
    ObjectNode body = JsonNodeFactory.instance
        .objectNode()
        .put("__type", "com.amazonaws.sqs#" + code)
        .put("message", message);
    return json(400, body);
  }

  private static WireServer.Answer json(int status, ObjectNode body) {
    return new WireServer.Answer(
        status,
        Map.of("Content-Type", "application/x-amz-json-1.0"),
        body.toString().getBytes(UTF_8));
  }
}
