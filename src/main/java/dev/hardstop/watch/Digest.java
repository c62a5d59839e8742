package dev.hardstop.watch;

import static dev.hardstop.watch.MailContent.number;
import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.SendingDay;
import dev.hardstop.diagnosis.SendingDay.OrganisationHit;
import dev.hardstop.letters.PlainText;
import dev.hardstop.watch.BounceTally.DomainCount;
import dev.hardstop.watch.BounceTally.ReasonCount;
import dev.hardstop.watch.MailContent.Card;
import dev.hardstop.watch.MailContent.MailTable;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.Overview.OverviewStore;
import dev.hardstop.watchstate.SendingCounts;
import dev.hardstop.watchstate.WatchState;
import dev.hardstop.watchstate.WatchStateStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
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
import java.util.TreeMap;

/**
 * The daily mail. It shows what is new, a chart of the last days, the open incidents and sending
 * statistics, then the reasons and domains of the bounces of the last 24 hours. It is added and sent
 * like an alert, so that it is sent once. The bounces in the tables are counted when the digest is
 * sent: stored counters would count a bounce twice if a killed run and the next one both read it.
 */
@Singleton
final class Digest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_CARDS = 12;
  private static final int MOST_INCIDENTS = 20;
  private static final int MOST_DOMAINS = 15;

  private final WatchStateStore watchState;
  private final AlertOutbox outbox;
  private final SendingAccount account;
  private final NewFeedbackReader reader;
  private final RegisteredDomains registeredDomains;
  private final SesListSection sesList;
  private final OverviewStore overview;
  private final boolean wanted;
  private final int hour;

  @Inject
  Digest(
      WatchStateStore watchState,
      AlertOutbox outbox,
      SendingAccount account,
      NewFeedbackReader reader,
      RegisteredDomains registeredDomains,
      SesListSection sesList,
      OverviewStore overview,
      WatchConfiguration configuration) {
    this.watchState = requireNonNull(watchState, "watchState is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.account = requireNonNull(account, "account is null");
    this.reader = requireNonNull(reader, "reader is null");
    this.registeredDomains = requireNonNull(registeredDomains, "registeredDomains is null");
    this.sesList = requireNonNull(sesList, "sesList is null");
    this.overview = requireNonNull(overview, "overview is null");
    this.wanted = configuration.digest();
    this.hour = configuration.digestHour();
  }

  /**
   * Sends the digest of the day, unless its hour has not come yet or it has been sent.
   *
   * @param rates empty if SES did not answer
   */
  void sendIfDue(CurrentRun run, SendingHistory history, Optional<SendingRates> rates) {
    Instant due = run.today().atTime(hour, 0).toInstant(ZoneOffset.UTC);
    if (!wanted || run.now().isBefore(due)) {
      return;
    }
    Alert digest = Alert.of("digest:" + run.today(), AlertKind.DIGEST, due, new TreeMap<>());
    WatchState state = watchState.read();
    Optional<Alert> added = state.findAlert(digest.id());
    if (added.isEmpty()) {
      watchState.addAlert(digest);
    }
    outbox.deliver(
        added.orElse(digest), () -> content(run, state, history.days(), rates).render(), run);
  }

  private MailContent content(
      CurrentRun run,
      WatchState state,
      Map<LocalDate, SendingDay> days,
      Optional<SendingRates> rates) {
    BounceTally tally = new BounceTally(registeredDomains);
    boolean complete = reader.readLastDay(
        run, domain -> domain.addresses().forEach(reasons -> tally.add(domain.domain(), reasons)));
    List<Alert> alerts = newAlerts(state, run.now());
    List<MailTable> tables = tables(state, rates, tally, days, run.today());
    List<String> notes = notes(rates, complete, run);
    sesList.addTo(tables, notes);
    return new MailContent(
        "Hardstop: " + summary(alerts.size(), state.openIncidents().size()) + ", " + run.today(),
        "Digest of " + run.today(),
        "The bounces of the last 24 hours, and what follows from them.",
        cards(alerts, state),
        Optional.of(BounceChart.of(overview.read(run.today()).days(), run.today())),
        tables,
        notes);
  }

  private static List<Alert> newAlerts(WatchState state, Instant now) {
    return state.alerts().stream()
        .filter(alert -> alert.kind() != AlertKind.DIGEST)
        .filter(alert -> !alert.at().isBefore(now.minus(DAY)))
        .sorted(Collections.reverseOrder())
        .toList();
  }

  private static String summary(int alerts, int openIncidents) {
    if (alerts == 0 && openIncidents == 0) {
      return "a quiet day";
    }
    return alerts + " new, " + openIncidents
        + (openIncidents == 1 ? " incident continues" : " incidents continue");
  }

  private static List<Card> cards(List<Alert> alerts, WatchState state) {
    return alerts.stream()
        .limit(MOST_CARDS)
        .map(alert -> AlertContent.card(alert, state.brake()))
        .toList();
  }

  private static List<MailTable> tables(
      WatchState state,
      Optional<SendingRates> rates,
      BounceTally tally,
      Map<LocalDate, SendingDay> days,
      LocalDate today) {
    List<MailTable> tables = new ArrayList<>();
    tables.add(openIncidents(state.openIncidents()));
    rates.ifPresent(ofSes -> tables.add(statistics(ofSes)));
    tables.add(reasons(tally.reasons(), days, today));
    tables.add(domains(tally.domains(MOST_DOMAINS)));
    return tables;
  }

  private static MailTable openIncidents(List<IncidentReport> incidents) {
    List<List<String>> rows =
        incidents.stream().limit(MOST_INCIDENTS).map(Digest::row).toList();
    return new MailTable(
        "Open incidents", List.of("Where", "What", "Since"), rows, "None: no domain is held.");
  }

  private static List<String> row(IncidentReport incident) {
    String where = incident.scope() == IncidentReport.Scope.SENDER
        ? "our own sending"
        : PlainText.line(incident.domains().get(0));
    return List.of(
        where,
        AlertContent.inWords(incident.diagnosis()),
        LocalDate.ofInstant(incident.opened(), ZoneOffset.UTC).toString());
  }

  private static MailTable statistics(SendingRates rates) {
    return new MailTable(
        "Sending statistics of SES",
        List.of("", "Messages", "Bounces", "Complaints"),
        List.of(row("Last day", rates.day()), row("Last 7 days", rates.week())),
        "");
  }

  private static List<String> row(String name, SendingCounts counts) {
    return List.of(
        name,
        number(counts.attempts()),
        SendingBrake.percent(counts.bouncePercent()),
        SendingBrake.percent(counts.complaintPercent()));
  }

  private static MailTable reasons(
      List<ReasonCount> counts, Map<LocalDate, SendingDay> days, LocalDate today) {
    List<List<String>> rows = counts.stream()
        .map(count -> List.of(
            inWords(count.reason()),
            number(count.addresses()),
            number(count.organisations()),
            usualOrganisations(days, today, count.reason())))
        .toList();
    return new MailTable(
        "Reasons for bounces",
        List.of("Reason", "Addresses", "Organisations", "Usual"),
        rows,
        "No mail bounced.");
  }

  /** Returns the median over the days before yesterday on which {@code watch} ran. */
  private static String usualOrganisations(
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

  private static MailTable domains(List<DomainCount> counts) {
    List<List<String>> rows = counts.stream()
        .map(count -> List.of(
            PlainText.line(count.domain()),
            number(count.addresses()),
            inWords(count.mostFrequent())))
        .toList();
    return new MailTable(
        "Domains with bounces",
        List.of("Domain", "Addresses", "Most frequent reason"),
        rows,
        "None.");
  }

  private List<String> notes(Optional<SendingRates> rates, boolean complete, CurrentRun run) {
    List<String> notes = new ArrayList<>();
    rates.map(SendingRates::week).ifPresent(week -> {
      notes.add("Bounces of the last 7 days: " + week.bounceLevel().explanation()
          + (" (%s %% is the average of corporate senders; SES recommends less than %s %%, reviews an"
                  + " account at %s %% and may pause it at %s %%).")
              .formatted(marks(SendingCounts.BOUNCE_MARKS)));
      notes.add("Complaints of the last 7 days: " + week.complaintLevel().explanation()
          + " (SES reviews an account at %s %% and may pause it at %s %%)."
              .formatted(marks(SendingCounts.COMPLAINT_MARKS)));
    });
    run.attempt("SES's send quota", account::quota).ifPresent(quota -> notes.add(inWords(quota)));
    if (!complete) {
      notes.add("Not everything could be counted in time: the two tables above are incomplete.");
    }
    if (!run.skipped().isEmpty()) {
      notes.add("Missing: " + String.join(", ", run.skipped()) + ".");
    }
    return notes;
  }

  /** Formats marks without trailing zeros. */
  private static Object[] marks(List<Double> marks) {
    return marks.stream()
        .map(mark -> BigDecimal.valueOf(mark).stripTrailingZeros().toPlainString())
        .toArray();
  }

  private static String inWords(SendingAccount.Quota quota) {
    String sent = number(Math.round(quota.sentLastDay()))
        + " messages in the last 24 hours, as counted by SES";
    return quota.perDay() < 0
        ? sent + "."
        : sent + ", of " + number(Math.round(quota.perDay())) + " that the account may send.";
  }

  /** Formats {@code MAILBOX_FULL} as {@code mailbox full}. */
  private static String inWords(BounceReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
