package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 5.4.1 Access denied, the other meanings of the code, and similar replies. */
class AccessDeniedTest {
  private static final String EDGE = "[XX1EUR00FT000.eop-EUR00.prod.protection.outlook.com";

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      550 5.4.1 [bob@example.com]: Recipient address rejected: Access denied %s]                        | microsoft.edge-address-named
      550.5.4.1 [bob@example.com]: Recipient address rejected: Access denied %s]                        | microsoft.edge-address-named
      550 5.4.1 Recipient address rejected: Access denied. AS(201806281) %s 2026-11-24T08:00:00Z 08DD]  | microsoft.edge-directory-block
      550 5.4.1 Recipient address rejected: Access denied. %s 2026-11-24T08:00:00.000Z 08DD000000000A]  | microsoft.edge-access-denied
      SMTP; 550 5.4.1 Recipient address rejected: Access denied. See https://aka.ms/EXOSmtpErrors %s]   | microsoft.edge-errors-link
      550-5.4.1 Recipient address rejected: Access denied.\\n550 5.4.1 AS(201806281) %s]                 | microsoft.edge-directory-block
      #550 5.4.1 Recipient address rejected: Access denied ##                                           | microsoft.edge-access-denied-unsigned
      """)
  void anUnknownRecipientAtTheEdgeIsAccessDenied(String text, String rule) {
    Classification answer = classify(text.formatted(EDGE).replace("\\n", "\n"), "", "");

    assertThat(answer.reason()).isEqualTo(BounceReason.ACCESS_DENIED);
    assertThat(answer.ruleId()).isEqualTo(rule);
  }

  /** Variants in blanks, colons, codes, encodings, truncation and wrappers, with the same meaning. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.4.1 Recipient address rejected : Access denied. %s]",
        "550 5.4.1 Recipient address rejected:Access denied. %s]",
        "550 5.4.1 RECIPIENT ADDRESS REJECTED: ACCESS DENIED. %s]",
        "550 5.4.1Recipient address rejected: Access denied. %s]",
        "550 5.4.1recipient address rejected: access denied",
        "550-5.4.1-Recipient address rejected: Access denied",
        "5505.4.1 Recipient address rejected: Access denied",
        "550; 5.4.1; Recipient address rejected: Access denied",
        "550 5.4.1 Recipient=20address rejected=3A Access=20denied. AS(201806281)",
        "550 5.4.1 Recipient address rej=\r\nected: Access denied. AS(201806281)",
        "=20550 5.4.1 Recipient address rejected: Access denied=2E",
        "<mx.example.org #5.0.0 smtp; 554 5.0.0 <bob@example.com> #5.4.1 Recipient address rejected: Access denied>",
        "554 5.7.1 The relay gave up: #5.4.1 Recipient address rejected: Access denied",
        "554 5.0.0 host mx.example.org[192.0.2.1] said: 550 5.4.1 Recipient address rejected: Access denied",
        "550 permanent failure for one or more recipients (bob@example.com:550 5.4.1 Recipient address rejected: Acc)",
        "550 permanent failure for one or more recipients (bob@example.com:550 5.4.1 [bob@example.com]: Recipient addre...)",
        "550 5.4.1 Recipient address rejected: Access denied. [XX1EUR00FT000.eop-EUR00.prod.prot",
        "Recipient address rejected: Access denied. AS(201806281)",
        "550 Recipient address rejected: Access denied %s]",
        "554 5.7.1 <bob@example.com>: Recipient address rejected: Access denied. %s]",
        "554 5.0.0 Recipient address rejected: Access denied. AS(201806281) %s]",
        "550 5.4.1 Adresse du destinataire rejetée : accès refusé. %s]",
        "550 5.4.1 Adresse du destinataire rejet?e : acc?s refus?. AS(201806281)",
        "550 5.4.1 Empfängeradresse abgelehnt: Zugriff verweigert",
        "550 5.4.1 Empfaengeradresse wurde nicht angenommen %s]",
        "550 5.4.1 受信者のアドレスは拒否されました: アクセスが拒否されました",
      })
  void formattingChangesNothing(String text) {
    assertThat(classify(text.formatted(EDGE), "", "").reason())
        .isEqualTo(BounceReason.ACCESS_DENIED);
  }

  @Test
  void aLongTextOfARelayBeforeItChangesNothing() {
    String story = "This relay tried the next hop and gave up after a while. ".repeat(12);
    String reply =
        "550 5.4.1 Recipient address rejected: Access denied. AS(201806281) " + EDGE + "]";

    assertThat(
            classify("554 " + story + "#5.4.1 Recipient address rejected: Access denied", "", ""))
        .extracting(Classification::reason)
        .isEqualTo(BounceReason.ACCESS_DENIED);
    for (String before : List.of(story, "554 5.0.0 " + story, "554 " + story + "It said: ")) {
      assertThat(classify(before + reply, "5.0.0", "").ruleId())
          .isEqualTo("microsoft.edge-directory-block");
    }
  }

  @Test
  void theBareCodeOfMicrosoftIsAccessDenied() {
    assertThat(classify("", "5.4.1", "40.107.0.1").reason()).isEqualTo(BounceReason.ACCESS_DENIED);
    assertThat(classify("550 5.4.1 " + EDGE + "]", "", "").reason())
        .isEqualTo(BounceReason.ACCESS_DENIED);
    assertThat(classify("smtp; 550 5.4.1", "5.4.1", "192.0.2.1").reason())
        .isEqualTo(BounceReason.NETWORK);
  }

  /** A temporary code proves nothing, whichever server sends it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "450 4.4.1 Recipient address rejected: Access denied. %s]",
        "451 Recipient address rejected: Access denied. AS(201806281)",
        "450 5.4.1 Recipient address rejected: Access denied. %s]",
        "550 4.4.1 Recipient address rejected: Access denied. %s]",
        "451 4.4.1 %s]",
      })
  void aTemporaryCodeIsNotAccessDenied(String text) {
    assertThat(classify(text.formatted(EDGE), "", "").reason())
        .isNotEqualTo(BounceReason.ACCESS_DENIED);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      550 5.4.1 All recipient addresses rejected : Access denied. AS(201806271) [x]    | POLICY
      550 5.4.1 All recipient addresses rejected:Access denied                         | POLICY
      550 5.4.1 Access denied, banned sending IP [192.0.2.1]. AS(1430)                 | SENDER_REPUTATION
      550 5.4.1 Recipient address rejected: Access denied, banned sending IP [192.0.2.1] | SENDER_REPUTATION
      550 5.4.1 Relay Access Denied                                                    | ROUTING
      550 5.4.1 No answer from host                                                    | NETWORK
      541 5.4.1 Mail rejected by destination domain                                    | POLICY
      550 5.4.1 <bob@example.com>: user unknown in relay recipient table               | INVALID_RECIPIENT
      550 5.4.1 Access denied                                                          | POLICY
      554 5.7.1 <bob@example.com>: Recipient address rejected: Access denied           | POLICY
      550 5.7.504 [bob@example.com]: Recipient address rejected: Access denied         | INVALID_RECIPIENT
      550 5.7.515 Access denied, example.org doesn't meet the authentication level     | AUTHENTICATION
      450 4.4.316 Connection refused [Message=Socket error code 10061]                 | NETWORK
      451 4.4.1 Connection timed out                                                   | NETWORK
      554 5.4.14 Hop count exceeded - possible mail loop ATTR34                        | ROUTING
      """)
  void similarRepliesMeanSomethingElse(String text, BounceReason reason) {
    assertThat(classify(text, "", "").reason()).isEqualTo(reason);
  }

  @Test
  void theIpAddressThatAnsweredShowsMicrosoftsEdge() {
    String text = "550 5.4.1 Recipient address rejected: Access denied.";

    assertThat(classify(text, "", "52.101.8.36").ruleId())
        .isEqualTo("microsoft.edge-access-denied");
    assertThat(classify(text, "", "2a01:111:f403::7").ruleId())
        .isEqualTo("microsoft.edge-access-denied");
    assertThat(classify(text, "", "192.0.2.1").ruleId())
        .isEqualTo("microsoft.edge-access-denied-unsigned");
  }

  @Test
  void thePrintedCodeOutranksTheStatusField() {
    String text = "550 5.4.1 Recipient address rejected: Access denied " + EDGE + "]";

    assertThat(classify(text, "5.0.0", "")).isEqualTo(classify(text, "5.4.1", ""));
  }

  @Test
  void theSesBounceTypeChangesNothing() {
    String text = "550 5.4.1 Recipient address rejected: Access denied";

    assertThat(classify(text, "", "", new BounceType("Transient", "General")))
        .isEqualTo(classify(text, "", "", new BounceType("Permanent", "General")));
  }

  private static Classification classify(String text, String status, String ip) {
    return classify(text, status, ip, BounceType.NONE);
  }

  private static Classification classify(String text, String status, String ip, BounceType label) {
    Bounce.RecipientReport report = new Bounce.RecipientReport("failed", status, text, "", ip);
    return RuleFiles.book().classify(DeliveryStatus.of(report, label, List.of()));
  }
}
