package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.Headers;
import dev.hardstop.console.LoopbackServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's curl command, with credentials that have a session token and with a user's. */
class ReadmeQuestionTest {
  private static final Pattern COMMAND =
      Pattern.compile("^curl --aws-sigv4 .*\\\\\n.*/v1/check\"$", Pattern.MULTILINE);
  private static final Pattern SIGNED = Pattern.compile("SignedHeaders=([^,]+)");

  private final BlockingQueue<Headers> received = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @ValueSource(strings = {"", "token"})
  void itSendsEveryHeaderThatItSigns(String token) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "no curl here");
    List<String> commands = COMMAND
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(MatchResult::group)
        .toList();
    assertThat(commands).hasSize(1);

    try (LoopbackServer server = LoopbackServer.bind(0, exchange -> {
      received.add(exchange.getRequestHeaders());
      LoopbackServer.answer(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
    })) {
      server.start();
      run("output() { echo http://" + server.hostAndPort() + "; }\n" + commands.get(0), token);
    }

    Headers headers = received.remove();
    assertThat(headers.get("x-amz-security-token"))
        .isEqualTo(token.isEmpty() ? null : List.of(token));
    MatchResult signed =
        SIGNED.matcher(headers.getFirst("Authorization")).results().findFirst().orElseThrow();
    assertThat(signed.group(1).split(";"))
        .contains("host", "x-amz-date")
        .allMatch(headers::containsKey);
  }

  private static void run(String script, String token) throws Exception {
    ProcessBuilder program = new ProcessBuilder("sh", "-c", script)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = program.environment();
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "example");
    environment.put("AWS_SECRET_ACCESS_KEY", "example");
    environment.remove("AWS_SESSION_TOKEN");
    if (!token.isEmpty()) {
      environment.put("AWS_SESSION_TOKEN", token);
    }
    Process process = program.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
