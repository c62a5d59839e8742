package dev.hardstop.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** Resources that were started and must be stopped once, in reverse order. */
public final class StartedResources implements AutoCloseable {
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private volatile boolean stopped;

  /**
   * Adds a resource that was just started.
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

  /** A resource that fails to stop does not prevent the others from stopping. */
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
