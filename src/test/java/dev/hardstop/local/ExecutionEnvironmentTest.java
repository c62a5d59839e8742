package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zip with a program of its own is run as Lambda's custom runtime runs it; here it is a script. */
class ExecutionEnvironmentTest {
  private static final String POLL = """
      api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
      next() {
        event=$(curl -sf -D headers "$api/invocation/next") || exit 1
        id=$(sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: *//p' headers | tr -d '\\r')
      }
      """;

  @TempDir
  private Path folder;

  private final StartedResources started = new StartedResources();

  @AfterEach
  void stop() {
    started.close();
  }

  @Test
  void eventsGoInAndAnswersComeOut() throws Exception {
    ExecutionEnvironment environment = start("""
        while next; do
          curl -sf "$api/invocation/$id/response" -d "$QUARKUS_LAMBDA_HANDLER got $event"
        done
        """);
    environment.awaitInit();

    assertThat(text(environment.invoke(bytes("{\"a\":1}")))).isEqualTo("check got {\"a\":1}");
    assertThat(text(environment.invoke(bytes("{\"a\":2}")))).isEqualTo("check got {\"a\":2}");
  }

  @Test
  void errorOfAFunctionIsAFailure() throws Exception {
    ExecutionEnvironment environment = start("""
        next
        curl -sf "$api/invocation/$id/error" -d '{"errorType":"Oops","errorMessage":"no luck"}'
        next
        """);

    assertThat(environment.invoke(bytes("{}")))
        .isEqualTo(new LocalReply.Failure("Oops", "no luck"));
  }

  @Test
  void functionThatReportsAnErrorAtInitDoesNotComeUp() throws Exception {
    ExecutionEnvironment environment = start("""
        curl -sf "$api/init/error" -d '{"errorType":"Oops","errorMessage":"no rule book"}'
        """);

    assertThatThrownBy(environment::awaitInit)
        .isInstanceOf(FunctionInitException.class)
        .hasMessage("check: no rule book");
  }

  @Test
  void functionThatEndsInTheMiddleOfAnEventIsAFailure() throws Exception {
    ExecutionEnvironment environment = start("next; exit 7");

    LocalReply.Failure ended =
        new LocalReply.Failure("Runtime.ExitError", "the function's process ended, status 7");
    assertThat(environment.invoke(bytes("{}"))).isEqualTo(ended);
    assertThat(environment.invoke(bytes("{}"))).isEqualTo(ended);
  }

  @Test
  void functionThatTakesTooLongIsAFailure() throws Exception {
    ExecutionEnvironment environment = start("next; exec sleep 600");

    assertThat(environment.invoke(bytes("{}")))
        .isEqualTo(new LocalReply.Failure("Sandbox.Timedout", "no answer within 2 seconds"));
  }

  @Test
  void nothingOfTheUsersEnvironmentGetsThrough() throws Exception {
    ExecutionEnvironment environment = start("""
        next
        curl -sf "$api/invocation/$id/response" -d "$HOME $AWS_ACCESS_KEY_ID"
        next
        """);

    assertThat(text(environment.invoke(bytes("{}")))).isEqualTo(" test");
  }

  @Test
  void closedEnvironmentHasNoProcess() throws Exception {
    ExecutionEnvironment environment = start("trap '' TERM; while next; do :; done");
    environment.awaitInit();

    environment.close();

    assertThat(environment.process().isAlive()).isFalse();
  }

  private ExecutionEnvironment start(String script) throws IOException {
    Path zip = folder.resolve("function.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream content = new ZipOutputStream(file)) {
      content.putNextEntry(new ZipEntry("bootstrap"));
      content.write(bytes("#!/bin/sh\nPATH=/usr/bin:/bin\n" + POLL + script));
      content.closeEntry();
    }
    FunctionPackage code = started.keep(FunctionPackage.unpack(zip));
    FunctionDefinition function = new FunctionDefinition(
        "check", Duration.ofSeconds(2), 128, Map.of("QUARKUS_LAMBDA_HANDLER", "check"));
    return started.keep(ExecutionEnvironment.start(
        code, function, Map.of(), Redirect.appendTo(folder.resolve("log").toFile())));
  }

  private static String text(LocalReply reply) {
    assertThat(reply).isInstanceOf(LocalReply.Answer.class);
    return new String(((LocalReply.Answer) reply).body(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
