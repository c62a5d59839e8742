package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.smtp.DiagnosticCode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any text is classified and bounded, and its stored form is classified alike. */
class DiagnosticTextFuzzTest {
  private static final RuleBook BOOK = RuleFiles.book();

  @FuzzTest(maxDuration = "2m")
  void everyTextIsAnsweredAndItsStoredWordsAlike(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    DeliveryStatus said = said(text);
    String words = said.words().value();

    Classification answer = BOOK.classify(said);
    assertThat(BOOK.classify(stored(said))).isEqualTo(answer);
    assertThat(BOOK.decidingWords(said))
        .allSatisfy(range -> assertThat(range.end()).isLessThanOrEqualTo(words.length()));
    assertThat(MaskedText.of(words).value()).isEqualTo(words);
    assertThat(words.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(MaskedText.MOST_BYTES);
    assertThat(words).doesNotContain("\n", "\u0000", "bob@example.com");
    DiagnosticCode.parse(text).deciding();
  }

  private static DeliveryStatus said(String text) {
    return DeliveryStatus.of(
        new Bounce.RecipientReport(text, text, text, text, text), BounceType.NONE, List.of("bob"));
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
