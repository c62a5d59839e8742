package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What feedback adds to a dossier: one trace's worth, in one write.
 *
 * @param subject whose dossier
 * @param historyId which trace: see {@link RuleHistoryId}
 * @param overflowId the trace that takes it where the dossier has no room for another rule; the same
 *     as {@code traceId} for what always has room
 * @param history what was seen
 * @param keep whether a suppression for this cause is or can become endless, so that the table must
 *     never let it expire
 */
public record Observation(
    Subject subject, String historyId, String overflowId, RuleHistory history, boolean keep) {
  public Observation {
    requireNonNull(subject, "subject is null");
    requireNonNull(historyId, "traceId is null");
    requireNonNull(overflowId, "overflowId is null");
    requireNonNull(history, "trace is null");
  }

  /** One that always has room. */
  public Observation(Subject subject, String historyId, RuleHistory history, boolean keep) {
    this(subject, historyId, historyId, history, keep);
  }

  /** Whether it needs room: one of the traces whose number is bounded. */
  public boolean isBounded() {
    return !overflowId.equals(historyId);
  }

  /** The same where there is no room. */
  public Observation overflow() {
    return new Observation(subject, overflowId, history.withoutWordings(), keep);
  }

  /** The part of each wording. */
  public List<Observation> ofEachWording() {
    return history.ofEachWording().stream()
        .map(part -> new Observation(subject, historyId, overflowId, part, keep))
        .toList();
  }

  /** Both observations of one subject and trace in one. */
  public Observation merge(Observation other) {
    return new Observation(
        subject, historyId, overflowId, history.merge(other.history), keep || other.keep);
  }

  /** Observations of one group are written together. */
  public Group group() {
    return new Group(subject, historyId);
  }

  /** One subject and one trace. */
  public record Group(Subject subject, String historyId) {}
}
