package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.changes.ChangeTopic;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.suppression.VerdictChange;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Publishes changes to the change topic, and sends addresses to the queue of {@code ses-list}. */
@Singleton
final class PublishedChanges implements ChangeOutlet {
  private final ChangeTopic topic;
  private final SesListQueue queue;

  @Inject
  PublishedChanges(ChangeTopic topic, SesListQueue queue) {
    this.topic = requireNonNull(topic, "topic is null");
    this.queue = requireNonNull(queue, "queue is null");
  }

  /** Publishes without a time limit, because the time that a run reserves is long enough for a page. */
  @Override
  public Optional<String> publish(List<VerdictChange> changes, List<QueuedAddress> forSesList) {
    String failure = topic.publish(changes, () -> false).failure();
    return failure.isEmpty() ? queue.send(forSesList) : Optional.of(failure);
  }
}
