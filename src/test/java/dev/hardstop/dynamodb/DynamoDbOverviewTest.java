package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.RecipientSample;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.ErasureKeys;
import dev.hardstop.watchstate.Overview;
import dev.hardstop.watchstate.Overview.OverviewPart;
import dev.hardstop.watchstate.Overview.OverviewStore;
import dev.hardstop.watchstate.OverviewContract;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbOverviewTest extends OverviewContract {
  private static final String DAY = "~bounced#" + TODAY;

  @RegisterExtension
  static final RecordedRequests REQUESTS = new RecordedRequests();

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final OverviewStore store =
      new DynamoDbOverview(TABLE.watchedBy(REQUESTS), TestTable.NAME);

  @BeforeEach
  void anEmptyTable() {
    TABLE.clear();
  }

  @Override
  protected OverviewStore store() {
    return store;
  }

  @Test
  void anOverviewIsOneRequest() {
    store.save(run(TestTable.NOW));
    store.add(day(Map.of(BounceReason.POLICY, people(0, 3))));
    REQUESTS.clear();
    store.read(TODAY);
    assertThat(REQUESTS.count()).isEqualTo(1);
    assertThat(REQUESTS.reads())
        .singleElement()
        .satisfies(
            read -> assertThat(read.requestItems().get(TestTable.NAME).keys()).hasSize(17));
  }

  @Test
  void aRunAndADayAreOneRequestEach() {
    store.save(run(TestTable.NOW));
    assertThat(REQUESTS.count()).isEqualTo(1);
    store.add(day(Map.of(BounceReason.POLICY, people(0, 300))));
    assertThat(REQUESTS.count()).isEqualTo(2);
  }

  @Test
  void theItemsAreInNoIndexAndADayExpiresAfterItWasShown() {
    store.save(run(TestTable.NOW));
    store.add(day(Map.of(BounceReason.POLICY, people(0, 3))));
    assertThat(TABLE.item("~overview")).containsOnlyKeys("subject", "began", "run");
    Map<String, AttributeValue> day = TABLE.item(DAY);
    assertThat(day).containsOnlyKeys("subject", "recipients#POLICY", "expiresAt");
    assertThat(Long.parseLong(day.get("expiresAt").n()))
        .isEqualTo(LocalDate.parse("2026-12-10").atStartOfDay().toEpochSecond(ZoneOffset.UTC));
  }

  @Test
  void aDayStaysFarBelowTheLimitOfTheTableWhateverBounces() {
    for (int i = 0; i < 12; i++) {
      Map<BounceReason, RecipientSample> all = new EnumMap<>(BounceReason.class);
      for (BounceReason reason : BounceReason.values()) {
        all.put(reason, people(i * 400, i * 400 + 512));
      }
      store.add(day(all));
    }
    int bytes = TABLE.item(DAY).entrySet().stream()
        .mapToInt(entry -> entry.getKey().length()
            + entry.getValue().ss().stream().mapToInt(text -> text.length() + 1).sum())
        .sum();
    assertThat(bytes).isLessThan(DossierBatch.LARGEST_DOSSIER);
  }

  @Test
  void aPartThatCannotBeReadIsNamedAndTheOthersAreRead() {
    store.save(run(TestTable.NOW));
    store.add(day(Map.of(BounceReason.POLICY, people(0, 3))));
    set("~incidents", "incident#1", AttributeValue.fromS("bob@example.com"));
    set("~ses-list", "last", AttributeValue.fromS("bob@example.com"));
    Overview overview = store.read(TODAY);
    assertThat(overview.unreadable())
        .containsOnlyKeys(OverviewPart.INCIDENTS, OverviewPart.SES_LIST);
    assertThat(overview.unreadable().toString()).doesNotContain("bob");
    assertThat(overview.latestRun()).isPresent();
    assertThat(overview.days()).hasSize(1);
    set("~overview", "run", AttributeValue.fromS("bob@example.com"));
    assertThat(store.read(TODAY).unreadable()).containsKey(OverviewPart.LATEST_RUN);
    set("~overview", "began", AttributeValue.fromS("noon"));
    assertThat(store.read(TODAY).unreadable()).containsKey(OverviewPart.LATEST_RUN);
  }

  @Test
  void whatALaterVersionWroteOfADayIsIgnored() {
    store.add(day(Map.of(BounceReason.POLICY, people(0, 3))));
    set(DAY, "recipients#LATER", AttributeValue.fromSs(List.of("AAAAAAAA")));
    set(DAY, "recipients#CONTENT", AttributeValue.fromS("many"));
    assertThat(store.read(TODAY).days().values())
        .containsExactly(day(Map.of(BounceReason.POLICY, people(0, 3))));
  }

  @Test
  void anErasedAddressIsInNoDayAndTheOthersStay() {
    EmailAddress bob = EmailAddress.of("bob@example.com");
    RecipientSample onlyBob = RecipientSample.of(List.of(RecipientHash.of(bob)));
    store.add(day(
        Map.of(BounceReason.POLICY, onlyBob.merge(people(0, 3)), BounceReason.CONTENT, onlyBob)));
    DynamoDbErasure erasure = new DynamoDbErasure(
        TABLE.client(), TestTable.NAME, InstantSource.fixed(TestTable.NOW), ErasureKeys.NONE);
    assertThat(erasure.erase(EmailAddress.of("bob+news@example.com")).hashes()).isEqualTo(2);
    assertThat(TABLE.item(DAY).toString()).doesNotContain(RecipientHash.of(bob));
    assertThat(store.read(TODAY).days().values())
        .containsExactly(day(Map.of(BounceReason.POLICY, people(0, 3))));
    assertThat(erasure.erase(bob).hashes()).isZero();
  }

  private static void set(String key, String attribute, AttributeValue value) {
    TABLE
        .client()
        .updateItem(update -> update
            .tableName(TestTable.NAME)
            .key(DossierCodec.key(key))
            .updateExpression("SET #a = :v")
            .expressionAttributeNames(Map.of("#a", attribute))
            .expressionAttributeValues(Map.of(":v", value)));
  }
}
