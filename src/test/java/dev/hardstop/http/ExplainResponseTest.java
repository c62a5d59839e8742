package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.sesevent.BounceReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainResponseTest {
  private final ApiFunctions api = new ApiFunctions();

  @Test
  void aDiagnosticCodeAloneIsExplained() {
    JsonNode json = explained(
        "{\"diagnosticCode\":\"smtp; 550 5.4.1 Recipient address rejected: Access denied.\"}");
    assertThat(json.path("reason").textValue()).isEqualTo("ACCESS_DENIED");
    assertThat(json.path("culprit").textValue()).isEqualTo("address");
    assertThat(json.path("rule").textValue()).isNotEmpty();
    assertThat(json.path("confidence").textValue()).isIn("high", "medium", "low");
    assertThat(json.path("reply").textValue()).contains("Access denied");
    assertThat(json.path("decidedBy").textValue()).isNotEmpty();
    assertThat(json.path("sesBounceType").isNull()).isTrue();
    assertThat(json.path("decision").textValue()).isEqualTo("suppressed");
    assertThat(json.path("explanation").textValue()).contains("90 days");
    assertThat(json.path("advice").textValue()).isNotEmpty();
  }

  @Test
  void theWordsThatDecidedAreMarkedInTheReply() {
    JsonNode json = explained(
        "{\"diagnosticCode\":\"550 \ud83d\ude00 <bob@example.com>: No  such user here\"}");
    String reply = json.path("reply").textValue();
    StringBuilder marked = new StringBuilder();
    json.path("matched")
        .forEach(part -> marked
            .append('[')
            .append(reply, part.path("start").intValue(), part.path("end").intValue())
            .append(']'));
    assertThat(reply).startsWith("550 \ud83d\ude00 <address>");
    assertThat(marked.toString()).isEqualTo("[No such][user]");
  }

  @Test
  void nothingIsMarkedWhereACodeDecided() {
    JsonNode json = explained("{\"diagnosticCode\":\"550 5.1.1 nein\"}");
    assertThat(json.path("decidedBy").textValue()).isEqualTo("5.1.1");
    assertThat(json.path("matched").isArray()).isTrue();
    assertThat(json.path("matched")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550 5.1.1 nein         | RFC 3463 section 3.2
      450 4.1.1 User unknown | RFC 3463 section 2
      the moon is full       | no rule of the book matches
      """)
  void theSourceOfTheRuleIsNamed(String reply, String source) {
    assertThat(
            explained("{\"diagnosticCode\":\"" + reply + "\"}").path("source").textValue())
        .isEqualTo(source);
  }

  @Test
  void anEntryOfSesIsExplainedWithItsBounceType() {
    JsonNode json = explained("""
            {"emailAddress": "bob@example.com", "action": "failed", "status": "5.1.1",
             "diagnosticCode": "smtp; 550 5.1.1 user unknown", "bounceType": "Permanent",
             "bounceSubType": "General", "remoteMtaIp": "192.0.2.1"}
            """);
    assertThat(json.path("reason").textValue()).isEqualTo("INVALID_RECIPIENT");
    assertThat(json.path("sesBounceType").textValue()).isEqualTo("Permanent/General");
    assertThat(json.path("decision").textValue()).isEqualTo("suppressed");
  }

  @Test
  void aBounceTypeAloneIsExplained() {
    JsonNode json =
        explained("{\"bounceType\":\"Permanent\",\"bounceSubType\":\"OnAccountSuppressionList\"}");
    assertThat(json.path("reason").textValue()).isEqualTo("SUPPRESSED_BY_SES");
    assertThat(json.path("reply").isNull()).isTrue();
  }

  @Test
  void aBlockedSenderIsNotHeldAgainstTheRecipient() {
    JsonNode json = explained(
        "{\"diagnosticCode\":\"smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.1]"
            + " blocked using a blocklist\"}");
    assertThat(json.path("reason").textValue()).isEqualTo("SENDER_REPUTATION");
    assertThat(json.path("culprit").textValue()).isEqualTo("sender");
    assertThat(json.path("decision").textValue()).isEqualTo("clear");
  }

  @Test
  void aMessageThatDidNotFailIsClear() {
    JsonNode json =
        explained("{\"action\":\"relayed\",\"status\":\"2.0.0\",\"bounceType\":\"Permanent\","
            + "\"bounceSubType\":\"General\"}");
    assertThat(json.path("decision").textValue()).isEqualTo("clear");
    assertThat(json.path("explanation").textValue()).contains("did not fail");
  }

  @Test
  void aDelayedRecipientHasNotBounced() {
    JsonNode json =
        explained("{\"action\":\"delayed\",\"status\":\"4.4.1\",\"bounceType\":\"Permanent\","
            + "\"bounceSubType\":\"General\",\"diagnosticCode\":\"smtp; 550 5.1.1 user unknown\"}");
    assertThat(json.path("decision").textValue()).isEqualTo("clear");
    assertThat(json.path("explanation").textValue()).contains("delayed");
  }

  @Test
  void aBounceMailIsExplainedByItsFirstRecipientThatFailed() {
    JsonNode json = explained("""
        {"report": "Final-Recipient: rfc822; ann@example.com\\nAction: delayed\\nStatus: 4.4.1\\n\\nFinal-Recipient: \
        rfc822; bob@example.com\\nAction: failed\\nStatus: 5.1.1\\nDiagnostic-Code: smtp; 550 5.1.1\\n \
        <bob@example.com>: user unknown"}
        """);
    assertThat(json.path("recipients").intValue()).isEqualTo(2);
    assertThat(json.path("reply").textValue()).isEqualTo("550 5.1.1 <address>: user unknown");
    assertThat(json.path("reason").textValue()).isEqualTo("INVALID_RECIPIENT");
    assertThat(json.path("decision").textValue()).isEqualTo("suppressed");
  }

  @Test
  void anEventOfSesIsAReport() {
    JsonNode json = explained("""
        {"report": "{\\"eventType\\":\\"Bounce\\",\\"mail\\":{\\"timestamp\\":\\"2026-11-20T10:00:00.000Z\\",\
        \\"destination\\":[\\"bob@example.com\\"]},\\"bounce\\":{\\"bounceType\\":\\"Transient\\",\
        \\"bounceSubType\\":\\"MailboxFull\\",\\"bouncedRecipients\\":[{\\"emailAddress\\":\\"bob@example.com\\"}]}}"}
        """);
    assertThat(json.path("recipients").intValue()).isEqualTo(1);
    assertThat(json.path("sesBounceType").textValue()).isEqualTo("Transient/MailboxFull");
    assertThat(json.path("reason").textValue()).isEqualTo("MAILBOX_FULL");
  }

  @Test
  void aReplyAloneIsAReportThatNamesNoRecipient() {
    JsonNode json =
        explained("{\"report\":\"550 5.1.1 user unknown\",\"bounceType\":\"Permanent\"}");
    assertThat(json.path("recipients").isNull()).isTrue();
    assertThat(json.path("reason").textValue()).isEqualTo("INVALID_RECIPIENT");
    assertThat(json.path("sesBounceType").textValue()).isEqualTo("Permanent");
  }

  @Test
  void aReportMayBeLongButNotWithoutLimit() {
    String longest = "x".repeat(BounceReport.LONGEST_REPORT);
    assertThat(api.check(HttpEvent.post("/v1/explain", "{\"report\":\"" + longest + "\"}"))
            .status())
        .isEqualTo(200);
    HttpReply tooLong =
        api.check(HttpEvent.post("/v1/explain", "{\"report\":\"" + longest + "x\"}"));
    assertThat(tooLong.status()).isEqualTo(413);
    assertThat(tooLong.json().path("detail").textValue()).contains("65536 characters");
  }

  @Test
  void theReplyIsMasked() {
    HttpReply reply = api.check(HttpEvent.post(
        "/v1/explain",
        "{\"emailAddress\":\"bob@example.com\","
            + "\"diagnosticCode\":\"smtp; 550 5.1.1 <bob@example.com>: user unknown\"}"));
    assertThat(reply.body()).doesNotContain("bob");
  }

  @Test
  void unknownKeysOfAnEntryAreIgnored() {
    JsonNode json = explained("{\"diagnosticCode\":\"550 5.1.1 user unknown\",\"new\":{\"a\":1}}");
    assertThat(json.path("reason").textValue()).isEqualTo("INVALID_RECIPIENT");
  }

  @Test
  void explainingRecordsNothing() {
    explained(
        "{\"emailAddress\":\"bob@example.com\",\"diagnosticCode\":\"550 5.1.1 user unknown\"}");
    assertThat(api.list.all()).isEmpty();
  }

  @Test
  void explainingNeedsNoTable() {
    HttpReply reply = new ApiFunctions(new UnavailableTable())
        .check(HttpEvent.post("/v1/explain", "{\"diagnosticCode\":\"550 5.1.1 user unknown\"}"));
    assertThat(reply.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "\"smtp; 550 5.1.1 user unknown\"",
        "{\"diagnosticCode\":\"\"}",
        "{\"diagnosticCode\":\" \",\"status\":null}",
        "{\"emailAddress\":\"bob@example.com\",\"action\":\"failed\"}",
        "{\"diagnosticcode\":\"550 5.1.1 user unknown\"}",
        "{\"diagnosticCode\":[\"550 5.1.1 user unknown\"]}",
        "{\"diagnosticCode\":\"550 5.1.1 user unknown\",\"status\":5.1}",
        "{\"diagnosticCode\":\"550 5.1.1 user unknown\",\"remoteMtaIp\":{}}",
        "{\"report\":\" \"}",
        "{\"report\":[]}",
        "{\"report\":\"{\"}",
        "{\"report\":\"{\\\"eventType\\\":\\\"Open\\\"}\"}",
        "{\"report\":\"550 5.1.1 user unknown\",\"status\":\"5.1.1\"}",
      })
  void aBodyThatExplainsNothingIsABadRequest(String body) {
    assertThat(api.check(HttpEvent.post("/v1/explain", body)).status()).isEqualTo(400);
  }

  @Test
  void hostileTextIsExplainedLikeAnyOther() {
    String text = "smtp; 550 \\ud800\\u0000\\u202e " + "(5.1.1 <".repeat(20_000);
    JsonNode json = explained("{\"diagnosticCode\":\"" + text + "\"}");
    assertThat(json.path("reason").textValue()).isNotEmpty();
    assertThat(json.path("reply").asText()).hasSizeLessThanOrEqualTo(512);
  }

  private JsonNode explained(String body) {
    HttpReply reply = api.check(HttpEvent.post("/v1/explain", body));
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }
}
