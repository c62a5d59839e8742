package dev.hardstop.watch;

/**
 * Alerts could not be sent for more than an hour. All other steps of the run are done; the function
 * fails so that its error alarm reports the delay.
 */
final class AlertDelayedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param alerts how many alerts wait
   */
  AlertDelayedException(long alerts) {
    super(alerts + " alerts could not be sent for more than an hour; the log says why");
  }
}
