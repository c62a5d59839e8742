package dev.hardstop.browser;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A bounce as SES reports it, for {@code POST /feedback}. */
final class BounceEvent {
  private BounceEvent() {}

  /**
   * A permanent bounce of a message to one address.
   *
   * @param reply what the receiving server answered, such as {@code 550 5.1.1 User unknown}
   */
  static String of(String address, Instant sent, String reply) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("eventType", "Bounce");
    String id = address + sent;
    event
        .putObject("mail")
        .put("timestamp", sent.toString())
        .put("messageId", id)
        .putArray("destination")
        .add(address);
    ObjectNode bounce = event
        .putObject("bounce")
        .put("bounceType", "Permanent")
        .put("bounceSubType", "General")
        .put("timestamp", sent.toString())
        .put("feedbackId", id);
    bounce
        .putArray("bouncedRecipients")
        .addObject()
        .put("emailAddress", address)
        .put("action", "failed")
        .put("diagnosticCode", "smtp; " + reply);
    return event.toString();
  }
}
