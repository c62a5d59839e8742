package dev.hardstop;

/** The number of cases of an open-ended test: few in every build, many with {@code -Psoak}. */
public final class Soak {
  /** The system property that is {@code true} in the long run, for tests that run only then. */
  public static final String PROPERTY = "soak";

  private static final boolean LONG = Boolean.getBoolean(PROPERTY);

  private Soak() {}

  /** Whether this is the long run. */
  public static boolean isLong() {
    return LONG;
  }

  /** The number of cases, events or seconds. */
  public static int cases(int inEveryBuild, int inTheLongRun) {
    return LONG ? inTheLongRun : inEveryBuild;
  }
}
