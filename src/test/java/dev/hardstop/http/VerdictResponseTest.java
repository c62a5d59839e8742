package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.ImportedFeedback;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictResponseTest {
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final BounceType GENERAL = new BounceType("Transient", "General");
  private static final String ACCESS_DENIED =
      "smtp; 550 5.4.1 Recipient address rejected: Access denied.";

  private final ApiFunctions api = new ApiFunctions();

  @Test
  void aBounceIsAnsweredWithItsReasonItsEndAndTheReply() {
    bounced("2026-11-20", GENERAL, "5.4.1", ACCESS_DENIED);
    JsonNode verdict = verdict();
    assertThat(verdict.path("address").textValue()).isEqualTo("bob@example.com");
    assertThat(verdict.path("suppressed").booleanValue()).isTrue();
    assertThat(verdict.path("state").textValue()).isEqualTo("suppressed");
    assertThat(verdict.path("reason").textValue()).isEqualTo("ACCESS_DENIED");
    assertThat(verdict.path("culprit").textValue()).isEqualTo("address");
    assertThat(verdict.path("confidence").textValue()).isIn("high", "medium", "low");
    assertThat(verdict.path("since").textValue()).isEqualTo("2026-11-20");
    assertThat(verdict.path("until").textValue()).isEqualTo("2027-02-18");
    assertThat(verdict.path("rule").textValue()).isNotEmpty();
    assertThat(verdict.path("reply").textValue()).contains("Access denied");
    assertThat(verdict.path("sesBounceType").textValue()).isEqualTo("Transient/General");
    assertThat(verdict.path("days")).hasToString("[\"2026-11-20\"]");
    assertThat(verdict.path("advice").textValue()).isNotEmpty();
  }

  @Test
  void importedEvidenceIsShownWithTheFormatOfItsFile() {
    Mail mail = mail("2026-11-20");
    assertThat(verdict().has("imported")).isFalse();
    record(ImportedFeedback.of(
        new Complaint(mail, "feedback-1", Optional.of(BOB), ComplaintKind.SOLE, mail.timestamp())));
    assertThat(verdict().path("imported").textValue()).isEqualTo(ImportedFeedback.FORMAT);
  }

  @Test
  void everyVerdictHasTheSameFieldsInTheSameOrder() {
    List<String> fields = List.of(
        "address",
        "suppressed",
        "state",
        "reason",
        "culprit",
        "confidence",
        "since",
        "until",
        "rule",
        "reply",
        "sesBounceType",
        "days",
        "advice");
    assertThat(verdict().fieldNames()).toIterable().containsExactlyElementsOf(fields);
    bounced("2026-11-20", GENERAL, "5.4.1", ACCESS_DENIED);
    assertThat(verdict().fieldNames()).toIterable().containsExactlyElementsOf(fields);
  }

  @Test
  void anUnknownAddressIsClearAndItsOtherFieldsAreNull() {
    assertThat(verdict())
        .hasToString("{\"address\":\"bob@example.com\",\"suppressed\":false,\"state\":\"clear\","
            + "\"reason\":null,\"culprit\":null,\"confidence\":null,\"since\":null,"
            + "\"until\":null,\"rule\":null,\"reply\":null,\"sesBounceType\":null,\"days\":[],"
            + "\"advice\":null}");
  }

  @Test
  void thePathAndTheBatchGiveTheSameAnswer() {
    bounced("2026-11-20", GENERAL, "5.4.1", ACCESS_DENIED);
    assertThat(api.check(HttpEvent.address("bob@example.com")).json()).isEqualTo(verdict());
  }

  @Test
  void aComplaintHasNoCulpritAndNoEnd() {
    complained("2026-11-20", ComplaintKind.SOLE);
    JsonNode verdict = verdict();
    assertThat(verdict.path("suppressed").booleanValue()).isTrue();
    assertThat(verdict.path("reason").textValue()).isEqualTo("COMPLAINT");
    assertThat(verdict.path("rule").textValue()).isEqualTo("complaint");
    assertThat(verdict.path("culprit").isNull()).isTrue();
    assertThat(verdict.path("until").isNull()).isTrue();
    assertThat(verdict.has("ambiguous")).isFalse();
  }

  @Test
  void aComplaintThatNamesSeveralRecipientsIsAmbiguous() {
    complained("2026-11-20", ComplaintKind.ONE_OF_SEVERAL);
    assertThat(verdict().path("ambiguous").booleanValue()).isTrue();
    assertThat(verdict().path("until").textValue()).isEqualTo("2027-05-19");
  }

  @Test
  void anAddressOnAnSesListIsMarkedAndTheAdviceSaysHowToRemoveIt() {
    bounced("2026-11-20", new BounceType("Permanent", "OnAccountSuppressionList"), "", "");
    JsonNode verdict = verdict();
    assertThat(verdict.path("reason").textValue()).isEqualTo("SUPPRESSED_BY_SES");
    assertThat(verdict.path("onSesList").booleanValue()).isTrue();
    assertThat(verdict.path("advice").textValue()).contains("DeleteSuppressedDestination");
  }

  @Test
  void anUnsubscribedAddressIsClearAndMarked() {
    bounced("2026-11-20", new BounceType("Permanent", "UnsubscribedRecipient"), "", "");
    JsonNode verdict = verdict();
    assertThat(verdict.path("suppressed").booleanValue()).isFalse();
    assertThat(verdict.path("unsubscribed").textValue()).isEqualTo("2026-11-20");
  }

  @Test
  void aBlockedSenderIsNotHeldAgainstTheAddress() {
    bounced(
        "2026-11-20",
        GENERAL,
        "5.7.1",
        "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a blocklist");
    JsonNode verdict = verdict();
    assertThat(verdict.path("suppressed").booleanValue()).isFalse();
    assertThat(verdict.path("state").textValue()).isEqualTo("clear");
    assertThat(verdict.path("reason").textValue()).isEqualTo("SENDER_REPUTATION");
    assertThat(verdict.path("culprit").textValue()).isEqualTo("sender");
  }

  @Test
  void theNewestDaysAreListedAndSinceIsTheFirst() {
    for (int day = 0; day < 40; day++) {
      bounced(LocalDate.of(2026, 10, 1).plusDays(day).toString(), GENERAL, "5.4.1", ACCESS_DENIED);
    }
    JsonNode verdict = verdict();
    List<String> days = new ArrayList<>();
    verdict.path("days").forEach(day -> days.add(day.textValue()));
    assertThat(verdict.path("since").textValue()).isEqualTo("2026-10-01");
    assertThat(days).hasSize(30).isSorted().startsWith("2026-10-11").endsWith("2026-11-09");
  }

  @Test
  void aCauseOfTheWholeDomainNamesTheDomain() {
    RecordedMail recorded = new RecordedMail(api);
    String reply = "smtp; 550 5.1.2 Host unknown (Name server: host not found)";
    recorded.bounced("carl@example.com", "2026-11-18", reply);
    recorded.bounced("dora@example.com", "2026-11-20", reply);
    JsonNode neighbour = api.results("eve@example.com").get(0);
    assertThat(neighbour.path("suppressed").booleanValue()).isTrue();
    assertThat(neighbour.path("reason").textValue()).isEqualTo("INVALID_DOMAIN");
    assertThat(neighbour.path("about").textValue()).isEqualTo("@example.com");
    assertThat(api.results("dora@example.com").get(0).has("about")).isFalse();
  }

  @Test
  void aHeldDomainIsAnsweredWithItsIncident() {
    hold("incident-1");
    JsonNode verdict = verdict();
    assertThat(verdict.path("suppressed").booleanValue()).isTrue();
    assertThat(verdict.path("state").textValue()).isEqualTo("held");
    assertThat(verdict.path("reason").textValue()).isEqualTo("DOMAIN_INCIDENT");
    assertThat(verdict.path("culprit").textValue()).isEqualTo("domain");
    assertThat(verdict.path("incident").textValue()).isEqualTo("incident-1");
    assertThat(verdict.path("about").textValue()).isEqualTo("@example.com");
    assertThat(verdict.path("since").textValue()).isEqualTo("2026-11-23");
    assertThat(verdict.path("until").textValue()).isEqualTo("2026-11-27");
    assertThat(verdict.path("advice").textValue()).isNotEmpty();
  }

  @Test
  void theIncidentIsNamedBesideAMoreSevereCause() {
    assertThat(verdict().has("incident")).isFalse();
    hold("incident-1");
    complained("2026-11-20", ComplaintKind.SOLE);
    assertThat(verdict().path("reason").textValue()).isEqualTo("COMPLAINT");
    assertThat(verdict().path("incident").textValue()).isEqualTo("incident-1");
    assertThat(verdict().has("about")).isFalse();
  }

  private void hold(String id) {
    Instant opened = Instant.parse("2026-11-23T18:00:00Z");
    LocalDate from = LocalDate.parse("2026-11-23");
    api.list.put("example.com", Optional.empty(), new Incident(id, from, opened, Optional.empty()));
  }

  private JsonNode verdict() {
    return api.results("bob@example.com").get(0);
  }

  private void bounced(String day, BounceType type, String status, String diagnosticCode) {
    RecipientReport report = new RecipientReport("failed", status, diagnosticCode, "", "");
    record(new Bounce(mail(day), "feedback-" + day, Optional.of(BOB), type, report));
  }

  private void complained(String day, ComplaintKind kind) {
    Mail mail = mail(day);
    record(new Complaint(mail, "feedback-" + day, Optional.of(BOB), kind, mail.timestamp()));
  }

  private void record(Feedback feedback) {
    TestRecording.record(
        new Recorder(api.book, SuppressionPolicy.standard(), api.list, Runnable::run),
        List.of(feedback));
  }

  private static Mail mail(String day) {
    return new Mail("message-" + day, Instant.parse(day + "T10:00:00Z"), List.of(BOB));
  }
}
