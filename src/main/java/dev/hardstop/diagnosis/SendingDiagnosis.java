package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
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
 * @param confidence how reliable it is; low where there are no days to compare with
 * @param since the UTC day on which the organisations began to bounce; empty where nothing is unusual
 * @param organisations the number of unrelated organisations that began to bounce
 * @param providers the number of these organisations by who runs their servers
 * @param concentratedOn the provider that runs the servers of nearly all of them
 * @param domains the domains of the organisations, in order; bounded
 * @param spiking the reasons that no single domain is responsible for
 * @param advice what to do
 */
public record SendingDiagnosis(
    Diagnosis.Name name,
    Confidence confidence,
    Optional<LocalDate> since,
    int organisations,
    Map<MailProvider, Integer> providers,
    Optional<MailProvider> concentratedOn,
    List<String> domains,
    Set<BounceReason> spiking,
    Advice advice) {
  public SendingDiagnosis {
    requireNonNull(name, "name is null");
    requireNonNull(confidence, "confidence is null");
    requireNonNull(since, "since is null");
    providers = Map.copyOf(providers);
    requireNonNull(concentratedOn, "concentratedOn is null");
    domains = List.copyOf(domains);
    spiking = Set.copyOf(spiking);
    requireNonNull(advice, "advice is null");
  }

  static SendingDiagnosis nothingUnusual() {
    return new SendingDiagnosis(
        Diagnosis.Name.NOTHING_UNUSUAL,
        Confidence.HIGH,
        Optional.empty(),
        0,
        Map.of(),
        Optional.empty(),
        List.of(),
        Set.of(),
        Advice.on(Diagnosis.Name.NOTHING_UNUSUAL, Optional.empty()));
  }

  /** Whether anything is wrong. */
  public boolean isUnusual() {
    return name != Diagnosis.Name.NOTHING_UNUSUAL;
  }
}
