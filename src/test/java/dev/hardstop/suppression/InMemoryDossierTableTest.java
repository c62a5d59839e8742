package dev.hardstop.suppression;

import dev.hardstop.suppression.Incident.IncidentSlot;
import org.junit.jupiter.api.Nested;

/** The table in memory meets the contracts of a dossier table. */
class InMemoryDossierTableTest {
  private final InMemoryDossierTable memory = new InMemoryDossierTable();

  @Nested
  class StoredEvidence extends DossierTableContract {
    @Override
    protected DossierTable list() {
      return memory;
    }
  }

  @Nested
  class Domains extends DomainContract {
    @Override
    protected DossierTable list() {
      return memory;
    }

    @Override
    protected IncidentSlot slot() {
      return memory;
    }
  }

  @Nested
  class KeptFacts extends KeptFactsContract {
    @Override
    protected DossierTable list() {
      return memory;
    }
  }

  @Nested
  class Recipients extends RecipientsContract {
    @Override
    protected DossierTable list() {
      return memory;
    }
  }
}
