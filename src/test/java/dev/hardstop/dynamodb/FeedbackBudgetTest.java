package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.ImportedFeedback;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.RecordingOutcome;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How many requests the recorder makes for feedback, with the rule book of this build. */
class FeedbackBudgetTest {
  private static final Instant SENT = Instant.parse("2026-11-24T10:00:00Z");

  @RegisterExtension
  static final RecordedRequests REQUESTS = new RecordedRequests();

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private static final DynamoDbClient CLIENT = TABLE.watchedBy(REQUESTS);

  private final String domain = UUID.randomUUID() + ".example.com";
  private final Recorder recorder = new Recorder(
      RuleFiles.book(),
      SuppressionPolicy.standard(),
      new DynamoDbDossierTable(CLIENT, TestTable.NAME, InstantSource.fixed(TestTable.NOW)),
      Runnable::run);

  @Test
  void aBounceOfAnAddressIsOneRequestEvenIfItIsRepeatedInTheBatch() {
    record(Collections.nCopies(3, bounce("bob", "smtp; 550 5.1.1 User unknown")));

    assertThat(REQUESTS.writes()).hasSize(1);
    assertThat(REQUESTS.reads()).isEmpty();
  }

  @Test
  void aDomainThatDoesNotExistIsTwoRequests() {
    record(List.of(bounce("bob", "DNS Error: lookup of <host> responded with code NXDOMAIN")));

    assertThat(REQUESTS.writes())
        .extracting(write -> write.key().get("subject").s())
        .containsExactlyInAnyOrder("bob@" + domain, "@" + domain);
    assertThat(REQUESTS.reads()).isEmpty();
  }

  @Test
  void anImportedBounceIsOneRequestWhateverItSays() {
    record(List.of(
        ImportedFeedback.of(bounce("ann", "smtp; 550 5.1.1 User unknown")),
        ImportedFeedback.of(
            bounce("bob", "DNS Error: lookup of <host> responded with code NXDOMAIN"))));

    assertThat(REQUESTS.writes())
        .extracting(write -> write.key().get("subject").s())
        .as("what was delivered to the domain is not known")
        .containsExactlyInAnyOrder("ann@" + domain, "bob@" + domain);
    assertThat(REQUESTS.reads()).isEmpty();
  }

  @Test
  void importedDeliveriesAreNotCountedWhereIncidentsAreLookedFor() {
    record(List.of(ImportedFeedback.of(new Delivery(mailTo("bob"), Optional.of(address("bob"))))));

    assertThat(REQUESTS.writes())
        .extracting(write -> write.key().get("subject").s())
        .containsExactly("@" + domain);
  }

  @Test
  void aComplaintIsOneRequest() {
    Mail mail = mailTo("bob");
    record(List.of(
        new Complaint(mail, "feedback-1", Optional.of(address("bob")), ComplaintKind.SOLE, SENT)));

    assertThat(REQUESTS.writes()).hasSize(1);
    assertThat(REQUESTS.reads()).isEmpty();
  }

  @Test
  void deliveriesToUnknownAddressesAreReadsAndTwoWritesForTheirDomain() {
    List<Feedback> deliveries = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      deliveries.add(new Delivery(mailTo("user" + i), Optional.of(address("user" + i))));
    }
    record(deliveries);

    assertThat(REQUESTS.reads()).hasSize(3);
    assertThat(REQUESTS.writes())
        .extracting(write -> write.key().get("subject").s())
        .as("the day of the domain, and 32 of its recipients")
        .containsExactlyInAnyOrder("@" + domain, "@" + domain + "~delivered");
    REQUESTS.clear();
    record(deliveries);

    assertThat(REQUESTS.reads()).hasSize(3);
    assertThat(REQUESTS.writes()).isEmpty();
  }

  private void record(List<? extends Feedback> batch) {
    assertThat(TestRecording.record(recorder, batch))
        .noneMatch(RecordingOutcome.Failed.class::isInstance);
  }

  private Bounce bounce(String localPart, String diagnosticCode) {
    return new Bounce(
        mailTo(localPart),
        "feedback-1",
        Optional.of(address(localPart)),
        new BounceType("Permanent", "General"),
        new Bounce.RecipientReport("failed", "5.1.1", diagnosticCode, "", ""));
  }

  private Mail mailTo(String localPart) {
    return new Mail("message-1", SENT, List.of(address(localPart)));
  }

  private EmailAddress address(String localPart) {
    return EmailAddress.of(localPart + "@" + domain);
  }
}
