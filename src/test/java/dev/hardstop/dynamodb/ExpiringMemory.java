package dev.hardstop.dynamodb;

import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Dossiers in memory with the expiry that their items would have: thousands of cases in seconds. */
final class ExpiringMemory {
  private final InMemoryDossierTable memory = new InMemoryDossierTable();
  private final Map<Subject, Expiry> expiries = new HashMap<>();

  /** Dossiers that are written at this time. */
  DossierTable writingAt(Instant now) {
    return new DossierTable() {
      @Override
      public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
        return memory.read(subjects);
      }

      @Override
      public void observe(Observation observation) {
        if (!isRefused(observation)) {
          memory.observe(observation);
          written(observation.subject(), Expiry.of(observation, now));
        }
      }

      @Override
      public <N extends DeliveryWrite> Set<N> missing(Set<N> notes) {
        return memory.missing(notes);
      }

      @Override
      public void count(DeliveredOnDay recipients) {
        memory.count(recipients);
      }

      @Override
      public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
        return memory.delivered(domains);
      }

      @Override
      public void deliver(DeliveryDay day) {
        memory.deliver(day);
        written(day.subject(), Expiry.ofWriting(now));
      }

      @Override
      public void addAction(Subject subject, ManualAction action) {
        memory.addAction(subject, action);
        written(subject, Expiry.of(action, now));
      }
    };
  }

  /** All dossiers. */
  Map<Subject, Dossier> dossiers() {
    return memory.all();
  }

  /** The expiry of the item of a dossier. */
  Expiry expiry(Subject subject) {
    return expiries.get(subject);
  }

  /** Whether the table refuses the write, because its evidence is older and it adds no match. */
  private boolean isRefused(Observation observation) {
    Dossier dossier = memory.read(Set.of(observation.subject())).get(observation.subject());
    RuleHistory known = dossier.histories().get(observation.historyId());
    return known != null
        && isOlder(observation, known)
        && observation.history().matches().stream()
            .allMatch(one -> known.matches().stream().anyMatch(it -> it.covers(one)))
        && (expiries.get(observation.subject()).neverExpires() || !observation.neverExpires());
  }

  private static boolean isOlder(Observation observation, RuleHistory known) {
    return observation.history().evidence().entrySet().stream()
        .allMatch(it -> known.evidence().containsKey(it.getKey())
            && known.evidence().get(it.getKey()).order().compareTo(it.getValue().order()) > 0);
  }

  /** The last write sets the expiry, until one has set it to never. */
  private void written(Subject subject, Expiry expiry) {
    expiries.merge(subject, expiry, (before, last) -> before.neverExpires() ? before : last);
  }
}
