package dev.hardstop.local;

/** A function did not start; the message is its own or its process's error. */
public final class FunctionInitException extends Exception {
  private static final long serialVersionUID = 1L;

  FunctionInitException(String message) {
    super(message);
  }
}
