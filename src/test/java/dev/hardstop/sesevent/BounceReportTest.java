package dev.hardstop.sesevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import dev.hardstop.smtp.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BounceReportTest {
  private static final String FIELDS = """
      Final-Recipient: rfc822; ann@example.com
      Action: relayed
      Status: 2.0.0

      Final-Recipient: rfc822; bob@example.com
      Action: failed
      Status: 5.1.1
      Diagnostic-Code: smtp; 550 5.1.1 user unknown
      """;

  private static final String EVENT = """
      {"eventType": "Bounce",
       "mail": {"timestamp": "2026-11-20T10:00:00.000Z", "messageId": "m-1", "destination": ["ann@example.com", "bob@example.com"]},
       "bounce": {"bounceType": "Permanent", "bounceSubType": "General", "feedbackId": "f-1", "remoteMtaIp": "192.0.2.1",
        "bouncedRecipients": [
         {"emailAddress": "ann@example.com", "action": "delayed"},
         {"emailAddress": "bob@example.com", "action": "failed", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}]}}
      """;

  @Test
  void theFirstRecipientThatFailedIsTheOneThatIsMeant() {
    for (String text : new String[] {FIELDS, EVENT}) {
      BounceReport report = read(text);
      assertThat(report.recipients()).isEqualTo(2);
      assertThat(report.bounce().recipient()).contains(EmailAddress.of("bob@example.com"));
      assertThat(report.bounce().report().diagnosticCode())
          .isEqualTo("smtp; 550 5.1.1 user unknown");
    }
  }

  @Test
  void theFirstRecipientIsMeantWhereNoneFailed() {
    assertThat(read(FIELDS.replace("failed", "delayed")).bounce().recipient())
        .contains(EmailAddress.of("ann@example.com"));
  }

  @Test
  void anEventIsTakenOutOfItsEnvelopes() {
    String byEventBridge = "{\"detail-type\":\"Email Bounced\",\"detail\":" + EVENT + "}";
    for (String inner : new String[] {EVENT, byEventBridge}) {
      String bySns = JsonNodeFactory.instance
          .objectNode()
          .put("Type", "Notification")
          .put("Message", inner)
          .toString();
      assertThat(read(bySns)).isEqualTo(read(EVENT));
      assertThat(read(inner)).isEqualTo(read(EVENT));
    }
  }

  @Test
  void thePartsOfAnEventAreRead() {
    BounceReport bounce = read("""
        {"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"status":"5.1.1"}]}
        """);
    assertThat(bounce.bounce().type()).isEqualTo(new BounceType("Permanent", "General"));
    assertThat(bounce.bounce().report().status()).isEqualTo("5.1.1");
    assertThat(read("{\"diagnosticCode\":\"550 no\"}").bounce().report().diagnosticCode())
        .isEqualTo("550 no");
  }

  @Test
  void anythingElseIsTheReplyOfAServer() {
    BounceReport report = read(" smtp; 550 5.1.1 user unknown\n");
    assertThat(report.recipients()).isZero();
    assertThat(report.bounce().report().diagnosticCode()).isEqualTo("smtp; 550 5.1.1 user unknown");
    assertThat(report.bounce().recipient()).isEmpty();
  }

  @Test
  void theReplyInAMailWithoutFieldsIsItsBody() {
    assertThat(
            read("Return-Path: <>\nSubject: failure\n\n<bob@example.com>:\nRemote host said: 550 no")
                .bounce()
                .report()
                .diagnosticCode())
        .startsWith("<bob@example.com>");
  }

  @Test
  void whatIsKnownBesideTheReportCompletesIt() {
    BounceType type = new BounceType("Transient", "General");
    assertThat(BounceReport.of(FIELDS, type, "192.0.2.9").bounce().type()).isEqualTo(type);
    assertThat(BounceReport.of(FIELDS, type, "192.0.2.9").bounce().report().remoteMtaIp())
        .isEqualTo("192.0.2.9");
    assertThat(BounceReport.of(EVENT, type, "192.0.2.9").bounce().type().subType())
        .isEqualTo("General");
    assertThat(BounceReport.of(EVENT, type, "192.0.2.9").bounce().report().remoteMtaIp())
        .isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"eventType                                   | not JSON
      {}                                            | no bounce event
      {"a":1}                                       | no bounce event
      {"bouncedRecipients":["bob@example.com"]}     | not a JSON object
      {"bouncedRecipients":[]}                      | no bounce event
      {"Message":"secret"}                          | not JSON
      {"eventType":"Bounce"}                        | not a JSON object: mail
      {"eventType":"Send"}                          | no bounce
      """)
  void jsonThatIsNoBounceIsRefusedWithoutRepeatingIt(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidSesEventException.class)
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("secret", "bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":", "[", "{\"detail\":"})
  void deeplyNestedJsonIsRefused(String open) {
    String text = "{\"a\":" + open.repeat(60_000 / open.length());
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidSesEventException.class);
  }

  @Test
  void aReportThatIsTooLongIsRefused() {
    assertThat(read("x".repeat(BounceReport.LONGEST_REPORT)).recipients()).isZero();
    assertThatThrownBy(() -> read("x".repeat(BounceReport.LONGEST_REPORT + 1)))
        .isInstanceOf(InvalidSesEventException.class)
        .hasMessageContaining("65536 characters");
  }

  private static BounceReport read(String text) {
    return BounceReport.of(text, BounceType.NONE, "");
  }
}
