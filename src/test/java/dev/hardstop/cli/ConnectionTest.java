package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With whose credentials and in which region a command asks a stack. The properties of the JVM stand for the
 * variables of the same meaning: the AWS SDK reads both, and the property first.
 */
@DisabledIfEnvironmentVariable(
    named = "AWS_ACCESS_KEY_ID",
    matches = ".+",
    disabledReason = "it would hide the credentials of the test")
@DisabledIfEnvironmentVariable(
    named = "AWS_REGION",
    matches = ".+",
    disabledReason = "it would hide the regions of the test")
class ConnectionTest {
  private static final Map<String, String> PROPERTIES = Map.of(
      "AWS_PROFILE", "aws.profile",
      "AWS_REGION", "aws.region",
      "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
      "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey",
      "AWS_CONFIG_FILE", "aws.configFile",
      "AWS_SHARED_CREDENTIALS_FILE", "aws.sharedCredentialsFile",
      "AWS_ENDPOINT_URL_SSM", "aws.endpointUrlSsm");

  @TempDir
  private Path folder;

  private final CommandRun run = new CommandRun();
  private final Map<String, String> before = new HashMap<>();
  private StubApi api;

  @BeforeEach
  void start() throws IOException {
    api = StubApi.start();
    api.answers(
        "/", 200, "{\"Parameter\":{\"Value\":\"{\\\"ApiUrl\\\":\\\"" + api.url() + "\\\"}\"}}");
    api.answers("/v1/check", 200, "{\"results\":[{\"suppressed\":false,\"state\":\"clear\"}]}");
    PROPERTIES.values().forEach(name -> before.put(name, System.getProperty(name)));
    set("AWS_ENDPOINT_URL_SSM", api.url());
    set("AWS_CONFIG_FILE", file("config", """
        [default]
        region = eu-west-1
        [profile sending]
        region = eu-west-2
        [profile other]
        region = eu-west-3
        """));
    set("AWS_SHARED_CREDENTIALS_FILE", file("credentials", """
        [default]
        aws_access_key_id = AKIADEFAULT
        aws_secret_access_key = not-a-secret
        [sending]
        aws_access_key_id = AKIASENDING
        aws_secret_access_key = not-a-secret
        [other]
        aws_access_key_id = AKIAOTHER
        aws_secret_access_key = not-a-secret
        """));
  }

  @AfterEach
  void stop() {
    api.close();
    before.forEach((name, value) -> {
      if (value == null) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, value);
      }
    });
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static void set(String variable, String value) {
    System.setProperty(PROPERTIES.get(variable), value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''                                  | ''                                       | AKIADEFAULT | eu-west-1
      ''                                  | AWS_PROFILE=sending                      | AKIASENDING | eu-west-2
      --profile sending                   | ''                                       | AKIASENDING | eu-west-2
      --profile sending                   | AWS_PROFILE=other                        | AKIASENDING | eu-west-2
      --region us-east-1                  | ''                                       | AKIADEFAULT | us-east-1
      --region us-east-1                  | AWS_REGION=us-west-2                     | AKIADEFAULT | us-east-1
      ''                                  | AWS_REGION=us-west-2                     | AKIADEFAULT | us-west-2
      --profile sending                   | AWS_REGION=us-west-2                     | AKIASENDING | us-west-2
      --profile sending --region us-east-1 | AWS_REGION=us-west-2                    | AKIASENDING | us-east-1
      ''                                  | AWS_ACCESS_KEY_ID=AKIAVARIABLE           | AKIAVARIABLE | eu-west-1
      ''                                  | AWS_ACCESS_KEY_ID=AKIAVARIABLE AWS_PROFILE=sending | AKIAVARIABLE | eu-west-2
      --profile sending                   | AWS_ACCESS_KEY_ID=AKIAVARIABLE           | AKIASENDING | eu-west-2
      """)
  void theParameterAndTheApiAreAskedWithTheCredentialsAndInTheRegionOfTheUser(
      String options, String variables, String keyId, String region) {
    for (String variable : words(variables)) {
      String[] parts = variable.split("=", 2);
      set(parts[0], parts[1]);
      if (parts[0].equals("AWS_ACCESS_KEY_ID")) {
        set("AWS_SECRET_ACCESS_KEY", "not-a-secret");
      }
    }

    assertThat(check(words(options))).as(run.err()).isZero();

    assertThat(api.requests()).hasSize(2);
    List<String> services = List.of("ssm", "execute-api");
    for (int i = 0; i < services.size(); i++) {
      assertThat(api.requests().get(i).authorization())
          .matches("AWS4-HMAC-SHA256 Credential=" + keyId + "/[0-9]{8}/" + region + "/"
              + services.get(i) + "/aws4_request, .*");
    }
  }

  @Test
  void aProfileThatDoesNotExistIsNamedAndNoOtherCredentialsAreTried() {
    set("AWS_ACCESS_KEY_ID", "AKIAVARIABLE");
    set("AWS_SECRET_ACCESS_KEY", "not-a-secret");

    assertThat(check(List.of("--profile", "misspelt"))).isEqualTo(ExitCode.USAGE);

    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("there is no profile misspelt in your AWS configuration");
    assertThat(api.requests()).isEmpty();
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  private int check(List<String> options) {
    return run.run(
        Stream.concat(Stream.of("check", "a@example.com", "--stack", "mine"), options.stream())
            .toArray(String[]::new));
  }
}
