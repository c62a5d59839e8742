package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands {@code history} and {@code erase}. */
class HistoryAndEraseCommandsTest {
  private static final String HISTORY =
      "{\"address\":\"gone@example.org\",\"summary\":\"We send no mail.\","
          + "\"tellUser\":\"Please check the address.\",\"verdict\":{\"suppressed\":true,\"state\":"
          + "\"suppressed\",\"reason\":\"INVALID_RECIPIENT\"},\"rules\":[{\"rule\":\"some.rule\",\"reason\":"
          + "\"INVALID_RECIPIENT\",\"days\":[\"2026-11-20\",\"2026-11-21\"],\"newest\":{\"reply\":"
          + "\"550 no \\u001b[31m user\"}}],\"deliveries\":[\"2026-11-01\"],\"actions\":[{\"kind\":"
          + "\"release\",\"who\":\"ann\",\"why\":\"wrote\",\"at\":\"2026-11-10T10:00:00Z\"}],"
          + "\"domain\":{\"domain\":\"example.org\",\"incident\":null,\"actions\":[]}}";
  private static final String ERASED =
      "{\"subject\":\"gone@example.org\",\"removed\":{\"dossier\":true,"
          + "\"recipientHashes\":2,\"examples\":1},\"sesList\":\"SES's list is not changed.\",\"spellings\":"
          + "[\"Gone@example.org\"],\"notReached\":[\"Backups.\"]}";

  private final CommandRun run = new CommandRun();
  private StubApi api;

  @BeforeEach
  void start() throws IOException {
    api = StubApi.start();
    api.answers("/v1/addresses/gone@example.org/history", 200, HISTORY)
        .answers("/v1/erase", 200, ERASED);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theSentenceForSupportComesFirstAndSuppressedIsNo() {
    assertThat(run.run("history", "gone@example.org", "--url", api.url())).isEqualTo(ExitCode.NO);
    assertThat(run.out())
        .startsWith("We send no mail.\nTell the user: Please check the address.\n")
        .contains("INVALID_RECIPIENT by the rule some.rule\n  days       2026-11-20, 2026-11-21\n")
        .contains("delivered on 2026-11-01\n")
        .contains("release by ann at 2026-11-10T10:00:00Z: wrote\n")
        .doesNotContain("\u001b");
  }

  @Test
  void aHistoryIsPrintedAsTheApiAnsweredIt() {
    run.run("history", "--json", "gone@example.org", "--url", api.url());
    assertThat(run.out()).contains("\"summary\":\"We send no mail.\"");
  }

  @Test
  void anAddressIsErasedWithItsReasonAndWhatIsOutOfReachIsPrinted() {
    assertThat(run.run("erase", "gone@example.org", "--why", "asked", "--yes", "--url", api.url()))
        .isZero();
    assertThat(api.only().body()).isEqualTo("{\"subject\":\"gone@example.org\",\"why\":\"asked\"}");
    assertThat(run.out())
        .startsWith("gone@example.org: erased\n")
        .contains(
            "  hashes     2\n", "  spelling   Gone@example.org\n", "Not reached:\n  - Backups.\n");
  }

  @Test
  void whatIsKeptIsPrinted() throws IOException {
    eraseAndKeep(
        "{\"state\":\"suppressed\",\"reason\":\"ACCESS_DENIED\",\"until\":\"2027-02-18\"}");
    assertThat(api.only().body())
        .isEqualTo("{\"subject\":\"gone@example.org\",\"why\":\"asked\",\"keepSuppression\":true}");
    assertThat(run.out()).contains("  kept       suppressed (ACCESS_DENIED) until 2027-02-18\n");
  }

  @Test
  void aSuppressionWithoutEndIsKeptWithoutEnd() throws IOException {
    eraseAndKeep("{\"state\":\"suppressed\",\"reason\":\"COMPLAINT\",\"until\":null}");
    assertThat(run.out()).contains("  kept       suppressed (COMPLAINT) without end\n");
  }

  @Test
  void thatNothingIsKeptIsPrintedToo() throws IOException {
    eraseAndKeep("null");
    assertThat(run.out())
        .contains("  kept       nothing, because the address was not suppressed\n");
  }

  private void eraseAndKeep(String kept) throws IOException {
    api.close();
    api = StubApi.start();
    api.answers("/v1/erase", 200, "{\"kept\":" + kept + "," + ERASED.substring(1));
    assertThat(run.run(
            "erase",
            "gone@example.org",
            "--why",
            "asked",
            "--keep-suppression",
            "--yes",
            "--url",
            api.url()))
        .isZero();
  }

  /** Without a terminal nobody could answer. */
  @Test
  void nothingIsErasedWithoutAYes() {
    assertThat(run.run("erase", "gone@example.org", "--why", "asked", "--url", api.url()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void aReasonIsRequired() {
    assertThat(run.run("erase", "gone@example.org", "--yes", "--url", api.url()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(api.requests()).isEmpty();
  }
}
