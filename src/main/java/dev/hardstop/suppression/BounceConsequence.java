package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What one bounce leads to, if nothing else is known.
 *
 * @param state the verdict on its day
 * @param explanation what happens then, such as {@code suppressed for 90 days, then recheck}
 */
public record BounceConsequence(VerdictState state, String explanation) {
  public BounceConsequence {
    requireNonNull(state, "state is null");
    requireNonNull(explanation, "inWords is null");
  }

  static BounceConsequence of(SuppressionPolicy policy, PolicyRow treatment) {
    return switch (treatment) {
      case NO_SUCH_MAILBOX, COMPLAINT, MANUAL -> suppressed("suppressed, no end");
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
      case REFUSED -> repeated(VerdictState.SUPPRESSED, policy.refused());
      case BLOCKED -> repeated(VerdictState.HELD, policy.blocked());
      case INCIDENT ->
        new BounceConsequence(
            VerdictState.HELD,
            "every address of it held for %d hours from its opening"
                .formatted(Incident.HOLD.toHours()));
      case FORWARDED -> new BounceConsequence(VerdictState.WATCHED, "watched at most");
      case UNSUBSCRIBED ->
        new BounceConsequence(VerdictState.CLEAR, "clear; the address left one contact list");
      case NOT_HELD ->
        new BounceConsequence(VerdictState.CLEAR, "clear: never held against the address");
    };
  }

  private static BounceConsequence suppressed(String explanation) {
    return new BounceConsequence(VerdictState.SUPPRESSED, explanation);
  }

  private static BounceConsequence repeated(VerdictState then, RepeatRule repeats) {
    String spell =
        "%s for %d days".formatted(then.name().toLowerCase(Locale.ROOT), repeats.forDays());
    if (repeats.times() == 1) {
      return new BounceConsequence(then, spell + ", then recheck");
    }
    return new BounceConsequence(
        VerdictState.WATCHED,
        "watched; %s once seen on %d different days within %d"
            .formatted(spell, repeats.times(), repeats.withinDays()));
  }
}
