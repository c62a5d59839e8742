package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.cli.CommandRun;
import dev.hardstop.cli.ExitCode;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The commands {@code erase} and {@code history} with the packaged functions. */
class LocalErasureIT {
  private static final String KEY =
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:erasure-AbCdEf";
  private static final String ADDRESS = "gone@example.org";
  private static final String READING_THE_KEY = "secretsmanager:GetSecretValue";

  @Test
  void theSuppressionOfAnErasedAddressIsKeptAndEachFunctionReadsTheKeyOnceWhenItNeedsIt()
      throws Exception {
    LocalSettings settings = new LocalSettings(
            0, TestPackage.TEMPLATE, TestPackage.zip(), TestPackage::log, 1, Map.of())
        .with("ErasureKeyArn", KEY)
        .startingWhenInvoked();
    try (LocalSystem system = LocalSystem.start(settings)) {
      LocalApi api = new LocalApi(system.address());
      api.send("access-denied.sqs.json", Instant.now());
      JsonNode before = api.verdict(ADDRESS);
      assertThat(before.path("suppressed").asBoolean()).isTrue();
      assertThat(system.aws().calls(READING_THE_KEY)).isEmpty();
      // Otherwise announce might judge the bounce after the erasure, for which it needs the key.
      SesListIT.await(() -> !system.aws().calls("sns:PublishBatch").isEmpty());

      // A stand-in for Secrets Manager answers with the key.
      String erased = printed(system, ExitCode.SUCCESS, "erase", ADDRESS, "--keep-suppression");
      assertThat(erased)
          .startsWith(ADDRESS + ": erased\n")
          .contains("  kept       suppressed (ACCESS_DENIED) until "
              + before.path("until").asText() + "\n");
      for (int i = 0; i < 2; i++) {
        JsonNode after = api.verdict(ADDRESS);
        for (String field : new String[] {"suppressed", "state", "reason", "until"}) {
          assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
        assertThat(after.path("reply").isNull()).isTrue();
      }
      assertThat(printed(system, ExitCode.NO, "history", ADDRESS))
          .startsWith("We send no mail to this address before ")
          .contains("ACCESS_DENIED")
          .doesNotContain(" by the rule ", "550 5.4.1");
      assertThat(system.aws().calls(READING_THE_KEY)).as("desk and check").hasSize(2);

      JsonNode again = new ObjectMapper()
          .readTree(printed(system, ExitCode.SUCCESS, "erase", ADDRESS, "--json"));
      assertThat(again.at("/removed/dossier").asBoolean(true)).isFalse();
      assertThat(again.path("kept").isNull()).isTrue();
      assertThat(api.verdict(ADDRESS).path("state").asText()).isEqualTo("clear");
    }
  }

  @Test
  @ExtendWith(RunningSystem.class)
  void withoutTheParameterItIsRefusedAndNothingIsErased(LocalSystem system) {
    system.forgetEverything();
    LocalApi api = new LocalApi(system.address());
    api.send("access-denied.sqs.json", Instant.now());

    CommandRun refused = run(system, ExitCode.USAGE, "erase", ADDRESS, "--keep-suppression");

    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines()).singleElement().asString().contains("ErasureKeyArn");
    assertThat(api.verdict(ADDRESS).path("suppressed").asBoolean()).isTrue();
  }

  @Test
  @ExtendWith(RunningSystem.class)
  void theHistoryOfAnAddressIsReadOutAndErased(LocalSystem system) {
    system.forgetEverything();
    LocalApi api = new LocalApi(system.address());
    api.send("access-denied.sqs.json", Instant.now());
    JsonNode verdict = api.verdict(ADDRESS);

    assertThat(printed(system, ExitCode.NO, "history", ADDRESS))
        .startsWith("We send no mail to this address before ")
        .contains("\nTell the user: Our mail to this address does not arrive.")
        .contains("\n" + ADDRESS + ": suppressed until " + verdict.path("until").asText() + "\n")
        .contains("\nACCESS_DENIED by the rule " + verdict.path("rule").asText() + "\n")
        .contains(verdict.path("reply").asText());

    assertThat(printed(system, ExitCode.SUCCESS, "erase", ADDRESS))
        .startsWith(ADDRESS + ": erased\n")
        .contains("  SES's list Hardstop does not change", "  spelling   " + ADDRESS + "\n")
        .contains("Not reached:\n  - Point-in-time recovery")
        .doesNotContain("  kept ");

    assertThat(printed(system, ExitCode.SUCCESS, "history", ADDRESS))
        .startsWith("We send mail to this address, and we know of no problem with it.\n")
        .doesNotContain("ACCESS_DENIED");
    assertThat(printed(system, ExitCode.SUCCESS, "erase", ADDRESS))
        .startsWith(ADDRESS + ": nothing was stored under its name\n");
  }

  private static String printed(LocalSystem system, int exitCode, String... command) {
    CommandRun run = run(system, exitCode, command);
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  /** Runs a command, and gives an erasure its reason and its confirmation. */
  private static CommandRun run(LocalSystem system, int exitCode, String... command) {
    CommandRun run = new CommandRun();
    Stream<String> confirmed =
        command[0].equals("erase") ? Stream.of("--why", "asked", "--yes") : Stream.empty();
    Stream<String> options =
        Stream.concat(confirmed, Stream.of("--url", system.address().toString()));
    assertThat(run.run(Stream.concat(Stream.of(command), options).toArray(String[]::new)))
        .as(run.err())
        .isEqualTo(exitCode);
    return run;
  }
}
