package dev.hardstop.diagnosis;

import static dev.hardstop.diagnosis.DomainMail.ACCESS_DENIED;
import static dev.hardstop.diagnosis.DomainMail.BLOCKLISTED;
import static dev.hardstop.diagnosis.DomainMail.FULL;
import static dev.hardstop.diagnosis.DomainMail.GROUP_CLOSED;
import static dev.hardstop.diagnosis.DomainMail.NOBODY_THERE;
import static dev.hardstop.diagnosis.DomainMail.NOT_AUTHENTICATED;
import static dev.hardstop.diagnosis.DomainMail.RELAY_DENIED;
import static dev.hardstop.diagnosis.DomainMail.SENDER_REFUSED;
import static dev.hardstop.diagnosis.DomainMail.SLOW_DOWN;
import static dev.hardstop.diagnosis.DomainMail.TENANT_RESTRICTED;
import static dev.hardstop.diagnosis.DomainMail.TIMED_OUT;
import static dev.hardstop.diagnosis.DomainMail.TOO_LARGE;
import static dev.hardstop.diagnosis.DomainMail.daysAgo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis.Figures;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosticianTest {
  private final DomainMail contoso = new DomainMail();

  @Test
  void withoutMailNothingIsUnusual() {
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
    assertThat(contoso.diagnosis().basis().confidence()).isEqualTo(Confidence.LOW);
  }

  @Test
  void onlyDeliveriesAreNothingUnusual() {
    contoso.isDelivered(1, 20, 3, 0);
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
    assertThat(contoso.diagnosis().basis().confidence()).isEqualTo(Confidence.HIGH);
  }

  @Test
  void oneDeniedAddressAmongDeliveriesIsADeadAddress() {
    contoso.isDelivered(1, 6, 1).bounces(9, 9, ACCESS_DENIED, 1);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
    assertThat(contoso.diagnosis().basis().confidence()).isEqualTo(Confidence.HIGH);
    assertThat(contoso.diagnosis().basis().since()).contains(daysAgo(1));
  }

  @Test
  void nearlyAllRefusedAfterEarlierDeliveriesIsADomainIncident() {
    contoso.isDelivered(1, 7, 5).bounces(1, 6, ACCESS_DENIED, 0);
    Diagnosis diagnosis = contoso.diagnosis();
    assertThat(diagnosis.name()).isEqualTo(Name.DOMAIN_INCIDENT);
    assertThat(diagnosis.basis().confidence()).isEqualTo(Confidence.HIGH);
    assertThat(diagnosis.basis().since()).contains(daysAgo(0));
    assertThat(diagnosis.basis().reply().orElseThrow().text())
        .containsIgnoringCase("access denied")
        .doesNotContain("person");
    assertThat(diagnosis.basis().reply().orElseThrow().reason())
        .isEqualTo(BounceReason.ACCESS_DENIED);
  }

  @Test
  void adviceOnADomainWithoutDeliveriesDoesNotClaimThatItAcceptsMail() {
    for (int people = 1; people < 3; people++) {
      Diagnosis diagnosis =
          new DomainMail().bounces(1, people, ACCESS_DENIED, 0).diagnosis();
      assertThat(diagnosis.name()).isEqualTo(Name.DEAD_ADDRESSES);
      assertThat(diagnosis.advice().summary())
          .startsWith(people == 1 ? "One address of" : "2 addresses of")
          .contains("no delivery to the domain was seen")
          .doesNotContain("while it takes mail");
    }
    contoso.isDelivered(1, 2, 1).bounces(9, 9, ACCESS_DENIED, 0);
    assertThat(contoso.diagnosis().advice().summary()).contains("while it takes mail for others");
  }

  @Test
  void twoBouncesOfTwoRecipientsAreNoIncident() {
    contoso.isDelivered(1, 2, 5, 4, 3).bounces(1, 2, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void fourAddressesAreNoIncidentHoweverOftenTheyBounce() {
    contoso.isDelivered(1, 8, 5).bounces(1, 4, ACCESS_DENIED, 2, 1, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void aShareOfThreeQuartersIsNoIncident() {
    contoso.isDelivered(1, 20, 5).bounces(1, 15, ACCESS_DENIED, 0).isDelivered(16, 20, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void fourDeliveredBeforeAreTooFewForAnIncident() {
    contoso.isDelivered(1, 4, 5).bounces(1, 8, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void bouncesOfRecipientsWithoutEarlierDeliveriesAreNoIncident() {
    contoso.isDelivered(1, 9, 5).bounces(21, 30, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void aBounceAfterADeliveryOfTheSameDayCountsAsABounce() {
    contoso.isDelivered(1, 7, 5).isDelivered(1, 7, 0).bounces(1, 7, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DOMAIN_INCIDENT);
    assertThat(contoso.activity().figures().byDay().get(daysAgo(0)).delivered()).isZero();
  }

  @Test
  void aDeliveryToARecipientThatBouncedForAnotherReasonOpensNoIncident() {
    for (String reply :
        List.of(FULL, TOO_LARGE, SLOW_DOWN, BLOCKLISTED, NOT_AUTHENTICATED, SENDER_REFUSED)) {
      DomainMail three = new DomainMail()
          .isDelivered(1, 9, 5)
          .bounces(7, 9, ACCESS_DENIED, 1)
          .bounces(1, 6, ACCESS_DENIED, 0)
          .bounces(7, 9, reply, 0);
      assertThat(three.name()).as(reply).isNotEqualTo(Name.DOMAIN_INCIDENT);
      assertThat(three.isDelivered(7, 9, 0).name())
          .as("%s, and deliveries", reply)
          .isNotEqualTo(Name.DOMAIN_INCIDENT);
    }
  }

  @Test
  void aFaultThatBeginsDuringADayIsDatedToThatDay() {
    contoso
        .isDelivered(1, 20, 5)
        .isDelivered(1, 12, 1)
        .bounces(13, 16, ACCESS_DENIED, 1)
        .bounces(1, 10, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DOMAIN_INCIDENT);
    assertThat(contoso.diagnosis().basis().since()).contains(daysAgo(1));
  }

  @Test
  void aFaultThatBeganOnFridayIsSeenOnMonday() {
    contoso.isDelivered(1, 9, 7).bounces(1, 9, ACCESS_DENIED, 3);
    assertThat(contoso.name()).isEqualTo(Name.DOMAIN_INCIDENT);
  }

  @Test
  void deliveriesOfTodayEndAFaultOfYesterday() {
    contoso.isDelivered(1, 9, 7).bounces(1, 9, RELAY_DENIED, 1).isDelivered(1, 9, 0);
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void everyFaultOfAReceiverCanBeAnIncident() {
    for (String reply :
        new String[] {ACCESS_DENIED, NOBODY_THERE, RELAY_DENIED, TENANT_RESTRICTED, TIMED_OUT}) {
      DomainMail one = new DomainMail().isDelivered(1, 7, 5).bounces(1, 7, reply, 0);
      assertThat(one.name()).as(reply).isEqualTo(Name.DOMAIN_INCIDENT);
    }
  }

  @Test
  void largeMessagesAndFullMailboxesAreNothingUnusual() {
    contoso.isDelivered(1, 9, 5).bounces(1, 9, TOO_LARGE, 0);
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
    DomainMail full = new DomainMail().isDelivered(1, 9, 5).bounces(1, 9, FULL, 0);
    assertThat(full.name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void severalRefusalsWithoutAnyDeliveryAreADomainThatNeverAcceptedUs() {
    contoso.bounces(1, 3, ACCESS_DENIED, 2);
    assertThat(contoso.name()).isEqualTo(Name.NEVER_ACCEPTED);
    DomainMail many = new DomainMail().bounces(1, 30, NOBODY_THERE, 2, 1, 0);
    assertThat(many.name()).isEqualTo(Name.NEVER_ACCEPTED);
  }

  @Test
  void anOldDeliveryIsADelivery() {
    contoso.isDelivered(1, 1, 200).bounces(2, 9, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void allowListsAndGroupsAreRestrictedRecipients() {
    contoso.isDelivered(1, 9, 3).bounces(20, 20, GROUP_CLOSED, 2);
    assertThat(contoso.name()).isEqualTo(Name.RESTRICTED_RECIPIENTS);
    DomainMail tenant = new DomainMail().bounces(1, 6, TENANT_RESTRICTED, 0);
    assertThat(tenant.name()).isEqualTo(Name.RESTRICTED_RECIPIENTS);
  }

  @Test
  void adviceOnRelayDeniedMentionsTheMxRecord() {
    contoso.bounces(1, 3, RELAY_DENIED, 1);
    assertThat(contoso.name()).isEqualTo(Name.RELAY_DENIED);
    assertThat(contoso.diagnosis().advice().summary()).contains("MX");
  }

  @Test
  void oneTimeoutIsNothingUnusual() {
    contoso.isDelivered(1, 3, 1).bounces(5, 5, TIMED_OUT, 1);
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void aConsumerDomainWithMoreDeliveriesThanAreCountedHasNoIncident() {
    contoso.isDelivered(1, 32, 5, 3).isDelivered(1, 32, 0).bounces(33, 332, NOBODY_THERE, 0);
    contoso.isDelivered(33, 40, 7);
    assertThat(contoso.activity().figures().byDay().get(daysAgo(0)).orMore()).isTrue();
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void anOpenIncidentIsTheDiagnosis() {
    Incident open =
        new Incident("contoso", daysAgo(2), DomainMail.on(daysAgo(2)), Optional.empty());
    contoso.bounces(1, 9, ACCESS_DENIED, 2).hasIncident(open);
    assertThat(contoso.name()).isEqualTo(Name.DOMAIN_INCIDENT);
    assertThat(contoso.diagnosis().basis().since()).contains(daysAgo(2));
  }

  @Test
  void bouncesOfExcludedDaysDoNotCount() {
    contoso.isDelivered(1, 7, 5).bounces(1, 7, NOBODY_THERE, 0);
    LocalDate today = daysAgo(0);
    contoso.list.addAction(
        Subject.parse("@" + DomainMail.DOMAIN),
        new ManualAction.ExcludeDays(
            "1", "tester", "a test", DomainMail.on(today), today, today, Set.of()));
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void everyDiagnosisHasAdviceInPlainSentences() {
    for (Name name : Name.values()) {
      for (BounceReason reason : BounceReason.values()) {
        Advice advice = Advice.on(name, Optional.of(reason));
        assertThat(advice.summary()).as(name.name()).endsWith(".");
        assertThat(advice.steps()).allMatch(step -> step.endsWith(".") || step.endsWith("?"));
        assertThat(advice.steps().isEmpty()).isEqualTo(name == Name.NOTHING_UNUSUAL);
      }
    }
  }

  @Test
  void figuresCountRecipientsOncePerDay() {
    contoso.bounces(1, 3, ACCESS_DENIED, 1).bounces(1, 3, ACCESS_DENIED, 1).isDelivered(7, 8, 1);
    Figures.Day day = contoso.activity().figures().byDay().get(daysAgo(1));
    assertThat(day.bounced()).isEqualTo(3);
    assertThat(day.delivered()).isEqualTo(2);
    assertThat(day.reasons()).containsEntry(BounceReason.ACCESS_DENIED, 3);
  }

  @Test
  void theWindowIsFourteenDaysAndToday() {
    IntStream.of(0, 14, 15, 40).forEach(days -> contoso.bounces(1, 1, ACCESS_DENIED, days));
    assertThat(contoso.activity().figures().byDay()).containsOnlyKeys(daysAgo(14), daysAgo(0));
  }
}
