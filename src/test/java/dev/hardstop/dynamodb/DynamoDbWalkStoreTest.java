package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.WalkState;
import dev.hardstop.watchstate.WalkState.WalkStore;
import dev.hardstop.watchstate.WalkStoreContract;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbWalkStoreTest extends WalkStoreContract {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  @BeforeEach
  void empty() {
    TABLE
        .client()
        .deleteItem(delete ->
            delete.tableName(TestTable.NAME).key(DossierCodec.key(DynamoDbWalkStore.WALK)));
  }

  @Override
  protected WalkStore store() {
    return new DynamoDbWalkStore(TABLE.client(), TestTable.NAME);
  }

  @Test
  void theItemIsInNoIndexAndNeverExpires() {
    store().replaceWalk(WalkState.NONE, WalkState.NONE.withFingerprint("abc"));
    assertThat(item())
        .doesNotContainKeys(
            DossierCodec.HOUR, DossierCodec.DOMAIN, DossierCodec.TOUCHED, DossierCodec.EXPIRES_AT);
  }

  /** An item of the table has at most 400 KB (DynamoDB developer guide, "Quotas"). */
  @Test
  void theItemOfAsManyDomainsAsCanWaitIsSmallEnough() {
    Map<String, Instant> many = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      String label = "x".repeat(60) + ".";
      many.put(label.repeat(3) + "%03d".formatted(i) + ".example.com", Instant.EPOCH);
    }
    WalkState state = WalkState.NONE.waiting(many);
    assertThat(state.waiting()).hasSize(500);
    for (String domain : many.keySet()) {
      state = state.end(
          new WalkState.DomainWalk(
              domain, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Optional.empty()),
          Optional.of(Instant.EPOCH));
    }
    assertThat(state.walked()).hasSize(500);
    assertThat(store().replaceWalk(WalkState.NONE, state)).isTrue();
    assertThat(store().walk()).isEqualTo(state);
  }

  @Test
  void anUnreadableStateIsNamedAndNotRepeated() {
    Map<String, AttributeValue> item = new HashMap<>(DossierCodec.key(DynamoDbWalkStore.WALK));
    item.put("walk", AttributeValue.fromS("bob@example.com"));
    TABLE.client().putItem(put -> put.tableName(TestTable.NAME).item(item));
    assertThatThrownBy(() -> store().walk())
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageNotContaining("bob");
  }

  private static Map<String, AttributeValue> item() {
    return TABLE
        .client()
        .getItem(get -> get.tableName(TestTable.NAME).key(DossierCodec.key(DynamoDbWalkStore.WALK)))
        .item();
  }
}
