package dev.hardstop.diagnosis;

import static dev.hardstop.diagnosis.Correspondence.ACCESS_DENIED;
import static dev.hardstop.diagnosis.Correspondence.FULL;
import static dev.hardstop.diagnosis.Correspondence.GROUP_CLOSED;
import static dev.hardstop.diagnosis.Correspondence.NOBODY_THERE;
import static dev.hardstop.diagnosis.Correspondence.RELAY_DENIED;
import static dev.hardstop.diagnosis.Correspondence.TENANT_RESTRICTED;
import static dev.hardstop.diagnosis.Correspondence.TIMED_OUT;
import static dev.hardstop.diagnosis.Correspondence.TOO_LARGE;
import static dev.hardstop.diagnosis.Correspondence.daysAgo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosticianTest {
  private final Correspondence contoso = new Correspondence();

  @Test
  void nobodyMailedIsNothingUnusual() {
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
    assertThat(contoso.diagnosis().grounds().confidence()).isEqualTo(Confidence.LOW);
  }

  @Test
  void onlyDeliveriesAreNothingUnusual() {
    contoso.isDelivered(1, 20, 3, 0);
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
    assertThat(contoso.diagnosis().grounds().confidence()).isEqualTo(Confidence.HIGH);
  }

  @Test
  void accessDeniedHereAndDeliveriesThereIsADeadAddress() {
    contoso.isDelivered(1, 6, 1).bounces(9, 9, ACCESS_DENIED, 1);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
    assertThat(contoso.diagnosis().grounds().confidence()).isEqualTo(Confidence.HIGH);
    assertThat(contoso.diagnosis().grounds().since()).contains(daysAgo(1));
  }

  @Test
  void deliveredBeforeAndNowNearlyAllRefusedIsTheDomainsFault() {
    contoso.isDelivered(1, 7, 5).bounces(1, 6, ACCESS_DENIED, 0);
    Diagnosis diagnosis = contoso.diagnosis();
    assertThat(diagnosis.name()).isEqualTo(Name.DOMAIN_INCIDENT);
    assertThat(diagnosis.grounds().confidence()).isEqualTo(Confidence.HIGH);
    assertThat(diagnosis.grounds().since()).contains(daysAgo(0));
    assertThat(diagnosis.grounds().reply().orElseThrow().text())
        .containsIgnoringCase("access denied")
        .doesNotContain("person");
    assertThat(diagnosis.grounds().reply().orElseThrow().reason())
        .isEqualTo(BounceReason.ACCESS_DENIED);
  }

  @Test
  void ofADomainWithoutAnyDeliveryNobodySaysThatItTakesMail() {
    for (int people = 1; people < 3; people++) {
      Diagnosis diagnosis =
          new Correspondence().bounces(1, people, ACCESS_DENIED, 0).diagnosis();
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
  void twoOfTwoIsNoIncident() {
    contoso.isDelivered(1, 2, 5, 4, 3).bounces(1, 2, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void fourAddressesAreNoIncidentHoweverOftenTheyBounce() {
    contoso.isDelivered(1, 8, 5).bounces(1, 4, ACCESS_DENIED, 2, 1, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void threeQuartersAreNoIncident() {
    contoso.isDelivered(1, 20, 5).bounces(1, 15, ACCESS_DENIED, 0).isDelivered(16, 20, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void fourDeliveredBeforeAreTooFewForAnIncident() {
    contoso.isDelivered(1, 4, 5).bounces(1, 8, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void strangersWhoBounceBesideOthersDeliveredBeforeAreAStaleListAndNoIncident() {
    contoso.isDelivered(1, 9, 5).bounces(21, 30, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void whatWasAcceptedFirstAndCameBackLaterBounced() {
    contoso.isDelivered(1, 7, 5).isDelivered(1, 7, 0).bounces(1, 7, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DOMAIN_INCIDENT);
    assertThat(contoso.activity().figures().byDay().get(daysAgo(0)).delivered()).isZero();
  }

  @Test
  void aFaultThatBeginsInTheMiddleOfADayIsCountedFromThatDay() {
    contoso
        .isDelivered(1, 20, 5)
        .isDelivered(1, 12, 1)
        .bounces(13, 16, ACCESS_DENIED, 1)
        .bounces(1, 10, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DOMAIN_INCIDENT);
    assertThat(contoso.diagnosis().grounds().since()).contains(daysAgo(1));
  }

  @Test
  void aFaultThatBeganOnFridayIsSeenOnMonday() {
    contoso.isDelivered(1, 9, 7).bounces(1, 9, ACCESS_DENIED, 3);
    assertThat(contoso.name()).isEqualTo(Name.DOMAIN_INCIDENT);
  }

  @Test
  void deliveriesTodayEndWhatWasYesterday() {
    contoso.isDelivered(1, 9, 7).bounces(1, 9, RELAY_DENIED, 1).isDelivered(1, 9, 0);
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void everyFaultOfAReceiverCanBeAnIncident() {
    for (String reply :
        new String[] {ACCESS_DENIED, NOBODY_THERE, RELAY_DENIED, TENANT_RESTRICTED, TIMED_OUT}) {
      Correspondence one = new Correspondence().isDelivered(1, 7, 5).bounces(1, 7, reply, 0);
      assertThat(one.name()).as(reply).isEqualTo(Name.DOMAIN_INCIDENT);
    }
  }

  @Test
  void largeMessagesAndFullMailboxesAreNobodysPattern() {
    contoso.isDelivered(1, 9, 5).bounces(1, 9, TOO_LARGE, 0);
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
    Correspondence full = new Correspondence().isDelivered(1, 9, 5).bounces(1, 9, FULL, 0);
    assertThat(full.name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void neverAnyDeliveryAndSeveralRefusedIsADomainThatNeverAcceptedUs() {
    contoso.bounces(1, 3, ACCESS_DENIED, 2);
    assertThat(contoso.name()).isEqualTo(Name.NEVER_ACCEPTED);
    Correspondence many = new Correspondence().bounces(1, 30, NOBODY_THERE, 2, 1, 0);
    assertThat(many.name()).isEqualTo(Name.NEVER_ACCEPTED);
  }

  @Test
  void aDeliveryOfLongAgoIsADelivery() {
    contoso.isDelivered(1, 1, 200).bounces(2, 9, ACCESS_DENIED, 0);
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void allowListsAndGroupsAreRestrictedRecipients() {
    contoso.isDelivered(1, 9, 3).bounces(20, 20, GROUP_CLOSED, 2);
    assertThat(contoso.name()).isEqualTo(Name.RESTRICTED_RECIPIENTS);
    Correspondence tenant = new Correspondence().bounces(1, 6, TENANT_RESTRICTED, 0);
    assertThat(tenant.name()).isEqualTo(Name.RESTRICTED_RECIPIENTS);
  }

  @Test
  void relayDeniedIsTheDomainsMx() {
    contoso.bounces(1, 3, RELAY_DENIED, 1);
    assertThat(contoso.name()).isEqualTo(Name.RELAY_DENIED);
    assertThat(contoso.diagnosis().advice().summary()).contains("MX");
  }

  @Test
  void oneMessageThatTimedOutIsNothing() {
    contoso.isDelivered(1, 3, 1).bounces(5, 5, TIMED_OUT, 1);
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void aConsumerDomainThatTakesMailIsNeverAnIncidentOnAShareAlone() {
    contoso.isDelivered(1, 32, 5, 3).isDelivered(1, 32, 0).bounces(33, 332, NOBODY_THERE, 0);
    contoso.isDelivered(33, 40, 7);
    assertThat(contoso.activity().figures().byDay().get(daysAgo(0)).orMore()).isTrue();
    assertThat(contoso.name()).isEqualTo(Name.DEAD_ADDRESSES);
  }

  @Test
  void whileAnIncidentLastsItIsWhatIsWrong() {
    Incident open =
        new Incident("contoso", daysAgo(2), Correspondence.on(daysAgo(2)), Optional.empty());
    contoso.bounces(1, 9, ACCESS_DENIED, 2).hasIncident(open);
    assertThat(contoso.name()).isEqualTo(Name.DOMAIN_INCIDENT);
    assertThat(contoso.diagnosis().grounds().since()).contains(daysAgo(2));
  }

  @Test
  void whatAPersonCalledWrongDoesNotCount() {
    contoso.isDelivered(1, 7, 5).bounces(1, 7, NOBODY_THERE, 0);
    LocalDate today = daysAgo(0);
    contoso.list.addAction(
        Subject.parse("@" + Correspondence.DOMAIN),
        new ManualAction.ExcludeDays(
            "1", "tester", "a test", Correspondence.on(today), today, today, Set.of()));
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
    DiagnosisFigures.Day day = contoso.activity().figures().byDay().get(daysAgo(1));
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
