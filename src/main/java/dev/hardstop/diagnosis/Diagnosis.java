package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wrong with a domain, or with our own sending as one domain shows it.
 *
 * @param name which diagnosis it is
 * @param basis what it is based on
 * @param advice what to do about it
 */
public record Diagnosis(Name name, DiagnosisBasis basis, Advice advice) {
  public Diagnosis {
    requireNonNull(name, "name is null");
    requireNonNull(basis, "basis is null");
    requireNonNull(advice, "advice is null");
  }

  /** The names of the diagnoses, as answers and stored incidents contain them. */
  public enum Name {
    /** Some addresses do not exist, while the domain accepts mail for others. */
    DEAD_ADDRESSES,
    /**
     * The domain accepted mail before, and now rejects nearly all recipients. With low confidence the
     * bounces may be forged: they follow deliveries of the same day, or a delivery may still arrive.
     * Then no address is held.
     */
    DOMAIN_INCIDENT,
    /** Nothing was ever delivered to the domain. */
    NEVER_ACCEPTED,
    /** The recipients exist, but accept mail only from certain senders. */
    RESTRICTED_RECIPIENTS,
    /** The mail server of the domain does not accept mail for it. */
    RELAY_DENIED,
    /** Our IP address or domain is on a blocklist, is banned or has a poor reputation. */
    SENDER_REPUTATION,
    /** SPF, DKIM, DMARC or PTR of our sending does not pass, or our sender address is refused. */
    SENDER_AUTHENTICATION,
    /** We send faster than the receiver accepts. */
    RATE,
    /** Nothing that requires action. */
    NOTHING_UNUSUAL
  }

  /**
   * What a diagnosis is based on.
   *
   * @param confidence how reliable it is
   * @param since the first UTC day of the problem; empty if there is none
   * @param figures the counts
   * @param reply the reply that represents all others; empty where there is none
   */
  public record DiagnosisBasis(
      Confidence confidence,
      Optional<LocalDate> since,
      Figures figures,
      Optional<RepresentativeReply> reply) {
    public DiagnosisBasis {
      requireNonNull(confidence, "confidence is null");
      requireNonNull(since, "since is null");
      requireNonNull(figures, "figures is null");
      requireNonNull(reply, "reply is null");
    }
  }

  /**
   * The reply that represents many: the newest one with the reason that decided.
   *
   * @param text the masked text, bounded; a remote server wrote it
   * @param reason what it means
   * @param ruleId the rule that matched it
   * @param sentAt when the message was sent
   */
  public record RepresentativeReply(
      String text, BounceReason reason, String ruleId, Instant sentAt) {
    public RepresentativeReply {
      requireNonNull(text, "text is null");
      requireNonNull(reason, "reason is null");
      requireNonNull(ruleId, "ruleId is null");
      requireNonNull(sentAt, "sentAt is null");
    }

    /** Omits the text, which must not be logged. */
    @Override
    public String toString() {
      return "RepresentativeReply[" + reason + ", " + ruleId + "]";
    }
  }

  /**
   * The counts that a diagnosis is based on. They count recipients, each of them once a day.
   *
   * @param byDay the counts by the UTC day on which the messages were sent
   * @param sampled whether the domain has more dossiers than were read, or some could not be read
   */
  public record Figures(SortedMap<LocalDate, Day> byDay, boolean sampled) {
    public Figures {
      byDay = Collections.unmodifiableSortedMap(new TreeMap<>(byDay));
    }

    /**
     * The counts of one day.
     *
     * @param bounced recipients whose messages bounced
     * @param delivered recipients with a delivery and no bounce
     * @param orMore whether more recipients may have had a delivery than are counted
     * @param reasons recipients by the reason of their bounce; one may count for several reasons
     */
    public record Day(
        int bounced, int delivered, boolean orMore, Map<BounceReason, Integer> reasons) {
      public Day {
        requireNonNull(reasons, "reasons is null");
        reasons = Map.copyOf(reasons);
      }
    }
  }
}
