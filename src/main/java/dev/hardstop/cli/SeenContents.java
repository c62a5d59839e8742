package dev.hardstop.cli;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * Recognises contents that it has seen before by 16 bytes of their digest. It takes 16 to 48 bytes of memory for each
 * content, and at most 128 MB (192 MB while it grows). After {@value #MOST} different contents it remembers no
 * further ones, and their repetitions count as new.
 */
final class SeenContents {
  /** How many different contents are remembered. */
  static final int MOST = 6_000_000;

  private static final int FIRST_SLOTS = 1 << 12;

  /** Two numbers for each slot; both are 0 in an empty one. */
  private long[] slots = new long[2 * FIRST_SLOTS];

  private final int most;
  private int remembered;

  SeenContents() {
    this(MOST);
  }

  /** @param most how many different contents are remembered */
  SeenContents(int most) {
    this.most = most;
  }

  /**
   * Remembers a content.
   *
   * @param digest of the content, 16 bytes or more
   * @return whether the content is not among the remembered ones
   */
  boolean add(byte[] digest) {
    LongBuffer numbers = ByteBuffer.wrap(digest).asLongBuffer();
    // 0 marks an empty slot, so a first half of 0 is stored as 1. The shift clears the sign bit:
    // otherwise max would replace every negative number as well.
    long first = Math.max(1, numbers.get() >>> 1);
    long second = numbers.get();
    int slot = slot(slots, first, second);
    if (slots[slot] != 0) {
      return false;
    }
    if (remembered < most) {
      slots[slot] = first;
      slots[slot + 1] = second;
      remembered++;
      growIfNeeded();
    }
    return true;
  }

  /** Whether no further contents are remembered, so that their repetitions count as new. */
  boolean isFull() {
    return remembered == most;
  }

  /** Keeps at most three quarters of the slots in use, so that searches are short. */
  private void growIfNeeded() {
    if (remembered <= slots.length / 2 * 3L / 4) {
      return;
    }
    long[] larger = new long[2 * slots.length];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0) {
        int slot = slot(larger, slots[i], slots[i + 1]);
        larger[slot] = slots[i];
        larger[slot + 1] = slots[i + 1];
      }
    }
    slots = larger;
  }

  /** Returns the slot of a content, or the empty slot in which to store it. */
  private static int slot(long[] slots, long first, long second) {
    int count = slots.length / 2;
    int slot = (int) (first & (count - 1));
    while (slots[2 * slot] != 0 && (slots[2 * slot] != first || slots[2 * slot + 1] != second)) {
      slot = (slot + 1) & (count - 1);
    }
    return 2 * slot;
  }
}
