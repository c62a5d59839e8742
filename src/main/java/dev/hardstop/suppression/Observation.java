package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import java.util.List;

/**
 * What feedback adds to one rule history of a dossier, in one write.
 *
 * @param subject the subject of the dossier
 * @param historyId the id of the history; see {@link RuleHistoryId}
 * @param overflowId the history that it is added to if the dossier has no room for another rule; the
 *     same as {@code historyId} if there is always room
 * @param history what is added
 * @param neverExpires whether a suppression for this cause is or can become endless, so that the table must
 *     never let it expire
 */
public record Observation(
    Subject subject,
    String historyId,
    String overflowId,
    RuleHistory history,
    boolean neverExpires) {
  public Observation {
    requireNonNull(subject, "subject is null");
    requireNonNull(historyId, "historyId is null");
    requireNonNull(overflowId, "overflowId is null");
    requireNonNull(history, "history is null");
  }

  /** Creates an observation for which there is always room. */
  public Observation(Subject subject, String historyId, RuleHistory history, boolean neverExpires) {
    this(subject, historyId, historyId, history, neverExpires);
  }

  /**
   * The observation that brings a history of one dossier into another one.
   *
   * @throws IllegalArgumentException if the history has an id that does not fit its evidence
   */
  public static Observation ofStored(
      Subject subject, String historyId, RuleHistory history, boolean neverExpires, RuleBook book) {
    if (!RuleHistoryId.isBounded(historyId)) {
      return new Observation(subject, historyId, history, neverExpires);
    }
    if (history.newest() instanceof Evidence.BounceEvidence bounce) {
      String overflowId = RuleHistoryId.overflow(
          RuleHistoryId.asRecorded(historyId, bounce.recordedReason(), book));
      return new Observation(subject, historyId, overflowId, history, neverExpires);
    }
    throw new IllegalArgumentException("the history of a rule about bounces contains a complaint");
  }

  /** Whether it belongs to a history of a kind whose number is limited. */
  public boolean isBounded() {
    return !overflowId.equals(historyId);
  }

  /** Whether all of it was imported. */
  public boolean isImported() {
    return history.matches().stream().allMatch(RuleMatch::isImported);
  }

  /** How much of its history a dossier keeps. */
  public RuleHistory.Limits limits() {
    return RuleHistoryId.isForwarded(historyId)
        ? RuleHistory.Limits.OF_A_FORWARD
        : history.limits();
  }

  /** This observation in the form that is added if there is no room. */
  public Observation overflow() {
    return new Observation(subject, overflowId, history.withoutWordings(), neverExpires);
  }

  /** The parts of this observation, one for each wording. */
  public List<Observation> ofEachWording() {
    return history.ofEachWording().stream()
        .map(part -> new Observation(subject, historyId, overflowId, part, neverExpires))
        .toList();
  }

  /** Merges two observations of the same subject and history. */
  public Observation merge(Observation other) {
    return new Observation(
        subject,
        historyId,
        overflowId,
        history.merge(other.history),
        neverExpires || other.neverExpires);
  }

  /** Observations of the same group are written together. */
  public Group group() {
    return new Group(subject, historyId);
  }

  /** One subject and one history. */
  public record Group(Subject subject, String historyId) {}
}
