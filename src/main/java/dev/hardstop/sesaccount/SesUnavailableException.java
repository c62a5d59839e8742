package dev.hardstop.sesaccount;

/** A call to SES failed, also when it was repeated: throttled, or SES is out of reach. */
public final class SesUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SesUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
