package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.SesListStateStore.FirstReconciliation;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbFirstReconciliationTest {
  private static final Instant ENDED = Instant.parse("2026-11-29T04:10:00.250Z");
  private static final Map<String, AttributeValue> KEY =
      Map.of("subject", AttributeValue.fromS(DynamoDbFirstReconciliation.KEY));

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final FirstReconciliation first =
      new DynamoDbFirstReconciliation(TABLE.client(), TestTable.NAME);

  @BeforeEach
  void empty() {
    TABLE.client().deleteItem(delete -> delete.tableName(TestTable.NAME).key(KEY));
  }

  @Test
  void noneHasEndedInANewTable() {
    assertThat(first.ended()).isEmpty();
  }

  @Test
  void theFirstStaysTheFirst() {
    first.markEnded(ENDED);
    first.markEnded(ENDED.plusSeconds(86_400));
    assertThat(first.ended()).contains(ENDED);
  }

  /** Then nothing is known about it, and nothing may follow. */
  @Test
  void anEditedTimeIsUnreadable() {
    TABLE
        .client()
        .putItem(put -> put.tableName(TestTable.NAME)
            .item(Map.of(
                "subject",
                KEY.get("subject"),
                DynamoDbFirstReconciliation.FIRST_ENDED,
                AttributeValue.fromS("yesterday"))));
    assertThatThrownBy(first::ended).isInstanceOf(UnreadableItemException.class);
  }
}
