package dev.hardstop.watch;

import static java.util.stream.Collectors.joining;

import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.Diagnosis.Figures;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.MailProvider;
import dev.hardstop.diagnosis.SendingDiagnosis;
import dev.hardstop.letters.PlainText;
import dev.hardstop.suppression.Incident;
import dev.hardstop.watch.MailContent.Card;
import dev.hardstop.watch.MailContent.Fact;
import dev.hardstop.watch.MailContent.Tone;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.WatchState.BrakeState;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Creates the content of alerts: the named facts that are stored with an alert, and later the message
 * that is built from these facts when the alert is sent.
 */
final class AlertContent {
  /** The most domains of an incident that a message names. */
  private static final int MOST_DOMAINS = 12;

  /** The labels of the facts that a message shows unchanged. */
  private static final Map<String, String> NAMES = Map.of(
      "since", "Since",
      "bounced", "Recipients that bounced",
      "delivered", "Recipients delivered to before",
      "holdsUntil", "Held until",
      "organisations", "Organisations",
      "gateways", "Gateways",
      "attempts", "Messages counted",
      "bouncePercent", "Bounces",
      "complaintPercent", "Complaints",
      "names", "About");

  private AlertContent() {}

  /** The facts of an alert about a domain's incident. */
  static SortedMap<String, String> facts(Diagnosis diagnosis, Incident incident) {
    SortedMap<String, String> facts = new TreeMap<>();
    SortedMap<LocalDate, Figures.Day> days = diagnosis.basis().figures().byDay();
    facts.put("since", incident.from().toString());
    facts.put("bounced", worstDay(days.tailMap(incident.from())));
    if (incident.ending().isEmpty()) {
      facts.put("holdsUntil", incident.holdsUntil().toString());
      facts.put("delivered", lastDelivery(days.headMap(incident.from())));
      facts.put("summary", diagnosis.advice().summary());
      diagnosis.basis().reply().ifPresent(reply -> facts.put("reply", reply.text()));
    }
    return facts;
  }

  /** The facts of an alert about the incident of our own sending. */
  static SortedMap<String, String> facts(SendingDiagnosis diagnosis) {
    SortedMap<String, String> facts = new TreeMap<>();
    diagnosis.since().ifPresent(since -> facts.put("since", since.toString()));
    if (diagnosis.isUnusual()) {
      facts.put("organisations", Integer.toString(diagnosis.organisations()));
      facts.put(
          "gateways",
          diagnosis.providers().entrySet().stream()
              .sorted(Map.Entry.<MailProvider, Integer>comparingByValue(Comparator.reverseOrder()))
              .map(provider -> provider.getKey().title() + " " + provider.getValue())
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

  /**
   * Describes only the day with the most bounces, because the recipients of several days cannot be
   * added up.
   */
  private static String worstDay(SortedMap<LocalDate, Figures.Day> days) {
    return days.entrySet().stream()
        .max(Comparator.comparing(day -> day.getValue().bounced()))
        .map(day -> day.getValue().bounced() + " on " + day.getKey())
        .orElse("");
  }

  private static String lastDelivery(SortedMap<LocalDate, Figures.Day> days) {
    return days.entrySet().stream()
        .filter(day -> day.getValue().delivered() > 0)
        .reduce((earlier, later) -> later)
        .map(day -> day.getValue().delivered() + (day.getValue().orMore() ? " or more" : "")
            + " on " + day.getKey())
        .orElse("");
  }

  /**
   * Returns the message about some alerts.
   *
   * @param brake the current state of the brake
   */
  static MailContent of(List<Alert> alerts, Optional<BrakeState> brake) {
    List<Card> cards = alerts.stream().map(alert -> card(alert, brake)).toList();
    String title = alerts.size() == 1 ? cards.get(0).title() : counted(alerts);
    return new MailContent(
        "Hardstop: " + title, title, lead(alerts), cards, Optional.empty(), List.of(), List.of());
  }

  /** Returns the card about an alert; the digest shows the same card. */
  static Card card(Alert alert, Optional<BrakeState> brake) {
    return new Card(
        tone(alert),
        kicker(alert),
        title(alert),
        text(alert, brake),
        facts(alert),
        PlainText.line(alert.facts().getOrDefault("reply", "")));
  }

  private static String counted(List<Alert> alerts) {
    List<String> parts = new ArrayList<>();
    addCount(parts, alerts, AlertKind.OPENED, "incident opened", "incidents opened");
    addCount(parts, alerts, AlertKind.ENDED, "incident is over", "incidents are over");
    addCount(parts, alerts, AlertKind.LIMIT_EXCEEDED, "limit exceeded", "limits exceeded");
    addCount(
        parts,
        alerts,
        AlertKind.BELOW_LIMIT,
        "rate below its limit again",
        "rates below their limits again");
    addCount(
        parts,
        alerts,
        AlertKind.SES_LIST,
        "problem with SES's suppression list",
        "problems with SES's suppression list");
    return String.join(", ", parts);
  }

  private static void addCount(
      List<String> parts, List<Alert> alerts, AlertKind kind, String one, String many) {
    long count = alerts.stream().filter(alert -> alert.kind() == kind).count();
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : many));
    }
  }

  private static String lead(List<Alert> alerts) {
    return alerts.size() == 1
        ? "Found " + alerts.get(0).at().truncatedTo(ChronoUnit.SECONDS) + "."
        : "All of this was found since the last message.";
  }

