package dev.hardstop.suppression;

/**
 * A call to the table failed: the table cannot be reached, throttles, does not respond in time, or
 * denies access. Nothing is known about the subjects of the call, which does not mean that nothing is
 * stored. Trying again later is safe.
 *
 * <p>Implementations of the ports throw it for a failed call and for nothing else: a fault in our own
 * code must not look like a table that cannot be reached.
 */
public final class TableUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TableUnavailableException(String message) {
    super(message);
  }

  /**
   * @param cause the exception of the table's client; its message may repeat what was sent
   */
  public TableUnavailableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
