package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Dossiers.RecordedDossier;
import dev.hardstop.suppression.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RecordingTimesTest {
  private static final Instant SENT = Instant.parse("2026-11-01T10:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final Subject bob = Subject.parse("bob@" + UUID.randomUUID() + ".example.com");

  @Test
  void theFirstTimeOfADayIsKept() {
    recordedAt(SENT.plusSeconds(60), SENT);
    recordedAt(SENT.plusSeconds(3600), SENT.plusSeconds(1800));
    recordedAt(SENT.plusSeconds(7200), SENT.minusSeconds(600));
    assertThat(recorded().recorded()).containsOnly(Map.entry(DAY, SENT.plusSeconds(60)));
  }

  @Test
  void anAddressThatBouncesEveryDayKeepsAFewTimesAndIsKnownToHaveExisted() {
    for (int day = 0; day < 60; day++) {
      Instant sent = SENT.plus(Duration.ofDays(day));
      recordedAt(sent.plusSeconds(60), sent);
    }
    RecordedDossier recorded = recorded();
    assertThat(recorded.recorded()).hasSizeLessThan(8);
    for (int ago = 0; ago < 5; ago++) {
      LocalDate day = DAY.plusDays(59 - ago);
      assertThat(recorded.existedBefore(day)).as("%s", day).isTrue();
    }
    assertThat(recorded.existedBefore(DAY)).isFalse();
  }

  @Test
  void anAddressThatBouncesEveryOtherWeekKeepsOnlyTheNewestTimes() {
    for (int fortnight = 0; fortnight < 70; fortnight++) {
      Instant sent = SENT.plus(Duration.ofDays(14L * fortnight));
      recordedAt(sent.plusSeconds(60), sent);
    }
    RecordedDossier recorded = recorded();
    LocalDate newest = DAY.plusDays(14 * 69);
    assertThat(recorded.recorded()).hasSizeLessThan(64).containsKey(newest);
    assertThat(recorded.existedBefore(newest)).isTrue();
    assertThat(recorded.dossier().histories().get(RULE).days()).hasSize(70);
  }

  @Test
  void anUnreadableTimeIsIgnored() {
    recordedAt(SENT.plusSeconds(60), SENT);
    TABLE.set(bob, "recorded#2026-11-01", AttributeValue.fromS("noon"));
    TABLE.set(bob, "recorded#tomorrow", AttributeValue.fromN("1"));
    assertThat(recorded().recorded()).isEmpty();
    assertThat(recorded().isRecordedBy(Instant.EPOCH, DAY)).isTrue();
    assertThat(recorded().dossier()).isEqualTo(TABLE.list().read(Set.of(bob)).get(bob));
  }

  private void recordedAt(Instant recorded, Instant sent) {
    TABLE.listAt(recorded).observe(bounce(bob, RULE, sent.toString()));
  }

  private RecordedDossier recorded() {
    return TABLE.list().recorded(Set.of(bob)).get(bob);
  }
}
