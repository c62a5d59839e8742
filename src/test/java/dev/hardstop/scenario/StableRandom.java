package dev.hardstop.scenario;

/** Random numbers that are always the same for an address. */
final class StableRandom {
  private StableRandom() {}

  /** The number of an address, from 0 to 1. */
  static double of(String address) {
    long mixed = address.hashCode() * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 31) * 0xBF58476D1CE4E5B9L;
    return (mixed >>> 40) / (double) (1 << 24);
  }
}
