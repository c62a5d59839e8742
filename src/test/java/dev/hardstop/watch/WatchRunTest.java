package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Incident.IncidentSlot;
import dev.hardstop.suppression.Subject;
import dev.hardstop.watch.WatchRun.WatchRunResult;
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
  private final WatchFixture fixture = new WatchFixture();

  @Test
  void aBrokenDomainIsHeldListedAndReportedOnce() {
    fixture.breaks("contoso.com", NOW.minusSeconds(1200));
    WatchRunResult result = fixture.watch(NOW);
    assertThat(result.opened()).isEqualTo(1);
    assertThat(result.missing()).isEmpty();
    assertThat(incident("contoso.com").orElseThrow().holds(NOW)).isTrue();
    assertThat(fixture.watchState.newest()).singleElement().satisfies(report -> {
      assertThat(report.domains()).containsExactly("contoso.com");
      assertThat(report.diagnosis()).isEqualTo(Diagnosis.Name.DOMAIN_INCIDENT);
      assertThat(report.id()).isEqualTo(incident("contoso.com").orElseThrow().id());
    });
    assertThat(fixture.mails).hasSize(1);
    assertThat(fixture.topic).hasSize(1);
    assertThat(fixture.mails.get(0).subject())
        .isEqualTo("Hardstop: contoso.com refuses nearly all of its mail");
  }

  @Test
  void anUnreadableDossierDoesNotStopTheOthers() {
    fixture.breaks("contoso.com", NOW.minusSeconds(1200));
    fixture.breaks("fabrikam.example", NOW.minusSeconds(1200));
    fixture.list.makeUnreadable(Subject.parse("p0@contoso.com"));
    fixture.list.makeUnreadable(Subject.parse("@fabrikam.example"));
    WatchRunResult result = fixture.watch(NOW);
    assertThat(result.opened()).isEqualTo(1);
    assertThat(incident("contoso.com").orElseThrow().holds(NOW)).isTrue();
    assertThat(result.missing()).containsExactly("items that cannot be read");
  }

  @Test
  void aDomainThatTheTableRefusesDoesNotStopTheOthers() {
    fixture.breaks("contoso.com", NOW.minusSeconds(1200));
    fixture.breaks("fabrikam.example", NOW.minusSeconds(1200));
    fixture.behind(port -> port instanceof IncidentSlot ? refusing(port, "contoso.com") : port);
    WatchRunResult result = fixture.watch(NOW);
    assertThat(incident("fabrikam.example").orElseThrow().holds(NOW)).isTrue();
    assertThat(result.missing()).containsExactly("the examination of a domain");
    assertThat(fixture.watch(NOW.plus(QUARTER)).complete()).isTrue();
  }

  @Test
  void theAlertOfADomainThatBecomesUnreadableIsKept() {
    fixture.breaks("contoso.com", NOW.minusSeconds(1200));
    fixture.watch(NOW);
    fixture.list.makeUnreadable(Subject.parse("@contoso.com"));
    WatchRunResult result = fixture.watch(NOW.plus(QUARTER));
    assertThat(result.missing()).containsExactly("items that cannot be read");
    assertThat(fixture.mails).hasSize(1);
    assertThat(fixture.watchState.newest()).hasSize(1);
  }

  @Test
  void nothingIsReportedTwiceHoweverOftenItRuns() {
    fixture.breaks("contoso.com", NOW.minusSeconds(1200));
    for (int run = 0; run < 20; run++) {
      fixture.watch(NOW.plus(QUARTER.multipliedBy(run)));
    }
    assertThat(fixture.mails).hasSize(1);
    assertThat(fixture.topic).hasSize(1);
    assertThat(fixture.watchState.newest()).hasSize(1);
  }

  @Test
  void lateFeedbackDoesNotChangeTheIdOfAnIncident() {
    fixture.breaks("contoso.com", NOW.minusSeconds(1200));
    fixture.watch(NOW);
    String id = incident("contoso.com").orElseThrow().id();
    for (String late : WatchFixture.people("contoso.com", 30)) {
      fixture.bounces(late, WatchFixture.ACCESS_DENIED, NOW.minus(1, ChronoUnit.DAYS));
    }
    fixture.watch(NOW.plus(QUARTER));
    assertThat(incident("contoso.com").orElseThrow().id()).isEqualTo(id);
    assertThat(fixture.watchState.newest()).extracting(IncidentReport::id).containsExactly(id);
  }

  @Test
  void anIncidentEndsWhenDeliveriesSettleAndThatIsReportedOnce() {
    fixture.breaks("contoso.com", NOW.minusSeconds(1200));
    fixture.watch(NOW);
    Instant later = NOW.plus(4, ChronoUnit.DAYS);
    fixture.delivers("p1@contoso.com", later).delivers("p2@contoso.com", later);
    WatchRunResult settled = fixture.watch(later.plus(3, ChronoUnit.DAYS));
    assertThat(settled.ended()).isEqualTo(1);
    fixture.watch(later.plus(3, ChronoUnit.DAYS).plus(QUARTER));
    Incident incident = incident("contoso.com").orElseThrow();
    assertThat(incident.ending().orElseThrow().well()).isTrue();
    assertThat(fixture.watchState.newest())
        .singleElement()
        .satisfies(report -> assertThat(report.endedWell()).contains(true));
    assertThat(fixture.mails).hasSize(2);
    assertThat(fixture.mails.get(1).subject())
        .isEqualTo("Hardstop: The incident of contoso.com is over");
  }

  @Test
  void aDomainThatAcceptsMailIsNotHeldForDeadAddresses() {
    for (String person : WatchFixture.people("contoso.com", 8)) {
      fixture.bounces(person, WatchFixture.ACCESS_DENIED, NOW.minusSeconds(1200));
    }
    for (String person : WatchFixture.people("contoso.com", 60).subList(8, 60)) {
      fixture.delivers(person, NOW.minusSeconds(1200));
      fixture.delivers(person, NOW.minus(3, ChronoUnit.DAYS));
    }
    WatchRunResult result = fixture.watch(NOW);
    assertThat(result.examined()).isEqualTo(1);
    assertThat(result.opened()).isZero();
    assertThat(fixture.mails).isEmpty();
  }

  @Test
  void refusalsAtManyUnrelatedDomainsOpenAnIncidentOfOurSending() {
    for (int day = 1; day <= 5; day++) {
      fixture.bounces(
          "nobody" + day + "@quiet" + day + ".example.org",
          "smtp; 550 5.1.1 User unknown",
          NOW.minus(day, ChronoUnit.DAYS));
      fixture.watch(NOW.minus(day, ChronoUnit.DAYS).plusSeconds(3600));
    }
    fixture.mails.clear();
    for (int i = 0; i < 14; i++) {
      fixture.bounces("a@firm" + i + ".com", WatchFixture.BLOCKLISTED, NOW.minusSeconds(1200));
    }
    fixture.watch(NOW);
    fixture.watch(NOW.plus(QUARTER));
    assertThat(fixture.watchState.read().senderIncident()).hasValueSatisfying(report -> {
      assertThat(report.scope()).isEqualTo(IncidentReport.Scope.SENDER);
      assertThat(report.diagnosis()).isEqualTo(Diagnosis.Name.SENDER_REPUTATION);
      assertThat(report.domains()).hasSize(14);
    });
    assertThat(fixture.mails).singleElement().satisfies(mail -> {
      assertThat(mail.subject()).startsWith("Hardstop: Our own sending is at fault");
      assertThat(mail.text()).contains("firm0.com");
    });
    assertThat(fixture.watchState.newest()).hasSize(1);
  }

  @Test
  void onTheFirstDayABlocklistingOpensAnIncidentWithLowConfidence() {
    for (int i = 0; i < 15; i++) {
      fixture.bounces("a@firm" + i + ".com", WatchFixture.BLOCKLISTED, NOW.minusSeconds(1200));
    }
    fixture.watch(NOW);
    assertThat(fixture.watchState.read().senderIncident())
        .hasValueSatisfying(
            report -> assertThat(report.diagnosis()).isEqualTo(Diagnosis.Name.SENDER_REPUTATION));
    assertThat(fixture.mails)
        .singleElement()
        .satisfies(mail -> assertThat(mail.text()).contains("The confidence is low"));
  }

  @Test
  void anInterruptedReadingContinuesWhereItStopped() {
    fixture.breaks("contoso.com", NOW.minusSeconds(1200));
    fixture.breaks("fabrikam.com", NOW.minusSeconds(1200));
    fixture.settings.set("dossiers", 5);
    WatchRunResult first = fixture.watch(NOW);
    assertThat(first.complete()).isFalse();
    WatchRunResult last = first;
    for (int run = 1; !last.complete() && run < 50; run++) {
      last = fixture.watch(NOW.plus(QUARTER.multipliedBy(run)));
    }
    assertThat(last.complete()).isTrue();
    assertThat(fixture.watchState.newest()).hasSize(2);
    assertThat(fixture.mailed("contoso.com refuses")).isEqualTo(1);
    assertThat(fixture.mailed("fabrikam.com refuses")).isEqualTo(1);
  }

  @Test
  void incidentsOfManyDomainsAreReportedInFewMails() {
    for (int i = 0; i < 100; i++) {
      fixture.breaks("firm" + i + ".com", "smtp; 550 5.1.1 User unknown", NOW.minusSeconds(1200));
    }
    WatchRunResult result = fixture.watch(NOW);
    assertThat(result.opened()).isEqualTo(100);
    assertThat(fixture.mails.size()).isLessThanOrEqualTo(5);
    assertThat(fixture.mailed("firm99.com refuses")).isEqualTo(1);
    assertThat(fixture.watchState.read().alerts().size()).isLessThanOrEqualTo(120);
  }

  private Optional<Incident> incident(String domain) {
    Subject subject = new Subject.Domain(domain);
    Dossier dossier = fixture.list.read(Set.of(subject)).get(subject);
    return dossier.incident();
  }

  /** A port whose table refuses incidents of this domain. */
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
