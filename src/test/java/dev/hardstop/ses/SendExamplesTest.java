package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** examples/send inserts the time, also within envelopes, and prints the response. */
class SendExamplesTest {
  private static final String EXAMPLE = "examples/access-denied.sqs.json";

  private final FeedbackFunction function = new FeedbackFunction();
  private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "no curl here");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/feedback", exchange -> {
      posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      byte[] answer = "answered".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void theTimeIsInserted() throws Exception {
    Run run = send(EXAMPLE, "--at", "2026-11-20T10:00:00Z");

    assertThat(run.output()).isEqualTo(EXAMPLE + ": 200 answered\n");
    assertThat(run.status()).isZero();
    assertThat(posted.remove())
        .doesNotContain("@SENT@")
        .contains("Timestamp\\\":\\\"2026-11-20T10:00:00Z\\\"");
  }

  @Test
  void aDayIsEnough() throws Exception {
    send("--at", "2026-11-20", EXAMPLE);

    assertThat(posted.remove()).contains("2026-11-20T12:00:00.000Z");
  }

  @Test
  void withoutATimeEachMessageWasSentNow() throws Exception {
    Run run = send("examples/complaint.bare.json", "examples/delivery.sqs.json");

    assertThat(run.status()).isZero();
    assertThat(posted).hasSize(2).noneMatch(event -> event.contains("@SENT@"));
    assertThat(function.take(posted.remove())).isEqualTo(FeedbackFunction.NOTHING_FAILED);
  }

  /**
   * The time of a release has milliseconds, so events before and after it in the same second must
   * be distinguishable.
   */
  @Test
  void theCurrentTimeHasMilliseconds() throws Exception {
    assumeTrue(run("date", "+%3N").output().strip().length() == 3, "this date has no milliseconds");
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    send("examples/complaint.bare.json");

    JsonNode event = new JsonMapper().readTree(posted.remove());

    assertThat(Instant.parse(event.at("/mail/timestamp").textValue()))
        .isBetween(before, Instant.now());
  }

  @Test
  void anErrorIsPrinted() throws Exception {
    status = 500;

    Run run = send(EXAMPLE);

    assertThat(run.output()).isEqualTo(EXAMPLE + ": 500 answered\n");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void anInvalidTimeOrAMissingFileIsRejected() throws Exception {
    assertThat(send(EXAMPLE, "--at", "2026-11-20/e;s").status()).isEqualTo(2);
    assertThat(send(EXAMPLE, "--at", "tomorrow").status()).isEqualTo(2);
    assertThat(send("examples/none.json").status()).isEqualTo(2);
    assertThat(send(EXAMPLE, "--when", "2026-11-20").status()).isEqualTo(2);
    assertThat(send().status()).isEqualTo(2);
    assertThat(posted).isEmpty();
  }

  /** What a run wrote, both streams, and its exit status. */
  record Run(String output, int status) {}

  private Run send(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("examples/send"));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort()));
    return run(command.toArray(String[]::new));
  }

  private static Run run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(output, process.waitFor());
  }
}
