package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.scenario.Company;
import dev.hardstop.scenario.Scenario;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Diagnoses a scenario in the way of {@code watch}, but only twice: at the end of yesterday, and now.
 * Incidents stay open.
 */
final class ScenarioRun {
  private static final Thresholds THRESHOLDS = Thresholds.standard();

  private final InMemoryDossierTable list = new InMemoryDossierTable();
  private final Recorder recorder =
      new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), list, Runnable::run);
  private final Diagnostician diagnostician = new Diagnostician(THRESHOLDS);
  private final Set<String> incidents = new TreeSet<>();
  private Optional<IncidentReport> ours = Optional.empty();

  private ScenarioRun() {}

  static ScenarioRun of(Scenario scenario) {
    ScenarioRun run = new ScenarioRun();
    Instant midnight = LocalDate.ofInstant(scenario.now(), ZoneOffset.UTC)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
    Map<Boolean, List<Feedback>> isToday = scenario.feedback().stream()
        .collect(Collectors.partitioningBy(one -> !one.mail().timestamp().isBefore(midnight)));
    TestRecording.record(run.recorder, isToday.get(false));
    run.look(midnight.minusSeconds(60));
    TestRecording.record(run.recorder, isToday.get(true));
    run.look(scenario.now());
    return run;
  }

  /** The domains with an incident. */
  Set<String> incidents() {
    return incidents;
  }

  /** The diagnosis of our own incident if there is one, otherwise of the domains. */
  Diagnosis.Name result() {
    return ours.map(IncidentReport::diagnosis)
        .orElse(
            incidents.isEmpty() ? Diagnosis.Name.NOTHING_UNUSUAL : Diagnosis.Name.DOMAIN_INCIDENT);
  }

  private void look(Instant now) {
    InMemoryDossierIndex index = new InMemoryDossierIndex(list);
    DomainExamination examination =
        new DomainExamination(list, index, RuleFiles.book(), THRESHOLDS);
    List<DomainActivity> activities = index.domains().stream()
        .map(domain -> examination.activity(domain, now))
        .toList();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    SendingActivity activity =
        SendingActivity.of(sendingDays(activities, today), today, Optional.empty(), THRESHOLDS);
    ours = new IncidentLifecycle(THRESHOLDS).next(activity, ours, now).or(() -> ours);
    activities.forEach(domain -> look(domain, activity.diagnose().spiking(), now));
  }

  private void look(DomainActivity activity, Set<BounceReason> spiking, Instant now) {
    Diagnosis diagnosis = diagnostician.diagnose(activity, spiking);
    new IncidentLifecycle(THRESHOLDS)
        .next(activity, diagnosis, activity.incident(), now)
        .ifPresent(incident -> {
          list.put(activity.domain(), activity.incident(), incident);
          incidents.add(activity.domain());
        });
  }

  private static List<SendingDay> sendingDays(List<DomainActivity> activities, LocalDate today) {
    List<SendingDay> days = new ArrayList<>();
    for (int daysAgo = DeliveredRecipients.DAYS; daysAgo >= -1; daysAgo--) {
      LocalDate day = today.minusDays(daysAgo);
      SendingDay all = activities.stream()
          .map(activity -> SendingDay.of(activity, day, Company::organisation))
          .reduce(SendingDay.of(day), SendingDay::merge);
      days.add(all);
    }
    return days;
  }
}
