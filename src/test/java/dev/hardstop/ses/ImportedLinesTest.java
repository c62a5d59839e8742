package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesevent.ImportMessage;
import dev.hardstop.sesevent.SesEvent;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.SesListEntry;
import dev.hardstop.suppression.SesListEntry.ListingReason;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines of imported files are recorded like feedback, and marked. */
class ImportedLinesTest {
  private static final String FORMAT = "sendgrid-bounces";
  private static final EmailAddress BOB = EmailAddress.of("Bob@Example.com");
  private static final Instant TIME = Instant.parse("2025-01-15T09:00:00Z");
  private static final Instant MUCH_LATER = Instant.parse("2030-01-01T00:00:00Z");
  private static final String UNKNOWN_USER = "550 5.1.1 User unknown";

  private final FeedbackFunction function = new FeedbackFunction();

  static Stream<Arguments> verdicts() {
    return Stream.of(
        Arguments.of(bounce("", true), VerdictState.SUPPRESSED, "IMPORTED_BOUNCE"),
        Arguments.of(bounce("Bounced Address", true), VerdictState.SUPPRESSED, "IMPORTED_BOUNCE"),
        Arguments.of(bounce("", false), VerdictState.WATCHED, "IMPORTED_BLOCK"),
        Arguments.of(bounce(UNKNOWN_USER, true), VerdictState.SUPPRESSED, "INVALID_RECIPIENT"),
        Arguments.of(bounce(UNKNOWN_USER, false), VerdictState.SUPPRESSED, "INVALID_RECIPIENT"),
        Arguments.of(
            bounce("452 4.2.2 The mailbox is full", false), VerdictState.WATCHED, "MAILBOX_FULL"),
        Arguments.of(
            bounce("554 5.7.1 192.0.2.7 is on a blocklist: listed by zen.spamhaus.org", true),
            VerdictState.CLEAR,
            "SENDER_REPUTATION"),
        Arguments.of(
            ImportMessage.complaint(FORMAT, BOB, TIME), VerdictState.SUPPRESSED, "COMPLAINT"),
        Arguments.of(
            ImportMessage.unsubscribe(FORMAT, BOB, TIME, "newsletter"),
            VerdictState.CLEAR,
            "UNSUBSCRIBED"),
        Arguments.of(
            ImportMessage.sesListEntry(entry(ListingReason.BOUNCE)),
            VerdictState.SUPPRESSED,
            "SUPPRESSED_BY_SES"),
        Arguments.of(
            ImportMessage.sesListEntry(entry(ListingReason.COMPLAINT)),
            VerdictState.SUPPRESSED,
            "COMPLAINT"),
        Arguments.of(
            ImportMessage.sesEvent(
                "ses-events", SesEvent.bounce("bob@example.com").json()),
            VerdictState.SUPPRESSED,
            "INVALID_RECIPIENT"));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void theWordsDecideAndWithoutWordsTheProvidersLabel(
      ImportMessage line, VerdictState state, String reason) {
    take(line);

    Verdict verdict = function.verdict("bob@example.com", MUCH_LATER);
    assertThat(verdict.state()).isEqualTo(state);
    assertThat(verdict.reason()).contains(reason);
    assertThat(verdict.until()).isEmpty();
    assertThat(verdict.cause().flatMap(cause -> cause.origin()).map(Evidence.Origin::imported))
        .contains(line.format());
  }

  @Test
  void itIsTakenFromTheQueueFromABatchAndAlone() {
    ImportMessage line = ImportMessage.complaint(FORMAT, BOB, TIME);
    for (String event : new String[] {
      Wrapped.sqs(line.toJson()),
      line.toJson(),
      "{\"Records\":[" + line.toJson() + "]}",
      Wrapped.sqs(Wrapped.failedInvocation(Wrapped.sqs(line.toJson())))
    }) {
      FeedbackFunction each = new FeedbackFunction();
      assertThat(each.take(event)).isEqualTo(FeedbackFunction.NOTHING_FAILED);
      assertThat(each.verdict("bob@example.com", MUCH_LATER).isSuppressed()).isTrue();
    }
  }

  @Test
  void itIsNotAcceptedFromATopicOrAnEventBus() {
    String line = ImportMessage.complaint(FORMAT, BOB, TIME).toJson();
    for (String event : new String[] {
      Wrapped.sqs(Wrapped.sns(line)),
      Wrapped.sqs(Wrapped.eventBridge("aws.ses", "Email Bounced", line))
    }) {
      assertThat(function.take(event)).isNotEqualTo(FeedbackFunction.NOTHING_FAILED);
      assertThat(function.table.all()).isEmpty();
    }
  }

  @Test
  void importingTwiceChangesNothing() {
    verdicts().map(line -> (ImportMessage) line.get()[0]).forEach(this::take);
    Map<Subject, Dossier> once = function.table.all();

    verdicts().map(line -> (ImportMessage) line.get()[0]).forEach(this::take);

    assertThat(function.table.all()).isEqualTo(once);
  }

  @Test
  void theSameLineOfAnotherFormatAddsNoDayAndNoWording() {
    take(ImportMessage.bounce("sendgrid-api", BOB, TIME, "5.1.1", UNKNOWN_USER, true));
    Dossier once = dossier();

    take(ImportMessage.bounce("sendgrid-csv", BOB, TIME, "5.1.1", UNKNOWN_USER, true));

    assertThat(dossier().histories().keySet()).isEqualTo(once.histories().keySet());
    dossier()
        .histories()
        .forEach((id, history) ->
            assertThat(history.matches()).isEqualTo(once.histories().get(id).matches()));
  }

  @Test
  void theLiveTwinOfAnImportedEventIsTheCauseInWhicheverOrder() {
    SesEvent event = SesEvent.bounce("bob@example.com");
    ImportMessage imported = ImportMessage.sesEvent("ses-events", event.json());
    take(imported);
    function.take(Wrapped.sqs(event));
    FeedbackFunction reversed = new FeedbackFunction();
    reversed.take(Wrapped.sqs(event));
    reversed.take(Wrapped.sqs(imported.toJson()));

    assertThat(reversed.table.all()).isEqualTo(function.table.all());
    assertThat(function
            .verdict("bob@example.com", MUCH_LATER)
            .cause()
            .flatMap(cause -> cause.origin())
            .map(Evidence.Origin::isImported))
        .contains(false);
  }

  @ParameterizedTest
  @EnumSource
  void anImportedEntryOfSesListIsTheEvidenceOfTheReconciliation(ListingReason reason) {
    SesListEntry entry = entry(reason);
    take(ImportMessage.sesListEntry(entry));

    assertThat(dossier())
        .isEqualTo(Dossier.empty(Subject.of(BOB))
            .with(entry.observation(RuleFiles.book(), SuppressionPolicy.standard())));
    assertThat(entry.isKnownIn(dossier(), RuleFiles.book())).isTrue();
  }

  @Test
  void aComplaintWithoutAStreamCountsForAll() {
    take(ImportMessage.complaint(FORMAT, BOB, TIME));

    assertThat(function.verdict("bob@example.com", MUCH_LATER).streams()).isEmpty();
    assertThat(dossier().histories()).containsKey(ComplaintKind.SOLE.historyId());
  }

  @Test
  void anImportedBounceIsSuppressedUntilADeliveryFreesIt() {
    take(bounce("", true));
    function.take(Wrapped.sqs(SesEvent.delivery("bob@example.com")));

    assertThat(function.verdict("bob@example.com", MUCH_LATER).state())
        .isEqualTo(VerdictState.CLEAR);
  }

  private void take(ImportMessage line) {
    assertThat(function.take(Wrapped.sqs(line.toJson())))
        .isEqualTo(FeedbackFunction.NOTHING_FAILED);
  }

  private Dossier dossier() {
    return Optional.ofNullable(function.table.all().get(Subject.of(BOB))).orElseThrow();
  }

  private static ImportMessage bounce(String words, boolean isPermanent) {
    return ImportMessage.bounce(FORMAT, BOB, TIME, "", words, isPermanent);
  }

  private static SesListEntry entry(ListingReason reason) {
    return SesListEntry.find("Bob@Example.com", reason, TIME).orElseThrow();
  }
}
