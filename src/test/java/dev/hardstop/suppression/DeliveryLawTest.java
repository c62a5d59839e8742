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

/**
 * Deliveries alone never make a verdict graver, however many there are; the argument is the seed.
 */
class DeliveryLawTest {
  private static final String BOB = "bob@example.com";
  private static final Instant FIRST = Instant.parse("2026-01-10T10:00:00Z");
  private static final List<String> REPLIES = List.of(
      "",
      MailFixture.ACCESS_DENIED,
      MailFixture.MAILBOX_FULL,
      MailFixture.POLICY,
      MailFixture.NOBODY_THERE);

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aStreamOfDeliveriesNeverMakesAVerdictGraver(int seed) {
    Random random = new Random(seed);
    MailFixture fixture = new MailFixture();
    fixture.happens(
        fixture.bounce(BOB, "", FIRST, new BounceType("Permanent", "OnAccountSuppressionList")));
    int days = 20 + random.nextInt(60);
    for (int day = 5; day < days; day++) {
      String reply = REPLIES.get(random.nextInt(REPLIES.size() - (seed % 3 == 0 ? 0 : 1)));
      fixture.happens(fixture.bounce(BOB, reply, on(day)));
    }
    Instant now = on(days + 10);
    VerdictState before = fixture.ask(BOB, now, RuleFiles.book()).state();
    for (int day = 2; day < days; day++) {
      fixture.happens(fixture.delivery(BOB, on(day)));
      VerdictState after = fixture.ask(BOB, now, RuleFiles.book()).state();
      assertThat(after).as("day %d", day).isLessThanOrEqualTo(before);
      before = after;
    }
  }

  private static Instant on(int day) {
    return FIRST.plus(Duration.ofDays(day));
  }
}
