package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The stand-ins for SQS and SNS, called by AWS's own clients, and what Lambda does behind a queue. */
class QueueMappingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  private static final String TEMPLATE = """
      Resources:
        Orders:
          Type: AWS::SQS::Queue
          Properties:
            FifoQueue: true
            RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2}
        Later:
          Type: AWS::SQS::Queue
          Properties: {DelaySeconds: 60}
        Dead:
          Type: AWS::SQS::Queue
          Properties: {FifoQueue: true}
      """;

  private AwsStub aws;
  private SqsClient sqs;
  private final List<String> handedOver = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    aws = AwsStub.start();
    aws.queues().createAll(Files.writeString(folder.resolve("template.yaml"), TEMPLATE));
    aws.queues().setLongestWait(Duration.ofMillis(20));
    sqs = SqsClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(CREDENTIALS)
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  @AfterEach
  void stop() {
    sqs.close();
    aws.close();
  }

  @Test
  void aRepeatedDeduplicationIdSendsNothing() throws Exception {
    send("Orders", "one", "a", "1");
    send("Orders", "one again", "a", "1");
    send("Orders", "two", "a", "2");

    drain("Orders", 1, "");

    assertThat(handedOver).containsExactly("one", "two");
    assertThat(aws.queues().bodies("Orders")).isEmpty();
  }

  @Test
  void aFailedMessageHoldsUpItsGroupAndNoOther() throws Exception {
    aws.queues().setLongestWait(Duration.ofMillis(500));
    send("Orders", "bad", "a", "1");
    send("Orders", "behind it", "a", "2");
    send("Orders", "free", "b", "3");

    drain("Orders", 1, "bad");

    assertThat(handedOver).containsExactlyInAnyOrder("bad", "free", "bad", "behind it");
    assertThat(handedOver).endsWith("behind it");
    assertThat(handedOver.indexOf("free")).isLessThan(3);
    assertThat(aws.queues().bodies("Dead")).containsExactly("bad");
  }

  @Test
  void aFifoQueueTakesNoDelayOfAMessage() {
    SendMessageBatchRequestEntry entry = SendMessageBatchRequestEntry.builder()
        .id("x")
        .messageBody("later")
        .messageGroupId("a")
        .messageDeduplicationId("1")
        .delaySeconds(60)
        .build();

    assertThat(sqs.sendMessageBatch(
                send -> send.queueUrl(aws.queues().url("Orders")).entries(entry))
            .failed())
        .hasSize(1);
    assertThatThrownBy(() -> sqs.sendMessage(
            send -> send.queueUrl(aws.queues().url("Orders")).messageBody("no group")))
        .isInstanceOf(SqsException.class);
    assertThatThrownBy(
            () -> sqs.sendMessage(send -> send.queueUrl("http://x/1/None").messageBody("m")))
        .isInstanceOf(SqsException.class);
  }

  @Test
  void aDelayedMessageIsNotReceivedBefore() {
    aws.queues().setLongestWait(Duration.ofHours(1));
    sqs.sendMessage(send -> send.queueUrl(aws.queues().url("Later")).messageBody("by queue"));
    sqs.sendMessage(
        send -> send.queueUrl(aws.queues().url("Later")).messageBody("at once").delaySeconds(0));

    assertThat(aws.queues().receive("Later", 10))
        .singleElement()
        .satisfies(message -> assertThat(message.body()).isEqualTo("at once"));
    assertThat(aws.queues().bodies("Later")).hasSize(2);
  }

  @Test
  void aTopicKeepsTheNewestThousandMessages() {
    String topic = SnsStub.arn("Changes");
    try (SnsClient sns = SnsClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(CREDENTIALS)
        .httpClientBuilder(ApacheHttpClient.builder())
        .build()) {
      aws.topics().failEntries(1);
      PublishBatchResponse partly = sns.publishBatch(
          publish -> publish.topicArn(topic).publishBatchRequestEntries(entry(0), entry(1)));
      assertThat(partly.failed())
          .singleElement()
          .satisfies(failed -> assertThat(failed.id()).isEqualTo("0"));
      for (int i = 2; i <= SnsStub.KEPT + 1; i++) {
        int number = i;
        sns.publishBatch(
            publish -> publish.topicArn(topic).publishBatchRequestEntries(entry(number)));
      }
    }

    List<SnsStub.Published> kept = aws.topics().published(topic);
    assertThat(kept).hasSize(SnsStub.KEPT);
    assertThat(kept.get(0).message()).isEqualTo("2");
    assertThat(kept.get(0).attributes()).isEqualTo(Map.of("state", "clear"));
  }

  private static PublishBatchRequestEntry entry(int number) {
    return PublishBatchRequestEntry.builder()
        .id(Integer.toString(number))
        .message(Integer.toString(number))
        .messageAttributes(Map.of(
            "state",
            MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("clear")
                .build()))
        .build();
  }

  private void send(String queue, String body, String group, String deduplicationId) {
    sqs.sendMessage(send -> send.queueUrl(aws.queues().url(queue))
        .messageBody(body)
        .messageGroupId(group)
        .messageDeduplicationId(deduplicationId));
  }

  /** Works until the queue is empty; the function fails every message with a certain body. */
  private void drain(String queue, int batchSize, String bad) throws Exception {
    JsonNode mapping = JSON.createObjectNode()
        .put("Queue", queue + ".Arn")
        .put("BatchSize", batchSize)
        .set("FunctionResponseTypes", JSON.createArrayNode().add("ReportBatchItemFailures"));
    try (QueueMapping running =
        QueueMapping.start(aws.queues(), mapping, event -> reply(event, bad))) {
      do {
        running.awaitIdle();
      } while (!aws.queues().bodies(queue).isEmpty());
    }
  }

  private LocalReply reply(byte[] event, String bad) {
    JsonNode record;
    try {
      record = JSON.readTree(event).at("/Records/0");
    } catch (IOException e) {
      return new LocalReply.Failure("IOException", "not JSON");
    }
    String body = record.path("body").asText();
    handedOver.add(body);
    String failures =
        body.equals(bad) ? "{\"itemIdentifier\":" + record.path("messageId") + "}" : "";
    return new LocalReply.Answer(("{\"batchItemFailures\":[" + failures + "]}").getBytes(UTF_8));
  }
}
