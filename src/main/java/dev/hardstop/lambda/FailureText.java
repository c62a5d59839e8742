package dev.hardstop.lambda;

import dev.hardstop.smtp.Redaction;

/**
 * Describes a failure in one line without addresses. Addresses are redacted because the message of a
 * library's exception may quote what was written.
 */
public final class FailureText {
  private static final int LONGEST_TEXT = 500;

  private FailureText() {}

  /** Returns the exception's class, its message without addresses, and the class of its cause. */
  public static String of(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String message =
        failure.getMessage() == null ? "" : ": " + Redaction.of(failure.getMessage(), LONGEST_TEXT);
    String cause = failure.getCause() == null
        ? ""
        : " (" + failure.getCause().getClass().getSimpleName() + ")";
    return name + message + cause;
  }
}
