package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.BLOCKLISTED;
import static dev.hardstop.suppression.MailFixture.MAILBOX_FULL;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DossierChange.Kind;
import dev.hardstop.suppression.SesListEntry.ListingReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SES's list must say about an address, and what has to be done about it. */
class SesListingTest {
  private static final String BOB = "bob@example.com";
  private static final Subject SUBJECT = Subject.parse(BOB);
  private static final Subject DOMAIN = Subject.parse("@example.com");
  private static final BounceType PERMANENT = new BounceType("Permanent", "General");
  private static final BounceType TRANSIENT = new BounceType("Transient", "General");
  private static final Instant NOW = on("2026-11-20");
  private static final SuppressionPolicy FOLLOW =
      SuppressionPolicy.standard().with(SesListMode.FOLLOW);

  private final MailFixture fixture =
      new MailFixture(new InMemoryDossierTable(), RuleFiles.book(), FOLLOW);

  private Dossier dossier(Subject subject) {
    return fixture.list.read(Set.of(subject)).get(subject);
  }

  private SesListing listing(Instant now) {
    return SesListing.of(dossier(SUBJECT), dossier(DOMAIN), FOLLOW, RuleFiles.book(), now);
  }

  private void bounces(String reply, BounceType type, String day) {
    fixture.happens(fixture.bounce(BOB, reply, on(day), type));
  }

  private void complains(ComplaintKind kind, String day) {
    fixture.happens(fixture.complaint(BOB, kind, on(day), Duration.ZERO));
  }

