package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * The statement of one line or entry of a file about one address, or an event of SES. It contains an address and the
 * words of a receiver, which {@link #toString()} omits.
 *
 * @param position its place in the input
 * @param format the id of the format, such as {@code sendgrid-bounces}: lower case, digits and hyphens
 * @param kind what is said
 * @param address the address, with its {@linkplain EmailAddress#spelling() spelling} in the file; present unless the
 *     kind is SES_EVENT or IGNORED
 * @param time when it happened, with the precision of the file; UTC, from 2010 on, and never after {@link
 *     ImportOptions#now()}. For SES_EVENT it is {@code mail.timestamp}; {@link Instant#EPOCH} for IGNORED
 * @param zoneAssumed whether the file gave no time zone, so that UTC was assumed
 * @param status the enhanced status code that the file has in a column of its own; empty if none
 * @param words the reply of the receiving server, empty if the file has none; at most 8,192 characters. BOUNCE and
 *     BLOCK may have words
 * @param label the provider's own word for it, such as {@code HardBounce}, at most 64 printable characters without an
 *     @; empty if it has none
 * @param stream the stream that a complaint or an unsubscription concerns; empty if the file names none
 * @param event SES's event without its envelope; present for SES_EVENT
 */
public record ImportLine(
    SourcePosition position,
    String format,
    LineKind kind,
    Optional<EmailAddress> address,
    Instant time,
    boolean zoneAssumed,
    String status,
    String words,
    String label,
    String stream,
    Optional<JsonNode> event) {

  public ImportLine {
    requireNonNull(position, "position is null");
    requireNonNull(format, "format is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(address, "address is null");
    requireNonNull(time, "time is null");
    requireNonNull(status, "status is null");
    requireNonNull(words, "words is null");
    requireNonNull(label, "label is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(event, "event is null");
    if (event.isPresent() != (kind == LineKind.SES_EVENT)) {
      throw new IllegalArgumentException("an event belongs to SES_EVENT");
    }
    if (address.isPresent() == (kind == LineKind.SES_EVENT || kind == LineKind.IGNORED)) {
      throw new IllegalArgumentException("an address belongs to all other kinds");
    }
  }

  /** The kind of a line. */
  public enum LineKind {
    /** An event or notification of SES about a bounce, complaint or delivery, as it was kept. */
    SES_EVENT,
    /** An entry of SES's suppression list; the label is BOUNCE or COMPLAINT. */
    SES_LIST_ENTRY,
    /** A bounce. With words the rule book judges it, without words it is IMPORTED_BOUNCE. */
    BOUNCE,
    /** A bounce that the provider calls soft, temporary or a block. Without words, the address is watched at most. */
    BLOCK,
    /** A complaint from the recipient. */
    COMPLAINT,
    /**
     * The address was unsubscribed, or somebody listed it manually. This is not a bounce. The caller imports it only
     * if a stream is named for it, and only counts it otherwise.
     */
    UNSUBSCRIBE,
    /**
     * An entry that does not concern suppression, such as the event of an opened message. The label names its type.
     */
    IGNORED
  }

  /** Omits the address, the words and the event. */
  @Override
  public String toString() {
    return "ImportLine[" + position + ", " + format + ", " + kind + ", " + time + "]";
  }
}
