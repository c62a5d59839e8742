package dev.hardstop.sesevent;

import static java.util.Objects.requireNonNull;

import dev.hardstop.feedback.Feedback;
import java.util.List;

/** What one notification of SES's comes to. */
public sealed interface Notification {

  /**
   * It tells what became of a message.
   *
   * @param feedback one for each recipient it names, in their order; none for a delivery that names nobody
   */
  record Told(List<Feedback> feedback) implements Notification {
    public Told {
      feedback = List.copyOf(feedback);
    }
  }

  /**
   * It is none of Hardstop's business: a {@code Send}, an {@code Open}, a kind that SES may add.
   *
   * @param kind what it is: letters and blanks, at most 64
   */
  record NotForUs(String kind) implements Notification {
    private static final int LONGEST = 64;

    public NotForUs {
      requireNonNull(kind, "kind is null");
      kind = isPlain(kind) ? kind : "Unknown";
    }

    /** Kinds are logged: whatever else stands there was not written by AWS. */
    private static boolean isPlain(String kind) {
      return kind.length() <= LONGEST
          && kind.chars().allMatch(c -> c == ' ' || c < 0x7f && Character.isLetter(c));
    }
  }
}
