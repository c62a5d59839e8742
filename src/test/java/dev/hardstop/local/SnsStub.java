package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hardstop.dynamodb.LocalDynamoDb;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The topics of SNS: what was published to each, the newest {@value #KEPT} messages (Amazon SNS API
 * reference, Publish and PublishBatch).
 */
public final class SnsStub {
  static final int KEPT = 1_000;

  private static final int LARGEST_BATCH = 10;
  private static final int MOST_BYTES = 262_144;
  private static final String ENTRY = "PublishBatchRequestEntries.member.";

  private final Map<String, Deque<Published>> topics = new HashMap<>();
  private long published;
  private int failing;

  /**
   * A message that was published.
   *
   * @param number one more than that of the message before it, whatever its topic
   */
  public record Published(long number, String message, Map<String, String> attributes) {
    public Published {
      attributes = Map.copyOf(attributes);
    }
  }

  /** An action that is refused. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    RefusedException(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** The ARN of the topic that the template names so. */
  public static String arn(String name) {
    return "arn:aws:sns:" + LocalDynamoDb.REGION + ":" + FunctionDefinition.ACCOUNT + ":" + name;
  }

  /** The newest messages of a topic, the oldest first. */
  public synchronized List<Published> published(String topicArn) {
    return List.copyOf(topics.getOrDefault(topicArn, new ArrayDeque<>()));
  }

  /** Waits until a topic has messages after that of a number, and returns them. */
  synchronized List<Published> awaitAfter(String topicArn, long number)
      throws InterruptedException {
    while (true) {
      List<Published> newer =
          published(topicArn).stream().filter(each -> each.number() > number).toList();
      if (!newer.isEmpty()) {
        return newer;
      }
      wait();
    }
  }

  /** Forgets what was published. */
  public synchronized void forgetEverything() {
    topics.clear();
  }

  /** The next entries of batches fail, each on its own, although their requests succeed. */
  public synchronized void failEntries(int howMany) {
    failing = howMany;
  }

  /**
   * Carries out an action and returns its result in XML.
   *
   * @throws RefusedException when SNS would refuse it
   */
  synchronized String answer(String action, Map<String, String> parameters)
      throws RefusedException {
    String topic = parameters.getOrDefault("TopicArn", "");
    if (!topic.startsWith("arn:aws:sns:")) {
      throw new RefusedException("InvalidParameter", "Invalid parameter: TopicArn");
    }
    return switch (action) {
      case "Publish" -> publish(topic, parameters);
      case "PublishBatch" -> publishBatch(topic, parameters);
      default -> throw new RefusedException("InvalidAction", "no such action");
    };
  }

  private String publish(String topic, Map<String, String> parameters) throws RefusedException {
    Published message = message(parameters, "");
    String subject = parameters.getOrDefault("Subject", "");
    boolean isSubject =
        subject.length() < 100 && subject.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (!isSubject || bytes(message) > MOST_BYTES) {
      throw new RefusedException("InvalidParameter", "Invalid parameter");
    }
    keep(topic, message);
    return "<MessageId>m-" + published + "</MessageId>";
  }

  private String publishBatch(String topic, Map<String, String> parameters)
      throws RefusedException {
    Map<String, Published> entries = new TreeMap<>();
    int bytes = 0;
    int count = 0;
    for (String id = id(parameters, 1); id != null; id = id(parameters, count + 1)) {
      count++;
      Published message = message(parameters, ENTRY + count + ".");
      bytes += bytes(message);
      entries.put(id, message);
    }
    if (count == 0 || count > LARGEST_BATCH) {
      throw new RefusedException("TooManyEntriesInBatchRequest", "1 to 10 entries are allowed");
    }
    if (entries.size() < count) {
      throw new RefusedException("BatchEntryIdsNotDistinct", "two entries have the same id");
    }
    if (bytes > MOST_BYTES) {
      throw new RefusedException("BatchRequestTooLong", "the batch is too long");
    }
    StringBuilder successful = new StringBuilder();
    StringBuilder failed = new StringBuilder();
    for (int place = 1; place <= count; place++) {
      String id = id(parameters, place);
      if (failing > 0) {
        failing--;
        failed.append("<member><Id>" + id + "</Id><Code>InternalError</Code>"
            + "<SenderFault>false</SenderFault></member>");
      } else {
        keep(topic, entries.get(id));
        successful.append(
            "<member><Id>" + id + "</Id><MessageId>m-" + published + "</MessageId></member>");
      }
    }
    return "<Successful>" + successful + "</Successful><Failed>" + failed + "</Failed>";
  }

  private static String id(Map<String, String> parameters, int place) {
    return parameters.get(ENTRY + place + ".Id");
  }

  private static Published message(Map<String, String> parameters, String prefix)
      throws RefusedException {
    String message = parameters.getOrDefault(prefix + "Message", "");
    Map<String, String> attributes = new HashMap<>();
    String attribute = prefix + "MessageAttributes.entry.";
    for (int i = 1; parameters.containsKey(attribute + i + ".Name"); i++) {
      String value = parameters.getOrDefault(attribute + i + ".Value.StringValue", "");
      String type = parameters.getOrDefault(attribute + i + ".Value.DataType", "");
      if (value.isEmpty() || !List.of("String", "String.Array", "Number").contains(type)) {
        throw new RefusedException("ParameterValueInvalid", "an attribute is empty");
      }
      attributes.put(parameters.get(attribute + i + ".Name"), value);
    }
    if (message.isEmpty()) {
      throw new RefusedException("InvalidParameter", "Invalid parameter: Empty message");
    }
    return new Published(0, message, attributes);
  }

  /** Names, types and values of attributes count as well. */
  private static int bytes(Published message) {
    int bytes = message.message().getBytes(UTF_8).length;
    for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
      bytes += attribute.getKey().getBytes(UTF_8).length + "String".length();
      bytes += attribute.getValue().getBytes(UTF_8).length;
    }
    return bytes;
  }

  private void keep(String topic, Published message) {
    Deque<Published> messages = topics.computeIfAbsent(topic, name -> new ArrayDeque<>());
    messages.add(new Published(++published, message.message(), message.attributes()));
    if (messages.size() > KEPT) {
      messages.remove();
    }
    notifyAll();
  }
}
