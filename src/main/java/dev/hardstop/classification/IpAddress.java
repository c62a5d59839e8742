package dev.hardstop.classification;

import java.util.Arrays;
import java.util.Optional;

/**
 * An IP address (RFC 791, RFC 4291), parsed without DNS. IPv4 addresses are mapped to {@code
 * ::ffff:0:0/96}, so that both spellings of an address are equal.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record IpAddress(long high, long low) {
  private static final long V4_PREFIX = 0xffff_0000_0000L;
  private static final int GROUPS = 8;
  private static final int LONGEST_ADDRESS = 45;

  /** The address that the text represents; empty if it is not an IP address. */
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

  /** The address with all bits after the prefix cleared. */
  IpAddress masked(int prefix) {
    long highMask = prefix >= 64 ? -1L : prefix == 0 ? 0 : -1L << (64 - prefix);
    long lowMask = prefix >= 128 ? -1L : prefix <= 64 ? 0 : -1L << (128 - prefix);
    return new IpAddress(high & highMask, low & lowMask);
  }

  /** The 32 bits of a dotted quad, or -1. */
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
    if (text.length() > LONGEST_ADDRESS) {
      return Optional.empty();
    }
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text).filter(all -> all.length == GROUPS).map(IpAddress::of);
    }
    Optional<int[]> head = groups(text.substring(0, gap));
    Optional<int[]> tail = groups(text.substring(gap + 2));
    return head.isPresent() && tail.isPresent() ? filled(head.get(), tail.get()) : Optional.empty();
  }

  /** The address of head and tail with at least one group of zeros between them. */
  private static Optional<IpAddress> filled(int[] head, int[] tail) {
    if (head.length + tail.length >= GROUPS) {
      return Optional.empty();
    }
    int[] all = Arrays.copyOf(head, GROUPS);
    System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
    return Optional.of(of(all));
  }

  private static IpAddress of(int[] groups) {
    return new IpAddress(join(groups, 0), join(groups, GROUPS / 2));
  }

  private static long join(int[] groups, int from) {
    long bits = 0;
    for (int i = from; i < from + GROUPS / 2; i++) {
      bits = bits << 16 | groups[i];
    }
    return bits;
  }

  /**
   * The groups of 16 bits in a text, in which a dotted quad can replace the last two; empty if the text is
   * invalid.
   */
  private static Optional<int[]> groups(String text) {
    if (text.isEmpty()) {
      return Optional.of(new int[0]);
    }
    int lastColon = text.lastIndexOf(':');
    if (text.indexOf('.') < 0) {
      return hexadecimal(text);
    }
    long quad = v4(text.substring(lastColon + 1));
    Optional<int[]> before =
        lastColon < 0 ? Optional.of(new int[0]) : hexadecimal(text.substring(0, lastColon));
    return quad < 0 ? Optional.empty() : before.map(groups -> withQuad(groups, quad));
  }

  private static int[] withQuad(int[] groups, long quad) {
    int[] all = Arrays.copyOf(groups, groups.length + 2);
    all[groups.length] = (int) (quad >> 16);
    all[groups.length + 1] = (int) (quad & 0xffff);
    return all;
  }

  private static Optional<int[]> hexadecimal(String text) {
    int[] groups = Arrays.stream(text.split(":", GROUPS + 1))
        .mapToInt(part -> number(part, 16, 4))
        .toArray();
    boolean wellFormed = Arrays.stream(groups).allMatch(group -> group >= 0);
    return wellFormed ? Optional.of(groups) : Optional.empty();
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
