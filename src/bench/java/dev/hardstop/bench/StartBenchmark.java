package dev.hardstop.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hardstop.local.WireServer;
import java.lang.ProcessBuilder.Redirect;
import java.util.Arrays;
import java.util.Map;

/** The median of the times from start to end of {@code bin/hardstop}; the first of them may build it. */
public final class StartBenchmark {
  private static final int RUNS = 11;
  private static final byte[] CLEAR =
      "{\"results\":[{\"suppressed\":false,\"state\":\"clear\"}]}".getBytes(UTF_8);

  private StartBenchmark() {}

  public static void main(String... arguments) throws Exception {
    try (var api = WireServer.start(request -> new WireServer.Answer(200, Map.of(), CLEAR))) {
      long help = median("bin/hardstop", "--help");
      String url = "http://" + api.hostAndPort();
      long check = median("bin/hardstop", "check", "ann@example.com", "--url", url);
      System.out.printf("bin/hardstop: --help %d ms, check %d ms%n", help, check);
    }
  }

  private static long median(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD);
    long[] millis = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long began = System.nanoTime();
      if (builder.start().waitFor() != 0) {
        throw new IllegalStateException("the command failed");
      }
      millis[i] = (System.nanoTime() - began) / 1_000_000;
    }
    Arrays.sort(millis);
    return millis[RUNS / 2];
  }
}
