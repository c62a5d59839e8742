package dev.hardstop;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.SuppressionPolicy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the beans of the core. Only this class knows all of them. */
final class Wiring {
  @Produces
  @Singleton
  RuleBook ruleBook() {
    return RuleFiles.book();
  }

  @Produces
  @Singleton
  SuppressionPolicy policy(
      PolicyConfiguration configuration,
      @ConfigProperty(name = "hardstop.delivery-events") Optional<Boolean> deliveryEvents,
      @ConfigProperty(name = "hardstop.streams") Optional<List<String>> streams,
      @ConfigProperty(name = "hardstop.ses-list") Optional<SesListMode> sesList) {
    return configuration.policy(deliveryEvents, streams, sesList);
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Produces
  @Singleton
  Thresholds thresholds(ThresholdsConfiguration configuration) {
    return configuration.thresholds();
  }

  @Produces
  @Singleton
  DomainExamination examination(
      Dossiers dossiers, DossierIndex index, RuleBook book, Thresholds thresholds) {
    return new DomainExamination(dossiers, index, book, thresholds);
  }

  /** Starts threads. Only the feedback function injects a recorder, so no other function has these threads. */
  @Produces
  @Singleton
  Recorder recorder(
      RuleBook book,
      SuppressionPolicy policy,
      DossierTable table,
      @ConfigProperty(name = "hardstop.feedback.writers", defaultValue = "16") int writers) {
    return new Recorder(book, policy, table, ParallelRunner.of(writers).threads());
  }
}
