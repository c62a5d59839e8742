package dev.hardstop.suppression;

import static dev.hardstop.suppression.LawsContract.BY_STREAM;
import static dev.hardstop.suppression.LawsContract.opened;
import static dev.hardstop.suppression.LawsContract.verdicts;
import static dev.hardstop.suppression.LawsContract.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.History.FeedbackEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** More bad evidence never makes a verdict milder, on generated histories at many instants. */
class MoreEvidenceLawTest {
  private static final int CASES = Soak.cases(30, 3_000);
  private static final int MORE = 6;

  /** The days after which the standard policy's periods end, and the days next to them. */
  private static final List<Integer> ENDS = List.of(0, 1, 2, 3, 14, 15, 30, 31, 60, 90, 91, 180);

  private static final Comparator<Verdict> GRAVITY = Comparator.comparing(Verdict::state)
      .thenComparing(verdict ->
          verdict.isSuppressed() ? verdict.until().orElse(LocalDate.MAX) : LocalDate.MIN);

  @Test
  void moreBadEvidenceNeverMakesAVerdictMilderAtAnyInstant() {
    long compared = 0;
    for (int seed = 0; seed < CASES; seed++) {
      History history = History.of(seed, "example.com");
      InMemoryDossierTable list = opened(history);
      write(list, history.next(30));
      List<Instant> instants = instants(history, new Random(seed));
      List<Verdict> before = verdicts(history, list.all(), instants, RuleFiles.book(), BY_STREAM);
      for (int i = 0; i < MORE; i++) {
        write(list, List.of(new FeedbackEvent(history.bad())));
        List<Verdict> after = verdicts(history, list.all(), instants, RuleFiles.book(), BY_STREAM);
        for (int v = 0; v < before.size(); v++) {
          assertThat(GRAVITY.compare(after.get(v), before.get(v)))
              .as("seed %d: %s, then %s", seed, before.get(v), after.get(v))
              .isNotNegative();
        }
        compared += before.size();
        before = after;
      }
    }
    System.out.printf(
        "laws: %,d histories, each with %d more pieces of bad evidence: %,d verdicts compared%n",
        CASES, MORE, compared);
  }

  private static List<Instant> instants(History history, Random random) {
    List<Instant> instants = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Duration spell = Duration.ofDays(ENDS.get(random.nextInt(ENDS.size())));
      instants.add(history.instant().plus(spell));
    }
    return instants;
  }
}
