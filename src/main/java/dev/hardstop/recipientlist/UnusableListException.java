package dev.hardstop.recipientlist;

/**
 * Thrown if a file cannot be checked as a recipient list. The message says why and what the user can do. It may name
 * columns, but contains no address.
 */
public final class UnusableListException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableListException(String message) {
    super(message);
  }
}
