package dev.hardstop.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.local.BatchReply;
import dev.hardstop.local.Deployment;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.FunctionPackage;
import dev.hardstop.local.SqsEvent;
import dev.hardstop.local.WireServer;
import dev.hardstop.queue.LocalQueue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Imports SES's events through a queue: {@code ./mvnw -q -Pbench test-compile exec:exec@import}, with a
 * package in {@code target}; {@code -Dimport.lines=20000} makes it a quick one.
 *
 * <p>The command line runs in a process of its own, with the options of {@code bin/hardstop}. SQS is a
 * stand-in in memory, and two processes of the packaged function read it, whose table is a stand-in
 * that accepts every write. All of them share the processors of the machine.
 */
public final class ImportBenchmark {
  private static final int FUNCTIONS = 2;
  private static final int BATCH = 100;
  private static final String STACK = "benchmark";
  private static final List<String> REPLIES = List.of(
      "smtp; 550 5.1.1 The email account does not exist",
      "smtp; 550 5.4.1 Recipient address rejected: Access denied.",
      "smtp; 452 4.2.2 The mailbox is full",
      "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using a blocklist",
      "smtp; 550 5.7.1 Message rejected as spam");

  private final AtomicLong recorded = new AtomicLong();
  private final AtomicLong mostHeld = new AtomicLong();
  private volatile boolean stopped;

  private ImportBenchmark() {}

  /** @param args the package, and how many lines there are */
  public static void main(String... args) throws Exception {
    new ImportBenchmark().run(Path.of(args[0]), Integer.parseInt(args[1]));
    // The queue leaves threads behind.
    System.exit(0);
  }

