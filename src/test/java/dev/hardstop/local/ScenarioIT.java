package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.Soak;
import dev.hardstop.scenario.Scenario;
import dev.hardstop.scenario.ScenarioKind;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios end to end, from SES's events to the API and the mail of watch. Every build plays an
 * incident of the sender here, and one of a domain in {@code ConsoleViewsIT}; the long run plays all four,
 * which {@code ScenariosTest} distinguishes.
 */
@ExtendWith(RunningSystem.class)
class ScenarioIT {
  private final LocalSystem system;
  private final LocalApi api;

  ScenarioIT(LocalSystem system) {
    this.system = system;
    this.api = new LocalApi(system.address());
  }

  /** {@code verify} plays a scenario with few notifications, {@code -Psoak} three of each kind. */
  static LongStream seeds() {
    return Soak.isLong() ? LongStream.rangeClosed(1, 3) : LongStream.of(8);
  }

  @BeforeEach
  void forgetEverything() {
    system.forgetEverything();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @EnabledIfSystemProperty(named = Soak.PROPERTY, matches = "true")
  void aTenantThatBreaksIsAnIncidentOfItsDomain(long seed) {
    Scenario scenario = played(ScenarioKind.TENANT_BREAKS, seed);
    String broken = scenario.broken().orElseThrow();
    assertThat(incidents()).singleElement().satisfies(incident -> {
      assertThat(incident.path("scope").asText()).isEqualTo("domain");
      assertThat(incident.path("diagnosis").asText()).isEqualTo("DOMAIN_INCIDENT");
      assertThat(incident.path("domains")).hasToString("[\"" + broken + "\"]");
    });
    JsonNode domain = api.get("/v1/domains/" + broken).json();
    assertThat(domain.path("diagnosis").asText()).isEqualTo("DOMAIN_INCIDENT");
    assertThat(domain.path("incident").path("holds").asBoolean()).isTrue();
    assertThat(domain.path("letter").asText()).contains(broken, "accepted domain");
    JsonNode anybody = api.verdict("somebody-else@" + broken);
    assertThat(anybody.path("state").asText()).isEqualTo("held");
    assertThat(anybody.path("incident").asText())
        .isEqualTo(domain.path("incident").path("id").asText());
    assertThat(system.mails()).extracting(Mailbox.Mail::text).anyMatch(it -> it.contains(broken));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aBlocklistingIsAnIncidentOfTheSender(long seed) {
    played(ScenarioKind.BLOCKLISTED, seed);
    assertThat(incidents()).singleElement().satisfies(incident -> {
      assertThat(incident.path("scope").asText()).isEqualTo("sender");
      assertThat(incident.path("diagnosis").asText())
          .isIn("SENDER_REPUTATION", "SENDER_AUTHENTICATION", "RATE");
      assertThat(incident.path("domains").size()).isGreaterThan(1);
    });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @EnabledIfSystemProperty(named = Soak.PROPERTY, matches = "true")
  void aStaleListIsAnIncidentOfTheSenderAboutDeadAddresses(long seed) {
    played(ScenarioKind.STALE_LIST, seed);
    assertThat(incidents()).singleElement().satisfies(incident -> {
      assertThat(incident.path("scope").asText()).isEqualTo("sender");
      assertThat(incident.path("diagnosis").asText()).isEqualTo("DEAD_ADDRESSES");
    });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @EnabledIfSystemProperty(named = Soak.PROPERTY, matches = "true")
  void aQuietWeekIsNoIncident(long seed) {
    played(ScenarioKind.QUIET_WEEK, seed);
    assertThat(incidents()).isEmpty();
  }

  private Scenario played(ScenarioKind kind, long seed) {
    Scenario scenario = Scenario.of(kind, seed);
    JsonNode watched = ScenarioCommand.play(scenario, api);
    assertThat(watched.path("missing").valueStream().map(JsonNode::asText).toList())
        .isEmpty();
    return scenario;
  }

  private List<JsonNode> incidents() {
    return api.get("/v1/incidents").json().path("incidents").valueStream().toList();
  }
}
