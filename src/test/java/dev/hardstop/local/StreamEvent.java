package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.dynamodb.LocalDynamoDb;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/**
 * Records of a table's stream as Lambda hands them to a function (AWS Lambda developer guide, "Using
 * AWS Lambda with Amazon DynamoDB").
 */
public final class StreamEvent {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StreamEvent() {}

  /** The event of a batch. */
  public static byte[] of(List<? extends JsonNode> records) {
    ArrayNode all = JSON.arrayNode();
    records.forEach(all::add);
    return JSON.objectNode().set("Records", all).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One record of a stream. */
  public static ObjectNode record(Record record, String streamArn) {
    StreamRecord change = record.dynamodb();
    ObjectNode node = JSON.objectNode();
    node.put("eventID", record.eventID()).put("eventName", record.eventNameAsString());
    node.put("eventVersion", record.eventVersion()).put("eventSource", "aws:dynamodb");
    node.put("awsRegion", LocalDynamoDb.REGION);
    ObjectNode dynamodb = node.putObject("dynamodb");
    dynamodb.put("ApproximateCreationDateTime", created(change).getEpochSecond());
    dynamodb.set("Keys", item(change.keys()));
    if (change.hasNewImage()) {
      dynamodb.set("NewImage", item(change.newImage()));
    }
    if (change.hasOldImage()) {
      dynamodb.set("OldImage", item(change.oldImage()));
    }
    dynamodb.put("SequenceNumber", change.sequenceNumber());
    dynamodb.put("SizeBytes", change.sizeBytes());
    dynamodb.put("StreamViewType", change.streamViewTypeAsString());
    if (record.userIdentity() != null) {
      node.putObject("userIdentity")
          .put("type", record.userIdentity().type())
          .put("principalId", record.userIdentity().principalId());
    }
    return node.put("eventSourceARN", streamArn);
  }

  /**
   * DynamoDB rounds down to a second, DynamoDB Local to a minute: the second in which the record is
   * read, or the last of its minute.
   */
  private static Instant created(StreamRecord change) {
    Instant latest = change.approximateCreationDateTime().plusSeconds(59);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return now.isBefore(latest) ? now : latest;
  }

  private static ObjectNode item(Map<String, AttributeValue> attributes) {
    ObjectNode item = JSON.objectNode();
    attributes.forEach((name, value) -> item.set(name, value(value)));
    return item;
  }

  /** A value of which DynamoDB Local's stream says nothing at all is an empty map. */
  private static ObjectNode value(AttributeValue value) {
    ObjectNode node = JSON.objectNode();
    if (value.s() != null) {
      return node.put("S", value.s());
    } else if (value.n() != null) {
      return node.put("N", value.n());
    } else if (value.b() != null) {
      return node.put("B", base64(value.b()));
    } else if (value.bool() != null) {
      return node.put("BOOL", value.bool());
    } else if (value.nul() != null) {
      return node.put("NULL", value.nul());
    } else if (value.hasSs()) {
      return node.set("SS", texts(value.ss()));
    } else if (value.hasNs()) {
      return node.set("NS", texts(value.ns()));
    } else if (value.hasBs()) {
      return node.set("BS", texts(value.bs().stream().map(StreamEvent::base64).toList()));
    } else if (value.hasL()) {
      ArrayNode elements = JSON.arrayNode();
      value.l().forEach(element -> elements.add(value(element)));
      return node.set("L", elements);
    }
    return node.set("M", item(value.m()));
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