  private void run(Path zip, int lines) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "import-");
    Path input = events(folder.resolve("events.ndjson"), lines);
    try (FunctionPackage code = FunctionPackage.unpack(zip);
        StandInTable table = new StandInTable();
        LocalQueue queue = LocalQueue.start(10);
        WireServer parameters = WireServer.start(request -> parameter(queue))) {
      for (int i = 0; i < FUNCTIONS; i++) {
        ExecutionEnvironment function = start(code, table);
        daemon(() -> read(queue, function));
      }
      daemon(() -> watch(queue));
      measure(
          "second opinion alone", lines, folder, parameters, queue, "--dry-run", input.toString());
      measure(
          "import, recorded",
          lines,
          folder,
          parameters,
          queue,
          "--yes",
          "--wait",
          input.toString());
      stopped = true;
      print("recorded by the function", "%,d".formatted(recorded.get()));
      print("most messages in the queue", "%,d".formatted(mostHeld.get()));
    } finally {
      for (Path file : List.of(input, folder.resolve("output"))) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Four of five are bounces, some are complaints, the rest are deliveries. */
  private static Path events(Path file, int lines) throws IOException {
    Random random = new Random(17);
    Instant end = Instant.now().minus(Duration.ofDays(30));
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < lines; i++) {
        String address = "user%d@d%d.example.com".formatted(i, i / 50);
        String mail =
            "\"mail\":{\"timestamp\":\"%s\",\"messageId\":\"0102%016x\",\"destination\":[\"%s\"]}"
                .formatted(end.minusSeconds(random.nextInt(30_000_000)), i, address);
        int percent = random.nextInt(100);
        if (percent < 80) {
          out.write(
              ("{\"eventType\":\"Bounce\",%s,\"bounce\":{\"bounceType\":\"Permanent\",\"bounceSubType\":"
                      + "\"General\",\"bouncedRecipients\":[{\"emailAddress\":\"%s\",\"action\":\"failed\","
                      + "\"diagnosticCode\":\"%s\"}],\"feedbackId\":\"0102%x\"}}\n")
                  .formatted(mail, address, REPLIES.get(random.nextInt(REPLIES.size())), i));
        } else if (percent < 85) {
          out.write(("{\"eventType\":\"Complaint\",%s,\"complaint\":{\"complainedRecipients\":"
                  + "[{\"emailAddress\":\"%s\"}],\"feedbackId\":\"0102%x\"}}\n")
              .formatted(mail, address, i));
        } else {
          out.write(("{\"eventType\":\"Delivery\",%s,\"delivery\":{\"recipients\":[\"%s\"],"
                  + "\"smtpResponse\":\"250 OK\"}}\n")
              .formatted(mail, address));
        }
      }
    }
    return file;
  }

  /** What the stack's parameter says (AWS Systems Manager API reference, GetParameter). */
  private static WireServer.Answer parameter(LocalQueue queue) throws IOException {
    ObjectMapper json = new ObjectMapper();
    String outputs = json.writeValueAsString(
        Map.of("QueueUrl", queue.url(), "DeadLetterQueueUrl", queue.deadLettersUrl()));
    return new WireServer.Answer(
        200,
        Map.of("Content-Type", "application/x-amz-json-1.1"),
        json.writeValueAsBytes(Map.of("Parameter", Map.of("Value", outputs))));
  }

  private static ExecutionEnvironment start(FunctionPackage code, StandInTable table)
      throws Exception {
    ExecutionEnvironment function = ExecutionEnvironment.start(
        code,
        Deployment.read(Path.of("template.yaml"))
            .function("feedback")
            .withTimeout(Duration.ofSeconds(60)),
        table.variables(),
        Redirect.DISCARD);
    function.awaitInit();
    return function;
  }

  /** As Lambda's event source mapping does. */
  private void read(LocalQueue queue, ExecutionEnvironment function) throws Exception {
    while (!stopped) {
      List<Message> batch = new ArrayList<>(queue.receive(10, Duration.ofSeconds(1)));
      List<Message> more = batch;
      while (!more.isEmpty() && batch.size() < BATCH) {
        more = queue.receive(10, Duration.ZERO);
        batch.addAll(more);
      }
      if (!batch.isEmpty()) {
        Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
        Set<String> failed =
            BatchReply.failed(function.invoke(SqsEvent.of(batch, queue.arn())), ids);
        batch.removeIf(message -> failed.contains(message.messageId()));
        queue.delete(batch);
        recorded.addAndGet(batch.size());
      }
    }
  }

  private void watch(LocalQueue queue) throws InterruptedException {
    while (!stopped) {
      mostHeld.accumulateAndGet(queue.held(), Math::max);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void measure(
      String what,
      int lines,
      Path folder,
      WireServer parameters,
      LocalQueue queue,
      String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of("import", "--json", "--stack", STACK, "--region", "eu-west-1"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    CommandProcess ended = CommandProcess.run(
        List.of("-XX:TieredStopAtLevel=1"),
        Map.of(
            "AWS_ENDPOINT_URL_SSM",
            "http://" + parameters.hostAndPort(),
            "AWS_ENDPOINT_URL_SQS",
            URI.create(queue.url()).resolve("/").toString(),
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test",
            "XDG_STATE_HOME",
            folder.toString()),
        Redirect.to(output.toFile()),
        command);
    if (ended.exitCode() != 0) {
      throw new IllegalStateException(
          "the import ended with " + ended.exitCode() + ": " + Files.readString(output, UTF_8));
    }
    print(what + ", lines a second", "%,.0f".formatted(lines / ended.seconds()));
    print(what + ", seconds", "%,.0f".formatted(ended.seconds()));
    print(what + ", most memory of the process (MB)", "%,d".formatted(ended.peakMegabytes()));
  }

  private static void print(String name, String value) {
    System.out.printf(Locale.ROOT, "| %s | %s |%n", name, value);
  }

  private interface Work {
    void run() throws Exception;
  }

  private void daemon(Work work) {
    Thread thread = new Thread(
        () -> {
          try {
            work.run();
          } catch (Exception e) {
            // At the end the queue is closed while it is being read.
            if (!stopped) {
              throw new IllegalStateException(e);
            }
          }
        },
        "benchmark");
    thread.setDaemon(true);
    thread.start();
  }
}
