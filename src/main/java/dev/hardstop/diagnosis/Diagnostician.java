package dev.hardstop.diagnosis;

import static dev.hardstop.classification.BounceReason.ACCESS_DENIED;
import static dev.hardstop.classification.BounceReason.POLICY;
import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis.Grounds;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.suppression.Incident;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells what is wrong with a domain. Something is, where a {@linkplain ReasonGroup family} of refusals has
 * enough recipients or the receiver refuses nearly everybody; what it is called depends on who was
 * delivered to before, and on what other domains see.
 */
public final class Diagnostician {
  private final Thresholds thresholds;

  /** Diagnoses by these thresholds. */
  public Diagnostician(Thresholds thresholds) {
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
  }

  /** What is wrong with the domain of a picture. */
  public Diagnosis diagnose(DomainActivity activity, GlobalSpikes globalSpikes) {
    Optional<RefusalStreak> sure = RefusalStreak.opening(activity, thresholds.opening());
    Optional<RefusalStreak> run = sure.or(() -> RefusalStreak.of(activity, thresholds.opening()));
    Suspicion finding = find(activity, run, sure.isPresent(), globalSpikes);
    Grounds grounds = new Grounds(
        finding.confidence(),
        since(activity, run, finding),
        activity.figures(),
        finding.reason().flatMap(activity::quote));
    return Diagnosis.of(finding.name(), grounds, advice(activity, finding));
  }

  private static Advice advice(DomainActivity activity, Suspicion finding) {
    if (finding.name() == Name.DOMAIN_INCIDENT && finding.confidence() == Confidence.LOW) {
      return DiagnosisAdvice.ABOUT_WHAT_MAY_BE_FORGED;
    }
    RecipientOutcomes window = activity.standing();
    if (finding.name() == Name.DEAD_ADDRESSES && window.accepted().isEmpty()) {
      return DiagnosisAdvice.aboutDeadWithoutDelivery(window.refusedBy(finding.family()::equals));
    }
    return DiagnosisAdvice.about(finding.name(), finding.reason());
  }

  /** How grave a diagnosis of this picture is. */
  public Gravity gravity(DomainActivity activity, Diagnosis diagnosis) {
    return Gravity.of(
        diagnosis.name(), RefusalStreak.of(activity, thresholds.opening()).isPresent());
  }

  /**
   * @param family of the refusals that decided; {@link ReasonGroup#OTHER} where none did
   */
  private record Suspicion(
      Name name, ReasonGroup family, Optional<BounceReason> reason, Confidence confidence) {}

  private Suspicion find(
      DomainActivity activity,
      Optional<RefusalStreak> run,
      boolean sure,
      GlobalSpikes globalSpikes) {
    RecipientOutcomes window = activity.standing();
    RecipientOutcomes now = run.map(RefusalStreak::standing).orElse(window);
    Optional<ReasonGroup> family =
        run.isPresent() ? now.largest(ReasonGroup::isDomains) : pattern(window);
    Optional<BounceReason> reason = family.flatMap(now::reason);
    if (family.isPresent() && isUs(activity, run, family.get(), reason, globalSpikes)) {
      return new Suspicion(Name.SENDER_REPUTATION, family.get(), reason, Confidence.MEDIUM);
    }
    if (activity.incident().filter(incident -> incident.ending().isEmpty()).isPresent()) {
      return new Suspicion(
          Name.DOMAIN_INCIDENT, family.orElse(ReasonGroup.OTHER), reason, Confidence.MEDIUM);
    }
    if (run.isPresent() && run.get().opens(thresholds.opening())) {
      Confidence confidence = sure ? confidence(run.get()) : Confidence.LOW;
      return new Suspicion(Name.DOMAIN_INCIDENT, family.get(), reason, confidence);
    }
    if (family.isEmpty()) {
      return new Suspicion(Name.NOTHING_UNUSUAL, ReasonGroup.OTHER, reason, quiet(window));
    }
    Name name = name(activity, family.get(), window);
    return new Suspicion(name, family.get(), reason, confidence(name, family.get(), window));
  }

  /** The family of most recipients among those that have enough of them. */
  private Optional<ReasonGroup> pattern(RecipientOutcomes window) {
    return window.largest(family -> isPattern(family, window));
  }

