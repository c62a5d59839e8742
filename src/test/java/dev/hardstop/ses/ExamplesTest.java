package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of examples/ lead to the verdicts of their README. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");
  private static final Instant SENT = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  /** A row of the README's table: a file and, by address, the verdict in words. */
  record Row(String file, Map<String, String> verdicts) {
    static Row of(String line) {
      String[] cells = line.split("\\|");
      String file = cells[1].substring(cells[1].indexOf('[') + 1, cells[1].indexOf(']'));
      Map<String, String> verdicts = new LinkedHashMap<>();
      for (String verdict : cells[5].strip().split("<br>")) {
        String[] parts = verdict.split("`");
        if (parts.length == 3) {
          verdicts.put(parts[1], parts[2].substring(2));
        }
      }
      return new Row(file, verdicts);
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Row> rows() throws IOException {
    return Files.readAllLines(EXAMPLES.resolve("README.md")).stream()
        .filter(line -> line.startsWith("| ["))
        .map(Row::of)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anExampleLeadsToTheVerdictOfItsRow(Row row) throws IOException {
    FeedbackFunction function = new FeedbackFunction();

    function.take(example(row.file(), SENT));

    assertThat(verdicts(function, row, SENT)).isEqualTo(row.verdicts());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anExampleSentTwiceIsTheSameAsOnce(Row row) throws IOException {
    FeedbackFunction once = new FeedbackFunction();
    FeedbackFunction twice = new FeedbackFunction();

    String answer = once.take(example(row.file(), SENT));
    twice.take(example(row.file(), SENT));

    assertThat(twice.take(example(row.file(), SENT))).isEqualTo(answer);
    assertThat(twice.table.all()).isEqualTo(once.table.all());
  }

  @Test
  void theExamplesLeadToTheSameVerdictsInAnyOrder() throws IOException {
    Random order = new Random(20261120);
    for (int i = 0; i < 20; i++) {
      FeedbackFunction function = new FeedbackFunction();
      List<Row> shuffled = new ArrayList<>(rows());
      Collections.shuffle(shuffled, order);
      for (Row row : shuffled) {
        function.take(example(row.file(), SENT));
      }
      for (Row row : shuffled) {
        assertThat(verdicts(function, row, SENT)).isEqualTo(row.verdicts());
      }
    }
  }

  @Test
  void everyExampleHasARow() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();

      assertThat(rows())
          .extracting(Row::file)
          .containsExactlyInAnyOrderElementsOf(
              names.stream().filter(name -> name.endsWith(".json")).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anExampleDoesNotAge(Row row) throws IOException {
    assertThat(Files.readString(EXAMPLES.resolve(row.file())))
        .contains("@SENT@")
        .doesNotContainPattern("20[0-9][0-9]-[0-9][0-9]-");
  }

  @Test
  void theThirdDayOfAFullMailboxSuppresses() throws IOException {
    FeedbackFunction function = new FeedbackFunction();
    for (int day = 0; day < 3; day++) {
      function.take(example("mailbox-full.raw.json", SENT.plus(day, ChronoUnit.DAYS)));
    }

    Verdict verdict = function.verdict("full@example.org", SENT.plus(2, ChronoUnit.DAYS));

    assertThat(words(verdict, SENT.plus(2, ChronoUnit.DAYS)))
        .isEqualTo("suppressed for 30 days, MAILBOX_FULL");
  }

  @Test
  void onlyABounceOfAMessageSentAfterTheReleaseUndoesIt() throws IOException {
    FeedbackFunction function = new FeedbackFunction();
    String file = "access-denied.sqs.json";
    function.take(example(file, SENT));
    assertThat(state(function)).isEqualTo(VerdictState.SUPPRESSED);

    ManualAction release = new ManualAction.Release(
        "1", "test", "she wrote to us", SENT.plus(HOUR.multipliedBy(2)), false);
    function.table.addAction(Subject.parse("gone@example.org"), release);
    assertThat(state(function)).isEqualTo(VerdictState.CLEAR);

    function.take(example(file, SENT.plus(HOUR)));
    assertThat(state(function)).isEqualTo(VerdictState.CLEAR);

    function.take(example(file, SENT.plus(HOUR.multipliedBy(3))));
    assertThat(state(function)).isEqualTo(VerdictState.SUPPRESSED);
  }

  private static VerdictState state(FeedbackFunction function) {
    return function.verdict("gone@example.org", SENT.plus(HOUR.multipliedBy(4))).state();
  }

  private static String example(String file, Instant sent) throws IOException {
    return Files.readString(EXAMPLES.resolve(file)).replace("@SENT@", sent.toString());
  }

  private static Map<String, String> verdicts(FeedbackFunction function, Row row, Instant now) {
    Map<String, String> verdicts = new LinkedHashMap<>();
    row.verdicts()
        .keySet()
        .forEach(address -> verdicts.put(address, words(function.verdict(address, now), now)));
    return verdicts;
  }

  private static String words(Verdict verdict, Instant now) {
    String state = verdict.state().name().toLowerCase(Locale.ROOT);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    String how = !verdict.isSuppressed()
        ? ""
        : verdict
            .until()
            .map(until -> " for " + ChronoUnit.DAYS.between(today, until) + " days")
            .orElse(" without end");
    return state + how + verdict.cause().map(cause -> ", " + cause.reason()).orElse("");
  }
}
