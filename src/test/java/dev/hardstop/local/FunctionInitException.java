package dev.hardstop.local;

/** A function did not come up; the message is what it or its process said. */
public final class FunctionInitException extends Exception {
  private static final long serialVersionUID = 1L;

  FunctionInitException(String message) {
    super(message);
  }
}
