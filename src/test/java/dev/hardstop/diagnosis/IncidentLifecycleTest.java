package dev.hardstop.diagnosis;

import static dev.hardstop.diagnosis.DomainMail.ACCESS_DENIED;
import static dev.hardstop.diagnosis.DomainMail.daysAgo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Incident;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentLifecycleTest {
  private static final LocalDate TODAY = DomainMail.TODAY;
  private static final IncidentLifecycle LIFECYCLE = new IncidentLifecycle(Thresholds.standard());

  private final DomainMail contoso =
      new DomainMail().isDelivered(1, 9, 6).bounces(1, 7, ACCESS_DENIED, 0);

  @Test
  void anIncidentStartsOnTheFirstDayOfItsBouncesAndHasItsOwnId() {
    Incident opened = next(Optional.empty(), TODAY).orElseThrow();
    assertThat(opened.from()).isEqualTo(TODAY);
    assertThat(opened.ending()).isEmpty();
    assertThat(opened.id()).startsWith("contoso.example-2026-11-24-").hasSize(27 + 8);
  }

  @Test
  void theSecondQuestionChangesNothing() {
    Optional<Incident> opened = next(Optional.empty(), TODAY);
    assertThat(next(opened, TODAY)).isEmpty();
    assertThat(next(opened, TODAY.plusDays(1))).isEmpty();
  }

  @Test
  void lateEvidenceChangesNeitherIdNorFirstDay() {
    Optional<Incident> opened = next(Optional.empty(), TODAY);
    contoso.bounces(8, 9, ACCESS_DENIED, 1);
    assertThat(next(opened, TODAY)).isEmpty();
  }

  @Test
  void otherDiagnosesOpenNoIncident() {
    DomainMail dead = new DomainMail().isDelivered(1, 9, 6, 0).bounces(20, 21, ACCESS_DENIED, 0);
    DomainActivity activity = dead.activity();
    assertThat(LIFECYCLE.next(activity, dead.diagnosis(), Optional.empty(), at(TODAY)))
        .isEmpty();
  }

  @Test
  void itEndsWellWhenDeliveriesHaveSettled() {
    Optional<Incident> opened = next(Optional.empty(), TODAY);
    contoso.isDelivered(8, 9, -4);
    assertThat(next(opened, TODAY.plusDays(4))).isEmpty();
    assertThat(next(opened, TODAY.plusDays(6))).isEmpty();
    Incident.Ending ending =
        next(opened, TODAY.plusDays(7)).orElseThrow().ending().orElseThrow();
    assertThat(ending.well()).isTrue();
    assertThat(ending.through()).isEqualTo(TODAY);
  }

  @Test
  void oneRecipientAloneDoesNotSettleIt() {
    Optional<Incident> opened = next(Optional.empty(), TODAY);
    contoso.isDelivered(9, 9, -4, -5);
    assertThat(next(opened, TODAY.plusDays(8))).isEmpty();
  }

  @Test
  void deliveriesOfTheOpeningDayDoNotSettleIt() {
    Optional<Incident> opened = next(Optional.empty(), TODAY);
    contoso.isDelivered(30, 40, 0);
    assertThat(next(opened, TODAY.plusDays(5))).isEmpty();
  }

  @Test
  void massBouncesAfterDeliveriesPostponeTheEnd() {
    Optional<Incident> opened = next(Optional.empty(), TODAY);
    contoso.isDelivered(8, 9, -4).bounces(10, 15, ACCESS_DENIED, -5);
    assertThat(next(opened, TODAY.plusDays(8))).isEmpty();
    contoso.isDelivered(8, 9, -6);
    Incident.Ending ending =
        next(opened, TODAY.plusDays(9)).orElseThrow().ending().orElseThrow();
    assertThat(ending.well()).isTrue();
    assertThat(ending.through()).isEqualTo(TODAY.plusDays(5));
  }

  @Test
  void oneDeadAddressAfterDeliveriesDoesNotPostponeTheEnd() {
    Optional<Incident> opened = next(Optional.empty(), TODAY);
    contoso.isDelivered(8, 9, -4).bounces(50, 50, ACCESS_DENIED, -6);
    Incident.Ending ending =
        next(opened, TODAY.plusDays(7)).orElseThrow().ending().orElseThrow();
    assertThat(ending.well()).isTrue();
    assertThat(ending.through()).isEqualTo(TODAY);
  }

  @Test
  void itEndsAfterFourteenDaysWithoutDeliveries() {
    Optional<Incident> opened = next(Optional.empty(), TODAY);
    assertThat(next(opened, TODAY.plusDays(13))).isEmpty();
    Incident.Ending ending =
        next(opened, TODAY.plusDays(14)).orElseThrow().ending().orElseThrow();
    assertThat(ending.well()).isFalse();
  }

  @Test
  void theBouncesOfAnEndedIncidentOpenNoOther() {
    Incident ended = new Incident(
        "x",
        TODAY,
        at(TODAY),
        Optional.of(new Incident.Ending(at(TODAY).plusSeconds(60), false, TODAY)));
    contoso.hasIncident(ended);
    assertThat(next(Optional.of(ended), TODAY)).isEmpty();
  }

  @Test
  void anotherFaultAfterTheEndIsAnotherIncident() {
    Incident ended = new Incident(
        "x",
        daysAgo(12),
        at(daysAgo(12)),
        Optional.of(new Incident.Ending(at(daysAgo(7)), true, daysAgo(12))));
    contoso.hasIncident(ended);
    Incident again = next(Optional.of(ended), TODAY).orElseThrow();
    assertThat(again.id()).isNotEqualTo("x");
    assertThat(again.from()).isEqualTo(TODAY);
    assertThat(again.ending()).isEmpty();
  }

  private Optional<Incident> next(Optional<Incident> current, LocalDate day) {
    DomainActivity activity = contoso.activity(at(day));
    Diagnosis diagnosis = new Diagnostician(Thresholds.standard()).diagnose(activity, Set.of());
    return LIFECYCLE.next(activity, diagnosis, current, at(day));
  }

  private static Instant at(LocalDate day) {
    return DomainMail.on(day);
  }
}