  private boolean isPattern(ReasonGroup family, RecipientOutcomes window) {
    int count = window.refusedBy(family::equals);
    return switch (family) {
      case REPUTATION, AUTHENTICATION, RATE -> thresholds.sender().fits(count, window);
      case ROUTE -> thresholds.route().fits(count, window);
      case DEAD, RESTRICTED -> count > 0;
      case UNEXPLAINED, OTHER -> false;
    };
  }

  /** Whether the same is said at many unrelated domains, so that it cannot be this one's doing. */
  private static boolean isUs(
      DomainActivity activity,
      Optional<RefusalStreak> run,
      ReasonGroup family,
      Optional<BounceReason> reason,
      GlobalSpikes globalSpikes) {
    if (reason.filter(globalSpikes.spiking()::contains).isEmpty()) {
      return false;
    }
    boolean refusesAll = run.isPresent()
        || activity.standingSince(activity.today().minusDays(1)).accepted().isEmpty();
    return switch (reason.get()) {
      case SENDER_REPUTATION, CONTENT -> true;
      case POLICY, ACCESS_DENIED -> refusesAll;
      default -> false;
    };
  }

  private Name name(DomainActivity activity, ReasonGroup family, RecipientOutcomes window) {
    return switch (family) {
      case REPUTATION -> Name.SENDER_REPUTATION;
      case AUTHENTICATION -> Name.SENDER_AUTHENTICATION;
      case RATE -> Name.RATE;
      case ROUTE -> Name.RELAY_DENIED;
      case RESTRICTED, UNEXPLAINED -> Name.RESTRICTED_RECIPIENTS;
      case DEAD -> {
        boolean never = !activity.everDelivered()
            && window.refusedBy(family::equals) >= thresholds.neverAccepted();
        yield never ? Name.NEVER_ACCEPTED : Name.DEAD_ADDRESSES;
      }
      case OTHER -> Name.NOTHING_UNUSUAL;
    };
  }

  /** The more of them were delivered to before, the surer it is that they live. */
  private Confidence confidence(RefusalStreak run) {
    return run.witnesses() >= thresholds.opening().deliveredBefore()
        ? Confidence.HIGH
        : Confidence.MEDIUM;
  }

  private static Confidence confidence(Name name, ReasonGroup family, RecipientOutcomes window) {
    Confidence best = window.refused().values().stream()
        .flatMap(java.util.Set::stream)
        .filter(refusal -> refusal.family() == family)
        .map(RefusedRecipient::confidence)
        .max(Comparator.naturalOrder())
        .orElse(Confidence.LOW);
    int count = window.refusedBy(family::equals);
    return switch (name) {
      // Nothing but refusals: a block, a stale list and a domain that is gone look alike.
      case NEVER_ACCEPTED -> Confidence.MEDIUM;
      case DEAD_ADDRESSES -> window.accepted().isEmpty() ? lower(best) : best;
      default -> count == 1 ? lower(best) : best;
    };
  }

  private static Confidence lower(Confidence confidence) {
    return confidence == Confidence.HIGH ? Confidence.MEDIUM : Confidence.LOW;
  }

  /** Where nobody was mailed, nothing can be unusual, and nothing is known. */
  private Confidence quiet(RecipientOutcomes window) {
    int mailed = window.mailed();
    if (mailed >= thresholds.opening().addresses()) {
      return Confidence.HIGH;
    }
    return mailed > 0 ? Confidence.MEDIUM : Confidence.LOW;
  }

  private static Optional<LocalDate> since(
      DomainActivity activity, Optional<RefusalStreak> run, Suspicion finding) {
    if (finding.name() == Name.NOTHING_UNUSUAL) {
      return Optional.empty();
    }
    Optional<LocalDate> open = activity
        .incident()
        .filter(incident -> incident.ending().isEmpty())
        .map(Incident::from)
        .filter(from -> finding.name() == Name.DOMAIN_INCIDENT);
    return open.or(() -> run.map(RefusalStreak::from))
        .or(() -> first(activity, finding.family()::equals));
  }

  private static Optional<LocalDate> first(DomainActivity activity, Predicate<ReasonGroup> family) {
    return activity.days().keySet().stream()
        .filter(day -> activity.standingOn(day).refusedBy(family) > 0)
        .findFirst();
  }
}
