package dev.hardstop.watchstate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.watchstate.SendingCounts.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingCountsTest {
  private static final List<Level> OF_BOUNCES =
      List.of(Level.GOOD, Level.FAIR, Level.RAISED, Level.REVIEW, Level.PAUSE);
  private static final List<Level> OF_COMPLAINTS = List.of(Level.GOOD, Level.REVIEW, Level.PAUSE);

  /** Whoever reads 5.00 % beside the mark of 5 % must not read the level below it. */
  @Test
  void aRateHasTheLevelOfTheMarksThatItReachesAsItIsShown() {
    long messages = 1_000_000;
    for (long part = 0; part < 120_000; part += 7) {
      SendingCounts counts = new SendingCounts(messages, part, part);
      double shown = SendingCounts.rounded(counts.bouncePercent());
      assertThat(counts.bounceLevel())
          .as("%s %%", shown)
          .isEqualTo(OF_BOUNCES.get(reached(shown, SendingCounts.BOUNCE_MARKS)));
      assertThat(counts.complaintLevel())
          .as("%s %%", shown)
          .isEqualTo(OF_COMPLAINTS.get(reached(shown, SendingCounts.COMPLAINT_MARKS)));
    }
  }

  @ParameterizedTest
  @CsvSource({"49949, RAISED", "49950, REVIEW", "50000, REVIEW", "4749, GOOD", "4750, FAIR"})
  void aLevelBeginsWhereTheRateWithTwoDecimalsReachesItsMark(long bounces, Level level) {
    assertThat(new SendingCounts(1_000_000, bounces, 0).bounceLevel()).isEqualTo(level);
  }

  private static int reached(double shown, List<Double> marks) {
    return (int) marks.stream().filter(mark -> shown >= mark).count();
  }
}
