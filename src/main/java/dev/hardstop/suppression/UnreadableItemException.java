package dev.hardstop.suppression;

import dev.hardstop.smtp.Redaction;
import java.util.Collection;
import java.util.List;

/**
 * A stored item has a part that this version cannot read: it was edited manually, or written by a
 * newer version. Reading it again does not help.
 */
public final class UnreadableItemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PART = 200;
  private static final int MOST_MESSAGES = 10;

  private UnreadableItemException(String item, String part) {
    super(item + " is unreadable at " + Redaction.of(part, LONGEST_PART));
  }

  /** The different messages of these exceptions for a log, in alphabetical order, at most 10. */
  public static List<String> messages(Collection<UnreadableItemException> exceptions) {
    return exceptions.stream()
        .map(UnreadableItemException::getMessage)
        .distinct()
        .sorted()
        .limit(MOST_MESSAGES)
        .toList();
  }

  /**
   * Creates an exception for the dossier of a subject. The message names the subject's domain and the part,
   * and repeats nothing that is stored.
   *
   * @param part the name of the unreadable part
   */
  public static UnreadableItemException dossier(Subject subject, String part) {
    return new UnreadableItemException("the dossier of " + subject, part);
  }

  /**
   * Creates an exception for the state of {@code watch}. The message names the part and does not repeat its
   * content.
   *
   * @param part the name of the unreadable part
   */
  public static UnreadableItemException watchState(String part) {
    return new UnreadableItemException("the state of watch", part);
  }

  /** Creates an exception for what is kept of an erased address. The message does not repeat its content. */
  public static UnreadableItemException tombstone() {
    return new UnreadableItemException("what is kept of an erased address", "its tombstone");
  }
}
