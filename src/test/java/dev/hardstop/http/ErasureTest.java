package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TableUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/erase}. That no line of the log names the address is checked for every test. */
class ErasureTest {
  private static final String GONE = "550 5.1.1 <bob@example.com>: User unknown";
  private static final String BODY = "{\"subject\":\"Bob@Example.com\",\"why\":\"asked\"}";

  private final ApiFunctions api = new ApiFunctions();

  @Test
  void anErasedAddressIsClearAndNothingIsKnownAboutIt() {
    new RecordedMail(api).bounced("Bob@example.com", "2026-11-20", GONE);
    HttpReply reply = erase(BODY);
    assertThat(reply.status()).isEqualTo(200);
    JsonNode answer = reply.json();
    assertThat(answer.path("subject").textValue()).isEqualTo("bob@example.com");
    assertThat(answer.at("/removed/dossier").booleanValue()).isTrue();
    assertThat(answer.path("who").textValue()).isEqualTo(HttpEvent.CALLER);
    assertThat(answer.path("why").textValue()).isEqualTo("asked");
    assertThat(answer.path("at").textValue()).isEqualTo("2026-11-24T12:00:00Z");
    assertThat(api.list.all()).doesNotContainKey(Subject.parse("bob@example.com"));
    assertThat(api.results("bob@example.com").get(0).path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void theAnswerNamesTheSpellingsThatSesMayListAndWhatIsOutOfReach() {
    new RecordedMail(api).bounced("Bob@example.com", "2026-11-20", GONE);
    JsonNode answer = erase(BODY).json();
    assertThat(answer.path("spellings")).hasToString("[\"Bob@example.com\",\"bob@example.com\"]");
    assertThat(answer.path("sesList").textValue())
        .contains("SesList=off")
        .contains("delete-suppressed-destination");
    assertThat(answer.path("notReached").toString())
        .contains("Point-in-time recovery", "global suppression list", "Files that were exported")
        .contains("queues", "subscribers", "logs");
  }

  @Test
  void whereSesListFollowsItIsCleanedOnlyIfThereWasADossier() {
    ApiFunctions following =
        new ApiFunctions(SuppressionPolicy.standard().with(SesListMode.FOLLOW));
    new RecordedMail(following).bounced("bob@example.com", "2026-11-20", GONE);
    assertThat(following.desk(event(BODY)).json().path("sesList").textValue())
        .contains("every known spelling");
    assertThat(following.desk(event(BODY)).json().path("sesList").textValue())
        .contains("no dossier");
  }

  @Test
  void erasingTwiceIsNoError() {
    new RecordedMail(api).bounced("bob@example.com", "2026-11-20", GONE);
    erase(BODY);
    HttpReply reply = erase(BODY);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().at("/removed/dossier").booleanValue()).isFalse();
    assertThat(reply.json().path("spellings")).hasToString("[\"bob@example.com\"]");
  }

  @Test
  void aDossierThatCannotBeReadIsErased() {
    api.list.makeUnreadable(Subject.parse("bob@example.com"));
    assertThat(erase(BODY).status()).isEqualTo(200);
    assertThat(api.results("bob@example.com").get(0).path("state").textValue()).isEqualTo("clear");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"subject\":\"@example.com\",\"why\":\"asked\"}",
        "{\"subject\":\"bob@example.com\"}",
        "{\"subject\":\"bob@example.com\",\"why\":\" \"}",
        "{\"subject\":\"bob\",\"why\":\"asked\"}",
        "{\"subject\":\"bob@example.com\",\"why\":\"asked\",\"reason\":\"x\"}",
        "{\"why\":\"asked\"}",
        "[]",
      })
  void anInvalidBodyErasesNothing(String body) {
    new RecordedMail(api).bounced("bob@example.com", "2026-11-20", GONE);
    assertThat(erase(body).status()).isEqualTo(400);
    assertThat(api.list.all()).containsKey(Subject.parse("bob@example.com"));
  }

  @Test
  void aDomainIsRefusedWithTheReason() {
    assertThat(erase("{\"subject\":\"@example.com\",\"why\":\"asked\"}").detail())
        .contains("one by one");
  }

  @Test
  void onlyAnIdentityMayErase() {
    new RecordedMail(api).bounced("bob@example.com", "2026-11-20", GONE);
    assertThat(api.desk(event(BODY).unsigned()).status()).isEqualTo(403);
    assertThat(api.list.all()).containsKey(Subject.parse("bob@example.com"));
  }

  @Test
  void ifTheTableIsOutOfReachTheRequestIsToBeSentAgain() {
    api.list.failErasures(new TableUnavailableException("out of reach"));
    HttpReply reply = erase(BODY);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.detail()).contains("send the request again");
  }

  private HttpReply erase(String body) {
    return api.desk(event(body));
  }

  private static HttpEvent event(String body) {
    return HttpEvent.post("/v1/erase", body);
  }
}
