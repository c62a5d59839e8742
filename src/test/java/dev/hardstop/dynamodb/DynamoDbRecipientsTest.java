package dev.hardstop.dynamodb;

import dev.hardstop.suppression.RecipientsContract;
import dev.hardstop.suppression.SuppressionList;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbRecipientsTest extends RecipientsContract {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  @Override
  protected SuppressionList list() {
    return TABLE.list();
  }
}
