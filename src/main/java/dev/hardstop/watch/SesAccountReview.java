package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.sesaccount.SesAccountSettings;
import dev.hardstop.sesaccount.SesAccountSettings.Account;
import dev.hardstop.sesaccount.SesAccountSettings.SetReasons;
import dev.hardstop.sesaccount.SesSuppressionList.Reason;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException.RefusalKind;
import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListState;
import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import dev.hardstop.watchstate.SesListStateStore;
import dev.hardstop.watchstate.WatchStateStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Checks once a UTC day whether anything keeps SES's suppression list from matching the verdicts or
 * from having an effect: the sandbox, a paused account, a missing permission, or configuration sets for
 * whose mail SES ignores entries with the reason BOUNCE. An obstacle causes at most one alert a day,
 * except that each set of missing permissions has its own alert.
 */
@Singleton
final class SesAccountReview {
  private static final String SETTINGS = "SES's account settings";

  private final SesAccountSettings settings;
  private final SesListStateStore store;
  private final WatchStateStore watchState;
  private final SesListMode mode;
  private final SortedSet<String> configured = new TreeSet<>();

  @Inject
  SesAccountReview(
      SesAccountSettings settings,
      SesListStateStore store,
      WatchStateStore watchState,
      SuppressionPolicy policy,
      WatchConfiguration configuration) {
    this.settings = requireNonNull(settings, "settings is null");
    this.store = requireNonNull(store, "store is null");
    this.watchState = requireNonNull(watchState, "watchState is null");
    this.mode = policy.sesList();
    configuration.sendingSets().ifPresent(configured::addAll);
    configuration.brake().configurationSets().ifPresent(configured::addAll);
  }

  /** An obstacle about which an alert is sent. */
  enum Obstacle {
    SANDBOX(
        "The SES account is in the sandbox",
        "SES accepts no new entry of its suppression list before it grants production access, so"
            + " Hardstop cannot add the addresses that it suppresses."),
    PAUSED(
        "The SES account may not send",
        "SES has paused its sending, and deletes the whole suppression list after a pause of 90"
            + " days."),
    PERMISSION(
        "A permission for SES's suppression list is missing",
        "The role of watch may not make the call below, so the list is not compared in full. The"
            + " current template grants it."),
    SETS(
        "SES's suppression list does not stop all mail",
        "BOUNCE is not among the SuppressedReasons of the configuration sets below, so SES sends mail"
            + " with them to addresses that Hardstop suppresses."),
    MISSING_SETS(
        "A configuration set does not exist",
        "The sets below are configured, and SES does not know them.");

    private final String title;
    private final String summary;

    Obstacle(String title, String summary) {
      this.title = title;
      this.summary = summary;
    }
  }

  /** Reviews the account, unless a run of this day has already done so. */
  void reviewIfDue(SesListState state, CurrentRun run) {
    boolean isDone = state.check().filter(it -> it.day().equals(run.today())).isPresent();
    if (!isDone && !run.isOutOfTime()) {
      try {
        review(state, run).ifPresent(check -> {
          report(check, run);
          store.save(check);
        });
      } catch (SesUnavailableException unavailable) {
        run.skip(SETTINGS, "SES does not answer");
      }
    }
  }

  /** Reviews the account; empty if time ran out. */
  private Optional<SesAccountCheck> review(SesListState state, CurrentRun run) {
    SortedSet<String> withoutBounces = new TreeSet<>();
    SortedSet<String> missing = new TreeSet<>();
    SortedSet<String> notPermitted = new TreeSet<>();
    Optional<Account> account = call("ses:GetAccount", settings::account, notPermitted);
    for (String set : account.isPresent() ? sets(state) : new TreeSet<String>()) {
      if (run.isOutOfTime()) {
        run.skip(SETTINGS);
        return Optional.empty();
      }
      Optional<SetReasons> reasons =
          call("ses:GetConfigurationSet", () -> settings.reasonsOf(set), notPermitted);
      if (reasons.isPresent() && !reasons.get().exists()) {
        missing.add(set);
      } else if (reasons.isPresent() && !reasons.get().include(Reason.BOUNCE, account.get())) {
        withoutBounces.add(set);
      }
    }
    missing.retainAll(configured);
    return Optional.of(new SesAccountCheck(
        run.today(),
        account.filter(Account::isInSandbox).isPresent(),
        account.filter(Account::isPaused).isPresent(),
        withoutBounces,
        missing,
        notPermitted));
  }

  /** Returns the configuration sets that are configured or named by evidence. */
  private SortedSet<String> sets(SesListState state) {
    SortedSet<String> sets = new TreeSet<>(configured);
    Stream.of(state.last(), state.current())
        .flatMap(Optional::stream)
        .map(SesListProgress::sets)
        .flatMap(Collection::stream)
        .filter(SesAccountReview::isName)
        .forEach(sets::add);
    return sets;
  }

  /**
   * Returns whether a configuration set can have this name (Amazon SES API v2 reference,
   * CreateConfigurationSet).
   */
  private static boolean isName(String set) {
    return set.length() <= 64
        && set.chars()
            .allMatch(c -> c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_');
  }

  /** Returns the result of a call; empty if SES refuses it. */
  private static <T> Optional<T> call(
      String action, Supplier<T> call, Collection<String> notPermitted) {
    try {
      return Optional.of(call.get());
    } catch (SesRefusalException refusal) {
      if (refusal.kind() == RefusalKind.NOT_PERMITTED) {
        notPermitted.add(action);
      }
      return Optional.empty();
    }
  }

  private void report(SesAccountCheck check, CurrentRun run) {
    if (check.isInSandbox()) {
      report(Obstacle.SANDBOX, Set.of(), run);
    }
    if (check.isPaused()) {
      report(Obstacle.PAUSED, Set.of(), run);
    }
    report(check.notPermitted(), Obstacle.PERMISSION, run);
    if (mode == SesListMode.FOLLOW) {
      report(check.setsWithoutBounces(), Obstacle.SETS, run);
      report(check.missingSets(), Obstacle.MISSING_SETS, run);
    }
  }

  private void report(SortedSet<String> names, Obstacle obstacle, CurrentRun run) {
    if (!names.isEmpty()) {
      report(obstacle, names, run);
    }
  }

  /**
   * Adds the alert of the day about an obstacle, or about these missing permissions.
   *
   * @param names the actions or configuration sets concerned
   */
  void report(Obstacle obstacle, Set<String> names, CurrentRun run) {
    TreeMap<String, String> facts = new TreeMap<>();
    facts.put("title", obstacle.title);
    facts.put("summary", obstacle.summary);
    if (!names.isEmpty()) {
      facts.put("names", String.join(", ", List.copyOf(new TreeSet<>(names))));
    }
    // Each call reports its own missing permission, so each permission has its own alert.
    String which = obstacle == Obstacle.PERMISSION ? ":" + facts.get("names") : "";
    String id = "ses-list:" + obstacle + ":" + run.today() + which;
    watchState.addAlert(Alert.of(id, AlertKind.SES_LIST, run.now(), facts));
  }
}
