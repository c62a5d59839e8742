package dev.hardstop.recipientlist;

import static dev.hardstop.recipientlist.ListFixture.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.recipientlist.VerdictSource.NotAnsweredException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientListCheckTest {
  private static final String ADDED = "hardstop_send,state,reason,until,remark";
  private static final String UNKNOWN = ",yes,clear,,,nothing is known about this address\n";

  private final ListFixture lists = new ListFixture();

  @Test
  void theUsersColumnsKeepTheirOrderAndTheirValues() {
    String list = """
        id,E-Mail,"name, title",note
        7,ann@example.com,"Ann ""A"" Lee, Dr.",=SUM(A1)
        008,bob@example.com,Bob,"first line
        second line"
        """;
    assertThat(lists.check(list)).isEqualTo("""
        id,E-Mail,"name, title",note,hardstop_send,state,reason,until,remark
        7,ann@example.com,"Ann ""A"" Lee, Dr.",=SUM(A1),yes,clear,,,nothing is known about this address
        008,bob@example.com,Bob,"first line
        second line",yes,clear,,,nothing is known about this address
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  suppressed, INVALID_RECIPIENT, '',         no",
    "true,  suppressed, ACCESS_DENIED,     2027-02-22, later",
    "true,  held,       DOMAIN_INCIDENT,   2026-12-02, later",
    "true,  held,       POLICY,            '',         later",
    "true,  unreadable, '',                '',         no",
    "false, recheck,    ACCESS_DENIED,     '',         yes",
    "false, watched,    MAILBOX_FULL,      '',         yes",
    "false, clear,      '',                '',         yes",
  })
  void whatIsSuppressedIsNotSentAndWhatHasAnEndIsSentLater(
      boolean suppressed, String state, String reason, String until, String send) {
    lists.with("gone@example.com", verdict(suppressed, state, reason, until));
    assertThat(lists.check("email\ngone@example.com\n"))
        .startsWith("email," + ADDED + "\n"
            + String.join(",", "gone@example.com", send, state, reason, until) + ",");
  }

  /** Whatever a verdict says that this version does not know: suppressed is never mailed. */
  @Test
  void anUnknownStateThatIsSuppressedIsNotSent() {
    lists.with("gone@example.com", verdict(true, "quarantined", "", ""));
    assertThat(lists.check("gone@example.com\n")).contains("gone@example.com,no,quarantined,");
  }

  @Test
  void aRowThatIsNoAddressSaysWhyAndIsNotAsked() {
    assertThat(
            lists.check("email,n\nann@example.com,1\nann at example.com,2\n,3\na@b@c.example,4\n"))
        .contains("ann at example.com,2,no,invalid,,,not an address: an address needs an @ between")
        .contains(",3,no,invalid,,,not an address: the field is empty\n")
        .contains("a@b@c.example,4,no,invalid,");
    assertThat(lists.questions()).containsExactly(List.of("ann@example.com"));
  }

  @Test
  void aLaterRowWithTheSameAddressNamesTheLineOfTheFirstAndIsNotMailedTwice() {
    String list = "email\n\"bob@example.com\"\nAnn@Example.com\n\nann <ann@example.COM.>\n";
    assertThat(lists.check(list))
        .contains("ann <ann@example.COM.>,no,duplicate,,,the address is also in line 3\n");
    assertThat(lists.questions()).containsExactly(List.of("bob@example.com", "ann@example.com"));
    assertThat(lists.summary().states()).containsEntry("duplicate", 1L);
  }

  @Test
  void anOutputCanBeCheckedAgain() {
    lists.with("gone@example.com", verdict(true, "suppressed", "INVALID_RECIPIENT", ""));
    String once = lists.check("email;name\r\ngone@example.com;Gone\r\nann@example.com;Ann;x\r\n");
    assertThat(new ListFixture()
            .with("gone@example.com", verdict(true, "suppressed", "INVALID_RECIPIENT", ""))
            .check(once))
        .isEqualTo(once);
    assertThat(new ListFixture().check(once))
        .contains("gone@example.com;Gone;yes;clear;;;nothing is known about this address\r\n");
  }

  @Test
  void aPlainListGetsAHeaderSoThatItsOutputCanBeCheckedAgain() {
    String once = lists.check("ann@example.com\nbob@example.com\n");
    assertThat(once)
        .isEqualTo(
            "address," + ADDED + "\nann@example.com" + UNKNOWN + "bob@example.com" + UNKNOWN);
    assertThat(new ListFixture().check(once)).isEqualTo(once);
  }

  /** A column state may well be the one that the person lives in. */
  @Test
  void aColumnOfTheUserWithTheSameNameIsKept() {
    String once = lists.check("email,state\nann@example.com,Ohio\n");
    assertThat(once)
        .isEqualTo("email,state,hardstop_send,hardstop_state,reason,until,remark\n"
            + "ann@example.com,Ohio,yes,clear,,,nothing is known about this address\n");
    assertThat(new ListFixture().check(once)).isEqualTo(once);
  }

  @Test
  void anExtraFieldIsKeptAndAMissingOneMovesNothing() {
    assertThat(lists.check("email,name\nann@example.com,Ann,extra\nbob@example.com\n"))
        .contains("ann@example.com,Ann,yes,clear,,,nothing is known about this address,extra\n")
        .contains("bob@example.com,,yes,clear,,,nothing is known about this address\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void noAddedValueIsAFormula(String hostile) {
    lists.with(
        "ann@example.com",
        new AddressVerdict(
            false, "watched" + hostile, hostile, hostile, hostile, "", List.of(), ""));
    lists.with("bob@example.com", verdict(true, hostile, hostile, ""));
    String output = lists.check("email\nann@example.com\nbob@example.com\n");
    String formula = hostile.strip();
    assertThat(output).doesNotContain("," + formula).doesNotContain("\"" + formula);
    assertThat(output).contains("'" + formula);
  }

  /** Such characters could hide or turn round what a person reads in the added columns. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\u0007", "\u009b", "\u202e", "\u200b", "\u2028", "\ue000", "\u0378", "\ud800"})
  void noAddedValueHasAnInvisibleCharacter(String invisible) {
    String hostile = "a" + invisible + "b";
    lists.with(
        "ann@example.com",
        new AddressVerdict(
            true, hostile, hostile, hostile, hostile, "", List.of(hostile), hostile));
    assertThat(lists.check("ann@example.com\n"))
        .doesNotContain(invisible)
        .contains(",a b,a b,a b,holds for the streams a b; a b; unsubscribed on a b\n");
  }

  /** The two mistakes that a list check must not make: to lose a row, and to bless what is unknown. */
  @Test
  void noNewsIsNeverCalledGood() {
    assertThat(lists.check("ann@example.com\n")).contains("nothing is known about this address");
    assertThat(String.join("\n", lists.summary().lines()))
        .contains("Rows with \"yes\" about which nothing is known: 1. That does not mean that these"
            + " addresses exist.")
        .doesNotContainIgnoringCase("good")
        .doesNotContainIgnoringCase("valid ");
    assertThat(lists.summary().nothingKnown()).isOne();
  }

  @Test
  void aVerdictSaysWhatToDoAndWhomItConcerns() {
    lists.with(
        "a@example.com",
        new AddressVerdict(
            true,
            "held",
            "DOMAIN_INCIDENT",
            "2026-12-02",
            "Ask its administrator.",
            "@example.com",
            List.of(),
            ""));
    lists.with(
        "b@example.com",
        new AddressVerdict(
            true, "suppressed", "COMPLAINT", "", "Respect it.", "", List.of("newsletter"), ""));
    lists.with(
        "c@example.com",
        new AddressVerdict(false, "clear", "", "", "", "", List.of(), "2026-11-03"));
    lists.with("d@example.com", verdict(false, "recheck", "ACCESS_DENIED", ""));
    lists.with("e@example.com", verdict(false, "watched", "MAILBOX_FULL", ""));
    assertThat(lists.check(
            "a@example.com\nb@example.com\nc@example.com\nd@example.com\ne@example.com\n"))
        .contains("a@example.com,later,held,DOMAIN_INCIDENT,2026-12-02,"
            + "holds for the whole domain; Ask its administrator.\n")
        .contains("b@example.com,no,suppressed,COMPLAINT,,"
            + "holds for the streams newsletter; Respect it.\n")
        .contains("c@example.com,yes,clear,,,unsubscribed on 2026-11-03\n")
        .contains("d@example.com,yes,recheck,ACCESS_DENIED,,"
            + "its suppression has ended: mail may be tried\n")
        .contains("e@example.com,yes,watched,MAILBOX_FULL,,"
            + "\"it bounced, but too seldom to be suppressed\"\n");
  }

  @Test
  void theAddressOfARoleAndASlipAreSaidAndChangeNothing() {
    assertThat(lists.check("email\ninfo+x@example.com\nann@gmial.com\n"))
        .contains("info+x@example.com,yes,clear,,,\"nothing is known about this address;"
            + " the address of a role")
        .contains("ann@gmial.com,yes,clear,,,nothing is known about this address;"
            + " the domain looks like a misspelling of gmail.com\n");
    assertThat(lists.summary().misspelledDomains()).isOne();
    assertThat(lists.summary().roleAddresses()).isOne();
  }

  @Test
  void aThousandAddressesAreAskedAtATimeAndTheRowsKeepTheirOrder() {
    lists.with("r2500@example.com", verdict(true, "suppressed", "INVALID_RECIPIENT", ""));
    String output = lists.check(rows(0, 4_321));
    assertThat(output.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))))
        .containsExactlyElementsOf(rows(0, 4_321).lines().toList());
    assertThat(output).contains("r2500@example.com,no,suppressed,");
    assertThat(lists.questions()).hasSize(5).allMatch(asked -> asked.size() <= 1_000);
    assertThat(lists.summary().send())
        .containsEntry("yes", 4_320L)
        .containsEntry("no", 1L)
        .containsEntry("later", 0L);
  }

  /** The rows of a question are in memory, however long they are. */
  @Test
  void longRowsAreAskedInSmallerQuestions() {
    String note = "x".repeat(ListLayout.LONGEST_RECORD - 100);
    String output = lists.check("email,note\n"
        + IntStream.range(0, 200)
            .mapToObj(i -> "r" + i + "@example.com," + note + "\n")
            .collect(Collectors.joining()));
    assertThat(output.lines())
        .hasSize(201)
        .allMatch(row -> row.startsWith("email") || row.contains(note));
    assertThat(lists.questions()).hasSizeGreaterThan(2).allMatch(asked -> asked.size() < 100);
  }

  @Test
  void nothingIsWrittenIfAlreadyTheFirstQuestionHasNoAnswer() {
    lists.answeringOnly(question -> false);
    assertThatThrownBy(() -> lists.check(rows(0, 5_000)))
        .isInstanceOf(NotAnsweredException.class)
        .hasMessage("The table cannot be reached.");
    assertThat(lists.output()).isEmpty();
    assertThat(lists.sample()).isEmpty();
  }

  /** Questions are under way side by side, so which rows are answered is not fixed; no row is lost. */
  @Test
  void aRowWithoutAnAnswerIsNeverYesAndLost() {
    AddressVerdict gone = verdict(true, "suppressed", "INVALID_RECIPIENT", "");
    IntStream.range(0, 20_000).forEach(i -> lists.with("r" + i + "@example.com", gone));
    lists.answeringOnly(question -> question < 5);
    List<String> rows = lists.check(rows(0, 20_000)).lines().skip(1).toList();
    assertThat(rows).hasSize(20_000).noneMatch(row -> row.contains(",yes,"));
    assertThat(rows.get(19_999))
        .isEqualTo("r19999@example.com,later,unanswered,,,"
            + "Hardstop could not be asked: check the list again");
    assertThat(lists.summary().complete()).isFalse();
    assertThat(lists.summary().problem()).isEqualTo("The table cannot be reached.");
    assertThat(lists.summary().states().get("unanswered")).isGreaterThanOrEqualTo(15_000L);
    assertThat(lists.summary().states().get("suppressed")).isPositive();
    assertThat(lists.questions()).hasSizeLessThan(10);
    assertThat(lists.sample()).isEmpty();
  }

  @Test
  void aListOfNothingButAHeaderIsAnsweredWithAHeader() {
    assertThat(lists.column("email").check("email,name\n")).isEqualTo("email,name," + ADDED + "\n");
    assertThat(lists.summary().rows()).isZero();
    assertThat(lists.questions()).isEmpty();
  }

  @Test
  void aRowThatNeverEndsIsAnErrorThatKeepsWhatWasRead() {
    String endless = "x".repeat(3 * ListLayout.LONGEST_RECORD);
    assertThatThrownBy(
            () -> lists.check("email,note\nann@example.com,\nbob@example.com,\"" + endless))
        .isInstanceOf(UnusableListException.class)
        .hasMessageStartingWith("After line 2 there is a row of more than");
    assertThat(lists.output()).contains("ann@example.com,,yes,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkSaysHowTheListIsEncodedAndIsKept(String charset) {
    byte[] list =
        "\ufeffemail;name\r\nann@example.com;J\u00f6rg\r\n".getBytes(Charset.forName(charset));
    assertThat(lists.check(list))
        .isEqualTo("\ufeffemail;name;hardstop_send;state;reason;until;remark\r\n"
            + "ann@example.com;J\u00f6rg;yes;clear;;;nothing is known about this address\r\n");
  }

  @Test
  void aValueInLatin1IsKeptAndAnAddressWithSuchAByteIsNotGuessed() {
    byte[] list = "email,name\nann@example.com,J\u00f6rg\nj\u00f6rg@example.com,\n"
        .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(lists.check(list))
        .contains("ann@example.com,J\u00f6rg,yes,")
        .contains("j\u00f6rg@example.com,,no,invalid,,,not an address: it has bytes that are not"
            + " UTF-8\n");
  }

  @Test
  void aListInGzipIsReadToTheEndOfItsLastPart() throws IOException {
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    for (String part : List.of("email\nann@example.com\n", "bob@example.com\n")) {
      GZIPOutputStream gzip = new GZIPOutputStream(parts);
      gzip.write(part.getBytes(StandardCharsets.UTF_8));
      gzip.finish();
    }
    assertThat(lists.check(parts.toByteArray()))
        .isEqualTo("email," + ADDED + "\nann@example.com" + UNKNOWN + "bob@example.com" + UNKNOWN);
  }

  @Test
  void aWorkbookIsRefusedWithAHint() {
    assertThatThrownBy(() -> lists.check("PK\u0003\u0004")).hasMessageContaining("save it as CSV");
  }

  static String rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "r" + i + "@example.com\n")
        .collect(Collectors.joining());
  }
}
