package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hardstop.diagnosis.Thresholds.Closing;
import dev.hardstop.diagnosis.Thresholds.Opening;
import dev.hardstop.diagnosis.Thresholds.Pattern;
import dev.hardstop.diagnosis.Thresholds.Spike;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
  @Test
  void anIncidentNeedsFiveAddressesFourFifthsAndFiveDeliveredBefore() {
    assertThat(Thresholds.standard().opening()).isEqualTo(new Opening(5, 80, 5, 2));
  }

  @Test
  void everyNumberHasItsRange() {
    Thresholds standard = Thresholds.standard();
    List<ThrowingCallable> broken = List.of(
        () -> new Opening(1, 80, 5, 2),
        () -> new Opening(5, 50, 5, 2),
        () -> new Opening(5, 101, 5, 2),
        () -> new Opening(5, 80, 0, 2),
        () -> new Opening(5, 80, 5, -1),
        () -> new Closing(0, 2, 14),
        () -> new Closing(2, -1, 14),
        () -> new Closing(2, 2, 3),
        () -> new Pattern(0, 20),
        () -> new Pattern(3, -1),
        () -> new Pattern(3, 101),
        () -> new Spike(1, 10, 3),
        () -> new Spike(4, 1, 3),
        () -> new Spike(4, 10, 1),
        () -> new Thresholds(
            standard.opening(),
            standard.closing(),
            0,
            standard.sender(),
            standard.route(),
            standard.spike(),
            standard.deliveryWait()),
        () -> standard.withDeliveryWait(Duration.ofSeconds(-1)));
    broken.forEach(one -> assertThatIllegalArgumentException().isThrownBy(one));
  }
}
