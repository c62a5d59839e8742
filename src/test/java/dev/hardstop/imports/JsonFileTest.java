package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.dynamodb.LittleHeap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that hold for every JSON file. */
class JsonFileTest {
  private static final String ENTRY =
      "{\"created\":1764320400,\"email\":\"ann@example.com\",\"ip\":\"192.0.2.1\"}";

  @Test
  void theMembersOfAnUnknownDocumentAreNamedExceptAddresses() {
    assertThat(ReadFiles.of("[{\"ann@example.com\":1,\"city\":\"Bern\"}]").refusal())
        .isEqualTo("its format is not known; members seen: (a name that is not shown), city");
    assertThat(ReadFiles.of("{\"city\":\"Bern\"}\n{\"city\":\"Basel\"}").refusal())
        .contains("members seen: city");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2]", "[[]]", "[\"ann@example.com\"]", "{", "[", "{\"a\"", "{]"})
  void jsonThatIsNoListOfObjectsIsRefused(String file) {
    ReadFiles read = ReadFiles.of(file);
    assertThat(read.refused).hasSize(1);
    assertThat(read.shown()).doesNotContain("@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999999", "-1.5E+99999999999", "1e-99999999999", "1e99"})
  void aNumberThatIsNoTimeMakesOnlyItsEntryUnreadable(String number) {
    ReadFiles read = ReadFiles.of("[" + ENTRY.replace("1764320400", number) + "," + ENTRY + "]");
    assertThat(read.refused).isEmpty();
    assertThat(read.lines).hasSize(1);
    assertThat(read.unreadable).hasSize(1);
    assertThat(read.shown()).doesNotContain("@");
  }

  @Test
  void ofADocumentThatIsCutOffTheEntriesBeforeCount() {
    ReadFiles read = ReadFiles.of("[" + ENTRY + ",\n" + ENTRY + ",\n{\"created\":17643");
    assertThat(read.lines).hasSize(2);
    assertThat(read.refused.get(0).why())
        .isEqualTo(
            "the file ends in the middle of an entry, so it is incomplete; its entries before"
                + " line 3 were read");
    assertThat(read.summaries).hasSize(1);
  }

  @Test
  void ofABrokenDocumentTheEntriesBeforeCount() {
    ReadFiles read = ReadFiles.of("[" + ENTRY + ",\n" + ENTRY + ",\n oops," + ENTRY + "]");
    assertThat(read.lines).hasSize(2);
    assertThat(read.refused.get(0).why())
        .isEqualTo("in line 3, it is not valid JSON; the rest was not read");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(100_000);
    assertThat(ReadFiles.of(deep).refusal()).contains("it is nested too deeply");
    assertThat(ReadFiles.of("[{\"a\":" + deep).refused).hasSize(1);
    ReadFiles line = ReadFiles.of(
        "{\"eventType\":\"Open\"}\n{\"a\":" + "[".repeat(1_000) + "\n{\"eventType\":\"Open\"}");
    assertThat(line.problem()).startsWith("it is nested too deeply");
    assertThat(line.lines).hasSize(2);
  }

  @Test
  void anEntryOfMoreThan64KilobytesIsUnreadableAndTheNextIsRead() {
    String large = ENTRY.replace("192.0.2.1", "x".repeat(200_000));
    ReadFiles read = ReadFiles.of("[" + ENTRY + "," + large + "," + ENTRY + "]");
    assertThat(read.lines).hasSize(2);
    assertThat(read.problem()).isEqualTo("it has more than 65,536 characters");
    String wide = "{\"a\":[" + "1,".repeat(100_000) + "1]}";
    read = ReadFiles.of("[" + ENTRY + "," + wide + "," + ENTRY + "]");
    assertThat(read.lines).hasSize(2);
    assertThat(read.unreadable).hasSize(1);
  }

  @Test
  void numbersOfAnySizeAreBounded() {
    for (String number : new String[] {"1e999999999", "-1e-999999999", "9".repeat(900)}) {
      ReadFiles read = ReadFiles.of("[" + ENTRY.replace("1764320400", number) + "]");
      assertThat(read.problem()).startsWith("it has no readable time");
    }
    assertThat(ReadFiles.of("[" + ENTRY.replace("1764320400", "9".repeat(5_000)) + "]").refused)
        .hasSize(1);
  }

  @Test
  void anEntryOfAnotherKindIsUnreadableWhereTheFormatIsKnown() {
    ReadFiles read = ReadFiles.of("[" + ENTRY + ",{\"city\":\"Bern\"},7," + ENTRY + "]");
    assertThat(read.lines).hasSize(2);
    assertThat(read.unreadable)
        .extracting(UnreadableLine::why)
        .containsExactly("the entry has no format that is known", "it is not a JSON object");
    assertThat(read.unreadable.get(1).position()).hasToString("file, line 1, entry 3");
  }

  @Test
  void undecodableBytesMakeAnAddressUnreadable() {
    byte[] file =
        ("[" + ENTRY.replace("ann@", "j\u00f6rg@") + "]").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(ReadFiles.of(file).problem()).isEqualTo("its address is not valid");
    byte[] event = ("{\"eventType\":\"Complaint\",\"mail\":{\"timestamp\":\"2026-11-03T09:00:00Z\","
            + "\"destination\":[\"j\u00f6rg@example.com\"]},\"complaint\":{\"complainedRecipients\":[]}}")
        .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(ReadFiles.of(event)
            .line()
            .event()
            .orElseThrow()
            .path("mail")
            .path("destination")
            .path(0)
            .asText())
        .isEqualTo("j\ufffdrg@example.com");
  }

  @ParameterizedTest
  @EnumSource
  void everyEntryOfALongFileIsRead(GeneratedFile.Form form) throws IOException {
    assertThat(GeneratedFile.read(form, 2)).isGreaterThan((2 << 20) / 100);
  }

  /**
   * In a process of its own, whose heap is smaller than the file: a reader that keeps the text or its entries runs
   * out of memory.
   */
  @Test
  @EnabledIfSystemProperty(named = Soak.PROPERTY, matches = "true")
  void aFileOfAnySizeIsReadInLittleMemory() throws Exception {
    assertThat(LittleHeap.run(GeneratedFile.class, "150").lines())
        .hasSize(GeneratedFile.Form.values().length)
        .allMatch(line -> line.matches("[A-Z]+: [1-9][0-9]{6} lines were read"));
  }
}
