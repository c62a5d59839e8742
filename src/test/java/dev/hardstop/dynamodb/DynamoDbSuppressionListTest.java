package dev.hardstop.dynamodb;

import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.SuppressionListContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbSuppressionListTest extends SuppressionListContract {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  @Override
  protected SuppressionList list() {
    return TABLE.list();
  }
}
