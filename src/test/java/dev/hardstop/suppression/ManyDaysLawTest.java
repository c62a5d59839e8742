package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.PolicyTerms.ForDays;
import dev.hardstop.suppression.PolicyTerms.ForDaysThenEndless;
import dev.hardstop.suppression.PolicyTerms.WhenRepeated;
import dev.hardstop.suppression.PolicyTerms.WholeDomain;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bounces on more days than a dossier keeps end no suppression early, whatever the policy's numbers
 * are: the seed is the argument. A suppression that has ended may be forgotten.
 */
class ManyDaysLawTest {
  private static final String ANN = "ann@contoso.com";
  private static final String BOB = "bob@contoso.com";
  private static final Instant FIRST = Instant.parse("2022-01-01T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final List<String> REPLIES = List.of(
      MailFixture.ACCESS_DENIED,
      MailFixture.MAILBOX_FULL,
      MailFixture.POLICY,
      MailFixture.NO_SUCH_DOMAIN);
  private static final SuppressionPolicy GREATEST = new SuppressionPolicy(
      new ForDaysThenEndless(1, 95),
      new ForDays(1),
      new WholeDomain(2, 48, 0, 48),
      new WhenRepeated(14, 14, 84, VerdictState.SUPPRESSED),
      new WhenRepeated(3, 14, 644, VerdictState.HELD),
      new ForDays(1),
      30,
      true);
  private static final Comparator<Verdict> GRAVITY = Comparator.comparing(Verdict::state)
      .thenComparing(verdict -> verdict.until().orElse(LocalDate.MAX));

  static IntStream seeds() {
    return IntStream.range(0, 24);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreDaysOfBouncesThanAreKeptEndNoSuppression(int seed) {
    Random random = new Random(seed);
    SuppressionPolicy policy = seed % 3 == 0 ? GREATEST : AnyPolicy.of(random);
    MailFixture fixture = new MailFixture(new InMemorySuppressionList(), RuleFiles.book(), policy);
    String reply = REPLIES.get(seed % REPLIES.size());
    String asked = reply.equals(MailFixture.NO_SUCH_DOMAIN) ? "carl@contoso.com" : ANN;
    // The oldest day is always kept, but a release lifts it.
    fixture.happens(fixture.bounce(ANN, reply, FIRST), fixture.bounce(BOB, reply, FIRST));
    for (String subject : List.of(ANN, BOB, "@contoso.com")) {
      fixture.isReleased(subject, FIRST.plusSeconds(1), true);
    }
    Instant sent = FIRST.plus(DAY);
    int longestPause = 1 + random.nextInt(random.nextBoolean() ? 3 : 40);
    for (int bounce = 0; bounce < 220; bounce++) {
      boolean isEarly = bounce < 16;
      Instant now = sent;
      Verdict before = fixture.ask(asked, now, RuleFiles.book());
      fixture.happens(fixture.bounce(isEarly && random.nextBoolean() ? BOB : ANN, reply, sent));
      Verdict after = fixture.ask(asked, now, RuleFiles.book());
      if (before.isSuppressed()) {
        assertThat(GRAVITY.compare(after, before))
            .as("bounce %d: %s, then %s, %s", bounce, before, after, policy)
            .isNotNegative();
      }
      sent = sent.plus(DAY.multipliedBy(isEarly ? 1 : 1 + random.nextInt(longestPause)));
    }
  }

  /** Days are added between two that are far apart. */
  @ParameterizedTest
  @MethodSource("seeds")
  void daysBetweenOthersEndNoSuppression(int seed) {
    Random random = new Random(seed);
    SuppressionPolicy policy = seed % 3 == 0 ? GREATEST : AnyPolicy.of(random);
    MailFixture fixture = new MailFixture(new InMemorySuppressionList(), RuleFiles.book(), policy);
    fixture.happens(fixture.bounce(ANN, MailFixture.ACCESS_DENIED, FIRST));
    fixture.isReleased(ANN, FIRST.plusSeconds(1), false);
    int days = 96 + random.nextInt(60);
    fixture.happens(fixture.bounce(ANN, MailFixture.ACCESS_DENIED, FIRST.plus(DAY)));
    fixture.happens(
        fixture.bounce(ANN, MailFixture.ACCESS_DENIED, FIRST.plus(DAY.multipliedBy(days))));
    Instant now = FIRST.plus(DAY.multipliedBy(days + 1));
    List<Integer> between = new ArrayList<>(IntStream.range(2, days).boxed().toList());
    Collections.shuffle(between, random);
    for (int day : between) {
      Verdict before = fixture.ask(ANN, now, RuleFiles.book());
      Instant sent = FIRST.plus(DAY.multipliedBy(day));
      fixture.happens(fixture.bounce(ANN, MailFixture.ACCESS_DENIED, sent));
      Verdict after = fixture.ask(ANN, now, RuleFiles.book());
      assertThat(GRAVITY.compare(after, before))
          .as("%s, then %s, %s", before, after, policy)
          .isNotNegative();
    }
  }
}
