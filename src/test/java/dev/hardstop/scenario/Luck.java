package dev.hardstop.scenario;

/** What always hits the same addresses. */
final class Luck {
  private Luck() {}

  /** A number from 0 to 1 that belongs to an address. */
  static double of(String address) {
    long mixed = address.hashCode() * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 31) * 0xBF58476D1CE4E5B9L;
    return (mixed >>> 40) / (double) (1 << 24);
  }
}
