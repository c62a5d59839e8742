package dev.hardstop.http;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A manual action in a response body. These fields are the same for every kind: {@code id} (unique
 * within the subject), {@code kind}, {@code who} (the IAM identity of the person who acted), {@code
 * why} (the reason that this person gave, 1 to 500 characters) and {@code at} (UTC, to the
 * millisecond).
 */
sealed interface ManualActionResponse {
  static ManualActionResponse of(ManualAction action) {
    if (action instanceof ManualAction.Release release) {
      return ReleaseResponse.of(release);
    }
    if (action instanceof ManualAction.Suppression suppression) {
      return SuppressionResponse.of(suppression);
    }
    return ExcludedDaysResponse.of((ManualAction.ExcludeDays) action);
  }

  /**
   * The body of the answer to {@code POST /v1/release} and {@code POST /v1/suppress}.
   *
   * @param subject the address in canonical form, or {@code @domain}
   * @param verdict the verdict on the subject after the action; its fields are siblings of {@code
   *     subject}
   * @param action the action that was recorded
   */
  @RegisterForReflection
  record Recorded(
      String subject, @JsonUnwrapped VerdictResponse verdict, ManualActionResponse action) {
    static Recorded of(Subject subject, Verdict verdict, ManualAction action) {
      return new Recorded(
          subject.key(), VerdictResponse.of(verdict), ManualActionResponse.of(action));
    }

    /** Omits the subject, which is personal data. */
    @Override
    public String toString() {
      return "Recorded[" + action + "]";
    }
  }

  /**
   * A release.
   *
   * @param kind {@code release}
   * @param includeComplaint whether complaints are lifted as well
   */
  @RegisterForReflection
  record ReleaseResponse(
      String id, String kind, boolean includeComplaint, String who, String why, Instant at)
      implements ManualActionResponse {
    private static ReleaseResponse of(ManualAction.Release action) {
      return new ReleaseResponse(
          action.id(),
          "release",
          action.includeComplaint(),
          action.who(),
          action.why(),
          action.at());
    }

    /** Omits who and why, which are personal data. */
    @Override
    public String toString() {
      return "ReleaseResponse[" + id + ", " + at + "]";
    }
  }

  /**
   * A manual suppression.
   *
   * @param kind {@code suppression}
   * @param until the first UTC day on which mail may be tried again; null if there is no end
   * @param streams optional: the streams whose mail is suppressed, if not all are
   */
  @RegisterForReflection
  record SuppressionResponse(
      String id,
      String kind,
      LocalDate until,
      @JsonInclude(NON_NULL) List<String> streams,
      String who,
      String why,
      Instant at)
      implements ManualActionResponse {
    private static SuppressionResponse of(ManualAction.Suppression action) {
      return new SuppressionResponse(
          action.id(),
          "suppression",
          action.until().orElse(null),
          VerdictResponse.nullIfEmpty(action.streams()),
          action.who(),
          action.why(),
          action.at());
    }

    /** Omits who and why, which are personal data. */
    @Override
    public String toString() {
      return "SuppressionResponse[" + id + ", " + at + "]";
    }
  }

  /**
   * Days on which the bounces at a domain do not count.
   *
   * @param kind {@code excluded-days}
   * @param from the first excluded UTC day
   * @param to the last excluded UTC day
   * @param reasons which bounces do not count; empty for all
   */
  @RegisterForReflection
  record ExcludedDaysResponse(
      String id,
      String kind,
      LocalDate from,
      LocalDate to,
      List<String> reasons,
      String who,
      String why,
      Instant at)
      implements ManualActionResponse {
    private static ExcludedDaysResponse of(ManualAction.ExcludeDays action) {
      return new ExcludedDaysResponse(
          action.id(),
          "excluded-days",
          action.from(),
          action.to(),
          action.reasons().stream().sorted().map(BounceReason::name).toList(),
          action.who(),
          action.why(),
          action.at());
    }

    /** Omits who and why, which are personal data. */
    @Override
    public String toString() {
      return "ExcludedDaysResponse[" + id + ", " + at + "]";
    }
  }
}
