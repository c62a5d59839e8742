package dev.hardstop.watch;

import static java.util.Comparator.naturalOrder;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.hardstop.diagnosis.GlobalSpikes;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.SendingDiagnosis;
import dev.hardstop.watchstate.PostponedDomain;
import dev.hardstop.watchstate.WatchState;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * One look at everything. It may overlap with another one and may be killed at any point: everything
 * it writes may be written twice, and how far it read is written last.
 */
final class WatchRun {
  private final Parts parts;
  private final Instant now;
  private final BooleanSupplier outOfTime;
  private final SkippedSteps missing = new SkippedSteps();

  /**
   * @param outOfTime whether nothing more may be begun
   */
  WatchRun(Parts parts, Instant now, BooleanSupplier outOfTime) {
    this.parts = requireNonNull(parts, "parts is null");
    this.now = requireNonNull(now, "now is null");
    this.outOfTime = requireNonNull(outOfTime, "outOfTime is null");
  }

  /** Runs it. */
  WatchRunResult run() {
    parts.outbox().deliver(now, missing);
    WatchState entries = parts.watchState().read();
    OrganisationHits sightings =
        new OrganisationHits(parts.days(), parts.organisationOf(), today());
    Set<String> lasting = domainsOf(entries.openIncidents());
    DomainExaminations looks = new DomainExaminations(parts, now, outOfTime, missing, lasting);
    Work work = new Work(entries, sightings, looks);
    work.leftovers();
    work.news(lasting);
    work.write();
    Optional<SendingRates> rates = missing
        .orNothing("SES's send statistics", parts.account()::statistics)
        .map(points -> new SendingRates(points, now));
    parts.limits().check(entries.brake(), rates, missing);
    parts.outbox().deliver(now, missing);
    parts.digest().sendIfDue(new Digest.DigestFacts(now, sightings, rates, outOfTime), missing);
    return work.watched();
  }

  private static Set<String> domainsOf(List<IncidentReport> lasting) {
    return lasting.stream()
        .filter(incident -> incident.scope() == IncidentReport.Scope.DOMAIN)
        .flatMap(incident -> incident.domains().stream())
        .collect(toSet());
  }

  /**
   * What earlier runs left comes first, and nothing new is read before it is done: so every domain
   * has its turn, however much there is to do.
   */
  private final class Work {
    private final WatchState entries;
    private final OrganisationHits sightings;
    private final DomainExaminations looks;
    private final Set<PostponedDomain> before;
    private final Set<PostponedDomain> left = new TreeSet<>();
    private Optional<ReadProgress> progress;
    private int addresses;
    private int domains;

    private Work(WatchState entries, OrganisationHits sightings, DomainExaminations looks) {
      this.entries = entries;
      this.sightings = sightings;
      this.looks = looks;
      this.before = parts.watchState().postponed();
      this.progress = entries.progress();
    }

    void leftovers() {
      if (!before.isEmpty()) {
        GlobalSpikes globalSpikes =
            parts.sender().diagnose(sightings, entries.senderIncident()).globalSpikes();
        left.addAll(looks.at(before, globalSpikes));
      }
    }

    /** The news of so many domains at a time that what there is no time for can be left. */
    void news(Set<String> lasting) {
      SortedSet<PostponedDomain> open = new TreeSet<>();
      lasting.forEach(domain -> open.add(new PostponedDomain(domain, 0, now)));
      boolean more = left.isEmpty() && !outOfTime.getAsBoolean();
      while (more) {
        IncidentCandidates candidates = new IncidentCandidates(parts.thresholds(), now);
        progress = Optional.of(read(candidates));
        addresses += candidates.addresses();
        domains += candidates.domains();
        sightings.write();
        SendingDiagnosis sending =
            parts.sender().examine(sightings, parts.watchState().read().senderIncident(), now);
        open.addAll(candidates.mostUrgentFirst());
        left.addAll(looks.at(open, sending.globalSpikes()));
        open.clear();
        more = !isRead()
            && left.isEmpty()
            && addresses < parts.mostDossiers()
            && !outOfTime.getAsBoolean();
      }
    }

    private ReadProgress read(IncidentCandidates candidates) {
      return parts
          .news()
          .read(
              parts.hours(),
              progress,
              now,
              parts.mostDossiers() - addresses,
              () -> candidates.isEnough() || outOfTime.getAsBoolean(),
              missing,
              news -> {
                sightings.add(news.activity());
                candidates.add(news);
              });
    }

    /** How far was read is written last. */
    void write() {
      sightings.write();
      parts
          .watchState()
          .postpone(left.stream().filter(it -> !before.contains(it)).toList());
      parts
          .watchState()
          .removePostponed(before.stream().filter(it -> !left.contains(it)).toList());
      if (!progress.equals(entries.progress())) {
        progress.ifPresent(after -> parts.watchState().moveProgress(entries.progress(), after));
      }
      if (!left.isEmpty()) {
        missing.add("time for " + left.size() + " domains");
      }
    }

    private boolean isRead() {
      return progress
          .filter(it -> it.place().isEmpty() && !it.readTo().isBefore(began()))
          .isPresent();
    }

    WatchRunResult watched() {
      int ended = (int)
          looks.changed().stream().filter(change -> change.ended().isPresent()).count();
      return new WatchRunResult(
          addresses,
          domains,
          looks.examined(),
          looks.changed().size() - ended,
          ended,
          isRead() && left.isEmpty(),
          left.size(),
          minutesBehind(),
          missing.what());
    }

    /** Since when something waits that a run has not come to. */
    private long minutesBehind() {
      Instant oldest =
          left.stream().map(PostponedDomain::since).min(naturalOrder()).orElse(now);
      Instant readTo =
          isRead() ? now : progress.map(ReadProgress::readTo).orElse(now.minus(HourReading.FIRST));
      return Duration.between(oldest.isBefore(readTo) ? oldest : readTo, now).toMinutes();
    }
  }

  private Instant began() {
    return now.truncatedTo(ChronoUnit.MILLIS);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
