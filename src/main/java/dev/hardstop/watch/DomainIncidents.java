package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.IncidentLifecycle;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Incident.IncidentSlot;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchState.PostponedDomain;
import dev.hardstop.watchstate.WatchStateStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Examines domains, and opens and ends their incidents. The alert is added first, then the incident is
 * written to the domain's dossier, then the incident is listed. In this order, the next run can
 * complete what a killed run began.
 */
@Singleton
final class DomainIncidents {
  /** The number of domains that are examined before their alerts are sent. */
  private static final int BATCH = 40;

  private final DomainExamination examination;
  private final DossierIndex index;
  private final IncidentLifecycle lifecycle;
  private final int fewestAddresses;
  private final IncidentSlot slot;
  private final WatchStateStore watchState;
  private final AlertOutbox outbox;
  private final ParallelRunner readers;

  @Inject
  DomainIncidents(
      DomainExamination examination,
      DossierIndex index,
      Thresholds thresholds,
      IncidentSlot slot,
      WatchStateStore watchState,
      AlertOutbox outbox,
      ParallelRunner readers) {
    this.examination = requireNonNull(examination, "examination is null");
    this.index = requireNonNull(index, "index is null");
    this.lifecycle = new IncidentLifecycle(thresholds);
    this.fewestAddresses = thresholds.opening().addresses();
    this.slot = requireNonNull(slot, "slot is null");
    this.watchState = requireNonNull(watchState, "watchState is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.readers = requireNonNull(readers, "readers is null");
  }

  /**
   * Begins the examinations of a run.
   *
   * @param open domains with an open incident, which are examined even if few of their addresses
   *     bounced
   */
  Examinations begin(CurrentRun run, Set<String> open) {
    return new Examinations(run, open);
  }

  /**
   * The examinations of one run. Each domain is examined at most once, and only while there is time.
   */
  final class Examinations {
    private final CurrentRun run;
    private final Set<String> open;
    private final Set<String> seen = new HashSet<>();
    private final List<IncidentReport> changed = new ArrayList<>();
    private int examined;

    private Examinations(CurrentRun run, Set<String> open) {
      this.run = requireNonNull(run, "run is null");
      this.open = Set.copyOf(open);
    }

    /**
     * Examines domains in the given order.
     *
     * @return the domains for which there was no time
     */
    Set<PostponedDomain> examine(Collection<PostponedDomain> domains, Set<BounceReason> spiking) {
      List<PostponedDomain> unseen =
          domains.stream().filter(domain -> !seen.contains(domain.domain())).toList();
      Set<PostponedDomain> postponed = new HashSet<>();
      for (int from = 0; from < unseen.size(); from += BATCH) {
        int to = Math.min(from + BATCH, unseen.size());
        for (Result result : examineBatch(unseen.subList(from, to), spiking)) {
          if (result.outcome() == ExaminationOutcome.POSTPONED) {
            postponed.add(result.domain());
          } else {
            seen.add(result.domain().domain());
            examined += result.outcome() == ExaminationOutcome.EXAMINED ? 1 : 0;
            result.change().ifPresent(changed::add);
          }
        }
      }
      return postponed;
    }

    /** How many domains were examined. */
    int examined() {
      return examined;
    }

    /** How many incidents were opened. */
    int opened() {
      return changed.size() - ended();
    }

    /** How many incidents were ended. */
    int ended() {
      return (int) changed.stream().filter(change -> change.ended().isPresent()).count();
    }

    private List<Result> examineBatch(List<PostponedDomain> domains, Set<BounceReason> spiking) {
      if (run.isOutOfTime()) {
        return domains.stream().map(Result::postponed).toList();
      }
      boolean alerts = outbox.room() >= domains.size();
      List<Result> results = readers.map(domains, domain -> examineInTime(domain, spiking, alerts));
      boolean anyChange = results.stream().anyMatch(result -> result.change().isPresent());
      if (anyChange) {
        // The alerts of all batches together would not fit into the outbox.
        outbox.deliver(run);
      }
      if (anyChange && !alerts) {
        run.skip("room for the alerts of all incidents");
      }
      return results;
    }

    private Result examineInTime(
        PostponedDomain domain, Set<BounceReason> spiking, boolean alerts) {
      if (run.isOutOfTime()) {
        return Result.postponed(domain);
      }
      if (!hasEnoughAddresses(domain)) {
        return new Result(domain, ExaminationOutcome.TOO_FEW_ADDRESSES, Optional.empty());
      }
      return new Result(domain, ExaminationOutcome.EXAMINED, tryToExamine(domain, spiking, alerts));
    }

    /**
     * Returns whether the domain has enough known addresses for an incident, or an open incident. The
     * small query costs less than an examination.
     */
    private boolean hasEnoughAddresses(PostponedDomain domain) {
      return domain.addresses() >= fewestAddresses
          || open.contains(domain.domain())
          || index
                  .addressesOf(domain.domain(), Optional.empty(), fewestAddresses)
                  .items()
                  .size()
              >= fewestAddresses;
    }

    /**
     * Examines a domain. If its dossier cannot be read or written, the other domains are examined all
     * the same.
     */
    private Optional<IncidentReport> tryToExamine(
        PostponedDomain domain, Set<BounceReason> spiking, boolean alerts) {
      try {
        return examineDomain(domain.domain(), spiking, alerts);
      } catch (UnreadableItemException unreadable) {
        run.skipUnreadable(List.of(unreadable));
        return Optional.empty();
      } catch (SdkException refused) {
        run.skip("the examination of a domain", refused);
        return Optional.empty();
      }
    }

    private Optional<IncidentReport> examineDomain(
        String domain, Set<BounceReason> spiking, boolean alerts) {
      DomainActivity activity = examination.activity(domain, run.now());
      Diagnosis diagnosis = examination.of(activity, spiking);
      return lifecycle
          .next(activity, diagnosis, activity.incident(), run.now())
          .flatMap(incident -> write(activity, diagnosis, incident, alerts));
    }
  }

  /**
   * Writes an incident, and adds an alert if there is room for it.
   *
   * @return the incident; empty if another run has changed it in the meantime
   */
  private Optional<IncidentReport> write(
      DomainActivity activity, Diagnosis diagnosis, Incident incident, boolean alerts) {
    IncidentReport report = report(activity.domain(), incident);
    if (alerts) {
      watchState.addAlert(
          incident.ending().isPresent()
              ? Alert.ended(report, AlertContent.facts(diagnosis, incident))
              : Alert.opened(report, AlertContent.facts(diagnosis, incident)));
    }
    if (!slot.put(activity.domain(), activity.incident(), incident)) {
      return Optional.empty();
    }
    watchState.listIncident(report);
    return Optional.of(report);
  }

  private static IncidentReport report(String domain, Incident incident) {
    return new IncidentReport(
        incident.id(),
        Scope.DOMAIN,
        Diagnosis.Name.DOMAIN_INCIDENT,
        List.of(domain),
        incident.opened(),
        incident.ending().map(Incident.Ending::at),
        incident.ending().map(Incident.Ending::well));
  }

  private enum ExaminationOutcome {
    EXAMINED,
    TOO_FEW_ADDRESSES,
    POSTPONED
  }

  private record Result(
      PostponedDomain domain, ExaminationOutcome outcome, Optional<IncidentReport> change) {
    static Result postponed(PostponedDomain domain) {
      return new Result(domain, ExaminationOutcome.POSTPONED, Optional.empty());
    }
  }
}
