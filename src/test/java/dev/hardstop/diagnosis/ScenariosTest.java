package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.scenario.Scenario;
import dev.hardstop.scenario.ScenarioKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The four scenarios get different diagnoses, in many seeded variations of each. */
class ScenariosTest {
  private static final String WRONG_DOMAIN = ", with an incident of a domain without a fault";

  private static final Map<ScenarioKind, String> EXPECTED = Map.of(
      ScenarioKind.TENANT_BREAKS, Name.DOMAIN_INCIDENT.name(),
      ScenarioKind.BLOCKLISTED, Name.SENDER_REPUTATION.name(),
      ScenarioKind.STALE_LIST, Name.DEAD_ADDRESSES.name(),
      ScenarioKind.QUIET_WEEK, Name.NOTHING_UNUSUAL.name());

  @Test
  void theFourScenariosAreDistinguished() {
    Map<ScenarioKind, Map<String, Long>> confusion = new EnumMap<>(ScenarioKind.class);
    for (ScenarioKind kind : ScenarioKind.values()) {
      confusion.put(
          kind,
          IntStream.range(0, variations(kind))
              .mapToObj(seed -> Scenario.of(kind, seed))
              .collect(Collectors.groupingBy(
                  ScenariosTest::diagnosed, TreeMap::new, Collectors.counting())));
    }
    confusion.forEach((kind, diagnosed) -> System.out.println(kind + " taken for " + diagnosed));
    assertThat(confusion)
        .allSatisfy((kind, diagnosed) -> assertThat(diagnosed.get(EXPECTED.get(kind)))
            .isGreaterThanOrEqualTo(variations(kind) * 95L / 100));
  }

  /** A blocklisting is sometimes missed, so a few variations would show little. */
  private static int variations(ScenarioKind kind) {
    return Soak.cases(kind == ScenarioKind.BLOCKLISTED ? 30 : 12, 200);
  }

  private static String diagnosed(Scenario scenario) {
    ScenarioRun run = ScenarioRun.of(scenario);
    Set<String> broken = scenario.broken().map(Set::of).orElse(Set.of());
    boolean otherDomain = !broken.containsAll(run.incidents());
    return run.result() + (otherDomain ? WRONG_DOMAIN : "");
  }
}
