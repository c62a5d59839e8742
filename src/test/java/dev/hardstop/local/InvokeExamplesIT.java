package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hardstop.Soak;
import dev.hardstop.console.LoopbackServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The programs of examples/invoke ask the packaged check function as they would on AWS, with AWS's
 * own SDKs, and send to no address without a verdict. A language whose SDK is not on this machine
 * is skipped; {@code .ci/run} wants the line that each prints.
 */
@ExtendWith(RunningSystem.class)
class InvokeExamplesIT {
  private static final Path EXAMPLES = Path.of("examples", "invoke");
  private static final Path NODE_FOLDER = Path.of("target", "invoke-node");
  private static final String QUESTION_FAILED = "do not know: do not send (";

  private static final Map<Language, Boolean> INSTALLED = new HashMap<>();

  private final LocalSystem system;
  private final LocalApi api;

  InvokeExamplesIT(LocalSystem system) {
    this.system = system;
    this.api = new LocalApi(system.address());
  }

  /** Those that are run. */
  private enum Language {
    BOTO3("python3", EXAMPLES.resolve("check.py")),
    NODE("node", NODE_FOLDER.resolve("check.mjs"));

    private final String program;
    private final Path file;

    Language(String program, Path file) {
      this.program = program;
      this.file = file;
    }

    List<String> command() {
      return List.of(program, file.toString());
    }

    boolean isInstalled() throws IOException, InterruptedException {
      return switch (this) {
        case BOTO3 -> succeeds(Path.of("."), "python3", "-c", "import boto3");
        case NODE -> installsForNode();
      };
    }

    /** Node looks for packages beside the program, and the example's folder is to stay clean. */
    private static boolean installsForNode() throws IOException, InterruptedException {
      Files.createDirectories(NODE_FOLDER);
      for (String file : List.of("check.mjs", "package.json")) {
        Files.copy(
            EXAMPLES.resolve(file), NODE_FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      return succeeds(NODE_FOLDER, "npm", "ls", "--silent")
          || succeeds(
              NODE_FOLDER, "npm", "install", "--no-audit", "--no-fund", "--fetch-retries=1");
    }
  }

  /** The exit status and output of a program. */
  private record Ended(int status, String output) {}

  @ParameterizedTest
  @EnumSource(Language.class)
  void theProgramsSayWhichAddressesToMail(Language language) throws Exception {
    system.forgetEverything();
    api.send("access-denied.sqs.json", Instant.now());

    Ended ended = ask(language, system.address(), "gone@example.org", "Ok@EXAMPLE.org", "nobody");

    assertThat(ended).isEqualTo(new Ended(0, """
            gone@example.org: do not send
            Ok@EXAMPLE.org: send
            nobody: do not send
            """));
    System.out.println("examples/invoke: " + language + " asked the function check");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theProgramsSendNothingWithoutAVerdict(Language language) throws Exception {
    for (LocalReply reply : noVerdicts()) {
      Ended ended;
      HttpFront front =
          new HttpFront(Deployment.read(TestPackage.TEMPLATE), (handler, event) -> reply);
      try (LoopbackServer server = LoopbackServer.bind(0, front::serve)) {
        server.start();
        ended = ask(language, URI.create("http://" + server.hostAndPort()), "gone@example.org");
      }
      assertThat(ended.status()).as("%s: %s", reply, ended.output()).isEqualTo(1);
      assertThat(ended.output()).startsWith(QUESTION_FAILED).doesNotContain(": send");
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theProgramsSendNothingWhenLambdaRefusesOrIsUnavailable(Language language) throws Exception {
    URI nobodyThere;
    try (ServerSocket closed = new ServerSocket(0, 1, WireServer.loopback())) {
      nobodyThere = URI.create("http://127.0.0.1:" + closed.getLocalPort());
    }
    URI noSuchFunction = system.address().resolve("/v1");
    for (URI lambda : List.of(nobodyThere, noSuchFunction)) {
      Ended ended = ask(language, lambda, "gone@example.org");
      assertThat(ended.status()).as(ended.output()).isEqualTo(1);
      assertThat(ended.output()).startsWith(QUESTION_FAILED + "Lambda gave no answer)");
    }
  }

  /** The others have no SDK that a test could install: they say the same in the same order. */
  @Test
  void theProgramsOfAllLanguagesMakeTheSameChecks() throws IOException {
    for (String file : List.of("check.py", "check.mjs", "check.rb", "check.php")) {
      assertThat(Files.readString(EXAMPLES.resolve(file)))
          .as(file)
          .containsSubsequence(
              "Lambda gave no answer",
              "the function failed",
              "the answer has no results",
              "suppressed",
              QUESTION_FAILED);
    }
  }

  /** In every build one for each check that the programs make, and null. */
  private static List<LocalReply> noVerdicts() {
    List<LocalReply> noVerdicts = new ArrayList<>(List.of(
        new LocalReply.Failure("Sandbox.Timedout", "no answer within 15 seconds"),
        answer("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503}"),
        answer("null")));
    if (Soak.isLong()) {
      noVerdicts.addAll(List.of(answer("{\"results\":null}"), answer("{}"), answer("[]")));
    }
    return noVerdicts;
  }

  private static LocalReply answer(String json) {
    return new LocalReply.Answer(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Ended ask(Language language, URI lambda, String... addresses)
      throws IOException, InterruptedException {
    if (!INSTALLED.containsKey(language)) {
      INSTALLED.put(language, language.isInstalled());
    }
    assumeTrue(INSTALLED.get(language), language + " and AWS's SDK for it are not on this machine");
    List<String> command = new ArrayList<>(language.command());
    command.addAll(List.of(addresses));
    ProcessBuilder program = new ProcessBuilder(command);
    program
        .environment()
        .putAll(Map.of(
            "HARDSTOP_CHECK_FUNCTION", "local-check",
            "AWS_ENDPOINT_URL_LAMBDA", lambda.toString(),
            "AWS_REGION", "eu-central-1",
            "AWS_DEFAULT_REGION", "eu-central-1",
            "AWS_ACCESS_KEY_ID", "local",
            "AWS_SECRET_ACCESS_KEY", "local",
            "AWS_MAX_ATTEMPTS", "1",
            // The SDK for Node says there which Node it will want next year.
            "NODE_NO_WARNINGS", "1",
            "AWS_CONFIG_FILE", "target/no-such-file",
            "AWS_SHARED_CREDENTIALS_FILE", "target/no-such-file"));
    Path output = Files.createTempFile(Path.of("target"), "invoke-example-", ".txt");
    Process process =
        program.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", language).isTrue();
      return new Ended(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  private static boolean succeeds(Path folder, String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}
