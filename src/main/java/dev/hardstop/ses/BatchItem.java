package dev.hardstop.ses;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.ses.Envelope.EnvelopeKind;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.Notification.Ignored;
import dev.hardstop.sesevent.Notification.Reported;
import dev.hardstop.sesevent.SesEventReader;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import java.util.List;
import java.util.Optional;

/**
 * A message or event of an invocation: the unit that fails and is delivered again.
 *
 * @param source the service that delivered it
 * @param id the id of the item at the source, unchecked; empty if it has none
 * @param content the content of the item
 */
record BatchItem(ItemSource source, String id, Envelope content) {
  BatchItem {
    requireNonNull(source, "source is null");
    requireNonNull(id, "id is null");
    requireNonNull(content, "content is null");
  }

  /** The service that delivers an item. */
  enum ItemSource {
    SQS("SQS message"),
    SNS("SNS message"),
    EVENT_BRIDGE("EventBridge event"),
    /** No service, because the event of SES has no envelope. */
    SES("SES event"),
    /** No service, because the only envelope is that of the imported line itself. */
    IMPORT("imported line"),
    /** A service whose events the function does not accept. The item is invalid. */
    UNKNOWN("record");

    private final String noun;

    ItemSource(String noun) {
      this.noun = noun;
    }
  }

  /**
   * Splits an event into the items that fail separately: the records of a batch, or the event
   * itself.
   *
   * @return the items in the order of the event
   * @throws InvalidSesEventException if the function does not accept the event
   */
  static List<BatchItem> split(JsonNode event) {
    Envelope outer = Envelope.of(event);
    Envelope invocation = outer.kind() == EnvelopeKind.FAILED_INVOCATION ? outer.payload() : outer;
    boolean isEmptyList = invocation.json().isArray() && invocation.json().isEmpty();
    return invocation.kind() == EnvelopeKind.BATCH && !isEmptyList
        ? invocation.records().stream().map(BatchItem::ofRecord).toList()
        : List.of(ofEvent(invocation));
  }

  private static BatchItem ofRecord(Envelope record) {
    return switch (record.kind()) {
      case SQS_RECORD -> new BatchItem(ItemSource.SQS, text(record, "messageId"), record.body());
      case SNS_RECORD -> ofSns(record.sns());
      case SNS -> ofSns(record);
      case EVENT_BRIDGE -> ofEventBridge(record);
      case IMPORT -> ofImport(record);
      case BATCH, FAILED_INVOCATION, TEXT, NONE ->
        SesEventReader.isNotification(record.json())
            ? ofSes(record)
            : new BatchItem(ItemSource.UNKNOWN, text(record, "messageId"), record);
    };
  }

  private static BatchItem ofEvent(Envelope event) {
    return switch (event.kind()) {
      case SNS -> ofSns(event);
      case EVENT_BRIDGE -> ofEventBridge(event);
      case IMPORT -> ofImport(event);
      default -> {
        if (!SesEventReader.isNotification(event.json())) {
          throw new InvalidSesEventException("the event is not from SQS, SNS, EventBridge or SES");
        }
        yield ofSes(event);
      }
    };
  }

  private static BatchItem ofSns(Envelope message) {
    return new BatchItem(ItemSource.SNS, text(message, "MessageId"), message);
  }

  private static BatchItem ofEventBridge(Envelope event) {
    return new BatchItem(ItemSource.EVENT_BRIDGE, text(event, "id"), event);
  }

  private static BatchItem ofImport(Envelope line) {
    return new BatchItem(ItemSource.IMPORT, "", line);
  }

  private static BatchItem ofSes(Envelope notification) {
    return new BatchItem(
        ItemSource.SES, SesEventReader.messageId(notification.json()), notification);
  }

  private static String text(Envelope envelope, String member) {
    return envelope.json().path(member).asText("");
  }

  /** Returns whether the response to Lambda can name this item as failed. */
  boolean canFailAlone() {
    return source == ItemSource.SQS && !id.isEmpty();
  }

  /**
   * Returns the name for logs and messages, which consists of the source and the id, never of content.
   */
  String name() {
    return source.noun + " " + (isShown(id) ? id : "(no id)");
  }

  /** Returns whether an id is logged. Ids with characters that AWS does not use are not logged. */
  private static boolean isShown(String id) {
    return !id.isEmpty() && SesEventReader.isPlainId(id);
  }

  @Override
  public String toString() {
    return name();
  }

  /**
   * An item and the notification that was read from it.
   *
   * @param notification empty if the item is invalid
   * @param error why the item is invalid, without its content; empty if it is valid
   */
  record ReadItem(BatchItem item, Optional<Notification> notification, String error) {

    /** Reads an item. An invalid item throws nothing, because it fails alone. */
    static ReadItem of(BatchItem item) {
      try {
        return new ReadItem(item, Optional.of(item.content().open()), "");
      } catch (InvalidSesEventException invalid) {
        return new ReadItem(item, Optional.empty(), invalid.getMessage());
      }
    }

    /** Returns the feedback of the item; none if the item is ignored or invalid. */
    List<Feedback> feedback() {
      return notification
          .filter(Reported.class::isInstance)
          .map(reported -> ((Reported) reported).feedback())
          .orElse(List.of());
    }

    /** Returns the type of an ignored notification; empty for any other item. */
    Optional<String> ignoredType() {
      return notification
          .filter(Ignored.class::isInstance)
          .map(ignored -> ((Ignored) ignored).type());
    }

    boolean isInvalid() {
      return notification.isEmpty();
    }
  }
}
