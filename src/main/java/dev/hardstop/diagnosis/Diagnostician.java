package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis.DiagnosisBasis;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.diagnosis.RecipientOutcomes.Refusal;
import dev.hardstop.suppression.Incident;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Diagnoses a domain from its activity. Something is wrong if a {@linkplain ReasonGroup group} of
 * reasons has enough recipients, or if the receiver refuses nearly all recipients. Which diagnosis it
 * is depends on which recipients had a delivery before, and on the bounces of other domains.
 */
public final class Diagnostician {
  private final Thresholds thresholds;

  /** Creates a diagnostician with these thresholds. */
  public Diagnostician(Thresholds thresholds) {
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
  }

  /**
   * Diagnoses a domain.
   *
   * @param spiking the reasons for which many unrelated organisations bounce now ({@link
   *     SendingDiagnosis#spiking}); empty where the other domains are as usual
   */
  public Diagnosis diagnose(DomainActivity activity, Set<BounceReason> spiking) {
    Optional<RefusalStreak> certain = RefusalStreak.opening(activity, thresholds.opening());
    Optional<RefusalStreak> streak =
        certain.or(() -> RefusalStreak.of(activity, thresholds.opening()));
    Conclusion conclusion = conclusion(activity, streak, certain.isPresent(), spiking);
    DiagnosisBasis basis = new DiagnosisBasis(
        conclusion.confidence(),
        since(activity, streak, conclusion),
        activity.figures(),
        conclusion.reason().flatMap(activity::reply));
    return new Diagnosis(conclusion.name(), basis, advice(activity, conclusion));
  }

  /**
   * What decided the diagnosis.
   *
   * @param group the group of reasons that decided; {@link ReasonGroup#OTHER} where none did
   */
  private record Conclusion(
      Name name, ReasonGroup group, Optional<BounceReason> reason, Confidence confidence) {}

  private Conclusion conclusion(
      DomainActivity activity,
      Optional<RefusalStreak> streak,
      boolean certain,
      Set<BounceReason> spiking) {
    RecipientOutcomes all = activity.outcomes();
    RecipientOutcomes current = streak.map(RefusalStreak::outcomes).orElse(all);
    Optional<ReasonGroup> group = streak.isPresent()
        ? current.largest(ReasonGroup::isDomains)
        : all.largest(one -> isPattern(one, all));
    Optional<BounceReason> reason = group.flatMap(current::reason);
    if (reason
        .filter(spiking::contains)
        .filter(one -> isOurs(one, activity, streak))
        .isPresent()) {
      return new Conclusion(Name.SENDER_REPUTATION, group.get(), reason, Confidence.MEDIUM);
    }
    if (openIncident(activity).isPresent()) {
      return new Conclusion(
          Name.DOMAIN_INCIDENT, group.orElse(ReasonGroup.OTHER), reason, Confidence.MEDIUM);
    }
    if (streak.isPresent() && streak.get().opens(thresholds.opening())) {
      Confidence confidence = certain ? confidence(streak.get()) : Confidence.LOW;
      return new Conclusion(Name.DOMAIN_INCIDENT, group.get(), reason, confidence);
    }
    if (group.isEmpty()) {
      return new Conclusion(
          Name.NOTHING_UNUSUAL, ReasonGroup.OTHER, reason, confidenceOfNothing(all));
    }
    Name name = name(activity, group.get(), all);
    return new Conclusion(name, group.get(), reason, confidence(name, group.get(), all));
  }

  private boolean isPattern(ReasonGroup group, RecipientOutcomes outcomes) {
    int count = outcomes.refusedBy(group::equals);
    return switch (group) {
      case REPUTATION, AUTHENTICATION, RATE -> thresholds.sender().fits(count, outcomes);
      case ROUTE -> thresholds.route().fits(count, outcomes);
      case DEAD, RESTRICTED -> count > 0;
      case UNEXPLAINED, OTHER -> false;
    };
  }

