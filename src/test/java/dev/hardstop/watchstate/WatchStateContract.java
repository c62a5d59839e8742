package dev.hardstop.watchstate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.WatchState.BrakeState;
import dev.hardstop.watchstate.WatchState.PostponedDomain;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import dev.hardstop.watchstate.WatchState.ReadProgress.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every {@link WatchStateStore} does. */
public abstract class WatchStateContract {
  private static final Instant NOW = Instant.parse("2026-11-24T10:30:00.250Z");
  private static final Duration CLAIM = Duration.ofMinutes(5);

  /** A new and empty store. */
  protected abstract WatchStateStore watchState();

  @Test
  void aNewStoreIsEmpty() {
    WatchStateStore watchState = watchState();
    assertThat(watchState.read())
        .isEqualTo(new WatchState(
            Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of()));
    assertThat(watchState.newest()).isEmpty();
  }

  @Test
  void itStoresTheProgressAndWhereAnInterruptedReadingContinues() {
    WatchStateStore watchState = watchState();
    ReadProgress half =
        new ReadProgress(NOW, Optional.of(new Place(NOW, NOW, 3, Optional.of("a@b.example"))));
    assertThat(watchState.moveProgress(Optional.empty(), half)).isTrue();
    assertThat(watchState.read().progress()).contains(half);
    assertThat(watchState.moveProgress(Optional.of(half), ReadProgress.to(NOW))).isTrue();
    assertThat(watchState.read().progress()).contains(ReadProgress.to(NOW));
  }

  @Test
  void postponedDomainsAreReturnedTheMostUrgentFirstUntilTheyAreRemoved() {
    WatchStateStore watchState = watchState();
    assertThat(watchState.postponed()).isEmpty();
    PostponedDomain small = new PostponedDomain("a.example", 5, NOW);
    PostponedDomain large = new PostponedDomain("z.example", 120, NOW.plusSeconds(60));
    PostponedDomain again = new PostponedDomain("a.example", 5, NOW.plusSeconds(900));
    watchState.postpone(List.of(small, large));
    watchState.postpone(List.of(again, small));
    assertThat(watchState.postponed()).containsExactly(large, small, again);
    watchState.removePostponed(List.of(small, large));
    assertThat(watchState.postponed()).containsExactly(again);
    watchState.removePostponed(List.of(again));
    watchState.postpone(List.of());
    assertThat(watchState.postponed()).isEmpty();
  }

  @Test
  void progressIsNotReplacedWhenAnotherRunHasChangedIt() {
    WatchStateStore watchState = watchState();
    ReadProgress first = ReadProgress.to(NOW);
    ReadProgress second = ReadProgress.to(NOW.plusSeconds(900));
    watchState.moveProgress(Optional.empty(), first);
    watchState.moveProgress(Optional.of(first), second);
    assertThat(watchState.moveProgress(Optional.of(first), ReadProgress.to(NOW.plusSeconds(60))))
        .isFalse();
    assertThat(watchState.moveProgress(Optional.empty(), first)).isFalse();
    assertThat(watchState.read().progress()).contains(second);
  }

  @Test
  void anAlertIsAddedOnceWithAllItsFacts() {
    WatchStateStore watchState = watchState();
    Alert alert = alert("contoso.com-1");
    watchState.addAlert(alert);
    watchState.addAlert(Alert.opened(report("contoso.com-1"), new TreeMap<>()));
    assertThat(watchState.read().alerts()).containsExactly(alert);
  }

  @Test
  void aClaimedAlertCannotBeClaimedAgainBeforeTheClaimEnds() {
    WatchStateStore watchState = watchState();
    Alert alert = alert("contoso.com-1");
    watchState.addAlert(alert);
    assertThat(watchState.claim(alert.id(), NOW, NOW.plus(CLAIM))).isTrue();
    Instant before = NOW.plus(CLAIM).minusMillis(1);
    assertThat(watchState.claim(alert.id(), before, before.plus(CLAIM))).isFalse();
    Instant after = NOW.plus(CLAIM);
    assertThat(watchState.claim(alert.id(), after, after.plus(CLAIM))).isTrue();
  }

