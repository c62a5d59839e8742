package dev.hardstop.suppression;

/**
 * The time for a batch was over before a write was started. Nothing of the feedback was written, so
 * trying again is safe.
 */
public final class OutOfTimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfTimeException() {
    super("the time was over before this was started");
  }
}
