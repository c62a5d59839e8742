package dev.hardstop.watchstate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.watchstate.WalkState.DomainWalk;
import dev.hardstop.watchstate.WalkState.FinishedWalk;
import dev.hardstop.watchstate.WalkState.WalkStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link WalkStore} does, and what its state says. */
public abstract class WalkStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-24T00:15:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  /** A new and empty store. */
  protected abstract WalkStore store();

  @Test
  void aNewStoreHasNoWalk() {
    assertThat(store().walk()).isEqualTo(WalkState.NONE);
  }

  @Test
  void everyPartOfTheStateIsStored() {
    WalkStore store = store();
    WalkState state = WalkState.NONE.withFingerprint("abc").begin(NOW);
    state = state.end(state.current().orElseThrow(), NOW.plus(HOUR)).begin(NOW.plus(HOUR));
    state = state.with(state.current().orElseThrow().after(Optional.of("bob@contoso.com"), 500, 3));
    state = state.waiting(Map.of("contoso.com", NOW, "fabrikam.com", NOW.plusSeconds(1)));
    state = state.end(
        new DomainWalk("fabrikam.com", NOW, NOW, NOW, Optional.empty()), Optional.empty());
    state = state.with(new DomainWalk(
        "contoso.com", NOW, NOW.minus(HOUR), NOW.minusSeconds(1), Optional.of("ann@contoso.com")));
    assertThat(store.replaceWalk(WalkState.NONE, state)).isTrue();
    assertThat(store.walk()).isEqualTo(state);
    assertThat(state.waiting()).containsOnlyKeys("contoso.com");
    assertThat(state.walked()).containsOnlyKeys("fabrikam.com");
  }

  @Test
  void aStateIsNotReplacedIfAnotherRunHasReplacedItMeanwhile() {
    WalkStore store = store();
    WalkState first = WalkState.NONE.withFingerprint("abc");
    assertThat(store.replaceWalk(WalkState.NONE, first)).isTrue();
    assertThat(store.replaceWalk(WalkState.NONE, first.begin(NOW))).isFalse();
    assertThat(store.replaceWalk(first, first.begin(NOW))).isTrue();
    assertThat(store.replaceWalk(first, first.begin(NOW.plus(HOUR)))).isFalse();
    assertThat(store.walk()).isEqualTo(first.begin(NOW));
  }

  @Test
  void theFirstWalkAndTheOneAfterAChangeOfTheRulesPublishEverything() {
    WalkState state = WalkState.NONE.withFingerprint("abc").begin(NOW);
    assertThat(state.current().orElseThrow().since()).isEmpty();
    state = state.end(state.current().orElseThrow(), NOW.plus(HOUR)).begin(NOW.plus(HOUR));
    assertThat(state.current().orElseThrow().since()).contains(NOW);
    state = state.withFingerprint("def");
    assertThat(state.current().orElseThrow().since()).as("the walk in progress").contains(NOW);
    state = state.end(state.current().orElseThrow(), NOW.plus(HOUR)).begin(NOW.plus(HOUR));
    assertThat(state.current().orElseThrow().since()).isEmpty();
  }

  /** The later walk has read what was written while it was in progress. */
  @Test
  void whatWasPublishedWhenADossierWasWrittenIsTheLastWalkThatHadEnded() {
    WalkState state = WalkState.NONE.withFingerprint("abc");
    assertThat(state.publishedWhen(NOW)).isEqualTo(NOW);
    state = state.begin(NOW);
    assertThat(state.publishedWhen(NOW.plusSeconds(90))).isEqualTo(NOW);
    state = state.end(state.current().orElseThrow(), NOW.plus(HOUR));
    Instant second = NOW.plus(HOUR.multipliedBy(24));
    state = state.begin(second);
    assertThat(state.publishedWhen(second.plusSeconds(90))).isEqualTo(NOW);
    state = state.end(state.current().orElseThrow(), second.plus(HOUR));
    assertThat(state.publishedWhen(second.plusSeconds(90))).isEqualTo(NOW);
    assertThat(state.publishedWhen(second.plus(HOUR).plusSeconds(59))).isEqualTo(NOW);
    assertThat(state.publishedWhen(second.plus(HOUR).plusSeconds(60))).isEqualTo(second);
    assertThat(state.publishedWhen(NOW.minusSeconds(5))).isEqualTo(NOW.minusSeconds(5));
    assertThat(state.publishedTo(second.plus(HOUR))).isEqualTo(second);
  }

  @Test
  void onlyTheLastWalksAreKept() {
    WalkState state = WalkState.NONE;
    for (int day = 0; day < 10; day++) {
      Instant at = NOW.plus(HOUR.multipliedBy(24L * day));
      state = state.begin(at);
      state = state.end(state.current().orElseThrow(), at.plus(HOUR));
    }
    assertThat(state.finished()).hasSize(4);
    assertThat(state.last().map(FinishedWalk::at)).contains(NOW.plus(HOUR.multipliedBy(24L * 9)));
  }

  @Test
  void whereTooManyDomainsWaitTheNextWalkPublishesEverything() {
    WalkState state = WalkState.NONE.begin(NOW);
    Map<String, Instant> many = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      many.put("example" + i + ".com", NOW);
    }
    state = state.waiting(many);
    assertThat(state.waiting()).hasSize(500);
    assertThat(state.everything()).isFalse();
    state = state.waiting(Map.of("contoso.com", NOW));
    assertThat(state.waiting()).hasSize(500);
    assertThat(state.everything()).isTrue();
  }

  @Test
  void theStateNamesNoAddress() {
    WalkState state = WalkState.NONE.begin(NOW);
    state = state.with(state.current().orElseThrow().after(Optional.of("bob@contoso.com"), 500, 3));
    state =
        state.with(new DomainWalk("contoso.com", NOW, NOW, NOW, Optional.of("bob@contoso.com")));
    assertThat(state.toString()).doesNotContain("bob");
    assertThat(state.domain().orElseThrow().toString()).doesNotContain("bob");
  }
}
