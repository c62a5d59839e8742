package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands {@code release} and {@code suppress}. */
class ManualActionCommandsTest {
  private static final String RECORDED = "{\"subject\":\"@example.com\",\"suppressed\":true,"
      + "\"state\":\"suppressed\",\"reason\":\"MANUAL\",\"until\":null,\"manualAction\":{\"who\":"
      + "\"arn:aws:iam::000000000000:user/ann\",\"at\":\"2026-11-24T10:00:00Z\",\"why\":\"asked\"}}";

  private final CommandRun run = new CommandRun();
  private StubApi api;

  @BeforeEach
  void start() throws IOException {
    api = StubApi.start();
    api.answers("/v1/release", 200, RECORDED).answers("/v1/suppress", 200, RECORDED);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void anAddressIsReleasedWithTheReason() {
    assertThat(run.run("release", "gone@example.org", "--why", "wrote to us", "--url", api.url()))
        .isZero();
    assertThat(api.only().body())
        .isEqualTo("{\"why\":\"wrote to us\",\"subject\":\"gone@example.org\","
            + "\"includeComplaint\":false}");
    assertThat(run.out())
        .startsWith("@example.com: suppressed, no end\n")
        .contains("  reason     MANUAL\n")
        .contains("  by         arn:aws:iam::000000000000:user/ann on 2026-11-24T10:00:00Z\n")
        .contains("  because    asked\n");
  }

  @Test
  void complaintsAreReleasedIfAsked() {
    run.run("release", "--include-complaint", "@example.com", "--why", "x", "--url", api.url());
    assertThat(api.only().json().path("includeComplaint").asBoolean()).isTrue();
    assertThat(api.only().json().path("subject").asText()).isEqualTo("@example.com");
  }

  @Test
  void daysOfADomainAreExcluded() {
    assertThat(run.run(
            "release",
            "--domain",
            "example.com",
            "--from",
            "2026-11-20",
            "--to",
            "2026-11-21",
            "--reason",
            "INVALID_RECIPIENT",
            "--reason",
            "POLICY",
            "--why",
            "outage",
            "--url",
            api.url()))
        .isZero();
    assertThat(api.only().body())
        .isEqualTo("{\"why\":\"outage\",\"domain\":\"example.com\",\"from\":\"2026-11-20\","
            + "\"to\":\"2026-11-21\",\"reasons\":[\"INVALID_RECIPIENT\",\"POLICY\"]}");
  }

  @Test
  void daysOfADomainNeverIncludeComplaints() {
    assertThat(run.run(
            "release",
            "--domain",
            "example.com",
            "--from",
            "2026-11-20",
            "--to",
            "2026-11-21",
            "--include-complaint",
            "--why",
            "outage",
            "--url",
            api.url()))
        .isEqualTo(2);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void aDomainIsSuppressedUntilADayForAStream() {
    assertThat(run.run(
            "suppress",
            "@example.com",
            "--why",
            "asked",
            "--until",
            "2027-01-31",
            "--stream",
            "news",
            "--json",
            "--url",
            api.url()))
        .isZero();
    assertThat(api.only().body())
        .isEqualTo("{\"subject\":\"@example.com\",\"why\":\"asked\",\"until\":\"2027-01-31\","
            + "\"streams\":[\"news\"]}");
    assertThat(run.json()).singleElement().hasToString(RECORDED);
  }
}
