package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.GlobalSpikes;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.PostponedDomain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Examines domains as wholes, in the order given, until time runs out; each once in a run. */
final class DomainExaminations {
  /** So many domains are examined before what changed is told. */
  private static final int SOME_DOMAINS = 40;

  private final Parts parts;
  private final Instant now;
  private final BooleanSupplier outOfTime;
  private final SkippedSteps missing;
  private final Set<String> lasting;
  private final Set<String> seen = new HashSet<>();
  private final List<IncidentReport> changed = new ArrayList<>();
  private int examined;

  /**
   * @param lasting domains with an incident that lasts: they are examined however few addresses bounce
   */
  DomainExaminations(
      Parts parts,
      Instant now,
      BooleanSupplier outOfTime,
      SkippedSteps missing,
      Set<String> lasting) {
    this.parts = requireNonNull(parts, "parts is null");
    this.now = requireNonNull(now, "now is null");
    this.outOfTime = requireNonNull(outOfTime, "outOfTime is null");
    this.missing = requireNonNull(missing, "missing is null");
    this.lasting = Set.copyOf(lasting);
  }

  /** What became of a domain. */
  private record Look(
      PostponedDomain domain, boolean taken, boolean whole, Optional<IncidentReport> change) {
    static Look left(PostponedDomain domain) {
      return new Look(domain, false, false, Optional.empty());
    }
  }

  /**
   * Examines these domains.
   *
   * @return those that there was no time for
   */
  Set<PostponedDomain> at(Collection<PostponedDomain> domains, GlobalSpikes globalSpikes) {
    List<PostponedDomain> unseen =
        domains.stream().filter(domain -> !seen.contains(domain.domain())).toList();
    Set<PostponedDomain> left = new HashSet<>();
    for (int from = 0; from < unseen.size(); from += SOME_DOMAINS) {
      int to = Math.min(from + SOME_DOMAINS, unseen.size());
      for (Look look : some(unseen.subList(from, to), globalSpikes)) {
        if (look.taken()) {
          seen.add(look.domain().domain());
          examined += look.whole() ? 1 : 0;
          look.change().ifPresent(changed::add);
        } else {
          left.add(look.domain());
        }
      }
    }
    return left;
  }

  /** How many domains were examined. */
  int examined() {
    return examined;
  }

  /** The incidents that were opened or ended. */
  List<IncidentReport> changed() {
    return List.copyOf(changed);
  }

  /** What many domains at once change is told in between, or it would not fit. */
  private List<Look> some(List<PostponedDomain> domains, GlobalSpikes globalSpikes) {
    if (outOfTime.getAsBoolean()) {
      return domains.stream().map(Look::left).toList();
    }
    boolean alerts = parts.outbox().room() >= domains.size();
    List<Look> looks = parts.readers().map(domains, domain -> look(domain, globalSpikes, alerts));
    boolean anyChange = looks.stream().anyMatch(look -> look.change().isPresent());
    if (anyChange) {
      parts.outbox().deliver(now, missing);
    }
    if (anyChange && !alerts) {
      missing.add("room for the alerts of all incidents");
    }
    return looks;
  }

  private Look look(PostponedDomain domain, GlobalSpikes globalSpikes, boolean alerts) {
    if (outOfTime.getAsBoolean()) {
      return Look.left(domain);
    }
    boolean whole = isWorthALook(domain);
    return new Look(
        domain, true, whole, whole ? examined(domain, globalSpikes, alerts) : Optional.empty());
  }

  /** To know of a domain with little news how many bad addresses it has costs a small question. */
  private boolean isWorthALook(PostponedDomain domain) {
    int enough = parts.thresholds().opening().addresses();
    return domain.addresses() >= enough
        || lasting.contains(domain.domain())
        || parts
                .index()
                .addressesOf(domain.domain(), Optional.empty(), enough)
                .items()
                .size()
            >= enough;
  }

  /** A domain whose dossier cannot be read, or that the table refuses, costs the others nothing. */
  private Optional<IncidentReport> examined(
      PostponedDomain domain, GlobalSpikes globalSpikes, boolean alerts) {
    try {
      return parts.incidents().examine(domain.domain(), globalSpikes, now, alerts);
    } catch (UnreadableItemException unreadable) {
      missing.addUnreadable(List.of(unreadable));
      return Optional.empty();
    } catch (SdkException refused) {
      missing.add("what the table refuses", refused);
      return Optional.empty();
    }
  }
}
