package dev.hardstop.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.Advice;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.DiagnosisFigures;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.MailProvider;
import dev.hardstop.diagnosis.MailRoute;
import dev.hardstop.suppression.Incident;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Diagnoses, incidents and mail routes as JSON. Dates are UTC days. */
final class DiagnosisJson {
  private DiagnosisJson() {}

  /** Adds what a diagnosis says to an object that names the domain it is about. */
  static void write(
      Diagnosis diagnosis, Optional<Incident> incident, Instant now, ObjectNode into) {
    Diagnosis.Grounds grounds = diagnosis.grounds();
    into.put("diagnosis", diagnosis.name().name());
    into.put("confidence", VerdictJson.word(grounds.confidence()));
    into.put("since", grounds.since().map(LocalDate::toString).orElse(null));
    into.set("figures", figures(grounds.figures()));
    incident.ifPresent(newest -> into.set("incident", incident(newest, now)));
    into.set("advice", advice(diagnosis.advice()));
  }

  /** An incident as it is listed. */
  static ObjectNode incident(IncidentReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", report.id());
    json.put("scope", VerdictJson.word(report.scope()));
    json.put("diagnosis", report.diagnosis().name());
    ArrayNode domains = json.putArray("domains");
    report.domains().forEach(domains::add);
    json.put("opened", report.opened().toString());
    report.ended().ifPresent(ended -> json.put("ended", ended.toString()));
    report.endedWell().ifPresent(well -> json.put("endedWell", well));
    return json;
  }

  static ObjectNode route(MailRoute route) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("state", route.state().name());
    ArrayNode hosts = json.putArray("hosts");
    route.hosts().forEach(hosts::add);
    json.put("gateway", route.provider().map(MailProvider::title).orElse(null));
    ArrayNode remarks = json.putArray("remarks");
    route.remarks().forEach(remarks::add);
    return json;
  }

  private static ObjectNode figures(DiagnosisFigures figures) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode days = json.putArray("days");
    Map<BounceReason, Integer> sums = new TreeMap<>();
    figures.byDay().forEach((date, day) -> {
      days.add(day(date, day));
      day.reasons().forEach((reason, count) -> sums.merge(reason, count, Integer::sum));
    });
    json.set("reasons", reasons(sums));
    json.put("sampled", figures.sampled());
    return json;
  }

  private static ObjectNode day(LocalDate date, DiagnosisFigures.Day day) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("day", date.toString());
    json.put("bounced", day.bounced()).put("delivered", day.delivered());
    if (day.orMore()) {
      json.put("orMore", true);
    }
    json.set("reasons", reasons(new TreeMap<>(day.reasons())));
    return json;
  }

  private static ObjectNode reasons(Map<BounceReason, Integer> counts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    counts.forEach((reason, count) -> json.put(reason.name(), count));
    return json;
  }

  private static ObjectNode incident(Incident incident, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", incident.id());
    json.put("from", incident.from().toString()).put("opened", incident.opened().toString());
    json.put("holds", incident.holds(now));
    incident
        .ending()
        .ifPresent(
            ending -> json.put("ended", ending.at().toString()).put("endedWell", ending.well()));
    return json;
  }

  private static ObjectNode advice(Advice advice) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("summary", advice.summary());
    ArrayNode steps = json.putArray("steps");
    advice.steps().forEach(steps::add);
    return json;
  }
}
