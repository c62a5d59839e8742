package dev.hardstop.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started and is to be stopped: the last one first, each once. */
public final class StartedResources implements AutoCloseable {
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private volatile boolean stopped;

  /**
   * Remembers what was just started.
   *
   * @throws IllegalStateException when all has been stopped meanwhile, and now this as well
   */
  public synchronized <T extends AutoCloseable> T keep(T resource) {
    running.push(resource);
    if (stopped) {
      close();
      throw new IllegalStateException("stopped while starting");
    }
    return resource;
  }

  boolean isStopped() {
    return stopped;
  }

  /** One that cannot be stopped keeps no other one from it. */
  @Override
  public synchronized void close() {
    stopped = true;
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        System.err.println("local: could not be stopped: " + e);
      }
    }
  }
}
