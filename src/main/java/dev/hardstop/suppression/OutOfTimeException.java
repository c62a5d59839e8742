package dev.hardstop.suppression;

/**
 * The time for a batch was over before this was written. Nothing of it was started, so trying again
 * is safe.
 */
public final class OutOfTimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfTimeException() {
    super("the time was over before this was started");
  }
}
