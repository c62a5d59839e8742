package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.RecipientSample;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.watchstate.LatestRun;
import dev.hardstop.watchstate.SendingCounts;
import dev.hardstop.watchstate.SesListStateContract;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The answer about the sending as a whole. */
class OverviewResponseTest {
  private static final LocalDate TODAY = LocalDate.parse(ApiFunctions.TODAY);
  private static final Instant RAN = Instant.parse("2026-11-24T11:45:12Z");

  private final ApiFunctions api = new ApiFunctions();

  @Test
  void beforeTheFirstRunNothingIsKnownAndEveryDayIsThere() {
    JsonNode answer = ask();
    assertThat(answer.path("written").isNull()).isTrue();
    assertThat(answer.path("rates").isNull()).isTrue();
    assertThat(answer.path("sesList").isNull()).isTrue();
    assertThat(answer.path("watch").isNull()).isTrue();
    assertThat(answer.path("incidents").toString()).isEqualTo("[]");
    assertThat(answer.path("unreadable").toString()).isEqualTo("[]");
    assertThat(answer.path("marks").toString())
        .isEqualTo("{\"bounces\":[0.48,2.0,5.0,10.0],\"complaints\":[0.1,0.5]}");
    assertThat(answer.path("days").size()).isEqualTo(14);
    assertThat(answer.at("/days/0").toString())
        .isEqualTo("{\"day\":\"2026-11-11\",\"isKnown\":false,\"reasons\":[]}");
    assertThat(answer.at("/days/13/day").asText()).isEqualTo(ApiFunctions.TODAY);
  }

  @Test
  void theLatestRunIsShownWithItsRatesAndWhatTheyMean() {
    api.overview.save(new LatestRun(
        RAN,
        Optional.of(new SendingCounts(12_000, 31, 2)),
        Optional.of(new SendingCounts(80_000, 4_100, 90)),
        false,
        3,
        20,
        5,
        7,
        List.of("time for 3 domains")));
    JsonNode answer = ask();
    assertThat(answer.path("written").asText()).isEqualTo("2026-11-24T11:45:12Z");
    assertThat(answer.at("/rates/day").toString())
        .isEqualTo("{\"messages\":12000,\"bounces\":31,\"complaints\":2,\"bouncePercent\":0.26,"
            + "\"complaintPercent\":0.02,\"bounceLevel\":\"GOOD\",\"complaintLevel\":\"GOOD\"}");
    assertThat(answer.at("/rates/week/bounceLevel").asText()).isEqualTo("REVIEW");
    assertThat(answer.at("/rates/week/complaintLevel").asText()).isEqualTo("REVIEW");
    assertThat(answer.path("watch").toString())
        .isEqualTo("{\"ran\":\"2026-11-24T11:45:12Z\",\"complete\":false,\"minutesBehind\":20,"
            + "\"left\":3,\"hoursSinceWalk\":5,\"hoursSinceSesList\":7,"
            + "\"missing\":[\"time for 3 domains\"]}");
  }

  @Test
  void aRunWithoutTheFiguresOfSesHasNoRates() {
    api.overview.save(run(RAN));
    assertThat(ask().path("rates").isNull()).isTrue();
    assertThat(ask().at("/watch/ran").asText()).isEqualTo("2026-11-24T11:45:12Z");
  }

  @Test
  void daysAreShownWithTheMostFrequentReasonFirst() {
    api.overview.add(new BouncedRecipients(
        TODAY.minusDays(1),
        Map.of(
            BounceReason.MAILBOX_FULL, people(2),
            BounceReason.INVALID_RECIPIENT, people(31))));
    api.overview.add(BouncedRecipients.none(TODAY));
    JsonNode days = ask().path("days");
    assertThat(days.at("/12").toString())
        .isEqualTo("{\"day\":\"2026-11-23\",\"isKnown\":true,\"reasons\":["
            + "{\"reason\":\"INVALID_RECIPIENT\",\"culprit\":\"address\",\"recipients\":31,"
            + "\"isEstimate\":false},"
            + "{\"reason\":\"MAILBOX_FULL\",\"culprit\":\"mailbox\",\"recipients\":2,"
            + "\"isEstimate\":false}]}");
    assertThat(days.at("/13").toString())
        .isEqualTo("{\"day\":\"2026-11-24\",\"isKnown\":true,\"reasons\":[]}");
    assertThat(days.at("/11/isKnown").booleanValue()).isFalse();
  }

  @Test
  void manyRecipientsAreAnEstimate() {
    api.overview.add(
        new BouncedRecipients(TODAY, Map.of(BounceReason.INVALID_RECIPIENT, people(20_000))));
    JsonNode reason = ask().at("/days/13/reasons/0");
    assertThat(reason.path("isEstimate").booleanValue()).isTrue();
    assertThat(reason.path("recipients").longValue()).isBetween(17_500L, 22_500L);
  }

  @Test
  void onlyOpenIncidentsAreListed() {
    api.watched.incidents.add(incident("open", Optional.empty()));
    api.watched.incidents.add(incident("over", Optional.of(RAN)));
    assertThat(ask().path("incidents").toString())
        .isEqualTo("[{\"id\":\"open\",\"scope\":\"domain\",\"diagnosis\":\"DOMAIN_INCIDENT\","
            + "\"domains\":[\"contoso.com\"],\"opened\":\"2026-11-24T11:00:12Z\"}]");
  }

  @Test
  void theLastComparisonWithTheListOfSesIsShownInNumbers() {
    SesListStateContract.ended(api.sesList, RAN, false);
    JsonNode sesList = ask().path("sesList");
    assertThat(sesList.path("mode").asText()).isEqualTo("off");
    assertThat(sesList.path("changesList").booleanValue()).isFalse();
    assertThat(sesList.path("ended").asText()).isNotEmpty();
    assertThat(sesList.path("listedAndFree").isIntegralNumber()).isTrue();
    assertThat(sesList.path("suppressedAndMissing").isIntegralNumber()).isTrue();
    assertThat(sesList.path("otherReason").isIntegralNumber()).isTrue();
  }

  @Test
  void aPartThatCannotBeReadIsNullAndNamedAndTheOthersAreThere() {
    api.overview.save(run(RAN));
    api.watched.unreadable = true;
    JsonNode answer = ask();
    assertThat(answer.path("incidents").isNull()).isTrue();
    assertThat(answer.path("unreadable").toString()).isEqualTo("[\"incidents\"]");
    assertThat(answer.path("watch").isNull()).isFalse();
  }

  @Test
  void aParameterIsABadRequest() {
    assertThat(api.check(HttpEvent.get("/v1/overview").query("days=30")).status())
        .isEqualTo(400);
  }

  private JsonNode ask() {
    HttpReply reply = api.check(HttpEvent.get("/v1/overview"));
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }

  private static LatestRun run(Instant began) {
    return new LatestRun(
        began, Optional.empty(), Optional.empty(), true, 0, 0, 0, 0, List.of("SES's statistics"));
  }

  private static IncidentReport incident(String id, Optional<Instant> ended) {
    return new IncidentReport(
        id,
        IncidentReport.Scope.DOMAIN,
        Diagnosis.Name.DOMAIN_INCIDENT,
        List.of("contoso.com"),
        RAN.minusSeconds(2_700),
        ended,
        ended.map(end -> true));
  }

  private static RecipientSample people(int howMany) {
    return RecipientSample.of(IntStream.range(0, howMany)
        .mapToObj(i -> RecipientHash.of(EmailAddress.of("p" + i + "@example.com")))
        .toList());
  }
}
