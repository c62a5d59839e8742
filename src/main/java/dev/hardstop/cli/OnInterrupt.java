package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

/**
 * What is done if the process is ended, for example by Ctrl-C, before this is closed. The threads of the
 * command go on meanwhile.
 */
public final class OnInterrupt {
  private final Thread hook;

  /** @param action is run by a thread of its own, for which the process waits */
  public OnInterrupt(Runnable action) {
    hook = new Thread(requireNonNull(action, "action is null"), "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** From now on nothing is done. */
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // Then the action is run, and the process ends.
    }
  }
}
