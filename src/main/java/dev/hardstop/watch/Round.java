package dev.hardstop.watch;

import static java.util.Comparator.naturalOrder;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.hardstop.diagnosis.Elsewhere;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.SendingDiagnosis;
import dev.hardstop.logbook.Entries;
import dev.hardstop.logbook.LeftDomain;
import dev.hardstop.logbook.Progress;
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
final class Round {
  private final Parts parts;
  private final Instant now;
  private final BooleanSupplier outOfTime;
  private final Missing missing = new Missing();

  /**
   * @param outOfTime whether nothing more may be begun
   */
  Round(Parts parts, Instant now, BooleanSupplier outOfTime) {
    this.parts = requireNonNull(parts, "parts is null");
    this.now = requireNonNull(now, "now is null");
    this.outOfTime = requireNonNull(outOfTime, "outOfTime is null");
  }

  /** Runs it. */
  Watched run() {
    parts.outbox().deliver(now, missing);
    Entries entries = parts.logbook().entries();
    Sightings sightings = new Sightings(parts.days(), parts.organisationOf(), today());
    Set<String> lasting = domainsOf(entries.lasting());
    Looks looks = new Looks(parts, now, outOfTime, missing, lasting);
    Work work = new Work(entries, sightings, looks);
    work.leftovers();
    work.news(lasting);
    work.write();
    Optional<SendingRates> rates = missing
        .orNothing("SES's send statistics", parts.account()::statistics)
        .map(points -> new SendingRates(points, now));
    parts.limits().check(entries.braking(), rates, missing);
    parts.outbox().deliver(now, missing);
    parts.digest().sendIfDue(new Digest.Round(now, sightings, rates, outOfTime), missing);
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
    private final Entries entries;
    private final Sightings sightings;
    private final Looks looks;
    private final Set<LeftDomain> before;
    private final Set<LeftDomain> left = new TreeSet<>();
    private Optional<Progress> progress;
    private int addresses;
    private int domains;

    private Work(Entries entries, Sightings sightings, Looks looks) {
      this.entries = entries;
      this.sightings = sightings;
      this.looks = looks;
      this.before = parts.logbook().left();
      this.progress = entries.progress();
    }

    void leftovers() {
      if (!before.isEmpty()) {
        Elsewhere elsewhere =
            parts.sender().diagnose(sightings, entries.sender()).elsewhere();
        left.addAll(looks.at(before, elsewhere));
      }
    }

    /** The news of so many domains at a time that what there is no time for can be left. */
    void news(Set<String> lasting) {
      SortedSet<LeftDomain> open = new TreeSet<>();
      lasting.forEach(domain -> open.add(new LeftDomain(domain, 0, now)));
      boolean more = left.isEmpty() && !outOfTime.getAsBoolean();
      while (more) {
        Candidates candidates = new Candidates(parts.thresholds(), now);
        progress = Optional.of(read(candidates));
        addresses += candidates.addresses();
        domains += candidates.domains();
        sightings.write();
        SendingDiagnosis sending =
            parts.sender().examine(sightings, parts.logbook().entries().sender(), now);
        open.addAll(candidates.mostUrgentFirst());
        left.addAll(looks.at(open, sending.elsewhere()));
        open.clear();
        more = !isRead()
            && left.isEmpty()
            && addresses < parts.mostDossiers()
            && !outOfTime.getAsBoolean();
      }
    }

    private Progress read(Candidates candidates) {
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
                sightings.add(news.picture());
                candidates.add(news);
              });
    }

    /** How far was read is written last. */
    void write() {
      sightings.write();
      parts.logbook().leave(left.stream().filter(it -> !before.contains(it)).toList());
      parts.logbook().examined(before.stream().filter(it -> !left.contains(it)).toList());
      if (!progress.equals(entries.progress())) {
        progress.ifPresent(after -> parts.logbook().move(entries.progress(), after));
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

    Watched watched() {
      int ended = (int)
          looks.changed().stream().filter(change -> change.ended().isPresent()).count();
      return new Watched(
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
      Instant oldest = left.stream().map(LeftDomain::since).min(naturalOrder()).orElse(now);
      Instant readTo =
          isRead() ? now : progress.map(Progress::readTo).orElse(now.minus(HourReading.FIRST));
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
