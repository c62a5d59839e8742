package dev.hardstop.feedback;

import java.util.Locale;
import java.util.Set;

/**
 * The SES bounce type: {@code bounceType} and {@code bounceSubType}.
 *
 * <p>SES adds subtypes (Amazon SES developer guide, "Bounce types"), so type and subtype are plain words, not
 * constants. They are compared ignoring case. The bounce type belongs to a notification, not to a recipient.
 *
 * @param type such as {@code Permanent}; empty if SES gave none
 * @param subType such as {@code General}; empty if SES gave none
 */
public record BounceType(String type, String subType) {
  /** No bounce type. */
  public static final BounceType NONE = new BounceType("", "");

  private static final int LONGEST_WORD = 64;

  /** The bounce types of the Amazon SES developer guide, "Bounce types", as of November 2026. */
  private static final Set<String> DOCUMENTED = Set.of(
      "undetermined/undetermined",
      "permanent/general",
      "permanent/noemail",
      "permanent/suppressed",
      "permanent/onaccountsuppressionlist",
      "permanent/ontenantsuppressionlist",
      "permanent/emailvalidationsuppressed",
      "permanent/unsubscribedrecipient",
      "transient/general",
      "transient/mailboxfull",
      "transient/messagetoolarge",
      "transient/contentrejected",
      "transient/attachmentrejected",
      "transient/customtimeoutexceeded");

  public BounceType {
    type = word(type);
    subType = word(subType);
  }

  /** Whether it has this type and subtype, ignoring case. */
  public boolean is(String otherType, String otherSubType) {
    return type.equalsIgnoreCase(otherType) && subType.equalsIgnoreCase(otherSubType);
  }

  /** Whether its subtype was not documented when this list was written. */
  public boolean isUndocumented() {
    return !type.isEmpty() && !subType.isEmpty() && !DOCUMENTED.contains(key());
  }

  /** Whether the notification that SES received has no address. */
  boolean isNoEmail() {
    return subType.equalsIgnoreCase("NoEmail");
  }

  /** The bounce type in lower case, {@code permanent/general}, as rules compare it. */
  public String key() {
    return toString().toLowerCase(Locale.ROOT);
  }

  /** The bounce type as SES prints it, {@code Permanent/General}; empty if there is none. */
  @Override
  public String toString() {
    if (subType.isEmpty()) {
      return type;
    }
    return type + "/" + subType;
  }

  /**
   * The word; {@code Unknown} if it is too long or has a character other than a letter, which SES never
   * sends.
   */
  private static String word(String text) {
    boolean letters = text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    return letters && text.length() <= LONGEST_WORD ? text : "Unknown";
  }
}
