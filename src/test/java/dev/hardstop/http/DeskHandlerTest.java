package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeskHandlerTest {
  private static final Subject BOB = Subject.parse("bob@example.com");

  private final ApiFunctions api = new ApiFunctions();

  @Test
  void aManualSuppressionIsAnsweredWithTheVerdictAndTheAction() {
    HttpReply reply = suppress("{\"subject\":\"Bob@Example.com\",\"why\":\"asked for it\"}");
    assertThat(reply.status()).isEqualTo(200);
    JsonNode json = reply.json();
    assertThat(json.path("subject").textValue()).isEqualTo("bob@example.com");
    assertThat(json.path("suppressed").booleanValue()).isTrue();
    assertThat(json.path("state").textValue()).isEqualTo("suppressed");
    assertThat(json.path("reason").textValue()).isEqualTo("MANUAL");
    assertThat(json.path("until").isNull()).isTrue();
    JsonNode action = json.path("action");
    assertThat(action.path("kind").textValue()).isEqualTo("suppression");
    assertThat(action.path("who").textValue()).isEqualTo(HttpEvent.CALLER);
    assertThat(action.path("why").textValue()).isEqualTo("asked for it");
    assertThat(action.path("at").textValue()).isEqualTo("2026-11-24T12:00:00Z");
    assertThat(action.path("id").textValue()).isNotEmpty();
  }

  @Test
  void aVerdictSaysWhoSuppressedTheAddressAndWhy() {
    suppress("{\"subject\":\"bob@example.com\",\"why\":\"asked for it\",\"until\":\"2026-12-01\"}");
    JsonNode verdict = api.results("bob@example.com").get(0);
    assertThat(verdict.path("until").textValue()).isEqualTo("2026-12-01");
    assertThat(verdict.path("since").textValue()).isEqualTo("2026-11-24");
    assertThat(verdict.path("advice").textValue()).isNotEmpty();
    assertThat(verdict.path("manualAction").path("who").textValue()).isEqualTo(HttpEvent.CALLER);
    assertThat(verdict.path("manualAction").path("why").textValue()).isEqualTo("asked for it");
    assertThat(verdict.path("manualAction").path("at").textValue())
        .isEqualTo("2026-11-24T12:00:00Z");
  }

  @Test
  void aReleaseEndsAnEarlierManualSuppression() {
    Instant before = Instant.parse("2026-11-23T10:00:00Z");
    api.list.addAction(
        BOB, new ManualAction.Suppression("1", "somebody", "a mistake", before, Optional.empty()));
    assertThat(api.results("bob@example.com").get(0).path("suppressed").booleanValue())
        .isTrue();
    JsonNode json =
        api.desk(HttpEvent.post("/v1/release", release("bob@example.com"))).json();
    assertThat(json.path("suppressed").booleanValue()).isFalse();
    assertThat(json.path("action").path("kind").textValue()).isEqualTo("release");
    assertThat(json.path("action").path("includeComplaint").booleanValue()).isFalse();
  }

  @Test
  void aReleaseLiftsAComplaintOnlyIfItSaysSo() {
    complain("2026-11-20T10:00:00Z");
    JsonNode without =
        api.desk(HttpEvent.post("/v1/release", release("bob@example.com"))).json();
    assertThat(without.path("suppressed").booleanValue()).isTrue();
    assertThat(without.path("reason").textValue()).isEqualTo("COMPLAINT");
    JsonNode with = api.desk(HttpEvent.post(
            "/v1/release",
            "{\"subject\":\"bob@example.com\",\"why\":\"wrote in\",\"includeComplaint\":true}"))
        .json();
    assertThat(with.path("suppressed").booleanValue()).isFalse();
  }

  @Test
  void aDomainIsSuppressedForAllItsAddresses() {
    JsonNode domain =
        suppress("{\"subject\":\"@Example.com\",\"why\":\"sold\"}").json();
    assertThat(domain.path("subject").textValue()).isEqualTo("@example.com");
    assertThat(domain.path("suppressed").booleanValue()).isTrue();
    JsonNode address = api.results("eve@example.com").get(0);
    assertThat(address.path("suppressed").booleanValue()).isTrue();
    assertThat(address.path("about").textValue()).isEqualTo("@example.com");
    assertThat(api.results("eve@example.org").get(0).path("suppressed").booleanValue())
        .isFalse();
  }

  @Test
  void aReleasedAddressOfASuppressedDomainStaysSuppressed() {
    suppress("{\"subject\":\"@example.com\",\"why\":\"sold\"}");
    JsonNode json =
        api.desk(HttpEvent.post("/v1/release", release("bob@example.com"))).json();
    assertThat(json.path("suppressed").booleanValue()).isTrue();
    assertThat(json.path("about").textValue()).isEqualTo("@example.com");
    assertThat(json.path("action").path("kind").textValue()).isEqualTo("release");
  }

  @Test
  void everyActionHasItsOwnId() {
    String body = "{\"subject\":\"bob@example.com\",\"why\":\"twice\"}";
    String first = suppress(body).json().path("action").path("id").textValue();
    assertThat(suppress(body).json().path("action").path("id").textValue()).isNotEqualTo(first);
    assertThat(bob().manualActions()).hasSize(2);
  }

  @Test
  void theActingPersonIsTheSignerAndIsNotTakenFromTheBody() {
    HttpReply reply =
        suppress("{\"subject\":\"bob@example.com\",\"why\":\"x\",\"who\":\"somebody else\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(bob().manualActions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"callerId,AIDAEXAMPLE", "userId,AROAEXAMPLE:session"})
  void aSignerWithoutAnArnIsKnownByItsId(String name, String id) {
    HttpEvent event = HttpEvent.post("/v1/release", release("bob@example.com")).signedBy(name, id);
    assertThat(api.desk(event).json().path("action").path("who").textValue()).isEqualTo(id);
  }

  @Test
  void anUnsignedActionIsForbidden() {
    HttpEvent unsigned =
        HttpEvent.post("/v1/release", release("bob@example.com")).unsigned();
    assertThat(api.desk(unsigned).status()).isEqualTo(403);
    HttpEvent blank =
        HttpEvent.post("/v1/release", release("bob@example.com")).signedBy("userArn", " ");
    assertThat(api.desk(blank).status()).isEqualTo(403);
    assertThat(bob().manualActions()).isEmpty();
  }

  @Test
  void whyMayHaveFiveHundredCharacters() {
    String longest = "\ud83d\udce7".repeat(500);
    String body = "{\"subject\":\"bob@example.com\",\"why\":\"" + longest + "\"}";
    assertThat(suppress(body).json().path("action").path("why").textValue()).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"subject\":\"bob@example.com\"}",
        "{\"subject\":\"bob@example.com\",\"why\":null}",
        "{\"subject\":\"bob@example.com\",\"why\":\"\"}",
        "{\"subject\":\"bob@example.com\",\"why\":\"  \"}",
        "{\"subject\":\"bob@example.com\",\"why\":5}",
        "{\"subject\":\"bob@example.com\",\"why\":\"two\\nlines\"}",
        "{\"subject\":\"bob@example.com\",\"why\":\"half \\ud83d\"}",
        "{\"subject\":\"nobody\",\"why\":\"x\"}",
        "{\"subject\":\"@\",\"why\":\"x\"}",
        "{\"subject\":\"@-x.example\",\"why\":\"x\"}",
        "{\"subject\":[\"bob@example.com\"],\"why\":\"x\"}",
        "{\"why\":\"x\"}",
        "{\"subject\":\"bob@example.com\",\"why\":\"x\",\"why\":\"y\"}",
        "{\"subject\":\"bob@example.com\",\"why\":\"x\",\"Why\":\"y\"}",
        "[]",
        "",
      })
  void anActionWithAnInvalidBodyIsNotRecorded(String body) {
    assertThat(suppress(body).status()).isEqualTo(400);
    assertThat(api.desk(HttpEvent.post("/v1/release", body)).status()).isEqualTo(400);
    assertThat(api.list.all()).isEmpty();
  }

  @Test
  void fiveHundredAndOneCharactersAreTooMany() {
    String body = "{\"subject\":\"bob@example.com\",\"why\":\"" + "x".repeat(501) + "\"}";
    assertThat(suppress(body).status()).isEqualTo(400);
    assertThat(api.list.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"subject\":\"bob@example.com\",\"why\":\"x\",\"includeComplaints\":true}",
        "{\"subject\":\"bob@example.com\",\"why\":\"x\",\"includeComplaint\":\"true\"}",
        "{\"subject\":\"bob@example.com\",\"why\":\"x\",\"includeComplaint\":1}",
        "{\"subject\":\"bob@example.com\",\"why\":\"x\",\"until\":\"2026-12-01\"}",
      })
  void aReleaseWithAnInvalidKeyIsNotRecorded(String body) {
    assertThat(api.desk(HttpEvent.post("/v1/release", body)).status()).isEqualTo(400);
    assertThat(api.list.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24",
        "2026-11-23",
        "2026-11-31",
        "2027-1-31",
        "31.01.2027",
        "2027-01-31T00:00:00Z",
        "+12027-01-31",
        "tomorrow",
        "",
      })
  void aSuppressionEndsOnADayAfterToday(String until) {
    String body = "{\"subject\":\"bob@example.com\",\"why\":\"x\",\"until\":\"" + until + "\"}";
    HttpReply reply = suppress(body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains("until");
    assertThat(api.list.all()).isEmpty();
  }

  @Test
  void aSuppressionMayEndTomorrowAndNullMeansNoEnd() {
    String tomorrow = "{\"subject\":\"bob@example.com\",\"why\":\"x\",\"until\":\"2026-11-25\"}";
    assertThat(suppress(tomorrow).json().path("until").textValue()).isEqualTo("2026-11-25");
    String none = "{\"subject\":\"eve@example.com\",\"why\":\"x\",\"until\":null}";
    assertThat(suppress(none).json().path("until").isNull()).isTrue();
  }

  private HttpReply suppress(String body) {
    return api.desk(HttpEvent.post("/v1/suppress", body));
  }

  private static String release(String subject) {
    return "{\"subject\":\"" + subject + "\",\"why\":\"wrote in\"}";
  }

  private Dossier bob() {
    return api.list.read(Set.of(BOB)).get(BOB);
  }

  private void complain(String at) {
    Evidence.Origin from =
        new Evidence.Origin(Instant.parse(at), "message-1", "feedback-1", Optional.empty());
    RuleHistory history = RuleHistory.of(new Evidence.ComplaintEvidence(from, ComplaintKind.SOLE));
    api.list.observe(new Observation(BOB, ComplaintKind.SOLE.historyId(), history, true));
  }
}
