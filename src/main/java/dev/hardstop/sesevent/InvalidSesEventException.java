package dev.hardstop.sesevent;

/**
 * The input is not what SES documents, so nothing can be concluded from it about any address. The
 * message says what is wrong. It repeats nothing of the input: no payload, no address.
 */
public final class InvalidSesEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, without text from the input
   */
  public InvalidSesEventException(String reason) {
    super(reason);
  }
}
