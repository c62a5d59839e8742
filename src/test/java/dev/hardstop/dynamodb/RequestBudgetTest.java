package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.RecipientDay;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * How many requests an event may cost. Their capacity units are printed as well. AWS counts a key
 * without an item as the smallest item; DynamoDB Local does not count it.
 */
class RequestBudgetTest {
  @RegisterExtension
  static final RecordedRequests REQUESTS = new RecordedRequests();

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private static final DynamoDbClient CLIENT = TABLE.watchedBy(REQUESTS);

  /** A domain of usual length, because the unit of a write is a kilobyte. */
  private final String domain = UUID.randomUUID().toString().substring(0, 8) + ".example.com";

  private final Subject bob = Subject.parse("bob@" + domain);
  private final Subject everyone = Subject.parse("@" + domain);
  private final DossierTable list = listAt("2026-11-24T10:30:00Z");

  @Test
  void aBounceIsOneRequestWhetherItIsTheFirstALaterOneOrADuplicate() {
    list.observe(bounce(bob, RULE, "2026-11-23T10:00:00Z"));
    expect("a first bounce", 1, 1, 1, 1);
    list.observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    expect("a repeated bounce", 1, 1, 0, 0);
    list.observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    expect("a duplicated bounce", 1, 1, 0, 0);
    list.observe(bounce(bob, "example.other", "2026-11-24T10:00:00Z"));
    expect("a bounce of another rule", 1, 2, 0, 0);
  }

  /** Superfluous matches are removed when there are sixteen. */
  @Test
  void manyBouncesOfADayAreOneRequestEachAndOneMoreForEverySixteen() {
    for (int i = 0; i < 160; i++) {
      list.observe(bounce(bob, RULE, "2026-11-24T10:%02d:%02dZ".formatted(i / 60, i % 60)));
    }
    assertThat(REQUESTS.count()).isBetween(160, 170);
    assertThat(TABLE.item(bob).get("matches#" + RULE).ss()).hasSizeLessThan(17);
  }

  @Test
  void anOlderBounceIsTwoRequestsOnlyWhenItsDayIsNew() {
    list.observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    REQUESTS.clear();

    list.observe(bounce(bob, RULE, "2026-11-23T10:00:00Z"));
    assertThat(REQUESTS.count()).isEqualTo(2);
    print("an older bounce of a new day (the refused write reports no units)");
    list.observe(bounce(bob, RULE, "2026-11-23T10:00:00Z"));
    assertThat(REQUESTS.count()).isEqualTo(1);
    print("an older bounce of a known day (the refused write reports no units)");
  }

  @Test
  void theIndexesAreWrittenOnceAnHourAndOnceADay() {
    list.observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    REQUESTS.clear();

    listAt("2026-11-24T10:59:59Z").observe(bounce(bob, RULE, "2026-11-21T10:00:00Z"));
    expect("a bounce in the same hour", 1, 1, 0, 0);
    listAt("2026-11-24T11:00:00Z").observe(bounce(bob, RULE, "2026-11-22T10:00:00Z"));
    expect("a bounce in another hour", 1, 1, 0, 2);
    listAt("2026-11-25T11:00:00Z").observe(bounce(bob, RULE, "2026-11-23T10:00:00Z"));
    expect("a bounce on another day", 1, 1, 2, 2);
  }

  @Test
  void aQuestionIsOneStronglyConsistentRead() {
    list.observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    list.observe(bounce(everyone, RULE, "2026-11-24T10:00:00Z"));
    REQUESTS.clear();

    list.read(Set.of(bob, everyone));

    assertThat(REQUESTS.reads())
        .singleElement()
        .satisfies(read -> assertThat(read.requestItems().values())
            .singleElement()
            .extracting(KeysAndAttributes::consistentRead)
            .isEqualTo(true));
    expect("a question (address and domain)", 1, 2, 0, 0);
  }

  @Test
  void aBatchQuestionIsOneRequestForAHundredKeys() {
    Set<Subject> subjects = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      Subject asked = Subject.parse("user" + i + "@d" + i % 3 + "." + domain);
      subjects.add(asked);
      subjects.add(Subject.parse("@" + asked.domain()));
    }
    list.read(subjects);

