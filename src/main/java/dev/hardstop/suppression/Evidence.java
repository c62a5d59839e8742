package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.ComplaintKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** One bounce or complaint about a subject, with everything that classifying it again needs. */
public sealed interface Evidence {
  /** Where it comes from. */
  Origin origin();

  /**
   * Its place among the evidence of one rule history: the time, then the feedback id, then the
   * content. Orders are compared as strings of ASCII characters; the greatest is the newest. The same
   * evidence has the same order, wherever and whenever it is read.
   */
  default String order() {
    return EvidenceOrder.of(this);
  }

  /**
   * Where a piece of evidence comes from.
   *
   * @param at when the message was sent (for a complaint: when it counts); milliseconds, UTC
   * @param messageId SES's id of the message, at most 128 printable ASCII characters
   * @param feedbackId SES's id of the notification, likewise; empty where it had none
   * @param via for a forward, the domain of the recipient that the report names
   */
  record Origin(Instant at, String messageId, String feedbackId, Optional<String> via) {
    private static final int LONGEST_ID = 128;

    public Origin {
      at = requireNonNull(at, "at is null").truncatedTo(ChronoUnit.MILLIS);
      messageId = plain(messageId);
      feedbackId = plain(feedbackId);
      requireNonNull(via, "via is null");
    }

    /** The UTC day that the evidence counts on. */
    public LocalDate day() {
      return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Ids are compared byte by byte in Java and in the table: ASCII, so that both agree. */
    private static String plain(String id) {
      StringBuilder plain = new StringBuilder();
      for (int i = 0; i < id.length() && plain.length() < LONGEST_ID; i++) {
        char c = id.charAt(i);
        if (c > ' ' && c < 0x7f && c != '#') {
          plain.append(c);
        }
      }
      return plain.toString();
    }
  }

  /**
   * A bounce.
   *
   * @param deliveryStatus the fields and the masked words of the reply
   * @param filedUnder the reason that it had when it was recorded
   */
  record OfBounce(Origin origin, DeliveryStatus deliveryStatus, BounceReason filedUnder)
      implements Evidence {
    public OfBounce {
      requireNonNull(origin, "origin is null");
      requireNonNull(deliveryStatus, "deliveryStatus is null");
      requireNonNull(filedUnder, "filedUnder is null");
    }

    /** Omits the words, which are untrusted text. */
    @Override
    public String toString() {
      return "OfBounce[" + origin + ", " + filedUnder + "]";
    }
  }

  /** A complaint. */
  record OfComplaint(Origin origin, ComplaintKind kind) implements Evidence {
    public OfComplaint {
      requireNonNull(origin, "origin is null");
      requireNonNull(kind, "kind is null");
    }
  }
}
