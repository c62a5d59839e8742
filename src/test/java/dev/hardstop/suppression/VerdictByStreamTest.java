package dev.hardstop.suppression;

import static dev.hardstop.feedback.ComplaintKind.ONE_OF_SEVERAL;
import static dev.hardstop.feedback.ComplaintKind.SOLE;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person says about one stream of mail counts for that stream; the rest counts for all. */
class VerdictByStreamTest {
  private static final String BOB = "bob@example.com";
  private static final Streams BOTH = Streams.of("newsletter", "receipts");
  private static final MessageTags NEWSLETTER = new MessageTags("newsletter", "default", "");
  private static final MessageTags RECEIPTS = new MessageTags("receipts", "default", "");
  private static final BounceType UNSUBSCRIBED =
      new BounceType("Permanent", "UnsubscribedRecipient");

  private final MailFixture mail = new MailFixture();
  private int messages;

  @Test
  void aComplaintAboutTheNewsletterDoesNotBlockReceipts() {
    mail.happens(complaint(NEWSLETTER, SOLE, "2026-11-20"));
    assertThat(ask("newsletter", "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(ask("receipts", "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(ask("receipts", "2026-11-21").cause()).isEmpty();
  }

  @Test
  void withoutAStreamTheGravestAnswerIsGivenAndSaysForWhichStreamsItHolds() {
    mail.happens(complaint(NEWSLETTER, SOLE, "2026-11-20"));
    Verdict verdict = ask("2026-11-21");
    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.streams()).containsExactly("newsletter");
  }

  @Test
  void complaintsAboutSeveralStreamsHoldForEachOfThem() {
    mail.happens(
        complaint(NEWSLETTER, SOLE, "2026-11-20"), complaint(RECEIPTS, SOLE, "2026-11-22"));
    Verdict verdict = ask("2026-11-23");
    assertThat(verdict.streams()).containsExactly("newsletter", "receipts");
    assertThat(verdict.days()).hasSize(2);
    assertThat(ask("receipts", "2026-11-23").days()).containsExactly(LocalDate.parse("2026-11-22"));
  }

  /** The tag decides where there is one: it may say that the message was in no listed stream. */
  @ParameterizedTest
  @CsvSource({
    "newsletter, default,  newsletter",
    "newsletter, receipts, newsletter",
    "'',         receipts, receipts",
    "'',         default,  ''",
    "survey,     receipts, ''",
    "survey,     default,  ''",
    "Newsletter, default,  ''",
    "'',         '',       ''"
  })
  void theStreamIsTheTagOrElseTheSetIfItIsListed(String tag, String set, String stream) {
    mail.happens(complaint(new MessageTags(tag, set, ""), SOLE, "2026-11-20"));
    for (String asked : BOTH.names()) {
      assertThat(ask(asked, "2026-11-21").isSuppressed())
          .as(asked)
          .isEqualTo(stream.isEmpty() || stream.equals(asked));
    }
    assertThat(ask("2026-11-21").streams()).isEqualTo(stream.isEmpty() ? Set.of() : Set.of(stream));
  }

  @Test
  void adoptingTagsFreesNobody() {
    mail.happens(complaint(new MessageTags("", "marketing", ""), SOLE, "2026-11-20"));
    assertThat(
            ask(Streams.of("marketing", "receipts"), "receipts", "2026-11-21").isSuppressed())
        .isFalse();
    for (String asked : BOTH.names()) {
      assertThat(ask(BOTH, asked, "2026-11-21").isSuppressed()).as(asked).isTrue();
    }
  }

  @Test
  void renamingASetFreesNobody() {
    mail.happens(complaint(new MessageTags("", "marketing", ""), SOLE, "2026-11-20"));
    Streams renamed = Streams.of("marketing-2026");
    assertThat(ask(renamed, "marketing-2026", "2026-11-21").isSuppressed()).isTrue();
    assertThat(judge(renamed, Optional.empty(), "2026-11-21").streams()).isEmpty();
  }

  @Test
  void whatIsWrongWithTheAddressCountsForAllStreams() {
    mail.happens(bounce(NEWSLETTER, NOBODY_THERE, BounceType.NONE, "2026-11-20"));
    assertThat(ask("receipts", "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(ask("receipts", "2026-11-21").streams()).isEmpty();
    assertThat(ask("2026-11-21").streams()).isEmpty();
  }

  /** SES refuses the address, whatever it is sent. */
  @Test
  void aListOfSesCountsForAllStreams() {
    mail.happens(complaint(NEWSLETTER, ComplaintKind.ON_ACCOUNT_LIST, "2026-11-20"));
    assertThat(ask("receipts", "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void aComplaintByAForwardIsWatchedForAllStreams() {
    mail.happens(new Complaint(
        message(NEWSLETTER, "2026-11-20"),
        "feedback-1",
        EmailAddress.find("carl@example.net"),
        SOLE,
        on("2026-11-20")));
    assertThat(ask("receipts", "2026-11-21").state()).isEqualTo(VerdictState.WATCHED);
  }

  /** Otherwise a sender who reads "only the newsletter" would mail receipts to a held domain. */
  @Test
  void aVerdictNamesNoStreamWhereAnythingSuppressesForAll() {
    mail.happens(complaint(NEWSLETTER, SOLE, "2026-11-20"));
    mail.bounces(BOB, MailFixture.POLICY, "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13");
    mail.bounces(BOB, MailFixture.POLICY, "2026-11-14");
    assertThat(ask("receipts", "2026-11-21").state()).isEqualTo(VerdictState.HELD);
    Verdict verdict = ask("2026-11-21");
    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.streams()).isEmpty();
  }

  @Test
  void anAmbiguousComplaintEndsForItsStream() {
    mail.happens(complaint(NEWSLETTER, ONE_OF_SEVERAL, "2026-01-01"));
    mail.happens(complaint(RECEIPTS, ONE_OF_SEVERAL, "2026-05-01"));
    assertThat(ask("newsletter", "2026-07-01").state()).isEqualTo(VerdictState.RECHECK);
    assertThat(ask("newsletter", "2026-07-01").streams()).containsExactly("newsletter");
    assertThat(ask("receipts", "2026-07-01").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(ask("2026-07-01").until()).contains(LocalDate.parse("2026-10-28"));
    assertThat(ask("2026-07-01").streams()).containsExactly("receipts");
    assertThat(ask("2026-11-01").state()).isEqualTo(VerdictState.RECHECK);
    assertThat(ask("2026-11-01").streams()).containsExactly("newsletter", "receipts");
  }

  @Test
  void anUnsubscriptionIsShownForItsStream() {
    mail.happens(bounce(NEWSLETTER, "", UNSUBSCRIBED, "2026-11-20"));
    assertThat(ask("2026-11-21").unsubscribed())
        .contains(new Verdict.Unsubscribed(
            LocalDate.parse("2026-11-20"), new TreeSet<>(Set.of("newsletter"))));
    assertThat(ask("newsletter", "2026-11-21").unsubscribed()).isPresent();
    assertThat(ask("receipts", "2026-11-21").unsubscribed()).isEmpty();
    assertThat(ask("2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(ask("2026-11-21").streams()).isEmpty();
  }

  @Test
  void unsubscriptionsFromSeveralListsNameEachAndOneWithoutTagsConcernsAll() {
    mail.happens(
        bounce(RECEIPTS, "", UNSUBSCRIBED, "2026-11-20"),
        bounce(NEWSLETTER, "", UNSUBSCRIBED, "2026-11-19"));
    assertThat(ask("2026-11-21").unsubscribed())
        .contains(new Verdict.Unsubscribed(LocalDate.parse("2026-11-20"), BOTH.names()));
    mail.happens(bounce(MessageTags.NONE, "", UNSUBSCRIBED, "2026-11-18"));
    assertThat(ask("2026-11-21").unsubscribed())
        .contains(new Verdict.Unsubscribed(LocalDate.parse("2026-11-20"), new TreeSet<>()));
    assertThat(ask("newsletter", "2026-11-21").unsubscribed().map(Verdict.Unsubscribed::day))
        .contains(LocalDate.parse("2026-11-19"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ComplaintKind.class,
      names = {"SOLE", "ONE_OF_SEVERAL"})
  void aComplaintThatIsAlsoReportedWithoutTagsStillCountsForItsStream(ComplaintKind kind) {
    Complaint tagged = complaint(NEWSLETTER, kind, "2026-11-20");
    List<Feedback> both = new ArrayList<>(List.of(tagged, withoutTags(tagged)));
    for (int i = 0; i < 2; i++) {
      MailFixture other = new MailFixture();
      both.forEach(other::happens);
      assertThat(judge(other, BOTH, Optional.of("receipts"), "2026-11-21").state())
          .isEqualTo(VerdictState.CLEAR);
      assertThat(judge(other, BOTH, Optional.of("newsletter"), "2026-11-21").state())
          .isEqualTo(VerdictState.SUPPRESSED);
      Collections.reverse(both);
    }
  }

  @Test
  void aComplaintWithoutTagsAboutAnotherMessageCountsForAll() {
    mail.happens(
        complaint(NEWSLETTER, SOLE, "2026-11-20"), complaint(MessageTags.NONE, SOLE, "2026-11-20"));
    assertThat(ask("receipts", "2026-11-21").isSuppressed()).isTrue();
  }

  /** An id that is missing is not the same id. */
  @Test
  void complaintsWithoutAMessageIdAreNotTheSame() {
    Mail tagged = new Mail("", on("2026-11-20"), List.of(EmailAddress.of(BOB)), NEWSLETTER);
    Complaint complaint =
        new Complaint(tagged, "feedback-1", EmailAddress.find(BOB), SOLE, tagged.timestamp());
    mail.happens(complaint, withoutTags(complaint));
    assertThat(ask("receipts", "2026-11-21").isSuppressed()).isTrue();
  }

  /** Nothing says which stream it was, so both notifications count for all. */
  @Test
  void aTaggedComplaintThatIsInNoListedStreamHidesNothing() {
    Complaint tagged = complaint(new MessageTags("survey", "default", ""), SOLE, "2026-11-20");
    mail.happens(tagged, withoutTags(tagged));
    assertThat(ask("receipts", "2026-11-21").isSuppressed()).isTrue();
    assertThat(judge(Streams.none(), Optional.empty(), "2026-11-21").isSuppressed())
        .isTrue();
  }

  /** More ids are not kept. The address is then suppressed for more streams than it need be. */
  @Test
  void theTwinsOfTheNewestTwentyMessagesAreKnown() {
    List<Feedback> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Complaint tagged = complaint(NEWSLETTER, SOLE, "2026-10-%02d".formatted(i + 1));
      all.addAll(List.of(tagged, withoutTags(tagged)));
    }
    Collections.shuffle(all, new Random(1));
    all.forEach(mail::happens);
    assertThat(ask("receipts", "2026-11-21").isSuppressed()).isFalse();
    Complaint another = complaint(NEWSLETTER, SOLE, "2026-11-20");
    mail.happens(another, withoutTags(another));
    assertThat(ask("receipts", "2026-11-21").isSuppressed()).isTrue();
    assertThat(ask("newsletter", "2026-11-21").isSuppressed()).isTrue();
  }

  @Test
  void twentyPairsOfTagAndSetAreKnownAndWithMoreTheOldestCountsForAll() {
    List<Feedback> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(complaint(
          new MessageTags("newsletter", "set-" + i, ""), SOLE, "2026-10-%02d".formatted(i + 1)));
    }
    Collections.shuffle(all, new Random(1));
    all.forEach(mail::happens);
    assertThat(ask("receipts", "2026-11-21").isSuppressed()).isFalse();
    mail.happens(complaint(new MessageTags("newsletter", "set-20", ""), SOLE, "2026-11-20"));
    assertThat(ask("receipts", "2026-11-21").isSuppressed()).isTrue();
  }

  @Test
  void manyComplaintsAboutOneStreamNeverFreeAnother() {
    mail.happens(complaint(RECEIPTS, SOLE, "2026-01-02"), complaint(RECEIPTS, SOLE, "2026-01-01"));
    for (int i = 0; i < 150; i++) {
      mail.happens(
          complaint(NEWSLETTER, SOLE, LocalDate.parse("2026-01-03").plusDays(i).toString()));
    }
    assertThat(ask("receipts", "2026-11-21").isSuppressed()).isTrue();
    assertThat(ask("2026-11-21").streams()).containsExactly("newsletter", "receipts");
  }

  @Test
  void aReleaseOfComplaintsEndsThemForEveryStream() {
    mail.happens(
        complaint(NEWSLETTER, SOLE, "2026-11-20"), complaint(RECEIPTS, SOLE, "2026-11-20"));
    mail.isReleased(BOB, on("2026-11-21"), false);
    assertThat(ask("2026-11-22").streams()).containsExactly("newsletter", "receipts");
    mail.isReleased(BOB, on("2026-11-21"), true);
    assertThat(ask("newsletter", "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(ask("2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    mail.happens(complaint(RECEIPTS, SOLE, "2026-11-23"));
    assertThat(ask("2026-11-24").streams()).containsExactly("receipts");
  }

  @Test
  void aManualSuppressionOfOneStreamBlocksNoOther() {
    suppress("2026-11-20", "", "newsletter");
    assertThat(ask("newsletter", "2026-11-21").isSuppressed()).isTrue();
    assertThat(ask("receipts", "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(ask("2026-11-21").streams()).containsExactly("newsletter");
  }

  @Test
  void theLaterSuppressionAppliesToItsStreams() {
    suppress("2026-11-20", "");
    suppress("2026-11-21", "2026-12-01", "newsletter");
    assertThat(ask("newsletter", "2026-11-22").until()).contains(LocalDate.parse("2026-12-01"));
    assertThat(ask("receipts", "2026-11-22").until()).isEmpty();
    assertThat(ask("receipts", "2026-11-22").isSuppressed()).isTrue();
    assertThat(ask("newsletter", "2026-12-02").state()).isEqualTo(VerdictState.RECHECK);
    assertThat(ask("2026-12-02").streams()).containsExactly("receipts");
  }

  @Test
  void suppressionsOfSeveralStreamsHoldTogetherUntilARelease() {
    suppress("2026-11-20", "", "newsletter");
    suppress("2026-11-21", "", "receipts");
    assertThat(ask("2026-11-22").streams()).containsExactly("newsletter", "receipts");
    mail.isReleased(BOB, on("2026-11-22"), false);
    assertThat(ask("2026-11-23").state()).isEqualTo(VerdictState.CLEAR);
    suppress("2026-11-23", "", "receipts");
    assertThat(ask("2026-11-24").streams()).containsExactly("receipts");
  }

  @Test
  void aSuppressionOfAStreamThatIsNoLongerListedHoldsForAll() {
    suppress("2026-11-20", "", "newsletter", "receipts");
    Streams renamed = Streams.of("news", "receipts");
    assertThat(ask(renamed, "news", "2026-11-21").isSuppressed()).isTrue();
    assertThat(judge(renamed, Optional.empty(), "2026-11-21").streams()).isEmpty();
    assertThat(judge(Streams.none(), Optional.empty(), "2026-11-21").isSuppressed())
        .isTrue();
  }

  /** It counts for all, but says nothing about an earlier suppression of another stream. */
  @Test
  void aSuppressionOfAStreamThatIsNoLongerListedReplacesNoOther() {
    suppress("2026-11-20", "", "receipts");
    suppress("2026-11-21", "2026-11-23", "newsletter");
    Streams renamed = Streams.of("news", "receipts");
    assertThat(ask(renamed, "news", "2026-11-22").isSuppressed()).isTrue();
    assertThat(ask(renamed, "receipts", "2026-11-24").isSuppressed()).isTrue();
    assertThat(ask(renamed, "receipts", "2026-11-24").until()).isEmpty();
    assertThat(ask(renamed, "news", "2026-11-24").state()).isEqualTo(VerdictState.RECHECK);
  }

  @Test
  void theNewestSuppressionOfEachStreamIsKeptHoweverManyFollowIt() {
    suppress("2025-01-01", "", "newsletter");
    for (int i = 0; i < 120; i++) {
      suppress(LocalDate.parse("2026-01-01").plusDays(i).toString(), "", "receipts");
    }
    assertThat(ask("2026-11-24").streams()).containsExactly("newsletter", "receipts");
    suppress("2026-11-01", "2026-11-02", "newsletter");
    assertThat(ask("newsletter", "2026-11-24").state()).isEqualTo(VerdictState.RECHECK);
  }

  @Test
  void aDomainMayBeSuppressedForOneStream() {
    mail.list.addAction(
        Subject.parse("@example.com"),
        new ManualAction.Suppression(
            "1", "tester", "a test", on("2026-11-20"), Optional.empty(), names("newsletter")));
    assertThat(ask("newsletter", "2026-11-21").isSuppressed()).isTrue();
    assertThat(ask("receipts", "2026-11-21").isSuppressed()).isFalse();
  }

  @Test
  void aStreamThatIsNotListedCannotBeAskedAbout() {
    assertThatIllegalArgumentException().isThrownBy(() -> ask("survey", "2026-11-21"));
  }

  private void suppress(String day, String until, String... streams) {
    mail.list.addAction(
        Subject.parse(BOB),
        new ManualAction.Suppression(
            "suppression-" + ++messages,
            "tester",
            "a test",
            on(day),
            until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until)),
            names(streams)));
  }

  private static TreeSet<String> names(String... names) {
    return new TreeSet<>(List.of(names));
  }

  private Mail message(MessageTags tags, String day) {
    return new Mail("message-" + ++messages, on(day), List.of(EmailAddress.of(BOB)), tags);
  }

  private Complaint complaint(MessageTags tags, ComplaintKind kind, String day) {
    return new Complaint(
        message(tags, day), "feedback-" + ++messages, EmailAddress.find(BOB), kind, on(day));
  }

  private static Complaint withoutTags(Complaint it) {
    Mail mail = new Mail(it.mail().messageId(), it.mail().timestamp(), it.mail().destination());
    return new Complaint(mail, it.feedbackId() + "i", it.recipient(), it.kind(), it.timestamp());
  }

  private Bounce bounce(MessageTags tags, String words, BounceType type, String day) {
    return new Bounce(
        message(tags, day),
        "feedback-" + ++messages,
        EmailAddress.find(BOB),
        type,
        new RecipientReport("failed", "", words, "", ""));
  }

  private Verdict ask(String day) {
    return judge(BOTH, Optional.empty(), day);
  }

  private Verdict ask(String stream, String day) {
    return ask(BOTH, stream, day);
  }

  private Verdict ask(Streams streams, String stream, String day) {
    return judge(streams, Optional.of(stream), day);
  }

  private Verdict judge(Streams streams, Optional<String> stream, String day) {
    return judge(mail, streams, stream, day);
  }

  private static Verdict judge(
      MailFixture mail, Streams streams, Optional<String> stream, String day) {
    Subject bob = Subject.parse(BOB);
    Subject domain = Subject.parse("@example.com");
    ReadResults<Subject, Dossier> read = mail.list.read(Set.of(bob, domain));
    SuppressionPolicy policy = SuppressionPolicy.standard().with(streams);
    Instant now = on(day);
    return stream.isEmpty()
        ? policy.judge(read.get(bob), read.get(domain), RuleFiles.book(), now)
        : policy.judge(read.get(bob), read.get(domain), stream.get(), RuleFiles.book(), now);
  }
}
