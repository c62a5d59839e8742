package dev.hardstop.changes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.smtp.EmailAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A message of the queues of {@code ses-list}, such as {@code {"address":"Bob@contoso.com"}}. The
 * address is judged when the message is handled.
 *
 * @param address the address in the spelling that SES's list may have
 * @param expectsEntry whether SES is about to list the address, so that a missing entry is looked up
 *     once more later: {@code "expectsEntry":true}
 * @param afterRemoval whether the address was just removed from the list, so that SES is called only if
 *     the address must be listed again: {@code "afterRemoval":true}
 * @param erased when the address was erased, in full seconds, if the erasure is the reason for the
 *     message: {@code "erased":"2026-11-24T10:00:00Z"}
 */
public record SesListMessage(
    EmailAddress address, boolean expectsEntry, boolean afterRemoval, Optional<Instant> erased) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADDRESS = "address";
  private static final String EXPECTS_ENTRY = "expectsEntry";
  private static final String AFTER_REMOVAL = "afterRemoval";
  private static final String ERASED = "erased";

  public SesListMessage {
    requireNonNull(address, "address is null");
    requireNonNull(erased, "erased is null");
  }

  /** Creates a message about an address whose verdict or evidence has changed. */
  public SesListMessage(EmailAddress address, boolean expectsEntry) {
    this(address, expectsEntry, false, Optional.empty());
  }

  /** Parses a message; empty if the text is not a message. */
  public static Optional<SesListMessage> find(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      return EmailAddress.find(message.path(ADDRESS).asText(""))
          .map(it -> new SesListMessage(
              it,
              message.path(EXPECTS_ENTRY).asBoolean(),
              message.path(AFTER_REMOVAL).asBoolean(),
              Optional.ofNullable(message.path(ERASED).textValue()).map(Instant::parse)));
    } catch (JsonProcessingException | DateTimeException noMessage) {
      return Optional.empty();
    }
  }

  /** Returns the text of the message. */
  public String toJson() {
    ObjectNode message = JsonNodeFactory.instance.objectNode().put(ADDRESS, address.spelling());
    if (expectsEntry) {
      message.put(EXPECTS_ENTRY, true);
    }
    if (afterRemoval) {
      message.put(AFTER_REMOVAL, true);
    }
    erased.ifPresent(at -> message.put(ERASED, at.toString()));
    return message.toString();
  }
}
