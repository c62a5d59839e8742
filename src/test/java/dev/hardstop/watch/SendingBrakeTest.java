package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SendingBrakeTest {
  private static final Instant NOW = WatchFixture.NOW;
  private static final Duration DAY = Duration.ofDays(1);
  private final WatchFixture world = new WatchFixture();

  @Test
  void aPassedLimitSwitchesTheNamedSetsOffAndSaysSo() {
    brakes();
    counts(NOW, 2_000, 170, 0);
    world.watch(NOW);
    assertThat(world.switched).containsExactly("marketing=false", "news=false");
    assertThat(world.mails).singleElement().satisfies(mail -> {
      assertThat(mail.subject()).contains("sending is switched off");
      assertThat(mail.text()).contains("8.50 %").contains("marketing, news");
    });
    world.watch(NOW.plusSeconds(900));
    assertThat(world.switched).hasSize(2);
    assertThat(world.mails).hasSize(1);
  }

  @Test
  void withoutBeingAskedItOnlyTells() {
    counts(NOW, 2_000, 170, 0);
    world.watch(NOW);
    assertThat(world.switched).isEmpty();
    assertThat(world.mails)
        .singleElement()
        .satisfies(mail -> assertThat(mail.text()).contains("Nothing was switched off"));
  }

  @Test
  void fewMessagesAreNoReason() {
    brakes();
    counts(NOW, 900, 500, 100);
    world.watch(NOW);
    assertThat(world.switched).isEmpty();
    assertThat(world.mails).isEmpty();
  }

  @Test
  void fewComplaintsAreNoReason() {
    brakes();
    counts(NOW, 1_000, 0, 9);
    world.watch(NOW);
    assertThat(world.switched).isEmpty();
    counts(NOW.plusSeconds(900), 1_000, 0, 10);
    world.watch(NOW.plusSeconds(900));
    assertThat(world.switched).containsExactly("marketing=false", "news=false");
  }

  @Test
  void aRateThatSwingsAboutTheLimitPullsOnce() {
    brakes();
    for (int day = 0; day < 6; day++) {
      counts(NOW.plus(DAY.multipliedBy(day)), 2_000, day % 2 == 0 ? 170 : 150, 0);
      world.watch(NOW.plus(DAY.multipliedBy(day)));
    }
    assertThat(world.mails).hasSize(1);
    assertThat(world.switched).hasSize(2);
  }

  @Test
  void itIsNeverSwitchedOnByItself() {
    brakes();
    counts(NOW, 2_000, 170, 0);
    world.watch(NOW);
    counts(NOW.plus(DAY), 2_000, 10, 0);
    world.watch(NOW.plus(DAY));
    assertThat(world.switched).containsExactly("marketing=false", "news=false");
    assertThat(world.mails).hasSize(2);
    assertThat(world.mails.get(1).text()).contains("stays switched off");
  }

  @Test
  void unlessThatIsConfigured() {
    brakes();
    world.settings.set("brake.releases", true);
    counts(NOW, 2_000, 170, 0);
    world.watch(NOW);
    counts(NOW.plus(DAY), 2_000, 10, 0);
    world.watch(NOW.plus(DAY));
    assertThat(world.switched)
        .containsExactly("marketing=false", "news=false", "marketing=true", "news=true");
    assertThat(world.mails.get(1).text()).contains("switched on again");
  }

  @Test
  void aRunKilledBeforeTheSwitchIsCompleted() {
    for (int call = 1; call <= 60; call++) {
      WatchFixture killed = new WatchFixture();
      killed.settings.set("brake.configuration-sets", "marketing");
      killed.points.add(new SendingAccount.DataPoint(NOW.minusSeconds(900), 2_000, 170, 0));
      killed.watchState.moveProgress(Optional.empty(), ReadProgress.to(NOW.minusSeconds(900)));
      Faults faults = new Faults(call, false);
      try {
        killed.behind(faults).watch(NOW);
      } catch (Faults.Killed | CompletionException gone) {
        assertThat(faults.killedAt()).isNotEmpty();
      }
      killed.behind(UnaryOperator.identity());
      killed.watch(NOW.plusSeconds(900));
      assertThat(killed.switched).as("call " + call).contains("marketing=false");
      assertThat(killed.watchState.read().alerts())
          .filteredOn(alert -> alert.kind() == Alert.Kind.LIMIT_EXCEEDED)
          .hasSize(1);
    }
  }

  /** The mail about the brake is sent with it. */
  @Test
  void theSetOfTheAlertsIsNeverSwitchedOff() {
    world.settings.set("brake.configuration-sets", "alerts,marketing");
    counts(NOW, 2_000, 170, 0);
    world.watch(NOW);
    assertThat(world.switched).containsExactly("marketing=false");
    assertThat(world.mails)
        .singleElement()
        .satisfies(mail -> assertThat(mail.text()).doesNotContain("alerts,"));
  }

  private void brakes() {
    world.settings.set("brake.configuration-sets", "news,marketing");
  }

  private void counts(Instant now, long attempts, long bounces, long complaints) {
    world.points.add(
        new SendingAccount.DataPoint(now.minusSeconds(900), attempts, bounces, complaints));
  }
}
