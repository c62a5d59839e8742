package dev.hardstop.sesevent;

/**
 * What came in is not what SES writes, so nothing can be said of anybody. The message says what is
 * amiss, never what stood there: no payload, no address.
 */
public final class InvalidSesEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param why what is amiss, in words of ours only
   */
  public InvalidSesEventException(String why) {
    super(why);
  }
}
