package dev.hardstop.suppression;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Feedback;
import java.util.List;
import java.util.concurrent.Executor;

/** Placeholder: signatures stay. Classifies feedback and adds it to the dossiers. */
public final class Recorder {

  /** A recorder that writes with the threads of this executor. */
  public Recorder(RuleBook book, SuppressionPolicy policy, SuppressionList list, Executor writers) {
    throw new UnsupportedOperationException("to be written");
  }

  /**
   * Records a batch. Each feedback fails alone.
   *
   * @return an outcome for each feedback, in their order
   */
  public List<Outcome> record(List<? extends Feedback> batch) {
    throw new UnsupportedOperationException("to be written");
  }
}
