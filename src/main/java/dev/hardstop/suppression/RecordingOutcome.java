package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Classification;
import dev.hardstop.feedback.Feedback;
import java.util.Optional;

/** What became of one feedback. */
public sealed interface RecordingOutcome {
  /** The trace id of a delivery. */
  String DELIVERY = "delivery";

  /** What it is the outcome of. */
  Feedback feedback();

  /**
   * It stands in the table.
   *
   * @param historyId under which trace; {@link #DELIVERY} for a delivery
   * @param classification of a bounce
   */
  record Kept(Feedback feedback, String historyId, Optional<Classification> classification)
      implements RecordingOutcome {
    public Kept {
      requireNonNull(feedback, "feedback is null");
      requireNonNull(historyId, "traceId is null");
      requireNonNull(classification, "classification is null");
    }
  }

  /** There was nothing to keep. */
  record NotKept(Feedback feedback, Why why) implements RecordingOutcome {
    public NotKept {
      requireNonNull(feedback, "feedback is null");
      requireNonNull(why, "why is null");
    }
  }

  /** Why nothing was kept. */
  enum Why {
    /** The attempt goes on: a delayed recipient has not bounced. */
    DELAYED,
    /** The entry says of its recipient that the message was delivered or passed on. */
    NOT_FAILED,
    /** An automatic reply says nothing of the address. */
    AUTO_REPLY,
    /** The message was not sent to the recipient that is named. */
    UNATTRIBUTED,
    /** The delivery is known, or there is no dossier that it could speak in and it counts no more. */
    NO_NEWS
  }

  /** It could not be written now; trying again is safe. */
  record Failed(Feedback feedback, RuntimeException cause) implements RecordingOutcome {
    public Failed {
      requireNonNull(feedback, "feedback is null");
      requireNonNull(cause, "cause is null");
    }
  }
}