  @Test
  void anUnknownAlertCannotBeClaimed() {
    assertThat(watchState().claim("contoso.com-1:opened", NOW, NOW.plus(CLAIM))).isFalse();
  }

  @Test
  void itStoresEachChannelThroughWhichAnAlertWasSent() {
    WatchStateStore watchState = watchState();
    Alert alert = alert("contoso.com-1");
    watchState.addAlert(alert);
    watchState.markSent(alert.id(), Alert.Channel.TOPIC);
    assertThat(watchState.read().alerts().get(0).sent()).containsExactly(Alert.Channel.TOPIC);
    watchState.markSent(alert.id(), Alert.Channel.MAIL);
    assertThat(watchState.read().alerts().get(0).sent()).hasSize(2);
  }

  @Test
  void aRemovedAlertDoesNotComeBackWhenItIsMarkedAsSent() {
    WatchStateStore watchState = watchState();
    Alert alert = alert("contoso.com-1");
    watchState.addAlert(alert);
    watchState.removeAlert(alert.id());
    watchState.markSent(alert.id(), Alert.Channel.MAIL);
    watchState.removeAlert(alert.id());
    assertThat(watchState.read().alerts()).isEmpty();
  }

  @Test
  void theSenderIncidentAndItsAlertAreOneWrite() {
    WatchStateStore watchState = watchState();
    IncidentReport first = report("sender-1");
    IncidentReport other = report("sender-2");
    assertThat(watchState.replaceSenderIncident(Optional.empty(), first, alert("sender-1")))
        .isTrue();
    assertThat(watchState.replaceSenderIncident(Optional.empty(), other, alert("sender-2")))
        .isFalse();
    assertThat(watchState.read().senderIncident()).contains(first);
    assertThat(watchState.read().alerts()).extracting(Alert::id).containsExactly("sender-1:opened");
  }

  @Test
  void theBrakeAndItsAlertAreOneWrite() {
    WatchStateStore watchState = watchState();
    TreeSet<String> sets = new TreeSet<>(List.of("marketing", "news"));
    BrakeState pulled = new BrakeState(NOW, Optional.empty(), sets, new TreeSet<>());
    BrakeState done = new BrakeState(NOW, Optional.empty(), sets, sets);
    Alert alert = Alert.of("limit:1", AlertKind.LIMIT_EXCEEDED, NOW, new TreeMap<>());
    assertThat(watchState.replaceBrake(Optional.empty(), pulled, Optional.of(alert)))
        .isTrue();
    assertThat(watchState.replaceBrake(Optional.empty(), done, Optional.empty()))
        .isFalse();
    assertThat(watchState.replaceBrake(Optional.of(pulled), done, Optional.empty()))
        .isTrue();
    assertThat(watchState.read().brake()).contains(done);
    assertThat(watchState.read().alerts()).containsExactly(alert);
  }

  @Test
  void incidentsAreListedNewestFirst() {
    WatchStateStore watchState = watchState();
    IncidentReport older = report("contoso.com-1", NOW.minusSeconds(60));
    IncidentReport newer = report("fabrikam.com-1", NOW);
    watchState.listIncident(older);
    watchState.listIncident(newer);
    assertThat(watchState.newest()).containsExactly(newer, older);
    assertThat(watchState.read().openIncidents()).containsExactly(newer, older);
  }

  @Test
  void anIncidentThatIsListedAsEndedStaysEnded() {
    WatchStateStore watchState = watchState();
    IncidentReport open = report("contoso.com-1");
    IncidentReport ended = ended(open);
    watchState.listIncident(open);
    watchState.listIncident(ended);
    watchState.listIncident(open);
    assertThat(watchState.newest()).containsExactly(ended);
    assertThat(watchState.read().openIncidents()).isEmpty();
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
        report(incidentId), new TreeMap<>(Map.of("bounced", "12", "reply", "550 5.4.1 denied")));
  }
}
