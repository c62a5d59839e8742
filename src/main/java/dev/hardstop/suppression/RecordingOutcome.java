package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Classification;
import dev.hardstop.feedback.Feedback;
import java.util.Optional;

/** The outcome of recording one feedback. */
public sealed interface RecordingOutcome {
  /** Takes the place of the history id for a delivery. */
  String DELIVERY = "delivery";

  /** The feedback. */
  Feedback feedback();

  /**
   * The feedback is in the table.
   *
   * @param historyId the id of its rule history; {@link #DELIVERY} for a delivery
   * @param classification the classification of a bounce; empty for other feedback
   */
  record Kept(Feedback feedback, String historyId, Optional<Classification> classification)
      implements RecordingOutcome {
    public Kept {
      requireNonNull(feedback, "feedback is null");
      requireNonNull(historyId, "historyId is null");
      requireNonNull(classification, "classification is null");
    }
  }

  /** There was nothing to write. */
  record NotKept(Feedback feedback, Why why) implements RecordingOutcome {
    public NotKept {
      requireNonNull(feedback, "feedback is null");
      requireNonNull(why, "why is null");
    }
  }

  /** Why nothing was written. */
  enum Why {
    /** SES is still trying: a delayed recipient has not bounced. */
    DELAYED,
    /** The report states that the message was delivered or passed on to this recipient. */
    NOT_FAILED,
    /** An automatic reply is no evidence about the address. */
    AUTO_REPLY,
    /** The message was not sent to the recipient that the report names. */
    UNATTRIBUTED,
    /** The delivery is known already, or the address has no dossier and the day counts no more recipients. */
    NOTHING_NEW
  }

  /** The feedback could not be written; trying again is safe. */
  record Failed(Feedback feedback, RuntimeException cause) implements RecordingOutcome {
    public Failed {
      requireNonNull(feedback, "feedback is null");
      requireNonNull(cause, "cause is null");
    }
  }

  /**
   * The time for a batch was over before a write was started. Nothing of the feedback was written, so
   * trying again is safe.
   */
  public static final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
      super("the time was over before the call was started");
    }
  }
}
