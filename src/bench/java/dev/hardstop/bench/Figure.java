package dev.hardstop.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * A figure with its spread.
 *
 * @param name what was measured, with the unit
 * @param typical the median
 * @param spread from the median to the bad side, ready to print
 */
record Figure(String name, double typical, String spread) {
  private static final double MEGABYTE = 1_000_000.0;

  /** Times in nanoseconds: their median and the 90th percentile, in milliseconds. */
  static Figure milliseconds(String name, long... nanos) {
    double[] sorted = sorted(nanos);
    return new Figure(
        name + " (ms, median, p90)", at(sorted, 0.5) / 1e6, print(at(sorted, 0.9) / 1e6));
  }

  /** How many of {@code each} a second, for runs of so many nanoseconds; the worst beside it. */
  static Figure perSecond(String name, int each, long... nanos) {
    double[] sorted = sorted(nanos);
    return new Figure(
        name + " (records/s, median, worst)",
        each * 1e9 / at(sorted, 0.5),
        print(each * 1e9 / sorted[sorted.length - 1]));
  }

  /** Memory or files, in millions of bytes. */
  static Figure megabytes(String name, long... bytes) {
    double[] sorted = sorted(bytes);
    double largest = sorted[sorted.length - 1] / MEGABYTE;
    return new Figure(
        name + " (MB)", at(sorted, 0.5) / MEGABYTE, bytes.length == 1 ? "" : print(largest));
  }

  String typicalAndSpread() {
    return spread.isEmpty() ? print(typical) : print(typical) + ", " + spread;
  }

  private static String print(double value) {
    String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.round(share * (sorted.length - 1)))];
  }

  private static double[] sorted(long... values) {
    return Arrays.stream(values).sorted().asDoubleStream().toArray();
  }
}
