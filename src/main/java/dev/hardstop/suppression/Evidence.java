package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.ComplaintKind;

/** What was said about a subject, once: enough to judge it again with another rule book. */
public sealed interface Evidence {
  /** Where it comes from. */
  EvidenceOrigin origin();

  /**
   * Its place among the evidence of one trace: the time, then the feedback id, then the content.
   * Compared as plain strings (ASCII); the greatest is the newest. The same evidence has the same
   * order, wherever and whenever it is read.
   */
  default String order() {
    return EvidenceOrder.of(this);
  }

  /**
   * A bounce.
   *
   * @param said the masked words and fields
   * @param filedUnder the reason it was given when it was recorded
   */
  record OfBounce(EvidenceOrigin origin, DeliveryStatus said, BounceReason filedUnder)
      implements Evidence {
    public OfBounce {
      requireNonNull(origin, "provenance is null");
      requireNonNull(said, "said is null");
      requireNonNull(filedUnder, "filedUnder is null");
    }

    /** Not the words: they are a stranger's. */
    @Override
    public String toString() {
      return "OfBounce[" + origin + ", " + filedUnder + "]";
    }
  }

  /** A complaint. */
  record OfComplaint(EvidenceOrigin origin, ComplaintKind kind) implements Evidence {
    public OfComplaint {
      requireNonNull(origin, "provenance is null");
      requireNonNull(kind, "kind is null");
    }
  }
}
