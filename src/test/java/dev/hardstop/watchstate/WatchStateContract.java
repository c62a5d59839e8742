package dev.hardstop.watchstate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.watchstate.ReadProgress.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every logbook does, whatever it is written in. */
public abstract class WatchStateContract {
  private static final Instant NOW = Instant.parse("2026-11-24T10:30:00.250Z");
  private static final Duration CLAIM = Duration.ofMinutes(5);

  /** A new one with nothing in it. */
  protected abstract WatchStateStore watchState();

  @Test
  void atFirstItIsEmpty() {
    WatchStateStore watchState = watchState();
    assertThat(watchState.entries())
        .isEqualTo(new WatchState(
            Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of()));
    assertThat(watchState.newest()).isEmpty();
  }

  @Test
  void itRemembersHowFarWasReadAndWhereAReadingStopped() {
    WatchStateStore watchState = watchState();
    ReadProgress half =
        new ReadProgress(NOW, Optional.of(new Place(NOW, NOW, 3, Optional.of("a@b.example"))));
    assertThat(watchState.move(Optional.empty(), half)).isTrue();
    assertThat(watchState.entries().progress()).contains(half);
    assertThat(watchState.move(Optional.of(half), ReadProgress.to(NOW))).isTrue();
    assertThat(watchState.entries().progress()).contains(ReadProgress.to(NOW));
  }

  @Test
  void whatWasLeftComesBackTheMostUrgentFirstUntilItIsExamined() {
    WatchStateStore watchState = watchState();
    assertThat(watchState.left()).isEmpty();
    PostponedDomain small = new PostponedDomain("a.example", 5, NOW);
    PostponedDomain large = new PostponedDomain("z.example", 120, NOW.plusSeconds(60));
    PostponedDomain again = new PostponedDomain("a.example", 5, NOW.plusSeconds(900));
    watchState.leave(List.of(small, large));
    watchState.leave(List.of(again, small));
    assertThat(watchState.left()).containsExactly(large, small, again);
    watchState.examined(List.of(small, large));
    assertThat(watchState.left()).containsExactly(again);
    watchState.examined(List.of(again));
    watchState.leave(List.of());
    assertThat(watchState.left()).isEmpty();
  }

  @Test
  void whoeverIsLateMovesNothing() {
    WatchStateStore watchState = watchState();
    ReadProgress first = ReadProgress.to(NOW);
    ReadProgress second = ReadProgress.to(NOW.plusSeconds(900));
    watchState.move(Optional.empty(), first);
    watchState.move(Optional.of(first), second);
    assertThat(watchState.move(Optional.of(first), ReadProgress.to(NOW.plusSeconds(60))))
        .isFalse();
    assertThat(watchState.move(Optional.empty(), first)).isFalse();
    assertThat(watchState.entries().progress()).contains(second);
  }

  @Test
  void anAlertIsNotedOnceWithAllThatItTells() {
    WatchStateStore watchState = watchState();
    Alert alert = alert("contoso.com-1");
    watchState.intend(alert);
    watchState.intend(Alert.opened(report("contoso.com-1"), new TreeMap<>()));
    assertThat(watchState.entries().alerts()).containsExactly(alert);
  }

  @Test
  void aClaimedAlertIsNobodyElsesUntilTheClaimEnds() {
    WatchStateStore watchState = watchState();
    Alert alert = alert("contoso.com-1");
    watchState.intend(alert);
    assertThat(watchState.definition(alert.id(), NOW, NOW.plus(CLAIM))).isTrue();
    Instant before = NOW.plus(CLAIM).minusMillis(1);
    assertThat(watchState.definition(alert.id(), before, before.plus(CLAIM))).isFalse();
    Instant after = NOW.plus(CLAIM);
    assertThat(watchState.definition(alert.id(), after, after.plus(CLAIM))).isTrue();
  }

  @Test
  void nobodyClaimsWhatIsNotNoted() {
    assertThat(watchState().definition("contoso.com-1:opened", NOW, NOW.plus(CLAIM)))
        .isFalse();
  }

