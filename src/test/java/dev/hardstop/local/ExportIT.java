package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.cli.Console;
import dev.hardstop.cli.ExitCode;
import dev.hardstop.cli.Hardstop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands list, export and restore with the packaged functions and their table. */
@ExtendWith(RunningSystem.class)
class ExportIT {
  private static final String GONE = "gone@example.org";

  private final LocalSystem system;
  private final LocalApi api;

  @TempDir
  private Path folder;

  ExportIT(LocalSystem system) {
    this.system = system;
    this.api = new LocalApi(system.address());
  }

  @Test
  void whatIsListedAndExportedHasTheSameVerdictAfterItIsRestored() throws Exception {
    system.forgetEverything();
    api.send("access-denied.sqs.json", Instant.now());
    api.post("/v1/suppress", "{\"subject\":\"@example.net\",\"why\":\"a test\"}");
    JsonNode before = api.verdict(GONE);
    assertThat(before.path("suppressed").asBoolean()).isTrue();

    String listed = printed("list", "--json", "--state", "suppressed");
    assertThat(listed.lines()).hasSize(2);
    for (String line : listed.lines().toList()) {
      JsonNode entry = new ObjectMapper().readTree(line);
      assertThat(entry.path("subject").asText()).isIn(GONE, "@example.net");
      assertThat(entry.path("state").asText()).isEqualTo("suppressed");
    }
    assertThat(printed("export").lines())
        .anyMatch(row -> row.startsWith(GONE + ",true,suppressed,ACCESS_DENIED,"))
        .anyMatch(row -> row.startsWith("'@example.net,true,suppressed,MANUAL,"));
    assertThat(printed("export", "--format", "ses-import")).isEqualTo(GONE + ",BOUNCE\n");
    String file = folder.resolve("all.ndjson").toString();
    printed("export", "--format", "ndjson", "--output", file);

    system.forgetEverything();
    assertThat(api.verdict(GONE).path("state").asText()).isEqualTo("clear");
    printed("restore", file);
    assertThat(api.verdict(GONE)).isEqualTo(before);
    assertThat(api.verdict("anybody@example.net").path("reason").asText()).isEqualTo("MANUAL");
  }

  private String printed(String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        Map.of("HARDSTOP_URL", system.address().toString()),
        Set.of());
    assertThat(Hardstop.run(console, command)).as(err.toString(UTF_8)).isEqualTo(ExitCode.SUCCESS);
    return out.toString(UTF_8);
  }
}
