package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.dns.LoopbackNameServer;
import dev.hardstop.dns.NameZone;
import dev.hardstop.local.WireServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check FILE}, against a server on the loopback interface. */
class ListFileCheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN = ",yes,clear,,,nothing is known about this address\n";
  private static final String HEADER = "hardstop_send,state,reason,until,remark\n";

  @TempDir
  private Path folder;

  private final CommandRun run = new CommandRun();
  private final Set<String> suppressed = new HashSet<>();
  private final Set<String> unanswered = new HashSet<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger questions = new AtomicInteger();
  private WireServer server;
  private volatile String stream;

  @BeforeEach
  void start() throws IOException {
    server = WireServer.start(this::answer);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFileIsCheckedToStandardOutputAndItsSummaryGoesToStandardError() throws IOException {
    suppressed.add("gone@example.com");
    Path list = file("list.csv", "email,name\ngone@example.com,Gone\nann@example.com,Ann\n");
    assertThat(check(list.toString())).isZero();
    assertThat(run.out())
        .isEqualTo("email,name," + HEADER
            + "gone@example.com,Gone,later,suppressed,ACCESS_DENIED,2027-02-22,Ask its administrator.\n"
            + "ann@example.com,Ann" + UNKNOWN);
    assertThat(run.err())
        .contains("the addresses are in the column \"email\".")
        .contains("2 rows: 1 yes, 1 later, 0 no.")
        .contains("SES advises to stay below 2 %");
  }

  @Test
  void aListComesFromStandardInput() {
    assertThat(check(run.withInput("ann@example.com\n"), "-")).isZero();
    assertThat(run.out()).isEqualTo("address," + HEADER + "ann@example.com" + UNKNOWN);
  }

  @Test
  void aFileWhoseNameHasAnAtSignIsNamedByAnOption() throws IOException {
    Path list = file("a@b.csv", "ann@example.com\n");
    assertThat(check("--file", list.toString())).isZero();
    assertThat(run.out()).contains("ann@example.com" + UNKNOWN);
  }

  @Test
  void theOutputMayBeTheListItself() throws IOException {
    Path list = file("list.csv", "email\nann@example.com\n");
    assertThat(check(list.toString(), "--output", list.toString())).isZero();
    assertThat(list).content().isEqualTo("email," + HEADER + "ann@example.com" + UNKNOWN);
    assertThat(run.out()).isEmpty();
    assertThat(files()).containsExactly("list.csv");
  }

  @Test
  void theSummaryIsOneJsonObject() throws IOException {
    Path list = file("list.csv", "email\nann@example.com\nno address\n");
    Path output = folder.resolve("checked.csv");
    assertThat(check(list.toString(), "--json", "--output", output.toString())).isZero();
    JsonNode summary = run.json().get(0);
    assertThat(run.json()).hasSize(1);
    assertThat(summary.path("rows").asInt()).isEqualTo(2);
    assertThat(summary.at("/send/yes").asInt()).isOne();
    assertThat(summary.at("/states/invalid").asInt()).isOne();
    assertThat(summary.at("/expectedBounces/estimated").asBoolean(true)).isFalse();
    assertThat(summary.at("/expectedBounces/ofYes/high").asDouble()).isEqualTo(100);
    assertThat(summary.path("thresholds")).hasToString("[0.48,2.0,5.0,10.0]");
    assertThat(check(new CommandRun(), list.toString(), "--json")).isEqualTo(2);
  }

  @Test
  void theSampleAndTheListOfThoseWhoWereMailedAreFiles() throws IOException {
    Path list = file("list.csv", rows(3_000));
    Path sample = folder.resolve("first.csv");
    assertThat(check(list.toString(), "--sample", sample.toString())).isZero();
    assertThat(sample).content().startsWith("address," + HEADER).hasLineCount(2_001);
    assertThat(run.err()).contains("Mail 2,000 of these first");
    CommandRun again = new CommandRun();
    assertThat(check(again, list.toString(), "--mailed", sample.toString())).isZero();
    assertThat(again.err())
        .contains("The table remembers 0 of 2,000 addresses that were mailed as bounced")
        .doesNotContain("Mail 2,000");
  }

  @Test
  void onlyTheOwnerMayReadWhatIsWritten() throws IOException {
    Path list = file("list.csv", rows(3_000));
    Path output = folder.resolve("checked.csv");
    Path sample = folder.resolve("first.csv");
    check(list.toString(), "--output", output.toString(), "--sample", sample.toString());
    assertThat(List.of(output, sample))
        .allSatisfy(written -> assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
            .isEqualTo("rw-------"));
  }

  @Test
  void theStreamIsAskedFor() throws IOException {
    check(file("list.csv", "ann@example.com\n").toString(), "--stream", "news");
    assertThat(stream).isEqualTo("news");
  }

  @Test
  void aTableThatIsOutOfReachForAMomentCostsNothing() throws IOException {
    refusals.set(3);
    assertThat(check(file("list.csv", "ann@example.com\n").toString())).isZero();
    assertThat(run.out()).contains("ann@example.com" + UNKNOWN);
    assertThat(questions).hasValue(4);
  }

  @Test
  void whereNobodyAnswersNothingIsWrittenAndTheStatusIs3() throws IOException {
    refusals.set(Integer.MAX_VALUE);
    Path list = file("list.csv", rows(3_000));
    Path output = file("checked.csv", "older");
    assertThat(check(list.toString(), "--output", output.toString())).isEqualTo(3);
    assertThat(output).hasContent("older");
    assertThat(check(list.toString())).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("The table cannot be reached.").doesNotContain("@");
    assertThat(files()).containsExactly("checked.csv", "list.csv");
  }

  @Test
  void aRunThatEndsEarlySaysSoInEveryRowAndTheStatusIs3() throws IOException {
    unanswered.add("r9500@example.com");
    Path list = file("list.csv", rows(20_000));
    Path output = folder.resolve("checked.csv");
    Path sample = folder.resolve("first.csv");
    assertThat(check(list.toString(), "--output", output.toString(), "--sample", sample.toString()))
        .isEqualTo(3);
    List<String> written = Files.readAllLines(output);
    assertThat(written).hasSize(20_001);
    assertThat(written.get(9_501)).startsWith("r9500@example.com,later,unanswered,");
    assertThat(written.get(20_000)).startsWith("r19999@example.com,later,unanswered,");
    assertThat(run.err())
        .contains("Not every row was answered: The table cannot be reached.")
        .contains("The sample was not written");
    assertThat(files()).containsExactly("checked.csv", "list.csv");

    unanswered.clear();
    assertThat(check(new CommandRun(), output.toString(), "--output", output.toString()))
        .isZero();
    assertThat(output).content().doesNotContain("unanswered").hasLineCount(20_001);
  }

  @Test
  void whatIsStoredAndCannotBeReadIsStatus1() throws IOException {
    assertThat(
            check(file("list.csv", "unreadable@example.com\nann@example.com\n").toString()))
        .isEqualTo(1);
    assertThat(run.out())
        .contains("unreadable@example.com,no,unreadable,,,Asking again does not help.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from,to\nann@example.com,bob@example.com\n",
        "name\nAnn\n",
        "",
        "PK\u0003\u0004 and so on",
        "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0",
      })
  void aFileThatIsNoListIsRefusedWithStatus2(String content) throws IOException {
    assertThat(checkOfFile(content)).isEqualTo(2);
    assertThat(run.err())
        .startsWith("hardstop check: ")
        .doesNotContain("\tat ")
        .doesNotContain("@");
    assertThat(files()).containsExactly("list.csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0",
        "%PDF-1.7\n\0",
        "email\nann@example.com\0\n",
      })
  void aFileThatIsNoTextIsCalledSo(String content) throws IOException {
    assertThat(checkOfFile(content)).isEqualTo(2);
    assertThat(run.err()).contains("It is not a text file");
  }

  /** Checks a file with these bytes, one for each character. */
  private int checkOfFile(String content) throws IOException {
    Path list = folder.resolve("list.csv");
    Files.writeString(list, content, ISO_8859_1);
    return check(list.toString(), "--output", folder.resolve("out.csv").toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 3_000})
  void aGzipFileThatIsCutOffIsNoWholeList(int rows) throws IOException {
    Path list = cutOff(rows);
    assertThat(check(list.toString(), "--output", folder.resolve("out.csv").toString()))
        .isEqualTo(1);
    assertThat(run.err()).contains("damaged");
    assertThat(files()).containsExactly("list.csv.gz");
  }

  @Test
  void theRowsBeforeTheDamageOfAGzipFileArePrinted() throws IOException {
    assertThat(check(cutOff(30_000).toString())).isEqualTo(1);
    assertThat(run.err()).contains("damaged or incomplete, so this is not the whole list");
    assertThat(run.out()).contains("r0@example.com" + UNKNOWN);
  }

  @Test
  void whatOnlyBeginsLikeAGzipFileIsADamagedOne() throws IOException {
    assertThat(checkOfFile("\u001f\u008b is no gzip")).isEqualTo(1);
    assertThat(run.err()).contains("damaged");
    assertThat(files()).containsExactly("list.csv");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 3_000})
  void aGzipFileThatIsCutOffIsNoWholeMailingEither(int rows) throws IOException {
    Path mailed = cutOff(rows);
    Path list = file("list.csv", "ann@example.com\n");
    assertThat(check(list.toString(), "--mailed", mailed.toString())).isEqualTo(1);
    assertThat(run.err()).contains("--mailed", "damaged");
    assertThat(run.out()).isEmpty();
  }

  private Path cutOff(int rows) throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream list = new GZIPOutputStream(gzip)) {
      list.write(rows(rows).getBytes(UTF_8));
    }
    Path list = folder.resolve("list.csv.gz");
    return Files.write(list, Arrays.copyOf(gzip.toByteArray(), gzip.size() - 20));
  }

  @Test
  void dnsIsAskedWhereTheUserWantsIt() throws IOException {
    try (LoopbackNameServer dns = LoopbackNameServer.start(NameZone.of("""
        example.com.  300 IN MX 10 mx.example.com.
        mx.example.com. 300 IN A 192.0.2.1
        null.example. 300 IN MX 0 .
        """))) {
      Path list = file("list.csv", "ann@example.com\nbob@null.example\n");
      assertThat(check(list.toString(), "--dns", "--dns-server", dns.address())).isZero();
    }
    assertThat(run.out())
        .contains("ann@example.com" + UNKNOWN)
        .contains("bob@null.example,no,no-route,");
  }

  @Test
  void argumentsThatDoNotFitTogetherAreRefused() throws IOException {
    String list = file("list.csv", "ann@example.com\n").toString();
    assertThat(check(list, "ann@example.com")).isEqualTo(2);
    assertThat(check("--file", list, "ann@example.com")).isEqualTo(2);
    assertThat(check("ann@example.com", "--dns")).isEqualTo(2);
    assertThat(check(list, "--dns-server", "192.0.2.1")).isEqualTo(2);
    assertThat(check(list, "--dns", "--dns-server", "ns.example.com")).isEqualTo(2);
    assertThat(check(list, "--output", "x", "--sample", "x")).isEqualTo(2);
    assertThat(check(folder.resolve("lits.csv").toString())).isEqualTo(2);
    assertThat(check(folder.toString())).isEqualTo(2);
    assertThat(check(list, "--output", folder.toString())).isEqualTo(2);
    assertThat(check(list, "--sample", folder.resolve("none/first.csv").toString()))
        .isEqualTo(2);
    assertThat(run.err()).contains("lits.csv").contains("is a directory");
    assertThat(questions).hasValue(0);
  }

  private int check(String... arguments) {
    return check(run, arguments);
  }

  private int check(CommandRun command, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "check";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--url";
    all[all.length - 1] = "http://" + server.hostAndPort();
    return command.run(all);
  }

  private WireServer.Answer answer(WireServer.Request request) throws IOException {
    if (!request.path().equals("/v1/check")) {
      return new WireServer.Answer(404, Map.of(), new byte[0]);
    }
    questions.incrementAndGet();
    JsonNode question = JSON.readTree(request.body());
    ArrayNode results = JSON.createArrayNode();
    boolean isRefused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    stream = question.path("stream").asText();
    for (JsonNode address : question.path("addresses")) {
      results.add(result(address.asText()));
      isRefused |= unanswered.contains(address.asText());
    }
    ObjectNode answer = JSON.createObjectNode();
    if (isRefused) {
      answer.put("status", 503).put("detail", "The table cannot be reached.");
      return new WireServer.Answer(
          503, Map.of("Retry-After", "0"), answer.toString().getBytes(UTF_8));
    }
    answer.set("results", results);
    return new WireServer.Answer(200, Map.of(), answer.toString().getBytes(UTF_8));
  }

  private ObjectNode result(String address) {
    ObjectNode result = JSON.createObjectNode().put("address", address);
    if (address.startsWith("unreadable@")) {
      return result
          .put("suppressed", true)
          .put("state", "unreadable")
          .put("detail", "Asking again does not help.");
    }
    return suppressed.contains(address)
        ? result
            .put("suppressed", true)
            .put("state", "suppressed")
            .put("reason", "ACCESS_DENIED")
            .put("until", "2027-02-22")
            .put("advice", "Ask its administrator.")
        : result
            .put("suppressed", false)
            .put("state", "clear")
            .putNull("reason")
            .putNull("until");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "r" + i + "@example.com\n")
        .collect(Collectors.joining());
  }
}
