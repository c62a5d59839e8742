package dev.hardstop.cli;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a long command is, with rate and remaining time, on standard error: a bar on a terminal, a line
 * every ten seconds elsewhere. {@link Console#progress} opens one. It may be used by several threads.
 */
public final class Progress implements AutoCloseable {
  private static final int BAR_INTERVAL_MILLIS = 200;
  private static final int LINE_INTERVAL_MILLIS = 10_000;
  private static final int DEFAULT_COLUMNS = 80;

  private final ProgressBar bar;

  Progress(String what, long total, PrintStream err, boolean isTerminal) {
    int told = Integer.getInteger("hardstop.columns", DEFAULT_COLUMNS);
    int columns = told < 20 ? DEFAULT_COLUMNS : told;
    bar = new ProgressBarBuilder()
        .setTaskName(what)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed()
        .setSpeedUnit(ChronoUnit.SECONDS)
        .setUpdateIntervalMillis(isTerminal ? BAR_INTERVAL_MILLIS : LINE_INTERVAL_MILLIS)
        .setConsumer(
            isTerminal
                ? new ConsoleProgressBarConsumer(err, columns)
                : new DelegatingProgressBarConsumer(
                    line -> err.print(line.strip() + "\n"), DEFAULT_COLUMNS))
        .build();
  }

  /** So many more are done. */
  public void add(long done) {
    bar.stepBy(done);
  }

  /** So many are done in all; also where a resumed command continues. */
  public void set(long done) {
    bar.stepTo(done);
  }

  /** Corrects how many there are. */
  public void setTotal(long total) {
    bar.maxHint(total);
  }

  /** Shows the last state and ends the line. */
  @Override
  public void close() {
    bar.close();
  }
}
