package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

/**
 * The message tags that say what a message was part of (Amazon SES developer guide, "Monitor email sending
 * using event publishing"). An identity notification has no tags. A value is printable ASCII without {@code
 * #}; any other character becomes {@code ?}. A value of more than {@value #LONGEST} characters is cut and
 * ends in {@code ?}. SES allows no {@code ?} in the values that a sender chooses, so a value that was changed
 * is never mistaken for another value.
 *
 * @param stream the value of the sender's own tag {@code hardstop-stream}; empty if absent
 * @param configurationSet the name of the configuration set; empty if unknown
 * @param tenant the name of the tenant; empty if there is none, or it is unknown
 */
public record MessageTags(String stream, String configurationSet, String tenant) {
  /** No tag is known. */
  public static final MessageTags NONE = new MessageTags("", "", "");

  /** The longest value of a tag (SES API reference, MessageTag). */
  private static final int LONGEST = 256;

  public MessageTags {
    stream = plain(requireNonNull(stream, "stream is null"));
    configurationSet = plain(requireNonNull(configurationSet, "configurationSet is null"));
    tenant = plain(requireNonNull(tenant, "tenant is null"));
  }

  /** Whether no tag is known. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  private static String plain(String value) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length() && i < LONGEST; i++) {
      char c = value.charAt(i);
      plain.append(c > ' ' && c < 0x7f && c != '#' ? c : '?');
    }
    if (value.length() > LONGEST) {
      plain.setCharAt(LONGEST - 1, '?');
    }
    return plain.toString();
  }
}