  @Test
  void itRemembersEachWayThatAnAlertHasGone() {
    WatchStateStore watchState = watchState();
    Alert alert = alert("contoso.com-1");
    watchState.intend(alert);
    watchState.sent(alert.id(), Alert.Way.TOPIC);
    assertThat(watchState.entries().alerts().get(0).sent()).containsExactly(Alert.Way.TOPIC);
    watchState.sent(alert.id(), Alert.Way.MAIL);
    assertThat(watchState.entries().alerts().get(0).sent()).hasSize(2);
  }

  @Test
  void whatIsForgottenDoesNotComeBackWhenItIsSent() {
    WatchStateStore watchState = watchState();
    Alert alert = alert("contoso.com-1");
    watchState.intend(alert);
    watchState.forget(alert.id());
    watchState.sent(alert.id(), Alert.Way.MAIL);
    watchState.forget(alert.id());
    assertThat(watchState.entries().alerts()).isEmpty();
  }

  @Test
  void ourOwnIncidentAndItsAlertAreOneWrite() {
    WatchStateStore watchState = watchState();
    IncidentReport first = report("sender-1");
    IncidentReport other = report("sender-2");
    assertThat(watchState.put(Optional.empty(), first, alert("sender-1"))).isTrue();
    assertThat(watchState.put(Optional.empty(), other, alert("sender-2"))).isFalse();
    assertThat(watchState.entries().sender()).contains(first);
    assertThat(watchState.entries().alerts())
        .extracting(Alert::id)
        .containsExactly("sender-1:opened");
  }

  @Test
  void theBrakeAndItsAlertAreOneWrite() {
    WatchStateStore watchState = watchState();
    TreeSet<String> sets = new TreeSet<>(List.of("marketing", "news"));
    BrakeState pulled = new BrakeState(NOW, Optional.empty(), sets, new TreeSet<>());
    BrakeState done = new BrakeState(NOW, Optional.empty(), sets, sets);
    Alert alert = Alert.of("limit:1", Alert.Kind.LIMIT_PASSED, NOW, new TreeMap<>());
    assertThat(watchState.put(Optional.empty(), pulled, Optional.of(alert))).isTrue();
    assertThat(watchState.put(Optional.empty(), done, Optional.empty())).isFalse();
    assertThat(watchState.put(Optional.of(pulled), done, Optional.empty())).isTrue();
    assertThat(watchState.entries().braking()).contains(done);
    assertThat(watchState.entries().alerts()).containsExactly(alert);
  }

  @Test
  void incidentsAreListedTheNewestFirst() {
    WatchStateStore watchState = watchState();
    IncidentReport older = report("contoso.com-1", NOW.minusSeconds(60));
    IncidentReport newer = report("fabrikam.com-1", NOW);
    watchState.list(older);
    watchState.list(newer);
    assertThat(watchState.newest()).containsExactly(newer, older);
    assertThat(watchState.entries().lasting()).containsExactly(newer, older);
  }

  @Test
  void whatIsListedAsEndedStaysSo() {
    WatchStateStore watchState = watchState();
    IncidentReport open = report("contoso.com-1");
    IncidentReport ended = ended(open);
    watchState.list(open);
    watchState.list(ended);
    watchState.list(open);
    assertThat(watchState.newest()).containsExactly(ended);
    assertThat(watchState.entries().lasting()).isEmpty();
  }

  protected static IncidentReport report(String id) {
    return report(id, NOW);
  }

  protected static IncidentReport report(String id, Instant opened) {
    return new IncidentReport(
        id,
        id.startsWith("sender") ? Scope.SENDER : Scope.DOMAIN,
        Diagnosis.Name.DOMAIN_INCIDENT,
        List.of("contoso.com", "fabrikam.com"),
        opened,
        Optional.empty(),
        Optional.empty());
  }

  protected static IncidentReport ended(IncidentReport open) {
    return new IncidentReport(
        open.id(),
        open.scope(),
        open.diagnosis(),
        open.domains(),
        open.opened(),
        Optional.of(open.opened().plusSeconds(3600)),
        Optional.of(true));
  }

  protected static Alert alert(String incidentId) {
    return Alert.opened(
        report(incidentId), new TreeMap<>(Map.of("bounced", "12", "words", "550 5.4.1 denied")));
  }
}
