package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deliveries alone never make a verdict graver, however many there are; the seed is the argument. */
class DeliveryLawTest {
  private static final String BOB = "bob@example.com";
  private static final Instant FIRST = Instant.parse("2026-01-10T10:00:00Z");
  private static final List<String> REPLIES =
      List.of("", Scene.ACCESS_DENIED, Scene.MAILBOX_FULL, Scene.POLICY, Scene.NOBODY_THERE);

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aStreamOfDeliveriesNeverMakesAVerdictGraver(int seed) {
    Random random = new Random(seed);
    Scene scene = new Scene();
    scene.happens(
        scene.bounce(BOB, "", FIRST, new BounceType("Permanent", "OnAccountSuppressionList")));
    int days = 20 + random.nextInt(60);
    for (int day = 5; day < days; day++) {
      String reply = REPLIES.get(random.nextInt(REPLIES.size() - (seed % 3 == 0 ? 0 : 1)));
      scene.happens(scene.bounce(BOB, reply, on(day)));
    }
    Instant now = on(days + 10);
    VerdictState before = scene.ask(BOB, now, RuleFiles.book()).state();
    for (int day = 2; day < days; day++) {
      scene.happens(scene.delivery(BOB, on(day)));
      VerdictState after = scene.ask(BOB, now, RuleFiles.book()).state();
      assertThat(after).as("day %d", day).isLessThanOrEqualTo(before);
      before = after;
    }
  }

  private static Instant on(int day) {
    return FIRST.plus(Duration.ofDays(day));
  }
}
