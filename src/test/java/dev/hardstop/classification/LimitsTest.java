package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.feedback.BounceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The length of masked texts, the boundaries of words, and the values that masking keeps. */
class LimitsTest {
  private static final int BYTES = 512;

  @ParameterizedTest
  @CsvSource({"\u007f, 1", "\u0080, 2", "\u07ff, 2", "\u0800, 3", "\uffee, 3", "\ud83d\ude00, 4"})
  void aTextIsBoundedInBytesAndNotInCharacters(String character, int bytes) {
    String whole = character.repeat(BYTES / bytes) + "x".repeat(BYTES % bytes);
    assertThatCode(() -> new MaskedText(whole)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new MaskedText(whole + "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(MaskedText.stored(whole).value()).isEqualTo(whole);
    assertThat(MaskedText.stored(character.repeat(BYTES)).value())
        .isEqualTo(character.repeat(BYTES / bytes));
  }

  @Test
  void aLongTextIsCutAfterItsLastWholeWord() {
    String words = "x".repeat(500);
    assertThat(stored(words + " abcdefghijk")).isEqualTo(words + " abcdefghijk");
    assertThat(stored(words + " abcdefghijkl")).isEqualTo(words);
    assertThat(stored(words + " abcdefghijk l")).isEqualTo(words + " abcdefghijk");
    assertThat(stored(words + "  abcdefghijkl")).isEqualTo(words);
  }

  /** A placeholder that starts late; cutting at an early one would leave too little. */
  @Test
  void aWordThatTakesMostOfTheTextIsCutInTheMiddle() {
    assertThat(stored("550 " + "x".repeat(600))).hasSize(BYTES);
    assertThat(stored("y".repeat(255) + " " + "x".repeat(600))).hasSize(BYTES);
    assertThat(stored("y".repeat(256) + " " + "x".repeat(600))).isEqualTo("y".repeat(256));
  }

  @Test
  void aPlaceholderIsNeverCut() {
    String glued = "x".repeat(480);
    assertThat(stored(glued + "xxxx<host:protection.outlook.com>")).isEqualTo(glued + "xxxx");
    assertThat(stored(glued + "<address>" + "x".repeat(40)))
        .isEqualTo(glued + "<address>" + "x".repeat(BYTES - 489));
    assertThat(stored(glued + "<address><host:protection.outlook.com>"))
        .isEqualTo(glued + "<address>");
    assertThat(stored(glued + " <url:support.google.com p=NoSuchUser>")).isEqualTo(glued);
  }

  /** Scripts with and without blanks between words. */
  @ParameterizedTest
  @CsvSource({
    "a, false",
    "z, false",
    "0, false",
    "9, false",
    "A, false",
    "Z, false",
    "é, false",
    "я, false",
    "/, true",
    ":, true",
    "@, true",
    "[, true",
    "`, true",
    "{, true",
    "\u0e01, true",
    "\u109f, true",
    "\u10a0, false",
    "\u10ff, false",
    "\u1100, true",
    "\u11ff, true",
    "\u1200, false",
    "\u2d8f, false",
    "\u2e80, true",
    "\u4e00, true"
  })
  void aPhraseEndsAtAWordBoundary(String neighbour, boolean ends) {
    assertThat(fits("unknown", "550 unknown" + neighbour + " x")).isEqualTo(ends);
    assertThat(fits("unknown", "550 x " + neighbour + "unknown")).isEqualTo(ends);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "z", "A", "Z", "0", "9", "_", "aZ09_"})
  void aPlainValueOfAKnownParameterIsKept(String value) {
    assertThat(link(value)).isEqualTo("see <url:support.google.com p=" + value + ">");
    String longest = value.repeat(40).substring(0, 40);
    assertThat(link(longest)).contains(longest);
    assertThat(link(longest + value)).isEqualTo("see <url:support.google.com>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a:b", "a`b", "a[b", "a-b", "a~b", "a%41"})
  void anyOtherValueIsRemoved(String value) {
    assertThat(link(value)).isEqualTo("see <url:support.google.com>");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      a.b.c.spamhaus.org              | <host:spamhaus.org>
      a.b.c.d.spamhaus.org            | <host:spamhaus.org>
      spamhaus.org.example            | <host>
      mx.example.zz                   | <host>
      mx.example.ZZ                   | <host>
      mx.example.az                   | <host>
      mx.example.AZ                   | <host>
      mx.example.z                    | mx.example.z
      mx.example.z9                   | mx.example.z9
      mx..example.com                 | mx..example.com
      mx.example.xn--p1ai             | <host>
      """)
  void aHostIsRecognisedByItsLastLabel(String text, String masked) {
    assertThat(MaskedText.of("at " + text + " no").value()).isEqualTo("at " + masked + " no");
  }

  @Test
  void matchingRulesAreListedInTheirOrder() {
    RuleBook book = RuleBook.of(List.of(
        rule("a.first", "unknown"), rule("b.second", "mailbox"), rule("c.third", "user unknown")));
    assertThat(book.matching(said("550 user unknown")))
        .extracting(Rule::id)
        .startsWith("a.first", "c.third")
        .doesNotContain("b.second");
  }

  private static String stored(String text) {
    return MaskedText.stored(text).value();
  }

  private static String link(String value) {
    return MaskedText.of("see https://support.google.com/mail/?p=" + value).value();
  }

  private static boolean fits(String phrase, String text) {
    return RuleBook.of(List.of(rule("a.rule", phrase)))
        .classify(said(text))
        .ruleId()
        .equals("a.rule");
  }

  private static Rule rule(String id, String phrase) {
    return new Rule(
        id, RuleCondition.ALWAYS.words(phrase), BounceReason.POLICY, Confidence.HIGH, "RFC 5321");
  }

  private static DeliveryStatus said(String text) {
    return new DeliveryStatus("", "failed", MaskedText.stored(text), BounceType.NONE, "", "");
  }
}
