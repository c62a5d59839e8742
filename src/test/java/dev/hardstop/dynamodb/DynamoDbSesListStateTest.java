package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.ListedAddresses;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListFindings.Difference;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListStateContract;
import dev.hardstop.watchstate.SesListStateStore;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbSesListStateTest extends SesListStateContract {
  private static final Instant BEGAN = Instant.parse("2026-11-24T00:10:00Z");
  private static TestTable table;

  @BeforeAll
  static void start() {
    table = new TestTable();
  }

  @AfterAll
  static void stop() {
    table.close();
  }

  @BeforeEach
  void empty() {
    erase(SesListStateCodec.STATE);
  }

  @Override
  protected SesListStateStore store() {
    return new DynamoDbSesListState(table.client(), TestTable.NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"~ses-list", "~ses-list#17"})
  void itsKeysAreNoSubjects(String key) {
    assertThatThrownBy(() -> Subject.parse(key)).isInstanceOf(InvalidAddressException.class);
  }

  @Test
  void theItemsAreInNoIndexAndThatOfAPageExpires() {
    SesListProgress progress = SesListProgress.begin(BEGAN, true);
    store().replace(Optional.empty(), progress);
    store().saveListed(progress, 17, ListedAddresses.of(List.of(EmailAddress.of("a@example.com"))));
    for (String key : List.of(SesListStateCodec.STATE, SesListStateCodec.pageKey(17))) {
      assertThat(item(key))
          .isNotEmpty()
          .doesNotContainKeys(DossierCodec.HOUR, DossierCodec.DOMAIN, DossierCodec.TOUCHED);
    }
    assertThat(item(SesListStateCodec.STATE)).doesNotContainKey(DossierCodec.EXPIRES_AT);
    assertThat(item(SesListStateCodec.pageKey(17)).get(DossierCodec.EXPIRES_AT).n())
        .isEqualTo(Long.toString(BEGAN.plusSeconds(7 * 86_400).getEpochSecond()));
  }

  @Test
  void theFirstOneThatFollowsAllowsCallsWhenItHasEnded() {
    DynamoDbSesListState state = new DynamoDbSesListState(table.client(), TestTable.NAME);
    assertThat(state.hasEnded()).isFalse();
    ended(state, BEGAN, false);
    assertThat(state.hasEnded()).isFalse();
    ended(state, BEGAN.plusSeconds(60), true);
    assertThat(state.hasEnded()).isTrue();
  }

  @Test
  void theLargestStateFitsIntoOneItem() {
    String longest = "x".repeat(64) + "@" + "y".repeat(255);
    Difference full = Difference.of(Collections.nCopies(200, longest));
    SesListFindings findings = new SesListFindings(
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        full,
        full,
        full,
        full,
        Long.MAX_VALUE);
    SesListStateStore store = store();
    Optional<SesListProgress> before = Optional.empty();
    for (int day = 0; day < 2; day++) {
      SesListProgress progress = SesListProgress.begin(BEGAN.plusSeconds(day), true)
          .afterPage(findings, Optional.of("t".repeat(4_000)));
      assertThat(store.replace(before, progress)).isTrue();
      if (day == 0) {
        SesListProgress ended = progress.afterDossiers(
            SesListFindings.NONE, Collections.emptySortedSet(), Optional.empty(), BEGAN);
        assertThat(store.replace(Optional.of(progress), ended)).isTrue();
      }
    }
    assertThat(store.read().current()).isPresent();
    assertThat(store.read().last()).isPresent();
  }

  @Test
  void anUnreadablePartIsNamedAndNotRepeated() {
    table
        .client()
        .putItem(put -> put.tableName(TestTable.NAME)
            .item(Map.of(
                DossierCodec.SUBJECT, AttributeValue.fromS(SesListStateCodec.STATE),
                SesListStateCodec.LAST, AttributeValue.fromS("somebody@example.com"))));
    assertThatThrownBy(() -> store().read())
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageContaining("last")
        .hasMessageNotContaining("somebody");
  }

  private static Map<String, AttributeValue> item(String key) {
    return table
        .client()
        .getItem(get -> get.tableName(TestTable.NAME).key(DossierCodec.key(key)))
        .item();
  }

  private static void erase(String key) {
    table
        .client()
        .deleteItem(delete -> delete.tableName(TestTable.NAME).key(DossierCodec.key(key)));
  }
}