  @Nested
  class TheListing {
    @Test
    void anAddressOfWhichNothingIsKnownIsNotListed() {
      assertThat(listing(NOW)).isEqualTo(SesListing.ABSENT_UNLESS_COMPLAINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {NOBODY_THERE, ACCESS_DENIED})
    void whatSuppressesTheAddressIsListedAsABounce(String reply) {
      bounces(reply, TRANSIENT, "2026-11-18");
      assertThat(listing(NOW)).isEqualTo(SesListing.BOUNCE);
    }

    @Test
    void aHeldAddressIsListedBecauseNoMailMayBeSentToIt() {
      for (int day = 10; day < 15; day++) {
        bounces(MailFixture.POLICY, TRANSIENT, "2026-11-" + day);
      }
      assertThat(listing(NOW)).isEqualTo(SesListing.BOUNCE);
    }

    @Test
    void whoseAddressIsNotToBlameIsNotListedWhateverSesSays() {
      bounces(BLOCKLISTED, PERMANENT, "2026-11-18");
      assertThat(listing(NOW)).isEqualTo(SesListing.ABSENT_UNLESS_COMPLAINT);
    }

    /** SES's list knows no streams: an entry would also block the mail of the others. */
    @Test
    void aManualSuppressionOfOneStreamIsNotListed() {
      SuppressionPolicy policy = FOLLOW.with(Streams.of("newsletter", "receipts"));
      suppress("newsletter");
      assertThat(listingBy(policy)).isEqualTo(SesListing.ABSENT_UNLESS_COMPLAINT);
      complains(ComplaintKind.SOLE, "2026-11-18");
      assertThat(listingBy(policy)).isEqualTo(SesListing.COMPLAINT);
      suppress();
      assertThat(listingBy(policy)).isEqualTo(SesListing.BOUNCE);
    }

    @Test
    void aComplaintAboutOneStreamIsListedAsAComplaintOnly() {
      SuppressionPolicy policy = FOLLOW.with(Streams.of("newsletter", "receipts"));
      Mail newsletter = new Mail(
          "message-1",
          on("2026-11-18"),
          List.of(EmailAddress.of(BOB)),
          new MessageTags("newsletter", "", ""));
      fixture.happens(new Complaint(
          newsletter,
          "feedback-1",
          EmailAddress.find(BOB),
          ComplaintKind.SOLE,
          newsletter.timestamp()));
      assertThat(listingBy(policy)).isEqualTo(SesListing.COMPLAINT);
      bounces(NOBODY_THERE, TRANSIENT, "2026-11-18");
      assertThat(listingBy(policy)).isEqualTo(SesListing.BOUNCE);
    }

    private SesListing listingBy(SuppressionPolicy policy) {
      return SesListing.of(dossier(SUBJECT), dossier(DOMAIN), policy, RuleFiles.book(), NOW);
    }

    private void suppress(String... streams) {
      Set<ManualAction> known = dossier(SUBJECT).manualActions();
      fixture.list.addAction(
          SUBJECT,
          new ManualAction.Suppression(
              "suppression-" + known.size(),
              "tester",
              "a test",
              on("2026-11-19").plusSeconds(known.size()),
              Optional.empty(),
              new TreeSet<>(List.of(streams))));
    }

    @ParameterizedTest
    @EnumSource(
        value = ComplaintKind.class,
        names = {"SOLE", "ONE_OF_SEVERAL"})
    void aComplaintAloneIsListedAsOne(ComplaintKind kind) {
      complains(kind, "2026-11-18");
      assertThat(listing(NOW)).isEqualTo(SesListing.COMPLAINT);
    }

    @Test
    void aBounceOutweighsAComplaintBecauseItHoldsForAllMail() {
      complains(ComplaintKind.SOLE, "2026-11-18");
      bounces(NOBODY_THERE, PERMANENT, "2026-11-17");
      assertThat(listing(NOW)).isEqualTo(SesListing.BOUNCE);
    }

    @Test
    void aManualSuppressionIsListedAsABounce() {
      fixture.isSuppressedManually(BOB, on("2026-11-18"), Optional.empty());
      assertThat(listing(NOW)).isEqualTo(SesListing.BOUNCE);
    }

    @Test
    void aComplaintIsTakenOffOnlyByAReleaseThatIncludesIt() {
      complains(ComplaintKind.ONE_OF_SEVERAL, "2026-01-01");
      assertThat(listing(NOW)).as("it has ended").isEqualTo(SesListing.ABSENT_UNLESS_COMPLAINT);
      fixture.isReleased(BOB, on("2026-02-01"), false);
      assertThat(listing(NOW)).isEqualTo(SesListing.ABSENT_UNLESS_COMPLAINT);
      fixture.isReleased(BOB, on("2026-02-02"), true);
      assertThat(listing(NOW)).isEqualTo(SesListing.ABSENT);
      complains(ComplaintKind.ONE_OF_SEVERAL, "2026-02-03");
      assertThat(listing(NOW)).isEqualTo(SesListing.ABSENT_UNLESS_COMPLAINT);
    }

    /** Otherwise an incident of some hours would list and remove every address of a large domain. */
    @Test
    void whatIsHeldAgainstTheWholeDomainIsNotListed() {
      fixture.isSuppressedManually("@example.com", on("2026-11-18"), Optional.empty());
      assertThat(fixture.ask(BOB, "2026-11-20").isSuppressed()).isTrue();
      assertThat(listing(NOW)).isEqualTo(SesListing.ABSENT_UNLESS_COMPLAINT);
    }

    @Test
    void anEchoOfTheListItselfListsNothing() {
      bounces("", new BounceType("Permanent", "OnAccountSuppressionList"), "2026-11-18");
      complains(ComplaintKind.ON_ACCOUNT_LIST, "2026-11-18");
      assertThat(listing(NOW)).isEqualTo(SesListing.ABSENT_UNLESS_COMPLAINT);
    }

    @Test
    void whatSesListedBeforeHardstopStaysListed() {
      bounces("", new BounceType("Permanent", "SuppressionListEntry"), "2024-11-18");
      assertThat(listing(NOW)).isEqualTo(SesListing.BOUNCE);
    }
  }

  @Nested
  class TheFollowUp {
    private Dossier before = dossier(SUBJECT);
    private Instant walked = NOW;

    /** What follows from everything that happened since the last call. */
    private SesListFollowUp followUp(SuppressionPolicy policy, Kind kind) {
      Dossier after = kind == Kind.ERASED ? Dossier.empty(SUBJECT) : dossier(SUBJECT);
      DossierChange change = new DossierChange("1", SUBJECT, kind, before, after, NOW, "1");
      before = after;
      return SesListFollowUp.of(change, dossier(DOMAIN), policy, RuleFiles.book(), walked);
    }

    private SesListFollowUp followUp() {
      return followUp(FOLLOW, Kind.WRITTEN);
    }

    @Test
    void aBounceThatSesListsItselfNeedsNoCall() {
      bounces(NOBODY_THERE, PERMANENT, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.NONE);
    }

    @Test
    void aBounceThatSesListsWronglyIsUndoneOnceItHas() {
      bounces(BLOCKLISTED, PERMANENT, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AFTER_SES);
      bounces(BLOCKLISTED, PERMANENT, "2026-11-18");
      assertThat(followUp()).as("each time").isEqualTo(SesListFollowUp.AFTER_SES);
    }

