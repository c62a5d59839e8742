package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.watchstate.Alert.AlertKind;
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
  private final WatchFixture fixture = new WatchFixture();

  @Test
  void anExceededLimitSwitchesTheConfiguredSetsOffAndIsReported() {
    configureTheBrake();
    counts(NOW, 2_000, 170, 0);
    fixture.watch(NOW);
    assertThat(fixture.switched).containsExactly("marketing=false", "news=false");
    assertThat(fixture.mails).singleElement().satisfies(mail -> {
      assertThat(mail.subject()).contains("sending is switched off");
      assertThat(mail.text()).contains("8.50 %").contains("marketing, news");
    });
    fixture.watch(NOW.plusSeconds(900));
    assertThat(fixture.switched).hasSize(2);
    assertThat(fixture.mails).hasSize(1);
  }

  @Test
  void withoutConfiguredSetsAnExceededLimitIsOnlyReported() {
    counts(NOW, 2_000, 170, 0);
    fixture.watch(NOW);
    assertThat(fixture.switched).isEmpty();
    assertThat(fixture.mails)
        .singleElement()
        .satisfies(mail -> assertThat(mail.text()).contains("Nothing was switched off"));
  }

  @Test
  void fewMessagesDoNotTriggerTheBrake() {
    configureTheBrake();
    counts(NOW, 900, 500, 100);
    fixture.watch(NOW);
    assertThat(fixture.switched).isEmpty();
    assertThat(fixture.mails).isEmpty();
  }

  @Test
  void fewComplaintsDoNotTriggerTheBrake() {
    configureTheBrake();
    counts(NOW, 1_000, 0, 9);
    fixture.watch(NOW);
    assertThat(fixture.switched).isEmpty();
    counts(NOW.plusSeconds(900), 1_000, 0, 10);
    fixture.watch(NOW.plusSeconds(900));
    assertThat(fixture.switched).containsExactly("marketing=false", "news=false");
  }

  @Test
  void aRateThatVariesAroundItsLimitTriggersTheBrakeOnce() {
    configureTheBrake();
    for (int day = 0; day < 6; day++) {
      counts(NOW.plus(DAY.multipliedBy(day)), 2_000, day % 2 == 0 ? 170 : 150, 0);
      fixture.watch(NOW.plus(DAY.multipliedBy(day)));
    }
    assertThat(fixture.mails).hasSize(1);
    assertThat(fixture.switched).hasSize(2);
  }

  @Test
  void sendingIsNotSwitchedOnAgainByDefault() {
    configureTheBrake();
    counts(NOW, 2_000, 170, 0);
    fixture.watch(NOW);
    counts(NOW.plus(DAY), 2_000, 10, 0);
    fixture.watch(NOW.plus(DAY));
    assertThat(fixture.switched).containsExactly("marketing=false", "news=false");
    assertThat(fixture.mails).hasSize(2);
    assertThat(fixture.mails.get(1).text()).contains("stays switched off");
  }

  @Test
  void sendingIsSwitchedOnAgainWhereThatIsConfigured() {
    configureTheBrake();
    fixture.settings.set("brake.releases", true);
    counts(NOW, 2_000, 170, 0);
    fixture.watch(NOW);
    counts(NOW.plus(DAY), 2_000, 10, 0);
    fixture.watch(NOW.plus(DAY));
    assertThat(fixture.switched)
        .containsExactly("marketing=false", "news=false", "marketing=true", "news=true");
    assertThat(fixture.mails.get(1).text()).contains("switched on again");
  }

  @Test
  void theNextRunSwitchesWhatAKilledRunDidNotSwitch() {
    for (int call = 1; call <= 60; call++) {
      WatchFixture killed = new WatchFixture();
      killed.settings.set("brake.configuration-sets", "marketing");
      killed.points.add(new SendingAccount.DataPoint(NOW.minusSeconds(900), 2_000, 170, 0));
      killed.watchState.moveProgress(Optional.empty(), ReadProgress.to(NOW.minusSeconds(900)));
      KilledCalls faults = new KilledCalls(call, false);
      try {
        killed.behind(faults).watch(NOW);
      } catch (KilledCalls.Killed | CompletionException gone) {
        assertThat(faults.killedAt()).isNotEmpty();
      }
      killed.behind(UnaryOperator.identity());
      killed.watch(NOW.plusSeconds(900));
      assertThat(killed.switched).as("call " + call).contains("marketing=false");
      assertThat(killed.watchState.read().alerts())
          .filteredOn(alert -> alert.kind() == AlertKind.LIMIT_EXCEEDED)
          .hasSize(1);
    }
  }

  /** The mail about the brake is sent with this set. */
  @Test
  void theConfigurationSetOfAlertsIsNeverSwitchedOff() {
    fixture.settings.set("brake.configuration-sets", "alerts,marketing");
    counts(NOW, 2_000, 170, 0);
    fixture.watch(NOW);
    assertThat(fixture.switched).containsExactly("marketing=false");
    assertThat(fixture.mails)
        .singleElement()
        .satisfies(mail -> assertThat(mail.text()).doesNotContain("alerts,"));
  }

  private void configureTheBrake() {
    fixture.settings.set("brake.configuration-sets", "news,marketing");
  }

  private void counts(Instant now, long attempts, long bounces, long complaints) {
    fixture.points.add(
        new SendingAccount.DataPoint(now.minusSeconds(900), attempts, bounces, complaints));
  }
}
