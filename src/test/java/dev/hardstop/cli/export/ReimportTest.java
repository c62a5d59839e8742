package dev.hardstop.cli.export;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.hardstop.cli.CommandRun;
import dev.hardstop.cli.export.TestedHardstop.Ran;
import dev.hardstop.dynamodb.DynamoDbIncidentSlot;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.imports.HardstopCsv;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each kind of verdict that is exported as CSV and imported, into the same table and another one. */
class ReimportTest {
  private static final Streams STREAMS = Streams.of("news", "receipts");
  private static final BounceType GENERAL = new BounceType("Permanent", "General");
  private static final String NO_SUCH_DOMAIN = "smtp; 550 5.1.2 Bad destination: domain not found";
  private static final String BLOCKLISTED =
      "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org";

  /** Each address, its verdict when it is exported, and the verdict in another table that imports it. */
  private static final Map<String, List<String>> VERDICTS = verdicts(
      // What bounced at the address itself.
      "gone@own.example.com",
      "suppressed INVALID_RECIPIENT",
      "suppressed IMPORTED_BOUNCE",
      "listed@own.example.com",
      "suppressed SUPPRESSED_BY_SES",
      "suppressed SUPPRESSED_BY_SES",
      "+plus@own.example.com",
      "suppressed INVALID_RECIPIENT",
      "suppressed IMPORTED_BOUNCE",
      // What ends must not come back without an end.
      "denied@own.example.com",
      "suppressed ACCESS_DENIED ends",
      "watched IMPORTED_BLOCK",
      "again@own.example.com",
      "recheck ACCESS_DENIED ends",
      "watched IMPORTED_BLOCK",
      "policy@own.example.com",
      "held POLICY ends",
      "watched IMPORTED_BLOCK",
      "full@own.example.com",
      "watched MAILBOX_FULL",
      "watched IMPORTED_BLOCK",
      // What is held against the whole domain.
      "ann@nodomain.example.com",
      "suppressed INVALID_DOMAIN ends",
      "watched IMPORTED_BLOCK",
      "bob@nodomain.example.com",
      "suppressed INVALID_DOMAIN ends",
      "watched IMPORTED_BLOCK",
      "well@nodomain.example.com",
      "suppressed INVALID_DOMAIN ends",
      "clear",
      "well@broken.example.com",
      "held DOMAIN_INCIDENT ends",
      "clear",
      "well@closed.example.com",
      "suppressed MANUAL",
      "clear",
      // What people said and decided.
      "stop@manual.example.com",
      "suppressed MANUAL",
      "suppressed IMPORTED_BOUNCE",
      "pause@manual.example.com",
      "suppressed MANUAL ends",
      "watched IMPORTED_BLOCK",
      "some@manual.example.com",
      "suppressed MANUAL [news]",
      "watched IMPORTED_BLOCK",
      "angry@people.example.com",
      "suppressed COMPLAINT",
      "suppressed COMPLAINT",
      "news@people.example.com",
      "suppressed COMPLAINT [news]",
      "suppressed COMPLAINT [news]",
      "both@people.example.com",
      "suppressed COMPLAINT [news, receipts]",
      "suppressed COMPLAINT [news, receipts]",
      "perhaps@people.example.com",
      "suppressed COMPLAINT ends",
      "watched IMPORTED_BLOCK",
      "left@people.example.com",
      "clear UNSUBSCRIBED left [news]",
      "clear UNSUBSCRIBED left [news]",
      "leftreceipts@people.example.com",
      "clear UNSUBSCRIBED left [receipts]",
      "clear UNSUBSCRIBED left [receipts]",
      "leftboth@people.example.com",
      "clear UNSUBSCRIBED left [news, receipts]",
      "clear UNSUBSCRIBED left [news, receipts]",
      "leftunknown@people.example.com",
      "clear UNSUBSCRIBED left []",
      "clear UNSUBSCRIBED left [news]",
      "leftgone@people.example.com",
      "suppressed INVALID_RECIPIENT left [news]",
      "suppressed IMPORTED_BOUNCE left [news]",
      // A suppression without an end for one stream, and something else that ends for all.
      "news@broken.example.com",
      "suppressed COMPLAINT",
      "suppressed COMPLAINT [news]",
      "some@broken.example.com",
      "suppressed MANUAL",
      "watched IMPORTED_BLOCK",
      "newsdenied@mixed.example.com",
      "suppressed COMPLAINT",
      "suppressed COMPLAINT [news]",
      "newspolicy@mixed.example.com",
      "suppressed COMPLAINT",
      "suppressed COMPLAINT [news]",
      "newspause@mixed.example.com",
      "suppressed COMPLAINT [news, receipts]",
      "suppressed COMPLAINT [news]",
      "newsall@mixed.example.com",
      "suppressed COMPLAINT",
      "suppressed COMPLAINT",
      // What counts against the address itself, at a domain that is suppressed by hand.
      "gone@closed.example.com",
      "suppressed MANUAL",
      "suppressed IMPORTED_BOUNCE",
      "listed@closed.example.com",
      "suppressed MANUAL",
      "suppressed SUPPRESSED_BY_SES",
      "news@closed.example.com",
      "suppressed MANUAL",
      "suppressed COMPLAINT [news]",
      "denied@closed.example.com",
      "suppressed MANUAL",
      "clear",
      // What is not held against anybody.
      "well@own.example.com",
      "clear SENDER_REPUTATION",
      "clear",
      "back@own.example.com",
      "clear",
      "clear",
      // What is kept of an erased address.
      "erased@erased.example.com",
      "suppressed INVALID_RECIPIENT",
      "clear");

