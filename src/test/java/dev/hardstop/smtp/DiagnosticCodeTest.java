package dev.hardstop.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.smtp.DiagnosticCode.SmtpReply;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticCodeTest {

  /** Codes are written as {@code 550 5.1.1}, a missing code as {@code -}. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      smtp; 550 5.1.1 user unknown                        | 550 5.1.1
      SMTP; 550 5.1.1 user unknown                        | 550 5.1.1
      smtp;550 5.1.1 user unknown                         | 550 5.1.1
      X-Postfix; unknown user                             | - -
      X-Postfix; host mx.example.com said: 550 5.1.1 none | 550 5.1.1
      550 user unknown                                    | 550 -
      550-user unknown                                    | 550 -
      550                                                 | 550 -
      5.1.1 user unknown                                  | - 5.1.1
      user unknown                                        | - -
      550-5.1.1 user unknown                              | 550 5.1.1
      550.5.4.1 []: access denied                         | 550 5.4.1
      #550 5.4.1 access denied                            | 550 5.4.1
      550 #5.1.0 address rejected                         | 550 5.1.0
      550 [5.1.1] no mailbox                              | 550 5.1.1
      550 (5.1.1) no mailbox                              | 550 5.1.1
      550 no mailbox here (#5.1.1)                        | 550 5.1.1
      550 no mailbox here #5.1.1                          | 550 5.1.1
      550 cuda_nsu 5.1.1 <a@example.com>: unknown         | 550 5.1.1
      550 5.1.1User unknown                               | 550 5.1.1
      550 5.1.1user unknown                               | 550 5.1.1
      550User unknown                                     | 550 -
      5505.1.1 user unknown                               | 550 5.1.1
      550; 5.1.1; user unknown                            | 550 5.1.1
      550用户不存在                                         | 550 -
      554 5.0.0 <a@example.com> 5.1.1 user unknown        | 554 5.1.1
      <mx.example.org #5.0.0 smtp; 554 5.0.0 #5.1.1 none> | 554 5.1.1
      550 5.7.1_no                                        | 550 5.7.1
      550 550 5.7.1 access denied (state 13).             | 550 5.7.1
      5.1.1 550 user unknown                              | 550 5.1.1
      554 30 mailbox disabled (554.30)                    | 554 -
      550 4.4.7 queue expired                             | 550 4.4.7
      550 5.7.606 banned                                  | 550 5.7.606
      """)
  void codesAreReadInEveryFormThatServersWrite(String text, String outer) {
    DiagnosticCode read = DiagnosticCode.parse(text);

    assertThat(written(read.outer())).isEqualTo(outer);
    assertThat(read.inner()).isEmpty();
    assertThat(read.deciding()).isEqualTo(read.outer());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      550 5.1.351 next hop refused -> 550 5.1.1 no mailbox              | 550 5.1.351 | 550 5.1.1
      550 5.1.351 next hop refused -> 550 : no mailbox                  | 550 5.1.351 | 550 -
      smtp; 554 4.4.7 expired: 840 minutes.<421 4.4.0 no DNS>           | 554 4.4.7   | 421 4.4.0
      smtp; 550 4.4.7 expired: 840 minutes.<451 4.0.0 Unknown>          | 550 4.4.7   | 451 4.0.0
      smtp; 5.1.0 - address error 550-'5.7.1 <a@example.com>: no' (0)   | - 5.1.0     | 550 5.7.1
      smtp; 5.3.0 - other problem 553-'sorry, none of that name (#5.7.1)' | - 5.3.0   | 553 5.7.1
      554 5.0.0 host mx.example.com[192.0.2.1] said: 452 4.2.2 full     | 554 5.0.0   | 452 4.2.2
      554 gave up. Their answer: "550 5.2.1 disabled"                   | 554 -       | 550 5.2.1
      554 5.7.1 the relay gave up: #5.4.1 access denied                 | 554 5.7.1   | - 5.4.1
      """)
  void aQuotedReplyIsKeptSeparately(String text, String outer, String inner) {
    DiagnosticCode read = DiagnosticCode.parse(text);

    assertThat(written(read.outer())).isEqualTo(outer);
    assertThat(read.inner().map(DiagnosticCodeTest::written)).contains(inner);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      550 5.1.351 refused -> 550 5.1.1 no mailbox     | 550 5.1.1
      550 5.1.351 refused -> 550 : no mailbox         | 550 5.1.351
      554 4.4.7 expired<421 4.4.2 timed out>          | 421 4.4.2
      550 4.4.7 expired<451 4.0.0 Unknown>            | 550 4.4.7
      5.1.0 - address error 550-'5.7.1 denied'        | 550 5.7.1
      """)
  void theCodesOfTheFinalServerDecideUnlessTheyAreIndefinite(String text, String deciding) {
    assertThat(written(DiagnosticCode.parse(text).deciding())).isEqualTo(deciding);
  }

  @Test
  void linesThatRepeatTheCodeAreOneReply() {
    DiagnosticCode read =
        DiagnosticCode.parse("smtp; 550-5.1.1 no such\n550-5.1.1 mailbox\n550 5.1.1 here - gsmtp");

    assertThat(written(read.outer())).isEqualTo("550 5.1.1");
    assertThat(read.inner()).isEmpty();
  }

  @Test
  void joinedLinesThatRepeatTheCodeAreOneReply() {
    DiagnosticCode read =
        DiagnosticCode.parse("550-5.1.1 no such 550-5.1.1 mailbox 550 5.1.1 here");

    assertThat(written(read.outer())).isEqualTo("550 5.1.1");
    assertThat(read.inner()).isEmpty();
  }

  @Test
  void aStatusOnALaterLineBelongsToTheReply() {
    DiagnosticCode read = DiagnosticCode.parse("550-no such mailbox\n550 5.1.1 go away");

    assertThat(written(read.outer())).isEqualTo("550 5.1.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx at 203.0.113.5 is busy",
        "mx at 192.5.1.1 is busy",
        "mx at 250.5.1.1 is busy",
        "mx at 5.1.1.2 is busy",
        "refused, see release 4.16.1",
        "refused by Exim 4.9.2",
        "refused by version 5.2.1",
        "refused by Sendmail/5.1.1",
        "refused by mta5.1.1",
        "refused by mta 5.1.1rc2",
        "refused on 4.1.2026",
        "no code 3.1.1 and 5.8.1 and 5.1.1000",
        "limit of 500 messages, 550 recipients",
        "unable to deliver in 840 minutes",
        "queue id 550A1 and 4550 and 5500",
        "refused by mta 5.1.1beta2",
        "550user@example.com",
        "550user.example.com",
      })
  void whatOnlyLooksLikeACodeIsIgnored(String text) {
    assertThat(DiagnosticCode.parse(text).outer()).isEqualTo(SmtpReply.NONE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      smtp; 550 no       | smtp
      SMTP;550 no        | smtp
      X-Postfix; no      | x-postfix
      x-mpop-fallback_mx; no | x-mpop-fallback_mx
      unknown; no domain | unknown
      no; not a type     | ''
      550 no; no type    | ''
      """)
  void theTypeIsReadInAnyCase(String text, String type) {
    assertThat(DiagnosticCode.parse(text).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ";", "smtp;", "-", "5.", "5.1.", "550-", "<<<<", "'", "->", "\0"})
  void anEmptyTextHasNoReply(String text) {
    DiagnosticCode read = DiagnosticCode.parse(text);

    assertThat(read.outer().status()).isEmpty();
    assertThat(read.inner()).isEmpty();
  }

  @Test
  void onlyTheFirstCharactersOfALongTextAreRead() {
    String late = "x".repeat(DiagnosticCode.LONGEST_TEXT) + " 550 5.1.1 no such mailbox";

    assertThat(DiagnosticCode.parse(late).outer()).isEqualTo(SmtpReply.NONE);
  }

  /** Copying the rest of the text for each of a million types would take terabytes. */
  @Test
  void manyTypesAreRemovedInOnePass() {
    String text = "smtp; ".repeat(1_000_000) + "550 no";

    assertThat(DiagnosticCode.withoutType(text)).isEqualTo("550 no");
  }

  /** A stored text has one blank where the original had many. */
  @ParameterizedTest
  @ValueSource(strings = {"smtp;", "smtp ;", " X-Relay  ; ", "\tsmtp\t;", "smtp; dns ;"})
  void aTypeIsRecognisedHoweverManyBlanksSurroundIt(String type) {
    for (int blanks : new int[] {1, 35, 36, 40, 41, 1_000}) {
      String wide = type.replace(" ", " ".repeat(blanks)).replace("\t", "\t".repeat(blanks));

      assertThat(DiagnosticCode.withoutType(wide + "550 5.1.1 no")).isEqualTo("550 5.1.1 no");
      assertThat(DiagnosticCode.parse(wide + "550 5.1.1 no").deciding().status())
          .isPresent();
    }
  }

  @Test
  void aLongWordIsNoType() {
    String word = "x-" + "y".repeat(39) + "; 550 no";

    assertThat(DiagnosticCode.withoutType(word)).isEqualTo(word);
  }

  private static String written(SmtpReply reply) {
    return word(reply.code()) + " " + word(reply.status());
  }

  private static String word(Optional<?> code) {
    return code.map(Object::toString).orElse("-");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      550 5.1.1User unknown      | 550 5.1.1 User unknown
      550Requested action        | 550 Requested action
      550用户不存在                | 550 用户不存在
      550 5.1.1 User unknown     | 550 5.1.1 User unknown
      550user@example.com        | 550user@example.com
      mta 5.1.1rc2               | mta 5.1.1rc2
      id 554abcd12               | id 554abcd12
      """)
  void aCodeIsSeparatedFromAnAdjacentWord(String text, String separate) {
    assertThat(DiagnosticCode.withSeparateCodes(text)).isEqualTo(separate);
    assertThat(DiagnosticCode.withSeparateCodes(separate)).isEqualTo(separate);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      550 5.1.1 no                                   | 0
      no code                                        | 0
      it says 550 5.1.1 no                           | 8
      554 5.0.0 mx.example.org said: 550 5.1.1 no    | 31
      """)
  void theReplyThatDecidesStartsAfterTheRelaysWords(String text, int start) {
    assertThat(DiagnosticCode.startOfDeciding(text)).isEqualTo(start);
  }
}
