package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static dev.hardstop.suppression.Observations.endless;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
  void timeAndOrderOfTheWritesMakeNoDifference() {
    one.list().observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    one.list().observe(bounce(bob, RULE, "2026-11-21T10:00:00Z"));
    IntStream.range(0, 20).forEach(day -> deliver(one, day));
    IntStream.range(0, 120).forEach(action -> action(one, action));
    DynamoDbDossierTable later = other.listAt(TestTable.NOW.plus(Duration.ofDays(3)));
    later.observe(bounce(bob, RULE, "2026-11-21T10:00:00Z"));
    later.observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    IntStream.range(0, 20).forEach(day -> deliver(other, 19 - day));
    IntStream.range(0, 120).forEach(action -> action(other, 119 - action));

    assertThat(contents(one).differences(contents(other))).isEmpty();
    assertThat(contents(one)).isEqualTo(contents(other));
    assertThat(contents(one).size()).isEqualTo(2);
  }

  @Test
  void aMissingDayActionOrSubjectIsADifference() {
    one.list().observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    other.list().observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    one.list().observe(bounce(bob, RULE, "2026-11-19T10:00:00Z"));
    action(one, 1);
    deliver(one, 0);
    deliver(other, 0);
    deliver(other, Dossier.DELIVERED_DAYS);
    other.list().observe(bounce(Subject.parse("ann@example.com"), RULE, "2026-11-20T10:00:00Z"));

    assertThat(differing())
        .containsExactly(
            "@example.com delivered",
            "ann@example.com domain",
            "ann@example.com expiresAt",
            "ann@example.com hour",
            "ann@example.com matches#" + RULE,
            "ann@example.com newest#" + RULE + "#" + wording(),
            "ann@example.com subject",
            "ann@example.com touched",
            "bob@example.com action#action-1",
            "bob@example.com matches#" + RULE);
  }

  @ParameterizedTest
  @ValueSource(strings = {DossierCodec.TOUCHED, DossierCodec.HOUR, DossierCodec.EXPIRES_AT})
  void anAttributeWithATimeOfWritingMustBeThere(String attribute) {
    one.list().observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    other.list().observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    other
        .client()
        .updateItem(update -> update
            .tableName(TestTable.NAME)
            .key(DossierCodec.key(bob.key()))
            .updateExpression("REMOVE #a")
            .expressionAttributeNames(Map.of("#a", attribute)));

    assertThat(differing()).containsExactly("bob@example.com " + attribute);
  }

  @Test
  void anotherShardAnotherSubjectInAKeyAndAMissingKeepAreDifferences() {
    one.list().observe(endless(bob, RULE, "2026-11-20T10:00:00Z"));
    other.list().observe(endless(bob, RULE, "2026-11-20T10:00:00Z"));
    other.set(bob, DossierCodec.HOUR, AttributeValue.fromS("2026-11-24T10#9"));
    other.set(bob, DossierCodec.TOUCHED, AttributeValue.fromS("2026-11-24#ann@example.com"));
    other.set(bob, DossierCodec.EXPIRES_AT, AttributeValue.fromN("1800000000"));

    assertThat(differing())
        .containsExactly(
            "bob@example.com expiresAt", "bob@example.com hour", "bob@example.com touched");
  }

  /** The subjects whose attributes differ. */
  private List<String> differing() {
    return contents(one).differences(contents(other)).stream()
        .map(difference -> difference.split(": ")[0])
        .toList();
  }

  private void deliver(TestTable table, int day) {
    table.list().deliver(new DeliveryDay(everyone, DAY.plusDays(day)));
  }

  private void action(TestTable table, int number) {
    ManualAction action = new ManualAction.Release(
        "action-" + number, "tester", "a test", TestTable.NOW.plusSeconds(number), false);
    table.list().addAction(bob, action);
  }

  private static String wording() {
    return bounce(Subject.parse("ann@example.com"), RULE, "2026-11-20T10:00:00Z")
        .history()
        .evidence()
        .firstKey();
  }

  private static TableContents contents(TestTable table) {
    return TableContents.of(table.client(), TestTable.NAME);
  }
}
