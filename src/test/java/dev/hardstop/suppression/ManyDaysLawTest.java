package dev.hardstop.suppression;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
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
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bounces on more days than a dossier keeps end no suppression early, whatever the policy's numbers
 * are. A suppression that has ended may be forgotten. Some histories are random: the seed is the
 * argument. The others are the worst ones for the greatest number that the policy accepts, so that a
 * limit which is too high by one breaks the law.
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
  private static final SuppressionPolicy GREATEST = policy(
      greatest(days -> new ForDaysThenEndless(1, days)),
      greatest(days -> new WholeDomain(2, 48, 0, days)),
      greatest(days -> new WhenRepeated(14, 14, days, VerdictState.SUPPRESSED)),
      greatest(days -> new WhenRepeated(3, 14, days, VerdictState.HELD)));
  private static final SuppressionPolicy STANDARD = SuppressionPolicy.standard();
  private static final Comparator<Verdict> GRAVITY = Comparator.comparing(Verdict::state)
      .thenComparing(verdict -> verdict.until().orElse(LocalDate.MAX));

  static IntStream seeds() {
    return IntStream.range(0, Soak.cases(12, 24));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreDaysOfBouncesThanAreKeptEndNoSuppression(int seed) {
    Random random = new Random(seed);
    SuppressionPolicy policy = seed % 3 == 0 ? GREATEST : AnyPolicy.of(random);
    MailFixture fixture = new MailFixture(new InMemoryDossierTable(), RuleFiles.book(), policy);
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
    MailFixture fixture = new MailFixture(new InMemoryDossierTable(), RuleFiles.book(), policy);
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

  /** Bounces on two days that are far enough apart, and then on all days between and after them. */
  @Test
  void bouncesOnEveryDayDoNotHideThatOneWasSeenAgainMuchLater() {
    ForDaysThenEndless terms = greatest(days -> new ForDaysThenEndless(1, days));
    MailFixture fixture =
        fixture(policy(terms, STANDARD.invalidDomain(), STANDARD.refused(), STANDARD.blocked()));
    // The oldest day is always kept, but a release lifts it.
    fixture.happens(fixture.bounce(ANN, MailFixture.ACCESS_DENIED, FIRST));
    fixture.isReleased(ANN, FIRST.plusSeconds(1), false);
    int last = 1 + terms.endlessAfterDays();
    fixture.happens(fixture.bounce(ANN, MailFixture.ACCESS_DENIED, day(1)));
    fixture.happens(fixture.bounce(ANN, MailFixture.ACCESS_DENIED, day(last)));
    assertThat(fixture.ask(ANN, day(last), RuleFiles.book()).until()).isEmpty();

    for (int day = 2; day < 3 * last; day++) {
      Instant now = day(Math.max(day, last));
      bouncesWithoutMilderVerdict(fixture, ANN, MailFixture.ACCESS_DENIED, ANN, day(day), now);
    }
  }

  /**
   * Bounces on enough days start a period. Then the address bounces as often as possible without
   * starting another one: on one day less than are needed, a pause, and again.
   */
  @ParameterizedTest
  @CsvSource({
    "2, 2", "2, 30", "3, 3", "3, 30", "4, 365", "5, 60", "8, 20", "14, 14", "14, 30", "50, 60",
    "95, 95", "96, 96", "96, 120"
  })
  void bouncesBelowTheNumberThatIsNeededDoNotShortenAPeriod(int times, int withinDays) {
    assertPeriodIsNotShortened(
        MailFixture.MAILBOX_FULL,
        greatest(days -> new WhenRepeated(times, withinDays, days, VerdictState.SUPPRESSED)),
        refused ->
            policy(STANDARD.recheckable(), STANDARD.invalidDomain(), refused, STANDARD.blocked()));
    assertPeriodIsNotShortened(
        MailFixture.POLICY,
        greatest(days -> new WhenRepeated(times, withinDays, days, VerdictState.HELD)),
        blocked ->
            policy(STANDARD.recheckable(), STANDARD.invalidDomain(), STANDARD.refused(), blocked));
  }

  private static void assertPeriodIsNotShortened(
      String reply, WhenRepeated terms, Function<WhenRepeated, SuppressionPolicy> policy) {
    MailFixture fixture = fixture(policy.apply(terms));
    fixture.happens(fixture.bounce(ANN, reply, FIRST));
    fixture.isReleased(ANN, FIRST.plusSeconds(1), false);
    List<Integer> days =
        new ArrayList<>(IntStream.range(1, terms.times()).boxed().toList());
    int begin = terms.withinDays();
    days.add(begin);
    days.forEach(day -> fixture.happens(fixture.bounce(ANN, reply, day(day))));
    Verdict period = fixture.ask(ANN, day(begin), RuleFiles.book());
    assertThat(period.state()).isEqualTo(terms.state());
    assertThat(period.until()).contains(LocalDate.ofInstant(day(begin + terms.forDays()), UTC));

    int day = nextBelow(terms, days);
    while (day < begin + terms.forDays()) {
      bouncesWithoutMilderVerdict(fixture, ANN, reply, ANN, day(day), day(day));
      assertThat(fixture.ask(ANN, day(day), RuleFiles.book())).satisfies(verdict -> {
        assertThat(verdict.state()).isEqualTo(terms.state());
        assertThat(verdict.until()).isEqualTo(period.until());
      });
      days.add(day);
      day = nextBelow(terms, days);
    }
  }

  /** The earliest next day that does not complete another period. */
  private static int nextBelow(WhenRepeated terms, List<Integer> days) {
    int firstOfGroup = days.get(days.size() - terms.times() + 1);
    return Math.max(days.get(days.size() - 1) + 1, firstOfGroup + terms.withinDays());
  }

  /** Two mailboxes of a domain bounce, and then one of them every day. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "2, 30", "2, 48", "2, 60", "14, 14", "14, 30", "2, 96"})
  void aMailboxThatBouncesEveryDayDoesNotHideWhatAnotherSaid(int times, int withinDays) {
    WholeDomain terms = greatest(days -> new WholeDomain(times, withinDays, 0, days));
    MailFixture fixture =
        fixture(policy(STANDARD.recheckable(), terms, STANDARD.refused(), STANDARD.blocked()));
    fixture.happens(fixture.bounce(ANN, MailFixture.NO_SUCH_DOMAIN, FIRST));
    fixture.isReleased("@contoso.com", FIRST.plusSeconds(1), false);
    fixture.happens(fixture.bounce(BOB, MailFixture.NO_SUCH_DOMAIN, day(1)));
    int begin = withinDays;
    int end = begin + terms.forDays();
    for (int day = 1; day <= begin; day++) {
      fixture.happens(fixture.bounce(ANN, MailFixture.NO_SUCH_DOMAIN, day(day)));
    }
    for (int day = begin + 1; day < end; day++) {
      bouncesWithoutMilderVerdict(
          fixture, ANN, MailFixture.NO_SUCH_DOMAIN, "carl@contoso.com", day(day), day(day));
      Verdict verdict = fixture.ask("carl@contoso.com", day(day), RuleFiles.book());
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).contains(LocalDate.ofInstant(day(end), UTC));
    }
  }

  private static void bouncesWithoutMilderVerdict(
      MailFixture fixture, String bouncing, String reply, String asked, Instant sent, Instant now) {
    Verdict before = fixture.ask(asked, now, RuleFiles.book());
    fixture.happens(fixture.bounce(bouncing, reply, sent));
    Verdict after = fixture.ask(asked, now, RuleFiles.book());
    assertThat(GRAVITY.compare(after, before))
        .as("sent %s: %s, then %s", sent, before, after)
        .isNotNegative();
  }

  private static Instant day(int day) {
    return FIRST.plus(DAY.multipliedBy(day));
  }

  private static MailFixture fixture(SuppressionPolicy policy) {
    return new MailFixture(new InMemoryDossierTable(), RuleFiles.book(), policy);
  }

  private static SuppressionPolicy policy(
      ForDaysThenEndless recheckable,
      WholeDomain invalidDomain,
      WhenRepeated refused,
      WhenRepeated blocked) {
    return new SuppressionPolicy(
        recheckable,
        new ForDays(1),
        invalidDomain,
        refused,
        blocked,
        new ForDays(1),
        Dossier.SETTLED_DAYS,
        true,
        Streams.none(),
        SesListMode.OFF);
  }

  /** The terms with the greatest number that they accept; 1 must be accepted, and 40,000 must not. */
  private static <T> T greatest(IntFunction<T> terms) {
    int accepted = 1;
    int refused = 40_000;
    while (accepted + 1 < refused) {
      int middle = (accepted + refused) / 2;
      try {
        terms.apply(middle);
        accepted = middle;
      } catch (IllegalArgumentException tooMuch) {
        refused = middle;
      }
    }
    return terms.apply(accepted);
  }
}
