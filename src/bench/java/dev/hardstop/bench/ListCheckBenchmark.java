package dev.hardstop.bench;

import dev.hardstop.local.LocalSettings;
import dev.hardstop.local.LocalSystem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How fast {@code hardstop check FILE} is against a local system, and how much memory it takes: a list
 * of {@code -Dlist.rows} rows (100,000), of which 3 % are suppressed. docs/check-file.md has the command.
 */
public final class ListCheckBenchmark {
  private static final int RECIPIENTS_A_BOUNCE = 50;
  private static final int ONE_IN = 33;
  private static final String HEAP = "-Xmx256m";

  private ListCheckBenchmark() {}

  /** @param arguments the zip of the function; without one {@code target/function.zip} */
  public static void main(String... arguments) throws Exception {
    int rows = Integer.getInteger("list.rows", 100_000);
    Path zip = Path.of(arguments.length > 0 ? arguments[0] : "target/function.zip");
    Path folder = Files.createTempDirectory("list-check");
    Path list = folder.resolve("list.csv");
    write(list, rows);
    LocalSettings settings = new LocalSettings(
        0, Path.of("template.yaml"), zip, handler -> Redirect.DISCARD, 1, Map.of());
    try (LocalSystem system = LocalSystem.start(settings)) {
      suppress(system.address(), rows);
      check(system.address(), list, folder.resolve("warm.csv"), rows);
      check(system.address(), list, folder.resolve("checked.csv"), rows);
    }
  }

  private static void write(Path list, int rows) throws IOException {
    try (BufferedWriter file = Files.newBufferedWriter(list)) {
      file.write("id,email,name,note\n");
      for (int i = 0; i < rows; i++) {
        file.write(i + "," + address(i) + ",\"Recipient, number " + i + "\",some text\n");
      }
    }
  }

  private static String address(int i) {
    return "recipient-" + i + "@d" + i % 5_000 + ".example";
  }

  private static void suppress(URI system, int rows) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    for (int from = 0; from < rows; from += ONE_IN * RECIPIENTS_A_BOUNCE) {
      int first = from;
      String event = bounce(IntStream.range(0, RECIPIENTS_A_BOUNCE)
          .map(i -> first + i * ONE_IN)
          .filter(i -> i < rows)
          .mapToObj(ListCheckBenchmark::address)
          .toList());
      HttpResponse<String> answer = http.send(
          HttpRequest.newBuilder(system.resolve("/feedback"))
              .POST(BodyPublishers.ofString(event))
              .build(),
          BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("feedback was answered with " + answer.statusCode());
      }
    }
  }

  private static String bounce(List<String> addresses) {
    String time = Instant.now().toString();
    String destination =
        addresses.stream().map(each -> '"' + each + '"').collect(Collectors.joining(","));
    String recipients = addresses.stream()
        .map(
            each -> "{\"emailAddress\":\"" + each + "\",\"action\":\"failed\",\"status\":\"5.1.1\","
                + "\"diagnosticCode\":\"smtp; 550 5.1.1 user unknown\"}")
        .collect(Collectors.joining(","));
    String id = addresses.get(0);
    return "{\"eventType\":\"Bounce\",\"mail\":{\"timestamp\":\"" + time + "\",\"messageId\":\""
        + id
        + "\",\"destination\":[" + destination + "]},\"bounce\":{\"bounceType\":\"Permanent\","
        + "\"bounceSubType\":\"General\",\"bouncedRecipients\":[" + recipients
        + "],\"timestamp\":\""
        + time + "\",\"feedbackId\":\"" + id + "\"}}";
  }

  private static void check(URI system, Path list, Path output, int rows)
      throws IOException, InterruptedException {
    CommandProcess ended = CommandProcess.run(
        List.of(HEAP),
        Map.of(),
        Redirect.INHERIT,
        List.of(
            "check", list.toString(), "--url", system.toString(), "--output", output.toString()));
    long suppressed;
    try (var lines = Files.lines(output)) {
      suppressed = lines.filter(line -> line.contains(",no,suppressed,")).count();
    }
    System.out.printf(
        Locale.ROOT,
        "exit code %d: %,d rows in %.1f s, %,.0f rows a second; %,d suppressed; at most %,d MB"
            + " resident (%s)%n",
        ended.exitCode(),
        rows,
        ended.seconds(),
        rows / ended.seconds(),
        suppressed,
        ended.peakMegabytes(),
        HEAP);
  }
}
