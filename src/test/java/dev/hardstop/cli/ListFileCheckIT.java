package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.local.LocalApi;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code check FILE} against the packaged function. */
@ExtendWith(RunningSystem.class)
class ListFileCheckIT {
  private final LocalSystem system;
  private final LocalApi api;

  @TempDir
  private Path folder;

  ListFileCheckIT(LocalSystem system) {
    this.system = system;
    this.api = new LocalApi(system.address());
  }

  @BeforeEach
  void forgetEverything() {
    system.forgetEverything();
  }

  @Test
  void everyRowOfALongListHasTheAnswerOfTheApi() throws IOException {
    api.send("access-denied.sqs.json", Instant.now());
    Path list = folder.resolve("list.csv");
    StringBuilder rows = new StringBuilder("name;E-Mail\n");
    IntStream.range(0, 1_500)
        .forEach(i -> rows.append(i).append(";r").append(i).append("@example.com\n"));
    Files.writeString(list, rows + "Gone;Gone@Example.org\n");
    Path output = folder.resolve("checked.csv");
    CommandRun run = new CommandRun();

    assertThat(run.run(
            "check",
            list.toString(),
            "--output",
            output.toString(),
            "--url",
            system.address().toString()))
        .isZero();

    JsonNode verdict = api.verdict("gone@example.org");
    List<String> written = Files.readAllLines(output);
    assertThat(written).hasSize(1_502);
    assertThat(written.get(0)).isEqualTo("name;E-Mail;hardstop_send;state;reason;until;remark");
    assertThat(written.get(1))
        .isEqualTo("0;r0@example.com;yes;clear;;;nothing is known about this address");
    assertThat(written.get(1_501))
        .startsWith("Gone;Gone@Example.org;later;suppressed;ACCESS_DENIED;"
            + verdict.path("until").asText() + ";");
    assertThat(verdict.path("advice").asText()).isNotEmpty();
    assertThat(written.get(1_501)).contains(verdict.path("advice").asText());
  }
}
