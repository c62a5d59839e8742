package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

/**
 * What feedback adds to a dossier: one trace's worth, in one write.
 *
 * @param subject whose dossier
 * @param traceId the rule id, {@code via:} and the rule id for a forward, or the name of a
 *     complaint's trace
 * @param trace the days and the newest evidence of them
 * @param keep whether a suppression for this cause is or can become endless, so that the table must
 *     never let it expire
 */
public record Observation(Subject subject, String traceId, Trace trace, boolean keep) {
  public Observation {
    requireNonNull(subject, "subject is null");
    requireNonNull(traceId, "traceId is null");
    requireNonNull(trace, "trace is null");
  }

  /** Both observations of one subject and trace in one. */
  public Observation merge(Observation other) {
    return new Observation(subject, traceId, trace.merge(other.trace), keep || other.keep);
  }

  /** Observations of one group are written together. */
  public Group group() {
    return new Group(subject, traceId);
  }

  /** One subject and one trace. */
  public record Group(Subject subject, String traceId) {}
}
