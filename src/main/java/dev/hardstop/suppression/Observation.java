package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What feedback adds to a dossier: one trace's worth, in one write.
 *
 * @param subject whose dossier
 * @param traceId which trace: see {@link TraceId}
 * @param overflowId the trace that takes it where the dossier has no room for another rule; the same
 *     as {@code traceId} for what always has room
 * @param trace what was seen
 * @param keep whether a suppression for this cause is or can become endless, so that the table must
 *     never let it expire
 */
public record Observation(
    Subject subject, String traceId, String overflowId, Trace trace, boolean keep) {
  public Observation {
    requireNonNull(subject, "subject is null");
    requireNonNull(traceId, "traceId is null");
    requireNonNull(overflowId, "overflowId is null");
    requireNonNull(trace, "trace is null");
  }

  /** One that always has room. */
  public Observation(Subject subject, String traceId, Trace trace, boolean keep) {
    this(subject, traceId, traceId, trace, keep);
  }

  /** Whether it needs room: one of the traces whose number is bounded. */
  public boolean isBounded() {
    return !overflowId.equals(traceId);
  }

  /** The same where there is no room. */
  public Observation overflow() {
    return new Observation(subject, overflowId, trace.withoutWordings(), keep);
  }

  /** The part of each wording. */
  public List<Observation> ofEachWording() {
    return trace.ofEachWording().stream()
        .map(part -> new Observation(subject, traceId, overflowId, part, keep))
        .toList();
  }

  /** Both observations of one subject and trace in one. */
  public Observation merge(Observation other) {
    return new Observation(
        subject, traceId, overflowId, trace.merge(other.trace), keep || other.keep);
  }

  /** Observations of one group are written together. */
  public Group group() {
    return new Group(subject, traceId);
  }

  /** One subject and one trace. */
  public record Group(Subject subject, String traceId) {}
}
