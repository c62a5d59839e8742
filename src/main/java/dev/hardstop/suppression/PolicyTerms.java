package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What evidence leads to, and for how long. The evaluation of a verdict, the explanation of a single bounce,
 * the question whether evidence must be kept, and the README's table all use these terms. All durations are
 * UTC days, and a suppression lasts at least one. Numbers for which more bad evidence could make a verdict
 * milder, because a dossier does not keep enough days ({@link RuleHistory.Limits}), are refused.
 */
public sealed interface PolicyTerms {
  /**
   * The effect of evidence on a day.
   *
   * @param matches when and where a rule matched; one or more
   * @param today the UTC day of the question
   */
  Effect on(LocalDate today, Collection<RuleMatch> matches);

  /** The terms as a text, such as {@code suppressed for 14 days, then recheck}. */
  String explanation();

  /** Whether evidence can still suppress this many days after it was recorded. */
  boolean canLast(int days);

  /** The state on the day of a single piece of evidence. */
  default VerdictState afterOne() {
    RuleMatch match = new RuleMatch(Instant.EPOCH, "", "");
    return on(match.day(), List.of(match)).state();
  }

  /**
   * What evidence leads to.
   *
   * @param until the first day on which it no longer suppresses; empty where there is no end, or
   *     nothing to end
   */
  record Effect(VerdictState state, Optional<LocalDate> until) {
    public Effect {
      requireNonNull(state, "state is null");
      requireNonNull(until, "until is null");
    }

    static Effect without(VerdictState state) {
      return new Effect(state, Optional.empty());
    }

    /** A suppression that becomes a recheck on its last day. */
    static Effect until(LocalDate end, VerdictState meanwhile, LocalDate today) {
      return new Effect(today.isBefore(end) ? meanwhile : VerdictState.RECHECK, Optional.of(end));
    }
  }

  /**
   * The state does not depend on the days of the evidence. No day ends it, unless an incident or a
   * manual action states its own end.
   */
  record FixedState(VerdictState state, String explanation) implements PolicyTerms {
    public FixedState {
      requireNonNull(state, "state is null");
      requireNonNull(explanation, "explanation is null");
    }

    @Override
    public Effect on(LocalDate today, Collection<RuleMatch> matches) {
      return Effect.without(state);
    }

    @Override
    public boolean canLast(int days) {
      return state == VerdictState.SUPPRESSED;
    }
  }

  /**
   * Evidence suppresses from its newest day.
   *
   * @param forDays for how many days, 1 or more
   */
  record ForDays(int forDays) implements PolicyTerms {
    /**
     * @throws IllegalArgumentException when the number is out of its range
     */
    public ForDays {
      requireDays(forDays);
    }

    @Override
    public Effect on(LocalDate today, Collection<RuleMatch> matches) {
      return Effect.until(days(matches).last().plusDays(forDays), VerdictState.SUPPRESSED, today);
    }

    @Override
    public String explanation() {
      return "suppressed for %d days, then recheck".formatted(forDays);
    }

    @Override
    public boolean canLast(int days) {
      return forDays >= days;
    }
  }

  /**
   * Evidence suppresses from its newest day, and without end once it was seen again much later.
   *
   * @param forDays how long it suppresses from its newest day, 1 or more
   * @param endlessAfterDays the least number of days between the first and the newest day for an endless
   *     suppression; 1 or more, and less than the number of days that are kept ({@link
   *     RuleHistory.Limits#OF_A_RULE})
   */
  record ForDaysThenEndless(int forDays, int endlessAfterDays) implements PolicyTerms {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public ForDaysThenEndless {
      requireDays(forDays);
      requireDays(endlessAfterDays);
      if (endlessAfterDays >= RuleHistory.Limits.OF_A_RULE.days()) {
        throw new IllegalArgumentException(
            "endlessAfterDays is %d, but must be less than the %d days that are kept"
                .formatted(endlessAfterDays, RuleHistory.Limits.OF_A_RULE.days()));
      }
    }

    @Override
    public Effect on(LocalDate today, Collection<RuleMatch> matches) {
      SortedSet<LocalDate> days = days(matches);
      boolean seenAgain = !days.first().plusDays(endlessAfterDays).isAfter(days.last());
      return seenAgain
          ? Effect.without(VerdictState.SUPPRESSED)
          : Effect.until(days.last().plusDays(forDays), VerdictState.SUPPRESSED, today);
    }

    @Override
    public String explanation() {
      return "suppressed for %d days, then recheck; no end once seen again %d days or more later"
          .formatted(forDays, endlessAfterDays);
    }

    @Override
    public boolean canLast(int days) {
      return true;
    }
  }

