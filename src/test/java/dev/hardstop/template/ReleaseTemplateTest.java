package dev.hardstop.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.hardstop.cloudformation.PolicyDocument;
import dev.hardstop.cloudformation.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The template that is attached to a release, and what the documents say about the template. */
class ReleaseTemplateTest {
  private static final Path WORKFLOW = Path.of(".github/workflows/build.yml");
  private static final Pattern OVERRIDES =
      Pattern.compile("--parameter-overrides((?: \\w+=\\S+)+)");
  private static final Pattern OUTPUT = Pattern.compile("\\$\\(output (\\w+)\\)|output `(\\w+)`");

  private static final Pattern VARIABLE =
      Pattern.compile("^ +((?:HARDSTOP|QUARKUS|DISABLE)_[A-Z_]+): ", Pattern.MULTILINE);

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "arm64"})
  void theTemplateOfAReleaseDeploysTheZipBesideItOnItsProcessor(String architecture)
      throws IOException, InterruptedException {
    Path file = folder.resolve("template.yaml");
    Process script = new ProcessBuilder(".ci/release-template", architecture)
        .redirectOutput(file.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    assertThat(script.waitFor()).isZero();
    Stack release = Stack.of(file, Map.of());
    assertThat(release.parameter("Architecture")).isEqualTo(architecture);
    assertThat(release.ofType("AWS::Serverless::Function").values())
        .isNotEmpty()
        .allMatch(function -> function
            .at("/Properties/CodeUri")
            .asText()
            .equals("function-native-" + architecture + ".zip"));
    assertThat(Files.readString(file)
            .replaceAll("function-native-\\w+\\.zip", "target/function-native.zip"))
        .isEqualTo(Files.readString(Path.of("template.yaml"))
            .replaceFirst("Default: x86_64", "Default: " + architecture));
  }

  @Test
  void theWorkflowBuildsAndReleasesBothProcessors() throws IOException {
    JsonNode jobs = new YAMLMapper().readTree(WORKFLOW.toFile()).path("jobs");
    Set<String> built = new TreeSet<>();
    jobs.at("/native/strategy/matrix/include")
        .forEach(build -> built.add(build.path("architecture").asText()));
    assertThat(built)
        .containsExactlyElementsOf(new TreeSet<>(PolicyDocument.texts(
            Stack.ofProject(Map.of()).parameters().get("Architecture").path("AllowedValues"))));
    assertThat(PolicyDocument.texts(jobs.at("/release/needs")))
        .containsExactlyInAnyOrder("template", "tests", "native");
    assertThat(jobs.path("native").toString())
        .contains("-Dnative", "target/function-native.zip", ".ci/release-template");
  }

  @Test
  void everyActionOfTheWorkflowHasItsVersion() throws IOException {
    String workflow = Files.readString(WORKFLOW);
    assertThat(Pattern.compile("uses: (\\S+)").matcher(workflow).results())
        .isNotEmpty()
        .allMatch(uses -> uses.group(1).matches("[a-z-]+/[a-z-]+@v\\d+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/deploy.md", "samconfig.toml"})
  void theTemplateAdmitsWhatTheDocumentsDeploy(String file) throws IOException {
    String text = Files.readString(Path.of(file));
    Matcher overrides = OVERRIDES.matcher(text);
    assertThat(overrides.results()).isNotEmpty();
    overrides.reset().results().forEach(found -> {
      for (String parameter : found.group(1).trim().split(" ")) {
        String[] both = parameter.replace("`", "").replaceFirst("[;,.:)]+$", "").split("=", 2);
        assertAdmitted(both[0], both[1]);
      }
    });
    Pattern.compile("^# {3}\"(\\w+)=([^\"]*)\",$", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .forEach(line -> assertAdmitted(line.group(1), line.group(2)));
  }

  /** Some outputs exist with SesList=follow only. */
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/api.md", "docs/deploy.md", "docs/operation.md"})
  void theStackHasTheOutputsThatTheDocumentsName(String file) throws IOException {
    Set<String> outputs = Stack.ofProject(Map.of("SesList", "follow")).outputs().keySet();
    assertThat(OUTPUT.matcher(Files.readString(Path.of(file))).results())
        .isNotEmpty()
        .extracting(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .isSubsetOf(outputs);
  }

  @Test
  void theConfigurationPageNamesEveryVariableOfTheFunctions() throws IOException {
    String page = Files.readString(Path.of("docs/configuration.md"));
    assertThat(VARIABLE.matcher(Files.readString(Path.of("template.yaml"))).results())
        .hasSizeGreaterThan(10)
        .extracting(variable ->
            variable.group(1).replaceFirst("^(HARDSTOP_(?:POLICY|DIAGNOSIS)_).*", "$1…"))
        .allMatch(name -> page.contains("`" + name + "`"));
  }

  private static void assertAdmitted(String name, String value) {
    assertThat(Stack.ofProject(Map.of(name, value)).parameter(name)).isEqualTo(value);
  }
}
