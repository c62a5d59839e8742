package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What all commands have in common. */
class HardstopTest {
  private final CommandRun run = new CommandRun();

  static Stream<CommandLine> commands() {
    return all(Hardstop.commandLine(new Console(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(new ByteArrayOutputStream()),
        new PrintStream(new ByteArrayOutputStream()),
        Map.of(),
        Set.of())));
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HardstopTest::all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpThatDescribesAllItTakes(CommandLine command) {
    String[] names = command.getCommandSpec().qualifiedName().split(" ");
    String[] arguments =
        Stream.concat(Stream.of(names).skip(1), Stream.of("--help")).toArray(String[]::new);

    assertThat(run.run(arguments)).isZero();

    assertThat(run.out()).startsWith("Usage: " + String.join(" ", names)).doesNotContain("\u001b");
    assertThat(run.err()).isEmpty();
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    command
        .getCommandSpec()
        .options()
        .forEach(
            option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
  }

  @Test
  void everyCommandThatFindsSomethingCanAnswerInJson() {
    assertThat(commands()
            .filter(command -> command.getSubcommands().isEmpty())
            .filter(command -> command.getCommandSpec().findOption("--json") != null)
            .map(command -> command.getCommandSpec().qualifiedName()))
        .containsExactlyInAnyOrder(
            "hardstop check",
            "hardstop erase",
            "hardstop explain",
            "hardstop export",
            "hardstop history",
            "hardstop import",
            "hardstop list",
            "hardstop release",
            "hardstop restore",
            "hardstop rules accuracy",
            "hardstop rules diff",
            "hardstop rules explain",
            "hardstop rules lint",
            "hardstop suppress");
    assertThat(commands()
            .filter(command -> command.getSubcommands().isEmpty())
            .filter(command -> command.getCommandSpec().findOption("--json") == null)
            .map(command -> command.getCommandSpec().qualifiedName()))
        .as("what only prints a script or serves a page")
        .containsExactlyInAnyOrder("hardstop completion", "hardstop console");
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    assertThat(run.run("--version")).isZero();

    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(pom)
        .contains("<artifactId>hardstop</artifactId>\n  <version>"
            + run.out().strip().substring("hardstop ".length()) + "</version>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "check",
        "check --nonsense a@example.com",
        "suppress bob@example.com",
        "suppress bob@example.com --why x --until tomorrow",
        "release --why x",
        "release bob@example.com --domain example.com --from 2026-11-20 --to 2026-11-20 --why x",
        "release --domain example.com --from 2026-11-20 --why x",
        "check a@example.com",
        "check a@example.com --stack a --url http://localhost:1",
        "check a@example.com --url ftp://example.com",
      })
  void aCommandLineThatIsWrongIsOneLineAndStatus2(String line) {
    assertThat(run.run(line.split(" "))).isEqualTo(2);

    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().startsWith("hardstop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "suppress bob@example.com --why x --until tomorrow",
        "release --domain example.com --from tomorrow --to 2026-11-20 --why x",
        "release --domain example.com --from 2026-11-20 --to tomorrow --why x",
        "import --date tomorrow bounces.csv",
      })
  void whatIsNoDayIsAnsweredWithAnExampleOfADay(String line) {
    assertThat(run.run(line.split(" "))).isEqualTo(2);

    assertThat(run.err())
        .contains("'tomorrow' is not a day such as 2027-01-31")
        .doesNotContain("java.");
  }

  @Test
  void aMisspeltCommandIsCorrected() {
    run.run("chekc");
    assertThat(run.err()).contains("did you mean check");
  }

  @Test
  void withoutACommandItSaysWhichThereAre() {
    assertThat(run.run()).isEqualTo(2);

    assertThat(run.err()).contains("explain", "check", "release", "suppress");
  }

  @Test
  void whoNamesNoHardstopLearnsBothWays() {
    run.run("check", "a@example.com");

    assertThat(run.err()).contains("--stack NAME", "--url http://localhost:8080");
  }

  @Test
  void explainNeedsNoStack() {
    assertThat(run.run("explain", "smtp;", "550 5.1.1 User unknown")).isZero();
    assertThat(run.out()).startsWith("INVALID_RECIPIENT\n");
  }

  @Test
  void explainShowsTheSourceAndTheWordsThatDecided() {
    assertThat(run.run("explain", "550 No such user here")).isZero();
    assertThat(run.out()).contains("source      ", "words       \"No such\" \"user\"");
  }

  @Test
  void explainReadsABounceMail() {
    String mail = """
        Subject: Undelivered

        Final-Recipient: rfc822; ann@example.com
        Action: delayed
        Status: 4.4.1

        Final-Recipient: rfc822; bob@example.com
        Action: failed
        Diagnostic-Code: smtp; 550 5.1.1 <bob@example.com>: User unknown
        """;
    assertThat(run.withInput(mail).run("explain", "--report")).isZero();
    assertThat(run.out())
        .startsWith("The report names 2 recipients. This is the first one that failed.\n")
        .contains("INVALID_RECIPIENT")
        .doesNotContain("bob");
  }

  @Test
  void explainAnswersABounceMailWithJsonIfAsked() {
    assertThat(run.withInput("Status: 5.1.1\n").run("explain", "--report", "--json"))
        .isZero();
    assertThat(run.json())
        .extracting(answer -> answer.path("reason").asText())
        .containsExactly("INVALID_RECIPIENT");
  }

  @Test
  void explainRefusesAReportThatIsNone() {
    assertThat(run.withInput("{\"eventType\":\"Send\"}").run("explain", "--report"))
        .isEqualTo(2);
    assertThat(run.err()).contains("The bounce cannot be read: the event has no bounce.");
    assertThat(run.withInput("x".repeat(70_000)).run("explain", "--report")).isEqualTo(2);
    assertThat(run.err()).contains("65536 characters");
    assertThat(run.withInput("").run("explain", "--report", "550 no")).isEqualTo(2);
  }

  @Test
  void explainAnswersWithJsonIfAsked() {
    assertThat(run.run("explain", "--json", "smtp; 550 5.1.1 User unknown")).isZero();
    assertThat(run.json()).singleElement().satisfies(answer -> {
      assertThat(answer.path("reason").asText()).isEqualTo("INVALID_RECIPIENT");
      assertThat(answer.has("id")).isFalse();
    });
  }

  @Test
  void explainReadsLinesWithoutText() {
    assertThat(run.withInput("{\"id\":7,\"ses\":{\"diagnosticCode\":\"550 5.1.1 unknown\"}}\nx\n")
            .run("explain"))
        .isEqualTo(1);
    assertThat(run.json()).extracting(answer -> answer.has("error")).containsExactly(false, true);
  }

  @Test
  void rulesHasItsSubcommands() {
    assertThat(run.run("rules", "lint", "--help")).isZero();
    assertThat(run.run("rules", "explain", "550 5.1.1 User unknown")).isZero();
    assertThat(run.out()).contains("INVALID_RECIPIENT");
    assertThat(run.run("rules", "diff", "only-one")).isEqualTo(2);
    assertThat(run.run("rules")).isEqualTo(2);
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    assertThat(run.run("rules", "accuracy", "no-such-file.ndjson")).isEqualTo(2);
    assertThat(run.err()).contains("there is no file no-such-file.ndjson");
  }

  @Test
  void theCompletionScriptKnowsTheCommandsAndTheirOptions() {
    assertThat(run.run("completion")).isZero();
    assertThat(run.out()).contains("_complete_hardstop", "suppress", "--include-complaint");
  }
}
