package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * What follows from what is known: the numbers of the verdict table, and the judging by them. All
 * durations are in UTC days. Numbers for which more bad evidence could make a verdict milder, because
 * a dossier does not keep enough days ({@link HistoryLimits}), are refused.
 *
 * @param recheckable strong evidence that is no proof
 * @param ambiguousComplaintDays how long a complaint suppresses that may be somebody else's
 * @param invalidDomain a domain that does not exist
 * @param refused the mailbox refuses
 * @param blocked the way or a policy is in the way
 * @param sesGlobalListDays how long SES's global list suppresses
 * @param settleDays how many full days pass before a delivery speaks for an address; 0 to 30
 * @param deliveryEvents whether SES reports deliveries: only then it says something of a domain that
 *     nothing was delivered to it
 */
public record SuppressionPolicy(
    Recheckable recheckable,
    int ambiguousComplaintDays,
    InvalidDomain invalidDomain,
    RepeatRule refused,
    RepeatRule blocked,
    int sesGlobalListDays,
    int settleDays,
    boolean deliveryEvents) {

  /** What is not written for this long leaves the table by itself, unless it must be kept. */
  public static final int EXPIRY_DAYS = 400;

  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public SuppressionPolicy {
    requireNonNull(recheckable, "recheckable is null");
    requireNonNull(invalidDomain, "invalidDomain is null");
    requireNonNull(refused, "refused is null");
    requireNonNull(blocked, "blocked is null");
    if (ambiguousComplaintDays < 1 || sesGlobalListDays < 1 || settleDays < 0) {
      throw new IllegalArgumentException("a suppression lasts at least a day");
    }
    if (settleDays > Dossier.SETTLED_DAYS) {
      throw new IllegalArgumentException(
          "settleDays is %d, at most %d is possible".formatted(settleDays, Dossier.SETTLED_DAYS));
    }
  }

  /** The policy with the documented numbers. */
  public static SuppressionPolicy standard() {
    return new SuppressionPolicy(
        new Recheckable(90, 90),
        180,
        new InvalidDomain(2, 30, 14, 30),
        new RepeatRule(3, 30, 30),
        new RepeatRule(5, 60, 30),
        14,
        2,
        true);
  }

  /**
   * Judges an address by all that is known of it and of its domain.
   *
   * @param now the time of the question; verdicts change at midnight UTC, and when a hold ends
   */
  public Verdict judge(Dossier address, Dossier domain, RuleBook book, Instant now) {
    return new VerdictEvaluation(this, book, now).judge(address, domain);
  }

  /** Judges a whole domain: what would be said of an address of it of which nothing is known. */
  public Verdict judge(Dossier domain, RuleBook book, Instant now) {
    return judge(Dossier.empty(domain.subject()), domain, book, now);
  }

  /** What one bounce of this classification leads to, alone. */
  public BounceConsequence consequence(Classification classification) {
    return BounceConsequence.of(this, PolicyRow.of(classification));
  }

  /**
   * Whether something in a dossier suppresses without end, or can, by this book and policy: then it
   * must never leave the table by itself. What bounces say of a whole domain never does.
   */
  public boolean keeps(Dossier dossier, RuleBook book) {
    return dossier.subject() instanceof Subject.Address
        && DatedEvidence.of(dossier, book).stream().anyMatch(charge -> keeps(charge.treatment()));
  }

  /** Whether evidence that is treated so must never leave the table by itself. */
  boolean keeps(PolicyRow treatment) {
    return switch (treatment) {
      case NO_SUCH_MAILBOX, COMPLAINT, RECHECKABLE, SES_LIST -> true;
      case AMBIGUOUS_COMPLAINT -> ambiguousComplaintDays >= EXPIRY_DAYS;
      case SES_GLOBAL_LIST -> sesGlobalListDays >= EXPIRY_DAYS;
      case REFUSED -> refused.withinDays() + refused.forDays() >= EXPIRY_DAYS;
      case BLOCKED -> blocked.withinDays() + blocked.forDays() >= EXPIRY_DAYS;
      case NOT_HELD, UNSUBSCRIBED, FORWARDED, INCIDENT, MANUAL -> false;
    };
  }

  /**
   * Strong evidence that is no proof.
   *
   * @param forDays how long it suppresses from its newest day, 1 or more
   * @param endlessAfterDays seen on two days so far apart, it suppresses without end; 1 or more, and
   *     less than the number of days that are kept, 96
   */
  public record Recheckable(int forDays, int endlessAfterDays) {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Recheckable {
      if (forDays < 1 || endlessAfterDays < 1) {
        throw new IllegalArgumentException("a suppression lasts at least a day");
      }
      if (endlessAfterDays >= HistoryLimits.OF_A_RULE.days()) {
        throw new IllegalArgumentException(
            "endlessAfterDays is %d, but must be less than the %d days that are kept"
                .formatted(endlessAfterDays, HistoryLimits.OF_A_RULE.days()));
      }
    }
  }

  /**
   * A domain that does not exist: every address of it is suppressed.
   *
   * @param times on how many different days {@value #MAILBOXES} or more mailboxes of it saw that; 1
   *     or more
   * @param withinDays the days lie within so many, first and last included; {@code times} or more
   * @param quietDays no delivery to the domain since so many days before the first of them
   * @param forDays how long it suppresses from the newest day, 1 or more; with {@code withinDays} at
   *     most the number of days that are kept, 96: one mailbox that bounces every day must not push
   *     out what another one saw before the suppression by both has ended
   */
  public record InvalidDomain(int times, int withinDays, int quietDays, int forDays) {
    /** One mailbox alone, whatever its tags, is believed of itself only. */
    public static final int MAILBOXES = 2;

    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public InvalidDomain {
      if (times < 1 || withinDays < times || quietDays < 0 || forDays < 1) {
        throw new IllegalArgumentException("a suppression lasts at least a day");
      }
      if (withinDays + forDays > HistoryLimits.OF_A_RULE.days()) {
        throw new IllegalArgumentException(
            "invalidDomain: withinDays %d and forDays %d are together more than the %d days that are kept"
                .formatted(withinDays, forDays, HistoryLimits.OF_A_RULE.days()));
      }
    }

    /** The first day after the last suppression; empty where what was seen is not enough for one. */
    Optional<LocalDate> end(Collection<RuleMatch> sightings) {
      return sightings.stream()
          .map(RuleMatch::day)
          .distinct()
          .filter(last -> isEnough(sightings.stream()
              .filter(
                  it -> !it.day().isAfter(last) && it.day().plusDays(withinDays).isAfter(last))
              .toList()))
          .max(Comparator.naturalOrder())
          .map(last -> last.plusDays(forDays));
    }

    private boolean isEnough(Collection<RuleMatch> window) {
      return window.stream().map(RuleMatch::day).distinct().count() >= times
          && window.stream().map(RuleMatch::mailbox).distinct().count() >= MAILBOXES;
    }
  }
}
