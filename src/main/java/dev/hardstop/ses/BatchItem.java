package dev.hardstop.ses;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One message or event of an invocation: what fails, and is tried again, as one.
 *
 * @param carrier who brought it
 * @param id the carrier's id of it, as it came; empty where it has none
 * @param content what it brought: JSON, or a text that ought to be
 */
record BatchItem(Carrier carrier, String id, JsonNode content) {
  private static final int LONGEST_ID = 128;

  BatchItem {
    requireNonNull(carrier, "carrier is null");
    requireNonNull(id, "id is null");
    requireNonNull(content, "content is null");
  }

  /** Whether the answer can say that this very item failed. */
  boolean canFailAlone() {
    return carrier == Carrier.SQS && !id.isEmpty();
  }

  /** What it is called in logs and messages: its carrier and its id, never its content. */
  String name() {
    return carrier.noun + " " + (isPlain(id) ? id : "(no id)");
  }

  /** Ids are logged: whatever has other characters than ids have was not written by AWS. */
  private static boolean isPlain(String id) {
    return !id.isEmpty() && id.length() <= LONGEST_ID && id.chars().allMatch(BatchItem::isIdChar);
  }

  private static boolean isIdChar(int c) {
    return c < 0x7f && Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }

  @Override
  public String toString() {
    return name();
  }

  /** Who brings SES's events. */
  enum Carrier {
    SQS("SQS message"),
    SNS("SNS message"),
    EVENT_BRIDGE("EventBridge event"),
    /** Nobody: the event came bare. */
    SES("SES event"),
    /** Somebody whose events this function does not take: it cannot be understood. */
    UNKNOWN("record");

    private final String noun;

    Carrier(String noun) {
      this.noun = noun;
    }
  }
}
