package dev.hardstop.http;

import dev.hardstop.smtp.Redaction;

/** A failure as a log may have it: messages of exceptions can repeat what they failed on. */
final class FailureSummary extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 500;
  private static final int DEEPEST = 8;

  private FailureSummary(String name, Throwable cause) {
    super(name, cause);
  }

  /** The classes of a failure and its causes, with their stacks and without their messages. */
  static Throwable withoutWords(Throwable failure) {
    return withoutWords(failure, DEEPEST);
  }

  private static FailureSummary withoutWords(Throwable failure, int depth) {
    Throwable cause = depth == 0 ? null : failure.getCause();
    FailureSummary wordless = new FailureSummary(
        failure.getClass().getName(), cause == null ? null : withoutWords(cause, depth - 1));
    wordless.setStackTrace(failure.getStackTrace());
    return wordless;
  }

  /**
   * What the table's client says, which an operator needs (access denied, no such table): in one
   * line, bounded, and without any word that an address could be in.
   */
  static String explanation(Throwable failure) {
    return failure.getClass().getName()
        + " "
        + Redaction.of(String.valueOf(failure.getMessage()), LONGEST);
  }
}
