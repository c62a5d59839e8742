package dev.hardstop.suppression;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.suppression.Incident.IncidentSlot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every dossier table does with evidence about a whole domain. */
public abstract class DomainContract {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");
  private static final Instant OPENED = Instant.parse("2026-11-20T09:30:00.123Z");

  /** Each test uses its own domain, because tests may share a list. */
  private final String domain = UUID.randomUUID() + ".example.com";

  private final Subject everyone = new Subject.Domain(domain);

  /** The table under test. */
  protected abstract DossierTable list();

  /** The incident slots of that table. */
  protected abstract IncidentSlot slot();

  @Test
  void aDomainHasNoIncidentAtFirst() {
    assertThat(dossier().incident()).isEmpty();
    assertThat(dossier().incidents()).isEmpty();
  }

  @Test
  void anIncidentIsReadAsItWasPut() {
    list().observe(bounce(everyone, RULE, "2026-11-20T10:00:00Z"));
    Incident lasting = incident(0);

    assertThat(slot().put(domain, Optional.empty(), lasting)).isTrue();
    assertThat(dossier().incident()).contains(lasting);
    assertThat(dossier().histories()).as("the rest stays").containsOnlyKeys(RULE);
  }

  @Test
  void anEndedIncidentReplacesTheOpenOne() {
    Incident lasting = incident(0);
    Incident ended = ended(lasting, true);
    slot().put(domain, Optional.empty(), lasting);

    assertThat(slot().put(domain, Optional.of(lasting), ended)).isTrue();
    assertThat(dossier().incidents()).containsExactly(ended);
  }

  @Test
  void onlyOneOfTwoWritersOpensAnIncident() {
    assertThat(slot().put(domain, Optional.empty(), incident(0))).isTrue();
    assertThat(slot().put(domain, Optional.empty(), incident(1))).isFalse();
    assertThat(dossier().incidents()).containsExactly(incident(0));
  }

  @Test
  void onlyOneOfManyConcurrentWritersOpensAnIncident() {
    long put = IntStream.range(0, 16)
        .parallel()
        .filter(number -> slot().put(domain, Optional.empty(), incident(number)))
        .count();

    assertThat(put).isEqualTo(1);
    assertThat(dossier().incidents()).hasSize(1);
  }

  @Test
  void aWriterWhoReadAnotherIncidentWritesNothing() {
    Incident lasting = incident(0);
    Incident ended = ended(lasting, false);
    slot().put(domain, Optional.empty(), lasting);
    slot().put(domain, Optional.of(lasting), ended);

    assertThat(slot().put(domain, Optional.of(lasting), ended(lasting, true))).isFalse();
    assertThat(slot().put(domain, Optional.of(incident(7)), incident(8))).isFalse();
    assertThat(dossier().incidents()).containsExactly(ended);
  }

  @Test
  void aStoredOrOlderStateIsNotWritten() {
    Incident ended = ended(incident(0), true);
    slot().put(domain, Optional.empty(), ended);

    assertThat(slot().put(domain, Optional.of(ended), ended)).isFalse();
    assertThat(slot().put(domain, Optional.of(ended), incident(0))).isFalse();
    assertThat(dossier().incidents()).containsExactly(ended);
  }

  @Test
  void anIncidentThatEndedWellIsKeptWithTheNewOne() {
    Incident well = ended(incident(0), true);
    slot().put(domain, Optional.empty(), well);
    slot().put(domain, Optional.of(well), incident(1));

    assertThat(dossier().incidents()).containsExactly(well, incident(1));
    assertThat(dossier().incident()).contains(incident(1));
  }

  @Test
  void anIncidentThatEndedOtherwiseIsDroppedForTheNewOne() {
    Incident badly = ended(incident(0), false);
    slot().put(domain, Optional.empty(), badly);
    slot().put(domain, Optional.of(badly), incident(1));

    assertThat(dossier().incidents()).containsExactly(incident(1));
  }

  @Test
  void theNewestIncidentsAreKept() {
    Optional<Incident> before = Optional.empty();
    for (int number = 0; number < 45; number++) {
      Incident well = ended(incident(number), true);
      assertThat(slot().put(domain, before, well)).isTrue();
      before = Optional.of(well);
    }

    assertThat(dossier().incidents()).hasSize(Dossier.INCIDENTS).endsWith(before.get());
  }

  @Test
  void excludedDaysAreReadAsTheyWereWritten() {
    ManualAction all = excludedDays("a", Set.of());
    ManualAction some =
        excludedDays("b", Set.of(BounceReason.INVALID_RECIPIENT, BounceReason.MAILBOX_INACTIVE));
    list().addAction(everyone, all);
    list().addAction(everyone, some);

    assertThat(dossier().manualActions()).containsExactly(all, some);
  }

  private Dossier dossier() {
    return list().read(Set.of(everyone)).get(everyone);
  }

  private static Incident incident(int number) {
    Instant opened = OPENED.plus(Duration.ofDays(10L * number));
    LocalDate from = LocalDate.ofInstant(opened, ZoneOffset.UTC).minusDays(1);
    return new Incident("incident-" + number, from, opened, Optional.empty());
  }

  private static Incident ended(Incident lasting, boolean well) {
    Instant at = lasting.opened().plus(Duration.ofDays(4));
    return new Incident(
        lasting.id(),
        lasting.from(),
        lasting.opened(),
        Optional.of(new Incident.Ending(at, well, lasting.from().plusDays(2))));
  }

  private static ManualAction excludedDays(String id, Set<BounceReason> reasons) {
    Instant at = Instant.parse("2026-11-24T10:00:00Z");
    return new ManualAction.ExcludeDays(
        id, "desk", "their server was ill", at, DAY.minusDays(3), DAY.minusDays(2), reasons);
  }
}
