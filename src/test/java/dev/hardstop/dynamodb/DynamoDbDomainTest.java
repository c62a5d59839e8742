package dev.hardstop.dynamodb;

import dev.hardstop.suppression.DomainContract;
import dev.hardstop.suppression.IncidentSlot;
import dev.hardstop.suppression.SuppressionList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DynamoDbDomainTest extends DomainContract {
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

  @Override
  protected IncidentSlot slot() {
    return table.slot();
  }
}
