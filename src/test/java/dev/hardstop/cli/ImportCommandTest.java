package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.local.WireServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hardstop import}, with a stand-in for the local system. */
class ImportCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNCES = """
      status,reason,email,created
      5.1.1,"550 5.1.1 <gone@example.com>: user unknown",gone@example.com,1764320400
      4.2.2,452 4.2.2 The mailbox is full,full@example.com,1764324000
      5.7.1,"554 5.7.1 Client host [192.0.2.7] blocked using a blocklist",ann@example.com,1764324000
      5.1.1,"550 5.1.1 <gone@example.com>: user unknown",gone@example.com,1764320400
      5.1.1,550 5.1.1 user unknown,not an address,1764320400
      """;
  private static final String SUPPRESSIONS = """
      {"Suppressions":[
      {"EmailAddress":"shut@example.com","SuppressionReason":"HardBounce","Origin":"Recipient","CreatedAt":"2026-03-12T09:30:00Z"},
      {"EmailAddress":"off@example.com","SuppressionReason":"ManualSuppression","Origin":"Customer","CreatedAt":"2026-03-12T10:00:00Z"}]}
      """;
  private static final String EVENTS = """
      {"eventType":"Delivery","mail":{"timestamp":"2026-11-03T09:01:00.000Z","messageId":"0102-b","destination":["ann@example.com"]},"delivery":{"recipients":["ann@example.com"]}}
      {"eventType":"Open","mail":{"timestamp":"2026-11-03T09:01:00.000Z","messageId":"0102-b","destination":["ann@example.com"]},"open":{}}
      {"eventType":"Complaint","mail":{"timestamp":"2026-11-03T09:02:00.000Z","messageId":"0102-c","destination":["joe@example.com"]},"complaint":{"complainedRecipients":[{"emailAddress":"joe@example.com"}],"feedbackId":"0102-g"}}
      """;

  @TempDir
  private Path folder;

  private final List<String> posted = Collections.synchronizedList(new ArrayList<>());
  private Predicate<String> fails = body -> false;
  private String streams = "";
  private WireServer system;
  private String out = "";
  private String err = "";

  @BeforeEach
  void start() throws IOException {
    system = WireServer.start(this::answer);
  }

  @AfterEach
  void stop() {
    system.close();
  }

  private WireServer.Answer answer(WireServer.Request request) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    if (request.path().equals("/local")) {
      answer.put("TableEndpoint", "http://127.0.0.1:1");
      answer.putObject("Variables").put("HARDSTOP_STREAMS", streams);
    } else {
      ArrayNode failures = answer.putArray("batchItemFailures");
      for (JsonNode record : JSON.readTree(request.body()).path("Records")) {
        String body = record.path("body").asText();
        if (fails.test(body)) {
          failures.addObject().set("itemIdentifier", record.path("messageId"));
        } else {
          posted.add(body);
        }
      }
    }
    return new WireServer.Answer(
        200, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(answer));
  }

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toString();
  }

  private int run(String... arguments) {
    return run(new CommandRun(), arguments);
  }

  private int run(CommandRun command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("import"));
    all.addAll(Arrays.asList(arguments));
    int exit = command
        .with("XDG_STATE_HOME", folder.resolve("state").toString())
        .run(all.toArray(String[]::new));
    out = command.out();
    err = command.err();
    return exit;
  }

  private String[] toLocalSystem(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--url", "http://" + system.hostAndPort()));
    all.addAll(Arrays.asList(arguments));
    return all.toArray(String[]::new);
  }

  private JsonNode json(int line) throws IOException {
    return JSON.readTree(out.lines().toList().get(line));
  }

  @Test
  void aDryRunNeedsNoHardstopAndSaysWhatTheReceiversWordsMean() throws IOException {
    int exit = run("--dry-run", file("bounces.csv", BOUNCES));
    assertThat(out)
        .contains("5 lines in 1 file")
        .contains("INVALID_RECIPIENT")
        .contains("***@example.com: 550 5.1.1 <address>: user unknown")
        .contains(
            "Suppressed by your provider: 2. Not the address's fault, by the receivers' words: 1"
                + " (SENDER_REPUTATION 1)")
        .contains("bounces.csv, line 6: ");
    assertThat(exit).isEqualTo(ExitCode.NO);
    assertThat(posted).isEmpty();
  }

  @Test
  void theSecondOpinionNamesNoAddressAndNoUnmaskedWords() throws IOException {
    run("--dry-run", file("bounces.csv", BOUNCES), file("events.json", EVENTS));
    String people = out;
    run("--dry-run", "--json", file("bounces.csv", BOUNCES), file("events.json", EVENTS));
    assertThat(people + out + err)
        .doesNotContain("gone@", "full@", "ann@", "joe@", "not an address", "192.0.2.7");
  }

  @Test
  void withoutATerminalTheImportMustBeConfirmedInAdvance() throws IOException {
    assertThat(run(toLocalSystem(file("bounces.csv", BOUNCES)))).isEqualTo(ExitCode.USAGE);
    assertThat(err).contains("--yes");
    assertThat(out).isEmpty();
    assertThat(posted).isEmpty();
  }

  @Test
  void whoPipesTheInputCannotAnswerAQuestion() {
    int exit =
        run(new CommandRun().withInput(BOUNCES).onTerminal(Console.Stream.IN), toLocalSystem("-"));
    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(err).contains("--yes");
  }

  @Test
  void nothingIsSentWithoutAYes() throws IOException {
    int exit = run(
        new CommandRun().withInput("n\n").onTerminal(Console.Stream.IN),
        toLocalSystem(file("bounces.csv", BOUNCES)));
    assertThat(exit).isEqualTo(ExitCode.NO);
    assertThat(out).contains("Second opinion");
    assertThat(err).contains("Import 3 lines into the local system?", "Nothing was imported.");
    assertThat(posted).isEmpty();
  }

  @Test
  void aYesSendsTheLines() throws IOException {
    run(
        new CommandRun().withInput("y\n").onTerminal(Console.Stream.IN),
        toLocalSystem(file("bounces.csv", BOUNCES)));
    assertThat(posted).hasSize(3);
    assertThat(out).contains("Lines sent: 3.");
  }

  @Test
  void everyLineIsSentOrCountedOrInTheRejectsFile() throws IOException {
    fails = body -> body.contains("full@example.com");
    int exit = run(toLocalSystem(
        "--yes",
        "--json",
        "--rejects",
        folder.resolve("left.csv").toString(),
        file("a.csv", BOUNCES),
        file("b.json", SUPPRESSIONS),
        file("c.json", EVENTS)));
    JsonNode opinion = json(0).path("secondOpinion");
    JsonNode result = json(1).path("result");
    assertThat(result.path("lines").asLong()).isEqualTo(10);
    assertThat(sum(result, "sent", "notAccepted", "duplicate", "refused", "ignored", "unreadable"))
        .isEqualTo(10);
    assertThat(sum(opinion, "accepted", "duplicate", "refused", "ignored", "unreadable"))
        .isEqualTo(10);
    assertThat(posted).hasSize(result.path("sent").asInt()).hasSize(5);
    assertThat(Files.readString(folder.resolve("left.csv")))
        .hasLineCount(4)
        .contains("full@example.com", "off@example.com")
        .contains(
            "a.csv,6,,its address is not valid,\"5.1.1,550 5.1.1 user unknown,not an address,");
    assertThat(exit).isEqualTo(ExitCode.NO);
  }

  private static long sum(JsonNode json, String... names) {
    return Arrays.stream(names).mapToLong(name -> json.path(name).asLong()).sum();
  }

  @Test
  void theRejectsFileStandsBesideTheInput() throws IOException {
    run(toLocalSystem("--yes", file("bounces.csv", BOUNCES)));
    assertThat(folder.resolve("bounces.csv.rejects.csv")).exists();
    assertThat(err).contains("Lines not imported: 1; ").contains("bounces.csv.rejects.csv");
  }

  @Test
  void theRejectsFileNeverReplacesTheInput() throws IOException {
    String file = file("bounces.csv", BOUNCES);
    assertThat(run(toLocalSystem("--yes", "--rejects", file, file))).isEqualTo(ExitCode.USAGE);
    assertThat(Path.of(file)).hasContent(BOUNCES);
    assertThat(posted).isEmpty();
  }

  @Test
  void theRejectsFileNeverReplacesTheInputWhicheverWayItIsNamed() throws IOException {
    String file = file("in/bounces.csv", BOUNCES);
    String earlier = file("in/bounces.csv.rejects.csv", BOUNCES);
    String sameFile = folder.resolve("in/../in/bounces.csv").toString();
    String link =
        Files.createSymbolicLink(folder.resolve("link.csv"), Path.of(file)).toString();
    String inFolder = folder.resolve("in").toString();
    List<String[]> commands = List.of(
        new String[] {"--rejects", sameFile, file},
        new String[] {"--rejects", file, sameFile},
        new String[] {"--rejects", file, link},
        new String[] {"--rejects", file, inFolder},
        new String[] {file, earlier});
    for (String[] command : commands) {
      List<String> all = new ArrayList<>(List.of("--yes"));
      all.addAll(Arrays.asList(command));
      assertThat(run(toLocalSystem(all.toArray(String[]::new)))).isEqualTo(ExitCode.USAGE);
      assertThat(err).contains("it would replace").contains("--rejects");
    }
    assertThat(Path.of(file)).hasContent(BOUNCES);
    assertThat(Path.of(earlier)).hasContent(BOUNCES);
    assertThat(posted).isEmpty();
  }

  @Test
  void aFolderWithTheRejectsOfAnEarlierImportIsImportedAgain() throws IOException {
    file("in/bounces.csv", BOUNCES);
    String rejects = folder.resolve("in/old.rejects.csv").toString();
    for (int i = 0; i < 2; i++) {
      assertThat(run(
              toLocalSystem("--yes", "--rejects", rejects, folder.resolve("in").toString())))
          .isEqualTo(ExitCode.NO);
    }
    assertThat(posted).hasSize(6);
    assertThat(Path.of(rejects)).content().contains("its address is not valid");
  }

  @Test
  void theRejectsFileIsWrittenAlsoWhereNoLineCanBeImported() throws IOException {
    String file = file(
        "bounces.csv",
        BOUNCES.lines().limit(1).findFirst().orElseThrow()
            + "\n5.1.1,550 5.1.1 user unknown,not an address,1764320400\n");
    assertThat(run(toLocalSystem("--yes", file))).isEqualTo(ExitCode.NO);
    assertThat(Path.of(file + ".rejects.csv")).content().contains("its address is not valid");
    assertThat(posted).isEmpty();
  }

  @Test
  void deliveriesAreSentLast() throws IOException {
    assertThat(run(toLocalSystem("--yes", file("events.json", EVENTS))))
        .isEqualTo(ExitCode.SUCCESS);
    assertThat(posted).hasSize(2);
    assertThat(posted.get(0)).contains("\"Complaint\"");
    assertThat(posted.get(1)).contains("\"Delivery\"");
  }

  @Test
  void unsubscriptionsAreRefusedUntilAStreamOfTheStackIsNamed() throws IOException {
    String file = file("suppressions.json", SUPPRESSIONS);
    assertThat(run(toLocalSystem("--yes", file))).isEqualTo(ExitCode.NO);
    assertThat(posted).singleElement().asString().contains("shut@example.com");

    assertThat(run(toLocalSystem("--yes", "--unsubscribes-as", "news", file)))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err).contains("set its parameter Streams");

    streams = "news,receipts";
    assertThat(run(toLocalSystem("--yes", "--unsubscribes-as", "other", file)))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err).contains("news, receipts");

    assertThat(run(toLocalSystem("--yes", "--unsubscribes-as", "news", file)))
        .isEqualTo(ExitCode.SUCCESS);
    assertThat(posted)
        .last()
        .asString()
        .contains("off@example.com", "UnsubscribedRecipient", "news");
  }

  @Test
  void aFileThatIsNotRecognisedIsRefusedAndTheOthersAreImported() throws IOException {
    file("in/bounces.csv", BOUNCES);
    file("in/notes.csv", "name,colour\nann,green\n");
    int exit = run(toLocalSystem("--yes", folder.resolve("in").toString()));
    assertThat(out).contains("refused: ").contains("notes.csv: ");
    assertThat(posted).hasSize(3);
    assertThat(exit).isEqualTo(ExitCode.NO);
    assertThat(Files.readString(folder.resolve("in.rejects.csv"))).contains("notes.csv,,,");
  }

  @Test
  void theLinesBeforeTheDamageOfACompressedFileAreImported() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(BOUNCES.lines().findFirst().orElseThrow().getBytes(UTF_8));
      for (int i = 0; i < 10_000; i++) {
        out.write("\n5.1.1,550 5.1.1 user unknown,user%d@example.com,1764320400"
            .formatted(i)
            .getBytes(UTF_8));
      }
    }
    Path file = folder.resolve("bounces.csv.gz");
    Files.write(file, Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2));

    assertThat(run(toLocalSystem("--yes", file.toString()))).isEqualTo(ExitCode.NO);

    assertThat(posted).hasSizeBetween(1, 9_999).first().asString().contains("user0@example.com");
    assertThat(out).contains("refused: ").contains("bounces.csv.gz: the archive is damaged");
    assertThat(Files.readString(folder.resolve("bounces.csv.gz.rejects.csv"))).contains("damaged");
  }

  /** Of a compressed file, the compressed bytes are counted. */
  @Test
  void theFirstPassKnowsHowManyBytesThereAre() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(BOUNCES.getBytes(UTF_8));
    }
    file("in/b.csv", BOUNCES.replace("@example.com", "@" + "long.".repeat(800) + "example.com"));
    Files.write(folder.resolve("in/a.csv.gz"), gzip.toByteArray());
    long size = gzip.size() + Files.size(folder.resolve("in/b.csv"));

    run("--dry-run", folder.resolve("in").toString());

    assertThat(err)
        .contains("reading: %1$d/%1$d kB, 100 %%, ".formatted((size + 999) / 1_000))
        .contains(" s left");
  }

  @Test
  void waitingSaysWhatShowsThatTheLinesAreRecorded() throws IOException {
    assertThat(run(toLocalSystem("--yes", "--wait", file("events.json", EVENTS))))
        .isEqualTo(ExitCode.SUCCESS);
    assertThat(err).contains("every accepted line is recorded");
  }

  @Test
  void anUnreachableSystemIsReportedAndTheProgressIsKept() throws IOException {
    String file = file("bounces.csv", BOUNCES);
    system.close();
    assertThat(run(toLocalSystem("--yes", file))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err).contains("does not answer");
  }

  @Test
  void aDateInTheFutureIsRefused() throws IOException {
    assertThat(run("--dry-run", "--date", "2099-01-01", file("bounces.csv", BOUNCES)))
        .isEqualTo(ExitCode.USAGE);
  }
}
