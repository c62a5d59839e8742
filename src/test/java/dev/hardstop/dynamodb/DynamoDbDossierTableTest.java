package dev.hardstop.dynamodb;

import dev.hardstop.suppression.DomainContract;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.DossierTableContract;
import dev.hardstop.suppression.Incident.IncidentSlot;
import dev.hardstop.suppression.KeptFactsContract;
import dev.hardstop.suppression.RecipientsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The table in DynamoDB meets the same contracts as the table in memory. */
class DynamoDbDossierTableTest {
  private static final TestTable TABLE = new TestTable();

  @AfterAll
  static void close() {
    TABLE.close();
  }

  @Nested
  class StoredDossiers extends DossierTableContract {
    @Override
    protected DossierTable list() {
      return TABLE.list();
    }
  }

  @Nested
  class StoredKeptFacts extends KeptFactsContract {
    @Override
    protected DossierTable list() {
      return TABLE.list();
    }
  }

  @Nested
  class StoredRecipients extends RecipientsContract {
    @Override
    protected DossierTable list() {
      return TABLE.list();
    }
  }

  @Nested
  class StoredDomains extends DomainContract {
    @Override
    protected DossierTable list() {
      return TABLE.list();
    }

    @Override
    protected IncidentSlot slot() {
      return TABLE.slot();
    }
  }
}
