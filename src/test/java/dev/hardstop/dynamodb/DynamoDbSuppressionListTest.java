package dev.hardstop.dynamodb;

import dev.hardstop.suppression.DomainContract;
import dev.hardstop.suppression.IncidentSlot;
import dev.hardstop.suppression.KeptFactsContract;
import dev.hardstop.suppression.RecipientsContract;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.SuppressionListContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The list in DynamoDB keeps the same contracts as the list in memory. */
class DynamoDbSuppressionListTest {
  private static final TestTable TABLE = new TestTable();

  @AfterAll
  static void close() {
    TABLE.close();
  }

  @Nested
  class StoredDossiers extends SuppressionListContract {
    @Override
    protected SuppressionList list() {
      return TABLE.list();
    }
  }

  @Nested
  class StoredKeptFacts extends KeptFactsContract {
    @Override
    protected SuppressionList list() {
      return TABLE.list();
    }
  }

  @Nested
  class StoredRecipients extends RecipientsContract {
    @Override
    protected SuppressionList list() {
      return TABLE.list();
    }
  }

  @Nested
  class StoredDomains extends DomainContract {
    @Override
    protected SuppressionList list() {
      return TABLE.list();
    }

    @Override
    protected IncidentSlot slot() {
      return TABLE.slot();
    }
  }
}
