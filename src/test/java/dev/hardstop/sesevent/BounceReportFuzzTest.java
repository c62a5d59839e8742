package dev.hardstop.sesevent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import java.nio.charset.StandardCharsets;

/** Any text is a report, or is refused with a message that repeats nothing of it. */
class BounceReportFuzzTest {
  /** In libFuzzer's notation, where a line feed is {@code \\x0a}. */
  @DictionaryEntries({
    "Final-Recipient: rfc822; ",
    "Diagnostic-Code: smtp; 550 ",
    "Action: failed\\x0a",
    "Status: 5.1.1\\x0a",
    "Remote-MTA: dns; mx.example.com (192.0.2.1)\\x0a",
    "Content-Type: message/delivery-status\\x0a",
    "\"eventType\":\"Bounce\"",
    "\"bouncedRecipients\":[",
    "\"Message\":\"{",
    "1e999999999",
  })
  @FuzzTest(maxDuration = "2m")
  void everyTextIsReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      BounceReport report = BounceReport.of(text, BounceType.NONE, "");
      assertThat(report.recipients()).isBetween(0, text.length());
      assertThat(report.bounce().report().diagnosticCode()).hasSizeLessThanOrEqualTo(8_193);
      assertThat(report.bounce().toString()).doesNotContain("bob");
    } catch (InvalidSesEventException refused) {
      assertThat(refused.getMessage()).hasSizeLessThan(100);
    }
  }
}
