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
 * Tells what is wrong with a domain. Something is, where a {@linkplain Family family} of refusals has
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
  public Diagnosis diagnose(DomainPicture picture, Elsewhere elsewhere) {
    Optional<Run> sure = Run.opening(picture, thresholds.opening());
    Optional<Run> run = sure.or(() -> Run.of(picture, thresholds.opening()));
    Finding finding = find(picture, run, sure.isPresent(), elsewhere);
    Grounds grounds = new Grounds(
        finding.confidence(),
        since(picture, run, finding),
        picture.figures(),
        finding.reason().flatMap(picture::quote));
    return Diagnosis.of(finding.name(), grounds, advice(picture, finding));
  }

  private static Advice advice(DomainPicture picture, Finding finding) {
    if (finding.name() == Name.DOMAIN_INCIDENT && finding.confidence() == Confidence.LOW) {
      return WhatToDo.ABOUT_WHAT_MAY_BE_FORGED;
    }
    Standing window = picture.standing();
    if (finding.name() == Name.DEAD_ADDRESSES && window.accepted().isEmpty()) {
      return WhatToDo.aboutDeadWithoutDelivery(window.refusedBy(finding.family()::equals));
    }
    return WhatToDo.about(finding.name(), finding.reason());
  }

  /** How grave a diagnosis of this picture is. */
  public Gravity gravity(DomainPicture picture, Diagnosis diagnosis) {
    return Gravity.of(diagnosis.name(), Run.of(picture, thresholds.opening()).isPresent());
  }

  /**
   * @param family of the refusals that decided; {@link Family#OTHER} where none did
   */
  private record Finding(
      Name name, Family family, Optional<BounceReason> reason, Confidence confidence) {}

  private Finding find(
      DomainPicture picture, Optional<Run> run, boolean sure, Elsewhere elsewhere) {
    Standing window = picture.standing();
    Standing now = run.map(Run::standing).orElse(window);
    Optional<Family> family = run.isPresent() ? now.largest(Family::isDomains) : pattern(window);
    Optional<BounceReason> reason = family.flatMap(now::reason);
    if (family.isPresent() && isUs(picture, run, family.get(), reason, elsewhere)) {
      return new Finding(Name.SENDER_REPUTATION, family.get(), reason, Confidence.MEDIUM);
    }
    if (picture.incident().filter(incident -> incident.ending().isEmpty()).isPresent()) {
      return new Finding(
          Name.DOMAIN_INCIDENT, family.orElse(Family.OTHER), reason, Confidence.MEDIUM);
    }
    if (run.isPresent() && run.get().opens(thresholds.opening())) {
      Confidence confidence = sure ? confidence(run.get()) : Confidence.LOW;
      return new Finding(Name.DOMAIN_INCIDENT, family.get(), reason, confidence);
    }
    if (family.isEmpty()) {
      return new Finding(Name.NOTHING_UNUSUAL, Family.OTHER, reason, quiet(window));
    }
    Name name = name(picture, family.get(), window);
    return new Finding(name, family.get(), reason, confidence(name, family.get(), window));
  }

  /** The family of most recipients among those that have enough of them. */
  private Optional<Family> pattern(Standing window) {
    return window.largest(family -> isPattern(family, window));
  }

  private boolean isPattern(Family family, Standing window) {
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
      DomainPicture picture,
      Optional<Run> run,
      Family family,
      Optional<BounceReason> reason,
      Elsewhere elsewhere) {
    if (reason.filter(elsewhere.spiking()::contains).isEmpty()) {
      return false;
    }
    boolean refusesAll = run.isPresent()
        || picture.standingSince(picture.today().minusDays(1)).accepted().isEmpty();
    return switch (reason.get()) {
      case SENDER_REPUTATION, CONTENT -> true;
      case POLICY, ACCESS_DENIED -> refusesAll;
      default -> false;
    };
  }

  private Name name(DomainPicture picture, Family family, Standing window) {
    return switch (family) {
      case REPUTATION -> Name.SENDER_REPUTATION;
      case AUTHENTICATION -> Name.SENDER_AUTHENTICATION;
      case RATE -> Name.RATE;
      case ROUTE -> Name.RELAY_DENIED;
      case RESTRICTED, UNEXPLAINED -> Name.RESTRICTED_RECIPIENTS;
      case DEAD -> {
        boolean never = !picture.everDelivered()
            && window.refusedBy(family::equals) >= thresholds.neverAccepted();
        yield never ? Name.NEVER_ACCEPTED : Name.DEAD_ADDRESSES;
      }
      case OTHER -> Name.NOTHING_UNUSUAL;
    };
  }

  /** The more of them were delivered to before, the surer it is that they live. */
  private Confidence confidence(Run run) {
    return run.witnesses() >= thresholds.opening().deliveredBefore()
        ? Confidence.HIGH
        : Confidence.MEDIUM;
  }

  private static Confidence confidence(Name name, Family family, Standing window) {
    Confidence best = window.refused().values().stream()
        .flatMap(java.util.Set::stream)
        .filter(refusal -> refusal.family() == family)
        .map(Refusal::confidence)
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
  private Confidence quiet(Standing window) {
    int mailed = window.mailed();
    if (mailed >= thresholds.opening().addresses()) {
      return Confidence.HIGH;
    }
    return mailed > 0 ? Confidence.MEDIUM : Confidence.LOW;
  }

  private static Optional<LocalDate> since(
      DomainPicture picture, Optional<Run> run, Finding finding) {
    if (finding.name() == Name.NOTHING_UNUSUAL) {
      return Optional.empty();
    }
    Optional<LocalDate> open = picture
        .incident()
        .filter(incident -> incident.ending().isEmpty())
        .map(Incident::from)
        .filter(from -> finding.name() == Name.DOMAIN_INCIDENT);
    return open.or(() -> run.map(Run::from)).or(() -> first(picture, finding.family()::equals));
  }

  private static Optional<LocalDate> first(DomainPicture picture, Predicate<Family> family) {
    return picture.days().keySet().stream()
        .filter(day -> picture.standingOn(day).refusedBy(family) > 0)
        .findFirst();
  }
}
