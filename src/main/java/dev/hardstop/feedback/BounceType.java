package dev.hardstop.feedback;

import java.util.Locale;
import java.util.Set;

/**
 * The label that SES puts on a bounce: {@code bounceType} and {@code bounceSubType}.
 *
 * <p>Open vocabulary: SES adds subtypes (Amazon SES developer guide, "Bounce types"), so these are
 * words, compared without regard to case. The label belongs to a notification, not to a recipient.
 *
 * @param type such as {@code Permanent}; empty where SES gave none
 * @param subType such as {@code General}; empty where SES gave none
 */
public record BounceType(String type, String subType) {
  /** No label at all. */
  public static final BounceType NONE = new BounceType("", "");

  private static final int LONGEST = 64;

  /** The labels of the Amazon SES developer guide, "Bounce types", in November 2026. */
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

  /** Whether SES said this type and subtype, in any case. */
  public boolean is(String otherType, String otherSubType) {
    return type.equalsIgnoreCase(otherType) && subType.equalsIgnoreCase(otherSubType);
  }

  /** Whether SES gave a subtype that it did not document when this list was written. */
  public boolean isUndocumented() {
    return !type.isEmpty() && !subType.isEmpty() && !DOCUMENTED.contains(key());
  }

  /** Whether SES found no address in the notification that it received. */
  boolean isNoEmail() {
    return subType.equalsIgnoreCase("NoEmail");
  }

  /** The label in lower case, {@code permanent/general}: what rules compare with. */
  public String key() {
    return toString().toLowerCase(Locale.ROOT);
  }

  /** The label as SES prints it, {@code Permanent/General}; empty where there is none. */
  @Override
  public String toString() {
    if (subType.isEmpty()) {
      return type;
    }
    return type + "/" + subType;
  }

  /** Letters only: whatever else stands there was not written by SES. */
  private static String word(String text) {
    boolean letters = text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    return letters && text.length() <= LONGEST ? text : "Unknown";
  }
}
