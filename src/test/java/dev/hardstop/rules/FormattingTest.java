package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The formatting of a reply does not change its meaning: case, blanks, colons, joined codes, remains of an encoding,
 * a relay's words before it. Every example of the rule book is formatted differently (seeded).
 */
class FormattingTest {
  private static final RuleBook BOOK = RuleFiles.book();
  private static final String RELAY = "The next hop gave up. "
      + "This machine writes down what it was asked to do and what it did. ".repeat(10)
      + "It heard: ";

  enum Change {
    CAPITALS((text, random) -> text.toUpperCase(Locale.ROOT)),
    SMALL_LETTERS((text, random) -> text.toLowerCase(Locale.ROOT)),
    MANY_BLANKS((text, random) -> everyBlank(text, () -> " ".repeat(1 + random.nextInt(3)))),
    TABS((text, random) -> everyBlank(text, () -> random.nextBoolean() ? " " : "\t")),
    BLANK_BEFORE_COLON((text, random) -> text.replaceAll("(?<=[a-z>]):(?= )", " :")),
    NO_BLANK_BEHIND_COLON((text, random) -> text.replaceAll("(?<=[a-z>]): (?=[A-Za-z<])", ":")),
    GLUED_CODE(
        (text, random) -> text.replaceFirst("(\\b[245]\\.[0-7]\\.\\d{1,3}) (?=[A-Z][a-z])", "$1")),
    RUN_TOGETHER(
        (text, random) -> text.replaceFirst("\\b([245][0-5]\\d) (?=[245]\\.[0-7]\\.\\d)", "$1.")),
    PRINTABLE_BLANKS((text, random) -> text.replaceAll("(?<= [A-Za-z]{1,14}) (?=[a-z])", "=20")),
    PRINTABLE_COLONS((text, random) -> text.replaceAll("(?<=[a-z>]):(?= )", "=3A")),
    SOFT_LINE_BREAK(FormattingTest::withSoftBreak),
    PRINTABLE_LETTERS((text, random) -> printableLetters(text)),
    NO_DIACRITICS((text, random) -> withoutDiacritics(text)),
    MISREAD_LETTERS((text, random) -> misread(text)),
    LINES((text, random) -> inLines(text)),
    A_LONG_RELAY((text, random) -> startsWithCodes(text) ? RELAY + text : text),
    A_LONG_RELAY_WITH_CODES(
        (text, random) -> startsWithCodes(text) ? "556 5.0.0 " + RELAY + text : text),
    WITHOUT_TYPE((text, random) -> text.replaceFirst("(?i)^smtp; *", "")),
    ANOTHER_TYPE((text, random) -> "SMTP;" + text.replaceFirst("(?i)^smtp; *", ""));

    private final BiFunction<String, Random, String> writing;

    Change(BiFunction<String, Random, String> writing) {
      this.writing = writing;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theClassificationDoesNotChange(Change change) {
    Random random = new Random(541);
    List<String> changed = new ArrayList<>();
    for (RuleDefinition definition : RuleFiles.definitions()) {
      for (RuleDefinition.Example example : definition.examples()) {
        String text = change.writing.apply(example.text(), random);
        BounceReason reason = reason(example, text);
        if (reason != definition.rule().reason()) {
          changed.add(definition.rule().id() + " became " + reason + ": " + text);
        }
      }
    }
    assertThat(changed).isEmpty();
  }

  private static BounceReason reason(RuleDefinition.Example example, String text) {
    DeliveryStatus said = example.deliveryStatus();
    Bounce.RecipientReport report = new Bounce.RecipientReport(
        said.action(), said.status(), text, said.reportingMta(), said.remoteMtaIp());
    return BOOK.classify(DeliveryStatus.of(report, said.sesBounceType(), List.of()))
        .reason();
  }

  private static String everyBlank(String text, Supplier<String> blank) {
    StringBuilder written = new StringBuilder();
    text.chars().forEach(c -> written.append(c == ' ' ? blank.get() : String.valueOf((char) c)));
    return written.toString();
  }

  /** A position between two letters of a word, where an encoder breaks a long line. */
  private static String withSoftBreak(String text, Random random) {
    for (int tries = 0; tries < 50 && text.length() > 3; tries++) {
      int at = 1 + random.nextInt(text.length() - 2);
      boolean inWord = text.substring(at - 1, at + 1).chars().allMatch(c -> c >= 'a' && c <= 'z');
      String word = text.substring(text.lastIndexOf(' ', at - 1) + 1, at);
      if (inWord && word.chars().allMatch(Character::isLetter)) {
        return text.substring(0, at) + "=\r\n" + text.substring(at);
      }
    }
    return text;
  }

  private static String printableLetters(String text) {
    StringBuilder written = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      written.append(octet < 0 ? "=%02X".formatted(octet & 0xff) : String.valueOf((char) octet));
    }
    return written.toString();
  }

  private static String withoutDiacritics(String text) {
    String marks = Normalizer.normalize(text, Normalizer.Form.NFD);
    return Normalizer.normalize(marks.replaceAll("[\\u0300-\\u036f]", ""), Normalizer.Form.NFC);
  }

  private static String misread(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** A multi-line reply repeats its code on each line (RFC 5321 section 4.2.1). */
  private static String inLines(String text) {
    String reply = text.replaceFirst("(?i)^smtp; *", "");
    if (!reply.matches("(?s)[245]\\d\\d [^\\n]*")) {
      return text;
    }
    String code = reply.substring(0, 3);
    String[] words = reply.substring(4).split(" (?=[a-z])", 3);
    return String.join("\r\n" + code + "-", words).equals(reply.substring(4))
        ? text
        : code + "-" + String.join("\r\n" + code + " ", words);
  }

  private static boolean startsWithCodes(String text) {
    return text.matches("(?s)(?i)(smtp; *)?[245]\\d\\d[ -][245]\\.[0-7]\\.\\d.*")
        && !text.matches("(?s).*(->|<[245]\\d\\d |said: ).*");
  }
}
