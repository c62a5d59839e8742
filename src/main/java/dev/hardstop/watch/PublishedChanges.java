package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.changes.ChangeTopic;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.VerdictChange;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Publishes changes to the change topic. If SES's list follows the verdicts, it also sends the addresses
 * that are suppressed or free now, and were not before, to the queue of {@code ses-list}. Where the
 * verdict before is not known, the reconciliation with SES's list finds the differences: it needs fewer
 * of SES's calls, of which SES accepts one a second.
 */
@Singleton
final class PublishedChanges implements ChangeOutlet {
  private final ChangeTopic topic;
  private final SesListQueue queue;
  private final SuppressionPolicy policy;

  @Inject
  PublishedChanges(ChangeTopic topic, SesListQueue queue, SuppressionPolicy policy) {
    this.topic = requireNonNull(topic, "topic is null");
    this.queue = requireNonNull(queue, "queue is null");
    this.policy = requireNonNull(policy, "policy is null");
  }

  @Override
  public Optional<String> publish(List<VerdictChange> changes) {
    String failure = topic.publish(changes, () -> false).failure();
    if (!failure.isEmpty()) {
      return Optional.of(failure);
    }
    return policy.sesList() == SesListMode.FOLLOW
        ? queue.send(changes.stream().flatMap(PublishedChanges::queued).toList())
        : Optional.empty();
  }

  private static Stream<QueuedAddress> queued(VerdictChange change) {
    boolean turned = change.before().isPresent()
        && change.before().get().isSuppressed() != change.after().isSuppressed();
    return turned && change.subject() instanceof Subject.Address subject
        ? Stream.of(new QueuedAddress(subject.address(), change.id()))
        : Stream.empty();
  }
}
