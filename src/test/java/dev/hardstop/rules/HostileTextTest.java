package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.HostileTexts;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.Phrase;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.TextRange;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.smtp.DiagnosticCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile texts, from the field to the classification. */
class HostileTextTest {
  private static final RuleBook BOOK = RuleFiles.book();

  @Test
  void anyTextAndItsStoredFormAreClassifiedAlike() {
    HostileTexts texts = new HostileTexts(551);
    for (int i = 0; i < 5_000; i++) {
      String text = texts.next();
      DeliveryStatus said = said(text);

      assertThat(BOOK.classify(stored(said))).as(text).isEqualTo(BOOK.classify(said));
    }
  }

  @Test
  void theWordsThatDecideStandInTheReplyInTheirOrder() {
    HostileTexts texts = new HostileTexts(552);
    int found = 0;
    for (int i = 0; i < 5_000; i++) {
      DeliveryStatus said = said(texts.next() + " no such user");
      int end = 0;
      for (TextRange range : BOOK.decidingWords(said)) {
        assertThat(range.start()).as("%s", said.words()).isGreaterThanOrEqualTo(end);
        end = range.end();
        found++;
      }
      assertThat(end).isLessThanOrEqualTo(said.words().value().length());
    }
    assertThat(found).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<",
        "<<",
        "[",
        "(",
        "\"",
        "'",
        "@",
        ".",
        "-",
        "5",
        "5.",
        "5.1.1 ",
        "550-",
        "550-5.1.1 ",
        "->",
        "<421 4.4.0 ",
        "a@",
        "@a",
        "a.",
        "a.b ",
        "h",
        "http://",
        "https://a.example/",
        "1:",
        "::",
        "<host:",
        "<url:support.google.com p=",
        "<address>",
        "\n",
        "\u0000",
        "\ud83d",
        "ä",
        "户",
        "said: ",
        "x@example.com,",
        "smtp;"
      })
  void aMegabyteIsClassifiedByItsFirstCharacters(String piece) {
    String text = piece.repeat(1_000_000 / piece.length());
    DeliveryStatus said = said(text);

    assertThat(said.words().value().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(512);
    assertThat(BOOK.classify(said)).isEqualTo(BOOK.classify(said(beginningOf(text))));
  }

  @Test
  void aTextOfAllPhrasesIsClassified() {
    String text = BOOK.rules().stream()
        .flatMap(rule -> rule.condition().words().stream())
        .map(Phrase::text)
        .collect(Collectors.joining(" "));

    assertThat(BOOK.classify(said(text))).isEqualTo(BOOK.classify(said(beginningOf(text))));
  }

  @Test
  void nearMissesOfPhrasesDoNotMatch() {
    for (var rule : BOOK.rules()) {
      for (Phrase phrase : rule.condition().words()) {
        String text = phrase.text();
        if (text.contains("<") || text.contains("{")) {
          continue; // A part of a placeholder is masked again; a class may contain the mistyped
          // word.
        }
        int lastOfIt = text.endsWith("*") ? 2 : 1;
        String nearly = text.substring(0, text.length() - lastOfIt);

        Classification answer = BOOK.classify(said("~" + nearly + "~" + nearly + "~"));
        assertThat(answer.decidedBy()).isNotEqualTo(text);
      }
    }
  }

  /** The part of a longer text that is read. */
  private static String beginningOf(String text) {
    return text.substring(0, Math.min(text.length(), DiagnosticCode.LONGEST_TEXT + 1));
  }

  private static DeliveryStatus said(String text) {
    return DeliveryStatus.of(
        new Bounce.RecipientReport("failed", "", text, "", ""), BounceType.NONE, List.of("bob"));
  }

  private static DeliveryStatus stored(DeliveryStatus said) {
    return new DeliveryStatus(
        said.status(),
        said.action(),
        MaskedText.stored(said.words().value()),
        said.sesBounceType(),
        said.reportingMta(),
        said.remoteMtaIp());
  }
}
