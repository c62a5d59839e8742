package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.VerdictChange;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The last change that is published about a subject is its verdict, in each mode of SES's list; and the
 * walk queues addresses for that list only where it follows the verdicts.
 */
class WalkLawTest {
  private static final int HISTORIES = Integer.getInteger("walk.histories", 30);

  @Test
  void whateverHappensTheLastChangeOfEverySubjectIsItsVerdictInTheEnd() {
    Set<VerdictChange.Cause> causes = new HashSet<>();
    Set<SesListMode> modes = new HashSet<>();
    for (int seed = 0; seed < HISTORIES; seed++) {
      WalkSimulation simulation = new WalkSimulation(seed).happens(120).settles();
      assertThat(simulation.wrong()).as("seed %d", seed).isEmpty();
      simulation.published().forEach(change -> causes.add(change.cause()));
      modes.addAll(simulation.modesOfQueued());
    }
    assertThat(causes)
        .contains(
            VerdictChange.Cause.FEEDBACK,
            VerdictChange.Cause.ACTION,
            VerdictChange.Cause.INCIDENT,
            VerdictChange.Cause.TIME,
            VerdictChange.Cause.RULES,
            VerdictChange.Cause.DOMAIN);
    assertThat(modes).containsExactly(SesListMode.FOLLOW);
  }
}
