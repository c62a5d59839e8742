package dev.hardstop.watch;

import static java.util.stream.Collectors.joining;

import dev.hardstop.classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.DiagnosisFigures;
import dev.hardstop.diagnosis.MailProvider;
import dev.hardstop.diagnosis.SendingDiagnosis;
import dev.hardstop.suppression.Incident;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an alert is given to tell: by name, as {@link AlertPage} shows it. */
final class AlertFacts {
  private AlertFacts() {}

  static SortedMap<String, String> of(Diagnosis diagnosis, Incident incident) {
    SortedMap<String, String> facts = new TreeMap<>();
    SortedMap<LocalDate, DiagnosisFigures.Day> days =
        diagnosis.grounds().figures().byDay();
    facts.put("since", incident.from().toString());
    facts.put("bounced", most(days.tailMap(incident.from())));
    if (incident.ending().isEmpty()) {
      facts.put("holdsUntil", incident.holdsUntil().toString());
      facts.put("delivered", delivered(days.headMap(incident.from())));
      facts.put("summary", diagnosis.advice().summary());
      diagnosis.grounds().quote().ifPresent(quote -> facts.put("words", quote.words()));
    }
    return facts;
  }

  static SortedMap<String, String> of(SendingDiagnosis diagnosis) {
    SortedMap<String, String> facts = new TreeMap<>();
    diagnosis.since().ifPresent(since -> facts.put("since", since.toString()));
    if (diagnosis.isUnusual()) {
      facts.put("organisations", Integer.toString(diagnosis.organisations()));
      facts.put(
          "gateways",
          diagnosis.gateways().entrySet().stream()
              .sorted(Map.Entry.<MailProvider, Integer>comparingByValue(Comparator.reverseOrder()))
              .map(gateway -> gateway.getKey().title() + " " + gateway.getValue())
              .collect(joining(", ")));
      facts.put("summary", diagnosis.advice().summary() + reservation(diagnosis));
    }
    return facts;
  }

  private static String reservation(SendingDiagnosis diagnosis) {
    return diagnosis.confidence() == Confidence.LOW
        ? " The confidence is low: there are fewer than three days to compare with."
        : "";
  }

  /** Of the worst day: recipients are not counted over days. */
  private static String most(SortedMap<LocalDate, DiagnosisFigures.Day> days) {
    return days.entrySet().stream()
        .max(Comparator.comparing(day -> day.getValue().bounced()))
        .map(day -> day.getValue().bounced() + " on " + day.getKey())
        .orElse("");
  }

  private static String delivered(SortedMap<LocalDate, DiagnosisFigures.Day> days) {
    return days.entrySet().stream()
        .filter(day -> day.getValue().delivered() > 0)
        .reduce((earlier, later) -> later)
        .map(day -> day.getValue().delivered() + (day.getValue().orMore() ? " or more" : "")
            + " on " + day.getKey())
        .orElse("");
  }
}
