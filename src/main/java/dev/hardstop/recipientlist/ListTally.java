package dev.hardstop.recipientlist;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.recipientlist.BounceEstimate.Basis;
import dev.hardstop.recipientlist.RowAnswer.Send;
import dev.hardstop.watchstate.SendingCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the answers to a list. */
final class ListTally {
  /** The reasons of addresses that would bounce again if they were mailed. */
  private static final Set<String> BOUNCES = Stream.of(
          BounceReason.INVALID_RECIPIENT,
          BounceReason.INVALID_DOMAIN,
          BounceReason.ACCESS_DENIED,
          BounceReason.MAILBOX_INACTIVE,
          BounceReason.SES_PERMANENT,
          BounceReason.IMPORTED_BOUNCE,
          BounceReason.SUPPRESSED_BY_SES)
      .map(Enum::name)
      .collect(Collectors.toSet());

  private final Map<Send, Long> send = new TreeMap<>();
  private final Map<String, Long> states = new TreeMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private long rows;
  private long nothingKnown;
  private long misspelled;
  private long roles;
  private long routesNotFound;
  private long addresses;
  private long bounced;
  private long certain;
  private long doubtful;
  private long plain;
  private long mailed;
  private long mailedAndBounced;
  private long plainAndNotMailed;

  ListTally() {
    for (Send each : Send.values()) {
      send.put(each, 0L);
    }
  }

  /** Counts a row without a verdict: a row with an invalid address, a duplicate, or an unanswered row. */
  void add(RowAnswer answer) {
    rows++;
    send.merge(answer.send(), 1L, Long::sum);
    states.merge(answer.state(), 1L, Long::sum);
    if (answer.send() != Send.YES && !answer.reason().isEmpty()) {
      reasons.merge(answer.reason(), 1L, Long::sum);
    }
  }

  /** Counts the first row of an address that has a verdict. */
  void add(RowAnswer answer, Remarks remarks, boolean wasMailed) {
    add(answer);
    addresses++;
    nothingKnown += answer.send() == Send.YES && remarks.nothingKnown() ? 1 : 0;
    misspelled += remarks.misspelled() ? 1 : 0;
    roles += remarks.role() ? 1 : 0;
    routesNotFound += remarks.routeNotFound() ? 1 : 0;
    boolean hasBounced = BOUNCES.contains(answer.reason()) && isHeldAgainstIt(answer);
    bounced += hasBounced ? 1 : 0;
    mailed += wasMailed ? 1 : 0;
    mailedAndBounced += wasMailed && hasBounced ? 1 : 0;
    boolean isNoRoute = answer.state().equals(RowAnswer.NO_ROUTE);
    certain += answer.send() == Send.NO && (hasBounced || isNoRoute) ? 1 : 0;
    if (answer.send() == Send.YES) {
      boolean isDoubtful =
          isHeldAgainstIt(answer) || remarks.misspelled() || remarks.routeNotFound();
      doubtful += isDoubtful ? 1 : 0;
      plain += isDoubtful ? 0 : 1;
      plainAndNotMailed += isDoubtful || wasMailed ? 0 : 1;
    }
  }

  private static boolean isHeldAgainstIt(RowAnswer answer) {
    return !answer.state().equals("clear");
  }

  ListSummary summary(String problem, boolean asksDns, boolean dnsGivenUp) {
    BounceEstimate estimate = BounceEstimate.of(new Basis(
        addresses, bounced, certain, doubtful, plain, mailed, mailedAndBounced, plainAndNotMailed));
    boolean isTooHigh = estimate.ofYes().high() > ListSummary.ADVISED;
    return new ListSummary(
        problem == null,
        problem,
        rows,
        send.entrySet().stream()
            .collect(Collectors.toMap(
                entry -> entry.getKey().text(),
                Map.Entry::getValue,
                Long::sum,
                LinkedHashMap::new)),
        states,
        reasons,
        nothingKnown,
        misspelled,
        roles,
        asksDns ? routesNotFound : null,
        dnsGivenUp,
        estimate,
        SendingCounts.BOUNCE_MARKS,
        isTooHigh && send.get(Send.YES) > FirstRecipients.COUNT ? FirstRecipients.COUNT : null);
  }
}
