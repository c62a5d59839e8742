package dev.hardstop.suppression;

import dev.hardstop.smtp.Redaction;

/**
 * What is stored of a subject has a part that this version cannot read: it was changed by hand, or
 * written by a version that knows more. Not a matter of trying again.
 */
public final class UnreadableDossierException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PART = 200;

  /**
   * Its message names the subject's domain and the part, and repeats nothing that is stored.
   *
   * @param part the name of what cannot be read
   */
  public UnreadableDossierException(Subject subject, String part) {
    super("the dossier of " + subject + " is unreadable at " + Redaction.of(part, LONGEST_PART));
  }
}
