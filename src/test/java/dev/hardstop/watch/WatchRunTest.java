package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.IncidentSlot;
import dev.hardstop.suppression.Subject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class WatchRunTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private final WatchFixture world = new WatchFixture();

  @Test
  void aBrokenDomainIsHeldListedAndToldOnce() {
    world.breaks("contoso.com", NOW.minusSeconds(1200));
    WatchRunResult watched = world.watch(NOW);
    assertThat(watched.opened()).isEqualTo(1);
    assertThat(watched.missing()).isEmpty();
    assertThat(incident("contoso.com").orElseThrow().holds(NOW)).isTrue();
    assertThat(world.watchState.newest()).singleElement().satisfies(report -> {
      assertThat(report.domains()).containsExactly("contoso.com");
      assertThat(report.diagnosis()).isEqualTo(Diagnosis.Name.DOMAIN_INCIDENT);
      assertThat(report.id()).isEqualTo(incident("contoso.com").orElseThrow().id());
    });
    assertThat(world.mails).hasSize(1);
    assertThat(world.topic).hasSize(1);
    assertThat(world.mails.get(0).subject())
        .isEqualTo("Hardstop: contoso.com refuses nearly all of its mail");
  }

  @Test
  void aDossierThatCannotBeReadCostsTheOthersNothing() {
    world.breaks("contoso.com", NOW.minusSeconds(1200));
    world.breaks("fabrikam.example", NOW.minusSeconds(1200));
    world.list.makeUnreadable(Subject.parse("p0@contoso.com"));
    world.list.makeUnreadable(Subject.parse("@fabrikam.example"));
    WatchRunResult watched = world.watch(NOW);
    assertThat(watched.opened()).isEqualTo(1);
    assertThat(incident("contoso.com").orElseThrow().holds(NOW)).isTrue();
    assertThat(watched.missing()).containsExactly("items that cannot be read");
  }

  @Test
  void aDomainThatTheTableRefusesCostsTheOthersNothing() {
    world.breaks("contoso.com", NOW.minusSeconds(1200));
    world.breaks("fabrikam.example", NOW.minusSeconds(1200));
    world.behind(port -> port instanceof IncidentSlot ? refusing(port, "contoso.com") : port);
    WatchRunResult watched = world.watch(NOW);
    assertThat(incident("fabrikam.example").orElseThrow().holds(NOW)).isTrue();
    assertThat(watched.missing()).containsExactly("what the table refuses");
    assertThat(world.watch(NOW.plus(QUARTER)).complete()).isTrue();
  }

  @Test
  void aDomainThatCannotBeReadAnyLongerKeepsItsAlert() {
    world.breaks("contoso.com", NOW.minusSeconds(1200));
    world.watch(NOW);
    world.list.makeUnreadable(Subject.parse("@contoso.com"));
    WatchRunResult watched = world.watch(NOW.plus(QUARTER));
    assertThat(watched.missing()).containsExactly("items that cannot be read");
    assertThat(world.mails).hasSize(1);
    assertThat(world.watchState.newest()).hasSize(1);
  }

  @Test
  void howeverOftenItRunsItTellsNothingTwice() {
    world.breaks("contoso.com", NOW.minusSeconds(1200));
    for (int run = 0; run < 20; run++) {
      world.watch(NOW.plus(QUARTER.multipliedBy(run)));
    }
    assertThat(world.mails).hasSize(1);
    assertThat(world.topic).hasSize(1);
    assertThat(world.watchState.newest()).hasSize(1);
  }

  @Test
  void lateEvidenceChangesNoIncidentsId() {
    world.breaks("contoso.com", NOW.minusSeconds(1200));
    world.watch(NOW);
    String id = incident("contoso.com").orElseThrow().id();
    for (String late : WatchFixture.people("contoso.com", 30)) {
      world.bounces(late, WatchFixture.ACCESS_DENIED, NOW.minus(1, ChronoUnit.DAYS));
    }
    world.watch(NOW.plus(QUARTER));
    assertThat(incident("contoso.com").orElseThrow().id()).isEqualTo(id);
    assertThat(world.watchState.newest()).extracting(IncidentReport::id).containsExactly(id);
  }

  @Test
  void whenDeliveriesSettleItIsOverAndToldOnce() {
    world.breaks("contoso.com", NOW.minusSeconds(1200));
    world.watch(NOW);
    Instant later = NOW.plus(4, ChronoUnit.DAYS);
    world.isDelivered("p1@contoso.com", later).isDelivered("p2@contoso.com", later);
    WatchRunResult settled = world.watch(later.plus(3, ChronoUnit.DAYS));
    assertThat(settled.ended()).isEqualTo(1);
    world.watch(later.plus(3, ChronoUnit.DAYS).plus(QUARTER));
    Incident incident = incident("contoso.com").orElseThrow();
    assertThat(incident.ending().orElseThrow().well()).isTrue();
    assertThat(world.watchState.newest())
        .singleElement()
        .satisfies(report -> assertThat(report.endedWell()).contains(true));
    assertThat(world.mails).hasSize(2);
    assertThat(world.mails.get(1).subject())
        .isEqualTo("Hardstop: The incident of contoso.com is over");
  }

  @Test
  void aDomainThatTakesMailIsNotHeldForDeadAddresses() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      world.bounces(person, WatchFixture.ACCESS_DENIED, NOW.minusSeconds(1200));
    }
    for (String person : WatchFixture.people("contoso.com", 60).subList(8, 60)) {
      world.isDelivered(person, NOW.minusSeconds(1200));
      world.isDelivered(person, NOW.minus(3, ChronoUnit.DAYS));
    }
    WatchRunResult watched = world.watch(NOW);
    assertThat(watched.examined()).isEqualTo(1);
    assertThat(watched.opened()).isZero();
    assertThat(world.mails).isEmpty();
  }

  @Test
  void manyUnrelatedDomainsAtOnceAreOurOwnIncident() {
    for (int day = 1; day <= 5; day++) {
      world.bounces(
          "nobody" + day + "@quiet" + day + ".example.org",
          "smtp; 550 5.1.1 User unknown",
          NOW.minus(day, ChronoUnit.DAYS));
      world.watch(NOW.minus(day, ChronoUnit.DAYS).plusSeconds(3600));
    }
    world.mails.clear();
    for (int i = 0; i < 14; i++) {
      world.bounces("a@firm" + i + ".com", WatchFixture.BLOCKLISTED, NOW.minusSeconds(1200));
    }
    world.watch(NOW);
    world.watch(NOW.plus(QUARTER));
    assertThat(world.watchState.read().senderIncident()).hasValueSatisfying(report -> {
      assertThat(report.scope()).isEqualTo(IncidentReport.Scope.SENDER);
      assertThat(report.diagnosis()).isEqualTo(Diagnosis.Name.SENDER_REPUTATION);
      assertThat(report.domains()).hasSize(14);
    });
    assertThat(world.mails).singleElement().satisfies(mail -> {
      assertThat(mail.subject()).startsWith("Hardstop: Our own sending is at fault");
      assertThat(mail.text()).contains("firm0.com");
    });
    assertThat(world.watchState.newest()).hasSize(1);
  }

  @Test
  void onTheFirstDayABlocklistingIsOurIncidentAndSaidToBeUnsure() {
    for (int i = 0; i < 15; i++) {
      world.bounces("a@firm" + i + ".com", WatchFixture.BLOCKLISTED, NOW.minusSeconds(1200));
    }
    world.watch(NOW);
    assertThat(world.watchState.read().senderIncident())
        .hasValueSatisfying(
            report -> assertThat(report.diagnosis()).isEqualTo(Diagnosis.Name.SENDER_REPUTATION));
    assertThat(world.mails)
        .singleElement()
        .satisfies(mail -> assertThat(mail.text()).contains("The confidence is low"));
  }

  @Test
  void aReadingThatHadToStopGoesOnWhereItWas() {
    world.breaks("contoso.com", NOW.minusSeconds(1200));
    world.breaks("fabrikam.com", NOW.minusSeconds(1200));
    world.settings.set("dossiers", 5);
    WatchRunResult first = world.watch(NOW);
    assertThat(first.complete()).isFalse();
    WatchRunResult last = first;
    for (int run = 1; !last.complete() && run < 50; run++) {
      last = world.watch(NOW.plus(QUARTER.multipliedBy(run)));
    }
    assertThat(last.complete()).isTrue();
    assertThat(world.watchState.newest()).hasSize(2);
    assertThat(world.mailed("contoso.com refuses")).isEqualTo(1);
    assertThat(world.mailed("fabrikam.com refuses")).isEqualTo(1);
  }

  @Test
  void manyDomainsAtOnceAreToldInFewMails() {
    for (int i = 0; i < 100; i++) {
      world.breaks("firm" + i + ".com", "smtp; 550 5.1.1 User unknown", NOW.minusSeconds(1200));
    }
    WatchRunResult watched = world.watch(NOW);
    assertThat(watched.opened()).isEqualTo(100);
    assertThat(world.mails.size()).isLessThanOrEqualTo(5);
    assertThat(world.mailed("firm99.com refuses")).isEqualTo(1);
    assertThat(world.watchState.read().alerts().size()).isLessThanOrEqualTo(120);
  }

  private Optional<Incident> incident(String domain) {
    Subject subject = new Subject.Domain(domain);
    Dossier dossier = world.list.read(Set.of(subject)).get(subject);
    return dossier.incident();
  }

  /** The port, and the table behind it accepts no incident of this domain. */
  private static Object refusing(Object port, String refused) {
    return Proxy.newProxyInstance(
        WatchRunTest.class.getClassLoader(),
        port.getClass().getInterfaces(),
        (proxy, method, arguments) -> {
          if (method.getName().equals("put") && arguments[0].equals(refused)) {
            throw DynamoDbException.builder().message("refused").build();
          }
          return method.invoke(port, arguments);
        });
  }
}
