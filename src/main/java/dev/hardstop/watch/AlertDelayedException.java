package dev.hardstop.watch;

/**
 * An alert waits for longer than an hour. Everything else was done; that the function fails is how its
 * owner is told.
 */
final class AlertDelayedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param alerts how many wait
   */
  AlertDelayedException(long alerts) {
    super(alerts + " alerts could not be told for an hour; the log says why");
  }
}
