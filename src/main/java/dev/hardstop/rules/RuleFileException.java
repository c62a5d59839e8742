package dev.hardstop.rules;

/** A rule file that is not in order. The message names the file and, where it can, the rule. */
public final class RuleFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleFileException(String file, String what) {
    super(file + ": " + what);
  }

  RuleFileException(String file, String what, Throwable cause) {
    super(file + ": " + what, cause);
  }
}
