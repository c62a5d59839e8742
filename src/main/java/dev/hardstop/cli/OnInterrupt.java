package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

/**
 * An action that runs if the process is ended, for example by Ctrl-C, before this object is closed. The threads of
 * the command continue meanwhile.
 */
public final class OnInterrupt {
  private final Thread hook;

  /** @param action is run by a thread of its own, for which the process waits */
  public OnInterrupt(Runnable action) {
    hook = new Thread(requireNonNull(action, "action is null"), "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Cancels the action. */
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The process is ending, and the action runs.
    }
  }
}
