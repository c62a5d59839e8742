package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hardstop.console.LoopbackServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands that the local system prints run without changes. */
class StartMessageTest {
  private static final Pattern QUESTION =
      Pattern.compile("^ *AWS_ENDPOINT_URL_LAMBDA=(?:.*\\\\\n)+.*$", Pattern.MULTILINE);
  private static final String VERDICTS =
      "{\"results\":[{\"address\":\"gone@example.org\",\"suppressed\":true}]}";

  @Test
  void theCommandWithoutHttpRunsAsPrinted() throws Exception {
    assumeTrue(run("python3 -c 'import boto3'").status() == 0, "no python3 with boto3 here");
    HttpFront front = new HttpFront(
        Deployment.read(TestPackage.TEMPLATE),
        (handler, event) -> new LocalReply.Answer(VERDICTS.getBytes(StandardCharsets.UTF_8)));
    try (LoopbackServer server = LoopbackServer.bind(0, front::serve)) {
      server.start();
      String printed = StartMessage.to(URI.create("http://" + server.hostAndPort()));
      String question = QUESTION
          .matcher(printed)
          .results()
          .map(MatchResult::group)
          .findFirst()
          .orElseThrow();

      assertThat(run(question)).isEqualTo(new Ended(0, "gone@example.org: do not send\n"));
    }
  }

  private record Ended(int status, String output) {}

  private static Ended run(String command) throws Exception {
    ProcessBuilder program = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    program.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    program.environment().put("AWS_CONFIG_FILE", "target/no-such-file");
    program.environment().put("AWS_SHARED_CREDENTIALS_FILE", "target/no-such-file");
    Process process = program.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
