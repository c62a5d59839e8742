package dev.hardstop.announce;

import static dev.hardstop.announce.AnnouncedTable.MAILBOX_FULL;
import static dev.hardstop.announce.AnnouncedTable.NOBODY_THERE;
import static dev.hardstop.announce.AnnouncedTable.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.local.FilterPattern;
import dev.hardstop.local.StreamSettings;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ImportedFeedback;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.WalkState;
import dev.hardstop.watchstate.WalkState.WalkStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the function publishes when the table changes: on the stream of DynamoDB Local. */
class AnnounceHandlerTest {
  private static final List<FilterPattern> FILTERS =
      StreamSettings.of(Path.of("template.yaml"), "announce").filters();

  @RegisterExtension
  static final AnnouncedTable TABLE = new AnnouncedTable();

  private final String domain = UUID.randomUUID() + ".example.com";
  private final String bob = "bob@" + domain;

  @BeforeEach
  void nothingIsPublishedYet() throws IOException {
    TABLE.topic.throttles(request -> false);
    TABLE.topic.refuses(entry -> false);
    TABLE.failures.setDown(false);
    TABLE.failures.clear();
    TABLE.records();
    TABLE.topic.clear();
    TABLE.metrics.clear();
  }

  @Test
  void aBounceIsAnEventWithEverythingButTheReply() throws IOException {
    TABLE.bounces(bob, NOBODY_THERE);
    List<ObjectNode> records = TABLE.records();

    assertThat(TABLE.announce(records)).hasToString("{\"batchItemFailures\":[]}");
    JsonNode event = onlyEvent();
    long at = records.get(0).at("/dynamodb/ApproximateCreationDateTime").asLong();
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("id").asText()).matches("[0-9a-f]{32}");
    assertThat(event.path("source").asText()).isEqualTo(StubbedTopic.SOURCE);
    assertThat(event.path("type").asText()).isEqualTo("dev.hardstop.address.suppressed");
    assertThat(event.path("subject").asText()).isEqualTo(bob);
    assertThat(event.path("time").asText()).isEqualTo(Instant.ofEpochSecond(at).toString());
    assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
    JsonNode data = event.path("data");
    assertThat(data.path("before").asText()).isEqualTo("clear");
    assertThat(data.path("after").asText()).isEqualTo("suppressed");
    assertThat(data.path("reason").asText()).isEqualTo("INVALID_RECIPIENT");
    assertThat(data.path("culprit").asText()).isEqualTo("address");
    assertThat(data.path("confidence").asText()).isEqualTo("high");
    assertThat(data.path("until").isNull()).isTrue();
    assertThat(data.path("rule").asText()).isNotBlank();
    assertThat(data.path("messageId").asText()).startsWith("message-");
    assertThat(data.path("configurationSet").isNull()).isTrue();
    assertThat(data.path("streams").isNull()).isTrue();
    assertThat(data.path("sequence").asText()).isEqualTo(sequence(records.get(0)));
    assertThat(data.path("cause").asText()).isEqualTo("feedback");
    assertThat(event.toString()).doesNotContainIgnoringCase("user unknown", "rejected");
  }

  @Test
  void theAttributesOfAnEventAreWhatASubscriptionSelectsBy() throws IOException {
    TABLE.bounces(bob, NOBODY_THERE);
    TABLE.announce();

    Map<String, String> attributes = TABLE.topic.attributes(0);
    assertThat(attributes)
        .containsEntry("type", "dev.hardstop.address.suppressed")
        .containsEntry("state", "suppressed")
        .containsEntry("reason", "INVALID_RECIPIENT")
        .containsEntry("domain", domain)
        .containsEntry("imported", "false");
    assertThat(attributes.values()).noneMatch(String::isEmpty);
  }

  @Test
  void anEventSaysWhetherEverythingThatWasRecordedWasImported() throws IOException {
    TABLE.happens(ImportedFeedback.of(TABLE.bounce(bob, NOBODY_THERE, Instant.now())));
    TABLE.isReleased(bob);
    TABLE.bounces(bob, NOBODY_THERE);
    TABLE.announce();

    for (int i = 0; i < 3; i++) {
      assertThat(TABLE.topic.attributes(i)).containsEntry("imported", Boolean.toString(i == 0));
      assertThat(TABLE.topic.events().get(i).at("/data/imported").booleanValue())
          .isEqualTo(i == 0);
    }
  }

  @Test
  void aReleaseIsTheNextEvent() throws IOException {
    TABLE.bounces(bob, NOBODY_THERE);
    TABLE.isReleased(bob);
    TABLE.announce();

    assertThat(types())
        .containsExactly("dev.hardstop.address.suppressed", "dev.hardstop.address.freed");
    JsonNode freed = TABLE.topic.events().get(1).path("data");
    assertThat(freed.path("before").asText()).isEqualTo("suppressed");
    assertThat(freed.path("after").asText()).isEqualTo("clear");
    assertThat(freed.path("cause").asText()).isEqualTo("action");
  }

  @Test
  void aThousandRepeatsOfABouncePublishNothing() throws IOException {
    Bounce bounce = TABLE.bounce(bob, NOBODY_THERE, Instant.now());
    TABLE.happens(bounce);
    TABLE.announce();
    TABLE.topic.clear();
    for (int i = 0; i < 1_000; i++) {
      TABLE.happens(bounce);
    }

    assertThat(TABLE.announce()).hasToString("{\"batchItemFailures\":[]}");
    assertThat(TABLE.topic.requests()).isZero();
  }

  @Test
  void aWriteThatChangesNoVerdictPublishesNothing() throws IOException {
    TABLE.bounces(bob, NOBODY_THERE);
    TABLE.announce();
    TABLE.topic.clear();
    TABLE.bounces(bob, NOBODY_THERE);
    TABLE.isDelivered(bob, Instant.now());

    List<ObjectNode> records = TABLE.records();

    assertThat(records)
        .as("both changed the item of the address")
        .filteredOn(it -> it.at("/dynamodb/Keys/subject/S").asText().equals(bob))
        .hasSize(2);
    TABLE.announce(records);
    assertThat(TABLE.topic.requests()).isZero();
  }

  /** Such a domain has no index keys until then. */
  @Test
  void anIncidentOfADomainThatOnlyHadDeliveriesPassesTheFiltersOfTheTemplate() throws IOException {
    TABLE.isDelivered(bob, Instant.now().minus(Duration.ofDays(3)));
    List<ObjectNode> delivered = TABLE.records();
    assertThat(delivered).isNotEmpty().noneMatch(it -> FilterPattern.passes(FILTERS, it));
    TABLE.opensIncident(domain);
    List<ObjectNode> records = TABLE.records();

    assertThat(records).hasSize(1).allMatch(it -> FilterPattern.passes(FILTERS, it));
    TABLE.announce(records);
    JsonNode event = onlyEvent();
    assertThat(event.path("type").asText()).isEqualTo("dev.hardstop.domain.held");
    assertThat(event.path("subject").asText()).isEqualTo("@" + domain);
    assertThat(event.at("/data/reason").asText()).isEqualTo("DOMAIN_INCIDENT");
    assertThat(event.at("/data/culprit").asText()).isEqualTo("domain");
    assertThat(event.at("/data/cause").asText()).isEqualTo("incident");
  }

  @Test
  void everyWriteOfEvidenceAndEveryActionPassesTheFilters() {
    TABLE.bounces(bob, MAILBOX_FULL);
    TABLE.isSuppressed("@" + domain);
    TABLE.isReleased(bob);

    assertThat(TABLE.records()).hasSize(3).allMatch(it -> FilterPattern.passes(FILTERS, it));
  }

  /** An address is not affected by what is held against its domain: that is an event of the domain. */
  @Test
  void whatHoldsForADomainIsAnEventOfTheDomainOnly() throws IOException {
    TABLE.isSuppressed("@" + domain);
    TABLE.bounces(bob, MAILBOX_FULL);
    TABLE.announce();

    assertThat(types())
        .containsExactly("dev.hardstop.domain.suppressed", "dev.hardstop.address.freed");
    assertThat(TABLE.topic.events().get(1).at("/data/after").asText()).isEqualTo("watched");
  }

  @Test
  void anExpiryAndTheErasureOfAnAddressPublishNothing() throws IOException {
    TABLE.bounces(bob, NOBODY_THERE);
    TABLE.bounces("ann@" + domain, NOBODY_THERE);
    TABLE.announce();
    TABLE.topic.clear();
    erase(bob);
    erase("ann@" + domain);
    List<ObjectNode> removals = TABLE.records();
    removals
        .get(1)
        .putObject("userIdentity")
        .put("type", "Service")
        .put("principalId", "dynamodb.amazonaws.com");

    assertThat(removals).extracting(it -> it.path("eventName").asText()).containsOnly("REMOVE");
    TABLE.announce(removals);
    assertThat(TABLE.topic.requests()).isZero();
    assertThat(TABLE.failures.bodies()).isEmpty();
  }

  @Test
  void theErasureOfADomainFreesIt() throws IOException {
    TABLE.isSuppressed("@" + domain);
    erase("@" + domain);
    TABLE.announce();

    assertThat(types())
        .containsExactly("dev.hardstop.domain.suppressed", "dev.hardstop.domain.freed");
    assertThat(TABLE.topic.events().get(1).at("/data/cause").asText()).isEqualTo("erasure");
  }

  /** Even if the filters let it through, and whatever attributes it has. */
  @Test
  void itemsThatAreNoDossiersPublishNothing() throws IOException {
    for (String key : List.of("~watch", "~day#2026-11-24", "@" + domain + "~delivered", "bob")) {
      TABLE
          .client()
          .putItem(put -> put.tableName(TABLE.name())
              .item(Map.of(
                  "subject", AttributeValue.fromS(key),
                  "domain", AttributeValue.fromS(domain),
                  "incident", AttributeValue.fromS("unreadable"))));
    }

    assertThat(TABLE.announce()).hasToString("{\"batchItemFailures\":[]}");
    assertThat(TABLE.topic.requests()).isZero();
    assertThat(TABLE.failures.bodies()).isEmpty();
  }

  @Test
  void theFunctionStopsAtTheFirstRequestThatFailsAndRepeatsItsEventsExactly() throws IOException {
    List<ObjectNode> records = bouncesOf(25);
    TABLE.topic.throttles(request -> TABLE.topic.requests() == 2);
    JsonNode response = TABLE.announce(records);

    assertThat(checkpoint(response)).isEqualTo(sequence(records.get(10)));
    assertThat(TABLE.topic.events()).hasSize(10);
    TABLE.topic.throttles(request -> false);
    TABLE.announce(records.subList(10, 25));
    assertThat(TABLE.topic.events())
        .extracting(it -> it.path("id").asText())
        .hasSize(25)
        .doesNotHaveDuplicates();
    List<JsonNode> once = TABLE.topic.events();
    TABLE.topic.clear();
    TABLE.announce(records);
    assertThat(TABLE.topic.events()).isEqualTo(once);
  }

  @Test
  void anEntryThatFailsAloneIsTheCheckpoint() throws IOException {
    List<ObjectNode> records = bouncesOf(15);
    TABLE.topic.refuses(entry -> entry.message().contains("mailbox-13@"));
    JsonNode response = TABLE.announce(records);

    assertThat(checkpoint(response)).isEqualTo(sequence(records.get(13)));
    assertThat(TABLE.topic.events()).as("the others of its request").hasSize(14);
    assertThat(TABLE.metrics).singleElement().asString().contains("\"Postponed\":2");
  }

  @Test
  void aRecordThatCannotBeReadIsReportedAndBlocksNobody() throws IOException {
    List<ObjectNode> records = bouncesOf(3);
    ((ObjectNode) records.get(1).at("/dynamodb/NewImage")).putObject("incident").put("S", "x");

    assertThat(TABLE.announce(records)).hasToString("{\"batchItemFailures\":[]}");
    assertThat(subjects()).containsExactly("mailbox-0@" + domain, "mailbox-2@" + domain);
    assertThat(TABLE.failures.bodies())
        .last()
        .asString()
        .contains("mailbox-1@" + domain, sequence(records.get(1)), "unreadable at incident");
    assertThat(TABLE.metrics).singleElement().asString().contains("\"Unjudged\":1");
  }

  @Test
  void anAddressWhoseDomainCannotBeReadIsReportedAndBlocksNobody() throws IOException {
    TABLE
        .client()
        .putItem(put -> put.tableName(TABLE.name())
            .item(Map.of(
                "subject", AttributeValue.fromS("@" + domain),
                "incident", AttributeValue.fromS("unreadable"))));
    TABLE.records();
    TABLE.bounces(bob, NOBODY_THERE);
    String other = "ann@other." + domain;
    TABLE.bounces(other, NOBODY_THERE);

    assertThat(TABLE.announce()).hasToString("{\"batchItemFailures\":[]}");
    assertThat(subjects()).containsExactly(other);
    assertThat(TABLE.failures.bodies()).last().asString().contains(bob);
  }

  @Test
  void aRecordThatCannotBeReportedIsTheCheckpoint() throws IOException {
    List<ObjectNode> records = bouncesOf(3);
    ((ObjectNode) records.get(1).at("/dynamodb/NewImage")).putObject("incident").put("S", "x");
    TABLE.failures.setDown(true);

    assertThat(checkpoint(TABLE.announce(records))).isEqualTo(sequence(records.get(1)));
  }

  @Test
  void withoutTheTableNothingIsPublishedAndEverythingIsSentAgain() throws IOException {
    List<ObjectNode> records = bouncesOf(3);
    JsonNode response = TABLE.announce(records, new NoTable());

    assertThat(checkpoint(response)).isEqualTo(sequence(records.get(0)));
    assertThat(TABLE.topic.requests()).isZero();
  }

  @Test
  void whereTheTableFailsOnlyForTheStateOfTheWalkEverythingIsSentAgain() throws IOException {
    List<ObjectNode> records = bouncesOf(3);
    JsonNode response =
        TABLE.announce(records, new FailingWalk(new TableUnavailableException("throttled")));

    assertThat(checkpoint(response)).isEqualTo(sequence(records.get(0)));
    assertThat(TABLE.failures.bodies()).isEmpty();
    TABLE.announce(records);
    assertThat(TABLE.topic.events()).hasSize(3);
  }

  @Test
  void aStateOfTheWalkThatCannotBeReadHoldsUpNoEvent() throws IOException {
    List<ObjectNode> records = bouncesOf(3);
    JsonNode response =
        TABLE.announce(records, new FailingWalk(UnreadableItemException.watchState("walk")));

    assertThat(response).hasToString("{\"batchItemFailures\":[]}");
    assertThat(TABLE.topic.events()).hasSize(3);
    assertThat(TABLE.failures.bodies()).isEmpty();
  }

  /** Which the operator's page advises where a record cannot be judged. */
  @Test
  void theCorrectionOfAnItemThatCouldNotBeReadIsPublished() throws IOException {
    List<ObjectNode> records = bouncesOf(1);
    ((ObjectNode) records.get(0).path("dynamodb"))
        .putObject("OldImage")
        .putObject("incident")
        .put("S", "x");

    assertThat(TABLE.announce(records)).hasToString("{\"batchItemFailures\":[]}");
    JsonNode event = onlyEvent();
    assertThat(event.path("type").asText()).isEqualTo("dev.hardstop.address.suppressed");
    assertThat(event.at("/data/before").isNull()).isTrue();
    assertThat(event.at("/data/cause").asText()).isEqualTo("action");
    assertThat(TABLE.failures.bodies()).isEmpty();
  }

  @Test
  void theErasureOfAnAddressThatCannotBeReadNamesItNowhere() throws IOException {
    TABLE.bounces(bob, NOBODY_THERE);
    TABLE.records();
    erase(bob);
    List<ObjectNode> removals = TABLE.records();
    ((ObjectNode) removals.get(0).at("/dynamodb/OldImage"))
        .putObject("incident")
        .put("S", "x");

    assertThat(TABLE.announce(removals)).hasToString("{\"batchItemFailures\":[]}");
    assertThat(TABLE.topic.requests()).isZero();
    assertThat(TABLE.failures.bodies()).isEmpty();
  }

  @Test
  void theRemovalOfADomainThatCannotBeReadFreesIt() throws IOException {
    TABLE.isSuppressed("@" + domain);
    TABLE.records();
    erase("@" + domain);
    List<ObjectNode> removals = TABLE.records();
    ((ObjectNode) removals.get(0).at("/dynamodb/OldImage"))
        .putObject("incident")
        .put("S", "x");
    TABLE.announce(removals);

    assertThat(types()).containsExactly("dev.hardstop.domain.freed");
  }

  @Test
  void attributesOfALaterVersionAreIgnoredWhateverTheirType() throws IOException {
    TABLE.bounces(bob, NOBODY_THERE);
    List<ObjectNode> records = TABLE.records();
    ObjectNode image = (ObjectNode) records.get(0).at("/dynamodb/NewImage");
    image.putObject("x1").put("B", "AAECAw==");
    image.putObject("x2").put("BOOL", true);
    image.putObject("x3").put("NULL", true);
    image.putObject("x4").putArray("L").addObject().put("N", "1");
    image.putObject("x5").putArray("NS").add("1").add("2");
    image.putObject("x6").putArray("BS").add("AAECAw==");
    image.putObject("x7").putObject("M").putObject("a").put("S", "b");
    TABLE.announce(records);

    assertThat(types()).containsExactly("dev.hardstop.address.suppressed");
  }

  @Test
  void anEventThatIsNoneOfTheStreamIsRefused() {
    ObjectNode record = JsonNodeFactory.instance.objectNode();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TABLE.announce(List.of(record)))
        .withMessageContaining("no sequence number");
  }

  private List<ObjectNode> bouncesOf(int howMany) {
    for (int i = 0; i < howMany; i++) {
      TABLE.bounces("mailbox-" + i + "@" + domain, NOBODY_THERE);
    }
    return new ArrayList<>(TABLE.records());
  }

  private void erase(String subject) {
    TABLE
        .client()
        .deleteItem(delete ->
            delete.tableName(TABLE.name()).key(Map.of("subject", AttributeValue.fromS(subject))));
  }

  private static JsonNode onlyEvent() {
    assertThat(TABLE.topic.events()).hasSize(1);
    return TABLE.topic.events().get(0);
  }

  private static List<String> types() {
    return TABLE.topic.events().stream().map(it -> it.path("type").asText()).toList();
  }

  private static List<String> subjects() {
    return TABLE.topic.events().stream().map(it -> it.path("subject").asText()).toList();
  }

  private static String checkpoint(JsonNode response) {
    assertThat(response.path("batchItemFailures")).hasSize(1);
    return response.at("/batchItemFailures/0/itemIdentifier").asText();
  }

  /** A table from which the state of the walk cannot be read. */
  private record FailingWalk(RuntimeException failure) implements WalkStore {
    @Override
    public WalkState walk() {
      throw failure;
    }

    @Override
    public boolean replaceWalk(WalkState before, WalkState after) {
      throw failure;
    }
  }

  /** A table that cannot be reached. */
  private static final class NoTable implements Dossiers {
    @Override
    public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
      throw new TableUnavailableException("no route to host");
    }

    @Override
    public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
      throw new TableUnavailableException("no route to host");
    }
  }
}
