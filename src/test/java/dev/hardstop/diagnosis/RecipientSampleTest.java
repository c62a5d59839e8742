package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting different recipients in bounded space. */
class RecipientSampleTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 17, 511})
  void fewRecipientsAreCountedExactly(int recipients) {
    RecipientSample sample = RecipientSample.of(hashes(0, recipients));
    assertThat(sample.count()).isEqualTo(recipients);
    assertThat(sample.isEstimate()).isFalse();
  }

  /** Six standard errors. */
  @ParameterizedTest
  @ValueSource(ints = {512, 600, 5_000, 100_000})
  void manyRecipientsAreEstimated(int recipients) {
    RecipientSample sample = RecipientSample.of(hashes(0, recipients));
    assertThat(sample.isEstimate()).isTrue();
    assertThat((double) sample.count()).isCloseTo(recipients, within(recipients * 0.26));
    assertThat(sample.hashes()).hasSize(RecipientSample.MOST);
  }

  @Test
  void mergingInAnyOrderAndAnyNumberOfTimesGivesTheSampleOfAll() {
    Random random = new Random(18);
    for (int round = 0; round < 50; round++) {
      int recipients = 1 + random.nextInt(3_000);
      RecipientSample whole = RecipientSample.of(hashes(0, recipients));
      List<RecipientSample> parts = new ArrayList<>();
      for (int from = 0; from < recipients; ) {
        int to = Math.min(recipients, from + 1 + random.nextInt(recipients));
        RecipientSample part = RecipientSample.of(hashes(from, to));
        Collections.addAll(parts, part, part);
        from = Math.max(from + 1, to - random.nextInt(3));
      }
      Collections.shuffle(parts, random);
      assertThat(mergedFromTheLeft(parts)).isEqualTo(whole);
      assertThat(mergedAsATree(parts)).isEqualTo(whole);
    }
  }

  @Test
  void itIsReadAsItWasWrittenAndOtherTextsAreIgnored() {
    RecipientSample sample = RecipientSample.of(hashes(0, 100));
    assertThat(RecipientSample.of(sample.texts())).isEqualTo(sample);
    assertThat(Set.copyOf(sample.texts())).isEqualTo(Set.copyOf(hashes(0, 100)));
    assertThat(RecipientSample.of(List.of("bob@example.com", "", "AAAA", "AAAAAAAAAAAA"))
            .count())
        .isZero();
  }

  @Test
  void whatIsSuperfluousIsInNoSampleOfTheWholeAndAnErasedRecipientLeavesASampleFull() {
    List<String> stored = hashes(0, 2_000);
    RecipientSample before = RecipientSample.of(stored);
    Set<String> kept = new HashSet<>(stored);
    RecipientSample.superfluous(stored).forEach(kept::remove);
    assertThat(kept).hasSizeLessThan(RecipientSample.MOST * 2);
    assertThat(RecipientSample.of(kept)).isEqualTo(before);
    kept.remove(before.texts().get(0));
    RecipientSample after = RecipientSample.of(kept);
    assertThat(after.isEstimate()).isTrue();
    assertThat((double) after.count()).isCloseTo(before.count(), within(before.count() * 0.05));
  }

  @Test
  void itsTextHasNoHash() {
    assertThat(RecipientSample.of(hashes(0, 2))).hasToString("RecipientSample[2]");
  }

  private static RecipientSample mergedFromTheLeft(List<RecipientSample> parts) {
    return parts.stream().reduce(RecipientSample::merge).orElseThrow();
  }

  private static RecipientSample mergedAsATree(List<RecipientSample> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int half = parts.size() / 2;
    return mergedAsATree(parts.subList(half, parts.size()))
        .merge(mergedAsATree(parts.subList(0, half)));
  }

  private static List<String> hashes(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> RecipientHash.of(EmailAddress.of("p" + i + "@example.com")))
        .toList();
  }
}
