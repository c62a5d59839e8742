package dev.hardstop.dynamodb;

import dev.hardstop.suppression.DomainContract;
import dev.hardstop.suppression.IncidentSlot;
import dev.hardstop.suppression.SuppressionList;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbDomainTest extends DomainContract {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  @Override
  protected SuppressionList list() {
    return TABLE.list();
  }

  @Override
  protected IncidentSlot slot() {
    return TABLE.slot();
  }
}
