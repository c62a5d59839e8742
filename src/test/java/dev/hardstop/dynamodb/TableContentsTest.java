package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Act;
import dev.hardstop.suppression.DeliveryDay;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableContentsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");

  private final Subject bob = Subject.parse("bob@example.com");
  private final Subject everyone = Subject.parse("@example.com");
  private TestTable one;
  private TestTable other;

  @BeforeEach
  void open() {
    one = new TestTable();
    other = new TestTable();
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void whenAndInWhichOrderItWasWrittenMakesNoDifference() {
    one.list().observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    one.list().observe(bounce(bob, RULE, "2026-11-21T10:00:00Z"));
    IntStream.range(0, 20).forEach(day -> deliver(one, day));
    IntStream.range(0, 120).forEach(act -> act(one, act));
    DynamoDbSuppressionList later = other.listAt(TestTable.NOW.plus(Duration.ofDays(3)));
    later.observe(bounce(bob, RULE, "2026-11-21T10:00:00Z"));
    later.observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    IntStream.range(0, 20).forEach(day -> deliver(other, 19 - day));
    IntStream.range(0, 120).forEach(act -> act(other, 119 - act));

    assertThat(contents(one).differences(contents(other))).isEmpty();
    assertThat(contents(one)).isEqualTo(contents(other));
    assertThat(contents(one).size()).isEqualTo(2);
  }

  @Test
  void aDayAnActAndASubjectThatAreMissingAreDifferences() {
    one.list().observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    other.list().observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    one.list().observe(bounce(bob, RULE, "2026-11-19T10:00:00Z"));
    act(one, 1);
    deliver(one, 0);
    deliver(other, 0);
    deliver(other, Dossier.DELIVERED_DAYS);
    other.list().observe(bounce(Subject.parse("ann@example.com"), RULE, "2026-11-20T10:00:00Z"));

    assertThat(contents(one).differences(contents(other)))
        .extracting(difference -> difference.split(": ")[0])
        .containsExactly(
            "@example.com delivered",
            "ann@example.com domain",
            "ann@example.com last#" + RULE,
            "ann@example.com seen#" + RULE,
            "ann@example.com subject",
            "bob@example.com act#act-1",
            "bob@example.com seen#" + RULE);
  }

  private void deliver(TestTable table, int day) {
    table.list().deliver(new DeliveryDay(everyone, DAY.plusDays(day)));
  }

  private void act(TestTable table, int number) {
    Act act = new Act.Release(
        "act-" + number, "tester", "a test", TestTable.NOW.plusSeconds(number), false);
    table.list().act(bob, act);
  }

  private static TableContents contents(TestTable table) {
    return TableContents.of(table.client(), TestTable.NAME);
  }
}
