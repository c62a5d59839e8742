package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The writes of one batch, side by side as long as there is time, and which of them failed. */
final class BatchWrite {
  private final SuppressionList list;
  private final Executor writers;
  private final BooleanSupplier outOfTime;
  private final Map<Object, RuntimeException> failures = new HashMap<>();
  private final Set<DeliveryDay> news = new HashSet<>();

  BatchWrite(SuppressionList list, Executor writers, BooleanSupplier outOfTime) {
    this.list = list;
    this.writers = writers;
    this.outOfTime = requireNonNull(outOfTime, "outOfTime is null");
  }

  /** One write for each subject and trace. */
  void observe(List<Observation> observations) {
    Map<Observation.Group, Observation> groups = new LinkedHashMap<>();
    observations.forEach(
        observation -> groups.merge(observation.group(), observation, Observation::merge));
    sideBySide(groups, list::observe);
  }

  /** After the observations, so that a delivery finds the dossier that its own batch opened. */
  void deliver(List<DeliveryDay> deliveries) {
    Set<DeliveryDay> days = new HashSet<>(deliveries);
    if (days.isEmpty()) {
      return;
    }
    try {
      requireTime();
      news.addAll(list.news(days));
    } catch (RuntimeException cannotRead) {
      days.forEach(day -> failures.put(day, cannotRead));
      return;
    }
    Map<DeliveryDay, DeliveryDay> writes = new LinkedHashMap<>();
    news.forEach(day -> writes.put(day, day));
    sideBySide(writes, list::deliver);
  }

  /** The first failure of what one feedback had to write. */
  Optional<RuntimeException> failureOf(
      List<Observation> observations, List<DeliveryDay> deliveries) {
    return Stream.concat(observations.stream().map(Observation::group), deliveries.stream())
        .map(failures::get)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Whether any of these days was not known before. */
  boolean wasNews(List<DeliveryDay> deliveries) {
    return deliveries.stream().anyMatch(news::contains);
  }

  /** The last one, which most often is the only one, on this thread: it would only wait. */
  private <K, V> void sideBySide(Map<K, V> writes, Consumer<V> write) {
    Map<K, CompletableFuture<Void>> running = new LinkedHashMap<>();
    List<K> keys = new ArrayList<>(writes.keySet());
    for (K key : keys) {
      boolean last = running.size() == keys.size() - 1;
      running.put(key, start(() -> inTime(write, writes.get(key)), last ? Runnable::run : writers));
    }
    running.forEach((key, future) -> failure(future).ifPresent(it -> failures.put(key, it)));
  }

  /** A write may have waited long for its turn. */
  private <V> void inTime(Consumer<V> write, V what) {
    requireTime();
    write.accept(what);
  }

  private void requireTime() {
    if (outOfTime.getAsBoolean()) {
      throw new OutOfTimeException();
    }
  }

  private static CompletableFuture<Void> start(Runnable write, Executor thread) {
    try {
      return CompletableFuture.runAsync(write, thread);
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private static Optional<RuntimeException> failure(CompletableFuture<Void> future) {
    try {
      future.join();
      return Optional.empty();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        return Optional.of(cause);
      }
      throw failed;
    }
  }
}
