package dev.hardstop;

/** How much a test tries that could go on for ever: little in every build, much with {@code -Psoak}. */
public final class Soak {
  private static final boolean LONG = Boolean.getBoolean("soak");

  private Soak() {}

  /** Whether this is the long run. */
  public static boolean isLong() {
    return LONG;
  }

  /** So many cases, events or seconds. */
  public static int cases(int inEveryBuild, int inTheLongRun) {
    return LONG ? inTheLongRun : inEveryBuild;
  }
}
