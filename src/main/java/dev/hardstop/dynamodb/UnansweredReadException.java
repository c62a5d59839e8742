package dev.hardstop.dynamodb;

/**
 * The table did not answer for some of the keys of a read, however often it was asked. Nothing is
 * known of these subjects now, which is not the same as that there is nothing. Trying again later is
 * safe.
 */
public final class UnansweredReadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnansweredReadException(String message) {
    super(message);
  }
}
