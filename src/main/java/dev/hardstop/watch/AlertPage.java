package dev.hardstop.watch;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.letters.PlainText;
import dev.hardstop.watch.MailContent.Card;
import dev.hardstop.watch.MailContent.Fact;
import dev.hardstop.watch.MailContent.Tone;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchState.BrakeState;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mail that says what began and what is over. */
final class AlertPage {
  /** Domains of an incident that a mail names. */
  private static final int MOST_DOMAINS = 12;

  private static final Map<String, String> NAMES = Map.of(
      "since", "Since",
      "bounced", "Recipients that bounced",
      "delivered", "Recipients delivered to before",
      "holdsUntil", "Held until",
      "organisations", "Organisations",
      "gateways", "Gateways",
      "attempts", "Messages counted",
      "bouncePercent", "Bounces",
      "complaintPercent", "Complaints");

  private AlertPage() {}

  /**
   * @param braking as it is by now
   */
  static MailContent of(List<Alert> alerts, Optional<BrakeState> braking) {
    List<Card> cards = alerts.stream().map(alert -> card(alert, braking)).toList();
    String title = alerts.size() == 1 ? cards.get(0).title() : count(alerts);
    return new MailContent("Hardstop: " + title, title, lead(alerts), cards, List.of(), List.of());
  }

  /** What is new, for the digest as well. */
  static Card card(Alert alert, Optional<BrakeState> braking) {
    return new Card(
        tone(alert),
        kicker(alert),
        title(alert),
        text(alert, braking),
        facts(alert),
        PlainText.line(alert.facts().getOrDefault("words", "")));
  }

  private static String count(List<Alert> alerts) {
    List<String> parts = new ArrayList<>();
    part(parts, alerts, Alert.Kind.OPENED, "incident opened", "incidents opened");
    part(parts, alerts, Alert.Kind.ENDED, "incident is over", "incidents are over");
    part(parts, alerts, Alert.Kind.LIMIT_EXCEEDED, "limit exceeded", "limits exceeded");
    part(
        parts,
        alerts,
        Alert.Kind.BELOW_LIMIT,
        "rate below its limit again",
        "rates below their limits again");
    return String.join(", ", parts);
  }

  private static void part(
      List<String> parts, List<Alert> alerts, Alert.Kind kind, String one, String many) {
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
      case OPENED, LIMIT_EXCEEDED -> Tone.BAD;
      case ENDED -> endedWell(alert) ? Tone.GOOD : Tone.NEUTRAL;
      case BELOW_LIMIT -> Tone.GOOD;
      case DIGEST -> Tone.NEUTRAL;
    };
  }

  private static String kicker(Alert alert) {
    return switch (alert.kind()) {
      case OPENED, LIMIT_EXCEEDED -> "NEW";
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
      case DIGEST -> "Digest";
    };
  }

  private static String opened(IncidentReport incident) {
    return incident.scope() == IncidentReport.Scope.SENDER
        ? "Our own sending is at fault: " + words(incident.diagnosis())
        : whose(incident) + " refuses nearly all of its mail";
  }

  private static String whose(IncidentReport incident) {
    return incident.scope() == IncidentReport.Scope.SENDER
        ? "our own sending"
        : PlainText.line(incident.domains().get(0));
  }

  /** A diagnosis in the words of a person. */
  static String words(Diagnosis.Name name) {
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

  private static String text(Alert alert, Optional<BrakeState> braking) {
    return switch (alert.kind()) {
      case OPENED, DIGEST -> alert.facts().getOrDefault("summary", "");
      case ENDED ->
        endedWell(alert)
            ? "Deliveries have settled again. The bounces of these days no longer count where a"
                + " recheck is possible."
            : "It ended without settled deliveries: its bounces count like any others.";
      case LIMIT_EXCEEDED -> passed(alert, braking);
      case BELOW_LIMIT ->
        Boolean.parseBoolean(alert.facts().get("started"))
            ? "Sending with " + sets(alert) + " is switched on again."
            : sets(alert).isEmpty()
                ? "Nothing was switched off."
                : "Sending with " + sets(alert)
                    + " stays switched off until somebody switches it on.";
    };
  }

  private static String passed(Alert alert, Optional<BrakeState> braking) {
    String limits = "The limits are " + alert.facts().getOrDefault("bounceLimit", "")
        + " for bounces and " + alert.facts().getOrDefault("complaintLimit", "")
        + " for complaints. ";
    if (sets(alert).isEmpty()) {
      return limits + "Nothing was switched off: no configuration set is configured for the brake.";
    }
    String open = braking.map(it -> String.join(", ", it.pending())).orElse("");
    return limits
        + (open.isEmpty()
            ? "SES refuses all messages with " + sets(alert)
                + " until somebody switches sending on."
            : "Sending with " + open + " could not be switched off yet; this is tried again.");
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
