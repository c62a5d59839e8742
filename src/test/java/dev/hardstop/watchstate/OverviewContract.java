package dev.hardstop.watchstate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Race;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.diagnosis.RecipientSample;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.watchstate.Overview.OverviewStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link OverviewStore} does. */
public abstract class OverviewContract {
  protected static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final Instant BEGAN = Instant.parse("2026-11-24T10:30:00.250Z");

  /** A new and empty store. */
  protected abstract OverviewStore store();

  @Test
  void aNewStoreKnowsNothing() {
    Overview overview = store().read(TODAY);
    assertThat(overview.latestRun()).isEmpty();
    assertThat(overview.days()).isEmpty();
    assertThat(overview.openIncidents()).isEmpty();
    assertThat(overview.sesList()).isEqualTo(SesListState.NONE);
    assertThat(overview.unreadable()).isEmpty();
  }

  @Test
  void aRunIsReadAsItWasStored() {
    OverviewStore store = store();
    LatestRun full = new LatestRun(
        BEGAN,
        Optional.of(new SendingCounts(12_000, 31, 2)),
        Optional.of(new SendingCounts(80_000, 410, 9)),
        false,
        3,
        20,
        5,
        7,
        List.of("time for 3 domains", "SES's send quota"));
    store.save(full);
    assertThat(store.read(TODAY).latestRun()).contains(full);
    LatestRun empty = run(BEGAN.plusSeconds(900));
    store.save(empty);
    assertThat(store.read(TODAY).latestRun()).contains(empty);
  }

  @Test
  void aRunThatBeganEarlierDoesNotReplaceALaterOne() {
    OverviewStore store = store();
    LatestRun later = run(BEGAN.plusSeconds(900));
    store.save(later);
    store.save(run(BEGAN));
    store.save(later);
    assertThat(store.read(TODAY).latestRun()).contains(later);
  }

  @Test
  void aQuietDayIsKnownAndOnlyTheLastFourteenDaysAreRead() {
    OverviewStore store = store();
    for (int age : new int[] {-1, 0, 13, 14, 30}) {
      store.add(BouncedRecipients.none(TODAY.minusDays(age)));
    }
    assertThat(store.read(TODAY).days().values())
        .containsExactly(
            BouncedRecipients.none(TODAY.minusDays(13)), BouncedRecipients.none(TODAY));
  }

  @Test
  void aDayThatIsAddedInPartsRepeatedAndOutOfOrderIsTheSameDay() {
    OverviewStore store = store();
    Random random = new Random(67);
    List<BouncedRecipients> parts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int from = random.nextInt(2_000);
      BounceReason reason = BounceReason.values()[random.nextInt(BounceReason.values().length)];
      BouncedRecipients part = day(Map.of(reason, people(from, from + random.nextInt(800))));
      Collections.addAll(parts, part, part);
    }
    BouncedRecipients whole = parts.stream().reduce(BouncedRecipients::merge).orElseThrow();
    Collections.shuffle(parts, random);
    parts.forEach(store::add);
    assertThat(store.read(TODAY).days()).containsExactly(Map.entry(TODAY, whole));
  }

  @Test
  void runsThatOverlapLoseNothing() throws Exception {
    OverviewStore store = store();
    List<Race.Runner> runs = new ArrayList<>();
    for (int run = 0; run < 4; run++) {
      int first = run;
      runs.add(() -> {
        for (int i = first; i < 40; i += 4) {
          store.add(day(Map.of(BounceReason.INVALID_RECIPIENT, people(i * 100, (i + 1) * 100))));
        }
      });
    }
    Race.of(runs);
    assertThat(store.read(TODAY).days().get(TODAY))
        .isEqualTo(day(Map.of(BounceReason.INVALID_RECIPIENT, people(0, 4_000))));
  }

  protected static LatestRun run(Instant began) {
    return new LatestRun(began, Optional.empty(), Optional.empty(), true, 0, 0, 0, 0, List.of());
  }

  protected static BouncedRecipients day(Map<BounceReason, RecipientSample> byReason) {
    return new BouncedRecipients(TODAY, byReason);
  }

  protected static RecipientSample people(int from, int to) {
    return RecipientSample.of(IntStream.range(from, to)
        .mapToObj(i -> RecipientHash.of(EmailAddress.of("p" + i + "@example.com")))
        .toList());
  }
}