  /** Whether a reason that many unrelated domains give is also our fault at this domain. */
  private static boolean isOurs(
      BounceReason reason, DomainActivity activity, Optional<RefusalStreak> streak) {
    return switch (reason) {
      case SENDER_REPUTATION, CONTENT -> true;
      case POLICY, ACCESS_DENIED ->
        streak.isPresent()
            || activity.outcomesSince(activity.today().minusDays(1)).accepted().isEmpty();
      default -> false;
    };
  }

  private Name name(DomainActivity activity, ReasonGroup group, RecipientOutcomes outcomes) {
    return switch (group) {
      case REPUTATION -> Name.SENDER_REPUTATION;
      case AUTHENTICATION -> Name.SENDER_AUTHENTICATION;
      case RATE -> Name.RATE;
      case ROUTE -> Name.RELAY_DENIED;
      case RESTRICTED, UNEXPLAINED -> Name.RESTRICTED_RECIPIENTS;
      case DEAD -> {
        boolean never = !activity.everDelivered()
            && outcomes.refusedBy(group::equals) >= thresholds.neverAccepted();
        yield never ? Name.NEVER_ACCEPTED : Name.DEAD_ADDRESSES;
      }
      case OTHER -> Name.NOTHING_UNUSUAL;
    };
  }

  /** The more of the refused recipients had a delivery before, the more certain it is that they exist. */
  private Confidence confidence(RefusalStreak streak) {
    return streak.knownRecipients() >= thresholds.opening().deliveredBefore()
        ? Confidence.HIGH
        : Confidence.MEDIUM;
  }

  private static Confidence confidence(Name name, ReasonGroup group, RecipientOutcomes outcomes) {
    Confidence best = outcomes.refused().values().stream()
        .flatMap(Set::stream)
        .filter(refusal -> refusal.group() == group)
        .map(Refusal::confidence)
        .max(Comparator.naturalOrder())
        .orElse(Confidence.LOW);
    return switch (name) {
      // Without a delivery, a block, a stale list and an abandoned domain cannot be distinguished.
      case NEVER_ACCEPTED -> Confidence.MEDIUM;
      case DEAD_ADDRESSES -> outcomes.accepted().isEmpty() ? lower(best) : best;
      default -> outcomes.refusedBy(group::equals) == 1 ? lower(best) : best;
    };
  }

  private static Confidence lower(Confidence confidence) {
    return confidence == Confidence.HIGH ? Confidence.MEDIUM : Confidence.LOW;
  }

  /** The fewer recipients were mailed, the less it means that nothing is unusual. */
  private Confidence confidenceOfNothing(RecipientOutcomes outcomes) {
    int mailed = outcomes.mailed();
    if (mailed >= thresholds.opening().addresses()) {
      return Confidence.HIGH;
    }
    return mailed > 0 ? Confidence.MEDIUM : Confidence.LOW;
  }

  private static Optional<Incident> openIncident(DomainActivity activity) {
    return activity.incident().filter(incident -> incident.ending().isEmpty());
  }

  private static Optional<LocalDate> since(
      DomainActivity activity, Optional<RefusalStreak> streak, Conclusion conclusion) {
    if (conclusion.name() == Name.NOTHING_UNUSUAL) {
      return Optional.empty();
    }
    Optional<LocalDate> open = openIncident(activity)
        .map(Incident::from)
        .filter(from -> conclusion.name() == Name.DOMAIN_INCIDENT);
    return open.or(() -> streak.map(RefusalStreak::from))
        .or(() -> activity.days().keySet().stream()
            .filter(day -> activity.outcomesOn(day).refusedBy(conclusion.group()::equals) > 0)
            .findFirst());
  }

  private static Advice advice(DomainActivity activity, Conclusion conclusion) {
    if (conclusion.name() == Name.DOMAIN_INCIDENT && conclusion.confidence() == Confidence.LOW) {
      return Advice.ON_FORGEABLE_BOUNCES;
    }
    RecipientOutcomes outcomes = activity.outcomes();
    if (conclusion.name() == Name.DEAD_ADDRESSES && outcomes.accepted().isEmpty()) {
      return Advice.onDeadAddressesWithoutDelivery(outcomes.refusedBy(conclusion.group()::equals));
    }
    return Advice.on(conclusion.name(), conclusion.reason());
  }
}
