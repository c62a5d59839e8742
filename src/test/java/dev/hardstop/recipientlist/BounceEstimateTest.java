package dev.hardstop.recipientlist;

import static dev.hardstop.recipientlist.ListFixture.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BounceEstimateTest {
  private static final AddressVerdict GONE = verdict(true, "suppressed", "INVALID_RECIPIENT", "");

  private final ListFixture lists = new ListFixture();

  /** Values of published tables of the interval. */
  @ParameterizedTest
  @CsvSource({
    "0,  10,   0.0000, 0.2775",
    "1,  10,   0.0179, 0.4042",
    "5,  10,   0.2366, 0.7634",
    "10, 10,   0.7225, 1.0000",
    "20, 1000, 0.0130, 0.0307",
  })
  void theIntervalIsWilsons(long hits, long of, double low, double high) {
    assertThat(BounceEstimate.wilson(hits, of, -1)).isCloseTo(low, within(0.0001));
    assertThat(BounceEstimate.wilson(hits, of, 1)).isCloseTo(high, within(0.0001));
  }

  @Test
  void nothingIsEstimatedWhereTheTableRemembersNoBounceOfTheList() {
    lists.with("r0@example.com", verdict(true, "suppressed", "COMPLAINT", ""));
    lists.check(RecipientListCheckTest.rows(0, 3_000));
    BounceEstimate estimate = lists.summary().expectedBounces();
    assertThat(estimate.estimated()).isFalse();
    assertThat(estimate.ofYes().low()).isZero();
    assertThat(estimate.ofYes().high()).isEqualTo(100);
    assertThat(estimate.method()).startsWith("Nothing can be estimated");
    assertThat(lists.summary().mailFirst()).isEqualTo(2_000);
    assertThat(lists.summary().lines())
        .anyMatch(line -> line.startsWith("Expected bounces: unknown for the rows with \"yes\""));
  }

  @Test
  void theRestOfAListIsTakenToBounceAtMostAsOftenAsWhatTheTableKnowsOfIt() {
    gone(0, 30);
    lists.with("r30@example.com", verdict(false, "watched", "MAILBOX_FULL", ""));
    lists.check(RecipientListCheckTest.rows(0, 3_000));
    BounceEstimate estimate = lists.summary().expectedBounces();
    // 30 of 3,000 are 1.42 % at most; one row is doubtful.
    assertThat(estimate.ofYes().low()).isZero();
    assertThat(estimate.ofYes().high()).isCloseTo(1.42 + 0.04, within(0.02));
    assertThat(estimate.ofAll().low()).isEqualTo(1.0);
    assertThat(estimate.ofAll().high()).isCloseTo(1.0 + 0.04 + 1.41, within(0.02));
    assertThat(lists.summary().mailFirst()).isNull();
    assertThat(lists.summary().thresholds()).containsExactly(0.48, 2.0, 5.0, 10.0);
  }

  @Test
  void aListThatBouncesTooOftenIsMailedInPart() {
    gone(0, 90);
    lists.check(RecipientListCheckTest.rows(0, 3_000));
    assertThat(lists.summary().expectedBounces().ofYes().high()).isGreaterThan(2);
    assertThat(lists.summary().mailFirst()).isEqualTo(2_000);
  }

  @Test
  void aListThatIsNoLongerThanTheSampleIsNotMailedInPart() {
    gone(0, 90);
    lists.check(RecipientListCheckTest.rows(0, 2_090));
    assertThat(lists.summary().expectedBounces().ofYes().high()).isGreaterThan(2);
    assertThat(lists.summary().mailFirst()).isNull();
  }

  @Test
  void theRowsThatWereMailedSayWhatTheOthersDo() {
    gone(0, 40);
    lists.mailed(RecipientListCheckTest.rows(0, 2_000));
    lists.check(RecipientListCheckTest.rows(0, 100_000));
    BounceEstimate estimate = lists.summary().expectedBounces();
    // 40 of 2,000: 1.47 to 2.71 %.
    assertThat(estimate.ofYes().low()).isCloseTo(1.47 * 98_000 / 99_960, within(0.02));
    assertThat(estimate.ofYes().high()).isCloseTo(2.71, within(0.02));
    assertThat(estimate.method()).contains("40 of 2,000 addresses that were mailed");
  }

  @Test
  void aMailedSampleWithoutABounceIsNewsToo() {
    lists.mailed(RecipientListCheckTest.rows(0, 2_000));
    lists.check(RecipientListCheckTest.rows(0, 10_000));
    assertThat(lists.summary().expectedBounces().estimated()).isTrue();
    assertThat(lists.summary().expectedBounces().ofYes().high()).isCloseTo(0.2, within(0.01));
  }

  /** Neither mailing everything nor mailing the rest may look better than it is. */
  @Test
  void theLowBoundIsNeverAboveTheHighOne() {
    for (int bounced = 0; bounced <= 200; bounced += 20) {
      for (int total : List.of(200, 250, 1_000)) {
        ListFixture each = new ListFixture();
        IntStream.range(0, bounced).forEach(i -> each.with("r" + i + "@example.com", GONE));
        each.check(RecipientListCheckTest.rows(0, total));
        BounceEstimate estimate = each.summary().expectedBounces();
        assertThat(List.of(estimate.ofYes(), estimate.ofAll()))
            .allMatch(share -> 0 <= share.low() && share.low() <= share.high())
            .allMatch(share -> share.high() <= 100);
      }
    }
  }

  @Test
  void theSampleIsTheSameInEveryRunAndHasTheHeaderOfTheOutput() {
    String list = "n,email\n"
        + String.join(
            "",
            IntStream.range(0, 5_000)
                .mapToObj(i -> i + ",r" + i + "@example.com\n")
                .toList());
    lists.with("r7@example.com", GONE);
    String output = lists.check(list);
    List<String> sample = lists.sample().lines().toList();
    assertThat(sample)
        .hasSize(2_001)
        .doesNotHaveDuplicates()
        .isSubsetOf(output.lines().toList());
    assertThat(sample.get(0)).isEqualTo(output.lines().findFirst().orElseThrow());
    List<Integer> numbers = sample.stream()
        .skip(1)
        .map(row -> Integer.valueOf(row.substring(0, row.indexOf(','))))
        .toList();
    assertThat(numbers).isSorted().doesNotContain(7);
    assertThat(numbers.stream().filter(number -> number < 2_500).count()).isBetween(800L, 1_200L);
    ListFixture again = new ListFixture().with("r7@example.com", GONE);
    again.check(list);
    assertThat(again.sample()).isEqualTo(lists.sample());
  }

  private void gone(int from, int to) {
    IntStream.range(from, to).forEach(i -> lists.with("r" + i + "@example.com", GONE));
  }
}
