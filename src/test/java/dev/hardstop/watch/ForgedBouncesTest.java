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
 * Whoever receives a message can answer it with a bounce of his own making. Such a bounce comes after
 * a delivery; a rejection in the SMTP dialogue never does.
 */
class ForgedBouncesTest {
  private static final Instant NOW = WatchFixture.NOW;
  private static final Instant SENT = NOW.minusSeconds(3600);
  private static final Instant DAYS_AGO = NOW.minus(3, ChronoUnit.DAYS);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final WatchFixture world = new WatchFixture();

  @Test
  void oneMailboxWithFiveTagsHoldsNobody() {
    for (String tagged : tags()) {
      world.isDelivered(tagged, DAYS_AGO).isDelivered(tagged, SENT);
      world.bounces(tagged, WatchFixture.ACCESS_DENIED, SENT);
    }
    world.isDelivered("bob@contoso.com", SENT);
    world.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void tagsOfOneMailboxAreOneWitnessWhetherTheyWereDeliveredToOrNot() {
    for (String tagged : tags()) {
      world.isDelivered(tagged, DAYS_AGO).bounces(tagged, WatchFixture.ACCESS_DENIED, SENT);
    }
    for (String person : WatchFixture.people("contoso.com", 6)) {
      world.isDelivered(person, DAYS_AGO);
    }
    world.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void aDeliveryToOneTagIsADeliveryToTheMailbox() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      world.isDelivered(person, DAYS_AGO).isDelivered(person, SENT);
      world.bounces(person.replace("@", "+news@"), WatchFixture.ACCESS_DENIED, SENT);
    }
    world.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void bouncesOfMessagesThatWereDeliveredHoldNobody() {
    forged("contoso.com", 8);
    world.watch(NOW);
    world.watch(NOW.plus(QUARTER));
    assertThat(incident("contoso.com")).isEmpty();
    assertThat(world.watchState.newest()).isEmpty();
  }

  @Test
  void forgedBouncesBesideRealOnesDoNotHideThatADomainIsBroken() {
    world.breaks("contoso.com", SENT);
    for (String tagged : tags()) {
      world.isDelivered(tagged, DAYS_AGO).isDelivered(tagged, SENT);
      world.bounces(tagged, WatchFixture.ACCESS_DENIED, SENT);
    }
    world.watch(NOW);
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void whereCountingOfDeliveriesStoppedStrangersHoldNobody() {
    forged("contoso.com", 45);
    world.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void whereCountingStoppedDossiersOfBeforeShowWhoWasDeliveredTo() {
    for (String person : WatchFixture.people("contoso.com", 60)) {
      world.bounces(person, WatchFixture.ACCESS_DENIED, DAYS_AGO.minus(2, ChronoUnit.DAYS));
    }
    forged("contoso.com", 60);
    world.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void whereCountingStoppedDossiersOfBeforeShowWhoWasRejected() {
    List<String> people = WatchFixture.people("contoso.com", 60);
    for (String person : people) {
      world.bounces(person, WatchFixture.ACCESS_DENIED, DAYS_AGO.minus(2, ChronoUnit.DAYS));
    }
    people.subList(32, 60).forEach(person -> world.isDelivered(person, DAYS_AGO));
    forged("contoso.com", 32);
    people
        .subList(32, 60)
        .forEach(person -> world.bounces(person, WatchFixture.ACCESS_DENIED, SENT));
    world.watch(NOW);
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void howeverLongADeliveryMayTakeWhatDidNotCountYetIsReadAgain() {
    world.thresholds = world.thresholds.withDeliveryWait(Duration.ofHours(2));
    world.breaks("contoso.com", NOW.minusSeconds(300));
    for (int quarter = 0; quarter < 8; quarter++) {
      world.watch(NOW.plus(QUARTER.multipliedBy(quarter)));
    }
    assertThat(incident("contoso.com")).isEmpty();
    world.watch(NOW.plus(QUARTER.multipliedBy(8)));
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void aDeliveryMayArriveAfterTheForgedBounce() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      world.isDelivered(person, DAYS_AGO);
      world.bounces(person, WatchFixture.ACCESS_DENIED, SENT, NOW.minusSeconds(540));
    }
    world.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
    WatchFixture.people("contoso.com", 8).forEach(person -> world.isDelivered(person, SENT));
    world.watch(NOW.plus(QUARTER));
    assertThat(incident("contoso.com")).isEmpty();
  }

  @Test
  void whatWasRecordedAMomentAgoCountsInTheNextRun() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      world.isDelivered(person, DAYS_AGO);
      world.bounces(person, WatchFixture.ACCESS_DENIED, SENT, NOW.minusSeconds(540));
    }
    world.watch(NOW);
    assertThat(incident("contoso.com")).isEmpty();
    world.watch(NOW.plus(QUARTER));
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void whoBouncesAgainAndAgainCountsFromTheFirstBounceOfTheDay() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      world.isDelivered(person, DAYS_AGO);
      for (int minutes = 60; minutes > 0; minutes -= 5) {
        Instant sent = NOW.minus(minutes, ChronoUnit.MINUTES);
        world.bounces(person, WatchFixture.ACCESS_DENIED, sent, sent.plusSeconds(60));
      }
    }
    world.watch(NOW);
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void forgedBouncesAtAStrangersDomainsDoNotMakeABrokenTenantOurFault() {
    watchedForDays();
    for (int i = 0; i < 8; i++) {
      forged("stranger" + i + ".com", 1);
    }
    world.breaks("contoso.com", SENT);
    world.watch(NOW);
    assertThat(world.watchState.read().senderIncident()).isEmpty();
    assertThat(incident("contoso.com")).isPresent();
  }

  @Test
  void forgedBlocksAtAStrangersDomainsAreNoIncidentOfOurOwn() {
    watchedForDays();
    for (int i = 0; i < 20; i++) {
      String person = "a@stranger" + i + ".com";
      world.isDelivered(person, SENT).bounces(person, WatchFixture.BLOCKLISTED, SENT);
    }
    world.watch(NOW);
    world.watch(NOW.plus(QUARTER));
    assertThat(world.watchState.read().senderIncident()).isEmpty();
  }

  private void watchedForDays() {
    for (int day = 6; day > 0; day--) {
      world.watch(NOW.minus(day, ChronoUnit.DAYS));
    }
  }

  /** So many people that received a message today, and answered it with a bounce. */
  private void forged(String domain, int people) {
    for (String person : WatchFixture.people(domain, people)) {
      world.isDelivered(person, DAYS_AGO).isDelivered(person, SENT);
      world.bounces(person, WatchFixture.ACCESS_DENIED, SENT);
    }
  }

  private static List<String> tags() {
    return WatchFixture.people("contoso.com", 5).stream()
        .map(person -> "mallory+" + person)
        .toList();
  }

  private Optional<Incident> incident(String domain) {
    Subject subject = new Subject.Domain(domain);
    return world.list.read(Set.of(subject)).get(subject).incident();
  }
}
