package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Attribution;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.RecipientDay;
import dev.hardstop.suppression.RecordingOutcome.OutOfTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** Classifies feedback and adds it to the dossiers of the addresses and domains it is about. */
public final class Recorder {
  private final RuleBook book;
  private final SuppressionPolicy policy;
  private final DossierTable table;
  private final Executor writers;

  /**
   * @param writers runs the writes of a batch in parallel and limits how many run at once
   */
  public Recorder(RuleBook book, SuppressionPolicy policy, DossierTable table, Executor writers) {
    this.book = requireNonNull(book, "book is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.table = requireNonNull(table, "table is null");
    this.writers = requireNonNull(writers, "writers is null");
  }

  /**
   * An item of a batch after it was recorded.
   *
   * @param item the item as it was given
   * @param outcomes one for each feedback of the item, in its order
   */
  public record RecordedItem<T>(T item, List<RecordingOutcome> outcomes) {
    public RecordedItem {
      requireNonNull(item, "item is null");
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * Records the feedback of a batch of items. Feedback about the same subject and rule is written
   * together. Each feedback fails on its own, and recording it again only adds what had failed.
   *
   * @param feedbackOf returns the feedback of an item; it is called once for each item
   * @param isOutOfTime checked before each call to the table, by several threads: once it is true, no further
   *     call is started, and feedback that needs one fails with an {@link OutOfTimeException}
   * @return the items with their outcomes, in their order
   */
  public <T> List<RecordedItem<T>> record(
      List<? extends T> items,
      Function<? super T, ? extends List<? extends Feedback>> feedbackOf,
      BooleanSupplier isOutOfTime) {
    List<PlannedItem<T>> plans = items.stream()
        .<PlannedItem<T>>map(item -> plan(item, feedbackOf.apply(item)))
        .toList();
    List<PlannedWrite> writes =
        plans.stream().flatMap(plan -> plan.writes.stream()).toList();
    BatchWrite batch = new BatchWrite(table, writers, isOutOfTime);
    batch.observe(writes.stream().flatMap(write -> write.observations.stream()).toList());
    batch.deliver(writes.stream().flatMap(write -> write.deliveries.stream()).toList());
    return plans.stream().map(plan -> plan.recorded(batch)).toList();
  }

  /** The writes of an item, one for each of its feedback. */
  private record PlannedItem<T>(T item, List<PlannedWrite> writes) {
    RecordedItem<T> recorded(BatchWrite batch) {
      return new RecordedItem<>(
          item, writes.stream().map(write -> write.outcome(batch)).toList());
    }
  }

  /**
   * What one feedback adds to the table.
   *
   * @param whenWritten the outcome if all of it is written
   */
  private record PlannedWrite(
      List<Observation> observations,
      List<DeliveryWrite> deliveries,
      RecordingOutcome whenWritten) {

    static PlannedWrite nothing(RecordingOutcome outcome) {
      return new PlannedWrite(List.of(), List.of(), outcome);
    }

    static PlannedWrite notKept(Feedback feedback, RecordingOutcome.Why why) {
      return nothing(new RecordingOutcome.NotKept(feedback, why));
    }

    RecordingOutcome outcome(BatchWrite batch) {
      Feedback feedback = whenWritten.feedback();
      Optional<RuntimeException> failure = batch.failureOf(observations, deliveries);
      if (failure.isPresent()) {
        return new RecordingOutcome.Failed(feedback, failure.get());
      }
      if (!deliveries.isEmpty() && !batch.wasMissing(deliveries)) {
        return new RecordingOutcome.NotKept(feedback, RecordingOutcome.Why.NOTHING_NEW);
      }
      return whenWritten;
    }
  }

  private <T> PlannedItem<T> plan(T item, List<? extends Feedback> feedback) {
    return new PlannedItem<>(item, feedback.stream().map(this::planned).toList());
  }

  /** An unexpected exception fails this feedback and not the rest of its batch. */
  private PlannedWrite planned(Feedback feedback) {
    try {
      return plan(feedback);
    } catch (RuntimeException unexpected) {
      return PlannedWrite.nothing(new RecordingOutcome.Failed(feedback, unexpected));
    }
  }

  private PlannedWrite plan(Feedback feedback) {
    if (feedback instanceof Bounce bounce) {
      return plan(bounce);
    }
    if (feedback instanceof Complaint complaint) {
      return plan(complaint);
    }
    return plan((Delivery) feedback);
  }

  private PlannedWrite plan(Bounce bounce) {
    if (bounce.isDelayed()) {
      return PlannedWrite.notKept(bounce, RecordingOutcome.Why.DELAYED);
    }
    if (!bounce.isFailed()) {
      return PlannedWrite.notKept(bounce, RecordingOutcome.Why.NOT_FAILED);
    }
    DeliveryStatus status = DeliveryStatus.of(bounce);
    Classification classification = book.classify(status);
    if (classification.reason() == BounceReason.AUTO_REPLY) {
      return PlannedWrite.notKept(bounce, RecordingOutcome.Why.AUTO_REPLY);
    }
    Evidence.Origin origin = origin(bounce, bounce.mail().timestamp(), bounce.feedbackId());
    Evidence.BounceEvidence evidence =
        new Evidence.BounceEvidence(origin, status, classification.reason());
    return plan(
        bounce, Optional.of(classification), observations(bounce, classification, evidence));
  }

  private PlannedWrite plan(Complaint complaint) {
    Evidence.Origin origin = origin(complaint, complaint.countsAt(), complaint.feedbackId());
    Evidence.ComplaintEvidence evidence = new Evidence.ComplaintEvidence(origin, complaint.kind());
    return plan(complaint, Optional.empty(), observations(complaint, evidence));
  }

  private static PlannedWrite plan(
      Feedback feedback, Optional<Classification> classification, List<Observation> observations) {
    if (observations.isEmpty()) {
      return PlannedWrite.notKept(feedback, RecordingOutcome.Why.UNATTRIBUTED);
    }
    String historyId = observations.get(0).historyId();
    return new PlannedWrite(
        observations, List.of(), new RecordingOutcome.Kept(feedback, historyId, classification));
  }

  /** An imported delivery frees an address, but it does not count in the search for incidents. */
  private static PlannedWrite plan(Delivery delivery) {
    if (delivery.attribution() instanceof Attribution.Direct direct) {
      EmailAddress address = direct.address();
      LocalDate day = delivery.mail().day();
      List<DeliveryWrite> days = List.of(
          new DeliveryDay(Subject.of(address), day),
          new DeliveryDay(Subject.domainOf(address), day));
      DeliveryWrite recipient = new RecipientDay(address.domain(), day, RecipientHash.of(address));
      return new PlannedWrite(
          List.of(),
          delivery.mail().isImported()
              ? days
              : Stream.concat(days.stream(), Stream.of(recipient)).toList(),
          new RecordingOutcome.Kept(delivery, RecordingOutcome.DELIVERY, Optional.empty()));
    }
    return PlannedWrite.notKept(delivery, RecordingOutcome.Why.UNATTRIBUTED);
  }

  private static Evidence.Origin origin(Feedback feedback, Instant at, String feedbackId) {
    Attribution attribution = feedback.attribution();
    return new Evidence.Origin(
        at,
        feedback.mail().messageId(),
        feedbackId,
        attribution instanceof Attribution.Forwarded forwarded
            ? Optional.of(forwarded.via())
            : Optional.empty(),
        feedback.mail().tags(),
        spellings(feedback, attribution),
        feedback.mail().imported());
  }

  private static Evidence.Spellings spellings(Feedback feedback, Attribution attribution) {
    if (attribution instanceof Attribution.Direct direct) {
      return Evidence.Spellings.in(feedback, direct.address());
    }
    return attribution instanceof Attribution.Forwarded forwarded
        ? Evidence.Spellings.in(feedback, forwarded.address())
        : Evidence.Spellings.CANONICAL;
  }

  /**
   * A bounce is evidence about the address. A bounce that says that the domain does not exist is also
   * evidence about the domain, unless it was forwarded or imported: it is not known what the sender of an
   * imported bounce delivered to the domain.
   */
  private List<Observation> observations(
      Bounce bounce, Classification classification, Evidence.BounceEvidence evidence) {
    String historyId = classification.ruleId();
    String overflowId = RuleHistoryId.overflow(classification);
    RuleHistory history = RuleHistory.of(evidence);
    if (bounce.attribution() instanceof Attribution.Direct direct) {
      EmailAddress address = direct.address();
      boolean neverExpires = policy.neverExpires(PolicyRow.of(classification));
      Observation own =
          new Observation(Subject.of(address), historyId, overflowId, history, neverExpires);
      return classification.reason() == BounceReason.INVALID_DOMAIN
              && !bounce.mail().isImported()
          ? List.of(own, ofDomain(address, historyId, overflowId, evidence))
          : List.of(own);
    }
    return ofForward(bounce, RuleHistoryId.forwarded(classification.reason()), history);
  }

  /** The dossier of a domain knows its mailboxes by their hashes only. */
  private static Observation ofDomain(
      EmailAddress address, String historyId, String overflowId, Evidence.BounceEvidence evidence) {
    Evidence.BounceEvidence anonymous = new Evidence.BounceEvidence(
        evidence.origin().withoutSpellings(), evidence.deliveryStatus(), evidence.recordedReason());
    RuleHistory history = RuleHistory.of(anonymous, RecipientHash.of(address));
    return new Observation(Subject.domainOf(address), historyId, overflowId, history, false);
  }

  private List<Observation> observations(Complaint complaint, Evidence.ComplaintEvidence evidence) {
    RuleHistory history = RuleHistory.of(evidence);
    if (complaint.attribution() instanceof Attribution.Direct direct) {
      boolean neverExpires = policy.neverExpires(PolicyRow.of(evidence.kind()));
      Subject subject = Subject.of(direct.address());
      return List.of(new Observation(subject, evidence.kind().historyId(), history, neverExpires));
    }
    return ofForward(complaint, RuleHistoryId.forwarded(evidence.kind()), history);
  }

  private static List<Observation> ofForward(
      Feedback feedback, String historyId, RuleHistory history) {
    return feedback.attribution() instanceof Attribution.Forwarded forwarded
        ? List.of(new Observation(Subject.of(forwarded.address()), historyId, history, false))
        : List.of();
  }
}
