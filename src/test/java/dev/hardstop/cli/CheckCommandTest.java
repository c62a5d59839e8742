package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
  private static final String SUPPRESSED = "{\"address\":\"gone@example.org\",\"suppressed\":true,"
      + "\"state\":\"suppressed\",\"reason\":\"ACCESS_DENIED\",\"culprit\":\"address\","
      + "\"confidence\":\"high\",\"since\":\"2026-11-24\",\"until\":\"2027-02-22\","
      + "\"rule\":\"microsoft.edge-access-denied\",\"reply\":\"550 5.4.1 \\u001b[2JAccess denied\","
      + "\"days\":[\"2026-11-24\"],\"advice\":\"Ask the administrator.\"}";
  private static final String CLEAR =
      "{\"address\":\"ann@example.com\",\"suppressed\":false,\"state\":\"clear\",\"reason\":null}";
  private static final String INVALID = "{\"address\":\"x\",\"suppressed\":true,"
      + "\"state\":\"invalid\",\"detail\":\"an address has an @\"}";

  private final CommandRun run = new CommandRun();
  private StubApi api;

  @BeforeEach
  void start() throws IOException {
    api = StubApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void anAddressThatMayNotBeMailedIsExplainedAndIsStatus1() {
    api.answers("/v1/check", 200, results(SUPPRESSED));

    assertThat(run.run("check", "gone@example.org", "--url", api.url())).isEqualTo(1);

    assertThat(run.out())
        .startsWith("gone@example.org: suppressed until 2027-02-22\n")
        .contains("  reason     ACCESS_DENIED (confidence: high)\n")
        .contains("  reply      550 5.4.1  [2JAccess denied\n")
        .contains("  days       2026-11-24\n")
        .contains("  advice     Ask the administrator.\n")
        .doesNotContain("\u001b");
  }

  @Test
  void addressesAreAnsweredInTheirOrderAndAllMustBeFreeForStatus0() {
    api.answers("/v1/check", 200, results(CLEAR, SUPPRESSED));
    assertThat(run.run("check", "ann@example.com", "gone@example.org", "--url", api.url()))
        .isEqualTo(1);
    assertThat(run.out()).startsWith("ann@example.com: clear\ngone@example.org: suppressed");
  }

  @Test
  void whatIsNoAddressIsNotFree() {
    api.answers("/v1/check", 200, results(INVALID));
    assertThat(run.run("check", "x", "--url", api.url())).isEqualTo(1);
    assertThat(run.out()).isEqualTo("x: invalid\n  problem    an address has an @\n");
  }

  @Test
  void jsonIsOneObjectForEachAddress() {
    api.answers("/v1/check", 200, results(CLEAR, SUPPRESSED));

    run.run("check", "--json", "ann@example.com", "gone@example.org", "--url", api.url());

    assertThat(run.json())
        .extracting(answer -> answer.path("state").asText())
        .containsExactly("clear", "suppressed");
  }

  @Test
  void theStreamIsAskedFor() {
    api.answers("/v1/check", 200, results(CLEAR));
    run.run("check", "ann@example.com", "--stream", "news", "--url", api.url());
    assertThat(api.only().json().path("stream").asText()).isEqualTo("news");
  }

  /** An argument that begins with @ is a domain, even where a file has its name. */
  @Test
  void noArgumentNamesAFileOfArguments(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("example.com"), "ann@example.com");
    api.answers("/v1/check", 200, results(INVALID));
    run.run("check", "@" + file, "--url", api.url());
    assertThat(api.only().json().at("/addresses/0").asText()).isEqualTo("@" + file);
  }

  @Test
  void manyAddressesAreAskedInQuestionsOfAThousand() {
    Stream<String> addresses = IntStream.range(0, 1_001).mapToObj(i -> "a" + i + "@example.com");
    api.answers("/v1/check", 200, clear(1_000));
    api.answers("/v1/check", 200, clear(1));

    assertThat(run.run(Stream.concat(Stream.of("check", "--json", "--url", api.url()), addresses)
            .toArray(String[]::new)))
        .isZero();

    assertThat(run.json()).hasSize(1_001);
    assertThat(api.requests().get(0).json().path("addresses")).hasSize(1_000);
    assertThat(api.requests().get(1).json().at("/addresses/0").asText())
        .isEqualTo("a1000@example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "true,  '',        xterm, true",
    "false, '',        xterm, false",
    "true,  1,         xterm, false",
    "true,  '',        dumb,  false",
  })
  void coloursAreForATerminalThatShowsThem(
      boolean isTerminal, String noColor, String terminal, boolean isColoured) {
    api.answers("/v1/check", 200, results(SUPPRESSED));
    run.with("NO_COLOR", noColor).with("TERM", terminal);
    if (isTerminal) {
      run.onTerminal(Console.Stream.OUT);
    }

    run.run("check", "gone@example.org", "--url", api.url());

    assertThat(run.out().contains("\u001b[31msuppressed\u001b[0m")).isEqualTo(isColoured);
    assertThat(run.out().contains("\u001b")).isEqualTo(isColoured);
  }

  private static String results(String... results) {
    return "{\"results\":[" + String.join(",", results) + "]}";
  }

  private static String clear(int howMany) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode results = answer.putArray("results");
    for (int i = 0; i < howMany; i++) {
      results.addObject().put("suppressed", false).put("state", "clear");
    }
    return answer.toString();
  }
}
