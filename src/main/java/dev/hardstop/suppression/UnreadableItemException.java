package dev.hardstop.suppression;

import dev.hardstop.smtp.Redaction;

/**
 * A stored item has a part that this version cannot read: it was changed by hand, or written by a
 * version that knows more. Reading it again does not help.
 */
public final class UnreadableItemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PART = 200;

  private UnreadableItemException(String item, String part) {
    super(item + " is unreadable at " + Redaction.of(part, LONGEST_PART));
  }

  /**
   * The dossier of a subject. The message names the subject's domain and the part, and repeats
   * nothing that is stored.
   *
   * @param part the name of what cannot be read
   */
  public static UnreadableItemException dossier(Subject subject, String part) {
    return new UnreadableItemException("the dossier of " + subject, part);
  }

  /**
   * What {@code watch} remembers. The message names the part and repeats nothing of it.
   *
   * @param part the name of what cannot be read
   */
  public static UnreadableItemException watchState(String part) {
    return new UnreadableItemException("the state of watch", part);
  }
}
