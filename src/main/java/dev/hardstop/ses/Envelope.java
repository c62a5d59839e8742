package dev.hardstop.ses;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.sesevent.ImportMessage;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.Notification.Ignored;
import dev.hardstop.sesevent.Notification.Reported;
import dev.hardstop.sesevent.SesEventReader;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The JSON in which a notification of SES arrives. In this package, only this record recognises
 * envelopes and extracts the notification. Envelopes may be nested: a redriven dead letter of Lambda is a
 * whole invocation in an SQS message.
 *
 * @param kind the kind of envelope
 * @param json the envelope itself
 */
record Envelope(EnvelopeKind kind, JsonNode json) {
  /**
   * The deepest nesting that services produce. For example, an event that EventBridge sent through SNS
   * to a failed Lambda invocation has three envelopes.
   */
  private static final int DEEPEST_NESTING = 4;

  private static final String TOPIC_VALIDATION = "Successfully validated SNS topic";
  private static final String RECORDS = "Records";
  private static final String PAYLOAD = "requestPayload";

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  Envelope {
    requireNonNull(kind, "kind is null");
    requireNonNull(json, "json is null");
  }

  /** The kinds of envelopes. */
  enum EnvelopeKind {
    /**
     * The records of an invocation (AWS Lambda developer guide, "Using Lambda with Amazon SQS" and
     * "Using Lambda with Amazon SNS"), or a list of them without {@code Records} (Amazon EventBridge
     * Pipes).
     */
    BATCH,
    /** A record of SNS in a batch. */
    SNS_RECORD,
    /** A record of SQS in a batch. */
    SQS_RECORD,
    /**
     * An asynchronous invocation that failed, as Lambda sends it to a destination (AWS Lambda
     * developer guide, "Retaining records of asynchronous invocations").
     */
    FAILED_INVOCATION,
    /**
     * A message of SNS (Amazon SNS developer guide, "Parsing message formats"); some senders omit
     * parts.
     */
    SNS,
    /** An event of EventBridge (Amazon EventBridge user guide, "AWS service event metadata"). */
    EVENT_BRIDGE,
    /** A line of an imported file; see {@link ImportMessage}. */
    IMPORT,
    /** A text that contains JSON. */
    TEXT,
    /** No envelope: the notification itself, or JSON that Hardstop does not know. */
    NONE
  }

  /** Recognises the kind of envelope. */
  static Envelope of(JsonNode json) {
    return new Envelope(kindOf(json), json);
  }

  private static EnvelopeKind kindOf(JsonNode json) {
    if (json.isTextual()) {
      return EnvelopeKind.TEXT;
    }
    if (json.isArray() || json.path(RECORDS).isArray()) {
      return EnvelopeKind.BATCH;
    }
    if (ImportMessage.isImport(json)) {
      return EnvelopeKind.IMPORT;
    }
    if (json.path("Sns").isObject()) {
      return EnvelopeKind.SNS_RECORD;
    }
    if (json.path("eventSource").asText("").equals("aws:sqs")) {
      return EnvelopeKind.SQS_RECORD;
    }
    if (json.path(PAYLOAD).isContainerNode()) {
      return EnvelopeKind.FAILED_INVOCATION;
    }
    if (json.has("Message") || (json.has("TopicArn") && json.has("Type"))) {
      return EnvelopeKind.SNS;
    }
    return json.has("detail-type") && json.has("source")
        ? EnvelopeKind.EVENT_BRIDGE
        : EnvelopeKind.NONE;
  }

