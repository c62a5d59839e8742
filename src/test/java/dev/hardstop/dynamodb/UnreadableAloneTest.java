package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.suppression.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One item that cannot be read costs nobody else an answer or a write. */
class UnreadableAloneTest {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final String domain = UUID.randomUUID() + ".example.com";
  private final Subject bob = Subject.parse("bob@" + domain);

  @Test
  void eachSubjectOfAReadIsUnreadableAlone() {
    Subject ann = Subject.parse("ann@" + domain);
    Subject everyone = Subject.parse("@" + domain);
    for (Subject subject : List.of(ann, bob, everyone)) {
      TABLE.list().observe(bounce(subject, RULE, "2026-11-24T10:00:00Z"));
    }
    TABLE.set(bob, "matches#" + RULE, AttributeValue.fromS("SECRET"));

    ReadResults<Subject, Dossier> read = TABLE.list().read(Set.of(ann, bob, everyone));

    assertThat(read.found()).containsOnlyKeys(ann, everyone);
    assertThat(read.get(ann).histories()).containsOnlyKeys(RULE);
    assertThat(read.unreadable()).containsOnlyKeys(bob);
  }

  @Test
  void eachDeliveryToWhatCannotBeReadFailsAlone() {
    Subject ann = Subject.parse("ann@" + domain);
    for (Subject subject : List.of(ann, bob)) {
      TABLE.list().observe(bounce(subject, RULE, "2026-11-24T10:00:00Z"));
    }
    TABLE.set(bob, "delivered", AttributeValue.fromS("SECRET"));
    LocalDate day = LocalDate.parse("2026-11-24");
    Set<DeliveryDay> deliveries = Set.of(new DeliveryDay(ann, day), new DeliveryDay(bob, day));

    assertThat(TABLE.list().missing(deliveries)).isEqualTo(deliveries);
    TABLE.list().deliver(new DeliveryDay(ann, day));
    assertThat(TABLE.list().read(Set.of(ann)).get(ann).delivered()).containsExactly(day);
    assertThatThrownBy(() -> TABLE.list().deliver(new DeliveryDay(bob, day)))
        .isInstanceOf(RuntimeException.class);
  }
}
