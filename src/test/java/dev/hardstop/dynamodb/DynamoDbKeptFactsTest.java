package dev.hardstop.dynamodb;

import dev.hardstop.suppression.KeptFactsContract;
import dev.hardstop.suppression.SuppressionList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DynamoDbKeptFactsTest extends KeptFactsContract {
  private static TestTable table;

  @BeforeAll
  static void open() {
    table = new TestTable();
  }

  @AfterAll
  static void close() {
    table.close();
  }

  @Override
  protected SuppressionList list() {
    return table.list();
  }
}
