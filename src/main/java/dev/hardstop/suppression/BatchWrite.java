package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.RecordingOutcome.OutOfTimeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Writes one batch in parallel, as long as there is time, and remembers which writes failed. */
final class BatchWrite {
  private final DossierTable table;
  private final ParallelRunner writers;
  private final BooleanSupplier isOutOfTime;
  private final Map<Object, RuntimeException> failures = new HashMap<>();
  private final Map<Subject, RuntimeException> unwritten = new HashMap<>();
  private final Set<DeliveryWrite> written = new HashSet<>();

  BatchWrite(DossierTable table, Executor writers, BooleanSupplier isOutOfTime) {
    this.table = table;
    this.writers = new ParallelRunner(writers);
    this.isOutOfTime = requireNonNull(isOutOfTime, "isOutOfTime is null");
  }

  /** Makes one write for each subject and rule history. */
  void observe(List<Observation> observations) {
    Map<Observation.Group, Observation> groups = new LinkedHashMap<>();
    observations.forEach(
        observation -> groups.merge(observation.group(), observation, Observation::merge));
    Map<Object, Runnable> writes = new LinkedHashMap<>();
    groups.forEach((group, observation) -> writes.put(group, () -> table.observe(observation)));
    writeInParallel(writes);
  }

  /**
   * Writes the deliveries that are not in the table yet. It runs after the observations, so that a
   * delivery finds the dossier that its own batch created. Where that write failed, the delivery fails
   * as well: without a dossier it would be dropped.
   */
  void deliver(List<DeliveryWrite> deliveries) {
    Set<DeliveryWrite> pending = new HashSet<>(deliveries);
    failures.forEach(
        (group, failure) -> unwritten.put(((Observation.Group) group).subject(), failure));
    pending.removeIf(this::failsWithItsDossier);
    if (pending.isEmpty()) {
      return;
    }
    try {
      requireTime();
      written.addAll(table.missing(pending));
    } catch (RuntimeException cannotRead) {
      pending.forEach(delivery -> failures.put(delivery, cannotRead));
      return;
    }
    writeDeliveries();
  }

  private boolean failsWithItsDossier(DeliveryWrite delivery) {
    RuntimeException failure =
        delivery instanceof DeliveryDay day ? unwritten.get(day.subject()) : null;
    if (failure != null) {
      failures.put(delivery, failure);
    }
    return failure != null;
  }

  /** Makes one write for each dossier and day, and one for all recipients of a domain and day. */
  private void writeDeliveries() {
    Map<Object, Runnable> writes = new LinkedHashMap<>();
    for (DeliveryWrite delivery : written) {
      if (delivery instanceof DeliveryDay day) {
        writes.put(day, () -> table.deliver(day));
      }
    }
    List<DeliveredOnDay> groups = DeliveredOnDay.among(written);
    groups.forEach(recipients -> writes.put(recipients, () -> table.count(recipients)));
    writeInParallel(writes);
    for (DeliveredOnDay recipients : groups) {
      Optional.ofNullable(failures.get(recipients))
          .ifPresent(failure -> recipients.each().forEach(one -> failures.put(one, failure)));
    }
  }

  /** The first failure among the writes of one feedback. */
  Optional<RuntimeException> failureOf(
      List<Observation> observations, List<DeliveryWrite> deliveries) {
    return Stream.concat(observations.stream().map(Observation::group), deliveries.stream())
        .map(failures::get)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Whether any of these deliveries was not in the table before. */
  boolean wasMissing(List<DeliveryWrite> deliveries) {
    return deliveries.stream().anyMatch(written::contains);
  }

  private void writeInParallel(Map<Object, Runnable> writes) {
    Map<Object, Runnable> inTime = new LinkedHashMap<>();
    writes.forEach((key, write) -> inTime.put(key, () -> inTime(write)));
    failures.putAll(writers.run(inTime));
  }

  /** Checks the time just before the write, which may have waited for a free thread. */
  private void inTime(Runnable write) {
    requireTime();
    write.run();
  }

  private void requireTime() {
    if (isOutOfTime.getAsBoolean()) {
      throw new OutOfTimeException();
    }
  }
}
