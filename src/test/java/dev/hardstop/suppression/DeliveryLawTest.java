package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final List<String> NOT_AGAINST_ADDRESS = List.of(
      "",
      "smtp; 554 5.7.1 Message rejected as spam",
      "smtp; 552 5.3.4 Message size exceeds fixed limit");

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

  /**
   * A delivery freed the address long ago. On each of more days than are kept a message is delivered
   * and another one bounces, except for one day without a bounce, a few days before the last.
   */
  @ParameterizedTest
  @MethodSource("pauses")
  void aDeliveryThatFreedAnAddressIsKeptUntilANewerOneFreesIt(int pause) {
    SuppressionPolicy policy = withGreatestSettleDays();
    MailFixture fixture = new MailFixture(new InMemoryDossierTable(), RuleFiles.book(), policy);
    fixture.happens(
        fixture.bounce(BOB, "", FIRST, new BounceType("Permanent", "OnAccountSuppressionList")));
    int last = 2 * Dossier.DELIVERED_DAYS + 41;
    SortedSet<Integer> delivered = new TreeSet<>(Set.of(1, last - pause));
    for (int day = 3; day <= last; day += 2) {
      delivered.add(day);
      if (day != last - pause) {
        fixture.happens(fixture.bounce(BOB, MailFixture.POLICY, on(day)));
      }
    }
    VerdictState before = VerdictState.SUPPRESSED;
    for (int day : delivered) {
      fixture.happens(fixture.delivery(BOB, on(day)));
      VerdictState after = fixture.ask(BOB, on(last), RuleFiles.book()).state();
      assertThat(after).as("day %d", day).isLessThanOrEqualTo(before);
      before = after;
    }
    assertThat(before).isEqualTo(VerdictState.WATCHED);
  }

  /**
   * On the day of the delivery that freed the address, messages bounced for reasons that are not held
   * against it. On more days than are kept, one is delivered and another one is held against it.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aDeliveryThatFreedAnAddressIsKeptThoughOthersBouncedThatDay(int bounces) {
    MailFixture fixture =
        new MailFixture(new InMemoryDossierTable(), RuleFiles.book(), withGreatestSettleDays());
    fixture.happens(
        fixture.bounce(BOB, "", FIRST, new BounceType("Permanent", "OnAccountSuppressionList")));
    NOT_AGAINST_ADDRESS
        .subList(0, bounces)
        .forEach(reply -> fixture.happens(fixture.bounce(BOB, reply, on(1))));
    fixture.happens(fixture.delivery(BOB, on(1)));
    int last = 4 * Dossier.DELIVERED_DAYS + 1;
    for (int day = 3; day <= last; day += 2) {
      fixture.happens(fixture.bounce(BOB, MailFixture.POLICY, on(day)));
      fixture.happens(fixture.delivery(BOB, on(day)));
    }
    assertThat(fixture.ask(BOB, on(last), RuleFiles.book()).state())
        .isEqualTo(VerdictState.WATCHED);
  }

  static IntStream pauses() {
    return IntStream.rangeClosed(1, 40);
  }

  /** With 14 bounces in 14 days, bounces on every other day are watched at most. */
  private static SuppressionPolicy withGreatestSettleDays() {
    for (int settleDays = 60; ; settleDays--) {
      try {
        SuppressionPolicy standard = SuppressionPolicy.standard();
        return new SuppressionPolicy(
            standard.recheckable(),
            standard.ambiguousComplaint(),
            standard.invalidDomain(),
            standard.refused(),
            new PolicyTerms.WhenRepeated(14, 14, 1, VerdictState.HELD),
            standard.sesGlobalList(),
            settleDays,
            true,
            Streams.none(),
            SesListMode.OFF);
      } catch (IllegalArgumentException tooMuch) {
        // The next smaller number may be accepted.
      }
    }
  }

  private static Instant on(int day) {
    return FIRST.plus(Duration.ofDays(day));
  }
}