    assertThat(REQUESTS.reads())
        .hasSize(11)
        .allSatisfy(read ->
            assertThat(read.requestItems().get(TestTable.NAME).consistentRead()).isTrue());
    print("a question for 1,000 addresses of 3 domains, none known");
  }

  @Test
  void deliveriesAreReadByTheHundredAndWrittenOnlyWhereTheyAreNews() {
    LocalDate day = LocalDate.parse("2026-11-24");
    list.observe(bounce(bob, RULE, "2026-11-20T10:00:00Z"));
    Set<DeliveryDay> days = new HashSet<>();
    days.add(new DeliveryDay(bob, day));
    days.add(new DeliveryDay(everyone, day));
    for (int i = 0; i < 198; i++) {
      days.add(new DeliveryDay(Subject.parse("user" + i + "@" + domain), day));
    }
    REQUESTS.clear();

    Set<DeliveryDay> news = list.missing(days);
    assertThat(REQUESTS.reads())
        .hasSize(2)
        .allSatisfy(read -> assertThat(read.requestItems().get(TestTable.NAME))
            .satisfies(wanted -> assertThat(wanted.consistentRead()).isTrue())
            .satisfies(wanted -> assertThat(wanted.expressionAttributeNames().values())
                .containsExactlyInAnyOrder("subject", "delivered")));
    print("looking up 199 addresses and their domain");

    assertThat(news).hasSize(2);
    news.forEach(list::deliver);
    expect("a delivery written to a dossier and to a domain", 2, 2, 0, 0);
    assertThat(list.missing(days)).isEmpty();
  }

  @Test
  void countingTheRecipientsOfADomainIsOneKeyMoreAndOneWrite() {
    LocalDate day = LocalDate.parse("2026-11-24");
    Set<DeliveryWrite> notes = new HashSet<>();
    notes.add(new DeliveryDay(bob, day));
    notes.add(new DeliveryDay(everyone, day));
    notes.add(new RecipientDay(domain, day, "AAAAAAAA"));
    list.missing(notes);
    assertThat(REQUESTS.reads())
        .singleElement()
        .satisfies(
            read -> assertThat(read.requestItems().get(TestTable.NAME).keys()).hasSize(3))
        .satisfies(read ->
            assertThat(read.requestItems().get(TestTable.NAME).consistentRead()).isTrue());
    print("looking up an address, its domain and the domain's recipients");

    list.count(new DeliveredOnDay(domain, day, Set.of("AAAAAAAA")));
    expect("a recipient counted", 1, 1, 0, 0);
    list.delivered(Set.of(domain));
    expect("reading what is counted of a domain", 1, 0.5, 0, 0);
  }

  @Test
  void anIncidentIsOneRequest() {
    DynamoDbIncidentSlot slot =
        new DynamoDbIncidentSlot(CLIENT, TestTable.NAME, InstantSource.fixed(TestTable.NOW));
    Incident incident =
        new Incident("a", LocalDate.parse("2026-11-24"), TestTable.NOW, Optional.empty());
    slot.put(domain, Optional.empty(), incident);
    expect("an incident", 1, 1, 1, 0);
    slot.put(domain, Optional.empty(), incident);
    assertThat(REQUESTS.count()).isEqualTo(1);
  }

  @Test
  void aManualActionIsOneRequest() {
    list.addAction(
        bob,
        new ManualAction.Suppression(
            "a", "desk", "asked to", Instant.parse("2026-11-24T10:00:00Z"), Optional.empty()));
    expect("a manual action", 1, 1, 1, 1);
  }

  private static DossierTable listAt(String now) {
    return new DynamoDbDossierTable(
        CLIENT, TestTable.NAME, InstantSource.fixed(Instant.parse(now)));
  }

  private static void expect(
      String what, int requests, double units, double byDomain, double byHour) {
    assertThat(REQUESTS.count()).as("requests of %s", what).isEqualTo(requests);
    assertThat(REQUESTS.tableUnits()).as("units of %s", what).isEqualTo(units);
    assertThat(REQUESTS.indexUnits("byDomain")).as("byDomain of %s", what).isEqualTo(byDomain);
    assertThat(REQUESTS.indexUnits("byHour")).as("byHour of %s", what).isEqualTo(byHour);
    print(what);
  }

  private static void print(String what) {
    System.out.printf(
        "%-70s %2d requests, units: table %.1f, byDomain %.1f, byHour %.1f%n",
        what,
        REQUESTS.count(),
        REQUESTS.tableUnits(),
        REQUESTS.indexUnits("byDomain"),
        REQUESTS.indexUnits("byHour"));
    REQUESTS.clear();
  }
}
