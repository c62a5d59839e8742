package dev.hardstop.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.cost.QueueSimulation.Result;
import dev.hardstop.cost.QueueSimulation.Sharing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The figures of docs/cost.md equal the formula and the simulation. */
class CostPageTest {
  private static final Path PAGE = Path.of("docs/cost.md");
  private static final double TEN_MINUTES = 600;
  private static final int FEEDBACK_CONCURRENCY = 5;

  @Test
  void aMillionBouncesCostsWhatTheFormulaSays() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(
            row("SQS", Prices.SQS * Prices.sqsRequests(1), Prices.SQS * Prices.sqsRequests(100)))
        .contains("| Lambda, invocations | 0.20 | 0.002 |")
        .contains(row("Lambda, GB-seconds", Prices.gbSeconds(1), Prices.gbSeconds(100)))
        .contains(row("DynamoDB", 1.875, 1.875))
        .contains(String.format(
            Locale.ROOT,
            "| **a million bounces** | **%.2f** | **%.2f** |",
            Prices.bounces(1),
            Prices.bounces(100)));
  }

  @Test
  void batchSizesAndConcurrencyEqualTheSimulation() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int rate :
        Soak.isLong() ? List.of(1, 10, 100, 1_000, 2_200, 2_600) : List.of(1, 10, 100)) {
      rows.append(simulatedRow(rate, FEEDBACK_CONCURRENCY));
    }
    if (Soak.isLong()) {
      rows.append(simulatedRow(10_000, 40));
    }
    assertThat(Files.readString(PAGE)).contains(rows);
  }

  private static Result simulated(int rate, int concurrency, Sharing sharing) {
    return QueueSimulation.run(rate, concurrency, sharing, TEN_MINUTES);
  }

  private static String simulatedRow(int rate, int concurrency) {
    Result one = simulated(rate, concurrency, Sharing.ONE_BY_ONE);
    Result turns = simulated(rate, concurrency, Sharing.IN_TURNS);
    return String.format(
        Locale.ROOT,
        "| %,d | %d | %.0f to %.0f | %.2f to %.2f | %.1f | %,d | %.3f to %.3f |%n",
        rate,
        concurrency,
        turns.batch(),
        one.batch(),
        one.atWork(),
        turns.atWork(),
        Math.max(one.longest(), turns.longest()),
        Math.max(one.left(), turns.left()),
        Prices.lambda(one.batch()),
        Prices.lambda(turns.batch()));
  }

  private static String row(String name, double alone, double together) {
    return String.format(Locale.ROOT, "| %s | %.2f | %.2f |", name, alone, together);
  }
}
