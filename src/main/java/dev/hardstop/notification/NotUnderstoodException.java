package dev.hardstop.notification;

/**
 * What came in is not what SES writes, so nothing can be said of anybody. The message says what is
 * amiss, never what stood there: no payload, no address.
 */
public final class NotUnderstoodException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param why what is amiss, in words of ours only
   */
  public NotUnderstoodException(String why) {
    super(why);
  }
}
