package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PruningTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final Subject bob = Subject.parse("bob@" + UUID.randomUUID() + ".example.com");
  private final Subject everyone = new Subject.Domain(bob.domain());

  @Test
  void daysWithDeliveriesArePrunedWhenEightAreNoLongerKept() {
    TABLE.list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    for (int i = 0; i < 71; i++) {
      TABLE.list().deliver(new DeliveryDay(bob, DAY.plusDays(i)));
    }
    assertThat(TABLE.item(bob).get("delivered").ss()).hasSize(71);
    TABLE.list().deliver(new DeliveryDay(bob, DAY.plusDays(71)));

    assertThat(TABLE.item(bob).get("delivered").ss())
        .hasSize(64)
        .contains("2026-11-09", "2027-01-11");
  }

  @Test
  void manualActionsArePrunedWhenThereAreTwiceAsManyAsAreKept() {
    for (int i = 0; i < 99; i++) {
      action(i);
    }
    assertThat(manualActions()).isEqualTo(99);
    action(99);

    assertThat(manualActions()).isEqualTo(50);
    assertThat(TABLE.item(bob))
        .containsKeys("action#50", "action#99")
        .doesNotContainKey("action#49");
  }

  @Test
  void incidentsArePrunedWhenThereAreTwiceAsManyAsAreKept() {
    Optional<Incident> before = Optional.empty();
    for (int i = 0; i < 39; i++) {
      before = openAfter(before, i);
    }
    assertThat(incidents()).isEqualTo(39);
    openAfter(before, 39);

    assertThat(incidents()).isEqualTo(20);
    assertThat(TABLE.item(everyone))
        .containsKeys("incident", "incident#20", "incident#38")
        .doesNotContainKey("incident#19");
  }

  private Optional<Incident> openAfter(Optional<Incident> before, int i) {
    Incident.Ending ending = new Incident.Ending(TestTable.NOW, true, DAY);
    Incident well =
        new Incident(Integer.toString(i), DAY, TestTable.NOW.plusSeconds(i), Optional.of(ending));
    assertThat(TABLE.slot().put(everyone.domain(), before, well)).isTrue();
    return Optional.of(well);
  }

  private long incidents() {
    return TABLE.item(everyone).keySet().stream()
        .filter(name -> name.startsWith("incident"))
        .count();
  }

  @Test
  void oldDaysOfCountedRecipientsAreRemovedByTheWriteOfANewOne() {
    for (int i = 0; i < 40; i++) {
      Instant now = TestTable.NOW.plus(Duration.ofDays(i));
      LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
      TABLE.listAt(now).count(new DeliveredOnDay(everyone.domain(), day, Set.of("AAAAAAAA")));
    }

    assertThat(TABLE.item(everyone.key() + "~delivered").keySet())
        .hasSize(2 + 14)
        .contains("subject", "expiresAt", "day#2027-01-02", "day#2026-12-20");
  }

  private void action(int i) {
    TABLE
        .list()
        .addAction(
            bob,
            new ManualAction.Release(
                Integer.toString(i), "desk", "why not", TestTable.NOW.plusSeconds(i), false));
  }

  private long manualActions() {
    return TABLE.item(bob).keySet().stream()
        .filter(name -> name.startsWith("action#"))
        .count();
  }
}
