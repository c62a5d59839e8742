package dev.hardstop.lambda;

import dev.hardstop.smtp.Redaction;

/** Says in one line why a write failed. An exception of a library may repeat what was written. */
public final class FailureText {
  private static final int LONGEST = 500;

  private FailureText() {}

  /** The exception's name, its message without addresses, and the name of what caused it. */
  public static String of(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String message =
        failure.getMessage() == null ? "" : ": " + Redaction.of(failure.getMessage(), LONGEST);
    String cause = failure.getCause() == null
        ? ""
        : " (" + failure.getCause().getClass().getSimpleName() + ")";
    return name + message + cause;
  }
}
