package dev.hardstop.seslist;

import static dev.hardstop.seslist.SesListFunction.BLOCKLISTED;
import static dev.hardstop.seslist.SesListFunction.NOBODY_THERE;
import static dev.hardstop.seslist.SesListFunction.NOW;
import static dev.hardstop.seslist.SesListFunction.erasedMessage;
import static dev.hardstop.seslist.SesListFunction.expectingMessage;
import static dev.hardstop.seslist.SesListFunction.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hardstop.local.SesAccountStub;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.VerdictState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SesListHandlerTest {
  private static final String BOB = "bob@example.com";

  private SesListFunction function;
  private SesAccountStub ses;

  @BeforeEach
  void start() throws IOException {
    function = new SesListFunction();
    ses = function.aws.sesAccount();
  }

  @AfterEach
  void stop() {
    function.close();
  }

  private List<String> listed() {
    return ses.entries().stream().map(it -> it.address() + " " + it.reason()).toList();
  }

  @Test
  void aSuppressedAddressIsPutOnTheList() throws IOException {
    function.bounces(BOB, NOBODY_THERE, "Transient");
    assertThat(function.turns(message(BOB))).isEmpty();
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
    assertThat(function.calls()).containsExactly("Get", "Put");
  }

  @Test
  void anAddressThatIsNotToBlameIsTakenOff() throws IOException {
    function.bounces(BOB, BLOCKLISTED, "Permanent");
    ses.bounces(BOB, "message-1");
    assertThat(function.turns(expectingMessage(BOB))).isEmpty();
    assertThat(listed()).isEmpty();
    assertThat(function.calls()).containsExactly("Get", "Delete");
  }

  @Test
  void anAddressIsTakenOffInEverySpellingThatIsKnown() throws IOException {
    function.bounces("Bob@Example.com", BLOCKLISTED, "Permanent");
    ses.bounces("Bob@Example.com", "message-1");
    ses.list("BOB@example.com", "BOUNCE", NOW);
    ses.list(BOB, "BOUNCE", NOW);
    assertThat(function.turns(message("BOB@example.com"))).isEmpty();
    assertThat(listed()).isEmpty();
  }

  @Test
  void aComplaintIsListedAsOneAndLaterAsABounceIfTheMailboxIsGone() throws IOException {
    function.complains(BOB);
    function.turns(message(BOB));
    assertThat(listed()).containsExactly(BOB + " COMPLAINT");
    function.bounces(BOB, NOBODY_THERE, "Permanent");
    function.turns(message(BOB));
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
  }

  @Test
  void aComplaintIsTakenOffOnlyByAReleaseThatIncludesIt() throws IOException {
    function.bounces(BOB, BLOCKLISTED, "Permanent");
    ses.list(BOB, "COMPLAINT", NOW);
    function.turns(message(BOB));
    function.isReleased(BOB, false);
    function.turns(message(BOB));
    assertThat(listed()).as("nobody told Hardstop of it").containsExactly(BOB + " COMPLAINT");
    function.isReleased(BOB, true);
    function.turns(message(BOB));
    assertThat(listed()).isEmpty();
  }

  @Test
  void aComplaintThatHardstopDoesNotKnowYetIsNotReplacedByABounce() throws IOException {
    function.bounces(BOB, NOBODY_THERE, "Permanent");
    ses.list(BOB, "COMPLAINT", NOW);
    function.turns(message(BOB));
    assertThat(listed()).containsExactly(BOB + " COMPLAINT");
    function.complains(BOB);
    function.turns(message(BOB));
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
  }

  /** The dossier is gone, and with it what would explain the entry. */
  @Test
  void anErasedAddressIsTakenOffInEachSpellingAndForWhateverReasonItWasListed() throws IOException {
    ses.list(BOB, "COMPLAINT", NOW.minusSeconds(60));
    ses.list("BOB@example.com", "BOUNCE", NOW.minusSeconds(60));
    ses.list("Bob@example.com", "COMPLAINT", NOW.minusSeconds(60));
    assertThat(function.turns(
            erasedMessage(BOB, NOW),
            erasedMessage("BOB@example.com", NOW),
            erasedMessage("Bob@example.com", NOW)))
        .isEmpty();
    assertThat(listed()).isEmpty();
  }

  @Test
  void anErasedAddressIsTakenOffAlsoIfItsSuppressionIsKept() throws IOException {
    keepSuppression();
    ses.list(BOB, "COMPLAINT", NOW.minusSeconds(60));
    ses.list("Bob@example.com", "BOUNCE", NOW.minusSeconds(60));
    assertThat(function.turns(erasedMessage(BOB, NOW), erasedMessage("Bob@example.com", NOW)))
        .isEmpty();
    assertThat(listed()).isEmpty();
  }

  @Test
  void whatIsKeptOfAnErasedAddressNeitherListsItNorTakesItOff() throws IOException {
    keepSuppression();
    function.turns(message(BOB));
    assertThat(listed()).isEmpty();
    ses.list(BOB, "BOUNCE", NOW);
    function.turns(message(BOB));
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
  }

  private void keepSuppression() {
    function.table.keep(
        EmailAddress.of(BOB),
        new Tombstone(VerdictState.SUPPRESSED, "INVALID_RECIPIENT", Optional.empty()));
  }

  @Test
  void aComplaintAfterTheErasureStays() throws IOException {
    ses.list(BOB, "COMPLAINT", NOW.minusSeconds(60));
    function.turns(erasedMessage(BOB, NOW.minusSeconds(3600)));
    assertThat(listed()).as("SES heard of it later").containsExactly(BOB + " COMPLAINT");
    function.complains(BOB);
    function.turns(erasedMessage(BOB, NOW));
    assertThat(listed()).as("and Hardstop too").containsExactly(BOB + " COMPLAINT");
  }

  @Test
  void anErasedAddressThatWaitsForTheFirstComparisonIsErasedAfterwards() throws IOException {
    function.setReconciled(false);
    ses.list(BOB, "COMPLAINT", NOW.minusSeconds(60));
    function.turns(erasedMessage(BOB, NOW));
    assertThat(listed()).hasSize(1);
    function.setReconciled(true);
    String waited = function.aws.queues().bodies("SesListDelayQueue").get(0);
    function.turns(waited);
    assertThat(listed()).isEmpty();
  }

  @Test
  void aComplaintThatIsNewerThanTheReleaseStays() throws IOException {
    function.isReleased(BOB, true);
    ses.list(BOB, "COMPLAINT", NOW.plusSeconds(3600));
    function.turns(message(BOB));
    assertThat(listed()).containsExactly(BOB + " COMPLAINT");
  }

  @Test
  void anAddressWithVeryManySpellingsDoesNotHoldUpTheOthers() throws IOException {
    function.isSuppressed(BOB);
    List<String> messages = new ArrayList<>();
    for (int bits = 0; bits < 64; bits++) {
      StringBuilder spelling = new StringBuilder("abcdef@example.com");
      for (int letter = 0; letter < 6; letter++) {
        if ((bits >> letter & 1) == 1) {
          spelling.setCharAt(letter, Character.toUpperCase(spelling.charAt(letter)));
        }
      }
      ses.list(spelling.toString(), "BOUNCE", NOW);
      messages.add(message(spelling.toString()));
    }
    messages.add(message(BOB));
    assertThat(function.turns(messages.toArray(String[]::new))).isEmpty();
    assertThat(listed()).contains(BOB + " BOUNCE");
    assertThat(listed()).hasSize(1 + 64 - ListingUpdate.MOST_SPELLINGS);
  }

  @Test
  void anAddressForWhoseSpellingsThereIsNoTimeIsRepeated() {
    ses.list("BOB@example.com", "BOUNCE", NOW);
    List<QueueMessage> messages = List.of(new QueueMessage("0", message("BOB@example.com"), true));
    Iterator<Boolean> isOutOfTime = List.of(false, true).iterator();
    assertThat(function.run().handle(messages, isOutOfTime::next).again()).isEqualTo(messages);
  }

  @Test
  void severalMessagesAboutAnAddressAreOneUpdateByTheNewestVerdict() throws IOException {
    function.isSuppressed(BOB);
    function.isReleased(BOB, true);
    ses.list(BOB, "BOUNCE", NOW);
    assertThat(function.turns(message(BOB), message("ann@example.com"), message("bob@EXAMPLE.com")))
        .isEmpty();
    assertThat(listed()).isEmpty();
    assertThat(function.calls()).containsExactlyInAnyOrder("Get", "Delete", "Get", "Get");
  }

  @Test
  void anEntryThatSesHasNotMadeYetIsLookedForOnceMore() throws IOException {
    function.bounces(BOB, BLOCKLISTED, "Permanent");
    function.turns(expectingMessage(BOB));
    List<String> waiting = function.aws.queues().bodies("SesListDelayQueue");
    assertThat(waiting).containsExactly(message(BOB));

    assertThat(function.waited(waiting.get(0))).isEmpty();
    assertThat(function.aws.queues().bodies("SesListQueue")).containsExactly(message(BOB));
    assertThat(function.calls()).as("who has waited only gets in line").containsExactly("Get");
    function.turns(message(BOB));
    assertThat(function.aws.queues().bodies("SesListDelayQueue")).hasSize(1);
  }

  /** SES lists an address some seconds before the bounce is recorded, and announce relies on that entry. */
  @Test
  void anAddressThatBouncesWhileItIsTakenOffIsListedAgain() throws IOException {
    function.bounces(BOB, BLOCKLISTED, "Permanent");
    ses.bounces(BOB, "message-2");
    function.turns(message(BOB));
    assertThat(listed()).isEmpty();
    function.bounces(BOB, NOBODY_THERE, "Permanent");
    function.turnsAfterWaiting();
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
  }

  @Test
  void whoIsStillFreeAfterItWasTakenOffCausesNoFurtherCall() throws IOException {
    ses.list(BOB, "BOUNCE", NOW);
    function.turns(message(BOB));
    function.turnsAfterWaiting();
    assertThat(function.calls()).containsExactly("Get", "Delete");
    assertThat(function.aws.queues().bodies("SesListDelayQueue")).isEmpty();
  }

  @Test
  void nothingIsCalledBeforeTheFirstReconciliationHasEnded() throws IOException {
    function.setReconciled(false);
    function.isSuppressed(BOB);
    assertThat(function.turns(message(BOB), expectingMessage("ann@example.com")))
        .isEmpty();
    assertThat(function.calls()).isEmpty();
    List<String> waiting = function.aws.queues().bodies("SesListDelayQueue");
    assertThat(waiting).containsExactly(message(BOB), expectingMessage("ann@example.com"));
    function.setReconciled(true);
    function.turns(waiting.get(0));
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
  }

  @ParameterizedTest
  @EnumSource(
      value = SesListMode.class,
      names = {"OFF", "REPORT"})
  void nothingIsCalledInTheOtherModes(SesListMode mode) throws IOException {
    function.setMode(mode);
    function.isSuppressed(BOB);
    assertThat(function.turns(message(BOB))).isEmpty();
    assertThat(function.calls()).isEmpty();
  }

  @Test
  void anAddressWithASlashIsReportedAndHoldsUpNobody() throws IOException {
    function.isSuppressed(BOB);
    assertThat(function.turns(message("x/y@example.com"), message(BOB))).isEmpty();
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
    assertThat(function.metrics).singleElement().asString().contains("\"SesListRefused\":1");
  }

  @Test
  void inTheSandboxTheRefusalIsReportedAndRemovalsGoOn() throws IOException {
    ses.setProduction(false);
    ses.list("ann@example.com", "BOUNCE", NOW);
    function.isSuppressed(BOB);
    assertThat(function.turns(message(BOB), message("ann@example.com"))).isEmpty();
    assertThat(listed()).isEmpty();
    assertThat(function.metrics).singleElement().asString().contains("\"SesListRefused\":1");
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, the role lacks the permission",
    "AccountSuspendedException, SES has paused the account",
    "SendingPausedException, SES has paused the account"
  })
  void whatForbidsEveryCallIsCountedAndNamedAndAllMessagesAreRepeated(String code, String problem)
      throws IOException {
    function.isSuppressed(BOB);
    ses.forbid(code);
    assertThat(function.turns(message(BOB), message("ann@example.com"), message(BOB)))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(function.metrics)
        .singleElement()
        .asString()
        .contains("\"SesListNotPermitted\":1", "\"SesListAgain\":3");
    List<QueueMessage> messages = List.of(new QueueMessage("0", message(BOB), true));
    assertThat(function.run().handle(messages, () -> false).problems())
        .singleElement()
        .asString()
        .contains(problem)
        .doesNotContain(BOB);
    assertThat(function.calls()).isEmpty();
  }

  @Test
  void ifSesIsOutOfReachThisAndAllLaterMessagesAreRepeated() throws IOException {
    function.isSuppressed(BOB);
    ses.throttle(4);
    assertThat(function.turns(message(BOB), message("ann@example.com"), message(BOB)))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(function.calls()).isEmpty();
    assertThat(function.turns(message(BOB))).isEmpty();
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
  }

  @Test
  void ifTheTableIsOutOfReachAllMessagesAreRepeated() throws IOException {
    function.setDossiers(new Dossiers() {
      @Override
      public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
        throw new TableUnavailableException(new IOException("down"));
      }

      @Override
      public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
        throw new TableUnavailableException(new IOException("down"));
      }
    });
    assertThat(function.turns(message(BOB), message("ann@example.com"))).containsExactly(0, 1);
    assertThat(function.calls()).isEmpty();
  }

  @Test
  void ifTheQueueIsOutOfReachAMessageWaitsWhereItIs() throws IOException {
    function.aws.queues().throttle(20);
    assertThat(function.waited(message(BOB), message("ann@example.com"))).containsExactly(0, 1);
  }

  @Test
  void whatThereIsNoTimeForIsRepeated() {
    function.isSuppressed(BOB);
    List<QueueMessage> messages = List.of(
        new QueueMessage("0", message(BOB), true),
        new QueueMessage("1", message("ann@example.com"), true),
        new QueueMessage("2", message(BOB), true));
    Iterator<Boolean> isOutOfTime = List.of(false, true).iterator();
    SesListResult result = function.run().handle(messages, isOutOfTime::next);
    assertThat(result.again()).containsExactly(messages.get(1));
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
    assertThat(function.calls()).containsExactly("Get", "Put");
  }

  @Test
  void anUnreadableDossierIsReportedAndHoldsUpNobody() throws IOException {
    function.isSuppressed(BOB);
    function.table.makeUnreadable(Subject.parse("ann@example.com"));
    assertThat(function.turns(message("ann@example.com"), message(BOB))).isEmpty();
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
    assertThat(function.metrics).singleElement().asString().contains("\"SesListUnreadable\":1");
  }

  @Test
  void anAddressThatCannotBeJudgedIsReportedAndHoldsUpNobody() throws IOException {
    function.isSuppressed(BOB);
    function.setDossiers(new Dossiers() {
      @Override
      public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
        if (subjects.contains(Subject.parse("ann@example.com"))) {
          throw new IllegalStateException("a fault of ours");
        }
        return function.table.read(subjects);
      }

      @Override
      public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
        return function.table.delivered(domains);
      }
    });
    assertThat(function.turns(message("ann@example.com"), message(BOB))).isEmpty();
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
    assertThat(function.metrics).singleElement().asString().contains("\"SesListUnreadable\":1");
  }

  @Test
  void aSpellingThatSesRefusesDoesNotKeepTheOthersOnTheList() throws IOException {
    function.bounces("BOB@example.com", BLOCKLISTED, "Permanent");
    ses.list(BOB, "BOUNCE", NOW);
    ses.refuseCallsAbout("BOB@example.com");
    assertThat(function.turns(message(BOB))).isEmpty();
    assertThat(listed()).isEmpty();
    assertThat(function.metrics).singleElement().asString().contains("\"SesListRefused\":1");
  }

  @Test
  void messagesThatWaitKeepTheirSpellings() throws IOException {
    function.setReconciled(false);
    assertThat(function.turns(message("Bob@example.com"), message("BOB@example.com")))
        .isEmpty();
    assertThat(function.aws.queues().bodies("SesListDelayQueue"))
        .containsExactlyInAnyOrder(message("Bob@example.com"), message("BOB@example.com"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"address\":\"nobody\"}", "{\"address\":7}", "null"})
  void aMessageWithoutAnAddressIsReportedAndHoldsUpNobody(String text) throws IOException {
    function.isSuppressed(BOB);
    assertThat(function.turns(text, message(BOB))).isEmpty();
    assertThat(listed()).containsExactly(BOB + " BOUNCE");
    assertThat(function.metrics).singleElement().asString().contains("\"SesListUnreadable\":1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "{\"Records\":{}}",
        "{\"Records\":[{\"messageId\":\"1\",\"body\":\"bob@example.com\"}]}",
        "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"bob@example.com\"}]}"
      })
  void anotherEventIsAnErrorThatRepeatsNothingOfIt(String event) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> function.handle(event.getBytes(StandardCharsets.UTF_8)))
        .withMessageNotContaining("bob");
  }
}
