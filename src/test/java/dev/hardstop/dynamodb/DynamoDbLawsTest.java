package dev.hardstop.dynamodb;

import dev.hardstop.Soak;
import dev.hardstop.suppression.LawsContract;
import dev.hardstop.suppression.SuppressionList;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DynamoDbLawsTest extends LawsContract {
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
  protected SuppressionList writer(InstantSource clock) {
    return table.listBy(clock);
  }

  @Override
  protected int histories() {
    return Soak.cases(25, 500);
  }
}