    @Test
    void aSuppressionThatSesDoesNotListIsPutOnTheList() {
      bounces(ACCESS_DENIED, TRANSIENT, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
      bounces(ACCESS_DENIED, TRANSIENT, "2026-11-19");
      assertThat(followUp()).as("it is there").isEqualTo(SesListFollowUp.NONE);
    }

    /** The same rule knows an older bounce, which SES listed. */
    @Test
    void aSuppressionThatSesDoesNotListIsPutOnTheListAfterAReleaseOfOneThatItDid() {
      bounces(ACCESS_DENIED, PERMANENT, "2026-11-10");
      fixture.isReleased(BOB, on("2026-11-12"), false);
      followUp();
      bounces(ACCESS_DENIED, TRANSIENT, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
    }

    @Test
    void aThirdFullMailboxIsPutOnTheList() {
      bounces(MAILBOX_FULL, TRANSIENT, "2026-11-16");
      bounces(MAILBOX_FULL, TRANSIENT, "2026-11-17");
      assertThat(followUp()).isEqualTo(SesListFollowUp.NONE);
      bounces(MAILBOX_FULL, TRANSIENT, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
    }

    @Test
    void manualActionsReachTheListAtOnce() {
      fixture.isSuppressedManually(BOB, on("2026-11-18"), Optional.empty());
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
      fixture.isReleased(BOB, on("2026-11-19"), false);
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
      fixture.isReleased(BOB, on("2026-11-19"), false);
      assertThat(followUp()).as("nothing changes").isEqualTo(SesListFollowUp.NONE);
    }

    @Test
    void aReleaseOfAnEndedComplaintReachesTheListAsWell() {
      complains(ComplaintKind.ONE_OF_SEVERAL, "2026-01-01");
      assertThat(followUp())
          .as("an old one, and no entry is wrong")
          .isEqualTo(SesListFollowUp.NONE);
      fixture.isReleased(BOB, on("2026-11-19"), true);
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
    }

    @Test
    void aComplaintThatSesListsNeedsNoCall() {
      complains(ComplaintKind.SOLE, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.NONE);
    }

    @Test
    void aComplaintDoesNotReplaceTheReasonOfABounce() {
      bounces(NOBODY_THERE, PERMANENT, "2026-11-17");
      followUp();
      complains(ComplaintKind.SOLE, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AFTER_SES);
    }

    /** The entry would also stop the mail whose set suppresses bounces only. */
    @Test
    void aWronglyListedBounceDoesNotReplaceTheReasonOfAComplaint() {
      complains(ComplaintKind.SOLE, "2026-11-17");
      followUp();
      bounces(BLOCKLISTED, PERMANENT, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AFTER_SES);
    }

    @Test
    void aComplaintAboutMailThatAReleaseCoversIsUndone() {
      fixture.isReleased(BOB, on("2026-11-19"), true);
      followUp();
      complains(ComplaintKind.SOLE, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AFTER_SES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OnAccountSuppressionList", "UnsubscribedRecipient"})
    void whatSesRefusedItselfIsNoReasonForIt(String subType) {
      bounces("", new BounceType("Permanent", subType), "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.NONE);
    }

    @Test
    void anAddressOnSesGlobalListIsPutOnTheAccountsWhileItIsSuppressed() {
      bounces("", new BounceType("Permanent", "Suppressed"), "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
    }

    /** SES has it already, and there may be very many of them. */
    @ParameterizedTest
    @EnumSource(ListingReason.class)
    void whatSesListedBeforeHardstopNeedsNoCall(ListingReason reason) {
      fixture.list.observe(SesListEntry.find(BOB, reason, on("2024-11-18"))
          .orElseThrow()
          .observation(RuleFiles.book(), FOLLOW));
      assertThat(listing(NOW).isListed()).isTrue();
      assertThat(followUp()).isEqualTo(SesListFollowUp.NONE);
    }

    @Test
    void anErasureTakesTheAddressOffInEverySpellingAndAnExpiryDoesNothing() {
      fixture.isSuppressedManually(BOB, on("2026-11-18"), Optional.empty());
      followUp();
      assertThat(followUp(FOLLOW, Kind.ERASED)).isEqualTo(SesListFollowUp.AT_ONCE);
      before = dossier(SUBJECT);
      assertThat(followUp(FOLLOW, Kind.EXPIRED)).isEqualTo(SesListFollowUp.NONE);
    }

    /** An entry because of a complaint may be there, which no verdict shows; so may one of an unreadable item. */
    @Test
    void anErasureIsFollowedWhateverTheVerdictWas() {
      bounces(BLOCKLISTED, PERMANENT, "2026-11-18");
      fixture.isReleased(BOB, on("2026-11-19"), true);
      followUp();
      assertThat(followUp(FOLLOW, Kind.ERASED)).isEqualTo(SesListFollowUp.AT_ONCE);
      assertThat(followUp(FOLLOW, Kind.ERASED)).isEqualTo(SesListFollowUp.AT_ONCE);
      assertThat(SesListFollowUp.spellings(
              new DossierChange("1", SUBJECT, Kind.ERASED, before, before, NOW, "1")))
          .containsExactly(BOB);
    }

    @ParameterizedTest
    @EnumSource(
        value = SesListMode.class,
        names = {"OFF", "REPORT"})
    void nothingFollowsInTheOtherModes(SesListMode mode) {
      bounces(BLOCKLISTED, PERMANENT, "2026-11-18");
      assertThat(followUp(FOLLOW.with(mode), Kind.WRITTEN)).isEqualTo(SesListFollowUp.NONE);
      fixture.isSuppressedManually(BOB, on("2026-11-18"), Optional.empty());
      assertThat(followUp(FOLLOW.with(mode), Kind.WRITTEN)).isEqualTo(SesListFollowUp.NONE);
    }

    @Test
    void aDomainIsNotListed() {
      fixture.isSuppressedManually("@example.com", on("2026-11-18"), Optional.empty());
      DossierChange change = new DossierChange(
          "1", DOMAIN, Kind.WRITTEN, Dossier.empty(DOMAIN), dossier(DOMAIN), NOW, "1");
      assertThat(SesListFollowUp.of(change, dossier(DOMAIN), FOLLOW, RuleFiles.book(), NOW))
          .isEqualTo(SesListFollowUp.NONE);
    }

    /** The next walk sees the dossier only as it is after the write, so it would not find the difference. */
    @Test
    void whatEndedByTheClockShortlyBeforeAWriteIsFollowedWithTheWrite() {
      fixture.isSuppressedManually(
          BOB, on("2026-11-10"), Optional.of(LocalDate.parse("2026-11-19")));
      followUp();
      Dossier known = before;
      fixture.isReleased(BOB, on("2026-11-19"), false);
      assertThat(followUp()).as("a walk has seen it").isEqualTo(SesListFollowUp.NONE);

      before = known;
      walked = on("2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
    }

    @Test
    void aSuppressionThatEndsByTheClockTakesTheAddressOff() {
      fixture.isSuppressedManually(
          BOB, on("2026-11-18"), Optional.of(LocalDate.parse("2026-11-25")));
      assertThat(withoutWrite("2026-11-25")).isEqualTo(SesListFollowUp.AT_ONCE);
      assertThat(withoutWrite("2026-11-24")).isEqualTo(SesListFollowUp.NONE);
    }

    @Test
    void whatIsImportedNeedsNoCallNeitherNowNorWhenItsSuppressionEnds() {
      fixture.happens(
          ImportedFeedback.of(fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-18"), PERMANENT)));
      assertThat(listing(NOW)).isEqualTo(SesListing.BOUNCE);
      assertThat(followUp()).isEqualTo(SesListFollowUp.NONE);
      assertThat(withoutWrite("2027-03-01")).isEqualTo(SesListFollowUp.NONE);
    }

    /** Nobody has listed the address for what was imported before. */
    @Test
    void aSuppressionThatSesDoesNotListIsPutOnTheListAlsoIfAnImportSuppressedTheAddressBefore() {
      fixture.happens(
          ImportedFeedback.of(fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-17"), PERMANENT)));
      assertThat(followUp()).isEqualTo(SesListFollowUp.NONE);
      bounces(ACCESS_DENIED, TRANSIENT, "2026-11-18");
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
      bounces(ACCESS_DENIED, TRANSIENT, "2026-11-19");
      assertThat(followUp()).as("it is there").isEqualTo(SesListFollowUp.NONE);
    }

    @Test
    void aReleaseOfWhatWasImportedTakesTheAddressOff() {
      fixture.happens(
          ImportedFeedback.of(fixture.bounce(BOB, NOBODY_THERE, on("2026-11-18"), PERMANENT)));
      followUp();
      fixture.isReleased(BOB, on("2026-11-19"), false);
      assertThat(followUp()).isEqualTo(SesListFollowUp.AT_ONCE);
    }

    private SesListFollowUp withoutWrite(String day) {
      return SesListFollowUp.withoutWrite(
          dossier(SUBJECT),
          dossier(DOMAIN),
          NOW,
          dossier(DOMAIN),
          on(day),
          FOLLOW,
          RuleFiles.book());
    }
  }
}
