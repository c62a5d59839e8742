package dev.hardstop.dynamodb;

import dev.hardstop.suppression.Subject;

/**
 * An item in the table has a part that this version cannot read: it was changed by hand, or written
 * by a version that knows more. Not a matter of trying again.
 */
public final class UnreadableDossierException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the domain and the attribute, and repeats nothing that is stored in it. */
  UnreadableDossierException(Subject subject, String attribute) {
    super("the dossier of " + subject + " is unreadable at " + attribute);
  }
}
