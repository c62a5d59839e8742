package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever a server says: it is bounded, masked once and for all, and classified alike when stored. */
class DiagnosticTextFuzzTest {
  private static final RuleBook BOOK = RuleFiles.book();

  @DictionaryEntries({
    "smtp; ",
    "550 5.1.1 ",
    "550-5.7.1 ",
    " -> ",
    "<421 4.4.0 ",
    "<bob@example.org>",
    "\"a b\"@example.org",
    "mx1.example.org",
    ".protection.outlook.com",
    "[192.0.2.1]",
    "2001:db8::1",
    "https://support.google.com/mail/?p=DisabledUser",
    "<address>",
    "<host:",
    "<url:",
    "Access denied",
    "[AMS0EPF000001.eurprd05.prod.outlook.com]",
    "User unknown",
    "bob",
    "=?utf-8?q?",
  })
  @FuzzTest(maxDuration = "10s")
  void everyTextIsClassified(byte[] input) {
    survives(new String(input, StandardCharsets.UTF_8));
    survives(inPairs(input));
  }

  private static void survives(String text) {
    DeliveryStatus said = DeliveryStatus.of(
        new Bounce.RecipientReport("failed", "", text, "", ""), BounceType.NONE, List.of("bob"));
    MaskedText words = said.words();

    assertThat(words.value().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(MaskedText.LONGEST);
    assertThat(MaskedText.of(words.value())).isEqualTo(words);
    assertThat(MaskedText.stored(words.value())).isEqualTo(words);
    assertThat(BOOK.classify(said(MaskedText.of(words.value()))).ruleId())
        .isEqualTo(BOOK.classify(said).ruleId());
  }

  private static DeliveryStatus said(MaskedText words) {
    return new DeliveryStatus("", "failed", words, BounceType.NONE, "", "");
  }

  /** Also halves of surrogate pairs, which UTF-8 does not have. */
  private static String inPairs(byte[] input) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i + 1 < input.length; i += 2) {
      text.append((char) ((input[i] & 0xff) << 8 | input[i + 1] & 0xff));
    }
    return text.toString();
  }
}
