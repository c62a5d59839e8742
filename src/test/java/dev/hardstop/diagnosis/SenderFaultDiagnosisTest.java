package dev.hardstop.diagnosis;

import static dev.hardstop.diagnosis.DomainMail.ACCESS_DENIED;
import static dev.hardstop.diagnosis.DomainMail.BLOCKLISTED;
import static dev.hardstop.diagnosis.DomainMail.NOT_AUTHENTICATED;
import static dev.hardstop.diagnosis.DomainMail.SENDER_REFUSED;
import static dev.hardstop.diagnosis.DomainMail.SLOW_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.Diagnosis.Name;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Diagnoses of one domain that are about our own sending. */
class SenderFaultDiagnosisTest {
  private final DomainMail contoso = new DomainMail();

  @Test
  void blocklistsAuthenticationAndRateAreOurFault() {
    assertThat(new DomainMail().bounces(1, 5, BLOCKLISTED, 0).name())
        .isEqualTo(Name.SENDER_REPUTATION);
    assertThat(
            new DomainMail().isDelivered(1, 9, 5).bounces(1, 9, BLOCKLISTED, 0).name())
        .isEqualTo(Name.SENDER_REPUTATION);
    assertThat(new DomainMail().bounces(1, 5, NOT_AUTHENTICATED, 0).name())
        .isEqualTo(Name.SENDER_AUTHENTICATION);
    assertThat(new DomainMail().bounces(1, 5, SLOW_DOWN, 0).name()).isEqualTo(Name.RATE);
  }

  @Test
  void aRefusedSenderAddressIsOurFaultAndNoDomainIncident() {
    contoso.isDelivered(1, 9, 5, 4, 3).bounces(1, 9, SENDER_REFUSED, 0);
    assertThat(contoso.name()).isEqualTo(Name.SENDER_AUTHENTICATION);
  }

  @Test
  void aFewBlocksAmongManyDeliveriesAreNothingUnusual() {
    contoso.isDelivered(1, 30, 0).bounces(31, 34, BLOCKLISTED, 0);
    assertThat(contoso.name()).isEqualTo(Name.NOTHING_UNUSUAL);
  }

  @Test
  void aReasonThatSpikesEverywhereIsOurFault() {
    contoso.isDelivered(1, 7, 5).bounces(1, 7, ACCESS_DENIED, 0);
    Set<BounceReason> everywhere = Set.of(BounceReason.ACCESS_DENIED);
    assertThat(contoso.diagnosis(everywhere).name()).isEqualTo(Name.SENDER_REPUTATION);
    DomainMail small = new DomainMail().bounces(1, 1, ACCESS_DENIED, 0);
    assertThat(small.diagnosis(everywhere).name()).isEqualTo(Name.SENDER_REPUTATION);
  }

  @Test
  void aDeadAddressAmongDeliveriesIsNotOurFaultEvenInASpike() {
    contoso.isDelivered(1, 6, 0).bounces(9, 9, ACCESS_DENIED, 0);
    Set<BounceReason> everywhere = Set.of(BounceReason.ACCESS_DENIED);
    assertThat(contoso.diagnosis(everywhere).name()).isEqualTo(Name.DEAD_ADDRESSES);
  }
}
