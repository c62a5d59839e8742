package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierChange;
import dev.hardstop.suppression.DossierChange.Kind;
import dev.hardstop.suppression.Sha256;
import dev.hardstop.suppression.StreamRecord;
import dev.hardstop.suppression.StreamRecord.TableStream;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the events that Lambda makes of the table's stream, with the images of the items before and
 * after each write (AWS Lambda developer guide, "Using AWS Lambda with Amazon DynamoDB").
 *
 * <p>The id of a change is a hash of the stream's ARN and the record's number. It is the same whenever
 * the record is sent again, and differs in another stream of the same table.
 */
@Singleton
public final class DynamoDbTableStream implements TableStream {
  private static final int ID_BYTES = 16;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public List<StreamRecord> read(byte[] event) {
    JsonNode records = parse(event).path("Records");
    if (!records.isArray()) {
      throw new IllegalArgumentException("the event has no records");
    }
    List<StreamRecord> read = new ArrayList<>();
    records.forEach(record -> read.add(read(record)));
    return read;
  }

  private JsonNode parse(byte[] event) {
    try {
      return json.readTree(event);
    } catch (IOException malformed) {
      // The cause is left out, because its message quotes the event.
      throw new IllegalArgumentException("the event is not JSON");
    }
  }

  private static StreamRecord read(JsonNode record) {
    JsonNode change = record.path("dynamodb");
    String sequence = change.path("SequenceNumber").asText("");
    if (sequence.isEmpty() || !sequence.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("the record has no sequence number");
    }
    Optional<Subject> subject = subject(change.path("Keys").path(SUBJECT).path("S"));
    if (subject.isEmpty()) {
      return new StreamRecord.OfOtherItem(sequence);
    }
    try {
      return new StreamRecord.OfDossier(read(record, sequence, subject.get()));
    } catch (UnreadableItemException unreadable) {
      return new StreamRecord.Unreadable(subject.get(), sequence, unreadable);
    }
  }

  /**
   * Returns the subject of a dossier; empty for any other item, whose key is not the canonical form of
   * a subject.
   */
  private static Optional<Subject> subject(JsonNode key) {
    try {
      return Optional.of(Subject.parse(key.asText("")))
          .filter(subject -> subject.key().equals(key.textValue()));
    } catch (InvalidAddressException otherItem) {
      return Optional.empty();
    }
  }

  private static DossierChange read(JsonNode record, String sequence, Subject subject) {
    JsonNode change = record.path("dynamodb");
    Optional<Dossier> before = before(subject, change);
    return new DossierChange(
        id(record.path("eventSourceARN").asText(""), sequence),
        subject,
        before.isPresent() ? kind(record) : kindOfUnreadable(record, subject),
        before.orElseGet(() -> Dossier.empty(subject)),
        image(subject, change, "NewImage"),
        Instant.ofEpochSecond(change.path("ApproximateCreationDateTime").asLong()),
        sequence);
  }

  /**
   * Returns the kind of change. DynamoDB names itself as the user who removed an item at the end of its
   * time to live.
   */
  private static Kind kind(JsonNode record) {
    if (!record.path("eventName").asText().equals("REMOVE")) {
      return Kind.WRITTEN;
    }
    JsonNode user = record.path("userIdentity");
    boolean isExpiry = user.path("type").asText().equals("Service")
        && user.path("principalId").asText().equals("dynamodb.amazonaws.com");
    return isExpiry ? Kind.EXPIRED : Kind.ERASED;
  }

  /**
   * Returns the kind of change if the old item is unreadable. Nothing is published about a removed
   * address, so its item need not have been readable.
   */
  private static Kind kindOfUnreadable(JsonNode record, Subject subject) {
    return switch (kind(record)) {
      case WRITTEN, CORRECTED -> Kind.CORRECTED;
      case ERASED -> subject instanceof Subject.Address ? Kind.ERASED : Kind.CORRECTED;
      case EXPIRED -> Kind.EXPIRED;
    };
  }

  private static Optional<Dossier> before(Subject subject, JsonNode change) {
    try {
      return Optional.of(image(subject, change, "OldImage"));
    } catch (UnreadableItemException unreadable) {
      return Optional.empty();
    }
  }

  private static Dossier image(Subject subject, JsonNode change, String name) {
    Map<String, AttributeValue> item =
        DossierCodec.readable(subject, name, () -> attributes(change.path(name)));
    return DossierCodec.read(subject, item);
  }

  private static Map<String, AttributeValue> attributes(JsonNode image) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    image
        .properties()
        .forEach(field -> attributes.put(field.getKey(), attribute(field.getValue())));
    return attributes;
  }

  /** Reads an attribute value in DynamoDB JSON (Amazon DynamoDB API reference, AttributeValue). */
  private static AttributeValue attribute(JsonNode typed) {
    String type = typed.propertyStream().map(Map.Entry::getKey).findFirst().orElse("");
    JsonNode value = typed.path(type);
    return switch (type) {
      case "S" -> AttributeValue.fromS(value.asText());
      case "N" -> AttributeValue.fromN(value.asText());
      case "B" -> AttributeValue.fromB(bytes(value));
      case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
      case "NULL" -> AttributeValue.fromNul(true);
      case "SS" -> AttributeValue.fromSs(list(value, JsonNode::asText));
      case "NS" -> AttributeValue.fromNs(list(value, JsonNode::asText));
      case "BS" -> AttributeValue.fromBs(list(value, DynamoDbTableStream::bytes));
      case "L" -> AttributeValue.fromL(list(value, DynamoDbTableStream::attribute));
      case "M" -> AttributeValue.fromM(attributes(value));
      default -> throw new IllegalArgumentException("the type of the attribute is unknown");
    };
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
    List<T> values = new ArrayList<>();
    array.forEach(value -> values.add(reader.apply(value)));
    return values;
  }

  private static SdkBytes bytes(JsonNode base64) {
    return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64.asText()));
  }

  private static String id(String stream, String sequence) {
    return Sha256.hex(stream + '#' + sequence, ID_BYTES);
  }
}
