package dev.hardstop.recipientlist;

/**
 * The lines in which addresses were seen first. The hash table with open addressing takes 24 bytes per slot, so that
 * a list of three million rows fits into a heap of 320 MB.
 */
final class SeenAddresses {
  private static final int FIRST_CAPACITY = 1 << 12;

  private long[] high = new long[FIRST_CAPACITY];
  private long[] low = new long[FIRST_CAPACITY];

  /** The line of each slot, from 1; 0 if the slot is free. */
  private long[] lines = new long[FIRST_CAPACITY];

  private int size;

  /**
   * Adds an address if it is new.
   *
   * @param line from 1
   * @return the line where the address was seen first, which is {@code line} if it is new
   */
  long firstLine(Fingerprint address, long line) {
    int slot = slot(address);
    if (lines[slot] != 0) {
      return lines[slot];
    }
    put(slot, address.high(), address.low(), line);
    size++;
    if (size > lines.length / 4 * 3) {
      grow();
    }
    return line;
  }

  boolean contains(Fingerprint address) {
    return lines[slot(address)] != 0;
  }

  private int slot(Fingerprint address) {
    int slot = (int) address.low() & (lines.length - 1);
    while (lines[slot] != 0 && (high[slot] != address.high() || low[slot] != address.low())) {
      slot = (slot + 1) & (lines.length - 1);
    }
    return slot;
  }

  private void put(int slot, long newHigh, long newLow, long line) {
    high[slot] = newHigh;
    low[slot] = newLow;
    lines[slot] = line;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    long[] oldLines = lines;
    int capacity = oldLines.length * 2;
    high = new long[capacity];
    low = new long[capacity];
    lines = new long[capacity];
    for (int i = 0; i < oldLines.length; i++) {
      if (oldLines[i] != 0) {
        put(slot(new Fingerprint(oldHigh[i], oldLow[i])), oldHigh[i], oldLow[i], oldLines[i]);
      }
    }
  }
}
