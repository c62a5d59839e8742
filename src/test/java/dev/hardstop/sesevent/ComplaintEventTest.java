package dev.hardstop.sesevent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields that are read of each complained recipient. */
class ComplaintEventTest {
  private static final Instant SENT = Instant.parse(SesEvent.SENT);

  @Test
  void soleRecipientNamedComplained() {
    assertThat(complaints(SesEvent.complaint("bob@example.org")))
        .extracting(Complaint::kind)
        .containsExactly(ComplaintKind.SOLE);
  }

  @Test
  void eachOfSeveralNamedIsOneOfSeveral() {
    assertThat(complaints(SesEvent.complaint("ann@example.org", "bob@example.org")))
        .extracting(Complaint::kind)
        .containsExactly(ComplaintKind.ONE_OF_SEVERAL, ComplaintKind.ONE_OF_SEVERAL);
  }

  @Test
  void recipientNamedTwiceIsStillTheOnlyOne() {
    assertThat(complaints(SesEvent.complaint("bob@example.org", "Bob <BOB@example.org>")))
        .extracting(Complaint::kind)
        .containsExactly(ComplaintKind.SOLE, ComplaintKind.SOLE);
  }

  @Test
  void anInvalidAddressCountsAsAnotherRecipient() {
    assertThat(complaints(SesEvent.complaint("bob@example.org", "<>")))
        .extracting(Complaint::kind)
        .containsOnly(ComplaintKind.ONE_OF_SEVERAL);
  }

  @ParameterizedTest
  @CsvSource({
    "abuse, SOLE",
    "fraud, SOLE",
    "other, SOLE",
    "something-new, SOLE",
    "Not-Spam, NOT_SPAM",
    "auth-failure, AUTH_FAILURE",
    "virus, VIRUS"
  })
  void theFeedbackTypeDeterminesTheKindOfComplaint(String type, ComplaintKind kind) {
    SesEvent event =
        SesEvent.complaint("bob@example.org").with("/complaint/complaintFeedbackType", type);

    assertThat(complaints(event).get(0).kind()).isEqualTo(kind);
  }

  @Test
  void complaintWithoutATypeIsASpamReport() {
    SesEvent event =
        SesEvent.complaint("bob@example.org").without("/complaint/complaintFeedbackType");

    assertThat(complaints(event).get(0).kind()).isEqualTo(ComplaintKind.SOLE);
  }

  @Test
  void theSubtypeShowsThatSesDidNotSend() {
    SesEvent event = SesEvent.complaint("bob@example.org")
        .with("/complaint/complaintSubType", "onAccountSuppressionList");

    assertThat(complaints(event).get(0).kind()).isEqualTo(ComplaintKind.ON_ACCOUNT_LIST);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-25T08:00:00.000Z, 2026-11-25T08:00:00Z",
    "2026-11-25T08:00:00 +0000, 2026-11-25T08:00:00Z",
    "2026-11-01T08:00:00.000Z, 2026-11-20T10:00:00Z",
    "2036-02-07T06:28:16.000Z, 2027-02-18T10:00:00Z"
  })
  void complaintCountsAtItsOwnTimeWithinNinetyDays(String written, Instant countsAt) {
    SesEvent event = SesEvent.complaint("bob@example.org").with("/complaint/timestamp", written);

    assertThat(complaints(event).get(0).countsAt()).isEqualTo(countsAt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "0001-01-01T00:00:00Z"})
  void complaintWithoutAReadableTimeCountsWhenItsMessageWasSent(String written) {
    SesEvent event = SesEvent.complaint("bob@example.org").with("/complaint/timestamp", written);

    assertThat(complaints(event).get(0).countsAt()).isEqualTo(SENT);
  }

  private static List<Complaint> complaints(SesEvent event) {
    return SesEventReaderTest.told(event).stream().map(Complaint.class::cast).toList();
  }
}
