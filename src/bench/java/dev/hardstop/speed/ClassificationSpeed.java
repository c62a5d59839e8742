package dev.hardstop.speed;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints two tables: {@code ./mvnw -q -Pbench test-compile exec:exec@speed}. The first is JMH's, from a
 * JVM of its own; the second compares hostile texts of different lengths.
 */
public final class ClassificationSpeed {
  /** What JMH's profiler calls the bytes allocated for one answer. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private ClassificationSpeed() {}

  public static void main(String... args) throws RunnerException {
    System.out.println(machine());
    System.out.println();
    System.out.print(speed(new Runner(options()).run()));
    System.out.println();
    System.out.print(new Linearity().table());
    System.out.println();
    System.out.printf(Locale.ROOT, "Load at the end: %.1f%n", load());
  }

  private static Options options() {
    return new OptionsBuilder()
        .include(ClassificationBenchmark.class.getName())
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static String speed(Collection<RunResult> runs) {
    StringBuilder table = new StringBuilder("| | a CPU second | a second | ± | bytes each |\n")
        .append("|---|---|---|---|---|\n");
    for (RunResult run : runs) {
      String name = run.getParams().getBenchmark();
      table.append(String.format(
          Locale.ROOT,
          "| %s | %,.0f | %,.0f | %,.0f | %,.0f |%n",
          name.substring(name.lastIndexOf('.') + 1),
          1e9 * second(run, "answers") / second(run, "cpuNanos"),
          run.getPrimaryResult().getScore(),
          run.getPrimaryResult().getScoreError(),
          second(run, ALLOCATED)));
    }
    return table.toString();
  }

  private static double second(RunResult run, String name) {
    return run.getSecondaryResults().get(name).getScore();
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %s, Java %s, load %.1f",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.arch"),
        Runtime.version().feature(),
        load());
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
