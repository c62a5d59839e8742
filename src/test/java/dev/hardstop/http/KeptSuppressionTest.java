package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/erase} with {@code keepSuppression}. */
class KeptSuppressionTest {
  private static final String BOB = "bob@example.com";
  private static final String GONE = "550 5.1.1 <bob@example.com>: User unknown";
  private static final String CLOSED = "550 5.2.1 The account of bob@example.com is disabled";
  private static final String BLOCKLISTED =
      "554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org";

  private final ApiFunctions api = new ApiFunctions();
  private final RecordedMail mail = new RecordedMail(api);

  @BeforeEach
  void aKey() {
    api.list.setKeepsErased(true);
  }

  @Test
  void withoutAKeyNothingCanBeKeptAndNothingIsErased() {
    api.list.setKeepsErased(false);
    mail.bounced(BOB, "2026-11-20", GONE);
    HttpReply reply = erase(true);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains("ErasureKeyArn");
    assertThat(api.list.all()).containsKey(Subject.parse(BOB));
  }

  @Test
  void onlyStateReasonAndEndAreKept() {
    mail.bounced(BOB, "2026-11-20", CLOSED);
    JsonNode before = verdict();
    JsonNode answer = erase(true).json();
    JsonNode after = verdict();
    for (String field : new String[] {"state", "reason", "until"}) {
      assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
      assertThat(answer.path("kept").get(field)).as(field).isEqualTo(before.get(field));
    }
    assertThat(after.path("suppressed").booleanValue()).isTrue();
    assertThat(after.path("reply").isNull()).isTrue();
    assertThat(after.path("days")).isEmpty();
    assertThat(api.list.all()).doesNotContainKey(Subject.parse(BOB));
    assertThat(api.results("ann@example.com").get(0).path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void ofAnAddressThatIsNotSuppressedNothingIsKept() {
    mail.bounced(BOB, "2026-11-20", BLOCKLISTED);
    assertThat(erase(true).json().path("kept").isNull()).isTrue();
    assertThat(verdict().path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void newFeedbackMakesTheVerdictGraverAndNeverMilder() {
    mail.bounced(BOB, "2026-11-20", CLOSED);
    erase(true);
    mail.bounced(BOB, "2026-11-22", BLOCKLISTED);
    mail.delivered(BOB, "2026-11-23");
    assertThat(verdict().path("reason").textValue()).isEqualTo("MAILBOX_INACTIVE");
    mail.bounced(BOB, "2026-11-23", GONE);
    assertThat(verdict().path("reason").textValue()).isEqualTo("INVALID_RECIPIENT");
    assertThat(verdict().path("until").isNull()).isTrue();
  }

  @Test
  void erasingTwiceKeepsTheGraver() {
    mail.bounced(BOB, "2026-11-20", GONE);
    erase(true);
    assertThat(erase(true).json().at("/kept/reason").textValue()).isEqualTo("INVALID_RECIPIENT");
    mail.bounced(BOB, "2026-11-23", CLOSED);
    assertThat(erase(true).json().at("/kept/reason").textValue()).isEqualTo("INVALID_RECIPIENT");
    assertThat(verdict().path("until").isNull()).isTrue();
  }

  @Test
  void anErasureThatKeepsNothingForgetsWhatWasKept() {
    mail.bounced(BOB, "2026-11-20", GONE);
    erase(true);
    erase(false);
    assertThat(verdict().path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void aReleaseEndsWhatIsKept() {
    mail.bounced(BOB, "2026-11-20", GONE);
    erase(true);
    assertThat(release(false).path("state").textValue()).isEqualTo("clear");
    assertThat(verdict().path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void onlyAReleaseThatIncludesComplaintsEndsAKeptComplaint() {
    mail.bounced(BOB, "2026-11-20", GONE);
    complain();
    assertThat(erase(true).json().at("/kept/reason").textValue()).isEqualTo("COMPLAINT");
    assertThat(release(false).path("reason").textValue()).isEqualTo("COMPLAINT");
    assertThat(release(true).path("state").textValue()).isEqualTo("clear");
  }

  @Test
  void ifTheKeyCannotBeReadOnlyTheQuestionsThatNeedItAreNotAnswered() {
    mail.bounced(BOB, "2026-11-20", GONE);
    mail.bounced("eve@example.org", "2026-11-20", GONE);
    erase(true);
    api.list.failKey(new TableUnavailableException("the erasure key cannot be read"));
    assertThat(api.check(HttpEvent.address(BOB)).status()).isEqualTo(503);
    assertThat(api.check(HttpEvent.address("ann@example.com")).status()).isEqualTo(503);
    assertThat(
            api.check(HttpEvent.address("eve@example.org")).json().path("state").textValue())
        .isEqualTo("suppressed");
    assertThat(api.desk(HttpEvent.get("/v1/addresses/" + BOB + "/history")).status())
        .isEqualTo(503);
    assertThat(erase(true).status()).isEqualTo(503);
    HttpReply released =
        api.desk(HttpEvent.post("/v1/release", "{\"subject\":\"" + BOB + "\",\"why\":\"asked\"}"));
    assertThat(released.status()).isEqualTo(503);
    assertThat(released.detail()).contains("send it again");
  }

  @Test
  void theHistoryOfAnErasedAddressIsItsVerdict() {
    mail.bounced(BOB, "2026-11-20", GONE);
    erase(true);
    JsonNode history =
        api.desk(HttpEvent.get("/v1/addresses/" + BOB + "/history")).json();
    assertThat(history.path("rules")).isEmpty();
    assertThat(history.at("/verdict/reason").textValue()).isEqualTo("INVALID_RECIPIENT");
    assertThat(history.path("summary").textValue()).startsWith("We send no mail to this address");
    assertThat(history.path("tellUser").textValue()).contains("spelled correctly");
  }

  private HttpReply erase(boolean keep) {
    return api.desk(HttpEvent.post(
        "/v1/erase",
        "{\"subject\":\"" + BOB + "\",\"why\":\"asked\",\"keepSuppression\":" + keep + "}"));
  }

  private JsonNode release(boolean includeComplaint) {
    return api.desk(HttpEvent.post(
            "/v1/release",
            "{\"subject\":\"" + BOB + "\",\"why\":\"asked\",\"includeComplaint\":"
                + includeComplaint + "}"))
        .json();
  }

  private JsonNode verdict() {
    return api.results(BOB).get(0);
  }

  private void complain() {
    Evidence.Origin from = new Evidence.Origin(
        Instant.parse("2026-11-20T10:00:00Z"), "message-1", "feedback-1", Optional.empty());
    RuleHistory history = RuleHistory.of(new Evidence.ComplaintEvidence(from, ComplaintKind.SOLE));
    api.list.observe(
        new Observation(Subject.parse(BOB), ComplaintKind.SOLE.historyId(), history, true));
  }
}
