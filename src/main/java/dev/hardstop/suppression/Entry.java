package dev.hardstop.suppression;

import dev.hardstop.classification.Classification;
import dev.hardstop.feedback.Feedback;
import java.util.List;
import java.util.Optional;

/** One feedback of a batch: what it adds to the table, and what its outcome is once that is done. */
record Entry(
    Feedback feedback,
    List<Observation> observations,
    List<DeliveryNote> deliveries,
    Outcome whenWritten) {

  static Entry kept(
      Feedback feedback,
      String traceId,
      Optional<Classification> classification,
      List<Observation> observations) {
    return observations.isEmpty()
        ? notKept(feedback, Outcome.Why.UNATTRIBUTED)
        : new Entry(
            feedback,
            observations,
            List.of(),
            new Outcome.Kept(feedback, observations.get(0).traceId(), classification));
  }

  static Entry delivered(Feedback feedback, List<DeliveryNote> deliveries) {
    return new Entry(
        feedback,
        List.of(),
        deliveries,
        new Outcome.Kept(feedback, Outcome.DELIVERY, Optional.empty()));
  }

  static Entry failed(Feedback feedback, RuntimeException cause) {
    return new Entry(feedback, List.of(), List.of(), new Outcome.Failed(feedback, cause));
  }

  static Entry notKept(Feedback feedback, Outcome.Why why) {
    return new Entry(feedback, List.of(), List.of(), new Outcome.NotKept(feedback, why));
  }

  Outcome outcome(BatchWrite write) {
    Optional<RuntimeException> failure = write.failureOf(observations, deliveries);
    if (failure.isPresent()) {
      return new Outcome.Failed(feedback, failure.get());
    }
    if (!deliveries.isEmpty() && !write.wasNews(deliveries)) {
      return new Outcome.NotKept(feedback, Outcome.Why.NO_NEWS);
    }
    return whenWritten;
  }
}
