package dev.hardstop.suppression;

/**
 * The table did not take a call or did not answer it: it is out of reach, throttles, hangs, or
 * refuses the caller. Nothing is known of the subjects of the call, which is not the same as that
 * there is nothing. Trying again later is safe.
 *
 * <p>Implementations of the ports throw it for a failed call and for nothing else: a fault of our own
 * code must not look like a table that is out of reach.
 */
public final class TableUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TableUnavailableException(String message) {
    super(message);
  }

  /**
   * @param cause what the client of the table says; its message may repeat what was sent
   */
  public TableUnavailableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
