package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A packaged function whose process is killed while it handles its first events; then another process
 * starts. An invocation that was killed has failed, whatever it did before.
 */
public final class KilledFunction implements StreamMapping.Function, AutoCloseable {
  private final FunctionPackage code;
  private final FunctionDefinition definition;
  private final Map<String, String> variables;
  private final Random random;
  private final int kills;
  private final Duration latest;
  private ExecutionEnvironment environment;
  private int killed;

  private KilledFunction(
      FunctionPackage code,
      FunctionDefinition definition,
      Map<String, String> variables,
      Random random,
      int kills,
      Duration latest) {
    this.code = requireNonNull(code, "code is null");
    this.definition = definition.withTimeout(LocalSystem.PATIENCE);
    this.variables = Map.copyOf(variables);
    this.random = requireNonNull(random, "random is null");
    this.kills = kills;
    this.latest = requireNonNull(latest, "latest is null");
  }

  /**
   * Starts a function.
   *
   * @param variables beside those of its definition; they win
   * @param kills how many events are interrupted, from the first one on
   * @param latest how long after an event was handed over the process is killed at most
   */
  public static KilledFunction start(
      FunctionPackage code,
      FunctionDefinition definition,
      Map<String, String> variables,
      Random random,
      int kills,
      Duration latest)
      throws IOException {
    KilledFunction function =
        new KilledFunction(code, definition, variables, random, kills, latest);
    function.environment = function.process();
    return function;
  }

  /** How many invocations were interrupted. */
  public synchronized int killed() {
    return killed;
  }

  @Override
  public synchronized LocalReply invoke(byte[] event) throws InterruptedException {
    if (killed == kills) {
      return environment.invoke(event);
    }
    killed++;
    awaitInit();
    ProcessHandle process = environment.process();
    long millis = 5L + random.nextInt((int) latest.toMillis());
    CompletableFuture<Void> kill = CompletableFuture.runAsync(
        process::destroyForcibly, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    environment.invoke(event);
    kill.join();
    environment.close();
    try {
      environment = process();
    } catch (IOException notStarted) {
      throw new IllegalStateException("the function does not start again", notStarted);
    }
    return new LocalReply.Failure("Runtime.ExitError", "the process was killed");
  }

  private void awaitInit() throws InterruptedException {
    try {
      environment.awaitInit();
    } catch (FunctionInitException notStarted) {
      throw new IllegalStateException("the function does not start", notStarted);
    }
  }

  private ExecutionEnvironment process() throws IOException {
    return ExecutionEnvironment.start(
        code, definition, variables, TestPackage.log(definition.handler()));
  }

  @Override
  public synchronized void close() {
    environment.close();
  }
}
