package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbOverview;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.watch.WatchCalls;
import dev.hardstop.watchstate.InMemorySesListState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The overview that {@code check} answers after real runs of {@code watch} over a table. */
class OverviewOnTableTest {
  private static final String TABLE = "hardstop";
  private static final Instant NOON = Instant.parse(ApiFunctions.TODAY + "T12:00:00Z");

  private final LocalDynamoDb local = LocalDynamoDb.start();
  private final DynamoDbClient client = local.client();

  @BeforeEach
  void createTable() {
    TemplateTable.ofProject().create(client, TABLE);
  }

  @AfterEach
  void stop() {
    client.close();
    local.close();
  }

  @Test
  void beforeTheFirstRunNothingIsKnown() {
    JsonNode overview = overview();
    assertThat(overview.path("written").isNull()).isTrue();
    assertThat(overview.path("days"))
        .hasSize(14)
        .noneMatch(day -> day.path("isKnown").asBoolean());
  }

  @Test
  void aRunOverAnEmptyTableMakesTodayAKnownAndQuietDay() throws IOException {
    WatchCalls.watched(client, NOON);
    JsonNode overview = overview();
    assertThat(overview.path("written").asText()).isEqualTo(NOON.toString());
    assertThat(overview.at("/watch/complete").booleanValue()).isTrue();
    assertThat(overview.at("/rates/day/bounceLevel").asText()).isNotEmpty();
    assertThat(overview.at("/days/13").toString())
        .isEqualTo("{\"day\":\"2026-11-24\",\"isKnown\":true,\"reasons\":[]}");
    assertThat(overview.at("/days/12/isKnown").booleanValue()).isFalse();
  }

  @Test
  void bouncesAreCountedByDayAndReasonHoweverOftenTheyAreRead() throws IOException {
    RecordedMail mail = new RecordedMail(
        new ApiFunctions(),
        new DynamoDbDossierTable(client, TABLE, InstantSource.fixed(NOON.minusSeconds(3_600))));
    for (int i = 0; i < 31; i++) {
      mail.bounced("p" + i + "@contoso.com", "2026-11-24", "550 5.1.1 User unknown");
    }
    mail.bounced("full@contoso.com", "2026-11-23", "552 5.2.2 Mailbox full");
    mail.bounced("late@contoso.com", "2026-11-20", "552 5.2.2 Mailbox full");
    WatchCalls.watched(client, NOON);
    JsonNode first = overview();
    assertThat(first.at("/days/13/reasons").toString())
        .isEqualTo("[{\"reason\":\"INVALID_RECIPIENT\",\"culprit\":\"address\",\"recipients\":31,"
            + "\"isEstimate\":false}]");
    assertThat(first.at("/days/12/reasons/0/recipients").longValue()).isEqualTo(1);
    WatchCalls.watched(client, NOON.plus(Duration.ofMinutes(15)));
    assertThat(overview().path("days")).isEqualTo(first.path("days"));
    assertThat(overview().toString()).doesNotContain("@");
  }

  private JsonNode overview() {
    InstantSource clock = InstantSource.fixed(NOON);
    CheckHandler check = new CheckHandler(
        new DynamoDbDossierTable(client, TABLE, clock),
        SuppressionPolicy.standard(),
        RuleFiles.book(),
        clock,
        new WatchedDomains().answers(new DynamoDbDossierTable(client, TABLE, clock), clock),
        new InMemorySesListState(),
        new DynamoDbOverview(client, TABLE),
        ResponseMapper.mapper());
    HttpReply reply = HttpReply.of(check, HttpEvent.get("/v1/overview").bytes());
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }
}
