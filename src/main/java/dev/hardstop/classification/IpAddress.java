package dev.hardstop.classification;

import java.util.Optional;

/**
 * An IP address (RFC 791, RFC 4291), read without asking any name server. IPv4 addresses are those
 * of {@code ::ffff:0:0/96}, so that both spellings of one address are the same.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record IpAddress(long high, long low) {
  private static final long V4_PREFIX = 0xffff_0000_0000L;
  private static final int GROUPS = 8;

  /** The address that the text writes, empty where it writes none. */
  public static Optional<IpAddress> find(String text) {
    if (text.indexOf(':') < 0) {
      long v4 = v4(text);
      return v4 < 0 ? Optional.empty() : Optional.of(new IpAddress(0, V4_PREFIX | v4));
    }
    return v6(text);
  }

  /** Whether it is an IPv4 address. */
  public boolean isV4() {
    return high == 0 && (low & ~0xffff_ffffL) == V4_PREFIX;
  }

  /** The address with all bits behind the prefix cleared. */
  IpAddress masked(int prefix) {
    long highMask = prefix >= 64 ? -1L : prefix == 0 ? 0 : -1L << (64 - prefix);
    long lowMask = prefix >= 128 ? -1L : prefix <= 64 ? 0 : -1L << (128 - prefix);
    return new IpAddress(high & highMask, low & lowMask);
  }

  /** The 32 bits of a dotted quad, -1 where it is none. */
  private static long v4(String text) {
    String[] parts = text.split("\\.", 5);
    if (parts.length != 4) {
      return -1;
    }
    long address = 0;
    for (String part : parts) {
      int value = number(part, 10, 3);
      if (value < 0 || value > 255) {
        return -1;
      }
      address = address << 8 | value;
    }
    return address;
  }

  private static Optional<IpAddress> v6(String text) {
    if (text.length() > 45) {
      return Optional.empty();
    }
    int gap = text.indexOf("::");
    if (gap < 0) {
      return address(groups(text), new int[0], false);
    }
    return address(groups(text.substring(0, gap)), groups(text.substring(gap + 2)), true);
  }

  private static Optional<IpAddress> address(int[] head, int[] tail, boolean gap) {
    if (head == null || tail == null) {
      return Optional.empty();
    }
    int written = head.length + tail.length;
    if (gap ? written >= GROUPS : written != GROUPS) {
      return Optional.empty();
    }
    int[] all = new int[GROUPS];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
    return Optional.of(new IpAddress(join(all, 0), join(all, 4)));
  }

  private static long join(int[] groups, int from) {
    long bits = 0;
    for (int i = from; i < from + 4; i++) {
      bits = bits << 16 | groups[i];
    }
    return bits;
  }

  /** Groups of 16 bits, the last of them perhaps a dotted quad; null where they are none. */
  private static int[] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", GROUPS + 1);
    boolean quad = parts[parts.length - 1].indexOf('.') >= 0;
    int[] groups = new int[parts.length + (quad ? 1 : 0)];
    for (int i = 0; i < parts.length - (quad ? 1 : 0); i++) {
      groups[i] = number(parts[i], 16, 4);
      if (groups[i] < 0) {
        return null;
      }
    }
    if (quad) {
      long v4 = v4(parts[parts.length - 1]);
      groups[groups.length - 2] = (int) (v4 >> 16);
      groups[groups.length - 1] = (int) (v4 & 0xffff);
      return v4 < 0 ? null : groups;
    }
    return groups;
  }

  private static int number(String digits, int radix, int longest) {
    if (digits.isEmpty() || digits.length() > longest) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
