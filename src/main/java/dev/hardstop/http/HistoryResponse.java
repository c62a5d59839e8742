package dev.hardstop.http;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.RuleSummary;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The body of the answer to {@code GET /v1/addresses/{address}/history}: everything that is known about one address.
 * Days are UTC days.
 *
 * @param address in canonical form
 * @param summary one plain sentence, which a person can read out
 * @param tellUser what an application may show to the person whose address it is
 * @param verdict the present verdict
 * @param rules the evidence by rule, the newest evidence first
 * @param deliveries the days of delivered messages that are stored, in ascending order
 * @param actions what people decided about the address, the oldest first
 * @param domain what is known about the domain of the address
 */
@RegisterForReflection
record HistoryResponse(
    String address,
    String summary,
    String tellUser,
    VerdictResponse verdict,
    List<RuleEvidence> rules,
    List<LocalDate> deliveries,
    List<ManualActionResponse> actions,
    DomainHistory domain) {

  static HistoryResponse of(
      Dossier address, Dossier domain, Verdict verdict, RuleBook book, Instant now) {
    PlainWords words = new PlainWords(verdict);
    return new HistoryResponse(
        address.subject().key(),
        words.summary(),
        words.tellUser(),
        VerdictResponse.of(verdict),
        RuleSummary.of(address, book).stream().map(RuleEvidence::of).toList(),
        List.copyOf(address.delivered()),
        actions(address),
        new DomainHistory(
            domain.subject().domain(),
            domain
                .incident()
                .map(incident -> DomainResponse.NewestIncident.of(
                    incident, domain.holdingIncident(now).isPresent()))
                .orElse(null),
            actions(domain)));
  }

  private static List<ManualActionResponse> actions(Dossier dossier) {
    return dossier.manualActions().stream().map(ManualActionResponse::of).toList();
  }

  /** Omits the address and all data about it. */
  @Override
  public String toString() {
    return "HistoryResponse[" + verdict + "]";
  }

  /**
   * The evidence that one rule matched, or of one kind of complaint.
   *
   * @param rule the id of the rule by today's rule book, or the kind of complaint
   * @param reason why the messages bounced, or {@code COMPLAINT}
   * @param culprit the party at fault, in lower case; null if there is none
   * @param confidence how sure the classification is; null for a complaint
   * @param days all days that are kept, in ascending order
   * @param newest the newest evidence
   */
  @RegisterForReflection
  record RuleEvidence(
      String rule,
      String reason,
      String culprit,
      String confidence,
      List<LocalDate> days,
      NewestEvidence newest) {
    private static RuleEvidence of(RuleSummary summary) {
      VerdictCause cause = summary.cause();
      return new RuleEvidence(
          cause.rule().orElse(null),
          cause.reason(),
          cause.culprit().map(VerdictResponse::lowerCase).orElse(null),
          cause instanceof VerdictCause.OfBounce bounce
              ? VerdictResponse.lowerCase(bounce.classification().confidence())
              : null,
          List.copyOf(summary.days()),
          NewestEvidence.of(summary.newest()));
    }
  }

  /**
   * A piece of evidence. An optional field is present only if it is known.
   *
   * @param at when the message was sent; for a complaint, the time that counts
   * @param reply optional: what the receiver replied, masked; at most 512 bytes
   * @param status optional: the enhanced status code that SES reported (RFC 3463)
   * @param sesBounceType optional: SES's own bounce type and subtype
   * @param messageId optional: SES's id of the message
   * @param feedbackId optional: SES's id of the notification
   * @param configurationSet optional: the configuration set of the message
   * @param stream optional: the message tag {@code hardstop-stream}
   * @param tenant optional: the SES tenant
   * @param forwardedTo optional: the domain at which the message bounced after a forward
   * @param imported optional: the format of the file that it was imported from
   */
  @RegisterForReflection
  record NewestEvidence(
      Instant at,
      @JsonInclude(NON_NULL) String reply,
      @JsonInclude(NON_NULL) String status,
      @JsonInclude(NON_NULL) String sesBounceType,
      @JsonInclude(NON_NULL) String messageId,
      @JsonInclude(NON_NULL) String feedbackId,
      @JsonInclude(NON_NULL) String configurationSet,
      @JsonInclude(NON_NULL) String stream,
      @JsonInclude(NON_NULL) String tenant,
      @JsonInclude(NON_NULL) String forwardedTo,
      @JsonInclude(NON_NULL) String imported) {
    private static NewestEvidence of(Evidence evidence) {
      Evidence.Origin origin = evidence.origin();
      Optional<Evidence.BounceEvidence> bounce = Optional.of(evidence)
          .filter(Evidence.BounceEvidence.class::isInstance)
          .map(Evidence.BounceEvidence.class::cast);
      return new NewestEvidence(
          origin.at(),
          bounce.map(it -> orNull(it.deliveryStatus().words().value())).orElse(null),
          bounce.map(it -> orNull(it.deliveryStatus().status())).orElse(null),
          bounce
              .map(it -> orNull(it.deliveryStatus().sesBounceType().toString()))
              .orElse(null),
          orNull(origin.messageId()),
          orNull(origin.feedbackId()),
          orNull(origin.tags().configurationSet()),
          orNull(origin.tags().stream()),
          orNull(origin.tags().tenant()),
          origin.via().orElse(null),
          orNull(origin.imported()));
    }

    private static String orNull(String text) {
      return VerdictResponse.nullIfEmpty(text);
    }

    /** Omits the reply, which is untrusted text. */
    @Override
    public String toString() {
      return "NewestEvidence[" + at + "]";
    }
  }

  /**
   * What is known about the domain of the address.
   *
   * @param domain in A-labels
   * @param incident the newest incident; null if there was none
   * @param actions what people decided about the whole domain, the oldest first
   */
  @RegisterForReflection
  record DomainHistory(
      String domain, DomainResponse.NewestIncident incident, List<ManualActionResponse> actions) {}
}
