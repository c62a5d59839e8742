package dev.hardstop.suppression;

import java.util.List;
import java.util.Random;

/** Generated policies with any numbers that the code accepts, up to a little more than 400 days. */
public final class AnyPolicy {
  private static final int DAYS_KEPT = RuleHistory.Limits.OF_A_RULE.days();
  private static final int SHORT = 100;

  /** The streams that a policy may distinguish. */
  static final List<String> STREAMS = List.of("newsletter", "receipts", "marketing");

  private AnyPolicy() {}

  /** The next policy. */
  public static SuppressionPolicy of(Random random) {
    int within = 3 + random.nextInt(DAYS_KEPT - 3);
    return new SuppressionPolicy(
        new PolicyTerms.ForDaysThenEndless(days(random), 1 + random.nextInt(DAYS_KEPT - 1)),
        new PolicyTerms.ForDays(days(random)),
        new PolicyTerms.WholeDomain(
            1 + random.nextInt(3),
            within,
            random.nextInt(30),
            1 + random.nextInt(DAYS_KEPT - within)),
        repeats(random, 3, VerdictState.SUPPRESSED),
        repeats(random, 5, VerdictState.HELD),
        new PolicyTerms.ForDays(days(random)),
        random.nextInt(random.nextBoolean() ? 5 : Dossier.SETTLED_DAYS + 1),
        true,
        streams(random),
        SesListMode.values()[random.nextInt(3)]);
  }

  /** None of the streams, or some of them. */
  private static Streams streams(Random random) {
    return Streams.of(STREAMS.stream().filter(stream -> random.nextBoolean()).toList());
  }

  /** A long period only if the days that start it are kept long enough. */
  private static PolicyTerms.WhenRepeated repeats(
      Random random, int mostTimes, VerdictState state) {
    int times = 1 + random.nextInt(mostTimes);
    int forDays = days(random);
    int within = forDays > SHORT ? 20 + random.nextInt(390) : 5 + random.nextInt(100);
    return new PolicyTerms.WhenRepeated(times, within, forDays, state);
  }

  /** Half of them near the expiry after 400 days. */
  private static int days(Random random) {
    return random.nextBoolean() ? 1 + random.nextInt(SHORT) : 390 + random.nextInt(20);
  }
}
