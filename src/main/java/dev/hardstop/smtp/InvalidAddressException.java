package dev.hardstop.smtp;

/** An invalid e-mail address. The message gives the reason and does not repeat the address. */
public final class InvalidAddressException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidAddressException(String reason) {
    super(reason);
  }
}
