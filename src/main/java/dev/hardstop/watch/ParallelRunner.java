package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Does several things at once that wait for the table.
 *
 * @param threads the threads that wait
 */
record ParallelRunner(Executor threads) {
  ParallelRunner {
    requireNonNull(threads, "threads is null");
  }

  /** With threads of its own, which do not keep the process alive. */
  static ParallelRunner of(int howMany) {
    ExecutorService threads = Executors.newFixedThreadPool(howMany, task -> {
      Thread thread = new Thread(task, "reader");
      thread.setDaemon(true);
      return thread;
    });
    return new ParallelRunner(threads);
  }

  /** What comes of each, in their order. All are done before the first failure passes. */
  <T, R> List<R> each(Collection<T> all, Function<T, R> work) {
    List<CompletableFuture<R>> running = all.stream()
        .map(one -> CompletableFuture.supplyAsync(() -> work.apply(one), threads))
        .toList();
    running.forEach(future -> future.handle((result, failure) -> true).join());
    return running.stream().map(ParallelRunner::result).toList();
  }

  private static <R> R result(CompletableFuture<R> future) {
    try {
      return future.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
