package dev.hardstop.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/**
 * Shows the progress of a long command, with rate and remaining time, on standard error: a bar on a terminal;
 * otherwise a line every ten seconds and at the end. {@link Console#progress} creates one. Several threads may use
 * it.
 */
public final class Progress implements AutoCloseable {
  private static final int BAR_INTERVAL_MILLIS = 200;
  private static final int LINE_INTERVAL_MILLIS = 10_000;
  private static final int DEFAULT_COLUMNS = 80;

  private final ProgressBar bar;

  /** What is counted. */
  enum Unit {
    /** Lines, messages or the like. */
    NONE("", 1),
    /** Shown in thousands. */
    BYTES(" kB", 1_000);

    private final String name;
    private final long size;

    Unit(String name, long size) {
      this.name = name;
      this.size = size;
    }

    /** The number, rounded up. */
    private String of(long count) {
      return Long.toString((count + size - 1) / size);
    }
  }

  Progress(String what, Unit unit, long total, long earlier, PrintStream err, boolean isTerminal) {
    int told = Integer.getInteger("hardstop.columns", DEFAULT_COLUMNS);
    int columns = told < 20 ? DEFAULT_COLUMNS : told;
    ProgressBarBuilder builder = new ProgressBarBuilder()
        .setTaskName(what)
        .setInitialMax(total)
        .startsFrom(earlier, Duration.ZERO);
    if (isTerminal) {
      builder
          .setStyle(ProgressBarStyle.ASCII)
          .setUnit(unit.name, unit.size)
          .showSpeed()
          .setSpeedUnit(ChronoUnit.SECONDS)
          .setUpdateIntervalMillis(BAR_INTERVAL_MILLIS)
          .setConsumer(new ConsoleProgressBarConsumer(err, columns));
    } else {
      builder
          .setRenderer((state, length) -> line(state, unit))
          .setUpdateIntervalMillis(LINE_INTERVAL_MILLIS)
          .setConsumer(new DelegatingProgressBarConsumer(new NewLines(err), DEFAULT_COLUMNS));
    }
    bar = builder.build();
  }

  /**
   * A line such as {@code sending: 400/1000, 40 %, 57/s, 10 s left} or {@code reading: 7/9 kB, …}.
   */
  private static String line(ProgressState state, Unit unit) {
    long done = state.getCurrent();
    long added = done - state.getStart();
    if (added <= 0) {
      return "";
    }
    long millis = Math.max(1, state.getTotalElapsed().toMillis());
    String rate = unit.of(added * 1_000 / millis) + unit.name + "/s";
    if (state.isIndefinite() || state.getMax() <= 0) {
      return state.getTaskName() + ": " + unit.of(done) + unit.name + ", " + rate;
    }
    long left = Math.max(0, state.getMax() - done);
    return "%s: %s/%s%s, %d %%, %s, %d s left"
        .formatted(
            state.getTaskName(),
            unit.of(done),
            unit.of(state.getMax()),
            unit.name,
            done * 100 / state.getMax(),
            rate,
            (long) ((double) left * millis / added / 1_000));
  }

  /** Prints a line only if the counts have changed since the last line. */
  private static final class NewLines implements Consumer<String> {
    private final PrintStream err;
    private String done = "";

    NewLines(PrintStream err) {
      this.err = err;
    }

    @Override
    public void accept(String line) {
      String counts = line.split(",", 2)[0];
      if (!counts.equals(done)) {
        done = counts;
        err.print(line.strip() + "\n");
      }
    }
  }

  /** Adds to the number that is done. */
  public void add(long done) {
    bar.stepBy(done);
  }

  /** Sets the total number that is done, for example when a command is resumed. */
  public void set(long done) {
    bar.stepTo(done);
  }

  /** Corrects the total. */
  public void setTotal(long total) {
    bar.maxHint(total);
  }

  /** Shows the last state and ends the line. */
  @Override
  public void close() {
    bar.close();
  }
}
