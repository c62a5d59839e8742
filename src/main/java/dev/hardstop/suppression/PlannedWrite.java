package dev.hardstop.suppression;

import dev.hardstop.classification.Classification;
import dev.hardstop.feedback.Feedback;
import java.util.List;
import java.util.Optional;

/** One feedback of a batch: what it adds to the table, and what its outcome is once that is done. */
record PlannedWrite(
    Feedback feedback,
    List<Observation> observations,
    List<DeliveryWrite> deliveries,
    RecordingOutcome whenWritten) {

  static PlannedWrite kept(
      Feedback feedback,
      String historyId,
      Optional<Classification> classification,
      List<Observation> observations) {
    return observations.isEmpty()
        ? notKept(feedback, RecordingOutcome.Why.UNATTRIBUTED)
        : new PlannedWrite(
            feedback,
            observations,
            List.of(),
            new RecordingOutcome.Kept(feedback, observations.get(0).historyId(), classification));
  }

  static PlannedWrite delivered(Feedback feedback, List<DeliveryWrite> deliveries) {
    return new PlannedWrite(
        feedback,
        List.of(),
        deliveries,
        new RecordingOutcome.Kept(feedback, RecordingOutcome.DELIVERY, Optional.empty()));
  }

  static PlannedWrite failed(Feedback feedback, RuntimeException cause) {
    return new PlannedWrite(
        feedback, List.of(), List.of(), new RecordingOutcome.Failed(feedback, cause));
  }

  static PlannedWrite notKept(Feedback feedback, RecordingOutcome.Why why) {
    return new PlannedWrite(
        feedback, List.of(), List.of(), new RecordingOutcome.NotKept(feedback, why));
  }

  RecordingOutcome outcome(BatchWrite write) {
    Optional<RuntimeException> failure = write.failureOf(observations, deliveries);
    if (failure.isPresent()) {
      return new RecordingOutcome.Failed(feedback, failure.get());
    }
    if (!deliveries.isEmpty() && !write.wasNews(deliveries)) {
      return new RecordingOutcome.NotKept(feedback, RecordingOutcome.Why.NO_NEWS);
    }
    return whenWritten;
  }
}
