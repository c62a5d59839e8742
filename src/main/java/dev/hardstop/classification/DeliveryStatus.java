package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;

/**
 * All that classification looks at, and all that evidence keeps: the delivery status of one
 * recipient (RFC 3464 section 2.3), masked and bounded, beside SES's label. Classifying it again
 * with the same rule book gives the same rule.
 *
 * @param status the {@code status} field as SES gave it; empty where absent or no status
 * @param action the {@code action} field in lower case; empty where absent
 * @param words the reply, masked; codes and nested replies stand in it as the server wrote them
 * @param sesSaid SES's label
 * @param reportingMta host name of the reporting MTA, empty where absent
 * @param remoteMtaIp IP address of the server that answered, empty where absent or no IP
 */
public record DeliveryStatus(
    String status,
    String action,
    MaskedText words,
    BounceType sesSaid,
    String reportingMta,
    String remoteMtaIp) {
  public DeliveryStatus {
    requireNonNull(status, "status is null");
    requireNonNull(action, "action is null");
    requireNonNull(words, "words is null");
    requireNonNull(sesSaid, "sesSaid is null");
    requireNonNull(reportingMta, "reportingMta is null");
    requireNonNull(remoteMtaIp, "remoteMtaIp is null");
  }

  /** The delivery status of a bounce, masked and bounded. */
  public static DeliveryStatus of(Bounce bounce) {
    throw new UnsupportedOperationException("to be written: " + bounce);
  }
}