  private static Tone tone(Alert alert) {
    return switch (alert.kind()) {
      case OPENED, LIMIT_EXCEEDED, SES_LIST -> Tone.BAD;
      case ENDED -> endedWell(alert) ? Tone.GOOD : Tone.NEUTRAL;
      case BELOW_LIMIT -> Tone.GOOD;
      case DIGEST -> Tone.NEUTRAL;
    };
  }

  private static String kicker(Alert alert) {
    return switch (alert.kind()) {
      case OPENED, LIMIT_EXCEEDED -> "NEW";
      case SES_LIST -> "TO DO";
      case ENDED, BELOW_LIMIT -> "OVER";
      case DIGEST -> "DIGEST";
    };
  }

  private static String title(Alert alert) {
    return switch (alert.kind()) {
      case OPENED -> opened(incident(alert));
      case ENDED -> "The incident of " + whose(incident(alert)) + " is over";
      case LIMIT_EXCEEDED ->
        sets(alert).isEmpty()
            ? "Bounces or complaints exceeded their limit"
            : "The brake is on: sending is switched off";
      case BELOW_LIMIT -> "Bounces and complaints are well below their limits again";
      case SES_LIST -> alert.facts().getOrDefault("title", "SES's suppression list");
      case DIGEST -> "Digest";
    };
  }

  private static String opened(IncidentReport incident) {
    return incident.scope() == IncidentReport.Scope.SENDER
        ? "Our own sending is at fault: " + inWords(incident.diagnosis())
        : whose(incident) + " refuses nearly all of its mail";
  }

  private static String whose(IncidentReport incident) {
    return incident.scope() == IncidentReport.Scope.SENDER
        ? "our own sending"
        : PlainText.line(incident.domains().get(0));
  }

  /** A diagnosis in a few words. */
  static String inWords(Diagnosis.Name name) {
    return switch (name) {
      case DEAD_ADDRESSES -> "a stale list is being mailed";
      case DOMAIN_INCIDENT -> "a domain refuses nearly all of its mail";
      case NEVER_ACCEPTED -> "a domain has never accepted our mail";
      case RESTRICTED_RECIPIENTS -> "recipients accept mail only from certain senders";
      case RELAY_DENIED -> "a mail server does not accept mail for its domain";
      case SENDER_REPUTATION -> "many receivers distrust our mail";
      case SENDER_AUTHENTICATION ->
        "many receivers refuse our sender address or cannot authenticate our mail";
      case RATE -> "we send faster than receivers accept mail";
      case NOTHING_UNUSUAL -> "nothing unusual";
    };
  }

  private static String text(Alert alert, Optional<BrakeState> brake) {
    return switch (alert.kind()) {
      case OPENED, SES_LIST, DIGEST -> alert.facts().getOrDefault("summary", "");
      case ENDED ->
        endedWell(alert)
            ? "Deliveries have settled again. The bounces of these days no longer count where a"
                + " recheck is possible."
            : "It ended without settled deliveries: its bounces count like any others.";
      case LIMIT_EXCEEDED -> limitExceeded(alert, brake);
      case BELOW_LIMIT ->
        Boolean.parseBoolean(alert.facts().get("started"))
            ? "Sending with " + sets(alert) + " is switched on again."
            : sets(alert).isEmpty()
                ? "Nothing was switched off."
                : "Sending with " + sets(alert)
                    + " stays switched off until somebody switches it on.";
    };
  }

  private static String limitExceeded(Alert alert, Optional<BrakeState> brake) {
    String limits = "The limits are " + alert.facts().getOrDefault("bounceLimit", "")
        + " for bounces and " + alert.facts().getOrDefault("complaintLimit", "")
        + " for complaints. ";
    if (sets(alert).isEmpty()) {
      return limits + "Nothing was switched off: no configuration set is configured for the brake.";
    }
    String pending = brake.map(state -> String.join(", ", state.pending())).orElse("");
    return limits
        + (pending.isEmpty()
            ? "SES refuses all messages with " + sets(alert)
                + " until somebody switches sending on."
            : "Sending with " + pending + " could not be switched off yet; this is tried again.");
  }

  private static String sets(Alert alert) {
    return alert.facts().getOrDefault("sets", "");
  }

  private static List<Fact> facts(Alert alert) {
    List<Fact> facts = new ArrayList<>();
    alert.facts().forEach((name, value) -> {
      if (NAMES.containsKey(name) && !value.isEmpty()) {
        facts.add(new Fact(NAMES.get(name), PlainText.line(value)));
      }
    });
    alert
        .incident()
        .filter(incident -> incident.scope() == IncidentReport.Scope.SENDER)
        .ifPresent(incident -> facts.add(new Fact("At", domains(incident.domains()))));
    alert.incident().ifPresent(incident -> facts.add(new Fact("Incident", incident.id())));
    return facts;
  }

  private static String domains(List<String> domains) {
    String named = String.join(", ", domains.subList(0, Math.min(MOST_DOMAINS, domains.size())));
    return domains.size() > MOST_DOMAINS ? named + ", …" : named;
  }

  private static IncidentReport incident(Alert alert) {
    return alert.incident().orElseThrow();
  }

  private static boolean endedWell(Alert alert) {
    return alert.incident().flatMap(IncidentReport::endedWell).orElse(false);
  }
}
