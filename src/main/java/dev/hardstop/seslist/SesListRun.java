package dev.hardstop.seslist;

import static java.util.Objects.requireNonNull;

import dev.hardstop.changes.SesListMessage;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.changes.SesListQueue.Timing;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.lambda.FailureText;
import dev.hardstop.sesaccount.SesSuppressionList;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException;
import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import dev.hardstop.seslist.ListingUpdate.Outcome;
import dev.hardstop.seslist.SesListResult.Count;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.SesListStateStore.FirstReconciliation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The steps of an invocation: messages whose delay has ended are moved to the FIFO queue, and the addresses
 * of the messages from the FIFO queue are updated one after another. Several messages about one address
 * cause one update.
 *
 * <p>A failure that would affect every address, such as an unreachable table or a missing permission,
 * ends the invocation: the remaining messages are delivered again, nothing is lost, and the age of the
 * oldest message raises an alarm. A failure of one address is reported, and the next address is
 * updated.
 */
@Singleton
final class SesListRun {
  private static final String TIME_IS_OVER = "The time of the invocation is over";

  private final SuppressionPolicy policy;
  private final FirstReconciliation reconciliation;
  private final SesListQueue queue;
  private final ListingUpdate updates;
  private boolean isReconciled;

  @Inject
  SesListRun(
      Dossiers dossiers,
      SuppressionPolicy policy,
      RuleBook book,
      InstantSource clock,
      FirstReconciliation reconciliation,
      SesSuppressionList list,
      SesListQueue queue) {
    this.policy = requireNonNull(policy, "policy is null");
    this.reconciliation = requireNonNull(reconciliation, "reconciliation is null");
    this.queue = requireNonNull(queue, "queue is null");
    this.updates = new ListingUpdate(dossiers, policy, book, clock, list);
  }

  /** Handles the messages of one invocation. */
  SesListResult handle(List<QueueMessage> messages, BooleanSupplier isOutOfTime) {
    RunProgress progress = new RunProgress();
    moveToFifoQueue(messages.stream().filter(it -> !it.isFromFifoQueue()).toList(), progress);
    List<Task> tasks =
        tasks(messages.stream().filter(QueueMessage::isFromFifoQueue).toList(), progress);
    if (policy.sesList() == SesListMode.FOLLOW) {
      update(tasks, isOutOfTime, progress);
    }
    return progress.result();
  }

  /** The content of all messages about one address. */
  private static final class Task {
    final EmailAddress address;
    final SortedSet<String> spellings = new TreeSet<>();
    final List<QueueMessage> messages = new ArrayList<>();
    boolean expectsEntry;
    boolean isAfterRemoval = true;
    Optional<Instant> erased = Optional.empty();

    Task(EmailAddress address) {
      this.address = address;
    }

    /**
     * Returns the address for a later time, in each spelling, because the table may not know the
     * spellings.
     */
    List<QueuedAddress> in(Timing timing) {
      return spellings.stream()
          .map(it -> new QueuedAddress(EmailAddress.of(it), messages.get(0).id(), timing, erased))
          .toList();
    }
  }

  /** What the invocation has done so far. */
  private static final class RunProgress {
    final List<QueueMessage> again = new ArrayList<>();
    final Map<Count, Long> counts = new EnumMap<>(Count.class);
    final SortedSet<String> problems = new TreeSet<>();

    void count(Count what, int howMany) {
      counts.merge(what, (long) howMany, Long::sum);
    }

    void repeat(List<QueueMessage> messages) {
      again.addAll(messages);
      count(Count.AGAIN, messages.size());
    }

    SesListResult result() {
      return new SesListResult(again, counts, problems);
    }
  }

  private void moveToFifoQueue(List<QueueMessage> waited, RunProgress progress) {
    Optional<String> failure = queue.moveToNext(
        waited.stream().map(QueueMessage::text).toList(),
        waited.stream().map(QueueMessage::id).toList());
    failure.ifPresent(why -> {
      progress.problems.add("Messages cannot be queued: " + why);
      progress.repeat(waited);
    });
  }

