package dev.hardstop.ses;

import dev.hardstop.feedback.Feedback;
import dev.hardstop.sesevent.InvalidSesEventException;
import dev.hardstop.sesevent.Notification;
import java.util.List;

/** What reading an item came to. */
sealed interface ItemReading {
  /** The item that was read. */
  BatchItem item();

  /** It is a notification. */
  record Understood(BatchItem item, Notification notification) implements ItemReading {}

  /**
   * It is none.
   *
   * @param why what is amiss, without anything of its content
   */
  record NotUnderstood(BatchItem item, String why) implements ItemReading {}

  /** Opens an item and reads it; what is not understood is its failure alone. */
  static ItemReading of(BatchItem item) {
    try {
      return new Understood(item, Envelope.open(item.content()));
    } catch (InvalidSesEventException broken) {
      return new NotUnderstood(item, broken.getMessage());
    }
  }

  /** What it tells; nothing where it is not for us or not understood. */
  default List<Feedback> feedback() {
    return this instanceof Understood understood
            && understood.notification() instanceof Notification.Told told
        ? told.feedback()
        : List.of();
  }
}
