package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DeliveryWrite.DeliveryDay;
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

/** The writes of one batch, side by side as long as there is time, and which of them failed. */
final class BatchWrite {
  private final SuppressionList list;
  private final ParallelRunner writers;
  private final BooleanSupplier outOfTime;
  private final Map<Object, RuntimeException> failures = new HashMap<>();
  private final Map<Subject, RuntimeException> unwritten = new HashMap<>();
  private final Set<DeliveryWrite> news = new HashSet<>();

  BatchWrite(SuppressionList list, Executor writers, BooleanSupplier outOfTime) {
    this.list = list;
    this.writers = new ParallelRunner(writers);
    this.outOfTime = requireNonNull(outOfTime, "outOfTime is null");
  }

  /** One write for each subject and trace. */
  void observe(List<Observation> observations) {
    Map<Observation.Group, Observation> groups = new LinkedHashMap<>();
    observations.forEach(
        observation -> groups.merge(observation.group(), observation, Observation::merge));
    Map<Object, Runnable> writes = new LinkedHashMap<>();
    groups.forEach((group, observation) -> writes.put(group, () -> list.observe(observation)));
    sideBySide(writes);
  }

  /**
   * After the observations, so that a delivery finds the dossier that its own batch opened. Where
   * that failed the delivery fails as well: it would be dropped as one that speaks to no dossier.
   */
  void deliver(List<DeliveryWrite> deliveries) {
    Set<DeliveryWrite> notes = new HashSet<>(deliveries);
    failures.forEach(
        (group, failure) -> unwritten.put(((Observation.Group) group).subject(), failure));
    notes.removeIf(this::waitsForItsDossier);
    if (notes.isEmpty()) {
      return;
    }
    try {
      requireTime();
      news.addAll(list.missing(notes));
    } catch (RuntimeException cannotRead) {
      notes.forEach(note -> failures.put(note, cannotRead));
      return;
    }
    writeNews();
  }

  private boolean waitsForItsDossier(DeliveryWrite note) {
    RuntimeException failure =
        note instanceof DeliveryDay day ? unwritten.get(day.subject()) : null;
    if (failure != null) {
      failures.put(note, failure);
    }
    return failure != null;
  }

  /** One write for each dossier and day, and one for all recipients of a domain and day. */
  private void writeNews() {
    Map<Object, Runnable> writes = new LinkedHashMap<>();
    for (DeliveryWrite note : news) {
      if (note instanceof DeliveryDay day) {
        writes.put(day, () -> list.deliver(day));
      }
    }
    List<DeliveredOnDay> together = DeliveredOnDay.among(news);
    together.forEach(recipients -> writes.put(recipients, () -> list.count(recipients)));
    sideBySide(writes);
    for (DeliveredOnDay recipients : together) {
      Optional.ofNullable(failures.get(recipients))
          .ifPresent(failure -> recipients.each().forEach(one -> failures.put(one, failure)));
    }
  }

  /** The first failure of what one feedback had to write. */
  Optional<RuntimeException> failureOf(
      List<Observation> observations, List<DeliveryWrite> deliveries) {
    return Stream.concat(observations.stream().map(Observation::group), deliveries.stream())
        .map(failures::get)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Whether any of this was not known before. */
  boolean wasNews(List<DeliveryWrite> deliveries) {
    return deliveries.stream().anyMatch(news::contains);
  }

  private void sideBySide(Map<Object, Runnable> writes) {
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
    if (outOfTime.getAsBoolean()) {
      throw new OutOfTimeException();
    }
  }
}