  private static final int EXPORTED = 0;
  private static final int IMPORTED = 1;

  @TempDir
  private Path folder;

  private final TestedHardstop hardstop = new TestedHardstop(new Handler.Wrapper(), STREAMS);
  private Path file;

  ReimportTest() throws IOException {}

  private static Map<String, List<String>> verdicts(String... texts) {
    Map<String, List<String>> verdicts = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i += 3) {
      verdicts.put(texts[i], List.of(texts[i + 1], texts[i + 2]));
    }
    return verdicts;
  }

  @BeforeEach
  void export() {
    hardstop.check = hardstop::verdicts;
    bounced("gone@own.example.com", 20, "smtp; 550 5.1.1 User unknown");
    bounced("+plus@own.example.com", 20, "smtp; 550 5.1.1 User unknown");
    bounced("listed@own.example.com", 20, "", "OnAccountSuppressionList");
    denied("denied@own.example.com", 20);
    denied("again@own.example.com", 100);
    refusedByPolicy("policy@own.example.com");
    bounced("full@own.example.com", 3, "smtp; 552 5.2.2 The recipient's mailbox is full");
    bounced("ann@nodomain.example.com", 5, NO_SUCH_DOMAIN);
    bounced("bob@nodomain.example.com", 4, NO_SUCH_DOMAIN);
    for (String domain : List.of("nodomain", "broken", "closed", "own")) {
      bounced("well@" + domain + ".example.com", 40, BLOCKLISTED);
    }
    Instant opened = daysAgo(1);
    new DynamoDbIncidentSlot(hardstop.client, TestedHardstop.TABLE, InstantSource.system())
        .put(
            "broken.example.com",
            Optional.empty(),
            new Incident("incident-1", day(opened), opened, Optional.empty()));
    suppressed("@closed.example.com", Optional.empty());
    suppressed("stop@manual.example.com", Optional.empty());
    suppressed("pause@manual.example.com", Optional.of(day(Instant.now()).plusDays(30)));
    suppressed("some@manual.example.com", Optional.empty(), "news");
    complained("angry@people.example.com", ComplaintKind.SOLE, "");
    complained("news@people.example.com", ComplaintKind.SOLE, "news");
    complained("both@people.example.com", ComplaintKind.SOLE, "news");
    complained("both@people.example.com", ComplaintKind.SOLE, "receipts");
    complained("perhaps@people.example.com", ComplaintKind.ONE_OF_SEVERAL, "");
    complained("news@broken.example.com", ComplaintKind.SOLE, "news");
    suppressed("some@broken.example.com", Optional.empty(), "news");
    complained("newsdenied@mixed.example.com", ComplaintKind.SOLE, "news");
    denied("newsdenied@mixed.example.com", 20);
    complained("newspolicy@mixed.example.com", ComplaintKind.SOLE, "news");
    refusedByPolicy("newspolicy@mixed.example.com");
    complained("newspause@mixed.example.com", ComplaintKind.SOLE, "news");
    suppressed(
        "newspause@mixed.example.com", Optional.of(day(Instant.now()).plusDays(30)), "receipts");
    complained("newsall@mixed.example.com", ComplaintKind.SOLE, "news");
    complained("newsall@mixed.example.com", ComplaintKind.SOLE, "");
    bounced("gone@closed.example.com", 20, "smtp; 550 5.1.1 User unknown");
    bounced("listed@closed.example.com", 20, "", "OnAccountSuppressionList");
    complained("news@closed.example.com", ComplaintKind.SOLE, "news");
    denied("denied@closed.example.com", 20);
    left("left@people.example.com", "news");
    left("leftreceipts@people.example.com", "receipts");
    left("leftboth@people.example.com", "news");
    left("leftboth@people.example.com", "receipts");
    left("leftunknown@people.example.com", "");
    left("leftgone@people.example.com", "news");
    bounced("leftgone@people.example.com", 20, "smtp; 550 5.1.1 User unknown");
    bounced("back@own.example.com", 20, "smtp; 552 5.2.2 The recipient's mailbox is full");
    write(new Delivery(mail("back@own.example.com", 10, ""), address("back@own.example.com")));
    bounced("erased@erased.example.com", 20, "smtp; 550 5.1.1 User unknown");
    assertThat(hardstop
            .run("erase", "erased@erased.example.com", "--why", "x", "--keep-suppression", "--yes")
            .exitCode())
        .isZero();
    bounced("erased@erased.example.com", 2, BLOCKLISTED);
    file = folder.resolve("verdicts.csv");
    assertThat(hardstop.run("export", "--output", file.toString()).exitCode()).isZero();
    hasVerdicts(hardstop, EXPORTED);
  }

  @AfterEach
  void stop() {
    hardstop.close();
  }

  @Test
  void anotherTableSuppressesWhomTheExportSuppressesWithoutEndAndNobodyElse() throws IOException {
    try (TestedHardstop other = new TestedHardstop(new Handler.Wrapper(), STREAMS)) {
      Ran ran = reimport(other, "--unsubscribes-as", "news");
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      hasVerdicts(other, IMPORTED);
      assertThat(ran.out())
          .contains("held against the domain 7")
          .contains("kept of an erased address 1")
          .contains("restore");
    }
  }

  @Test
  void noStreamIsEverSuppressedLongerInAnotherTableThanInTheExportedOne() throws IOException {
    try (TestedHardstop other = new TestedHardstop(new Handler.Wrapper(), STREAMS)) {
      reimport(other, "--unsubscribes-as", "news");
      assertSoftly(softly -> VERDICTS
          .keySet()
          .forEach(address -> STREAMS.names().forEach(stream -> {
            for (int days : List.of(0, 40, 100, 300)) {
              Instant later = daysAgo(-days);
              boolean isSuppressed =
                  hardstop.verdict(EmailAddress.of(address), stream, later).isSuppressed();
              softly
                  .assertThat(
                      other.verdict(EmailAddress.of(address), stream, later).isSuppressed())
                  .as("%s, %s, in %d days", address, stream, days)
                  .isIn(isSuppressed, false);
            }
          })));
    }
  }

  @Test
  void importedIntoItsOwnTableAnExportChangesNoVerdict() {
    Ran ran = reimport(hardstop, "--unsubscribes-as", "news");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    hasVerdicts(hardstop, EXPORTED);
  }

  @Test
  void onlyUnsubscriptionsAreRefusedAsLongAsNoStreamIsNamed() throws IOException {
    Ran ran = reimport(hardstop);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("verdicts.csv.rejects.csv")))
        .hasSize(7)
        .filteredOn(line -> line.matches(".*left[a-z]*@people.*"))
        .hasSize(6);
  }

  @Test
  void aRowThatTheExportCouldNotReadIsRejectedWithItsReason() throws IOException {
    hardstop.set("gone@own.example.com", "matches#x", "no set");
    hardstop.set("@nodomain.example.com", "matches#x", "no set");
    file = folder.resolve("unreadable.csv");
    assertThat(hardstop.run("export", "--output", file.toString()).exitCode()).isEqualTo(1);
    assertThat(reimport(hardstop, "--unsubscribes-as", "news").exitCode()).isEqualTo(1);
    assertThat(folder.resolve("unreadable.csv.rejects.csv"))
        .content()
        .contains("gone@own.example.com", "'@nodomain.example.com", "ann@nodomain.example.com")
        .contains("the export could not read what is stored about it")
        .hasLineCount(6);
  }

  /** The sample has only what the exporter writes, so it is read as a real export is. */
  @Test
  void theSampleOfAnExportHasTheValuesOfARealOne() throws IOException {
    Map<List<String>, NamedCsvRecord> exported = rows(file).stream()
        .collect(toMap(ReimportTest::kind, Function.identity(), (one, other) -> one));
    List<NamedCsvRecord> sample = rows(Path.of("examples/import/hardstop-export.csv"));
    assertThat(sample).hasSizeGreaterThan(5);
    for (NamedCsvRecord row : sample) {
      NamedCsvRecord real = exported.get(kind(row));
      assertThat(real).as(row.getField("address")).isNotNull();
      for (String column : HardstopCsv.COLUMNS) {
        assertThat(shape(column, row)).as(column).isEqualTo(shape(column, real));
      }
    }
  }

  private static List<String> kind(NamedCsvRecord row) {
    return Stream.of(
            "address",
            "state",
            "reason",
            "since",
            "until",
            "streams",
            "about",
            "incident",
            "unsubscribed",
            "unsubscribedStreams")
        .map(column -> shape(column, row))
        .toList();
  }

  /** The text of a column; of an address or a day only whether there is one, and how it begins. */
  private static String shape(String column, NamedCsvRecord row) {
    String text = row.getField(column);
    return switch (column) {
      case "address", "about", "incident" ->
        text.isEmpty() ? "" : text.substring(0, 2).replaceAll("[^'@]", "x");
      case "since", "until", "unsubscribed" -> text.replaceAll("[0-9]", "0");
      default -> text;
    };
  }

  private static List<NamedCsvRecord> rows(Path csv) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
      return reader.stream().toList();
    }
  }

  private Ran reimport(TestedHardstop into, String... options) {
    List<String> command = new ArrayList<>(List.of("import", "--yes"));
    command.addAll(List.of(options));
    command.add(file.toString());
    CommandRun run = new CommandRun()
        .with("HARDSTOP_URL", into.url())
        .with("XDG_STATE_HOME", folder.resolve("state").toString());
    int exitCode = run.run(command.toArray(String[]::new));
    return new Ran(exitCode, run.out(), run.err());
  }

  private static void hasVerdicts(TestedHardstop table, int which) {
    assertSoftly(softly -> VERDICTS.forEach((address, verdicts) -> softly
        .assertThat(text(table.verdict(EmailAddress.of(address), Instant.now())))
        .as(address)
        .isEqualTo(verdicts.get(which))));
  }

  private static String text(Verdict verdict) {
    return verdict.state().name().toLowerCase(Locale.ROOT)
        + verdict.reason().map(reason -> " " + reason).orElse("")
        + (verdict.until().isPresent() ? " ends" : "")
        + (verdict.streams().isEmpty() ? "" : " " + verdict.streams())
        + verdict.unsubscribed().map(it -> " left " + it.streams()).orElse("");
  }

  // The table that is exported.

  private void bounced(String address, int daysAgo, String reply) {
    bounced(address, daysAgo, reply, GENERAL.subType());
  }

  private void bounced(String address, int daysAgo, String reply, String subType) {
    write(new Bounce(
        mail(address, daysAgo, ""),
        "feedback-" + daysAgo,
        address(address),
        new BounceType("Permanent", subType),
        new Bounce.RecipientReport("failed", "", reply, "", "")));
  }

  private void denied(String address, int daysAgo) {
    bounced(address, daysAgo, "smtp; 550 5.4.1 Recipient address rejected: Access denied.");
  }

  private void refusedByPolicy(String address) {
    for (int days = 3; days < 8; days++) {
      bounced(
          address,
          days,
          "smtp; 550 5.7.1 RESOLVER.RST.RestrictedToRecipientsPermission; not authorized");
    }
  }

  private void left(String address, String stream) {
    write(new Bounce(
        mail(address, 15, stream),
        "feedback-left-" + stream,
        address(address),
        new BounceType("Permanent", "UnsubscribedRecipient"),
        new Bounce.RecipientReport("failed", "", "", "", "")));
  }

  private void complained(String address, ComplaintKind kind, String stream) {
    write(new Complaint(
        mail(address, 12, stream), "feedback-" + stream, address(address), kind, daysAgo(11)));
  }

  private void suppressed(String subject, Optional<LocalDate> until, String... streams) {
    hardstop.write(List.of(new ActionEvent(
        Subject.parse(subject),
        new ManualAction.Suppression(
            "1", "tester", "a test", daysAgo(9), until, new TreeSet<>(Set.of(streams))))));
  }

  private void write(Feedback feedback) {
    hardstop.write(List.of(new FeedbackEvent(feedback)));
  }

  private static Mail mail(String address, int daysAgo, String stream) {
    return new Mail(
        "message-" + daysAgo + stream,
        daysAgo(daysAgo),
        List.of(EmailAddress.of(address)),
        new MessageTags(stream, "", ""));
  }

  private static Optional<EmailAddress> address(String text) {
    return Optional.of(EmailAddress.of(text));
  }

  private static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.MILLIS);
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