  /**
   * Parses JSON as a tree, because one handler accepts events of every form.
   *
   * @throws InvalidSesEventException if the text is not JSON, or is nested too deeply. The message
   *     states the position, and repeats nothing of the text
   */
  static JsonNode parse(String text) {
    try {
      // Jackson needs a third fewer instructions for bytes than for characters.
      return JSON.readTree(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException malformed) {
      // The cause is left out, because its message repeats the text.
      throw new InvalidSesEventException("invalid JSON" + position(malformed));
    } catch (IOException noText) {
      // Text that begins with zeros looks like another encoding.
      throw new InvalidSesEventException("invalid JSON");
    }
  }

  private static String position(JsonProcessingException malformed) {
    return malformed.getLocation() == null
        ? ""
        : " at line "
            + malformed.getLocation().getLineNr()
            + ", column "
            + malformed.getLocation().getColumnNr();
  }

  /** Returns the records of a batch, in their order. */
  List<Envelope> records() {
    List<Envelope> records = new ArrayList<>();
    (json.isArray() ? json : json.path(RECORDS)).forEach(each -> records.add(of(each)));
    return records;
  }

  /** Returns the event of a failed invocation. */
  Envelope payload() {
    return of(json.path(PAYLOAD));
  }

  /** Returns the message in a record of SNS. */
  Envelope sns() {
    return new Envelope(EnvelopeKind.SNS, json.path("Sns"));
  }

  /** Returns the body of a record of SQS. */
  Envelope body() {
    return of(json.path("body"));
  }

  /**
   * Extracts the notification and reads it.
   *
   * @throws InvalidSesEventException if there is no readable notification of SES inside
   */
  Notification open() {
    return open(DEEPEST_NESTING);
  }

  private Notification open(int depth) {
    if (depth == 0) {
      throw new InvalidSesEventException("too many nested envelopes");
    }
    return switch (kind) {
      case BATCH -> openBatch(depth);
      case SNS_RECORD -> sns().open(depth);
      case SQS_RECORD -> body().open(depth - 1);
      case FAILED_INVOCATION -> payload().openPayload(depth - 1);
      case SNS -> openSns(depth);
      case EVENT_BRIDGE -> openEventBridge(depth);
      case IMPORT -> ImportMessage.read(json).notification();
      case TEXT -> openText(depth);
      case NONE -> SesEventReader.read(json);
    };
  }

  /** Opens a text. SES validates a topic by publishing one line of plain text, which is ignored. */
  private Notification openText(int depth) {
    String text = json.textValue();
    if (text.stripLeading().startsWith(TOPIC_VALIDATION)) {
      return new Ignored("Topic validation");
    }
    Envelope inner = of(parse(text));
    if (inner.kind == EnvelopeKind.TEXT) {
      throw new InvalidSesEventException("the text contains another text instead of JSON");
    }
    return inner.open(depth);
  }

  /**
   * Opens a failed invocation. Unlike a message, an invocation can be a list without {@code Records}.
   */
  private Notification openPayload(int depth) {
    return json.isArray() ? openRecords(depth) : open(depth);
  }

  private Notification openBatch(int depth) {
    if (json.isArray()) {
      throw new InvalidSesEventException("the message is a list instead of an object");
    }
    return openRecords(depth);
  }

  /** Opens a batch inside an item. It fails as a whole, together with the item. */
  private Notification openRecords(int depth) {
    List<Feedback> feedback = new ArrayList<>();
    Notification last = new Ignored("Empty batch");
    for (Envelope each : records()) {
      if (each.kind == EnvelopeKind.BATCH) {
        throw new InvalidSesEventException("a batch contains another batch");
      }
      last = each.open(depth);
      if (last instanceof Reported reported) {
        feedback.addAll(reported.feedback());
      }
    }
    return feedback.isEmpty() ? last : new Reported(feedback);
  }

  private Notification openSns(int depth) {
    String type = json.path("Type").asText("Notification");
    if (!type.equals("Notification")) {
      return new Ignored(type);
    }
    JsonNode message = json.path("Message");
    if (!message.isTextual() && !message.isObject()) {
      throw new InvalidSesEventException("the SNS message has no text");
    }
    return fromService(of(message).open(depth - 1));
  }

  private Notification openEventBridge(int depth) {
    String type = json.path("detail-type").asText("");
    if (!json.path("source").asText("").equals("aws.ses") || !isAboutMail(type)) {
      return new Ignored(type);
    }
    return fromService(of(json.path("detail")).open(depth - 1));
  }

  /**
   * Rejects imports, because only SES's own events are accepted from a topic or an event bus. An import
   * must be sent to the queue itself, by a user of the account with the permission to do so.
   */
  private static Notification fromService(Notification inside) {
    if (inside instanceof Reported reported
        && reported.feedback().stream().anyMatch(each -> each.mail().isImported())) {
      throw new InvalidSesEventException("an import must be sent to the queue itself");
    }
    return inside;
  }

  /**
   * Returns whether an event is about a message: "Email Bounced" is, "Sending Status Enabled" is not.
   */
  private static boolean isAboutMail(String detailType) {
    return detailType.toLowerCase(Locale.ROOT).startsWith("email ");
  }

  /** Omits the JSON, which contains addresses and untrusted text. */
  @Override
  public String toString() {
    return "Envelope[" + kind + "]";
  }
}
