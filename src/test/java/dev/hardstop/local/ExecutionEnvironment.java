package dev.hardstop.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One process of the packaged function with the runtime API it polls. The process ends when the
 * runtime API is gone, so it cannot outlive the process that started it.
 */
public final class ExecutionEnvironment implements AutoCloseable {
  private static final Duration LONGEST_INIT = Duration.ofSeconds(120);
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(3);

  /**
   * Starts the processes. The kernel ends a {@linkplain FunctionPackage#bound bound} process with the
   * thread that started it (prctl(2), PR_SET_PDEATHSIG), and this thread ends with the JVM.
   */
  private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "start functions");
    thread.setDaemon(true);
    return thread;
  });

  private static volatile Consumer<byte[]> events = event -> {};
  private static volatile Map<String, String> always = Map.of();

  private final FunctionDefinition function;
  private final RuntimeApi api;
  private final long started;
  private final Process process;

  private ExecutionEnvironment(
      FunctionDefinition function, RuntimeApi api, long started, Process process) {
    this.function = function;
    this.api = api;
    this.started = started;
    this.process = process;
  }

  /**
   * Starts a function; {@link #awaitInit} waits until it is ready.
   *
   * @param settings variables beside those of the function's definition; they win
   * @param output where the process's output goes, errors included
   */
  public static ExecutionEnvironment start(
      FunctionPackage code,
      FunctionDefinition function,
      Map<String, String> settings,
      Redirect output)
      throws IOException {
    RuntimeApi api = new RuntimeApi(function.arn());
    try {
      FunctionProcess runtime = code.process();
      ProcessBuilder builder = new ProcessBuilder(runtime.command());
      builder.directory(code.taskRoot().toFile());
      builder.redirectErrorStream(true).redirectOutput(output);
      Map<String, String> environment = builder.environment();
      // Nothing of the user's: no credentials, no region, no options for Java.
      environment.clear();
      environment.putAll(function.lambdaVariables());
      environment.putAll(runtime.environment());
      environment.put("LAMBDA_TASK_ROOT", code.taskRoot().toString());
      environment.put("AWS_LAMBDA_RUNTIME_API", api.hostAndPort());
      environment.putAll(function.variables());
      environment.putAll(always);
      environment.putAll(settings);
      long started = System.nanoTime();
      Process process = start(builder);
      process.onExit().thenAccept(ended -> api.functionEnded(ended.exitValue()));
      return new ExecutionEnvironment(function, api, started, process);
    } catch (IOException e) {
      api.close();
      throw e;
    }
  }

  private static Process start(ProcessBuilder builder) throws IOException {
    try {
      return CompletableFuture.supplyAsync(
              () -> {
                try {
                  return builder.start();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              STARTER)
          .join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof UncheckedIOException cause) {
        throw cause.getCause();
      }
      throw failed;
    }
  }

  /** Sets variables of every function that is started from now on; its own settings win. */
  public static void alwaysSet(Map<String, String> variables) {
    always = Map.copyOf(variables);
  }

  /** Passes every event of every function to an observer before the function gets it. */
  public static void showEventsTo(Consumer<byte[]> watcher) {
    events = watcher;
  }

  /**
   * Waits until the function is up.
   *
   * @throws FunctionInitException when it fails to come up, with the handler's name
   */
  public void awaitInit() throws FunctionInitException, InterruptedException {
    try {
      api.initialised().orTimeout(LONGEST_INIT.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      String why = e.getCause() instanceof TimeoutException
          ? "not up after " + LONGEST_INIT.toSeconds() + " seconds"
          : e.getCause().getMessage();
      throw new FunctionInitException(function.handler() + ": " + why);
    }
  }

  /**
   * Invokes the function with an event and waits for the result until the function's timeout. Calls
   * of several threads wait for one another, as for one environment of Lambda.
   */
  public LocalReply invoke(byte[] event) throws InterruptedException {
    events.accept(event);
    Invocation invocation = Invocation.of(event, Instant.now().plus(function.timeout()));
    api.submit(invocation);
    try {
      return invocation.reply().get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new LocalReply.Failure(
          "Sandbox.Timedout", "no answer within " + function.timeout().toSeconds() + " seconds");
    } catch (ExecutionException e) {
      throw new IllegalStateException("replies are never failed", e);
    }
  }

  /** When the process was about to be started, as {@link System#nanoTime} has it. */
  public long startedNanos() {
    return started;
  }

  /** The function's process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /**
   * The bytes of its memory that are resident.
   *
   * @throws IOException where there is no /proc, or no such process any more
   */
  public long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("the process has ended"));
  }

  /** Ends the process, by force where it does not end by itself, and waits until it is gone. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    api.close();
  }
}
