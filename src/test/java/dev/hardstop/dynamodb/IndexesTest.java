package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Mail;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.ImportedFeedback;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

class IndexesTest {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final String domain = UUID.randomUUID() + ".example.com";
  private final Subject ann = Subject.parse("ann@" + domain);
  private final Subject bob = Subject.parse("bob@" + domain);
  private final Subject everyone = Subject.parse("@" + domain);

  @Test
  void theDossiersOfADomainAreFoundTheLastWrittenFirst() {
    TABLE
        .listAt(Instant.parse("2026-11-22T10:00:00Z"))
        .observe(bounce(ann, RULE, "2026-11-22T10:00:00Z"));
    TABLE
        .listAt(Instant.parse("2026-11-24T10:00:00Z"))
        .observe(bounce(bob, RULE, "2026-01-01T10:00:00Z"));
    TABLE
        .listAt(Instant.parse("2026-11-23T10:00:00Z"))
        .observe(bounce(everyone, RULE, "2026-11-23T10:00:00Z"));

    assertThat(ofDomain()).containsExactly(bob.key(), everyone.key(), ann.key());
  }

  @Test
  void lateEvidenceIsFoundInTheHourOfItsWriting() {
    Instant later = Instant.parse("2026-11-25T03:59:59.999Z");
    TABLE.list().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    assertThat(ofHour("2026-11-24T10")).contains(bob.key());
    TABLE.listAt(later).observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));

    assertThat(ofHour("2026-11-24T10")).doesNotContain(bob.key());
    assertThat(ofHour("2026-11-25T03")).contains(bob.key());
  }

  @Test
  void onlyEvidenceOfTheLastTwoWeeksIsNewsOfItsHour() {
    TABLE.list().observe(bounce(ann, RULE, "2026-11-09T23:59:59Z"));
    assertThat(ofDomain()).containsExactly(ann.key());
    assertThat(ofHour("2026-11-24T10")).doesNotContain(ann.key());
    TABLE.list().observe(bounce(ann, RULE, "2026-11-10T00:00:00Z"));
    assertThat(ofHour("2026-11-24T10")).contains(ann.key());
    TABLE
        .listAt(Instant.parse("2026-11-25T03:00:00Z"))
        .observe(bounce(ann, RULE, "2026-11-01T00:00:00Z"));
    assertThat(ofHour("2026-11-24T10")).as("not yet read").contains(ann.key());
    assertThat(ofHour("2026-11-25T03")).doesNotContain(ann.key());
  }

  @Test
  void whatIsImportedIsNoNewsHoweverNewItIs() {
    EmailAddress address = EmailAddress.of(ann.key());
    Instant sent = TestTable.NOW.minusSeconds(60);
    TestRecording.record(
        new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), TABLE.list(), Runnable::run),
        List.of(ImportedFeedback.of(new Complaint(
            new Mail("message-1", sent, List.of(address)),
            "feedback-1",
            Optional.of(address),
            ComplaintKind.SOLE,
            sent))));
    assertThat(ofDomain()).containsExactly(ann.key());
    assertThat(ofHour("2026-11-24T10")).doesNotContain(ann.key());
  }

  @Test
  void deliveriesAreInNoIndex() {
    TABLE.list().deliver(new DeliveryDay(everyone, LocalDate.parse("2026-11-24")));

    assertThat(ofDomain()).isEmpty();
    assertThat(ofHour("2026-11-24T10")).doesNotContain(everyone.key());
  }

  @Test
  void anIncidentIsInTheIndexByDomainOnlyAndCountedRecipientsAreInNone() {
    LocalDate day = LocalDate.parse("2026-11-24");
    TABLE
        .slot()
        .put(
            domain,
            Optional.empty(),
            new Incident("incident-1", day, TestTable.NOW, Optional.empty()));
    TABLE.list().count(new DeliveredOnDay(domain, day, Set.of("AAAAAAAA")));

    assertThat(ofDomain()).containsExactly(everyone.key());
    assertThat(ofHour("2026-11-24T10"))
        .doesNotContain(everyone.key(), everyone.key() + "~delivered");
  }

  /** The walk of watch publishes the addresses that it freed. */
  @Test
  void anIncidentThatEndedWellIsAlsoFoundInTheHourOfItsWriting() {
    LocalDate day = LocalDate.parse("2026-11-24");
    Incident open = new Incident("incident-1", day, TestTable.NOW, Optional.empty());
    Incident ended = new Incident(
        "incident-1",
        day,
        TestTable.NOW,
        Optional.of(new Incident.Ending(TestTable.NOW, true, day)));
    TABLE.slot().put(domain, Optional.empty(), open);
    TABLE.slot().put(domain, Optional.of(open), ended);
    assertThat(ofHour("2026-11-24T10")).contains(everyone.key());
  }

  @Test
  void theWritesOfAnHourAreSpreadOverItsShards() {
    List<String> hours = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Subject subject = Subject.parse("user" + i + "@" + domain);
      hours.add(IndexKeys.of(subject, TestTable.NOW).hour().orElseThrow());
    }
    for (int shard = 0; shard < 8; shard++) {
      String key = "2026-11-24T10#" + shard;
      assertThat(hours.stream().filter(key::equals).count()).as(key).isBetween(20L, 80L);
    }
  }

  @Test
  void theTableOfTheTemplateHasTheKeysThatAreWritten() {
    DynamoDbClient client = TABLE.client();
    TemplateTable.ofProject().create(client, "as-deployed");
    TableDescription description =
        client.describeTable(describe -> describe.tableName("as-deployed")).table();
    TimeToLiveDescription ttl = client
        .describeTimeToLive(describe -> describe.tableName("as-deployed"))
        .timeToLiveDescription();

    assertThat(description.keySchema()).extracting("attributeName").containsExactly("subject");
    assertThat(description.globalSecondaryIndexes())
        .allSatisfy(
            index -> assertThat(index.projection().projectionTypeAsString()).isEqualTo("KEYS_ONLY"))
        .extracting("indexName")
        .containsExactlyInAnyOrder("byDomain", "byHour");
    assertThat(ttl.attributeName()).isEqualTo("expiresAt");
    assertThat(ttl.timeToLiveStatusAsString()).isEqualTo("ENABLED");
  }

  private List<String> ofDomain() {
    return query("byDomain", "domain", domain);
  }

  private static List<String> ofHour(String hour) {
    List<String> subjects = new ArrayList<>();
    for (int shard = 0; shard < 8; shard++) {
      subjects.addAll(query("byHour", "hour", hour + "#" + shard));
    }
    return subjects;
  }

  private static List<String> query(String index, String attribute, String key) {
    return TABLE
        .client()
        .query(query -> query
            .tableName(TestTable.NAME)
            .indexName(index)
            .scanIndexForward(false)
            .keyConditionExpression("#key = :key")
            .expressionAttributeNames(Map.of("#key", attribute))
            .expressionAttributeValues(Map.of(":key", AttributeValue.fromS(key))))
        .items()
        .stream()
        .map(item -> item.get("subject").s())
        .toList();
  }
}
