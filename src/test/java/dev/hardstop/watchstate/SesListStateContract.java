package dev.hardstop.watchstate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.watchstate.SesListFindings.Difference;
import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each store of the state of SES's suppression list does. */
public abstract class SesListStateContract {
  private static final Instant BEGAN = Instant.parse("2026-11-24T00:10:00.123Z");
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");

  private static final SesListFindings FINDINGS = new SesListFindings(
      1_000,
      1,
      17,
      2,
      Difference.of(List.of("joe@example.com")),
      Difference.of(List.of("Bob@example.com", "ann@example.org")),
      new Difference(
          120, IntStream.range(0, 120).mapToObj(i -> i + "@example.com").toList()),
      Difference.of(List.of("a/b@example.com")),
      3);

  /** An empty store. */
  protected abstract SesListStateStore store();

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(store().read()).isEqualTo(SesListState.NONE);
    assertThat(store().read().mayChangeList()).isFalse();
  }

  @Test
  void whatWasWrittenIsRead() {
    SesListStateStore store = store();
    SesListProgress first = SesListProgress.begin(BEGAN, true);
    SesListProgress second = first.afterPage(FINDINGS, Optional.of("token"));
    assertThat(store.replace(Optional.empty(), first)).isTrue();
    assertThat(store.read().current()).contains(first);
    assertThat(store.replace(Optional.of(first), second)).isTrue();
    assertThat(store.read().current()).contains(second);
    assertThat(second.findings().suppressedAndMissing().count()).isEqualTo(120);
    assertThat(second.findings().suppressedAndMissing().first()).hasSize(Difference.NAMED);
  }

  @Test
  void ofTwoRunsThatContinueTheSameReconciliationOneSucceeds() {
    SesListStateStore store = store();
    SesListProgress first = SesListProgress.begin(BEGAN, true);
    assertThat(store.replace(Optional.empty(), first)).isTrue();
    assertThat(store.replace(Optional.empty(), SesListProgress.begin(BEGAN.plusSeconds(1), true)))
        .isFalse();
    SesListProgress one = first.afterPage(FINDINGS, Optional.of("one"));
    SesListProgress other = first.afterPage(SesListFindings.NONE, Optional.of("other"));
    assertThat(store.replace(Optional.of(first), one)).isTrue();
    assertThat(store.replace(Optional.of(first), other)).isFalse();
    store.discard(first);
    assertThat(store.read().current()).contains(one);
    store.discard(one);
    assertThat(store.read().current()).isEmpty();
    assertThat(store.replace(Optional.of(one), other)).isFalse();
  }

  @Test
  void oneThatEndedIsTheLastOneAndTheFirstThatFollowsIsRemembered() {
    SesListStateStore store = store();
    SesListProgress report = ended(store, BEGAN, false);
    assertThat(store.read())
        .isEqualTo(new SesListState(
            Optional.empty(), Optional.of(report), Optional.empty(), Optional.empty()));
    assertThat(store.read().mayChangeList()).isFalse();
    SesListProgress first = ended(store, BEGAN.plusSeconds(60), true);
    SesListProgress second = ended(store, BEGAN.plusSeconds(120), true);
    assertThat(store.read().last()).contains(second);
    assertThat(store.read().adopted()).contains(first.began());
    assertThat(store.read().mayChangeList()).isTrue();
  }

  @Test
  void theAddressesOfAllPagesAreReadTogether() {
    SesListStateStore store = store();
    SesListProgress progress = SesListProgress.begin(BEGAN, true);
    for (int page = 0; page < 230; page++) {
      EmailAddress own = EmailAddress.of(page + "@example.com");
      store.saveListed(progress, page, ListedAddresses.of(List.of(own, ANN)));
      progress = progress.afterPage(SesListFindings.NONE, Optional.of("next"));
    }
    ListedAddresses all = store.listed(progress).orElseThrow();
    assertThat(all.size()).isEqualTo(231);
    assertThat(all.contains(EmailAddress.of("ANN@example.com"))).isTrue();
    assertThat(all.contains(EmailAddress.of("229@example.com"))).isTrue();
    assertThat(all.contains(BOB)).isFalse();
  }

  @Test
  void aPageOfAnotherReconciliationIsMissing() {
    SesListStateStore store = store();
    SesListProgress one = SesListProgress.begin(BEGAN, true);
    store.saveListed(one, 0, ListedAddresses.of(Set.of(ANN)));
    SesListProgress read = one.afterPage(SesListFindings.NONE, Optional.empty());
    assertThat(store.listed(read)).isPresent();
    store.saveListed(
        SesListProgress.begin(BEGAN.plusSeconds(1), true), 0, ListedAddresses.of(Set.of(ANN)));
    assertThat(store.listed(read)).isEmpty();
  }

  @Test
  void theLookAtTheAccountIsKept() {
    SesListStateStore store = store();
    SesAccountCheck check = new SesAccountCheck(
        LocalDate.parse("2026-11-24"),
        true,
        false,
        new TreeSet<>(Set.of("marketing", "receipts")),
        new TreeSet<>(),
        new TreeSet<>(Set.of("ses:GetAccount")));
    store.save(check);
    assertThat(store.read().check()).contains(check);
  }

  /** A reconciliation that began and ended. */
  public static SesListProgress ended(SesListStateStore store, Instant began, boolean follows) {
    SesListProgress begun = SesListProgress.begin(began, follows);
    SesListProgress listed = begun.afterPage(FINDINGS, Optional.empty());
    SesListProgress ended = listed.afterDossiers(
        FINDINGS, new TreeSet<>(Set.of("marketing")), Optional.empty(), began.plusSeconds(30));
    assertThat(store.replace(Optional.empty(), begun)).isTrue();
    assertThat(store.replace(Optional.of(begun), listed)).isTrue();
    assertThat(store.replace(Optional.of(listed), ended)).isTrue();
    return ended;
  }
}
