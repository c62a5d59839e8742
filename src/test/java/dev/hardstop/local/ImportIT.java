package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.Soak;
import dev.hardstop.cli.Console;
import dev.hardstop.cli.Hardstop;
import dev.hardstop.dynamodb.TableContents;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code hardstop import} into the packaged functions. */
class ImportIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SAMPLES = Path.of("examples", "import");
  private static final String STREAM = "newsletter";
  private static final int LINES = Soak.cases(2_000, 4_000);

  /** One of this many samples is imported twice. */
  private static final int TWICE_OF = Soak.cases(3, 1);

  private static LocalSystem system;
  private static LocalApi api;

  @TempDir
  private Path folder;

  @BeforeAll
  static void start() throws Exception {
    system = LocalSystem.start(
        new LocalSettings(0, TestPackage.TEMPLATE, TestPackage.zip(), TestPackage::log, 1, Map.of())
            .with("Streams", STREAM)
            .startingWhenInvoked());
    api = new LocalApi(system.address());
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @BeforeEach
  void empty() {
    system.forgetEverything();
  }

  @Test
  void everySampleLeadsToTheVerdictsOfItsTableHoweverOftenItIsImported() throws Exception {
    List<ImportSample> samples = ImportSample.all(SAMPLES);
    for (int i = 0; i < samples.size(); i++) {
      ImportSample sample = samples.get(i);
      system.forgetEverything();
      int exit = run(sample.arguments("--dry-run", "--json"));
      assertThat(contents().items()).as("after the dry run of " + sample).isEmpty();

      assertThat(run(sample.arguments("--yes", "--json"))).as(sample.toString()).isEqualTo(exit);

      sample
          .verdicts()
          .forEach((address, expected) -> assertThat(ImportSample.text(api.verdict(address)))
              .as(sample.file() + ": " + address)
              .isEqualTo(expected));
      if (i % TWICE_OF == 0) {
        TableContents once = contents();
        run(sample.arguments("--yes", "--json"));
        assertThat(contents().differences(once)).as(sample.file() + ", twice").isEmpty();
      }
    }
    assertThat(samples).hasSizeGreaterThan(10);
  }

  @Test
  void anInterruptedImportContinuesAndEndsAsIfItHadNotBeenInterrupted() throws Exception {
    Path input = bounces();
    Process first = start(input);
    awaitProgress(first);
    new ProcessBuilder("kill", "-INT", Long.toString(first.pid())).start().waitFor();
    assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(first.exitValue()).isEqualTo(130);
    String said = Files.readString(folder.resolve("errors"));
    assertThat(said).contains("Interrupted: ", "The same command continues there.");
    assertThat(contents().items().size()).isLessThan(LINES);

    Process second = start(input);

    assertThat(second.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(second.exitValue()).isZero();
    assertThat(Files.readString(folder.resolve("errors"))).contains("it continues there");
    JsonNode result =
        JSON.readTree(Files.readAllLines(folder.resolve("output")).get(1)).path("result");
    assertThat(result.path("sent").asInt()).isEqualTo(LINES);
    assertThat(progressFiles()).isEmpty();
    assertThat(contents().subjects()).hasSize(LINES);
  }

  private Path bounces() throws IOException {
    Path file = folder.resolve("bounces.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("status,reason,email,created\n");
      for (int i = 0; i < LINES; i++) {
        out.write("5.1.1,550 5.1.1 user unknown,user%d@example.com,1764320400%n".formatted(i));
      }
    }
    return file;
  }

  private Process start(Path input) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(LocalProgram.withDefaultSignals());
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        Hardstop.class.getName(),
        "import",
        "--yes",
        "--json",
        "--url",
        system.address().toString(),
        input.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.redirectOutput(folder.resolve("output").toFile());
    builder.redirectError(folder.resolve("errors").toFile());
    return builder.start();
  }

  private void awaitProgress(Process process) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (progressFiles().isEmpty()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "no progress: " + Files.readString(folder.resolve("errors")));
      }
      Thread.sleep(5);
    }
  }

  private List<Path> progressFiles() throws IOException {
    Path state = folder.resolve("state").resolve("hardstop");
    if (!Files.exists(state)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(state)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private static TableContents contents() {
    try (DynamoDbClient client = system.database().client()) {
      return TableContents.of(client, LocalSystem.TABLE);
    }
  }

  /** Runs the command in this JVM, without a terminal. */
  private int run(List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of("import", "--url", system.address().toString()));
    command.addAll(arguments);
    command.addAll(List.of("--rejects", folder.resolve("rejects.csv").toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Console console = new Console(
        InputStream.nullInputStream(),
        new PrintStream(out, true, UTF_8),
        new PrintStream(errors, true, UTF_8),
        Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
        Set.of());
    int exit = Hardstop.run(console, command.toArray(String[]::new));
    assertThat(exit).as(errors.toString(UTF_8)).isIn(0, 1);
    return exit;
  }
}
