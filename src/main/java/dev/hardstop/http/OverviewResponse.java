package dev.hardstop.http;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.diagnosis.RecipientSample;
import dev.hardstop.http.DomainResponse.ListedIncident;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.watchstate.LatestRun;
import dev.hardstop.watchstate.Overview;
import dev.hardstop.watchstate.Overview.OverviewPart;
import dev.hardstop.watchstate.SendingCounts;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The body of the answer to {@code GET /v1/overview}. Every field is always present. It contains no address.
 *
 * @param written when the run of {@code watch} that wrote these figures began; null before the first run
 * @param rates of bounces and complaints; null while they are not known
 * @param marks the rates to compare with
 * @param days the last 14 UTC days, the oldest first, today included
 * @param incidents the open incidents, the newest first; null if they cannot be read
 * @param sesList how SES's suppression list differs from the verdicts; null before the first complete comparison
 * @param watch the progress of {@code watch}; null before its first run
 * @param unreadable the parts that are null because their stored data cannot be read: {@code latestRun} ({@code
 *     written}, {@code rates} and {@code watch}), {@code incidents}, {@code sesList}
 */
@RegisterForReflection
record OverviewResponse(
    Instant written,
    SendingRatesByPeriod rates,
    RateMarks marks,
    List<OverviewDay> days,
    List<ListedIncident> incidents,
    SesListDifferences sesList,
    WatchProgress watch,
    List<String> unreadable) {
  static OverviewResponse of(Overview overview, LocalDate today, SesListMode mode) {
    Optional<LatestRun> run = overview.latestRun();
    return new OverviewResponse(
        run.map(LatestRun::began).orElse(null),
        run.flatMap(SendingRatesByPeriod::of).orElse(null),
        new RateMarks(SendingCounts.BOUNCE_MARKS, SendingCounts.COMPLAINT_MARKS),
        Overview.daysUntil(today).stream()
            .map(day -> OverviewDay.of(day, Optional.ofNullable(overview.days().get(day))))
            .toList(),
        overview.unreadable().containsKey(OverviewPart.INCIDENTS)
            ? null
            : overview.openIncidents().stream().map(ListedIncident::of).toList(),
        overview
            .sesList()
            .last()
            .map(last -> SesListDifferences.of(last, overview.sesList(), mode))
            .orElse(null),
        run.map(WatchProgress::of).orElse(null),
        overview.unreadable().keySet().stream().map(OverviewResponse::name).toList());
  }

  private static String name(OverviewPart part) {
    return switch (part) {
      case LATEST_RUN -> "latestRun";
      case INCIDENTS -> "incidents";
      case SES_LIST -> "sesList";
    };
  }

  /**
   * Rates as SES counts them.
   *
   * @param day of the 24 hours before {@code written}
   * @param week of the seven days before
   */
  @RegisterForReflection
  record SendingRatesByPeriod(PeriodRates day, PeriodRates week) {
    private static Optional<SendingRatesByPeriod> of(LatestRun run) {
      return run.day()
          .flatMap(day -> run.week()
              .map(week -> new SendingRatesByPeriod(PeriodRates.of(day), PeriodRates.of(week))));
    }
  }

  /**
   * The rates of one period.
   *
   * @param messages how many messages SES tried to deliver
   * @param bounces how many of them bounced permanently
   * @param bouncePercent in percent of the messages, with two decimals
   * @param bounceLevel {@code GOOD}, {@code FAIR}, {@code RAISED}, {@code REVIEW}, {@code PAUSE}, or {@code UNKNOWN}
   *     if too few messages were sent
   * @param complaintLevel the same without {@code FAIR} and {@code RAISED}
   */
  @RegisterForReflection
  record PeriodRates(
      long messages,
      long bounces,
      long complaints,
      double bouncePercent,
      double complaintPercent,
      String bounceLevel,
      String complaintLevel) {
    private static PeriodRates of(SendingCounts counts) {
      return new PeriodRates(
          counts.attempts(),
          counts.bounces(),
          counts.complaints(),
          SendingCounts.rounded(counts.bouncePercent()),
          SendingCounts.rounded(counts.complaintPercent()),
          counts.bounceLevel().name(),
          counts.complaintLevel().name());
    }
  }

  /**
   * The rates to compare with, in percent.
   *
   * @param bounces the average of corporate senders, the maximum that SES recommends, and the rates at which it
   *     reviews an account and may pause its sending
   * @param complaints the rates at which SES reviews an account and may pause its sending
   */
  @RegisterForReflection
  record RateMarks(List<Double> bounces, List<Double> complaints) {}

  /**
   * The bounces of one day.
   *
   * @param day the UTC day on which the messages were sent
   * @param isKnown whether {@code watch} counted the day
   * @param reasons the most frequent first; empty if nothing bounced, or the day is not known
   */
  @RegisterForReflection
  record OverviewDay(LocalDate day, boolean isKnown, List<ReasonRecipients> reasons) {
    private static OverviewDay of(LocalDate day, Optional<BouncedRecipients> counted) {
      List<ReasonRecipients> reasons = counted.stream()
          .flatMap(bounced -> bounced.byReason().entrySet().stream())
          .map(entry -> ReasonRecipients.of(entry.getKey(), entry.getValue()))
          .sorted(Comparator.comparingLong(ReasonRecipients::recipients)
              .reversed()
              .thenComparing(ReasonRecipients::reason))
          .toList();
      return new OverviewDay(day, counted.isPresent(), reasons);
    }
  }

  /**
   * One reason on one day.
   *
   * @param recipients how many recipients bounced for this reason
   * @param isEstimate whether there are too many to count exactly
   */
  @RegisterForReflection
  record ReasonRecipients(String reason, String culprit, long recipients, boolean isEstimate) {
    private static ReasonRecipients of(BounceReason reason, RecipientSample recipients) {
      return new ReasonRecipients(
          reason.name(),
          VerdictResponse.lowerCase(reason.culprit()),
          recipients.count(),
          recipients.isEstimate());
    }
  }

  /**
   * How SES's suppression list differs from the verdicts, in addresses.
   *
   * @param mode {@code off}, {@code report} or {@code follow}
   * @param changesList whether Hardstop changes the list
   * @param ended when the last complete comparison ended
   * @param listedAndFree entries whose address Hardstop does not suppress
   * @param suppressedAndMissing addresses that Hardstop suppresses and that are not listed
   * @param otherReason entries whose reason differs from that of the verdict
   */
  @RegisterForReflection
  record SesListDifferences(
      String mode,
      boolean changesList,
      Instant ended,
      long listedAndFree,
      long suppressedAndMissing,
      long otherReason) {
    private static SesListDifferences of(
        SesListProgress last, SesListState state, SesListMode mode) {
      return new SesListDifferences(
          VerdictResponse.lowerCase(mode),
          mode == SesListMode.FOLLOW && state.mayChangeList(),
          last.ended().orElse(null),
          last.findings().listedAndFree().count(),
          last.findings().suppressedAndMissing().count(),
          last.findings().otherReason().count());
    }
  }

  /**
   * The progress of the latest run of {@code watch}.
   *
   * @param ran when it began
   * @param complete whether it read all new feedback and postponed no domain
   * @param minutesBehind the age of the oldest feedback that it did not process
   * @param left how many domains it postponed
   * @param hoursSinceWalk the hours from the beginning of the last completed walk through all dossiers to this
   *     run; if no walk has ended yet, from the beginning of the first one
   * @param hoursSinceSesList the hours from the end of the last complete comparison with SES's list to this run;
   *     if none has ended yet, from the beginning of the first one; 0 if there is none
   * @param missing the steps that it skipped, in words
   */
  @RegisterForReflection
  record WatchProgress(
      Instant ran,
      boolean complete,
      long minutesBehind,
      int left,
      long hoursSinceWalk,
      long hoursSinceSesList,
      List<String> missing) {
    private static WatchProgress of(LatestRun run) {
      return new WatchProgress(
          run.began(),
          run.complete(),
          run.minutesBehind(),
          run.left(),
          run.hoursSinceWalk(),
          run.hoursSinceSesList(),
          run.missing());
    }
  }
}
