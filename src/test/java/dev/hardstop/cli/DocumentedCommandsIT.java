package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.local.DocumentedCommands;
import dev.hardstop.local.LocalApi;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code bin/hardstop} in the documents, as a person at a terminal types them who answers every
 * question with yes. They are run in this JVM against the packaged functions: the local system takes the place
 * of the stack that a command names, and the files that they name are in a temporary folder. Commands that use S3
 * are left out.
 */
@ExtendWith(RunningSystem.class)
class DocumentedCommandsIT {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern HARDSTOP = Pattern.compile(" --(stack|url) \\S+");
  private static final Pattern FILE = Pattern.compile("[\\w-]+\\.(csv|ndjson)");

  private final LocalSystem system;
  private final LocalApi api;

  @TempDir
  private Path folder;

  DocumentedCommandsIT(LocalSystem system) {
    this.system = system;
    this.api = new LocalApi(system.address());
  }

  private record Ended(String command, int exitCode, String out, String err) {}

  @BeforeEach
  void suppressOneAddress() {
    system.forgetEverything();
    api.send("access-denied.sqs.json", Instant.now());
  }

  private List<Ended> run(String document) throws IOException {
    List<Ended> ended = new ArrayList<>();
    for (String line : DocumentedCommands.ofHardstop(Path.of(document)).lines()) {
      if (!line.contains("s3://")) {
        ended.add(ended(line));
      }
    }
    return ended;
  }

  private Ended ended(String line) {
    CommandRun run = new CommandRun()
        .with("XDG_STATE_HOME", folder.resolve("state").toString())
        .onTerminal(Console.Stream.IN)
        .withInput("y\n");
    List<String> words = words(HARDSTOP.matcher(line).replaceAll(" --url " + system.address()));
    int exitCode = run.run(words.subList(1, words.size()).toArray(String[]::new));
    return new Ended(line, exitCode, run.out(), run.err());
  }

  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(line); word.find(); ) {
      String text = word.group(1) == null ? word.group(2) : word.group(1);
      words.add(FILE.matcher(text).matches() ? folder.resolve(text).toString() : text);
    }
    return words;
  }

  private static void assertExitCodes(List<Ended> ended, Integer... exitCodes) {
    assertThat(ended).extracting(Ended::exitCode).as(ended.toString()).containsExactly(exitCodes);
  }

  @Test
  void theCommandLineExplainsChecksAndReleases() throws IOException {
    List<Ended> ended = run("docs/command-line.md");
    assertExitCodes(ended, ExitCode.SUCCESS, ExitCode.NO, ExitCode.SUCCESS);
    assertThat(ended.get(0).out()).startsWith("ACCESS_DENIED\n");
    assertThat(ended.get(1).out())
        .startsWith("gone@example.org: suppressed")
        .contains("\nann@example.com: clear");
    assertThat(api.verdict("gone@example.org").path("state").asText()).isEqualTo("clear");
  }

  @Test
  void aTableIsListedExportedAndRestored() throws IOException {
    api.post("/v1/suppress", "{\"subject\":\"left@example.com\",\"why\":\"a test\"}");
    List<Ended> ended = run("docs/export.md");
    assertExitCodes(ended, ExitCode.SUCCESS, ExitCode.SUCCESS, ExitCode.SUCCESS, ExitCode.SUCCESS);
    assertThat(ended.get(0).out())
        .as("the list is limited to two reasons")
        .contains("left@example.com", "MANUAL")
        .doesNotContain("gone@example.org");
    assertThat(Files.readAllLines(folder.resolve("verdicts.csv")))
        .hasSize(3)
        .anyMatch(row -> row.startsWith("gone@example.org,true,suppressed,ACCESS_DENIED,"));
    assertThat(Files.readAllLines(folder.resolve("backup.ndjson"))).isNotEmpty();
    assertThat(ended.get(3).err()).contains(" 0 new, 0 merged, ", " 0 lines rejected");
  }

  @Test
  void aListIsChecked() throws IOException {
    Files.writeString(
        folder.resolve("customers.csv"),
        "name,email\nAnn,ann@example.com\nGone,gone@example.org\n");
    assertExitCodes(run("docs/check-file.md"), ExitCode.SUCCESS);
    List<String> checked = Files.readAllLines(folder.resolve("checked.csv"));
    assertThat(checked).hasSize(3);
    assertThat(checked.get(0)).isEqualTo("name,email,hardstop_send,state,reason,until,remark");
    assertThat(checked.get(1)).startsWith("Ann,ann@example.com,yes,clear,");
    assertThat(checked.get(2)).startsWith("Gone,gone@example.org,later,suppressed,ACCESS_DENIED,");
  }

  @Test
  void aListOfBouncesIsImported() throws IOException {
    Files.writeString(folder.resolve("suppression_bounces.csv"), """
        status,reason,email,created
        5.1.1,"550 5.1.1 user unknown",gone@example.com,1764320400
        """);
    List<Ended> ended = run("docs/import.md");
    assertExitCodes(ended, ExitCode.SUCCESS, ExitCode.SUCCESS, ExitCode.NO);
    assertThat(ended.get(0).out())
        .startsWith("Second opinion: 1 line")
        .doesNotContain("Lines sent");
    assertThat(ended.get(1).out()).contains("Second opinion: 1 line", "Lines sent: 1.");
    assertThat(ended.get(1).err()).contains("Import 1 lines into the local system? [y/N]");
    assertThat(ended.get(2).out()).startsWith("gone@example.com: suppressed");
  }

  @Test
  void aSampleIsImported() throws IOException {
    List<Ended> ended = run("examples/import/README.md");
    assertExitCodes(ended, ExitCode.SUCCESS, ExitCode.NO);
    assertThat(ended.get(1).out()).startsWith("left.sendgrid@example.org: suppressed");
  }

  @Test
  void anAddressIsLookedUpAndErased() throws IOException {
    List<Ended> ended = run("docs/erasure.md");
    assertExitCodes(ended, ExitCode.NO, ExitCode.SUCCESS);
    assertThat(ended.get(0).out()).startsWith("We send no mail to this address before ");
    assertThat(ended.get(1).err()).startsWith("Erase gone@example.org? [y/N]");
    assertThat(ended.get(1).out()).startsWith("gone@example.org: erased\n");
    JsonNode verdict = api.verdict("gone@example.org");
    assertThat(verdict.path("state").asText()).isEqualTo("clear");
  }
}
