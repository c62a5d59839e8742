package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Any file is read to its end or refused, and no message contains an address. The kept inputs are CSV,
 * JSON, gzip and zip files.
 */
class ImportFuzzTest {
  private static final Instant LATEST = ReadFiles.NOW;

  @DictionaryEntries({
    "status,reason,email,created",
    "address,code,error,created_at",
    "email,reason,detail,last_event_at",
    "recipient,type,description",
    "Email Address,CLEAN_TIME",
    "email,reason,date_added,comments",
    "address,suppressed,state,reason",
    "{\"SuppressedDestinationSummaries\":[",
    "{\"Bounces\":[{\"Type\":\"HardBounce\"",
    "{\"data\":{\"results\":[",
    "\"eventType\":\"Bounce\"",
    "\"mail\":{\"timestamp\":\"2026-11-03T09:00:00Z\"",
    "\"bouncedRecipients\":[",
    "{\"Records\":[{\"body\":\"",
    "secret@example.com",
    ",BOUNCE",
  })
  @FuzzTest(maxDuration = "2m")
  void everyFileIsReadOrRefusedWithoutShowingAnAddress(byte[] file) {
    for (ImportOptions options :
        List.of(ReadFiles.NO_OPTIONS, ReadFiles.dated(ImportOptions.ListMeaning.BOUNCED))) {
      ReadFiles read = ReadFiles.of(file, options);
      assertThat(read.refused.size() + read.summaries.size()).isPositive();
      assertThat(read.shown().toLowerCase(Locale.ROOT)).doesNotContain("@");
      for (ImportLine line : read.lines) {
        assertThat(line.time()).isBeforeOrEqualTo(LATEST);
        assertThat(line.words().length()).isLessThanOrEqualTo(8_192);
        assertThat(line.address().map(EmailAddress::canonical).orElse("a@b")).contains("@");
      }
    }
  }
}
