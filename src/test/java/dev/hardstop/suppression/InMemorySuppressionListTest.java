package dev.hardstop.suppression;

import org.junit.jupiter.api.Nested;

/** The contracts of a suppression list, kept by the one in memory. */
class InMemorySuppressionListTest {
  private final InMemorySuppressionList memory = new InMemorySuppressionList();

  @Nested
  class StoredEvidence extends SuppressionListContract {
    @Override
    protected SuppressionList list() {
      return memory;
    }
  }

  @Nested
  class Domains extends DomainContract {
    @Override
    protected SuppressionList list() {
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
    protected SuppressionList list() {
      return memory;
    }
  }

  @Nested
  class Recipients extends RecipientsContract {
    @Override
    protected SuppressionList list() {
      return memory;
    }
  }
}
