package dev.hardstop.diagnosis;

import dev.hardstop.rules.RuleFiles;
import dev.hardstop.scenario.Company;
import dev.hardstop.scenario.Scenario;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.InMemorySuppressionList;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is made of a scenario by one who looks at it once, as {@code watch} does.
 *
 * @param sending of all domains together
 * @param domains of each domain with bad news, knowing the others
 * @param incidents the domains that an incident would be opened for
 */
record Judgement(
    SendingDiagnosis sending, Map<String, Diagnosis.Name> domains, Set<String> incidents) {

  static Judgement of(Scenario scenario) {
    InMemorySuppressionList list = new InMemorySuppressionList();
    new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), list, Runnable::run)
        .record(scenario.feedback());
    AllDomains index = new AllDomains(list);
    Thresholds thresholds = Thresholds.standard();
    Examination examination = new Examination(list, index, RuleFiles.book(), thresholds);
    List<DomainPicture> pictures = index.domains().stream()
        .map(domain -> examination.picture(domain, scenario.now()))
        .toList();
    LocalDate today = LocalDate.ofInstant(scenario.now(), ZoneOffset.UTC);
    SendingDiagnosis sending = SendingPicture.of(
            sendingDays(pictures, today), today, Optional.empty(), thresholds)
        .diagnose();

    Map<String, Diagnosis.Name> domains = new TreeMap<>();
    Set<String> incidents = new TreeSet<>();
    Diagnostician diagnostician = new Diagnostician(thresholds);
    for (DomainPicture picture : pictures) {
      Diagnosis diagnosis = diagnostician.diagnose(picture, sending.elsewhere());
      domains.put(picture.domain(), diagnosis.name());
      IncidentCourse.of(thresholds)
          .next(picture, diagnosis, picture.incident(), scenario.now())
          .ifPresent(incident -> incidents.add(picture.domain()));
    }
    return new Judgement(sending, domains, incidents);
  }

  /** In one word: ours, if something is wrong with all of it; else a domain's, if one broke. */
  Diagnosis.Name inOneWord() {
    if (sending.isUnusual()) {
      return sending.name();
    }
    return incidents.isEmpty() ? Diagnosis.Name.NOTHING_UNUSUAL : Diagnosis.Name.DOMAIN_INCIDENT;
  }

  private static List<SendingDay> sendingDays(List<DomainPicture> pictures, LocalDate today) {
    List<SendingDay> days = new ArrayList<>();
    for (int daysAgo = DeliveredRecipients.DAYS; daysAgo >= -1; daysAgo--) {
      LocalDate day = today.minusDays(daysAgo);
      SendingDay all = pictures.stream()
          .map(picture -> SendingDay.of(picture, day, Company::organisation))
          .reduce(SendingDay.of(day), SendingDay::merge);
      days.add(all);
    }
    return days;
  }
}