  /**
   * Evidence counts only when it is repeated: each day that completes {@code times} different days within
   * {@code withinDays} starts a period of {@code forDays} from it; the latest end applies.
   *
   * @param times how many different days, 1 or more
   * @param withinDays the first and the last of them included, {@code times} or more
   * @param forDays how long a period lasts, 1 or more. A dossier drops the oldest days that exceed its
   *     limit, so a period must end before newer days can have replaced those that started it: at most
   *     1,410 for 3 times within 30 days, 1,380 for 5 within 60, and 90 for 14 within 14
   * @param state the state during a period
   */
  record WhenRepeated(int times, int withinDays, int forDays, VerdictState state)
      implements PolicyTerms {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public WhenRepeated {
      requireNonNull(state, "state is null");
      if (times < 1 || withinDays < times || forDays < 1) {
        throw new IllegalArgumentException("invalid terms: %d times within %d days for %d days"
            .formatted(times, withinDays, forDays));
      }
      if (forDays > longestPeriod(times, withinDays)) {
        throw new IllegalArgumentException(
            "%d times within %d days for %d days: the last number must be at most %d"
                .formatted(times, withinDays, forDays, longestPeriod(times, withinDays)));
      }
    }

    /**
     * The longest period, in days, that newer bounces cannot end early. A period begins when {@code
     * times} days with bounces lie within {@code withinDays}. The history drops the first of them once
     * it holds enough newer days. Any {@code times} consecutive days of those that remain either span
     * more than {@code withinDays}, or complete a period that ends later. In the first case at most
     * {@code times - 1} newer days lie within any {@code withinDays}, so the newest is at least this
     * many days after the period began.
     */
    private static long longestPeriod(int times, int withinDays) {
      if (times == 1) {
        return Integer.MAX_VALUE;
      }
      int newerDays = Math.max(0, RuleHistory.Limits.OF_A_RULE.days() - (times - 1));
      int rest = newerDays % (times - 1);
      return newerDays / (times - 1) * (long) withinDays + (rest == 0 ? 0 : rest + 1);
    }

    @Override
    public Effect on(LocalDate today, Collection<RuleMatch> matches) {
      return end(List.copyOf(days(matches)))
          .map(end -> Effect.until(end, state, today))
          .orElse(Effect.without(VerdictState.WATCHED));
    }

    /** The first day after the last period; empty where the days complete none. */
    private Optional<LocalDate> end(List<LocalDate> inOrder) {
      for (int last = inOrder.size() - 1; last >= times - 1; last--) {
        LocalDate first = inOrder.get(last - times + 1);
        if (first.plusDays(withinDays).isAfter(inOrder.get(last))) {
          return Optional.of(inOrder.get(last).plusDays(forDays));
        }
      }
      return Optional.empty();
    }

    @Override
    public String explanation() {
      String period = "%s for %d days".formatted(state.name().toLowerCase(Locale.ROOT), forDays);
      return times == 1
          ? period + ", then recheck"
          : "watched; %s once seen on %d different days within %d"
              .formatted(period, times, withinDays);
    }

    @Override
    public boolean canLast(int days) {
      return withinDays + forDays >= days;
    }
  }

  /**
   * Evidence about a domain suppresses every address of it, once {@value #MAILBOXES} different
   * mailboxes bounced on enough different days.
   *
   * @param times on how many different days, 1 or more
   * @param withinDays the first and the last of them included, {@code times} or more
   * @param quietDays nothing was delivered to the domain from this many days before the first of them;
   *     0 or more
   * @param forDays how long it suppresses from the newest day, 1 or more; with {@code withinDays} at
   *     most one more than the number of days that are kept ({@link RuleHistory.Limits#OF_A_RULE}): one
   *     mailbox that bounces every day must not replace the days of another before the suppression by
   *     both has ended
   */
  record WholeDomain(int times, int withinDays, int quietDays, int forDays) implements PolicyTerms {
    /** One mailbox alone, whatever its tags, is evidence only about itself. */
    public static final int MAILBOXES = 2;

    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public WholeDomain {
      requireDays(forDays);
      if (times < 1 || withinDays < times || quietDays < 0) {
        throw new IllegalArgumentException("invalid terms: %d times within %d days, %d quiet days"
            .formatted(times, withinDays, quietDays));
      }
      if (withinDays + forDays > RuleHistory.Limits.OF_A_RULE.days() + 1) {
        throw new IllegalArgumentException(
            "withinDays %d and forDays %d are together more than %d: only %d days are kept"
                .formatted(
                    withinDays,
                    forDays,
                    RuleHistory.Limits.OF_A_RULE.days() + 1,
                    RuleHistory.Limits.OF_A_RULE.days()));
      }
    }

    /** Clear where the evidence is not enough: then nothing is held against the domain. */
    @Override
    public Effect on(LocalDate today, Collection<RuleMatch> matches) {
      SortedSet<LocalDate> lastDays = new TreeSet<>(days(matches));
      lastDays.removeIf(last -> !isEnough(upTo(last, matches)));
      return lastDays.isEmpty()
          ? Effect.without(VerdictState.CLEAR)
          : Effect.until(lastDays.last().plusDays(forDays), VerdictState.SUPPRESSED, today);
    }

    private List<RuleMatch> upTo(LocalDate last, Collection<RuleMatch> matches) {
      return matches.stream()
          .filter(match ->
              !match.day().isAfter(last) && match.day().plusDays(withinDays).isAfter(last))
          .toList();
    }

    private boolean isEnough(List<RuleMatch> window) {
      return days(window).size() >= times
          && window.stream().map(RuleMatch::mailbox).distinct().count() >= MAILBOXES;
    }

    @Override
    public String explanation() {
      return "every address of it suppressed for %d days, then recheck".formatted(forDays);
    }

    @Override
    public boolean canLast(int days) {
      return withinDays + forDays >= days;
    }
  }

  private static SortedSet<LocalDate> days(Collection<RuleMatch> matches) {
    return matches.stream().map(RuleMatch::day).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void requireDays(int days) {
    if (days < 1) {
      throw new IllegalArgumentException(
          "the number of days is %d, but must be at least 1".formatted(days));
    }
  }
}
