package dev.hardstop.sesevent;

import static java.util.Objects.requireNonNull;

import dev.hardstop.feedback.Feedback;
import java.util.List;

/** A notification or an event of SES. */
public sealed interface Notification {

  /**
   * A notification about what happened to a message.
   *
   * @param feedback one feedback for each recipient of the notification, in the order of SES; none if a
   *     delivery names no recipient
   */
  record Reported(List<Feedback> feedback) implements Notification {
    public Reported {
      feedback = List.copyOf(feedback);
    }
  }

  /**
   * A notification of a type that Hardstop does not record, such as {@code Send}, {@code Open}, or a
   * type that SES may add.
   *
   * @param type letters and blanks, at most 64 characters; {@code Unknown} if the event has others
   */
  record Ignored(String type) implements Notification {
    private static final int LONGEST_TYPE = 64;

    public Ignored {
      requireNonNull(type, "type is null");
      type = isPlain(type) ? type : "Unknown";
    }

    /**
     * Returns whether a type is kept. Types are logged, so a type with characters that SES does not use
     * is not kept.
     */
    private static boolean isPlain(String type) {
      return type.length() <= LONGEST_TYPE
          && type.chars().allMatch(c -> c == ' ' || c < 0x7f && Character.isLetter(c));
    }
  }
}
