package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.watch.SendingAccount.DataPoint;
import dev.hardstop.watchstate.LatestRun;
import dev.hardstop.watchstate.Overview;
import dev.hardstop.watchstate.SendingCounts;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run writes for the overview. */
class WatchedOverviewTest {
  private static final Instant NOW = WatchFixture.NOW;
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final String UNKNOWN = "smtp; 550 5.1.1 User unknown";
  private static final String FULL = "smtp; 552 5.2.2 Mailbox full";

  private final WatchFixture fixture = new WatchFixture();

  @Test
  void aRunWithoutFeedbackMakesTodayAKnownAndQuietDay() {
    fixture.watch(NOW);
    Overview overview = fixture.overview.read(TODAY);
    assertThat(overview.days()).containsExactly(Map.entry(TODAY, BouncedRecipients.none(TODAY)));
    assertThat(overview.latestRun().orElseThrow())
        .isEqualTo(new LatestRun(
            NOW,
            Optional.of(new SendingCounts(0, 0, 0)),
            Optional.of(new SendingCounts(0, 0, 0)),
            true,
            0,
            0,
            0,
            0,
            List.of()));
  }

  @Test
  void theRatesOfSesAreThoseOfTheRun() {
    fixture.points.add(new DataPoint(NOW.minusSeconds(600), 1_000, 7, 1));
    fixture.points.add(new DataPoint(NOW.minus(Duration.ofDays(3)), 2_000, 40, 0));
    fixture.watch(NOW);
    LatestRun run = fixture.overview.read(TODAY).latestRun().orElseThrow();
    assertThat(run.day()).contains(new SendingCounts(1_000, 7, 1));
    assertThat(run.week()).contains(new SendingCounts(3_000, 47, 1));
  }

  @Test
  void aRunThatRanOutOfTimeSaysSo() {
    fixture.bounces("bob@contoso.com", UNKNOWN, NOW.minusSeconds(3_600));
    fixture.watch(NOW, () -> true);
    LatestRun run = fixture.overview.read(TODAY).latestRun().orElseThrow();
    assertThat(run.complete()).isFalse();
    assertThat(run.minutesBehind()).isPositive();
  }

  @Test
  void recipientsAreCountedOncePerDayAndReasonTagsAside() {
    fixture
        .bounces("bob@contoso.com", UNKNOWN, NOW.minusSeconds(7_200))
        .bounces("bob+news@contoso.com", UNKNOWN, NOW.minusSeconds(3_600))
        .bounces("ann@contoso.com", UNKNOWN, NOW.minusSeconds(3_600))
        .bounces("ann@fabrikam.com", FULL, NOW.minusSeconds(3_600))
        .bounces("ann@fabrikam.com", FULL, NOW.minus(Duration.ofDays(1)));
    fixture.watch(NOW);
    assertThat(counts())
        .isEqualTo(Map.of(
            TODAY.minusDays(1),
            Map.of(BounceReason.MAILBOX_FULL, 1L),
            TODAY,
            Map.of(BounceReason.INVALID_RECIPIENT, 2L, BounceReason.MAILBOX_FULL, 1L)));
  }

  @Test
  void aBounceThatMayBeForgedDoesNotCountAndAnImportedOneDoesNotEither() {
    fixture
        .delivers("bob@contoso.com", NOW.minusSeconds(7_200))
        .bounces("bob@contoso.com", UNKNOWN, NOW.minusSeconds(7_200))
        .imports("old@contoso.com", UNKNOWN, NOW.minusSeconds(7_200));
    fixture.watch(NOW);
    assertThat(counts()).isEqualTo(Map.of(TODAY, Map.of()));
  }

  /** Of a busy domain, only the first recipients of a day that got mail are known. */
  @Test
  void newAddressesOfABusyDomainCountLikeThoseOfAQuietOne() {
    for (int i = 0; i < 2 * DeliveredRecipients.COUNTED; i++) {
      fixture.delivers("reader" + i + "@contoso.com", NOW.minusSeconds(7_200));
    }
    fixture
        .bounces("bob@contoso.com", UNKNOWN, NOW.minusSeconds(3_600))
        .bounces("eve@contoso.com", UNKNOWN, NOW.minusSeconds(3_600))
        .bounces("reader0@contoso.com", UNKNOWN, NOW.minusSeconds(3_600));
    fixture.watch(NOW);
    assertThat(counts()).isEqualTo(Map.of(TODAY, Map.of(BounceReason.INVALID_RECIPIENT, 2L)));
  }

  @Test
  void manyDomainsAndManyRunsGiveTheFiguresOfOneRun() {
    bounce(fixture, 0, 60, NOW);
    fixture.watch(NOW);
    WatchFixture inParts = new WatchFixture();
    for (int part = 0; part < 6; part++) {
      Instant now = NOW.plus(QUARTER.multipliedBy(part));
      bounce(inParts, part * 10, part * 10 + 10, now);
      inParts.watch(now);
    }
    assertThat(inParts.overview.read(TODAY).days())
        .isEqualTo(fixture.overview.read(TODAY).days());
    assertThat(counts().get(TODAY)).containsEntry(BounceReason.INVALID_RECIPIENT, 60L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverARunIsKilledTheNextOneCompletesTheFigures(boolean afterwards) {
    KilledCalls counting = KilledCalls.none();
    WatchFixture whole = broken().behind(counting);
    whole.watch(NOW);
    whole.behind(UnaryOperator.identity()).watch(NOW.plus(QUARTER));
    Overview expected = whole.overview.read(TODAY);
    assertThat(expected.days().get(TODAY).byReason()).isNotEmpty();
    for (int call = 1; call <= counting.calls(); call++) {
      WatchFixture killed = broken().behind(new KilledCalls(call, afterwards));
      assertThatThrownBy(() -> killed.watch(NOW)).isInstanceOf(Throwable.class);
      killed.behind(UnaryOperator.identity()).watch(NOW.plus(QUARTER));
      Overview overview = killed.overview.read(TODAY);
      assertThat(overview.days()).as("call " + call).isEqualTo(expected.days());
      assertThat(overview.latestRun()).as("call " + call).isEqualTo(expected.latestRun());
    }
  }

  private static WatchFixture broken() {
    WatchFixture fixture = new WatchFixture().breaks("contoso.com", NOW.minusSeconds(1200));
    fixture.watchState.moveProgress(Optional.empty(), ReadProgress.to(NOW.minus(QUARTER)));
    return fixture;
  }

  private static void bounce(WatchFixture fixture, int from, int to, Instant now) {
    for (int i = from; i < to; i++) {
      fixture.bounces(
          "p" + i + "@firm" + i % 7 + ".com",
          UNKNOWN,
          NOW.minusSeconds(3_600),
          now.minusSeconds(1_200));
    }
  }

  private SortedMap<LocalDate, Map<BounceReason, Long>> counts() {
    SortedMap<LocalDate, Map<BounceReason, Long>> counts = new TreeMap<>();
    fixture.overview.read(TODAY).days().forEach((day, bounced) -> {
      Map<BounceReason, Long> ofDay = new TreeMap<>();
      bounced.byReason().forEach((reason, recipients) -> ofDay.put(reason, recipients.count()));
      counts.put(day, ofDay);
    });
    return counts;
  }
}
