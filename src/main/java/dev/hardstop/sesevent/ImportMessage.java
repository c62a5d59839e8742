package dev.hardstop.sesevent;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.SesListEntry;
import dev.hardstop.suppression.SesListEntry.ListingReason;
import dev.hardstop.suppression.Sha256;
import java.time.Instant;

/**
 * The message for a line of an imported file: an event in SES's own JSON, in an envelope that marks it
 * as imported. No other class writes and reads the envelope:
 *
 * <pre>{"hardstopImport": {"version": 1, "format": "sendgrid-bounces", "event": { … }}}</pre>
 *
 * <p>An event of SES is unchanged. Every other line becomes an event about one address, whose
 * destination is the address itself, because a list contains no information about messages. This event
 * has no message id, and its feedback id is a hash of the content of the line, so that the same line is
 * the same evidence in every file.
 *
 * @param format the id of the file's format: 1 to 64 lower-case letters, digits and hyphens
 * @param event the event, in the form that SES documents
 */
public record ImportMessage(String format, JsonNode event) {
  /** The format of entries of SES's suppression list, regardless of how they were read. */
  public static final String SES_LIST = SesListEntry.FORMAT;

  private static final String ENVELOPE = "hardstopImport";
  private static final int VERSION = 1;
  private static final int LONGEST_FORMAT = 64;
  private static final int ID_BYTES = 16;

  /** The rules {@code import.*} know these two subtypes, which SES itself does not use. */
  private static final BounceType BOUNCE = new BounceType("Permanent", "ImportedBounce");

  private static final BounceType BLOCK = new BounceType("Transient", "ImportedBlock");
  private static final BounceType UNSUBSCRIBED =
      new BounceType("Permanent", "UnsubscribedRecipient");

  /**
   * @throws IllegalArgumentException if the format is not a valid id
   */
  public ImportMessage {
    requireNonNull(event, "event is null");
    if (!isFormat(requireNonNull(format, "format is null"))) {
      throw new IllegalArgumentException("the format is not an id");
    }
  }

  /**
   * Creates the message for an event of SES that was kept in a file.
   *
   * @param event SES's JSON object itself, without any envelope
   */
  public static ImportMessage sesEvent(String format, JsonNode event) {
    return new ImportMessage(format, event);
  }

  /**
   * Creates the message for a bounce on the list of another provider.
   *
   * @param address with its spelling in the file
   * @param time when it bounced
   * @param status the enhanced status code; empty if the file has none
   * @param words the reply of the receiving server, of which 8,192 characters are used; empty if the
   *     file has none. A reply code without text counts as empty
   * @param isPermanent whether the provider stopped mailing the address because of the bounce; false
   *     for a bounce that it calls soft, temporary or a block. This decides only if the words do not
   * @throws IllegalArgumentException if the time is not of the years 2010 to 2100
   */
  public static ImportMessage bounce(
      String format,
      EmailAddress address,
      Instant time,
      String status,
      String words,
      boolean isPermanent) {
    String reply = isReplyCode(words.strip()) ? "" : SesObject.cut(words.strip());
    BounceType type = isPermanent ? BOUNCE : BLOCK;
    String id = id(address, time, type.toString(), status.strip(), reply);
    ObjectNode event = event("Bounce", address.spelling(), time);
    ObjectNode recipient = bounced(event, type, address.canonical(), id);
    recipient.put("action", "failed");
    if (!status.isBlank()) {
      recipient.put("status", status.strip());
    }
    if (!reply.isEmpty()) {
      recipient.put("diagnosticCode", reply);
    }
    return new ImportMessage(format, event);
  }

  /**
   * Creates the message for a complaint on the list of another provider, which applies to all streams.
   */
  public static ImportMessage complaint(String format, EmailAddress address, Instant time) {
    return complaint(format, address, time, "");
  }

  /**
   * Creates the message for a complaint on a list.
   *
   * @param address with its spelling in the file
   * @param time when the person complained
   * @param stream the stream concerned (see {@link dev.hardstop.suppression.Streams}); empty for all
   *     streams
   * @throws IllegalArgumentException if the time is not of the years 2010 to 2100
   */
  public static ImportMessage complaint(
      String format, EmailAddress address, Instant time, String stream) {
    ObjectNode event = event("Complaint", address.spelling(), time);
    String id = id(address, time, "Complaint");
    if (!stream.isEmpty()) {
      concern(event, stream);
      id = id(address, time, "Complaint", stream);
    }
    complained(event, address.canonical(), time, id);
    return new ImportMessage(format, event);
  }

