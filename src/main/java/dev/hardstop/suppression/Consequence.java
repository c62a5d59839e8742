package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

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
      case NO_SUCH_MAILBOX, COMPLAINT, BY_HAND -> suppressed("suppressed, no end");
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
      case REFUSED -> repeated(State.SUPPRESSED, policy.refused());
      case BLOCKED -> repeated(State.HELD, policy.blocked());
      case INCIDENT ->
        new Consequence(
            State.HELD,
            "every address of it held for %d hours from its opening"
                .formatted(Incident.HOLD.toHours()));
      case FORWARDED -> new Consequence(State.WATCHED, "watched at most");
      case UNSUBSCRIBED -> new Consequence(State.CLEAR, "clear; the address left one contact list");
      case NOT_HELD -> new Consequence(State.CLEAR, "clear: never held against the address");
    };
  }

  private static Consequence suppressed(String inWords) {
    return new Consequence(State.SUPPRESSED, inWords);
  }

  private static Consequence repeated(State then, Repeats repeats) {
    String spell =
        "%s for %d days".formatted(then.name().toLowerCase(Locale.ROOT), repeats.forDays());
    if (repeats.times() == 1) {
      return new Consequence(then, spell + ", then recheck");
    }
    return new Consequence(
        State.WATCHED,
        "watched; %s once seen on %d different days within %d"
            .formatted(spell, repeats.times(), repeats.withinDays()));
  }
}
