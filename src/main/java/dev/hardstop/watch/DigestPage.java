package dev.hardstop.watch;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.OrganisationHit;
import dev.hardstop.diagnosis.SendingDay;
import dev.hardstop.letters.PlainText;
import dev.hardstop.watch.MailContent.Card;
import dev.hardstop.watch.MailContent.Figures;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The mail of every day: what is new on top, then how the sending goes, then reasons and domains. */
final class DigestPage {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_CARDS = 12;
  private static final int MOST_INCIDENTS = 20;
  private static final int MOST_DOMAINS = 15;

  private DigestPage() {}

  /**
   * What it is made of.
   *
   * @param rates empty where SES did not say
   * @param quota empty where SES did not say
   */
  record Day(
      Instant now,
      WatchState entries,
      DayReading.Counted counted,
      Map<LocalDate, SendingDay> days,
      Optional<SendingRates> rates,
      Optional<SendingAccount.Quota> quota,
      List<String> missing) {}

  static MailContent of(Day day) {
    List<Alert> news = day.entries().alerts().stream()
        .filter(alert -> alert.kind() != Alert.Kind.DIGEST)
        .filter(alert -> !alert.at().isBefore(day.now().minus(DAY)))
        .sorted(Collections.reverseOrder())
        .toList();
    List<Card> cards = news.stream()
        .limit(MOST_CARDS)
        .map(alert -> AlertPage.card(alert, day.entries().brake()))
        .toList();
    LocalDate today = LocalDate.ofInstant(day.now(), ZoneOffset.UTC);
    List<Figures> tables = new ArrayList<>();
    tables.add(lasting(day.entries()));
    day.rates().ifPresent(rates -> tables.add(rates(rates)));
    tables.add(reasons(day, today));
    tables.add(domains(day.counted().tally()));
    return new MailContent(
        "Hardstop: " + summary(news.size(), day.entries().openIncidents().size()) + ", " + today,
        "Digest of " + today,
        "The bounces of the last 24 hours, and what follows from them.",
        cards,
        tables,
        notes(day));
  }

  private static String summary(int news, int lasting) {
    if (news == 0 && lasting == 0) {
      return "a quiet day";
    }
    return news + " new, " + lasting
        + (lasting == 1 ? " incident continues" : " incidents continue");
  }

  private static Figures lasting(WatchState entries) {
    List<List<String>> rows = entries.openIncidents().stream()
        .limit(MOST_INCIDENTS)
        .map(DigestPage::row)
        .toList();
    return new Figures(
        "Open incidents", List.of("Where", "What", "Since"), rows, "None: no domain is held.");
  }

  private static List<String> row(IncidentReport incident) {
    String where = incident.scope() == IncidentReport.Scope.SENDER
        ? "our own sending"
        : PlainText.line(incident.domains().get(0));
    return List.of(
        where,
        AlertPage.words(incident.diagnosis()),
        LocalDate.ofInstant(incident.opened(), ZoneOffset.UTC).toString());
  }

  private static Figures rates(SendingRates rates) {
    return new Figures(
        "Sending statistics of SES",
        List.of("", "Messages", "Bounces", "Complaints"),
        List.of(row("Last day", rates.day()), row("Last 7 days", rates.week())),
        "");
  }

  private static List<String> row(String name, SendingCounts tally) {
    return List.of(
        name,
        number(tally.attempts()),
        SendingBrake.percent(tally.bouncePercent()),
        SendingBrake.percent(tally.complaintPercent()));
  }

  private static Figures reasons(Day day, LocalDate today) {
    List<List<String>> rows = day.counted().tally().reasons().stream()
        .map(reason -> List.of(
            words(reason.reason()),
            number(reason.addresses()),
            number(reason.organisations()),
            usual(day.days(), today, reason.reason())))
        .toList();
    return new Figures(
        "Reasons for bounces",
        List.of("Reason", "Addresses", "Organisations", "Usual"),
        rows,
        "No mail bounced.");
  }

  /** The median of the days before that were watched. */
  private static String usual(
      Map<LocalDate, SendingDay> days, LocalDate today, BounceReason reason) {
    List<Long> counts = days.values().stream()
        .filter(day -> day.day().isBefore(today.minusDays(1)))
        .map(day -> day.seen().getOrDefault(reason, Collections.emptySortedSet()).stream()
            .map(OrganisationHit::organisation)
            .distinct()
            .count())
        .sorted()
        .toList();
    return counts.isEmpty() ? "–" : number(counts.get(counts.size() / 2));
  }

  private static Figures domains(DayTally tally) {
    List<List<String>> rows = tally.domains(MOST_DOMAINS).stream()
        .map(domain -> List.of(
            PlainText.line(domain.name()), number(domain.addresses()), words(domain.main())))
        .toList();
    return new Figures(
        "Domains with bounces",
        List.of("Domain", "Addresses", "Most frequent reason"),
        rows,
        "None.");
  }

  private static List<String> notes(Day day) {
    List<String> notes = new ArrayList<>();
    day.rates().map(SendingRates::week).ifPresent(week -> {
      notes.add("Bounces of the last 7 days: " + RateLevel.ofBounces(week).words()
          + " (0.48 % is the average of corporate senders; SES recommends less than 2 %, reviews"
          + " an account at 5 % and may pause it at 10 %).");
      notes.add("Complaints of the last 7 days: " + RateLevel.ofComplaints(week).words()
          + " (SES reviews an account at 0.1 % and may pause it at 0.5 %).");
    });
    day.quota().ifPresent(quota -> notes.add(quota(quota)));
    if (!day.counted().complete()) {
      notes.add("Not everything could be counted in time: the two tables above are incomplete.");
    }
    if (!day.missing().isEmpty()) {
      notes.add("Missing: " + String.join(", ", day.missing()) + ".");
    }
    return notes;
  }

  private static String quota(SendingAccount.Quota quota) {
    String sent = number(Math.round(quota.sentLastDay()))
        + " messages in the last 24 hours, as counted by SES";
    return quota.perDay() < 0
        ? sent + "."
        : sent + ", of " + number(Math.round(quota.perDay())) + " that the account may send.";
  }

  /** {@code MAILBOX_FULL} as {@code mailbox full}. */
  static String words(BounceReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