  private static List<Task> tasks(List<QueueMessage> queued, RunProgress progress) {
    Map<EmailAddress, Task> tasks = new LinkedHashMap<>();
    for (QueueMessage message : queued) {
      Optional<SesListMessage> found = SesListMessage.find(message.text());
      if (found.isEmpty()) {
        progress.count(Count.UNREADABLE, 1);
        progress.problems.add("Message " + message.id() + " names no address");
        continue;
      }
      EmailAddress address = found.get().address();
      Task task = tasks.computeIfAbsent(address, Task::new);
      task.spellings.add(address.spelling());
      task.messages.add(message);
      task.expectsEntry |= found.get().expectsEntry();
      task.isAfterRemoval &= found.get().afterRemoval();
      task.erased = Stream.concat(task.erased.stream(), found.get().erased().stream())
          .max(Instant::compareTo);
    }
    return List.copyOf(tasks.values());
  }

  private void update(List<Task> tasks, BooleanSupplier isOutOfTime, RunProgress progress) {
    for (int place = 0; place < tasks.size(); place++) {
      Optional<String> stop = isOutOfTime.getAsBoolean()
          ? Optional.of(TIME_IS_OVER)
          : update(tasks.get(place), isOutOfTime, progress);
      if (stop.isPresent()) {
        progress.problems.add(stop.get());
        tasks.subList(place, tasks.size()).forEach(left -> progress.repeat(left.messages));
        return;
      }
    }
  }

  /** Updates one address. Returns why the invocation must end; empty if it continues. */
  private Optional<String> update(Task task, BooleanSupplier isOutOfTime, RunProgress progress) {
    try {
      if (!isReconciled()) {
        progress.count(Count.WAITING, 1);
        return queue.send(task.in(task.expectsEntry ? Timing.LATER_ONCE_LISTED : Timing.LATER));
      }
      if (task.isAfterRemoval && !updates.mustBeListed(task.address)) {
        return Optional.empty();
      }
      Optional<Outcome> outcome =
          updates.update(task.address, task.spellings, task.erased, isOutOfTime);
      if (outcome.isEmpty()) {
        return Optional.of(TIME_IS_OVER);
      }
      progress.count(Count.valueOf(outcome.get().name()), 1);
      return timingAfter(outcome.get(), task).flatMap(timing -> queue.send(task.in(timing)));
    } catch (UnreadableItemException unreadable) {
      progress.count(Count.UNREADABLE, 1);
      progress.problems.add(unreadable.getMessage());
      return Optional.empty();
    } catch (SesRefusalException refusal) {
      return refused(task, refusal, progress);
    } catch (TableUnavailableException | SesUnavailableException unavailable) {
      return Optional.of(FailureText.of(unavailable));
    } catch (RuntimeException failed) {
      // An exception of our own code counts as a failure of this address, which must not stop the
      // others.
      progress.count(Count.UNREADABLE, 1);
      progress.problems.add(task.address + ": " + FailureText.of(failed));
      return Optional.empty();
    }
  }

  /** Returns when the address is judged once more; empty if that is not needed. */
  private static Optional<Timing> timingAfter(Outcome outcome, Task task) {
    return switch (outcome) {
      case REMOVED -> Optional.of(Timing.AFTER_REMOVAL);
      case NOT_LISTED -> task.expectsEntry ? Optional.of(Timing.LATER) : Optional.empty();
      case LISTED, COMPLAINT_KEPT -> Optional.empty();
    };
  }

  private static Optional<String> refused(
      Task task, SesRefusalException refusal, RunProgress progress) {
    String problem = "%s: %s, %s"
        .formatted(task.address, refusal.getMessage(), FailureText.of(refusal.getCause()));
    if (!refusal.kind().isOfOneAddress()) {
      progress.count(Count.NOT_PERMITTED, 1);
      return Optional.of(problem);
    }
    progress.count(Count.REFUSED, 1);
    progress.problems.add(problem);
    return Optional.empty();
  }

  /** Returns whether a reconciliation has ended. After that, the table is not read again. */
  private boolean isReconciled() {
    isReconciled = isReconciled || reconciliation.hasEnded();
    return isReconciled;
  }
}
