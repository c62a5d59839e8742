package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.suppression.DeliveryDay;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One item that cannot be read costs nobody else an answer or a write. */
class UnreadableAloneTest {
  private static TestTable table;

  private final String domain = UUID.randomUUID() + ".example.com";
  private final Subject bob = Subject.parse("bob@" + domain);

  @BeforeAll
  static void open() {
    table = new TestTable();
  }

  @AfterAll
  static void close() {
    table.close();
  }

  @Test
  void eachSubjectOfAReadIsUnreadableAlone() {
    Subject ann = Subject.parse("ann@" + domain);
    Subject everyone = Subject.parse("@" + domain);
    for (Subject subject : List.of(ann, bob, everyone)) {
      table.list().observe(bounce(subject, RULE, "2026-11-24T10:00:00Z"));
    }
    table.set(bob, "matches#" + RULE, AttributeValue.fromS("SECRET"));

    ReadResults<Subject, Dossier> read = table.list().read(Set.of(ann, bob, everyone));

    assertThat(read.found()).containsOnlyKeys(ann, everyone);
    assertThat(read.get(ann).histories()).containsOnlyKeys(RULE);
    assertThat(read.unreadable()).containsOnlyKeys(bob);
  }

  @Test
  void eachDeliveryToWhatCannotBeReadFailsAlone() {
    Subject ann = Subject.parse("ann@" + domain);
    for (Subject subject : List.of(ann, bob)) {
      table.list().observe(bounce(subject, RULE, "2026-11-24T10:00:00Z"));
    }
    table.set(bob, "delivered", AttributeValue.fromS("SECRET"));
    LocalDate day = LocalDate.parse("2026-11-24");
    Set<DeliveryDay> deliveries = Set.of(new DeliveryDay(ann, day), new DeliveryDay(bob, day));

    assertThat(table.list().news(deliveries)).isEqualTo(deliveries);
    table.list().deliver(new DeliveryDay(ann, day));
    assertThat(table.list().read(Set.of(ann)).get(ann).delivered()).containsExactly(day);
    assertThatThrownBy(() -> table.list().deliver(new DeliveryDay(bob, day)))
        .isInstanceOf(RuntimeException.class);
  }
}
