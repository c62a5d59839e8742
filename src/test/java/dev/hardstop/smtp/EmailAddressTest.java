package dev.hardstop.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.Soak;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is exactly one address, with or without a display name, or it is refused. */
class EmailAddressTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      Bob <bob@example.com>                   | bob@example.com
      "Smith, Bob" <bob@example.com>          | bob@example.com
      "ann@example.org" <bob@example.com>     | bob@example.com
      "a \\" < , b" <bob@example.com>         | bob@example.com
      Bob (Sales) <bob@example.com>           | bob@example.com
      <"a<b"@example.com>                     | "a<b"@example.com
      <"a> , <b"@example.com>                 | "a> , <b"@example.com
      "ann@example.org, bob"@example.com      | "ann@example.org, bob"@example.com
      """)
  void oneAddressMayHaveADisplayName(String text, String canonical) {
    assertThat(EmailAddress.of(text).canonical()).isEqualTo(canonical);
  }

  /** SES's suppression list keeps the case of letters, and asks for exactly what it keeps. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      Bob.Smith@Example.COM                   | Bob.Smith@Example.COM
      "Smith, Bob" < Bob@Example.com >        | Bob@Example.com
      Bob@bücher.example.                     | Bob@bücher.example.
      "Bob"@example.com                       | "Bob"@example.com
      bob@example.com                         | bob@example.com
      """)
  void anAddressKeepsItsSpellingWhichIsNoPartOfItsIdentity(String text, String spelling) {
    EmailAddress address = EmailAddress.of(text);
    EmailAddress canonical = EmailAddress.of(address.canonical());
    assertThat(address.spelling()).isEqualTo(spelling);
    assertThat(address).isEqualTo(canonical).hasSameHashCodeAs(canonical);
    assertThat(address).isEqualByComparingTo(canonical);
    assertThat(address.toString()).doesNotContainIgnoringCase("bob");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gone@example.com, Bob <ok@example.com>",
        "gone@example.com; Bob <ok@example.com>",
        "gone@example.com <ok@example.com>",
        "gone@example.com,ok@example.com",
        "gone@example.com ok@example.com",
        "<gone@example.com>, <ok@example.com>",
        "<gone@example.com> <ok@example.com>",
        "<gone@example.com><ok@example.com>",
        "\"Gone\" <gone@example.com>, \"Ok\" <ok@example.com>",
        "Gone, Bob <ok@example.com>",
        "gone@example.com\r\nBcc: <ok@example.com>",
        "Gone\r\nBcc: <ok@example.com>",
        "\"Gone\nBcc:\" <ok@example.com>",
        "Gone\u2028Bcc <ok@example.com>",
        "Gone\u0085Bcc <ok@example.com>",
        "friends: gone@example.com, ok@example.com;",
        "friends: <ok@example.com>",
        "friends: ok@example.com;",
        "<ok@example.com> gone",
        "ok@example.com gone",
        "ok@example.com (Bob)",
        "ok@example.com>",
        "gone> <ok@example.com>",
        "\"gone <ok@example.com>",
        "\"gone\"@example.com, \"ok\"@example.com",
        "<@example.org:ok@example.com>",
      })
  void moreThanOneAddressIsRefused(String text) {
    assertThatThrownBy(() -> EmailAddress.of(text)).isInstanceOf(InvalidAddressException.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      foo..bar@example.jp        | "foo..bar"@example.jp
      Foo.@example.jp            | "foo."@example.jp
      .foo@example.jp            | ".foo"@example.jp
      "foo..bar"@example.jp      | "foo..bar"@example.jp
      F <foo...@example.jp>      | "foo..."@example.jp
      "foo.bar"@example.jp       | foo.bar@example.jp
      """)
  void aMisplacedDotIsReadAsQuoted(String text, String canonical) {
    assertThat(EmailAddress.of(text).canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob@straße.example",
        "bob@STRAẞE.example",
        "bob@faß.example",
        "bob@οδος.example",
        "bob@نامه\u200cای.example",
        "bob@ශ\u200dර.example",
        "bob@a\u200db.example",
      })
  void aDomainThatTwoStandardsMapDifferentlyIsRefused(String text) {
    assertThatThrownBy(() -> EmailAddress.of(text))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContaining("A-labels");
  }

  @ParameterizedTest
  @CsvSource({
    "BÜCHER.example,         xn--bcher-kva.example",
    "bu\u0308cher。example, xn--bcher-kva.example",
    "ΟΔΟΣ.example,           οδοσ.example",
    "Ⴀ.example,              ⴀ.example",
    "XN--STRAE-OQA.example., xn--strae-oqa.example",
  })
  void spellingsOfADomainAreEqual(String text, String same) {
    assertThat(DomainName.canonical(text)).isEqualTo(DomainName.canonical(same)).startsWith("xn--");
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com\u201d", "\u201eexample.com", "example.com\u00bb"})
  void aQuotationMarkIsNotPartOfADomain(String domain) {
    assertThatThrownBy(() -> DomainName.canonical(domain))
        .isInstanceOf(InvalidAddressException.class);
  }

  /** Every Unicode character, alone and beside marks, dots and letters that interact with it. */
  @Test
  void theCanonicalFormOfACanonicalFormIsItself() {
    List<IntFunction<String>> spellings = List.of(
        c -> Character.toString(c) + "\u0323@example.com",
        c -> "\u0130" + Character.toString(c) + "@example.com",
        c -> "a.." + Character.toString(c) + "@example.com",
        c -> "bob@a" + Character.toString(c) + "b.example");
    for (IntFunction<String> spelling : spellings) {
      for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
        if (!isTried(c)) {
          continue;
        }
        Optional<EmailAddress> once = EmailAddress.find(spelling.apply(c));
        if (once.isPresent() && !EmailAddress.find(once.get().canonical()).equals(once)) {
          throw new AssertionError("canonical twice is not canonical once: U+%04X".formatted(c));
        }
      }
    }
  }

  /** Ideographs and private characters are half of all and similar: most are tested only with -Psoak. */
  private static boolean isTried(int character) {
    boolean hasMany =
        Character.isIdeographic(character) || Character.getType(character) == Character.PRIVATE_USE;
    return Character.isDefined(character) && (Soak.isLong() || !hasMany || character % 64 == 0);
  }

  @Test
  void lettersOfMostScriptsAreAccepted() {
    assertThat(EmailAddress.find("почта..é@пример.example")).isPresent();
    assertThat(EmailAddress.find("a..\ud83d\ude00@example.com")).isPresent();
    assertThat(EmailAddress.find("\"a \ud83d\"@example.com")).isEmpty();
  }

  /** A queue and a topic refuse them, so an event about such an address could not be published. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "\u007f", "\ufffe", "\uffff", "\ud800"})
  void quotesAllowNoCharacterThatAMessageCannotContain(String character) {
    assertThat(EmailAddress.find("\"bob smith\"@example.com")).isPresent();
    assertThat(EmailAddress.find("\"bob" + character + "smith\"@example.com")).isEmpty();
    assertThat(EmailAddress.find("\"bob\\" + character + "smith\"@example.com")).isEmpty();
  }
}
