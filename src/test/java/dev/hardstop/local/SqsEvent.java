package dev.hardstop.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.dynamodb.LocalDynamoDb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** A batch of messages as Lambda hands it over (AWS Lambda developer guide, "Using Lambda with Amazon SQS"). */
public final class SqsEvent {
  private SqsEvent() {}

  /**
   * @param queueArn where the messages come from
   */
  public static byte[] of(List<Message> batch, String queueArn) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ArrayNode records = event.putArray("Records");
    for (Message message : batch) {
      ObjectNode attributes = JsonNodeFactory.instance.objectNode();
      message.attributesAsStrings().forEach(attributes::put);
      ObjectNode record = records.addObject();
      record.put("messageId", message.messageId()).put("receiptHandle", message.receiptHandle());
      record.put("body", message.body()).set("attributes", attributes);
      record.putObject("messageAttributes");
      record.put("md5OfBody", message.md5OfBody()).put("eventSource", "aws:sqs");
      record.put("eventSourceARN", queueArn).put("awsRegion", LocalDynamoDb.REGION);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
