package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The verdicts that many senders get at the same time while feedback is written. */
class CheckUnderLoadIT {
  private static final int CLIENTS = 32;
  private static final int SECONDS = Soak.cases(2, 60);

  /**
   * Fewer than Lambda would start for these clients; more would only compete for two processors.
   */
  private static final int ENVIRONMENTS = Soak.cases(2, 4);

  @Test
  void anAddressSuppressedBeforeTheRequestIsNeverReportedClear() throws Exception {
    LocalSettings settings = new LocalSettings(
            0, TestPackage.TEMPLATE, TestPackage.zip(), TestPackage::log, ENVIRONMENTS, Map.of())
        .startingWhenInvoked();
    try (LocalSystem system = LocalSystem.start(settings)) {
      LocalApi api = new LocalApi(system.address());
      KnownAddresses known = new KnownAddresses(api);
      known.grow();
      int atFirst = known.suppressed();
      callSomeClear(api, known);

      List<CheckClient.Result> results = load(api, known);
      int meanwhile = known.suppressed() - atFirst;
      CheckClient.Result afterwards = afterwards(api, known);

      List<String> wrong =
          results.stream().flatMap(result -> result.wrong().stream()).toList();
      int becameSuppressed =
          results.stream().mapToInt(CheckClient.Result::becameSuppressed).sum()
              + afterwards.becameSuppressed();
      print(
          results,
          meanwhile,
          becameSuppressed,
          wrong.size() + afterwards.wrong().size());
      assertThat(wrong).isEmpty();
      assertThat(afterwards.wrong()).isEmpty();
      assertThat(results).hasSize(CLIENTS).allMatch(result -> result.addresses() > 0);
      assertThat(meanwhile).isPositive();
      assertThat(becameSuppressed).as("called clear, then suppressed").isPositive();
    }
  }

  /** On a busy machine an address may be suppressed before any question about it is answered. */
  private static void callSomeClear(LocalApi api, KnownAddresses known) {
    CheckClient client = new CheckClient(api, known, -1);
    while (known.reportedClear().isEmpty()) {
      client.ask();
    }
    assertThat(client.result().wrong()).isEmpty();
  }

  /** All clients check and one thread writes until the time is over. */
  private static List<CheckClient.Result> load(LocalApi api, KnownAddresses known)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
    try {
      Future<?> writer = threads.submit(() -> repeat(known::grow, end));
      List<Callable<CheckClient.Result>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        CheckClient client = new CheckClient(api, known, i);
        clients.add(() -> {
          repeat(client::ask, end);
          return client.result();
        });
      }
      List<CheckClient.Result> results = new ArrayList<>();
      for (Future<CheckClient.Result> client : threads.invokeAll(clients)) {
        results.add(client.get());
      }
      writer.get();
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** At least once, however slow the machine. */
  private static void repeat(Runnable what, long end) {
    do {
      what.run();
    } while (System.nanoTime() < end);
  }

  /**
   * Checks with every process all addresses that were reported clear during the load, once they are
   * suppressed.
   */
  private static CheckClient.Result afterwards(LocalApi api, KnownAddresses known) {
    for (int grown = 0; grown < CheckClient.NEAR; grown += KnownAddresses.BATCH) {
      known.grow();
    }
    CheckClient client = new CheckClient(api, known, CLIENTS);
    for (int i = 0; i < 2 * ENVIRONMENTS; i++) {
      client.askAgain();
    }
    return client.result();
  }

  private static void print(
      List<CheckClient.Result> results, int suppressed, int becameSuppressed, int wrong) {
    long[] nanos = results.stream()
        .map(CheckClient.Result::nanos)
        .flatMapToLong(LongStream::of)
        .sorted()
        .toArray();
    System.out.printf(
        "check: %d clients, %d s, %d processes: %,d questions about %,d addresses, %,d suppressed"
            + " meanwhile, %,d answers about such as were called clear before, %d wrong; p50 %.1f ms,"
            + " p99 %.1f ms%n",
        CLIENTS,
        SECONDS,
        ENVIRONMENTS,
        nanos.length,
        results.stream().mapToInt(CheckClient.Result::addresses).sum(),
        suppressed,
        becameSuppressed,
        wrong,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6);
  }
}
