package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How the packaged function comes up and how it ends. */
class FunctionInitIT {
  private final FunctionDefinition check = deployed("check");

  @Test
  void unknownHandlerFailsAtInit() throws IOException {
    try (FunctionPackage code = FunctionPackage.unpack(TestPackage.zip());
        ExecutionEnvironment environment = start(code, check.withHandler("nobody"))) {
      assertThatThrownBy(environment::awaitInit)
          .isInstanceOf(FunctionInitException.class)
          .hasMessageStartingWith("nobody: ");
      assertThat(environment.process().onExit()).succeedsWithin(30, TimeUnit.SECONDS);
    }
  }

  /** The log watch fails on a line that is no JSON, such as the JDK prints of an exception that ends a thread. */
  @Test
  void functionThatIsToldToEndWhileItStartsLogsOnlyJson() throws Exception {
    try (FunctionPackage code = FunctionPackage.unpack(TestPackage.zip())) {
      for (int pause = 0;
          pause < 60;
          pause += code.process() instanceof NativeFunctionProcess ? 1 : 20) {
        ExecutionEnvironment environment = start(code, check.withHandler("nobody"));
        Thread.sleep(pause);
        environment.close();
        assertThat(environment.process().isAlive()).isFalse();
      }
    }
  }

  @Test
  void functionThatIsKilledAnswersWithAFailure() throws Exception {
    try (FunctionPackage code = FunctionPackage.unpack(TestPackage.zip());
        ExecutionEnvironment environment = start(code, check)) {
      environment.awaitInit();
      environment.process().destroyForcibly();
      assertThat(environment.invoke("{}".getBytes()))
          .isInstanceOfSatisfying(
              LocalReply.Failure.class,
              failure -> assertThat(failure.errorType()).isEqualTo("Runtime.ExitError"));
    }
  }

  /** A server starts a function when it is first invoked, and ends its threads when nobody asks for a minute. */
  @Test
  void functionOutlivesTheThreadThatStartedIt() throws Exception {
    try (FunctionPackage code = FunctionPackage.unpack(TestPackage.zip()).bound()) {
      CompletableFuture<ExecutionEnvironment> started = new CompletableFuture<>();
      Thread starter = new Thread(() -> {
        try {
          ExecutionEnvironment environment = start(code, check);
          environment.awaitInit();
          started.complete(environment);
        } catch (IOException | FunctionInitException | InterruptedException e) {
          started.completeExceptionally(e);
        }
      });
      starter.start();
      try (ExecutionEnvironment environment = started.get()) {
        starter.join();
        assertThat(environment.process().onExit()).failsWithin(1, TimeUnit.SECONDS);
        assertThat(environment.invoke("{}".getBytes())).isInstanceOf(LocalReply.Answer.class);
      }
    }
  }

  private static ExecutionEnvironment start(FunctionPackage code, FunctionDefinition function)
      throws IOException {
    return ExecutionEnvironment.start(
        code, function, Map.of("HARDSTOP_TABLE", "none"), TestPackage.log("init"));
  }

  private static FunctionDefinition deployed(String handler) {
    return Deployment.read(TestPackage.TEMPLATE).function(handler);
  }
}
