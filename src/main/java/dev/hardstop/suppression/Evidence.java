package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.PolicyRow.Property;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** One bounce or complaint about a subject, with everything that classifying it again needs. */
public sealed interface Evidence {
  /** Orders evidence by {@link #order}; the newest is the greatest. */
  Comparator<Evidence> BY_ORDER = EvidenceOrder::compare;

  /** Where the evidence comes from. */
  Origin origin();

  /**
   * Its place among the evidence of one rule history: the time, then the feedback id, then the content.
   * Orders are compared as strings of ASCII characters; the greatest is the newest. The same evidence has the
   * same order, wherever and whenever it is read. If two pieces of evidence differ only in that one was
   * imported, the imported one is less.
   */
  default String order() {
    return EvidenceOrder.of(this);
  }

  /**
   * Whether it counts for the stream of its message only. What is wrong with an address itself counts for
   * every stream, and so does what arrived through a forward.
   */
  boolean hasAStream();

  /**
   * Where a piece of evidence comes from.
   *
   * @param at when the message was sent (for a complaint: when it counts); milliseconds, UTC
   * @param messageId SES's id of the message, at most 128 printable ASCII characters
   * @param feedbackId SES's id of the notification, in the same form; empty if it had none
   * @param via for a forward, the domain of the recipient that the report names
   * @param tags the tags of the message
   * @param spellings how the address was spelled
   * @param imported the id of the format of the file that it was imported from, at most 64 characters;
   *     empty for evidence from a notification that SES sent
   */
  record Origin(
      Instant at,
      String messageId,
      String feedbackId,
      Optional<String> via,
      MessageTags tags,
      Spellings spellings,
      String imported) {
    private static final int LONGEST_ID = 128;

    /** Creates the origin of evidence about a message without tags to an address in its canonical form. */
    public Origin(Instant at, String messageId, String feedbackId, Optional<String> via) {
      this(at, messageId, feedbackId, via, MessageTags.NONE, Spellings.CANONICAL);
    }

    /** Creates the origin of evidence from a notification that SES sent. */
    public Origin(
        Instant at,
        String messageId,
        String feedbackId,
        Optional<String> via,
        MessageTags tags,
        Spellings spellings) {
      this(at, messageId, feedbackId, via, tags, spellings, "");
    }

    public Origin {
      at = requireNonNull(at, "at is null").truncatedTo(ChronoUnit.MILLIS);
      messageId = plain(messageId);
      feedbackId = plain(feedbackId);
      requireNonNull(via, "via is null");
      requireNonNull(tags, "tags is null");
      requireNonNull(spellings, "spellings is null");
      imported = plain(imported);
    }

    /** This origin without the spellings, which are personal data. */
    Origin withoutSpellings() {
      return new Origin(at, messageId, feedbackId, via, tags, Spellings.CANONICAL, imported);
    }

    /** Whether the evidence was imported. */
    public boolean isImported() {
      return !imported.isEmpty();
    }

    /** The UTC day that the evidence counts on. */
    public LocalDate day() {
      return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /**
     * Reduces an id to printable ASCII characters, so that Java and the table, which compare bytes, order ids
     * alike.
     */
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

    /** Omits the tags, which the sender chooses, and the spellings, which are personal data. */
    @Override
    public String toString() {
      return "Origin[" + at + ", " + messageId + ", " + feedbackId + ", " + via + "]";
    }
  }

  /**
   * How the address of a dossier was spelled. SES's suppression list keeps the case of letters, and its calls
   * need the exact spelling. Which of the two spellings SES lists after a bounce is not documented.
   *
   * @param ses the spelling that SES reported, at most {@value #LONGEST} characters; empty if it is the
   *     canonical form, or if SES named another address
   * @param sender the spelling among the destinations of the message, at most {@value #LONGEST} characters;
   *     empty if it is the canonical form
   */
  record Spellings(String ses, String sender) {
    /** Both spellings are the canonical form. */
    public static final Spellings CANONICAL = new Spellings("", "");

    /** RFC 5321 section 4.5.3.1: 64 octets, an at-sign and 255 octets. No address of SES is longer. */
    private static final int LONGEST = 320;

    public Spellings {
      ses = requireNonNull(ses, "ses is null").length() > LONGEST ? "" : ses;
      sender = requireNonNull(sender, "sender is null").length() > LONGEST ? "" : sender;
    }

    /** The spelling of an address that only SES reported. */
    static Spellings ofSes(EmailAddress address, String spelling) {
      return new Spellings(unlessCanonical(Optional.of(spelling), address), "");
    }

    /** The spellings in feedback about this address. */
    static Spellings in(Feedback feedback, EmailAddress address) {
      Optional<String> ses =
          feedback.recipient().filter(address::equals).map(EmailAddress::spelling);
      return new Spellings(
          unlessCanonical(ses, address),
          unlessCanonical(feedback.mail().spelling(address), address));
    }

    private static String unlessCanonical(Optional<String> spelling, EmailAddress address) {
      return spelling.filter(it -> !it.equals(address.canonical())).orElse("");
    }

    /** The spellings that differ from the canonical form. */
    public Stream<String> others() {
      return Stream.of(ses, sender).filter(spelling -> !spelling.isEmpty());
    }

    /** Omits the spellings, which are personal data. */
    @Override
    public String toString() {
      return "Spellings[…]";
    }
  }

  /**
   * A bounce.
   *
   * @param deliveryStatus the fields and the masked words of the reply
   * @param recordedReason the reason that it had when it was recorded
   */
  record BounceEvidence(Origin origin, DeliveryStatus deliveryStatus, BounceReason recordedReason)
      implements Evidence {
    public BounceEvidence {
      requireNonNull(origin, "origin is null");
      requireNonNull(deliveryStatus, "deliveryStatus is null");
      requireNonNull(recordedReason, "recordedReason is null");
    }

    /** Decides by the recorded reason, because a later rule book cannot record the bounce again. */
    @Override
    public boolean hasAStream() {
      return recordedReason == BounceReason.UNSUBSCRIBED && origin.via().isEmpty();
    }

    /** Omits the words, which are untrusted text. */
    @Override
    public String toString() {
      return "BounceEvidence[" + origin + ", " + recordedReason + "]";
    }
  }

  /** A complaint. */
  record ComplaintEvidence(Origin origin, ComplaintKind kind) implements Evidence {
    public ComplaintEvidence {
      requireNonNull(origin, "origin is null");
      requireNonNull(kind, "kind is null");
    }

    @Override
    public boolean hasAStream() {
      return PolicyRow.of(kind).has(Property.COUNTS_FOR_ITS_STREAM)
          && origin.via().isEmpty();
    }
  }
}
