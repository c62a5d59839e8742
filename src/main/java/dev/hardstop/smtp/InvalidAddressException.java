package dev.hardstop.smtp;

/** A text that is no e-mail address. The message says which rule it breaks, never what it was. */
public final class InvalidAddressException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidAddressException(String why) {
    super(why);
  }
}
