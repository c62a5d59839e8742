package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.scenario.Kind;
import dev.hardstop.scenario.Scenario;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The four scenarios are told apart, many seeded variations of each. */
class ScenariosTest {
  private static final int VARIATIONS = Soak.cases(40, 200);
  private static final int RIGHT_AT_LEAST = VARIATIONS * 95 / 100;
  private static final String ANOTHER_DOMAINS = ", and an incident of a domain that is well";

  private static final Map<Kind, String> EXPECTED = Map.of(
      Kind.TENANT_BREAKS, Name.DOMAIN_INCIDENT.name(),
      Kind.BLOCKLISTED, Name.SENDER_REPUTATION.name(),
      Kind.STALE_LIST, Name.DEAD_ADDRESSES.name(),
      Kind.QUIET_WEEK, Name.NOTHING_UNUSUAL.name());

  @Test
  void theFourScenariosAreToldApart() {
    Map<Kind, Map<String, Long>> confusion = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      confusion.put(
          kind,
          IntStream.range(0, VARIATIONS)
              .mapToObj(seed -> Scenario.of(kind, seed))
              .collect(Collectors.groupingBy(
                  ScenariosTest::judged, TreeMap::new, Collectors.counting())));
    }
    confusion.forEach((kind, judged) -> System.out.println(kind + " taken for " + judged));
    assertThat(confusion)
        .allSatisfy((kind, judged) ->
            assertThat(judged.get(EXPECTED.get(kind))).isGreaterThanOrEqualTo(RIGHT_AT_LEAST));
  }

  private static String judged(Scenario scenario) {
    ScenarioRun run = ScenarioRun.of(scenario);
    Set<String> broken = scenario.broken().map(Set::of).orElse(Set.of());
    boolean anothers = !broken.containsAll(run.incidents());
    return run.inOneWord() + (anothers ? ANOTHER_DOMAINS : "");
  }
}
