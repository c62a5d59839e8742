package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.diagnosis.RecipientOutcomes.Refusal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many recipients of all domains bounced on one UTC day, and why. A recipient that bounced for two reasons counts
 * for both. Merging is idempotent, commutative and associative.
 *
 * @param day the UTC day on which the messages were sent
 * @param byReason the recipients by reason, according to the rule book with which {@code watch} read their
 *     bounces
 */
public record BouncedRecipients(LocalDate day, Map<BounceReason, RecipientSample> byReason) {
  public BouncedRecipients {
    requireNonNull(day, "day is null");
    Map<BounceReason, RecipientSample> copy = new EnumMap<>(BounceReason.class);
    byReason.forEach((reason, recipients) -> {
      if (!recipients.hashes().isEmpty()) {
        copy.put(reason, recipients);
      }
    });
    byReason = Collections.unmodifiableMap(copy);
  }

  /** A day without bounces. */
  public static BouncedRecipients none(LocalDate day) {
    return new BouncedRecipients(day, Map.of());
  }

  /**
   * The recipients of one domain that bounced on a day. A recipient counts once the time in which a
   * delivery would have been recorded is over and no delivery on that day is known: a bounce after a delivery
   * may be forged. Unlike {@link SendingDay}, which decides about incidents, this also counts the new
   * addresses of a busy domain, although not all of its deliveries are known.
   */
  public static BouncedRecipients of(DomainActivity activity, LocalDate day) {
    Set<String> undelivered = activity.undeliveredOn(day);
    Map<BounceReason, Set<String>> recipients = new EnumMap<>(BounceReason.class);
    activity.refusalsOn(day).forEach((recipient, refusals) -> {
      if (undelivered.contains(recipient)) {
        for (Refusal refusal : refusals) {
          recipients.computeIfAbsent(refusal.reason(), none -> new HashSet<>()).add(recipient);
        }
      }
    });
    Map<BounceReason, RecipientSample> samples = new EnumMap<>(BounceReason.class);
    recipients.forEach((reason, hashes) -> samples.put(reason, RecipientSample.of(hashes)));
    return new BouncedRecipients(day, samples);
  }

  /** The recipients by the party at fault; one that bounced for two reasons of the same party counts once. */
  public Map<Culprit, RecipientSample> byCulprit() {
    Map<Culprit, RecipientSample> byCulprit = new EnumMap<>(Culprit.class);
    byReason.forEach((reason, recipients) ->
        byCulprit.merge(reason.culprit(), recipients, RecipientSample::merge));
    return byCulprit;
  }

  /**
   * The union of these recipients and others of the same day.
   *
   * @throws IllegalArgumentException when the other day is a different one
   */
  public BouncedRecipients merge(BouncedRecipients other) {
    if (!day.equals(other.day)) {
      throw new IllegalArgumentException("days of different dates cannot be merged");
    }
    Map<BounceReason, RecipientSample> both = new EnumMap<>(BounceReason.class);
    both.putAll(byReason);
    other.byReason.forEach(
        (reason, recipients) -> both.merge(reason, recipients, RecipientSample::merge));
    return new BouncedRecipients(day, both);
  }
}
