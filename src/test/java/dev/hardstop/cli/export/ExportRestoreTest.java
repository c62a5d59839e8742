package dev.hardstop.cli.export;

import static dev.hardstop.cli.export.TestedHardstop.suppressed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.hardstop.Soak;
import dev.hardstop.cli.export.TestedHardstop.Ran;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Mail;
import dev.hardstop.http.ResponseMapper;
import dev.hardstop.http.VerdictResponse;
import dev.hardstop.imports.HardstopCsv;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.History;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands export, restore and list, on tables with generated histories. */
class ExportRestoreTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HISTORIES = Soak.cases(4, 12);

  /** Pages are written before the next is read. With more threads a refused page may be the first to end. */
  private static final String[] ONE_AFTER_THE_OTHER = {"--threads", "1"};

  @TempDir
  private Path folder;

  private final FailingRequests scans = FailingRequests.ofScans();
  private final TestedHardstop hardstop = new TestedHardstop(scans);
  private final Set<Subject> subjects = new LinkedHashSet<>();

  ExportRestoreTest() throws IOException {}

  @AfterEach
  void stop() {
    hardstop.close();
  }

  private void hasHistories() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      History history = History.of(seed, "s" + seed + ".example.com");
      subjects.addAll(history.subjects());
      hardstop.write(history.openings());
      hardstop.write(history.next(30));
    }
  }

  @Test
  void anExportIsRestoredIntoAnotherTableTwiceWithTheSameDossiers() throws IOException {
    hasHistories();
    Path file = folder.resolve("all.ndjson");
    assertThat(export("ndjson", file).exitCode()).isZero();
    try (TestedHardstop other = new TestedHardstop()) {
      Ran first = other.run("restore", file.toString());
      assertThat(first.err())
          .contains("restoring: %1$d/%1$d kB, 100 %%, ".formatted((Files.size(file) + 999) / 1_000))
          .contains(" 0 merged, 0 known already; 0 lines rejected");
      assertThat(first.exitCode()).isZero();
      assertThat(dossiers(other)).isEqualTo(dossiers(hardstop));
      Ran second = other.run("restore", file.toString(), "--threads", "3");
      assertThat(second.err()).contains(" 0 new, 0 merged, ");
      assertThat(second.exitCode()).isZero();
      assertThat(dossiers(other)).isEqualTo(dossiers(hardstop));
      assertThat(sorted(exported(other, "ndjson"))).isEqualTo(sorted(Files.readAllLines(file)));
    }
    assertThat(folder.toFile().list()).containsExactly("all.ndjson");
  }

  @Test
  void everyRowOfACsvIsTheVerdictThatIsGivenNow() throws IOException {
    hasHistories();
    Path file = folder.resolve("all.csv");
    assertThat(export("csv", file).exitCode()).isZero();
    Map<String, NamedCsvRecord> rows = new HashMap<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      csv.forEach(row -> {
        assertThat(row.getHeader()).isEqualTo(HardstopCsv.COLUMNS);
        rows.put(HardstopCsv.unguarded(row.getField("address")), row);
      });
    }
    Map<Subject, Dossier> dossiers = dossiers(hardstop);
    int addresses = 0;
    for (Subject subject : subjects) {
      if (subject instanceof Subject.Address) {
        addresses++;
        JsonNode verdict = ResponseMapper.mapper()
            .valueToTree(VerdictResponse.of(TestedHardstop.POLICY.judge(
                dossiers.get(subject),
                dossiers.get(new Subject.Domain(subject.domain())),
                RuleFiles.book(),
                Instant.now())));
        NamedCsvRecord row = rows.get(subject.key());
        for (String column : List.of("suppressed", "state", "reason", "since", "until", "rule")) {
          String expected =
              verdict.path(column).isNull() ? "" : verdict.path(column).asText();
          assertThat(HardstopCsv.unguarded(row.getField(column))).as(column).isEqualTo(expected);
        }
      }
    }
    assertThat(addresses).isEqualTo(3 * HISTORIES);
    assertThat(rows.keySet().stream().filter(key -> !key.startsWith("@"))).hasSize(addresses);
  }

  @Test
  void anAddressThatBeginsLikeTheKeyOfAnErasedOneIsAnAddress() throws IOException {
    hardstop.write(List.of(suppressed("~erased#bob@example.com")));
    subjects.add(Subject.parse("~erased#bob@example.com"));
    assertThat(exported(hardstop, "csv"))
        .anyMatch(row -> row.startsWith("~erased#bob@example.com,true,suppressed,MANUAL,"));
    Path file = Files.write(folder.resolve("all.ndjson"), exported(hardstop, "ndjson"));
    try (TestedHardstop other = new TestedHardstop()) {
      assertThat(other.run("restore", file.toString()).err()).contains("1 new");
      assertThat(dossiers(other)).isEqualTo(dossiers(hardstop));
    }
  }

  @Test
  void noCellOfACsvIsAFormula() throws IOException {
    hardstop.write(List.of(
        suppressed("=cmd@example.com"),
        suppressed("+bob@example.com"),
        suppressed("@example.org"),
        suppressed("'=quoted@example.com")));
    List<String> lines = exported(hardstop, "csv");
    assertThat(lines.get(0)).isEqualTo(String.join(",", HardstopCsv.COLUMNS));
    assertThat(lines.subList(1, lines.size()))
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .containsExactlyInAnyOrder(
            "'=cmd@example.com", "'+bob@example.com", "'@example.org", "''=quoted@example.com");
  }

  @Test
  void anImportJobOfSesGetsEverySpellingAndItsReason() throws IOException {
    Instant sent = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MILLIS);
    EmailAddress gone = EmailAddress.of("Gone@Example.com");
    EmailAddress angry = EmailAddress.of("angry@example.com");
    EmailAddress full = EmailAddress.of("full@example.com");
    hardstop.write(List.of(
        new FeedbackEvent(bounce(gone, sent, "smtp; 550 5.1.1 User unknown")),
        new FeedbackEvent(bounce(full, sent, "smtp; 552 5.2.2 Mailbox full")),
        new FeedbackEvent(new Complaint(
            new Mail("message-3", sent, List.of(angry)),
            "feedback-3",
            Optional.of(angry),
            ComplaintKind.SOLE,
            sent)),
        suppressed("stop@example.net"),
        suppressed("@example.org")));
    Ran ran = hardstop.run("export", "--format", "ses-import");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines())
        .containsExactlyInAnyOrder(
            "gone@example.com,BOUNCE",
            "Gone@Example.com,BOUNCE",
            "angry@example.com,COMPLAINT",
            "stop@example.net,BOUNCE");
    assertThat(ran.err()).doesNotContain("warning");
  }

  @Test
  void anExportThatEndedEarlyContinuesAndHasEveryLineOnce() throws IOException {
    hasHistories();
    List<String> whole = sorted(exported(hardstop, "ndjson"));
    Path file = folder.resolve("all.ndjson");
    scans.failAfter(7);
    assertThat(export("ndjson", file, ONE_AFTER_THE_OTHER).exitCode()).isEqualTo(3);
    assertThat(folder.resolve("all.ndjson.resume")).exists();
    assertThat(Files.readAllLines(file)).hasSizeLessThan(whole.size());
    // What was written after the last checkpoint, before the process was killed:
    Files.writeString(file, "{\"hardstopExport\":1,\"it", StandardOpenOption.APPEND);

    scans.failAfter(Integer.MAX_VALUE);
    assertThat(export("csv", file).exitCode()).as("another format").isEqualTo(2);
    Ran again = export("ndjson", file);
    assertThat(again.err()).contains("continuing after");
    assertThat(again.exitCode()).isZero();
    assertThat(sorted(Files.readAllLines(file))).isEqualTo(whole);
    assertThat(folder.toFile().list()).containsExactly("all.ndjson");
    assertThat(export("ndjson", file).err()).contains("exists already");
  }

  @Test
  void onlyItsOwnerReadsAnExportedFile() throws IOException {
    hasHistories();
    Path file = folder.resolve("all.csv");
    scans.failAfter(7);
    export("csv", file, ONE_AFTER_THE_OTHER);
    for (Path each : List.of(file, folder.resolve("all.csv.resume"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void theSummariesOfAnExportAndOfARestoreAreJsonIfAsked() throws IOException {
    hardstop.write(List.of(suppressed("bob@example.com"), suppressed("eve@example.com")));
    Path file = folder.resolve("all.ndjson");
    Ran exported = export("ndjson", file, "--json");
    assertThat(exported.exitCode()).isZero();
    assertThat(JSON.readTree(exported.out()))
        .isEqualTo(JSON.readTree(
            "{\"format\":\"ndjson\",\"items\":2,\"lines\":2,\"unreadable\":0,\"files\":[\"" + file
                + "\"]}"));
    assertThat(exported.out().lines()).hasSize(1);
    Files.writeString(file, "not JSON\n", StandardOpenOption.APPEND);
    Ran restored = hardstop.run("restore", file.toString(), "--json");
    assertThat(restored.exitCode()).isEqualTo(1);
    assertThat(JSON.readTree(restored.out()))
        .isEqualTo(
            JSON.readTree(
                "{\"items\":2,\"created\":0,\"merged\":0,\"known\":2,\"rejected\":1,\"damagedFiles\":0}"));
    assertThat(restored.err()).contains("all.ndjson:3: not JSON");
  }

  @Test
  void aCompressedExportIsRestored() throws IOException {
    hasHistories();
    Path file = folder.resolve("all.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(hardstop.run("export", "--format", "ndjson").out().getBytes(UTF_8));
    }
    try (TestedHardstop other = new TestedHardstop()) {
      assertThat(other.run("restore", file.toString()).exitCode()).isZero();
      assertThat(dossiers(other)).isEqualTo(dossiers(hardstop));
    }
  }

  @Test
  void aCommandThatIsWrittenWronglyDoesNothing() {
    for (String[] wrong : new String[][] {
      {"export", "--format", "xml"},
      {"export", "--threads", "0"},
      {"export", "--output", "s3://bucket"},
      {"export", "--json"},
      {"export", "--json", "--output", "-"},
      {"restore"},
      {"restore", "no-such-file"},
      {"list", "--limit", "0"},
    }) {
      assertThat(hardstop.run(wrong).exitCode()).as(String.join(" ", wrong)).isEqualTo(2);
    }
  }

  @Test
  void checkIsAskedAboutAddressesWhoseDomainHasErasedOnes() {
    hardstop.write(List.of(suppressed("bob@example.com"), suppressed("eve@example.org")));
    EmailAddress back = EmailAddress.of("back@example.com");
    hardstop.write(List.of(new FeedbackEvent(bounce(
        back, Instant.now().truncatedTo(ChronoUnit.MILLIS), "smtp; 550 5.7.1 Rejected as spam"))));
    hardstop.setErased("@example.com");
    Set<String> asked = new TreeSet<>();
    hardstop.check = question -> {
      ArrayNode results = JSON.createArrayNode();
      question.path("addresses").forEach(address -> {
        asked.add(address.textValue());
        boolean isBack = address.textValue().equals("back@example.com");
        results
            .addObject()
            .put("address", address.textValue())
            .put("suppressed", true)
            .put("state", "suppressed")
            .put("reason", isBack ? "COMPLAINT" : "MANUAL");
      });
      return "{\"results\":" + results + "}";
    };
    assertThat(hardstop.run("export").out())
        .contains("back@example.com,true,suppressed,COMPLAINT,");
    assertThat(hardstop.run("export", "--format", "ses-import").out().lines())
        .containsExactlyInAnyOrder(
            "back@example.com,COMPLAINT", "bob@example.com,BOUNCE", "eve@example.org,BOUNCE");
    assertThat(asked).containsExactly("back@example.com", "bob@example.com");
  }

  @Test
  void linesThatCannotBeReadAreRejectedByNumberAndTheOthersAreRestored() throws IOException {
    hardstop.write(List.of(suppressed("bob@example.com"), suppressed("eve@example.com")));
    List<String> lines = new ArrayList<>(exported(hardstop, "ndjson"));
    lines.add(1, "secret@example.com");
    lines.add(2, "");
    lines.add(3, "{\"hardstopExport\":2,\"item\":{\"subject\":\"secret@example.com\"}}");
    lines.add(4, "{\"hardstopExport\":1,\"item\":{\"subject\":\"~watch\"}}");
    lines.add(
        5,
        "{\"hardstopExport\":1,\"item\":{\"subject\":\"secret@example.com\",\"delivered\":\"x\"}}");
    lines.add(6, "{\"a\":\"" + "x".repeat(BoundedLines.LONGEST) + "\"}");
    lines.add(7, "{\"hardstopExport\":1,\"item\":{\"subject\":1e99999999999}}");
    Path file = Files.write(folder.resolve("broken.ndjson"), lines);
    try (TestedHardstop other = new TestedHardstop()) {
      Ran ran = other.run("restore", file.toString());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err())
          .contains("broken.ndjson:2: not JSON")
          .contains("broken.ndjson:4: a line of a version that this program does not know")
          .contains("broken.ndjson:5: its subject is not")
          .contains("broken.ndjson:6: ")
          .contains("broken.ndjson:7: longer than any line")
          .contains("broken.ndjson:8: not JSON")
          .contains("2 new, 0 merged, 0 known already; 6 lines rejected")
          .doesNotContain("secret");
      assertThat(sorted(exported(other, "ndjson"))).isEqualTo(sorted(exported(hardstop, "ndjson")));
    }
  }

  @Test
  void whatCannotBeReadIsInTheExportAndTheExitCodeSaysSo() throws IOException {
    hardstop.write(List.of(suppressed("bob@example.com"), suppressed("eve@example.com")));
    hardstop.set("bob@example.com", "matches#x", "no set");
    Ran csv = hardstop.run("export");
    assertThat(csv.exitCode()).isEqualTo(1);
    assertThat(csv.err()).contains("1 items cannot be read");
    assertThat(csv.out()).contains("bob@example.com,true,unreadable,", "eve@example.com,true,sup");
    Ran ndjson = hardstop.run("export", "--format", "ndjson");
    assertThat(ndjson.exitCode()).isEqualTo(1);
    assertThat(ndjson.out().lines()).hasSize(2);
    assertThat(hardstop.run("export", "--format", "ses-import").out())
        .isEqualTo("eve@example.com,BOUNCE\n");
  }

  @Test
  void aListHasAllPagesAsATableOrAsJson() throws IOException {
    for (int i = 0; i < 620; i++) {
      hardstop.write(List.of(suppressed("p" + i + "@example.com")));
    }
    hardstop.write(List.of(suppressed("@example.org")));
    Ran table = hardstop.run("list");
    assertThat(table.exitCode()).isZero();
    assertThat(table.out().lines()).hasSize(622);
    assertThat(table.out()).startsWith("subject ").contains("suppressed  MANUAL");
    assertThat(table.err()).contains("621 listed of 621 judged");
    Ran json = hardstop.run("list", "--json", "--state", "suppressed,held", "--reason", "MANUAL");
    Set<String> listed = new TreeSet<>();
    for (String line : json.out().lines().toList()) {
      listed.add(JSON.readTree(line).path("subject").asText());
    }
    assertThat(listed).hasSize(621).contains("@example.org", "p619@example.com");
    assertThat(hardstop.run("list", "--limit", "7", "--json").out().lines()).hasSize(7);
    assertThat(hardstop.run("list", "--domain", "example.org").out()).contains("@example.org");
    assertThat(hardstop.run("list", "--reason", "COMPLAINT").out()).isEmpty();
  }

  private Ran export(String format, Path file, String... options) {
    List<String> command =
        new ArrayList<>(List.of("export", "--format", format, "--output", file.toString()));
    command.addAll(List.of(options));
    return hardstop.run(command.toArray(String[]::new));
  }

  private static List<String> exported(TestedHardstop from, String format) {
    Ran ran = from.run("export", "--format", format);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out().lines().toList();
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  private Map<Subject, Dossier> dossiers(TestedHardstop of) {
    return of.dossiers.read(subjects).found();
  }

  private static Bounce bounce(EmailAddress address, Instant sent, String reply) {
    return new Bounce(
        new Mail("message-1", sent, List.of(address)),
        "feedback-1",
        Optional.of(address),
        new BounceType("Permanent", "General"),
        new Bounce.RecipientReport("failed", "", reply, "", ""));
  }
}
