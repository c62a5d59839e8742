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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Classifies feedback and adds it to the dossiers of those who are meant. */
public final class Recorder {
  private final RuleBook book;
  private final SuppressionPolicy policy;
  private final SuppressionList list;
  private final Executor writers;

  /**
   * @param writers runs the writes of a batch side by side; its bound is theirs
   */
  public Recorder(RuleBook book, SuppressionPolicy policy, SuppressionList list, Executor writers) {
    this.book = requireNonNull(book, "book is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.list = requireNonNull(list, "list is null");
    this.writers = requireNonNull(writers, "writers is null");
  }

  /** Records a batch, however long it takes. */
  public List<RecordingOutcome> record(List<? extends Feedback> batch) {
    return record(batch, () -> false);
  }

  /**
   * Records a batch: what is about one subject and one rule in one write. Each feedback fails
   * alone, and recording it again changes nothing but what had failed.
   *
   * @param outOfTime asked before each call to the table, by several threads: once it is true, none
   *     is started any more, and what would have needed one fails by an {@link OutOfTimeException}
   * @return an outcome for each feedback, in their order
   */
  public List<RecordingOutcome> record(List<? extends Feedback> batch, BooleanSupplier outOfTime) {
    List<PlannedWrite> entries = batch.stream().map(this::examined).toList();
    BatchWrite write = new BatchWrite(list, writers, outOfTime);
    write.observe(
        entries.stream().flatMap(entry -> entry.observations().stream()).toList());
    write.deliver(entries.stream().flatMap(entry -> entry.deliveries().stream()).toList());
    return entries.stream().map(entry -> entry.outcome(write)).toList();
  }

  /** What one feedback makes us stumble over must not cost the others of its batch. */
  private PlannedWrite examined(Feedback feedback) {
    try {
      return examine(feedback);
    } catch (RuntimeException ours) {
      return PlannedWrite.failed(feedback, ours);
    }
  }

  private PlannedWrite examine(Feedback feedback) {
    if (feedback instanceof Bounce bounce) {
      return examine(bounce);
    }
    if (feedback instanceof Complaint complaint) {
      return examine(complaint);
    }
    return examine((Delivery) feedback);
  }

  private PlannedWrite examine(Bounce bounce) {
    if (bounce.isDelayed()) {
      return PlannedWrite.notKept(bounce, RecordingOutcome.Why.DELAYED);
    }
    if (!bounce.isFailed()) {
      return PlannedWrite.notKept(bounce, RecordingOutcome.Why.NOT_FAILED);
    }
    DeliveryStatus said = DeliveryStatus.of(bounce);
    Classification classification = book.classify(said);
    if (classification.reason() == BounceReason.AUTO_REPLY) {
      return PlannedWrite.notKept(bounce, RecordingOutcome.Why.AUTO_REPLY);
    }
    EvidenceOrigin from = new EvidenceOrigin(
        bounce.mail().timestamp(),
        bounce.mail().messageId(),
        bounce.feedbackId(),
        via(bounce.attribution()));
    Evidence.OfBounce evidence = new Evidence.OfBounce(from, said, classification.reason());
    return PlannedWrite.kept(
        bounce,
        classification.ruleId(),
        Optional.of(classification),
        observations(bounce, classification, evidence));
  }

  private PlannedWrite examine(Complaint complaint) {
    EvidenceOrigin from = new EvidenceOrigin(
        complaint.countsAt(),
        complaint.mail().messageId(),
        complaint.feedbackId(),
        via(complaint.attribution()));
    Evidence.OfComplaint evidence = new Evidence.OfComplaint(from, complaint.kind());
    String historyId = complaint.kind().historyId();
    return PlannedWrite.kept(
        complaint, historyId, Optional.empty(), observations(complaint, evidence));
  }

  private static PlannedWrite examine(Delivery delivery) {
    if (delivery.attribution() instanceof Attribution.Direct direct) {
      EmailAddress address = direct.address();
      LocalDate day = delivery.mail().day();
      return PlannedWrite.delivered(
          delivery,
          List.of(
              new DeliveryDay(Subject.of(address), day),
              new DeliveryDay(Subject.domainOf(address), day),
              new RecipientDay(address.domain(), day, RecipientHash.of(address))));
    }
    return PlannedWrite.notKept(delivery, RecordingOutcome.Why.UNATTRIBUTED);
  }

  private static Optional<String> via(Attribution attribution) {
    return attribution instanceof Attribution.Forwarded forwarded
        ? Optional.of(forwarded.via())
        : Optional.empty();
  }

  /** The address's own, and for a domain that does not exist the domain's; by a forward no domain's. */
  private List<Observation> observations(
      Bounce bounce, Classification classification, Evidence.OfBounce evidence) {
    String historyId = classification.ruleId();
    String overflowId = RuleHistoryId.overflow(classification);
    RuleHistory history = RuleHistory.of(evidence);
    if (bounce.attribution() instanceof Attribution.Direct direct) {
      EmailAddress address = direct.address();
      boolean keep = policy.keeps(PolicyRow.of(classification));
      Observation own = new Observation(Subject.of(address), historyId, overflowId, history, keep);
      return isAboutDomain(evidence)
          ? List.of(own, ofDomain(address, historyId, overflowId, evidence))
          : List.of(own);
    }
    String forwarded = RuleHistoryId.forwarded(classification.reason());
    return behind(bounce, forwarded, history);
  }

  private Observation ofDomain(
      EmailAddress address, String historyId, String overflowId, Evidence evidence) {
    RuleHistory history = RuleHistory.of(evidence, RecipientHash.of(address));
    return new Observation(Subject.domainOf(address), historyId, overflowId, history, false);
  }

  private List<Observation> observations(Complaint complaint, Evidence.OfComplaint evidence) {
    RuleHistory history = RuleHistory.of(evidence);
    if (complaint.attribution() instanceof Attribution.Direct direct) {
      boolean keep = policy.keeps(PolicyRow.of(evidence.kind()));
      Subject subject = Subject.of(direct.address());
      return List.of(new Observation(subject, evidence.kind().historyId(), history, keep));
    }
    return behind(complaint, RuleHistoryId.forwarded(evidence.kind()), history);
  }

  private static List<Observation> behind(
      Feedback feedback, String historyId, RuleHistory history) {
    return feedback.attribution() instanceof Attribution.Forwarded forwarded
        ? List.of(new Observation(Subject.of(forwarded.address()), historyId, history, false))
        : List.of();
  }

  private static boolean isAboutDomain(Evidence.OfBounce evidence) {
    return evidence.filedUnder() == BounceReason.INVALID_DOMAIN;
  }
}
