package dev.hardstop.dynamodb;

import dev.hardstop.smtp.Redaction;

/**
 * The logbook has an entry that this version cannot read: it was changed by hand, or written by a
 * version that knows more.
 */
public final class UnreadableLogbookException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_ENTRY = 200;

  /**
   * Its message names the entry and repeats nothing of it.
   *
   * @param entry its name
   */
  UnreadableLogbookException(String entry) {
    super("the logbook is unreadable at " + Redaction.of(entry, LONGEST_ENTRY));
  }
}
