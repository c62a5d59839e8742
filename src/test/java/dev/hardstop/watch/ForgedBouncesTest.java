package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A recipient can answer a message with a forged bounce. Such a bounce comes after a delivery; a
 * rejection in the SMTP dialogue never does.
 */
class ForgedBouncesTest {
  private static final Instant NOW = WatchFixture.NOW;
  private static final Instant SENT = NOW.minusSeconds(3600);
  private static final Instant DAYS_AGO = NOW.minus(3, ChronoUnit.DAYS);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final WatchFixture fixture = new WatchFixture();

  @Test
  void oneMailboxWithFiveTagsOpensNoIncident() {
    for (String tagged : tags()) {
      fixture.delivers(tagged, DAYS_AGO).delivers(tagged, SENT);
      fixture.bounces(tagged, WatchFixture.ACCESS_DENIED, SENT);
    }
    fixture.delivers("bob@contoso.com", SENT);
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void tagsOfOneMailboxCountAsOneRecipientWithOrWithoutADelivery() {
    for (String tagged : tags()) {
      fixture.delivers(tagged, DAYS_AGO).bounces(tagged, WatchFixture.ACCESS_DENIED, SENT);
    }
    for (String person : WatchFixture.people("contoso.com", 6)) {
      fixture.delivers(person, DAYS_AGO);
    }
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void aDeliveryToOneTagIsADeliveryToTheMailbox() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      fixture.delivers(person, DAYS_AGO).delivers(person, SENT);
      fixture.bounces(person.replace("@", "+news@"), WatchFixture.ACCESS_DENIED, SENT);
    }
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void bouncesOfDeliveredMessagesOpenNoIncident() {
    forged("contoso.com", 8);
    fixture.watch(NOW);
    fixture.watch(NOW.plus(QUARTER));
    assertThat(incident("contoso.com")).isEmpty();
    assertThat(fixture.watchState.newest()).isEmpty();
  }

  @Test
  void forgedBouncesBesideRealOnesDoNotHideThatADomainIsBroken() {
    fixture.breaks("contoso.com", SENT);
    for (String tagged : tags()) {
      fixture.delivers(tagged, DAYS_AGO).delivers(tagged, SENT);
      fixture.bounces(tagged, WatchFixture.ACCESS_DENIED, SENT);
    }
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void whereDeliveriesAreNoLongerCountedForgedBouncesOpenNoIncident() {
    forged("contoso.com", 45);
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void whereDeliveriesAreNoLongerCountedOlderDossiersShowWhoHadADelivery() {
    for (String person : WatchFixture.people("contoso.com", 60)) {
      fixture.bounces(person, WatchFixture.ACCESS_DENIED, DAYS_AGO.minus(2, ChronoUnit.DAYS));
    }
    forged("contoso.com", 60);
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void whereDeliveriesAreNoLongerCountedOlderDossiersShowWhoWasRejected() {
    List<String> people = WatchFixture.people("contoso.com", 60);
    for (String person : people) {
      fixture.bounces(person, WatchFixture.ACCESS_DENIED, DAYS_AGO.minus(2, ChronoUnit.DAYS));
    }
    people.subList(32, 60).forEach(person -> fixture.delivers(person, DAYS_AGO));
    forged("contoso.com", 32);
    people
        .subList(32, 60)
        .forEach(person -> fixture.bounces(person, WatchFixture.ACCESS_DENIED, SENT));
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void bouncesThatDoNotCountYetAreReadAgainHoweverLongADeliveryMayTake() {
    fixture.thresholds = fixture.thresholds.withDeliveryWait(Duration.ofHours(2));
    fixture.breaks("contoso.com", NOW.minusSeconds(300));
    for (int quarter = 0; quarter < 8; quarter++) {
      fixture.watch(NOW.plus(QUARTER.multipliedBy(quarter)));
    }
    assertThat(incident("contoso.com")).isEmpty();
    fixture.watch(NOW.plus(QUARTER.multipliedBy(8)));
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void aDeliveryMayArriveAfterTheForgedBounce() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      fixture.delivers(person, DAYS_AGO);
      fixture.bounces(person, WatchFixture.ACCESS_DENIED, SENT, NOW.minusSeconds(540));
    }
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
    WatchFixture.people("contoso.com", 8).forEach(person -> fixture.delivers(person, SENT));
    fixture.watch(NOW.plus(QUARTER));
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void aBounceThatWasJustRecordedCountsInTheNextRun() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      fixture.delivers(person, DAYS_AGO);
      fixture.bounces(person, WatchFixture.ACCESS_DENIED, SENT, NOW.minusSeconds(540));
    }
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
    fixture.watch(NOW.plus(QUARTER));
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void anAddressThatBouncesRepeatedlyCountsFromTheFirstBounceOfTheDay() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      fixture.delivers(person, DAYS_AGO);
      for (int minutes = 60; minutes > 0; minutes -= 5) {
        Instant sent = NOW.minus(minutes, ChronoUnit.MINUTES);
        fixture.bounces(person, WatchFixture.ACCESS_DENIED, sent, sent.plusSeconds(60));
      }
    }
    fixture.watch(NOW);
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void forgedBouncesAtOtherDomainsDoNotTurnABrokenDomainIntoOurFault() {
    runOnEachOfSixDays();
    for (int i = 0; i < 8; i++) {
      forged("stranger" + i + ".com", 1);
    }
    fixture.breaks("contoso.com", SENT);
    fixture.watch(NOW);
    assertThat(fixture.watchState.read().senderIncident()).isEmpty();
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void forgedBlocksAtOtherDomainsOpenNoIncidentOfOurSending() {
    runOnEachOfSixDays();
    for (int i = 0; i < 20; i++) {
      String person = "a@stranger" + i + ".com";
      fixture.delivers(person, SENT).bounces(person, WatchFixture.BLOCKLISTED, SENT);
    }
    fixture.watch(NOW);
    fixture.watch(NOW.plus(QUARTER));
    assertThat(fixture.watchState.read().senderIncident()).isEmpty();
  }

  private void runOnEachOfSixDays() {
    for (int day = 6; day > 0; day--) {
      fixture.watch(NOW.minus(day, ChronoUnit.DAYS));
    }
  }

  /** Recipients who received a message today and answered it with a forged bounce. */
  private void forged(String domain, int people) {
    for (String person : WatchFixture.people(domain, people)) {
      fixture.delivers(person, DAYS_AGO).delivers(person, SENT);
      fixture.bounces(person, WatchFixture.ACCESS_DENIED, SENT);
    }
  }

  private static List<String> tags() {
    return WatchFixture.people("contoso.com", 5).stream()
        .map(person -> "mallory+" + person)
        .toList();
  }

  private Optional<Incident> incident(String domain) {
    Subject subject = new Subject.Domain(domain);
    return fixture.list.read(Set.of(subject)).get(subject).incident();
  }
}
