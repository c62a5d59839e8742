package dev.hardstop.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.dynamodb.LocalDynamoDb;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * SQS in this JVM (ElasticMQ), on a free port of the loopback interface: a queue that moves
 * messages to its dead-letter queue when they were received too often.
 */
public final class LocalQueue implements AutoCloseable {
  /** The most that SQS takes or hands out in one request. */
  private static final int LARGEST = 10;

  /** Longer than an invocation may take, so that nothing is handed out twice at once. */
  private static final Duration VISIBILITY = Duration.ofMinutes(2);

  private final SQSRestServer server;
  private final SqsClient sqs;
  private final String queue;
  private final String arn;
  private final String deadLetters;

  private LocalQueue(SQSRestServer server, int maxReceiveCount) {
    Http.ServerBinding binding = server.waitUntilStarted();
    this.server = server;
    this.sqs = client(URI.create("http://127.0.0.1:" + binding.localAddress().getPort()));
    this.deadLetters = create("dead-letters", Map.of());
    String redrive = JsonNodeFactory.instance
        .objectNode()
        .put("deadLetterTargetArn", arn(deadLetters))
        .put("maxReceiveCount", maxReceiveCount)
        .toString();
    this.queue = create(
        "feedback",
        Map.of(
            QueueAttributeName.REDRIVE_POLICY,
            redrive,
            QueueAttributeName.VISIBILITY_TIMEOUT,
            Long.toString(VISIBILITY.toSeconds())));
    this.arn = arn(queue);
  }

  /** Both queues, empty. */
  public static LocalQueue start(int maxReceiveCount) {
    SQSRestServer server = SQSRestServerBuilder.withInterface("127.0.0.1")
        .withDynamicPort()
        .withAWSRegion(LocalDynamoDb.REGION)
        .start();
    return new LocalQueue(server, maxReceiveCount);
  }

  public String arn() {
    return arn;
  }

  /** The URL of the queue, for a client of this server. */
  public String url() {
    return queue;
  }

  /** The URL of the dead-letter queue. */
  public String deadLettersUrl() {
    return deadLetters;
  }

  /** The client of this server. */
  public SqsClient client() {
    return sqs;
  }

  /** Sends messages with these bodies. */
  void send(List<String> bodies) {
    for (List<String> ten : tens(bodies)) {
      List<SendMessageBatchRequestEntry> entries = IntStream.range(0, ten.size())
          .mapToObj(i -> SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(i))
              .messageBody(ten.get(i))
              .build())
          .toList();
      require(
          sqs.sendMessageBatch(send -> send.queueUrl(queue).entries(entries))
              .failed()
              .isEmpty(),
          "sent");
    }
  }

  /**
   * Receives messages, which stay invisible to other receivers until they are {@linkplain #giveBack
   * given back}.
   *
   * @param atMost how many are wanted; SQS gives ten at a time
   * @param wait how long to wait for the first, in whole seconds
   */
  public List<Message> receive(int atMost, Duration wait) {
    return receive(queue, atMost, wait);
  }

  /** Deletes processed messages. */
  public void delete(List<Message> messages) {
    delete(queue, messages);
  }

  /** Makes received messages visible again, as SQS does after the visibility timeout. */
  void giveBack(List<Message> messages) {
    for (List<Message> ten : tens(messages)) {
      List<ChangeMessageVisibilityBatchRequestEntry> entries = ten.stream()
          .map(message -> ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(message.messageId())
              .receiptHandle(message.receiptHandle())
              .visibilityTimeout(0)
              .build())
          .toList();
      require(
          sqs.changeMessageVisibilityBatch(change -> change.queueUrl(queue).entries(entries))
              .failed()
              .isEmpty(),
          "given back");
    }
  }

  /** Whether there is nothing left, neither waiting nor handed out. */
  boolean isEmpty() {
    return held() == 0;
  }

  /** How many messages there are, waiting or handed out. */
  public int held() {
    return count(queue);
  }

  /** How many messages were put aside. */
  int countDeadLetters() {
    return count(deadLetters);
  }

  /** Takes the bodies of all dead letters out of their queue. */
  List<String> takeDeadLetters() {
    List<String> bodies = new ArrayList<>();
    List<Message> messages = receive(deadLetters, LARGEST, Duration.ZERO);
    while (!messages.isEmpty()) {
      messages.forEach(message -> bodies.add(message.body()));
      delete(deadLetters, messages);
      messages = receive(deadLetters, LARGEST, Duration.ZERO);
    }
    return bodies;
  }

  /** Moves all dead letters back into the queue, as an operator does. */
  void redrive() throws InterruptedException {
    String source = arn(deadLetters);
    sqs.startMessageMoveTask(task -> task.sourceArn(source).destinationArn(arn));
    while (sqs.listMessageMoveTasks(tasks -> tasks.sourceArn(source)).results().stream()
        .anyMatch(task -> task.status().equals("RUNNING"))) {
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    sqs.close();
    server.stopAndWait();
  }

  private static SqsClient client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalDynamoDb.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  private String create(String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(create -> create.queueName(name).attributes(attributes))
        .queueUrl();
  }

  private String arn(String url) {
    return attributes(url, QueueAttributeName.QUEUE_ARN).get(QueueAttributeName.QUEUE_ARN);
  }

  private int count(String url) {
    return attributes(
            url,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  private Map<QueueAttributeName, String> attributes(String url, QueueAttributeName... names) {
    return new HashMap<>(
        sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(names)).attributes());
  }

  private List<Message> receive(String url, int atMost, Duration wait) {
    return sqs.receiveMessage(receive -> receive
            .queueUrl(url)
            .maxNumberOfMessages(Math.min(atMost, LARGEST))
            .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
            .waitTimeSeconds((int) wait.toSeconds()))
        .messages();
  }

  private void delete(String url, List<Message> messages) {
    for (List<Message> ten : tens(messages)) {
      List<DeleteMessageBatchRequestEntry> entries = ten.stream()
          .map(message -> DeleteMessageBatchRequestEntry.builder()
              .id(message.messageId())
              .receiptHandle(message.receiptHandle())
              .build())
          .toList();
      require(
          sqs.deleteMessageBatch(delete -> delete.queueUrl(url).entries(entries))
              .failed()
              .isEmpty(),
          "deleted");
    }
  }

  private static <T> List<List<T>> tens(List<T> all) {
    return IntStream.iterate(0, from -> from < all.size(), from -> from + LARGEST)
        .mapToObj(from -> all.subList(from, Math.min(from + LARGEST, all.size())))
        .toList();
  }

  private static void require(boolean done, String what) {
    if (!done) {
      throw new IllegalStateException("not all messages were " + what);
    }
  }
}
