package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.VerdictChange;
import dev.hardstop.suppression.VerdictChange.Cause;
import dev.hardstop.suppression.VerdictState;
import dev.hardstop.watch.WatchRun.WatchRunResult;
import dev.hardstop.watchstate.WalkState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once a day, watch publishes the verdicts that changed although nothing was written. */
class DossierWalkTest {
  private static final Instant NOW = WatchFixture.NOW;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** The first day after the suppression of what {@link #fixture} has. */
  private static final Instant LAPSED = NOW.plus(DAY.multipliedBy(91));

  @Test
  void theFirstWalkPublishesTheVerdictOfEveryDossier() {
    WatchFixture fixture = fixture();
    WatchRunResult result = fixture.watch(NOW);
    assertThat(fixture.changes).hasSize(3).allSatisfy(change -> {
      assertThat(change.cause()).isEqualTo(Cause.RULES);
      assertThat(change.before()).isEmpty();
      assertThat(change.after().state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(change.at()).isBefore(NOW);
      assertThat(change.sequence()).isEmpty();
    });
    assertThat(result.fields())
        .containsEntry("walked", "3")
        .containsEntry("published", "3")
        .containsEntry("walk", "")
        .containsEntry("walkFinished", "2026-11-24T10:28:00Z")
        .containsEntry("hoursSinceWalk", "0");
  }

  @Test
  void whatLapsedIsPublishedOnceByTheNextWalk() {
    WatchFixture fixture = walked();
    fixture.watch(NOW.plus(DAY));
    assertThat(fixture.changes).isEmpty();
    fixture.watch(LAPSED);
    assertThat(fixture.changes).hasSize(3).allSatisfy(change -> {
      assertThat(change.cause()).isEqualTo(Cause.TIME);
      assertThat(change.before().orElseThrow().isSuppressed()).isTrue();
      assertThat(change.after().state()).isEqualTo(VerdictState.RECHECK);
    });
    fixture.watch(LAPSED.plus(QUARTER));
    fixture.watch(LAPSED.plus(DAY));
    assertThat(fixture.changes).hasSize(3);
  }

  /** The table does not name an address that is only kept, so no event can. */
  @Test
  void ofAnErasedAddressNothingIsPublishedUnlessItHasNewFeedback() {
    WatchFixture fixture = walked();
    LocalDate end = LocalDate.ofInstant(NOW.plus(DAY.multipliedBy(30)), ZoneOffset.UTC);
    for (String address : List.of("ann@contoso.com", "bob@contoso.com")) {
      fixture.list.keep(
          EmailAddress.of(address),
          new Tombstone(VerdictState.SUPPRESSED, "MAILBOX_FULL", Optional.of(end)));
      fixture.list.erase(EmailAddress.of(address));
    }
    fixture.bounces("ann@contoso.com", WatchFixture.BLOCKLISTED, NOW);
    fixture.watch(NOW.plus(DAY));
    assertThat(fixture.changes).isEmpty();
    fixture.watch(NOW.plus(DAY.multipliedBy(31)));
    assertThat(fixture.changes).singleElement().satisfies(change -> {
      assertThat(change.subject().key()).isEqualTo("ann@contoso.com");
      assertThat(change.before().orElseThrow().isSuppressed()).isTrue();
      assertThat(change.after().isSuppressed()).isFalse();
    });
  }

  @Test
  void aWalkBeginsOnceAUtcDay() {
    WatchFixture fixture = walked();
    assertThat(fixture.watch(NOW.plus(QUARTER)).walk().walked()).isZero();
    Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
    // A walk judges for an instant two minutes before its run.
    assertThat(fixture.watch(midnight.plusSeconds(119)).walk().walked()).isZero();
    assertThat(fixture.watch(midnight.plusSeconds(120)).walk().walked()).isEqualTo(3);
    assertThat(fixture.watch(midnight.plus(QUARTER)).walk().walked()).isZero();
  }

  @Test
  void aWalkTakesAsManyRunsAsItNeedsAndTheNextOneBeginsAfterItsEnd() {
    WatchFixture fixture = walked();
    fixture.settings.set("walk-dossiers", "1");
    WatchRunResult first = fixture.watch(LAPSED);
    assertThat(first.fields()).containsEntry("walked", "1").containsEntry("walk", "1 of about 3");
    assertThat(fixture.changes).hasSize(1);
    fixture.watch(LAPSED.plus(QUARTER));
    assertThat(fixture.changes).hasSize(2);
    WatchRunResult late = fixture.watch(LAPSED.plus(DAY.multipliedBy(3)));
    assertThat(fixture.changes).hasSize(3);
    assertThat(fixture.changes)
        .extracting(VerdictChange::at)
        .containsOnly(LAPSED.minusSeconds(120));
    assertThat(late.walk().hoursBehind()).as("until the walk has ended").isGreaterThan(48);
    WatchRunResult end = fixture.watch(LAPSED.plus(DAY.multipliedBy(3)).plus(QUARTER));
    assertThat(end.walk().finished()).contains(LAPSED.minusSeconds(120));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverARunIsKilledTheSameChangesArePublishedWithTheSameIds(boolean afterwards) {
    Set<String> ids = ids(lapsed(UnaryOperator.identity()));
    assertThat(ids).hasSize(3);
    KilledCalls counting = KilledCalls.none();
    lapsed(counting);
    for (int call = 1; call <= counting.calls(); call++) {
      WatchFixture fixture = aboutToLapse();
      KilledCalls faults = new KilledCalls(call, afterwards);
      assertThatThrownBy(() -> fixture.behind(faults).watch(LAPSED)).isInstanceOf(Throwable.class);
      fixture.behind(UnaryOperator.identity());
      fixture.watch(LAPSED);
      fixture.watch(LAPSED.plus(QUARTER));
      assertThat(ids(fixture)).as("call %d", call).isEqualTo(ids);
    }
  }

  @Test
  void outOfTimeTheWalkStopsAndTheNextRunContinues() {
    for (int steps = 0; steps < 20; steps++) {
      WatchFixture fixture = walked();
      int[] left = {steps};
      fixture.watch(LAPSED, () -> left[0]-- <= 0);
      fixture.watch(LAPSED.plus(QUARTER));
      assertThat(fixture.changes).as("%d steps", steps).hasSize(3);
    }
  }

  @Test
  void excludedDaysAreWalkedBeforeTheNextDayAndPublishedOnce() {
    WatchFixture fixture = walked();
    Instant at = NOW.plusSeconds(60);
    fixture.excludes("contoso.com", NOW.minus(DAY), NOW, at);
    fixture.watch(NOW.plus(QUARTER));
    assertThat(fixture.changes).hasSize(2).allSatisfy(change -> {
      assertThat(change.subject().domain()).isEqualTo("contoso.com");
      assertThat(change.cause()).isEqualTo(Cause.DOMAIN);
      assertThat(change.after().isSuppressed()).isFalse();
      assertThat(change.at()).isAfter(at);
    });
    for (int run = 2; run < 12; run++) {
      fixture.watch(NOW.plus(QUARTER.multipliedBy(run)));
    }
    fixture.watch(NOW.plus(DAY));
    assertThat(fixture.changes).hasSize(2);
    assertThat(fixture.walk.walk().waiting()).isEmpty();
  }

  /** The change of an address that was written before the excluded days must not be ordered after it. */
  @Test
  void excludedDaysOfTheLastMinutesWaitForTheNextRun() {
    WatchFixture fixture = walked();
    fixture.excludes("contoso.com", NOW.minus(DAY), NOW, NOW.plus(QUARTER).minusSeconds(30));
    fixture.watch(NOW.plus(QUARTER));
    assertThat(fixture.changes).isEmpty();
    fixture.watch(NOW.plus(QUARTER.multipliedBy(2)));
    assertThat(fixture.changes).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverARunIsKilledExcludedDaysArePublished(boolean afterwards) {
    KilledCalls counting = KilledCalls.none();
    excluded().behind(counting).watch(NOW.plus(QUARTER));
    for (int call = 1; call <= counting.calls(); call++) {
      WatchFixture fixture = excluded();
      KilledCalls faults = new KilledCalls(call, afterwards);
      assertThatThrownBy(() -> fixture.behind(faults).watch(NOW.plus(QUARTER)))
          .isInstanceOf(Throwable.class);
      fixture.behind(UnaryOperator.identity());
      fixture.watch(NOW.plus(QUARTER.multipliedBy(2)));
      fixture.watch(NOW.plus(QUARTER.multipliedBy(3)));
      assertThat(fixture.changes)
          .as("call %d", call)
          .extracting(change -> change.subject().key())
          .contains("ann@contoso.com", "bob@contoso.com");
    }
  }

  @Test
  void aTableThatRefusesTheWalkStopsNothingElse() {
    WatchFixture fixture = walked();
    fixture.behind(real -> real instanceof DossierTable ? refusing(real) : real);
    WatchRunResult result = fixture.watch(LAPSED);
    assertThat(result.missing()).contains("the table for the walk");
    assertThat(fixture.walk.walk().last())
        .map(WalkState.FinishedWalk::at)
        .contains(NOW.minusSeconds(120));
    fixture.behind(UnaryOperator.identity()).watch(LAPSED.plus(QUARTER));
    assertThat(fixture.changes).hasSize(3);
  }

  @Test
  void whatCannotBePublishedIsPublishedByTheNextRun() {
    WatchFixture fixture = walked();
    fixture.outletFails = true;
    WatchRunResult result = fixture.watch(LAPSED);
    assertThat(result.missing()).contains("the change topic");
    assertThat(fixture.changes).isEmpty();
    fixture.outletFails = false;
    fixture.watch(LAPSED.plus(QUARTER));
    assertThat(fixture.changes).hasSize(3);
  }

  @Test
  void aDossierThatCannotBeReadIsReportedAndStopsNoOther() {
    WatchFixture fixture = walked();
    fixture.list.makeUnreadable(Subject.parse("ann@contoso.com"));
    WatchRunResult result = fixture.watch(LAPSED);
    assertThat(result.missing()).contains("items that cannot be read");
    assertThat(fixture.changes).hasSize(2);
    assertThat(result.walk().finished()).contains(LAPSED.minusSeconds(120));
  }

  private static WatchFixture fixture() {
    Instant sent = NOW.minusSeconds(3600);
    return new WatchFixture()
        .bounces("ann@contoso.com", WatchFixture.ACCESS_DENIED, sent)
        .bounces("bob@contoso.com", WatchFixture.ACCESS_DENIED, sent)
        .bounces("eve@fabrikam.com", WatchFixture.ACCESS_DENIED, sent);
  }

  /** The first walk has ended; its changes are forgotten. */
  private static WatchFixture walked() {
    WatchFixture fixture = fixture();
    fixture.watch(NOW);
    fixture.changes.clear();
    return fixture;
  }

  private static WatchFixture lapsed(UnaryOperator<Object> wrapper) {
    WatchFixture fixture = aboutToLapse().behind(wrapper);
    fixture.watch(LAPSED);
    return fixture;
  }

  /** The run before has read the hours of all days but the last two. */
  private static WatchFixture aboutToLapse() {
    WatchFixture fixture = walked();
    fixture.watch(LAPSED.minus(DAY.multipliedBy(2)));
    assertThat(fixture.changes).isEmpty();
    return fixture;
  }

  private static WatchFixture excluded() {
    return walked().excludes("contoso.com", NOW.minus(DAY), NOW, NOW.plusSeconds(60));
  }

  private static Set<String> ids(WatchFixture fixture) {
    Set<String> ids = new HashSet<>();
    fixture.changes.forEach(change -> ids.add(change.id()));
    return ids;
  }

  /** Refuses to read many dossiers with marking, which only the walk does here. */
  private static Object refusing(Object real) {
    return Proxy.newProxyInstance(
        real.getClass().getClassLoader(),
        real.getClass().getInterfaces(),
        (proxy, method, args) -> {
          if (method.getName().equals("readInBatches") && args.length == 3) {
            throw new TableUnavailableException("throttled");
          }
          try {
            return method.invoke(real, args);
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        });
  }
}
