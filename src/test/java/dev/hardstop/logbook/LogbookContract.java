package dev.hardstop.logbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.logbook.Progress.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every logbook does, whatever it is written in. */
public abstract class LogbookContract {
  private static final Instant NOW = Instant.parse("2026-11-24T10:30:00.250Z");
  private static final Duration CLAIM = Duration.ofMinutes(5);

  /** A new one with nothing in it. */
  protected abstract Logbook logbook();

  @Test
  void atFirstItIsEmpty() {
    Logbook logbook = logbook();
    assertThat(logbook.entries())
        .isEqualTo(new Entries(
            Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of()));
    assertThat(logbook.newest()).isEmpty();
  }

  @Test
  void itRemembersHowFarWasReadAndWhereAReadingStopped() {
    Logbook logbook = logbook();
    Progress half =
        new Progress(NOW, Optional.of(new Place(NOW, NOW, 3, Optional.of("a@b.example"))));
    assertThat(logbook.move(Optional.empty(), half)).isTrue();
    assertThat(logbook.entries().progress()).contains(half);
    assertThat(logbook.move(Optional.of(half), Progress.to(NOW))).isTrue();
    assertThat(logbook.entries().progress()).contains(Progress.to(NOW));
  }

  @Test
  void whatWasLeftComesBackTheMostUrgentFirstUntilItIsExamined() {
    Logbook logbook = logbook();
    assertThat(logbook.left()).isEmpty();
    LeftDomain small = new LeftDomain("a.example", 5, NOW);
    LeftDomain large = new LeftDomain("z.example", 120, NOW.plusSeconds(60));
    LeftDomain again = new LeftDomain("a.example", 5, NOW.plusSeconds(900));
    logbook.leave(List.of(small, large));
    logbook.leave(List.of(again, small));
    assertThat(logbook.left()).containsExactly(large, small, again);
    logbook.examined(List.of(small, large));
    assertThat(logbook.left()).containsExactly(again);
    logbook.examined(List.of(again));
    logbook.leave(List.of());
    assertThat(logbook.left()).isEmpty();
  }

  @Test
  void whoeverIsLateMovesNothing() {
    Logbook logbook = logbook();
    Progress first = Progress.to(NOW);
    Progress second = Progress.to(NOW.plusSeconds(900));
    logbook.move(Optional.empty(), first);
    logbook.move(Optional.of(first), second);
    assertThat(logbook.move(Optional.of(first), Progress.to(NOW.plusSeconds(60))))
        .isFalse();
    assertThat(logbook.move(Optional.empty(), first)).isFalse();
    assertThat(logbook.entries().progress()).contains(second);
  }

  @Test
  void anAlertIsNotedOnceWithAllThatItTells() {
    Logbook logbook = logbook();
    Alert alert = alert("contoso.com-1");
    logbook.intend(alert);
    logbook.intend(Alert.opened(report("contoso.com-1"), new TreeMap<>()));
    assertThat(logbook.entries().alerts()).containsExactly(alert);
  }

  @Test
  void aClaimedAlertIsNobodyElsesUntilTheClaimEnds() {
    Logbook logbook = logbook();
    Alert alert = alert("contoso.com-1");
    logbook.intend(alert);
    assertThat(logbook.claim(alert.id(), NOW, NOW.plus(CLAIM))).isTrue();
    Instant before = NOW.plus(CLAIM).minusMillis(1);
    assertThat(logbook.claim(alert.id(), before, before.plus(CLAIM))).isFalse();
    Instant after = NOW.plus(CLAIM);
    assertThat(logbook.claim(alert.id(), after, after.plus(CLAIM))).isTrue();
  }

  @Test
  void nobodyClaimsWhatIsNotNoted() {
    assertThat(logbook().claim("contoso.com-1:opened", NOW, NOW.plus(CLAIM))).isFalse();
  }

  @Test
  void itRemembersEachWayThatAnAlertHasGone() {
    Logbook logbook = logbook();
    Alert alert = alert("contoso.com-1");
    logbook.intend(alert);
    logbook.sent(alert.id(), Alert.Way.TOPIC);
    assertThat(logbook.entries().alerts().get(0).sent()).containsExactly(Alert.Way.TOPIC);
    logbook.sent(alert.id(), Alert.Way.MAIL);
    assertThat(logbook.entries().alerts().get(0).sent()).hasSize(2);
  }

  @Test
  void whatIsForgottenDoesNotComeBackWhenItIsSent() {
    Logbook logbook = logbook();
    Alert alert = alert("contoso.com-1");
    logbook.intend(alert);
    logbook.forget(alert.id());
    logbook.sent(alert.id(), Alert.Way.MAIL);
    logbook.forget(alert.id());
    assertThat(logbook.entries().alerts()).isEmpty();
  }

  @Test
  void ourOwnIncidentAndItsAlertAreOneWrite() {
    Logbook logbook = logbook();
    IncidentReport first = report("sender-1");
    IncidentReport other = report("sender-2");
    assertThat(logbook.put(Optional.empty(), first, alert("sender-1"))).isTrue();
    assertThat(logbook.put(Optional.empty(), other, alert("sender-2"))).isFalse();
    assertThat(logbook.entries().sender()).contains(first);
    assertThat(logbook.entries().alerts()).extracting(Alert::id).containsExactly("sender-1:opened");
  }

  @Test
  void theBrakeAndItsAlertAreOneWrite() {
    Logbook logbook = logbook();
    TreeSet<String> sets = new TreeSet<>(List.of("marketing", "news"));
    Braking pulled = new Braking(NOW, Optional.empty(), sets, new TreeSet<>());
    Braking done = new Braking(NOW, Optional.empty(), sets, sets);
    Alert alert = Alert.of("limit:1", Alert.Kind.LIMIT_PASSED, NOW, new TreeMap<>());
    assertThat(logbook.put(Optional.empty(), pulled, Optional.of(alert))).isTrue();
    assertThat(logbook.put(Optional.empty(), done, Optional.empty())).isFalse();
    assertThat(logbook.put(Optional.of(pulled), done, Optional.empty())).isTrue();
    assertThat(logbook.entries().braking()).contains(done);
    assertThat(logbook.entries().alerts()).containsExactly(alert);
  }

  @Test
  void incidentsAreListedTheNewestFirst() {
    Logbook logbook = logbook();
    IncidentReport older = report("contoso.com-1", NOW.minusSeconds(60));
    IncidentReport newer = report("fabrikam.com-1", NOW);
    logbook.list(older);
    logbook.list(newer);
    assertThat(logbook.newest()).containsExactly(newer, older);
    assertThat(logbook.entries().lasting()).containsExactly(newer, older);
  }

  @Test
  void whatIsListedAsEndedStaysSo() {
    Logbook logbook = logbook();
    IncidentReport open = report("contoso.com-1");
    IncidentReport ended = ended(open);
    logbook.list(open);
    logbook.list(ended);
    logbook.list(open);
    assertThat(logbook.newest()).containsExactly(ended);
    assertThat(logbook.entries().lasting()).isEmpty();
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
