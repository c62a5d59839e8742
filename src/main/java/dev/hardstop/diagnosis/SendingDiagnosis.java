package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Confidence;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is wrong with our sending as a whole.
 *
 * @param name one of SENDER_REPUTATION, SENDER_AUTHENTICATION, RATE, DEAD_ADDRESSES (a stale list is
 *     mailed), NOTHING_UNUSUAL
 * @param confidence how far to trust it; low where there are no days to compare with
 * @param since the UTC day on which they turned; empty where nothing is unusual
 * @param organisations how many unrelated ones turned
 * @param gateways how many of them are behind which servers
 * @param concentratedOn the gateway that nearly all of them are behind
 * @param domains theirs, in order; bounded
 * @param spiking the reasons that no single domain can help
 * @param advice what to do
 */
public record SendingDiagnosis(
    Diagnosis.Name name,
    Confidence confidence,
    Optional<LocalDate> since,
    int organisations,
    Map<MailProvider, Integer> gateways,
    Optional<MailProvider> concentratedOn,
    List<String> domains,
    Set<BounceReason> spiking,
    Advice advice) {
  public SendingDiagnosis {
    requireNonNull(name, "name is null");
    requireNonNull(confidence, "confidence is null");
    requireNonNull(since, "since is null");
    gateways = Map.copyOf(gateways);
    requireNonNull(concentratedOn, "concentratedOn is null");
    domains = List.copyOf(domains);
    spiking = Set.copyOf(spiking);
    requireNonNull(advice, "advice is null");
  }

  static SendingDiagnosis nothing() {
    return new SendingDiagnosis(
        Diagnosis.Name.NOTHING_UNUSUAL,
        Confidence.HIGH,
        Optional.empty(),
        0,
        Map.of(),
        Optional.empty(),
        List.of(),
        Set.of(),
        DiagnosisAdvice.about(Diagnosis.Name.NOTHING_UNUSUAL, Optional.empty()));
  }

  /** Whether anything is wrong. */
  public boolean isUnusual() {
    return name != Diagnosis.Name.NOTHING_UNUSUAL;
  }

  /** What the diagnosis of a single domain must know of the others. */
  public GlobalSpikes globalSpikes() {
    return new GlobalSpikes(spiking);
  }
}
