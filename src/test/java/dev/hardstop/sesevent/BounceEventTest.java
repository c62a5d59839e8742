package dev.hardstop.sesevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import dev.hardstop.smtp.EmailAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields that are read of each bounced recipient. */
class BounceEventTest {
  private static final String FIRST = "/bounce/bouncedRecipients/0";

  @Test
  void everyFieldOfARecipientIsRead() {
    SesEvent event = SesEvent.bounce("bob@example.org")
        .with("/bounce/reportingMTA", "dns; mta.example.com")
        .with("/bounce/remoteMtaIp", "192.0.2.41");

    Bounce bounce = bounces(event).get(0);

    assertThat(bounce.recipient()).contains(EmailAddress.of("bob@example.org"));
    assertThat(bounce.feedbackId()).isEqualTo("0107019ac0000001");
    assertThat(bounce.mail().messageId()).isEqualTo(SesEvent.MESSAGE_ID);
    assertThat(bounce.type()).isEqualTo(new BounceType("Permanent", "General"));
    assertThat(bounce.report())
        .isEqualTo(new RecipientReport(
            "failed",
            "5.1.1",
            "smtp; 550 5.1.1 User unknown",
            "dns; mta.example.com",
            "192.0.2.41"));
  }

  @Test
  void everyRecipientHasAReportOfItsOwn() {
    SesEvent event = SesEvent.bounce("ann@example.org", "bob@example.org")
        .with(FIRST + "/action", "delayed")
        .with(FIRST + "/status", "4.0.0");

    assertThat(bounces(event)).extracting(Bounce::isDelayed).containsExactly(true, false);
    assertThat(bounces(event))
        .extracting(b -> b.report().status())
        .containsExactly("4.0.0", "5.1.1");
  }

  @Test
  void aRecipientMayBeNamedTwice() {
    assertThat(bounces(SesEvent.bounce("bob@example.org", "bob@example.org"))).hasSize(2);
  }

  @Test
  void optionalFieldsMayBeAbsent() {
    SesEvent event = SesEvent.bounce("bob@example.org")
        .without(FIRST + "/action")
        .without(FIRST + "/status")
        .without(FIRST + "/diagnosticCode")
        .without("/bounce/feedbackId")
        .without("/bounce/timestamp");

    Bounce bounce = bounces(event).get(0);

    assertThat(bounce.report()).isEqualTo(new RecipientReport("", "", "", "", ""));
    assertThat(bounce.feedbackId()).isEmpty();
    assertThat(bounce.isDelayed()).isFalse();
  }

  @Test
  void anOptionalFieldOfAnotherTypeCountsAsAbsent() {
    SesEvent event = SesEvent.bounce("bob@example.org")
        .with(FIRST + "/action", true)
        .with(FIRST + "/status", 5.1)
        .with(FIRST + "/diagnosticCode", Map.of("smtp", "550"))
        .with("/bounce/reportingMTA", List.of("dns; mta.example.com"))
        .with("/bounce/remoteMtaIp", null)
        .with("/bounce/bounceType", 1);

    Bounce bounce = bounces(event).get(0);

    assertThat(bounce.report()).isEqualTo(new RecipientReport("", "", "", "", ""));
    assertThat(bounce.type().type()).isEmpty();
  }

  @Test
  void unknownLabelsAreTolerated() {
    SesEvent event = SesEvent.bounce("bob@example.org")
        .with("/bounce/bounceType", "TRANSIENT")
        .with("/bounce/bounceSubType", "SomethingNew");

    assertThat(bounces(event).get(0).type().key()).isEqualTo("transient/somethingnew");
  }

  @Test
  void diagnosticCodeIsBounded() {
    SesEvent event = SesEvent.bounce("bob@example.org")
        .with(FIRST + "/diagnosticCode", "smtp; 550 5.1.1 " + "x".repeat(200_000));

    assertThat(bounces(event).get(0).report().diagnosticCode())
        .startsWith("smtp; 550 5.1.1 xxx")
        .hasSize(SesEventReader.LONGEST_DIAGNOSTIC_CODE);
  }

  @Test
  void diagnosticCodeIsNotCutInTheMiddleOfACharacter() {
    String emoji = "\uD83D\uDCEB";
    SesEvent event = SesEvent.bounce("bob@example.org")
        .with(FIRST + "/diagnosticCode", "x" + emoji.repeat(9_000));

    String cut = bounces(event).get(0).report().diagnosticCode();

    assertThat(cut).isEqualTo("x" + emoji.repeat(SesEventReader.LONGEST_DIAGNOSTIC_CODE / 2 - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtp; 550 \u0000 no", "smtp; 550 \uD83D lone", "smtp; 550-a\r\n550 b"})
  void unusualCharactersOfAReplyAreKeptForMasking(String said) {
    SesEvent event = SesEvent.bounce("bob@example.org").with(FIRST + "/diagnosticCode", said);

    assertThat(bounces(event).get(0).report().diagnosticCode()).isEqualTo(said);
  }

  @Test
  void entryAloneIsABounceToExplain() throws Exception {
    JsonNode line = new ObjectMapper().readTree("""
                {"ses": {"emailAddress": "bob@example.org", "status": "5.4.1", "action": "failed",
                  "diagnosticCode": "smtp; 550 5.4.1 Access denied"},
                 "bounceType": "Transient", "bounceSubType": "General"}""");

    Bounce bounce =
        SesEventReader.bounce(line.get("ses"), SesEventReader.bounceType(line), "192.0.2.41");

    assertThat(bounce.type()).hasToString("Transient/General");
    assertThat(bounce.recipient()).contains(EmailAddress.of("bob@example.org"));
    assertThat(bounce.report())
        .isEqualTo(new RecipientReport(
            "failed", "5.4.1", "smtp; 550 5.4.1 Access denied", "", "192.0.2.41"));
  }

  @Test
  void emptyEntryCanBeExplainedButATextCannot() {
    ObjectNode empty = JsonNodeFactory.instance.objectNode();

    assertThat(SesEventReader.bounceType(empty)).isEqualTo(BounceType.NONE);
    assertThat(SesEventReader.bounce(empty, BounceType.NONE, "").recipient()).isEmpty();
    assertThatThrownBy(
            () -> SesEventReader.bounce(empty.textNode("bob@example.org"), BounceType.NONE, ""))
        .isInstanceOf(InvalidSesEventException.class)
        .hasMessageNotContaining("bob");
  }

  private static List<Bounce> bounces(SesEvent event) {
    return SesEventReaderTest.told(event).stream().map(Bounce.class::cast).toList();
  }
}
