package dev.hardstop.rules;

/** An invalid rule file. The message names the file and, where it can, the rule. */
public final class RuleFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleFileException(String file, String problem) {
    super(file + ": " + problem);
  }

  RuleFileException(String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
