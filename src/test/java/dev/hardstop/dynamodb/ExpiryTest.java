package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static dev.hardstop.suppression.Observations.endless;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ExpiryTest {
  private static final Instant NOW = TestTable.NOW;
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");
  private static final Incident LASTING =
      new Incident("incident-1", TODAY.minusDays(5), NOW.minusSeconds(9), Optional.empty());

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final Subject bob = Subject.parse("bob@" + UUID.randomUUID() + ".example.com");
  private final Subject everyone = new Subject.Domain(bob.domain());

  @Test
  void aBounceExpiresAfterFourHundredDays() {
    TABLE.list().observe(bounce(bob, RULE, "2026-11-01T10:00:00Z"));

    assertThat(expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(400)));
    assertThat(keep()).isEmpty();
  }

  @Test
  void everyLaterWriteExtendsIt() {
    TABLE.list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    Instant later = NOW.plus(Duration.ofDays(10));
    TABLE.listAt(later).observe(bounce(bob, RULE, "2026-11-23T10:00:00Z"));
    assertThat(expiresAt()).isEqualTo(later.plus(Duration.ofDays(400)));

    Instant muchLater = NOW.plus(Duration.ofDays(20));
    TABLE.listAt(muchLater).deliver(new DeliveryDay(bob, TODAY));
    assertThat(expiresAt()).isEqualTo(muchLater.plus(Duration.ofDays(400)));
  }

  @Test
  void anEndlessSuppressionIsKeptWhateverIsWrittenLater() {
    TABLE.list().observe(endless(bob, RULE, "2026-11-24T10:00:00Z"));
    TABLE.list().observe(bounce(bob, "example.mailbox-full", "2026-11-24T10:00:00Z"));
    TABLE.list().deliver(new DeliveryDay(bob, TODAY));
    TABLE.list().addAction(bob, suppression(Optional.of(TODAY.plusDays(3))));

    assertThat(expiresAt()).isEqualTo(NEVER);
    assertThat(keep()).contains(NEVER);
  }

  @Test
  void anEndlessSuppressionIsKeptAlthoughThereIsNewerEvidence() {
    Observation newer = bounce(bob, RULE, "2026-11-24T12:00:00Z");
    TABLE.list().observe(newer);
    TABLE.list().observe(endless(bob, RULE, "2026-11-24T10:00:00Z"));

    assertThat(keep()).contains(NEVER);
    assertThat(TABLE.list().read(Set.of(bob)).get(bob).histories().get(RULE))
        .isEqualTo(newer.history());
  }

  /** For the rule book of the day of writing it may have been harmless. */
  @Test
  void whatTodaysRuleBookAndPolicyKeepIsKeptOnceItIsRead() {
    TABLE.list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    decode(dossier -> false);
    assertThat(keep()).isEmpty();
    RuleBook book = RuleFiles.book();
    decode(dossier -> SuppressionPolicy.standard().neverExpires(dossier, book));

    assertThat(keep()).contains(NEVER);
    assertThat(expiresAt()).isEqualTo(NEVER);
    assertThat(TABLE.item(everyone)).isEmpty();
  }

  private void decode(Predicate<Dossier> neverExpires) {
    TABLE
        .list()
        .readInBatches(
            List.of(everyone, bob), neverExpires, batch -> batch.subjects().forEach(batch::get));
  }

  @Test
  void evidenceFromTheFutureIsKept() {
    TABLE.list().observe(bounce(bob, RULE, "2026-11-24T23:59:00Z"));
    assertThat(keep()).isEmpty();
    TABLE.list().observe(bounce(bob, RULE, "2036-01-01T00:00:00Z"));

    assertThat(expiresAt()).isEqualTo(NEVER);
    assertThat(keep()).contains(NEVER);
  }

  @Test
  void aManualSuppressionLastsUntilItsEnd() {
    TABLE.list().addAction(bob, suppression(Optional.of(TODAY.plusDays(399))));
    assertThat(keep()).isEmpty();
    assertThat(expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(400)));
    TABLE.list().addAction(bob, suppression(Optional.of(TODAY.plusDays(400))));

    assertThat(keep()).contains(NEVER);
    assertThat(expiresAt()).isEqualTo(NEVER);
  }

  @Test
  void aManualSuppressionWithoutEndIsKept() {
    TABLE.list().addAction(bob, suppression(Optional.empty()));

    assertThat(keep()).contains(NEVER);
  }

  @Test
  void aReleaseKeepsNothing() {
    TABLE
        .list()
        .addAction(bob, new ManualAction.Release("a", "desk", "they wrote to us", NOW, true));

    assertThat(keep()).isEmpty();
    assertThat(expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(400)));
  }

  @Test
  void excludedDaysAreKeptAsLongAsTheEvidenceThatTheySetAside() {
    TABLE
        .list()
        .addAction(
            everyone,
            new ManualAction.ExcludeDays(
                "a", "desk", "they were ill", NOW, TODAY, TODAY, Set.of()));

    assertThat(keep(everyone)).contains(NEVER);
  }

  @Test
  void anOpenIncidentExpires() {
    TABLE.slot().put(everyone.domain(), Optional.empty(), LASTING);

    assertThat(keep(everyone)).isEmpty();
    assertThat(expiresAt(everyone)).isEqualTo(NOW.plus(Duration.ofDays(400)));
  }

  @Test
  void anIncidentThatEndedWellIsKeptWhateverIsWrittenLater() {
    TABLE.slot().put(everyone.domain(), Optional.empty(), LASTING);
    Incident well = ended(true);
    TABLE.slot().put(everyone.domain(), Optional.of(LASTING), well);
    assertThat(keep(everyone)).contains(NEVER);
    Incident next = new Incident("next", TODAY.plusDays(40), NOW, Optional.empty());
    TABLE.slot().put(everyone.domain(), Optional.of(well), next);
    TABLE.list().deliver(new DeliveryDay(everyone, TODAY));

    assertThat(keep(everyone)).contains(NEVER);
    assertThat(expiresAt(everyone)).isEqualTo(NEVER);
  }

  @Test
  void anIncidentThatDidNotEndWellExpires() {
    TABLE.slot().put(everyone.domain(), Optional.empty(), LASTING);
    TABLE.slot().put(everyone.domain(), Optional.of(LASTING), ended(false));

    assertThat(keep(everyone)).isEmpty();
  }

  @Test
  void countedRecipientsExpireWithTheirLastDay() {
    TABLE.list().count(new DeliveredOnDay(everyone.domain(), TODAY, Set.of("AAAAAAAA")));
    Map<String, AttributeValue> item = TABLE.item(everyone.key() + "~delivered");

    assertThat(item.get("expiresAt").n())
        .isEqualTo(Long.toString(NOW.plus(Duration.ofDays(15)).getEpochSecond()));
    assertThat(item).doesNotContainKey("keep");
  }

  private static Incident ended(boolean well) {
    return new Incident(
        LASTING.id(),
        LASTING.from(),
        LASTING.opened(),
        Optional.of(new Incident.Ending(NOW, well, TODAY)));
  }

  private static ManualAction suppression(Optional<LocalDate> until) {
    return new ManualAction.Suppression("a", "desk", "asked to", NOW, until);
  }

  private Instant expiresAt() {
    return expiresAt(bob);
  }

  private static Instant expiresAt(Subject subject) {
    return Instant.ofEpochSecond(
        Long.parseLong(TABLE.item(subject).get("expiresAt").n()));
  }

  private Optional<Instant> keep() {
    return keep(bob);
  }

  private static Optional<Instant> keep(Subject subject) {
    return Optional.ofNullable(TABLE.item(subject).get("keep"))
        .map(keep -> Instant.ofEpochSecond(Long.parseLong(keep.n())));
  }
}
