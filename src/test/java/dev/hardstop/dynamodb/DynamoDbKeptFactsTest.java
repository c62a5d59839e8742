package dev.hardstop.dynamodb;

import dev.hardstop.suppression.KeptFactsContract;
import dev.hardstop.suppression.SuppressionList;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbKeptFactsTest extends KeptFactsContract {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  @Override
  protected SuppressionList list() {
    return TABLE.list();
  }
}