  /**
   * Creates the message for an unsubscription on the list of another provider.
   *
   * @param address with its spelling in the file
   * @param time when the person unsubscribed
   * @param stream the stream that the person left; see {@link dev.hardstop.suppression.Streams}
   * @throws IllegalArgumentException if the time is not of the years 2010 to 2100
   */
  public static ImportMessage unsubscribe(
      String format, EmailAddress address, Instant time, String stream) {
    ObjectNode event = event("Bounce", address.spelling(), time);
    concern(event, stream);
    String id = id(address, time, UNSUBSCRIBED.toString(), stream);
    bounced(event, UNSUBSCRIBED, address.canonical(), id);
    return new ImportMessage(format, event);
  }

  /**
   * Creates the message for an entry of SES's suppression list. It results in the same evidence as the
   * entry does in the daily reconciliation with the list.
   *
   * @throws IllegalArgumentException if it was listed before 2010 or after 2100
   */
  public static ImportMessage sesListEntry(SesListEntry entry) {
    boolean isComplaint = entry.reason() == ListingReason.COMPLAINT;
    Instant listed = entry.listed();
    ObjectNode event =
        event(isComplaint ? "Complaint" : "Bounce", entry.address().canonical(), listed);
    if (isComplaint) {
      complained(event, entry.spelling(), listed, entry.feedbackId());
    } else {
      bounced(event, SesListEntry.BOUNCE_TYPE, entry.spelling(), entry.feedbackId());
    }
    return new ImportMessage(SES_LIST, event);
  }

  /** Returns whether this is the envelope of an import, even if it cannot be read. */
  public static boolean isImport(JsonNode json) {
    return json.isObject() && json.has(ENVELOPE);
  }

  /**
   * Reads the envelope.
   *
   * @throws InvalidSesEventException if the envelope has another version, or is incomplete; the
   *     exception's message repeats nothing of the envelope
   */
  public static ImportMessage read(JsonNode json) {
    SesObject envelope = new SesObject("the message", json).object(ENVELOPE);
    JsonNode version = envelope.json().path("version");
    if (!version.isIntegralNumber() || version.asLong() != VERSION) {
      throw new InvalidSesEventException("the version of the import is not " + VERSION);
    }
    String format = envelope.json().path("format").asText("");
    if (!envelope.json().path("format").isTextual() || !isFormat(format)) {
      throw new InvalidSesEventException("the import names no format");
    }
    return new ImportMessage(format, envelope.object("event").json());
  }

  /**
   * Returns what the event reports. The feedback is marked as imported.
   *
   * @throws InvalidSesEventException if the event is not a notification of SES; see
   *     {@link SesEventReader#read(JsonNode)}
   */
  public Notification notification() {
    return SesEventReader.read(event, format);
  }

  /**
   * Returns the message as it is sent. It contains addresses and untrusted text, and must not be
   * logged.
   */
  public String toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject(ENVELOPE).put("version", VERSION).put("format", format).set("event", event);
    return json.toString();
  }

  private static ObjectNode event(String type, String destination, Instant time) {
    if (!SesTime.isPlausible(time)) {
      throw new IllegalArgumentException("the time is out of range");
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("eventType", type);
    event
        .putObject("mail")
        .put("timestamp", time.toString())
        .putArray("destination")
        .add(destination);
    return event;
  }

  /** Sets the stream of the event's message. */
  private static void concern(ObjectNode event, String stream) {
    ObjectNode mail = (ObjectNode) event.path("mail");
    mail.putObject("tags").putArray(SesEventReader.STREAM_TAG).add(stream);
  }

  /** Adds the bounce and returns its recipient. */
  private static ObjectNode bounced(
      ObjectNode event, BounceType type, String recipient, String feedbackId) {
    ObjectNode bounce = event
        .putObject("bounce")
        .put("feedbackId", feedbackId)
        .put("bounceType", type.type())
        .put("bounceSubType", type.subType());
    return bounce.putArray("bouncedRecipients").addObject().put("emailAddress", recipient);
  }

  private static void complained(
      ObjectNode event, String recipient, Instant time, String feedbackId) {
    event
        .putObject("complaint")
        .put("feedbackId", feedbackId)
        .put("timestamp", time.toString())
        .putArray("complainedRecipients")
        .addObject()
        .put("emailAddress", recipient);
  }

  private static String id(EmailAddress address, Instant time, String... said) {
    String content = address.canonical() + '\n' + time + '\n' + String.join("\n", said);
    return "import-" + Sha256.hex(content, ID_BYTES);
  }

  /**
   * Returns whether the words are a reply code without text: some lists contain the code 550 if they
   * have no reply.
   */
  private static boolean isReplyCode(String words) {
    return words.length() == 3 && words.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isFormat(String format) {
    return !format.isEmpty()
        && format.length() <= LONGEST_FORMAT
        && format.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
  }

  /** Omits the event, which contains addresses and untrusted text. */
  @Override
  public String toString() {
    return "ImportMessage[" + format + "]";
  }
}
