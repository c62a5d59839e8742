package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code bin/hardstop} itself: when it builds, and what it does with a local system. Its project is a folder in
 * which {@code mvnw} copies the classes of this build instead of compiling them; {@code .ci/run} builds it with
 * Maven.
 */
@ExtendWith(RunningSystem.class)
class CommandLineIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT = "smtp; 550 5.1.1 User unknown";

  private final LocalSystem system;
  private final LocalApi api;

  @TempDir
  private Path folder;

  private Path project;

  CommandLineIT(LocalSystem system) {
    this.system = system;
    api = new LocalApi(system.address());
  }

  private record Ended(int status, String out, String err) {}

  @BeforeEach
  void createProject() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    Files.createDirectories(project.resolve("bin"));
    Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(project.resolve("pom.xml"), "");
    Files.writeString(Files.createDirectories(project.resolve("docs")).resolve("openapi.yaml"), "");
    Files.copy(Path.of("bin/hardstop"), project.resolve("bin/hardstop"));
    Path code = Path.of("target/classes").toAbsolutePath();
    script("mvnw", """
        #!/bin/sh
        echo built >>"%s"
        for argument; do
          case $argument in
            -Dcli.directory=*) cp -r "%s" "${argument#-Dcli.directory=}/classes" ;;
            -Dmdep.outputFile=*) printf %%s '%s' >"${argument#-Dmdep.outputFile=}" ;;
          esac
        done
        """.formatted(builds(), code, System.getProperty("java.class.path")));
    // A file that is as old as the build would count as newer on a coarse clock.
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
      }
    }
  }

  /** In one test, because a build with its archive of classes takes some seconds. */
  @Test
  void itAsksAndChangesALocalSystemAndBuildsOnceAndAgainAfterAChangeAndLeavesTheRestOfTargetAlone()
      throws Exception {
    Path other = Files.createDirectories(project.resolve("target/classes"));
    FileTime untouched = Files.getLastModifiedTime(other);
    api.send("access-denied.sqs.json", Instant.now());
    String url = system.address().toString();

    Ended suppressed = hardstop("check", "gone@example.org", "--json", "--url", url);
    assertThat(suppressed.err()).isEmpty();
    assertThat(suppressed.status()).isEqualTo(1);
    assertThat(JSON.readTree(suppressed.out()).path("reason").asText()).isEqualTo("ACCESS_DENIED");

    Path link = Files.createSymbolicLink(folder.resolve("hs"), project.resolve("bin/hardstop"));
    Ended released =
        run(link.toString(), "release", "gone@example.org", "--why", "a test", "--url", url);
    assertThat(released.err()).isEmpty();
    assertThat(released.status()).isZero();
    assertThat(released.out()).startsWith("gone@example.org: clear").doesNotContain("\u001b");
    assertThat(api.verdict("gone@example.org").path("suppressed").asBoolean()).isFalse();
    assertThat(Files.readAllLines(builds())).hasSize(1);

    Files.writeString(project.resolve("src/main/java/New.java"), "");
    Files.setLastModifiedTime(
        project.resolve("src/main/java/New.java"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(hardstop("explain", TEXT).out()).startsWith("INVALID_RECIPIENT\n");

    assertThat(Files.readAllLines(builds())).hasSize(2);
    try (Stream<Path> entries = Files.list(project.resolve("target"))) {
      assertThat(entries).containsExactlyInAnyOrder(other, project.resolve("target/cli"));
    }
    assertThat(Files.getLastModifiedTime(other)).isEqualTo(untouched);
  }

  @Test
  void aBuildThatFailsIsStatus3AndIsNotUsed() throws Exception {
    script("mvnw", "#!/bin/sh\necho no network >&2\nexit 1\n");

    Ended ended = hardstop("--version");

    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("no network", "hardstop: the command line could not be built");
    try (Stream<Path> entries = Files.list(project.resolve("target/cli"))) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void aLocalSystemTellsWhereItsTableIs() {
    JsonNode local = api.get("/local").json();
    try (DynamoDbClient client = system.database().client()) {
      assertThat(client.listTables().tableNames())
          .contains(local.path("TableName").asText());
    }
    assertThat(local.path("TableEndpoint").asText())
        .isEqualTo(system.database().endpoint().toString());
    assertThat(local.path("Region").asText()).isNotEmpty();
    assertThat(texts(local.path("Routes"))).contains("POST /v1/check", "POST /v1/release");
    assertThat(texts(local.path("Events"))).contains("/feedback", "/watch");
    assertThat(local.at("/Variables/HARDSTOP_POLICY_RECHECK_DAYS").asText()).isEqualTo("90");
  }

  private Path builds() {
    return folder.resolve("builds");
  }

  private void script(String name, String text) throws IOException {
    Path script = Files.writeString(project.resolve(name), text);
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  private Ended hardstop(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(project.resolve("bin/hardstop").toString()));
    command.addAll(List.of(arguments));
    return run(command.toArray(new String[0]));
  }

  private Ended run(String... command) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HARDSTOP_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("it does not end: " + Files.readString(err, UTF_8));
    }
    return new Ended(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
