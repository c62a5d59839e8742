package dev.hardstop.http;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A verdict in a response body. Days are UTC days. Every field is always present, and null if it has no value. A
 * field that is marked as optional is present only if it applies.
 *
 * @param suppressed whether mail must not be sent
 * @param state the {@link dev.hardstop.suppression.VerdictState} in lower case
 * @param reason the reason of the bounce, or {@code COMPLAINT}, {@code DOMAIN_INCIDENT} or {@code MANUAL}
 * @param culprit the party at fault, in lower case
 * @param confidence how sure the classification is: {@code high}, {@code medium} or {@code low}
 * @param since the first day of the evidence
 * @param until the first day on which mail may be tried again; null if there is no end
 * @param rule the id of the rule that decided
 * @param reply what the receiver replied, masked; at most 512 bytes
 * @param sesBounceType SES's own bounce type and subtype, such as {@code Permanent/General}
 * @param manualAction optional: the manual suppression that is the cause
 * @param days the newest days of the evidence, at most {@value #MOST_DAYS}, in ascending order
 * @param advice what to do
 * @param about optional: {@code @domain}, if the cause concerns the whole domain
 * @param ambiguous optional: true if the complaint named several recipients
 * @param onSesList optional: true if the address is on a suppression list of SES
 * @param incident optional: the id of the incident that holds the whole domain now
 * @param unsubscribed optional: the newest day on which the address left a contact list
 * @param unsubscribedStreams optional: the streams of these lists, if each list concerns a configured stream
 * @param imported optional: the format of the file that the evidence was imported from, such as {@code
 *     sendgrid-bounces}
 * @param streams optional: the streams that {@code state} holds for, if it does not hold for all
 */
@RegisterForReflection
public record VerdictResponse(
    boolean suppressed,
    String state,
    String reason,
    String culprit,
    String confidence,
    LocalDate since,
    LocalDate until,
    String rule,
    String reply,
    String sesBounceType,
    @JsonInclude(NON_NULL) ManualActionResponse manualAction,
    List<LocalDate> days,
    String advice,
    @JsonInclude(NON_NULL) String about,
    @JsonInclude(NON_NULL) Boolean ambiguous,
    @JsonInclude(NON_NULL) Boolean onSesList,
    @JsonInclude(NON_NULL) String incident,
    @JsonInclude(NON_NULL) LocalDate unsubscribed,
    @JsonInclude(NON_NULL) List<String> unsubscribedStreams,
    @JsonInclude(NON_NULL) String imported,
    @JsonInclude(NON_NULL) List<String> streams) {
  static final int MOST_DAYS = 30;

  /** Returns the answer of the API about an address with this verdict. */
  public static VerdictResponse of(Verdict verdict) {
    Optional<VerdictCause> cause = verdict.cause();
    Optional<VerdictCause.OfBounce> bounce = cause
        .filter(VerdictCause.OfBounce.class::isInstance)
        .map(VerdictCause.OfBounce.class::cast);
    return new VerdictResponse(
        verdict.isSuppressed(),
        lowerCase(verdict.state()),
        cause.map(VerdictCause::reason).orElse(null),
        cause.flatMap(VerdictCause::culprit).map(VerdictResponse::lowerCase).orElse(null),
        bounce.map(it -> lowerCase(it.classification().confidence())).orElse(null),
        verdict.since().orElse(null),
        verdict.until().orElse(null),
        cause.flatMap(VerdictCause::rule).orElse(null),
        bounce.map(it -> nullIfEmpty(it.deliveryStatus().words().value())).orElse(null),
        bounce
            .map(it -> nullIfEmpty(it.deliveryStatus().sesBounceType().toString()))
            .orElse(null),
        cause.map(VerdictResponse::manualAction).orElse(null),
        newest(List.copyOf(verdict.days())),
        nullIfEmpty(verdict.advice()),
        verdict.subject() instanceof Subject.Domain domain ? domain.key() : null,
        trueOrNull(verdict.ambiguous()),
        trueOrNull(verdict.onSesList()),
        verdict.incident().orElse(null),
        verdict.unsubscribed().map(Verdict.Unsubscribed::day).orElse(null),
        verdict.unsubscribed().map(it -> nullIfEmpty(it.streams())).orElse(null),
        cause
            .flatMap(VerdictCause::origin)
            .map(it -> nullIfEmpty(it.imported()))
            .orElse(null),
        nullIfEmpty(verdict.streams()));
  }

  private static ManualActionResponse manualAction(VerdictCause cause) {
    return cause instanceof VerdictCause.OfManualAction manual
        ? ManualActionResponse.of(manual.action())
        : null;
  }

  /** Returns the name of a constant in the form of response bodies, such as {@code high}. */
  static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  static List<String> nullIfEmpty(Set<String> texts) {
    return texts.isEmpty() ? null : List.copyOf(texts);
  }

  static Boolean trueOrNull(boolean flag) {
    return flag ? true : null;
  }

  private static List<LocalDate> newest(List<LocalDate> days) {
    return days.subList(Math.max(0, days.size() - MOST_DAYS), days.size());
  }

  /** Omits the reply, which is untrusted text. */
  @Override
  public String toString() {
    return "VerdictResponse[" + state + ", " + reason + "]";
  }
}
