package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was imported is about the mail of others: it opens no incident and sends no alert. */
class ImportedBouncesTest {
  private static final Instant NOW = WatchFixture.NOW;
  private static final String DOMAIN = "contoso.com";
  private static final Subject SUBJECT = new Subject.Domain(DOMAIN);

  private final WatchFixture fixture = new WatchFixture();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSameBouncesOpenAnIncidentOnlyIfTheyAreLive(boolean areLive) {
    Instant sent = NOW.minus(1, ChronoUnit.HOURS);
    for (String person : WatchFixture.people(DOMAIN, 8)) {
      fixture
          .delivers(person, NOW.minus(3, ChronoUnit.DAYS))
          .delivers(person, NOW.minus(5, ChronoUnit.DAYS));
      if (areLive) {
        fixture.bounces(person, WatchFixture.ACCESS_DENIED, sent);
      } else {
        fixture.imports(person, WatchFixture.ACCESS_DENIED, sent);
      }
    }
    fixture.watch(NOW);
    assertThat(fixture.table().read(Set.of(SUBJECT)).get(SUBJECT).incidents())
        .hasSize(areLive ? 1 : 0);
    assertThat(fixture.mails.isEmpty()).isEqualTo(!areLive);
  }

  @Test
  void listsOfManyDomainsAreNoFaultOfOurSending() {
    for (int i = 0; i < 40; i++) {
      fixture.imports(
          "bob@company" + i + ".example", WatchFixture.BLOCKLISTED, NOW.minus(1, ChronoUnit.HOURS));
    }
    fixture.watch(NOW);
    assertThat(fixture.mails).isEmpty();
    assertThat(fixture.topic).isEmpty();
  }
}
