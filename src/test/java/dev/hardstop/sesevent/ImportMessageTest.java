package dev.hardstop.sesevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.feedback.Attribution;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.sesevent.Notification.Reported;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.SesListEntry;
import dev.hardstop.suppression.SesListEntry.ListingReason;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The message that an imported line becomes is read as it was written. */
class ImportMessageTest {
  private static final String FORMAT = "sendgrid-bounces";
  private static final EmailAddress BOB = EmailAddress.of("Bob@Example.com");
  private static final Instant TIME = Instant.parse("2026-11-03T09:00:00.123Z");
  private static final String WORDS = "550 5.1.1 User \"unknown\",\r\n at example.com ä";

  static Stream<ImportMessage> messages() {
    return Stream.of(
        ImportMessage.bounce(FORMAT, BOB, TIME, "5.1.1", WORDS, true),
        ImportMessage.bounce(FORMAT, BOB, TIME, "", "", false),
        ImportMessage.complaint(FORMAT, BOB, TIME),
        ImportMessage.unsubscribe(FORMAT, BOB, TIME, "newsletter"),
        ImportMessage.sesListEntry(entry(ListingReason.BOUNCE)),
        ImportMessage.sesListEntry(entry(ListingReason.COMPLAINT)),
        ImportMessage.sesEvent("ses-events", SesEvent.bounce("bob@example.com").json()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void itIsReadAsItWasWritten(ImportMessage message) {
    JsonNode json = parse(message.toJson());

    assertThat(ImportMessage.isImport(json)).isTrue();
    assertThat(ImportMessage.read(json)).isEqualTo(message);
    assertThat(ImportMessage.read(json).toJson()).isEqualTo(message.toJson());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void itIsAboutTheAddressItselfAndMarkedWithItsFormat(ImportMessage message) {
    Feedback feedback = feedback(message);

    assertThat(feedback.attribution()).isEqualTo(new Attribution.Direct(BOB));
    assertThat(feedback.mail().imported()).isEqualTo(message.format());
    assertThat(feedback.mail().isImported()).isTrue();
    assertThat(message.toString()).doesNotContainIgnoringCase("bob");
  }

  @Test
  void theServersWordsStayAsTheyAre() {
    Bounce bounce =
        (Bounce) feedback(ImportMessage.bounce(FORMAT, BOB, TIME, " 5.1.1 ", WORDS, true));

    assertThat(bounce.report().diagnosticCode()).isEqualTo(WORDS);
    assertThat(bounce.report().status()).isEqualTo("5.1.1");
    assertThat(bounce.type()).hasToString("Permanent/ImportedBounce");
    assertThat(bounce.mail().timestamp()).isEqualTo(TIME);
    assertThat(bounce.mail().messageId()).isEmpty();
    assertThat(bounce.mail().spelling(BOB)).contains("Bob@Example.com");
  }

  @Test
  void wordsAreCutWhereTheReaderCutsThem() {
    String longest = "550 " + "x".repeat(SesEventReader.LONGEST_DIAGNOSTIC_CODE - 4);

    assertThat(ImportMessage.bounce(FORMAT, BOB, TIME, "", longest + " and more", true))
        .isEqualTo(ImportMessage.bounce(FORMAT, BOB, TIME, "", longest, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "550", " 421 "})
  void aReplyCodeAloneCountsAsNoWords(String words) {
    assertThat(ImportMessage.bounce(FORMAT, BOB, TIME, "", words, true))
        .isEqualTo(ImportMessage.bounce(FORMAT, BOB, TIME, "", "", true));
  }

  @Test
  void aComplaintNamesOneRecipient() {
    Complaint complaint = (Complaint) feedback(ImportMessage.complaint(FORMAT, BOB, TIME));

    assertThat(complaint.kind()).isEqualTo(ComplaintKind.SOLE);
    assertThat(complaint.countsAt()).isEqualTo(TIME);
  }

  @Test
  void anUnsubscriptionNamesItsStream() {
    Feedback feedback = feedback(ImportMessage.unsubscribe(FORMAT, BOB, TIME, "newsletter"));

    assertThat(feedback.mail().tags()).isEqualTo(new MessageTags("newsletter", "", ""));
  }

  @Test
  void theIdOfALineDependsOnItsContentOnly() {
    ImportMessage line = ImportMessage.bounce(FORMAT, BOB, TIME, "5.1.1", WORDS, true);
    EmailAddress otherSpelling = EmailAddress.of("bob@example.com");

    assertThat(feedbackId(
            ImportMessage.bounce("postmark-bounces", otherSpelling, TIME, "5.1.1", WORDS, true)))
        .isEqualTo(feedbackId(line));
    assertThat(Stream.of(
                line,
                ImportMessage.bounce(
                    FORMAT, EmailAddress.of("a@b.example"), TIME, "5.1.1", WORDS, true),
                ImportMessage.bounce(FORMAT, BOB, TIME.plusMillis(1), "5.1.1", WORDS, true),
                ImportMessage.bounce(FORMAT, BOB, TIME, "", WORDS, true),
                ImportMessage.bounce(FORMAT, BOB, TIME, "5.1.1", "550 gone", true),
                ImportMessage.bounce(FORMAT, BOB, TIME, "5.1.1", WORDS, false),
                ImportMessage.complaint(FORMAT, BOB, TIME),
                ImportMessage.unsubscribe(FORMAT, BOB, TIME, "newsletter"),
                ImportMessage.unsubscribe(FORMAT, BOB, TIME, "receipts"))
            .map(ImportMessageTest::feedbackId))
        .doesNotHaveDuplicates();
  }

  @Test
  void aTimeBeforeSesExistedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ImportMessage.complaint(FORMAT, BOB, Instant.parse("2009-12-31T23:59:59Z")))
        .withMessage("the time is out of range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SendGrid", "send grid", "bob@example.com", "-ä"})
  void aFormatIsAPlainId(String format) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImportMessage.complaint(format, BOB, TIME))
        .withMessage("the format is not an id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'hardstopImport':1}",
        "{'hardstopImport':null}",
        "{'hardstopImport':{}}",
        "{'hardstopImport':{'format':'bob','event':{}}}",
        "{'hardstopImport':{'version':2,'format':'bob','event':{}}}",
        "{'hardstopImport':{'version':'1','format':'bob','event':{}}}",
        "{'hardstopImport':{'version':1.5,'format':'bob','event':{}}}",
        "{'hardstopImport':{'version':1,'event':{}}}",
        "{'hardstopImport':{'version':1,'format':1,'event':{}}}",
        "{'hardstopImport':{'version':1,'format':'bob@example.com','event':{}}}",
        "{'hardstopImport':{'version':1,'format':'bob'}}",
        "{'hardstopImport':{'version':1,'format':'bob','event':[]}}",
        "{'hardstopImport':{'version':1,'format':'bob','event':'bob'}}",
        "{'hardstopImport':{'version':1,'format':'bob','event':{'bob':1}}}",
        "{'hardstopImport':{'version':1,'format':'bob','event':{'eventType':'Bounce'}}}",
        "{'hardstopImport':{'version':1,'format':'bob','event':{'hardstopImport':{'version':1}}}}"
      })
  void anIncompleteMessageIsRefusedAndNotQuoted(String json) {
    JsonNode message = parse(json.replace('\'', '"'));

    assertThat(ImportMessage.isImport(message)).isTrue();
    assertThatThrownBy(() -> ImportMessage.read(message).notification())
        .isInstanceOf(InvalidSesEventException.class)
        .hasMessageNotContaining("bob")
        .hasNoCause();
  }

  private static SesListEntry entry(ListingReason reason) {
    return SesListEntry.find("Bob@Example.com", reason, TIME).orElseThrow();
  }

  private static Feedback feedback(ImportMessage message) {
    return ((Reported) message.notification()).feedback().get(0);
  }

  private static String feedbackId(ImportMessage message) {
    Feedback feedback = feedback(message);
    return feedback instanceof Bounce bounce
        ? bounce.feedbackId()
        : ((Complaint) feedback).feedbackId();
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }
}
