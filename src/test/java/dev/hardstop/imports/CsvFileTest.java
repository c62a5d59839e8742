package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.imports.ImportLine.LineKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that hold for every CSV file. */
class CsvFileTest {
  private static final String HEADER = "status,reason,email,created\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STATUS, Reason ,E-Mail,Created",
        "\ufeffstatus,reason,email,created",
        "\"status\",\"reason\",\"email\",\"created\"",
        "sta_tus,rea-son,e mail,created",
      })
  void namesOfColumnsAreComparedWithoutCaseBlanksQuotesUnderscoresAndHyphens(String header) {
    assertThat(ReadFiles.of(header + "\n5.1.1,550 no such box,ann@example.com,1764320400")
            .said())
        .containsExactly("BOUNCE ann@example.com 550 no such box");
  }

  @Test
  void theOrderOfColumnsIsFree() {
    assertThat(ReadFiles.of(
                "created,email,status,reason\n1764320400,ann@example.com,5.1.1,550 no such box")
            .said())
        .containsExactly("BOUNCE ann@example.com 550 no such box");
  }

  @Test
  void theFirstOfTwoColumnsWithOneNameCounts() {
    assertThat(ReadFiles.of(
                "status,reason,email,created,email\n,550 no,ann@example.com,1764320400,bob@example.com")
            .said())
        .containsExactly("BOUNCE ann@example.com 550 no");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void fieldsAreSeparatedByCommaSemicolonOrTab(String delimiter) {
    String file =
        (HEADER + "5.1.1,550 no such box,ann@example.com,1764320400").replace(",", delimiter);
    assertThat(ReadFiles.of(file).said()).containsExactly("BOUNCE ann@example.com 550 no such box");
  }

  @Test
  void quotedFieldsMayContainLineBreaksDelimitersAndDoubledQuotationMarks() {
    ReadFiles read = ReadFiles.of(HEADER
        + "5.1.1,\"550-no \"\"such\"\" box,\r\n550 really\",ann@example.com,1764320400\r\n"
        + "5.1.1,550 gone,bob@example.com,1764320400");
    assertThat(read.said())
        .containsExactly(
            "BOUNCE ann@example.com 550-no \"such\" box,\n550 really",
            "BOUNCE bob@example.com 550 gone");
    assertThat(read.lines.get(1).position().line()).isEqualTo(4);
  }

  @Test
  void emptyLinesAreNothing() {
    ReadFiles read = ReadFiles.of("\n\r\n" + HEADER + "\n,550 no,ann@example.com,1764320400\n\n\n");
    assertThat(read.line().position().line()).isEqualTo(5);
    assertThat(read.summary().entries()).isEqualTo(1);
  }

  @Test
  void aLineMayEndWithCarriageReturnAlone() {
    assertThat(ReadFiles.of((HEADER + ",550 no,ann@example.com,1764320400").replace('\n', '\r'))
            .said())
        .hasSize(1);
  }

  @Test
  void typographicQuotesArePartOfTheText() {
    assertThat(ReadFiles.of(
                "recipient,type,description\nann@example.com,transactional,\u201c550 no box\u201d",
                ReadFiles.dated())
            .said())
        .containsExactly("BOUNCE ann@example.com \u201c550 no box\u201d");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'ann@example.com, ann@example.com",
        "'+ann@example.com, +ann@example.com",
        "'ann@example.com', ann@example.com",
        "+ann@example.com, +ann@example.com",
        "=ann@example.com, =ann@example.com"
      })
  void onlyALeadingApostropheOfASpreadsheetIsDropped(String cell, String address) {
    assertThat(ReadFiles.of("\"status\",reason,email,created\n,550 no," + cell + ",1764320400")
            .line()
            .address()
            .orElseThrow()
            .spelling())
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann <ann@example.com>",
        "<ann@example.com>",
        "ANN@EXAMPLE.COM",
        "ann@example.com.",
        " ann@example.com ",
        "mailto:ann@example.com"
      })
  void addressesAreReadAsThoseOfSes(String cell) {
    assertThat(ReadFiles.of(HEADER + ",550 no," + cell + ",1764320400")
            .line()
            .address()
            .orElseThrow()
            .canonical())
        .isEqualTo("ann@example.com");
  }

  @ParameterizedTest
  @CsvSource({"'', it has no address", "nobody, its address is not valid"})
  void aLineWithoutAnAddressIsUnreadable(String cell, String why) {
    ReadFiles read = ReadFiles.of(HEADER + ",550 no," + cell + ",1764320400");
    assertThat(read.problem()).isEqualTo(why);
    assertThat(read.unreadable.get(0).position()).hasToString("file, line 2");
  }

  /** Otherwise each of its lines would be reported as one without a time. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com,BOUNCE\nbob@example.com,COMPLAINT\n",
        "{\"emailAddress\":\"ann@example.com\",\"reason\":\"BOUNCE\"}\n",
        "ann@example.com\nbob@example.com\n",
        "ann@example.com,2027-01-01T00:00:00Z\n",
        "E-Mail,Name\nann@example.com,Ann\n"
      })
  void aFileWithoutTimesIsRefusedUntilTheCallerGivesTheDay(String file) {
    ImportOptions meaning = new ImportOptions(
        ReadFiles.NOW,
        Optional.empty(),
        ColumnNames.NONE,
        Optional.of(ImportOptions.ListMeaning.BOUNCED));

    assertThat(ReadFiles.of(file, meaning).refusal())
        .isEqualTo("it has no times: give the day when it was made (--date)");
    assertThat(ReadFiles.of(file, ReadFiles.dated(ImportOptions.ListMeaning.BOUNCED)).lines)
        .isNotEmpty();
  }

  @Test
  void namedColumnsWithoutATimeNeedTheDay() {
    ColumnNames columns = ColumnNames.of("address=Who,reply=Reply");
    String file = "Who,Reply\nann@example.com,550 5.1.1 no such user\n";

    assertThat(ReadFiles.of(
                file, new ImportOptions(ReadFiles.NOW, Optional.empty(), columns, Optional.empty()))
            .refusal())
        .isEqualTo("it has no times: give the day when it was made (--date)");
  }

  @Test
  void aLongNumberThatASpreadsheetShortenedIsAnUnreadableTime() {
    String file = HEADER + ",550 no,ann@example.com,1.44E+09";
    assertThat(ReadFiles.of(file).problem())
        .isEqualTo("it has no readable time: give the day of the file (--date)");
    assertThat(ReadFiles.of(file, ReadFiles.dated()).line().time())
        .isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
  }

  @Test
  void aTimeInTheFutureIsRefusedEvenIfADateWasGiven() {
    assertThat(ReadFiles.of(HEADER + ",550 no,ann@example.com,1796000000", ReadFiles.dated())
            .problem())
        .isEqualTo("its time is in the future");
  }

  @Test
  void aTimeWithoutZoneIsUtcAndCounted() {
    ReadFiles read = ReadFiles.of(
        "email,reason,date_added\nann@example.com,2,2026-11-03 09:00:00\nbob@example.com,2,2026-11-03T09:00:00Z");
    assertThat(read.lines).extracting(ImportLine::zoneAssumed).containsExactly(true, false);
    assertThat(read.lines)
        .extracting(ImportLine::time)
        .containsOnly(Instant.parse("2026-11-03T09:00:00Z"));
    assertThat(read.summary().zonesAssumed()).isEqualTo(1);
  }

  @Test
  void aLineOfMoreThan64KilobytesIsUnreadableAndTheNextIsRead() {
    ReadFiles read = ReadFiles.of(HEADER
        + ",550 " + "x".repeat(70_000) + ",ann@example.com,1764320400\n"
        + ",550 no,bob@example.com,1764320400");
    assertThat(read.problem()).isEqualTo("the line has more than 65,536 characters");
    assertThat(read.lines).hasSize(1);
    assertThat(read.lines.get(0).position().line()).isEqualTo(3);
  }

  @Test
  void aQuotationMarkThatIsNotClosedCostsOneLine() {
    ReadFiles read = ReadFiles.of(HEADER
        + ",\"550 no,ann@example.com,1764320400\n"
        + ",550 no,bob@example.com,1764320400\n".repeat(10_000));
    assertThat(read.unreadable).hasSize(1);
    assertThat(read.unreadable.get(0).position().line()).isEqualTo(2);
    assertThat(read.lines).hasSize(10_000);
  }

  @Test
  void manyOpenQuotationMarksCostNoMoreThanTheirLines() {
    // Each line closes the field that the line before it opened, and opens another.
    ReadFiles read = ReadFiles.of(HEADER + "a\",\"b\n".repeat(200_000));
    assertThat(read.lines).isEmpty();
    assertThat(read.unreadable).hasSizeBetween(100, 200);
  }

  @Test
  void quotationMarksInsideAndAfterFieldsOpenNothing() {
    ReadFiles read = ReadFiles.of(HEADER + "a\"a,\"b\"c\"\"\n".repeat(2_000));
    assertThat(read.lines).isEmpty();
    assertThat(read.unreadable)
        .hasSize(2_000)
        .extracting(UnreadableLine::why)
        .containsOnly("it has no address");
  }

  @Test
  void aLineWithMoreFieldsThanTheHeaderIsUnreadable() {
    assertThat(ReadFiles.of(HEADER + ",550 no, not here,ann@example.com,1764320400")
            .problem())
        .isEqualTo("it has more fields than the header");
  }

  @Test
  void columnsThatAreNotUsedAreNamed() {
    assertThat(ReadFiles.of("status,reason,email,created,note,\u00dcbung,\u2713\n")
            .summary()
            .unusedColumns())
        .containsExactly("note", "\u00dcbung", "(a name that is not shown)");
  }

  @Test
  void undecodableBytesAreReplacedInWordsAndMakeAnAddressUnreadable() {
    byte[] file = (HEADER
            + ",550 Postfach \u00fcberf\u00fcllt,ann@example.com,1764320400\n"
            + ",550 no,j\u00f6rg@example.com,1764320400")
        .getBytes(StandardCharsets.ISO_8859_1);
    ReadFiles read = ReadFiles.of(file);
    assertThat(read.lines)
        .extracting(ImportLine::words)
        .containsExactly("550 Postfach \u00fcberf\u00fcllt");
    assertThat(read.problem()).isEqualTo("its address is not valid");
    assertThat(read.summary().replacedReplies()).isEqualTo(1);
  }

  @Test
  void theCallerMayNameTheColumnsOfAnUnknownFile() {
    ImportOptions options = new ImportOptions(
        ReadFiles.NOW,
        Optional.of(ReadFiles.DATE),
        ColumnNames.of("address=Empf\u00e4nger,reply=Antwort,status=Code,time=Datum"),
        Optional.empty());
    ReadFiles read = ReadFiles.of(
        "Nummer;Datum;Empf\u00e4nger;Code;Antwort\n"
            + "1;2026-11-02;ann@example.com;5.1.1;550 no such box\n"
            + "2;;bob@example.com;;452 try later\n"
            + "3;2026-11-02;cy@example.com;;",
        options);
    assertThat(read.lines)
        .extracting(ReadFiles::said)
        .containsExactly(
            "BOUNCE ann@example.com 550 no such box", "BLOCK bob@example.com 452 try later");
    assertThat(read.lines.get(0).status()).isEqualTo("5.1.1");
    assertThat(read.lines.get(0).time()).isEqualTo(Instant.parse("2026-11-02T00:00:00Z"));
    assertThat(read.problem()).startsWith("it does not say what happened to the address");
    assertThat(read.summary().unusedColumns()).containsExactly("Nummer");
  }

  @Test
  void aPlainListIsReadOnlyIfTheCallerSaysWhatItIs() {
    String list = "ann@example.com\nbob@example.com\n";
    assertThat(ReadFiles.of(list, ReadFiles.dated()).refusal())
        .isEqualTo(
            "it is a plain list of addresses: say whether its addresses bounced, complained or"
                + " unsubscribed (--list-of)");
    assertThat(ReadFiles.of(list, ReadFiles.dated(ImportOptions.ListMeaning.BOUNCED))
            .said())
        .containsExactly("BOUNCE ann@example.com", "BOUNCE bob@example.com");
    assertThat(ReadFiles.of(list, ReadFiles.dated(ImportOptions.ListMeaning.UNSUBSCRIBED)).lines)
        .extracting(ImportLine::kind)
        .containsOnly(LineKind.UNSUBSCRIBE);
  }

  @Test
  void aFileWithAColumnOfAddressesIsReadOnlyIfTheCallerSaysWhatItIs() {
    String list = "name,E-Mail,city\nAnn,ann@example.com,Bern\n";
    assertThat(ReadFiles.of(list, ReadFiles.dated()).refusal())
        .endsWith("columns seen: name, E-Mail, city");
    assertThat(ReadFiles.of(list, ReadFiles.dated(ImportOptions.ListMeaning.BOUNCED))
            .said())
        .containsExactly("BOUNCE ann@example.com");
  }

  @Test
  void whatIsNotRecognisedIsRefusedWithTheColumnsThatWereSeen() {
    assertThat(ReadFiles.of("when,what,bob@example.com column\n1,2,3").refusal())
        .contains("columns without a header");
    assertThat(ReadFiles.of("when,what\n1,2").refusal())
        .isEqualTo(
            "its format is not known: name its columns (--columns); columns seen: when, what");
  }

  @Test
  void aFileThatCouldHaveTwoFormatsIsRefused() {
    assertThat(ReadFiles.of("email,reason,created,date_added\n").refusal())
        .isEqualTo(
            "it could be sendgrid-invalid-emails or mautic-do-not-contact; columns seen: email,"
                + " reason, created, date_added");
  }

  @Test
  void addressAndTimeAloneDoNotSayWhetherTheyAreUnsubscriptionsOrSpamReports() {
    String list = "email,created\nann@example.com,1764320400\n";
    assertThat(ReadFiles.of(list).refusal())
        .startsWith("it does not say what happened to its addresses");
    assertThat(ReadFiles.of(list, ReadFiles.dated(ImportOptions.ListMeaning.COMPLAINED))
            .line()
            .time())
        .isEqualTo(Instant.ofEpochSecond(1_764_320_400));
  }

  @Test
  void severalColumnsWithoutAHeaderAreRefused() {
    assertThat(ReadFiles.of("ann@example.com,Ann,Bern\n").refusal())
        .isEqualTo("it has 3 columns without a header: add a line with their names");
  }

  @Test
  void theNamesOfColumnsAreWrittenAsPairs() {
    assertThat(List.of("", "address", "reply=x", "address=", "address=a,address=b", "colour=a"))
        .allSatisfy(text -> assertThat(
                org.assertj.core.api.Assertions.catchThrowable(() -> ColumnNames.of(text)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("columns must be written as address=NAME"));
  }
}
