package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.Elsewhere;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.SendingDiagnosis;
import dev.hardstop.logbook.Entries;
import dev.hardstop.logbook.Progress;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One look at everything. It may overlap with another one and may be killed at any point: everything
 * it writes may be written twice, and how far it read is written last.
 */
final class Round {
  /** So many domains are examined before what changed is told. */
  private static final int SOME_DOMAINS = 40;

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
    Candidates candidates = new Candidates(parts.thresholds(), parts.index());
    Progress progress = readNews(entries.progress(), sightings, candidates);
    sightings.write();
    SendingDiagnosis sending = parts.sender().examine(sightings, entries.sender(), now);
    Looks looks = examine(candidates, entries.lasting(), sending);
    if (looks.all()) {
      parts.logbook().move(entries.progress(), progress);
    }
    Optional<SendingRates> rates = missing
        .orNothing("SES's send statistics", parts.account()::statistics)
        .map(points -> new SendingRates(points, now));
    parts.limits().check(entries.braking(), rates, missing);
    parts.outbox().deliver(now, missing);
    parts.digest().sendIfDue(new Digest.Round(now, sightings, rates, outOfTime), missing);
    return watched(candidates, looks, progress);
  }

  private Progress readNews(Optional<Progress> from, Sightings sightings, Candidates candidates) {
    return parts
        .news()
        .read(parts.hours(), from, now, parts.mostDossiers(), outOfTime, missing, news -> {
          sightings.add(news.picture());
          candidates.add(news);
        });
  }

  /**
   * @param all whether no domain was left for want of time
   */
  private record Looks(int examined, List<IncidentReport> changed, boolean all) {}

  private Looks examine(
      Candidates candidates, List<IncidentReport> lasting, SendingDiagnosis sending) {
    List<String> domains = List.copyOf(candidates.worthALook(lasting, parts.readers()));
    List<Look> looks = new ArrayList<>();
    for (int from = 0; from < domains.size(); from += SOME_DOMAINS) {
      looks.addAll(look(
          domains.subList(from, Math.min(from + SOME_DOMAINS, domains.size())),
          sending.elsewhere()));
    }
    long examined = looks.stream().filter(Look::taken).count();
    if (examined < domains.size()) {
      missing.add("time for " + (domains.size() - examined) + " domains");
    }
    return new Looks(
        (int) examined,
        looks.stream().map(Look::change).flatMap(Optional::stream).toList(),
        examined == domains.size());
  }

  private record Look(boolean taken, Optional<IncidentReport> change) {}

  /** What many domains at once change is told in between, or it would not fit. */
  private List<Look> look(List<String> domains, Elsewhere elsewhere) {
    boolean alerts = parts.outbox().room() >= domains.size();
    List<Look> looks = parts.readers().each(domains, domain -> look(domain, elsewhere, alerts));
    boolean changed = looks.stream().anyMatch(look -> look.change().isPresent());
    if (changed) {
      parts.outbox().deliver(now, missing);
    }
    if (changed && !alerts) {
      missing.add("room for the alerts of all incidents");
    }
    return looks;
  }

  private Look look(String domain, Elsewhere elsewhere, boolean alerts) {
    return outOfTime.getAsBoolean()
        ? new Look(false, Optional.empty())
        : new Look(true, examined(domain, elsewhere, alerts));
  }

  /** A domain whose dossier cannot be read costs the others nothing. */
  private Optional<IncidentReport> examined(String domain, Elsewhere elsewhere, boolean alerts) {
    try {
      return parts.incidents().examine(domain, elsewhere, now, alerts);
    } catch (UnreadableItemException unreadable) {
      missing.addUnreadable(List.of(unreadable));
      return Optional.empty();
    }
  }

  private Watched watched(Candidates candidates, Looks looks, Progress progress) {
    int ended = (int)
        looks.changed().stream().filter(change -> change.ended().isPresent()).count();
    return new Watched(
        candidates.addresses(),
        candidates.domains(),
        looks.examined(),
        looks.changed().size() - ended,
        ended,
        progress.place().isEmpty(),
        missing.what());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
