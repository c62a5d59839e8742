package dev.hardstop.http;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.http.HttpRequest.QueryString;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import dev.hardstop.suppression.VerdictState;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The filters of {@code GET /v1/suppressions}. Each filter applies to the field of the verdict with the same name. A
 * verdict must pass all filters.
 *
 * @param states any of these, in lower case; empty for all states except {@code clear}
 * @param reasons any of these; empty for all
 * @param culprits any of these, in lower case; empty for all
 * @param domain in A-labels; empty for all
 * @param stream a stream of the policy, for whose mail the verdicts are; empty for the gravest verdict over all
 *     streams
 * @param since the first day of the evidence is this day or later
 * @param until the verdict ends on this day or earlier; a verdict without an end does not pass
 * @param cursor the {@code next} of the previous page; empty for the first page
 */
record SuppressionFilter(
    Set<String> states,
    Set<String> reasons,
    Set<String> culprits,
    Optional<String> domain,
    Optional<String> stream,
    Optional<LocalDate> since,
    Optional<LocalDate> until,
    Optional<String> cursor) {
  private static final String STATE = "state";
  private static final String REASON = "reason";
  private static final String CULPRIT = "culprit";
  private static final String DOMAIN = "domain";
  private static final String SINCE = "since";
  private static final String UNTIL = "until";
  private static final String CURSOR = "cursor";
  private static final List<String> PARAMETERS =
      List.of(STATE, REASON, CULPRIT, DOMAIN, HttpRequest.STREAM, SINCE, UNTIL, CURSOR);

  private static final Set<String> STATES = names(VerdictState.values());
  private static final Set<String> REASONS = Stream.concat(
          Stream.of(BounceReason.values()).map(BounceReason::name),
          VerdictCause.REASONS_WITHOUT_BOUNCE.stream())
      .collect(Collectors.toCollection(LinkedHashSet::new));
  private static final Set<String> CULPRITS = names(Culprit.values());

  /** Returns the names in the order of the constants, so that an error lists states by gravity. */
  private static Set<String> names(Enum<?>... constants) {
    return Stream.of(constants)
        .map(VerdictResponse::lowerCase)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Reads the query string of a request.
   *
   * @throws ProblemException 400 for an unknown value; the message lists the known ones
   */
  static SuppressionFilter of(HttpRequest request, Streams streams) {
    QueryString query = QueryString.of(request, PARAMETERS);
    Optional<String> stream = query.optionalText(HttpRequest.STREAM);
    stream.ifPresent(name -> ProblemException.requireListed(name, streams));
    return new SuppressionFilter(
        values(query, STATE, STATES),
        values(query, REASON, REASONS),
        values(query, CULPRIT, CULPRITS),
        query.optionalText(DOMAIN).map(HttpRequest::domain),
        stream,
        day(query, SINCE),
        day(query, UNTIL),
        query.cursor(CURSOR));
  }

  /** The values of a parameter, separated by commas; empty if it is absent. */
  private static Set<String> values(QueryString query, String name, Set<String> known) {
    Set<String> values = query.optionalText(name).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .collect(Collectors.toSet());
    if (!known.containsAll(values)) {
      throw ProblemException.badRequest(
          name + " must be one or more of these, with commas between them: "
              + String.join(", ", known) + ".");
    }
    return values;
  }

  private static Optional<LocalDate> day(QueryString query, String name) {
    return query.optionalText(name).map(text -> ManualActionRequest.date(name, text));
  }

  /** Whether a verdict passes all filters. */
  boolean passes(Verdict verdict) {
    String state = VerdictResponse.lowerCase(verdict.state());
    return (states.isEmpty() ? verdict.state() != VerdictState.CLEAR : states.contains(state))
        && isAmong(reasons, verdict.reason())
        && isAmong(
            culprits,
            verdict.cause().flatMap(VerdictCause::culprit).map(VerdictResponse::lowerCase))
        && since
            .map(day -> verdict.since().filter(first -> !first.isBefore(day)).isPresent())
            .orElse(true)
        && until
            .map(day -> verdict.until().filter(end -> !end.isAfter(day)).isPresent())
            .orElse(true);
  }

  private static boolean isAmong(Set<String> wanted, Optional<String> value) {
    return wanted.isEmpty() || value.filter(wanted::contains).isPresent();
  }
}
