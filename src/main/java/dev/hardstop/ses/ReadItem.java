package dev.hardstop.ses;

import dev.hardstop.feedback.Feedback;
import dev.hardstop.sesevent.InvalidSesEventException;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.Notification.Ignored;
import dev.hardstop.sesevent.Notification.Reported;
import java.util.List;
import java.util.Optional;

/**
 * An item and the notification that was read from it.
 *
 * @param notification empty if the item is invalid
 * @param error why it is invalid, without its content; empty if it is valid
 */
record ReadItem(BatchItem item, Optional<Notification> notification, String error) {

  /** Reads an item. An invalid item throws nothing, because it fails alone. */
  static ReadItem of(BatchItem item) {
    try {
      return new ReadItem(item, Optional.of(item.content().open()), "");
    } catch (InvalidSesEventException invalid) {
      return new ReadItem(item, Optional.empty(), invalid.getMessage());
    }
  }

  /** What it reports; nothing if it is ignored or invalid. */
  List<Feedback> feedback() {
    return notification
        .filter(Reported.class::isInstance)
        .map(reported -> ((Reported) reported).feedback())
        .orElse(List.of());
  }

  /** The type of an ignored notification. */
  Optional<String> ignoredType() {
    return notification
        .filter(Ignored.class::isInstance)
        .map(ignored -> ((Ignored) ignored).type());
  }

  boolean isInvalid() {
    return notification.isEmpty();
  }
}
