package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs calls that wait for the table in parallel. All calls of a batch are done when a method returns
 * or throws. The last call of a batch, which often is the only one, runs on the caller's thread.
 *
 * @param threads run the other calls, and limit how many run at once
 */
public record ParallelRunner(Executor threads) {
  public ParallelRunner {
    requireNonNull(threads, "threads is null");
  }

  /**
   * Creates a runner with threads of its own, which do not keep the process alive.
   *
   * @param count the number of threads, 1 or more
   */
  public static ParallelRunner of(int count) {
    ExecutorService threads = Executors.newFixedThreadPool(count, task -> {
      Thread thread = new Thread(task, "parallel");
      thread.setDaemon(true);
      return thread;
    });
    return new ParallelRunner(threads);
  }

  /**
   * Calls a function with each argument.
   *
   * @return the results in the order of the arguments
   * @throws RuntimeException the first failure, in the order of the arguments
   */
  public <T, R> List<R> map(Collection<T> arguments, Function<T, R> function) {
    List<CompletableFuture<R>> calls = start(List.copyOf(arguments), function);
    calls.forEach(call -> call.handle((result, failure) -> true).join());
    calls.forEach(call -> failure(call).ifPresent(ParallelRunner::rethrow));
    return calls.stream().map(CompletableFuture::join).toList();
  }

  /** Runs calls, and returns the failure of each call that failed, by its key. */
  <K> Map<K, RuntimeException> run(Map<K, Runnable> calls) {
    Map<K, RuntimeException> failures = new LinkedHashMap<>();
    List<K> keys = List.copyOf(calls.keySet());
    List<CompletableFuture<Boolean>> running = start(keys, key -> {
      calls.get(key).run();
      return true;
    });
    for (int i = 0; i < keys.size(); i++) {
      K key = keys.get(i);
      failure(running.get(i)).ifPresent(failure -> failures.put(key, failure));
    }
    return failures;
  }

  private <T, R> List<CompletableFuture<R>> start(List<T> arguments, Function<T, R> function) {
    List<CompletableFuture<R>> calls = new ArrayList<>();
    for (T argument : arguments) {
      boolean last = calls.size() == arguments.size() - 1;
      calls.add(start(() -> function.apply(argument), last ? Runnable::run : threads));
    }
    return calls;
  }

  private static <R> CompletableFuture<R> start(Supplier<R> call, Executor thread) {
    try {
      return CompletableFuture.supplyAsync(call, thread);
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private static Optional<RuntimeException> failure(CompletableFuture<?> call) {
    try {
      call.join();
      return Optional.empty();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        return Optional.of(cause);
      }
      throw failed;
    }
  }

  private static void rethrow(RuntimeException failure) {
    throw failure;
  }
}
