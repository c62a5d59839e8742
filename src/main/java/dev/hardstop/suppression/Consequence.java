package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

/**
 * What one bounce leads to, if nothing else is known.
 *
 * @param state the verdict on its day
 * @param inWords what happens then, such as {@code suppressed for 90 days, then recheck}
 */
public record Consequence(State state, String inWords) {
  public Consequence {
    requireNonNull(state, "state is null");
    requireNonNull(inWords, "inWords is null");
  }

  static Consequence of(SuppressionPolicy policy, Treatment treatment) {
    return switch (treatment) {
      case NO_SUCH_MAILBOX, COMPLAINT -> suppressed("suppressed, no end");
      case RECHECKABLE ->
        suppressed(
            "suppressed for %d days, then recheck; no end once seen again %d days or more later"
                .formatted(
                    policy.recheckable().forDays(), policy.recheckable().endlessAfterDays()));
      case AMBIGUOUS_COMPLAINT ->
        suppressed(
            "suppressed for %d days, then recheck".formatted(policy.ambiguousComplaintDays()));
      case SES_GLOBAL_LIST ->
        suppressed("suppressed for %d days, then recheck".formatted(policy.sesGlobalListDays()));
      case SES_LIST -> suppressed("suppressed until a later delivery or a release");
      case REFUSED -> watched("suppressed", policy.refused());
      case BLOCKED -> watched("held", policy.blocked());
      case FORWARDED -> new Consequence(State.WATCHED, "watched at most");
      case UNSUBSCRIBED -> new Consequence(State.CLEAR, "clear; the address left one contact list");
      case NOT_HELD -> new Consequence(State.CLEAR, "clear: never held against the address");
    };
  }

  private static Consequence suppressed(String inWords) {
    return new Consequence(State.SUPPRESSED, inWords);
  }

  private static Consequence watched(String then, Repeats repeats) {
    return new Consequence(
        repeats.times() == 1 ? State.SUPPRESSED : State.WATCHED,
        "watched; %s for %d days once seen on %d different days within %d"
            .formatted(then, repeats.forDays(), repeats.times(), repeats.withinDays()));
  }
}
