package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a command reaches a stack or a local system, and what the user learns where it does not. */
class HttpApiTest {
  private static final String CLEAR =
      "{\"results\":[{\"address\":\"a@example.com\",\"suppressed\":false,\"state\":\"clear\"}]}";
  private static final Map<String, String> AT_ONCE = Map.of("retry-after", "0");
  private static final Map<String, String> PROPERTIES = Map.of(
      "aws.region", "eu-central-1",
      "aws.accessKeyId", "AKIAEXAMPLE",
      "aws.secretAccessKey", "not-a-secret");

  private final CommandRun run = new CommandRun();
  private StubApi api;

  @BeforeEach
  void start() throws IOException {
    api = StubApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
    PROPERTIES.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrlSsm");
  }

  @Test
  void aLocalSystemIsAskedWithoutASignature() {
    api.answers("/v1/check", 200, CLEAR);

    assertThat(run.run("check", "a@example.com", "--url", api.url())).isZero();

    assertThat(api.only().authorization()).isEmpty();
    assertThat(api.only().json().at("/addresses/0").asText()).isEqualTo("a@example.com");
  }

  @Test
  void aLongProblemIsShownWhole() {
    String reasons = "UNKNOWN_REASON, ".repeat(40) + "LAST_REASON.";
    api.answers("/v1/check", 400, "{\"detail\":\"" + reasons + "\"}");

    assertThat(run.run("check", "a@example.com", "--url", api.url())).isEqualTo(2);

    assertThat(run.err()).endsWith("LAST_REASON.\n");
  }

  @Test
  void anEndlessProblemShowsThatItWasCut() {
    api.answers("/v1/check", 400, "{\"detail\":\"" + "x".repeat(100_000) + "\"}");

    assertThat(run.run("check", "a@example.com", "--url", api.url())).isEqualTo(2);

    assertThat(run.err()).endsWith("x…\n").hasSizeLessThan(1_100);
  }

  @Test
  void variablesNameHardstopUnlessAnOptionDoes() {
    api.answers("/v1/check", 200, CLEAR);

    assertThat(run.with("HARDSTOP_URL", api.url()).run("check", "a@example.com"))
        .isZero();
    assertThat(run.with("HARDSTOP_STACK", "a").run("check", "a@example.com", "--url", api.url()))
        .isZero();
  }

  @Test
  void aStackIsFoundByItsParameterAndAskedWithASignature() {
    useStubbedAws();
    api.answers("/", 200, parameter("{\\\"ApiUrl\\\":\\\"" + api.url() + "\\\"}"));
    api.answers("/v1/check", 200, CLEAR);

    assertThat(run.run("check", "a@example.com", "--stack", "mine")).isZero();

    assertThat(api.requests()).hasSize(2);
    assertThat(api.requests().get(0).json().path("Name").asText()).isEqualTo("/hardstop/mine");
    assertThat(api.requests().get(1).authorization())
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/")
        .contains("/eu-central-1/execute-api/aws4_request");
  }

  @ParameterizedTest
  @CsvSource({
    "ParameterNotFound, 2, there is no parameter /hardstop/mine in eu-central-1",
    "AccessDeniedException, 3, your AWS identity may not do this",
    "ExpiredTokenException, 3, your AWS credentials have expired",
    "UnrecognizedClientException, 3, AWS does not accept your credentials",
  })
  void aRefusalOfAwsIsOneLineThatSaysWhatToDo(String code, int status, String message) {
    useStubbedAws();
    api.answers("/", 400, "{\"__type\":\"" + code + "\",\"message\":\"no\"}");

    assertThat(run.run("check", "a@example.com", "--stack", "mine")).isEqualTo(status);

    assertThat(run.err().lines()).singleElement().asString().contains(message);
  }

  @Test
  void aParameterOfSomethingElseIsNotAStack() {
    useStubbedAws();
    api.answers("/", 200, parameter("something else"));

    assertThat(run.run("check", "a@example.com", "--stack", "mine")).isEqualTo(2);
    assertThat(run.err()).contains("was not written by a stack of Hardstop");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      400 | {"title":"Bad Request","detail":"The stream must be listed."} | 2 | The stream must be listed.
      403 | {"message":"Forbidden"}                                       | 3 | it needs execute-api:Invoke
      403 | {"message":"The security token included in the request is expired"} | 3 | have expired
      403 | {"message":"The security token included in the request is invalid."} | 3 | does not accept your credentials
      404 | {"message":"Not Found"}                                       | 3 | older than your command line
      500 | {"detail":"Something stored cannot be read."}                 | 3 | Something stored cannot be read.
      500 | <html>                                                        | 3 | answered 500
      200 | {}                                                            | 3 | not from Hardstop
      """)
  void whatIsNotAnAnswerIsOneLineThatSaysWhatToDo(
      int status, String body, int exitCode, String message) {
    api.answers("/v1/check", status, body);

    assertThat(run.run("check", "a@example.com", "--url", api.url())).isEqualTo(exitCode);

    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(message);
    assertThat(api.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void whatMayPassIsTriedAgain(int status) {
    api.answers("/v1/check", status, "{\"detail\":\"later\"}", AT_ONCE);
    api.answers("/v1/check", 200, CLEAR);

    assertThat(run.run("check", "a@example.com", "--url", api.url())).isZero();
  }

  @Test
  void whatDoesNotPassIsReported() {
    api.answers("/v1/check", 503, "{\"detail\":\"The table is unavailable.\"}", AT_ONCE);

    assertThat(run.run("check", "a@example.com", "--url", api.url())).isEqualTo(3);

    assertThat(run.err()).contains("The table is unavailable.");
    assertThat(api.requests()).hasSize(4);
  }

  @Test
  void whereNothingListensTheUserLearnsHowToStartIt() {
    String url = api.url();
    api.close();

    assertThat(run.run("check", "a@example.com", "--url", url)).isEqualTo(3);

    assertThat(run.err().lines()).singleElement().asString().contains("exec:java@local");
  }

  private void useStubbedAws() {
    PROPERTIES.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlSsm", api.url());
  }

  private static String parameter(String value) {
    return "{\"Parameter\":{\"Name\":\"/hardstop/mine\",\"Value\":\"" + value + "\"}}";
  }
}
