package dev.hardstop.browser;

import dev.hardstop.cli.CommandRun;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code bin/hardstop console} in this JVM, on a free port. */
final class RunningConsole implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CommandRun command;
  private final Thread thread;

  private RunningConsole(CommandRun command, Thread thread) {
    this.command = command;
    this.thread = thread;
  }

  /**
   * Starts it, and returns when it has printed its address.
   *
   * @param url of the Hardstop that it shows
   */
  static RunningConsole start(String url) throws InterruptedException {
    CommandRun command = new CommandRun();
    Thread thread =
        new Thread(() -> command.run("console", "--url", url, "--port", "0"), "console");
    thread.setDaemon(true);
    thread.start();
    RunningConsole console = new RunningConsole(command, thread);
    console.printed();
    return console;
  }

  /** The address that it printed, with the key. */
  URI printed() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (thread.isAlive() && System.nanoTime() < deadline) {
      Optional<String> line =
          command.out().lines().filter(it -> it.startsWith("http://")).findFirst();
      if (line.isPresent()) {
        return URI.create(line.get());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IllegalStateException("the console did not start: " + command.err());
  }

  /** The address without the key. */
  URI address() throws InterruptedException {
    return URI.create("http://" + printed().getAuthority());
  }

  /** As Ctrl-C does. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
