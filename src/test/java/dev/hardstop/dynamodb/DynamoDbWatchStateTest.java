package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.WatchStateContract;
import dev.hardstop.watchstate.WatchStateStore;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbWatchStateTest extends WatchStateContract {
  private static final Instant OPENED = Instant.parse("2026-11-24T10:00:00Z");
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
    erase(WatchStateCodec.WATCH);
    erase(WatchStateCodec.INCIDENTS);
  }

  @Override
  protected WatchStateStore watchState() {
    return new DynamoDbWatchState(table.client(), TestTable.NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~watch",
        "~incidents",
        "~postponed",
        "~ses-list",
        "~walk",
        "~day#2026-11-24",
        "~bounced#2026-11-24",
        "~overview",
        "@contoso.com~delivered"
      })
  void aKeyOfWatchIsNoSubject(String key) {
    assertThatThrownBy(() -> Subject.parse(key)).isInstanceOf(InvalidAddressException.class);
  }

  @Test
  void theItemsAreInNoIndexAndNeverExpire() {
    watchState().addAlert(alert("contoso.com-1"));
    watchState().listIncident(report("contoso.com-1"));
    for (String key : new String[] {WatchStateCodec.WATCH, WatchStateCodec.INCIDENTS}) {
      assertThat(item(key))
          .hasSize(2)
          .doesNotContainKeys(
              DossierCodec.HOUR,
              DossierCodec.DOMAIN,
              DossierCodec.TOUCHED,
              DossierCodec.EXPIRES_AT);
    }
  }

  @Test
  void theNewestTwoHundredIncidentsAndTheOpenOnesAreListed() {
    WatchStateStore watchState = watchState();
    watchState.listIncident(report("open", OPENED.minusSeconds(1)));
    for (int i = 0; i < 300; i++) {
      watchState.listIncident(ended(report("incident-%03d".formatted(i), OPENED.plusSeconds(i))));
    }
    assertThat(watchState.newest()).hasSize(200);
    assertThat(watchState.newest().get(0).id()).isEqualTo("incident-299");
    assertThat(watchState.read().openIncidents())
        .extracting(IncidentReport::id)
        .containsExactly("open");
    assertThat(item(WatchStateCodec.INCIDENTS)).hasSizeLessThan(252);
  }

  @Test
  void theLengthOfAFactIsLimited() {
    Alert alert = Alert.of(
        "limit:1",
        AlertKind.LIMIT_EXCEEDED,
        OPENED,
        new TreeMap<>(Map.of("reply", "x".repeat(100_000) + "\ud800")));
    watchState().addAlert(alert);
    assertThat(watchState().read().alerts().get(0).facts().get("reply")).hasSize(300);
  }

  @Test
  void anUnreadablePartIsNamedAndNotRepeated() {
    table
        .client()
        .putItem(put -> put.tableName(TestTable.NAME)
            .item(Map.of(
                DossierCodec.SUBJECT, AttributeValue.fromS(WatchStateCodec.WATCH),
                WatchStateCodec.PROGRESS, AttributeValue.fromS("somebody@example.com"))));
    assertThatThrownBy(() -> watchState().read())
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageContaining("progress")
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
