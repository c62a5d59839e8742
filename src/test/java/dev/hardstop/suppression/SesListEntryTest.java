package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.SesListEntry.ListingReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An entry of SES's suppression list as evidence. */
class SesListEntryTest {
  private static final String BOB = "bob@example.com";
  private static final Instant LISTED = Instant.parse("2026-04-10T21:03:05Z");
  private static final RuleBook BOOK = RuleFiles.book();
  private static final SuppressionPolicy POLICY = SuppressionPolicy.standard();

  private final MailFixture fixture = new MailFixture();

  @Test
  void aListedBounceSuppressesUntilARelease() {
    bringIn(entry(BOB, ListingReason.BOUNCE));
    Verdict verdict = fixture.ask(BOB, "2031-01-01");
    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.until()).isEmpty();
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("SUPPRESSED_BY_SES");
    assertThat(verdict.cause())
        .get()
        .isInstanceOfSatisfying(
            VerdictCause.OfBounce.class,
            cause -> assertThat(cause.classification().ruleId()).isEqualTo("ses.listed"));
    fixture.isReleased(BOB, on("2026-11-01"), false);
    assertThat(fixture.ask(BOB, "2031-01-01").isSuppressed()).isFalse();
  }

  @Test
  void aListedBounceSuppressesUntilALaterDelivery() {
    bringIn(entry(BOB, ListingReason.BOUNCE));
    fixture.isDelivered(BOB, "2026-11-01");
    assertThat(fixture.ask(BOB, "2026-11-04").isSuppressed()).isFalse();
  }

  @Test
  void aListedComplaintSuppressesUntilAReleaseThatIncludesIt() {
    bringIn(entry(BOB, ListingReason.COMPLAINT));
    fixture.isDelivered(BOB, "2026-11-01");
    fixture.isReleased(BOB, on("2026-11-05"), false);
    assertThat(fixture.ask(BOB, "2031-01-01").cause().orElseThrow().reason())
        .isEqualTo("COMPLAINT");
    fixture.isReleased(BOB, on("2026-11-06"), true);
    assertThat(fixture.ask(BOB, "2031-01-01").isSuppressed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void itIsTheSameEvidenceWhoeverReadsItAndHoweverOften(ListingReason reason) {
    bringIn(entry(BOB, reason));
    Dossier once = dossier(BOB);
    SesListEntry withDecimals =
        SesListEntry.find("BOB@Example.com", reason, LISTED.plusMillis(417)).orElseThrow();
    assertThat(withDecimals.isKnownIn(once, BOOK)).isTrue();
    assertThat(once.with(entry(BOB, reason).observation(BOOK, POLICY))).isEqualTo(once);
    assertThat(feedbackId(withDecimals)).isEqualTo(feedbackId(entry(BOB, reason)));
  }

  @Test
  void addressReasonAndTimeMakeTheIdOfTheEvidence() {
    assertThat(Set.of(
            feedbackId(entry(BOB, ListingReason.BOUNCE)),
            feedbackId(entry(BOB, ListingReason.COMPLAINT)),
            feedbackId(entry("ann@example.com", ListingReason.BOUNCE)),
            feedbackId(SesListEntry.find(BOB, ListingReason.BOUNCE, LISTED.plusSeconds(1))
                .orElseThrow())))
        .hasSize(4)
        .allMatch(id -> id.startsWith("ses-list-"));
  }

  @ParameterizedTest
  @CsvSource({"2026-04-04, false", "2026-04-05, true", "2026-04-10, true", "2026-04-11, false"})
  void aBounceOfTheFiveDaysBeforeExplainsIt(String day, boolean explains) {
    fixture.bounces(BOB, MailFixture.BLOCKLISTED, day);
    assertThat(entry(BOB, ListingReason.BOUNCE).isExplainedBy(dossier(BOB), BOOK))
        .isEqualTo(explains);
  }

  @Test
  void anImportedEventOfSesExplainsItAndALineOfAnotherProvidersListDoesNot() {
    for (String address : List.of(BOB, "ann@example.com")) {
      boolean isEvent = !address.equals(BOB);
      for (Feedback live : List.of(
          fixture.bounce(
              address,
              MailFixture.BLOCKLISTED,
              on("2026-04-09"),
              new BounceType("Permanent", "General")),
          fixture.complaint(address, ComplaintKind.SOLE, on("2026-04-09"), Duration.ZERO))) {
        ListingReason reason =
            live instanceof Complaint ? ListingReason.COMPLAINT : ListingReason.BOUNCE;
        fixture.happens(
            isEvent ? ImportedFeedback.of(live) : ImportedFeedback.withoutMessage(live));
        assertThat(entry(address, reason).isExplainedBy(dossier(address), BOOK)).isEqualTo(isEvent);
      }
    }
  }

  @Test
  void onlyAComplaintExplainsAListedComplaint() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-04-09");
    assertThat(entry(BOB, ListingReason.COMPLAINT).isExplainedBy(dossier(BOB), BOOK))
        .isFalse();
    fixture.happens(
        fixture.complaint(BOB, ComplaintKind.NOT_SPAM, on("2026-04-09"), Duration.ZERO));
    assertThat(entry(BOB, ListingReason.COMPLAINT).isExplainedBy(dossier(BOB), BOOK))
        .isFalse();
    fixture.happens(
        fixture.complaint(BOB, ComplaintKind.ONE_OF_SEVERAL, on("2026-04-09"), Duration.ZERO));
    assertThat(entry(BOB, ListingReason.COMPLAINT).isExplainedBy(dossier(BOB), BOOK))
        .isTrue();
    assertThat(entry(BOB, ListingReason.BOUNCE).isExplainedBy(dossier(BOB), BOOK))
        .isTrue();
  }

  @Test
  void aComplaintOfTheSameSecondExplainsAnEntryAndTheEntryDoesNotExplainItself() {
    fixture.happens(fixture.complaint(BOB, ComplaintKind.SOLE, LISTED, Duration.ZERO));
    SesListEntry entry = entry(BOB, ListingReason.COMPLAINT);
    assertThat(entry.isKnownIn(dossier(BOB), BOOK)).isFalse();
    assertThat(entry.isExplainedBy(dossier(BOB), BOOK)).isTrue();
    SesListEntry other = entry("ann@example.com", ListingReason.COMPLAINT);
    bringIn(other);
    assertThat(other.isKnownIn(dossier("ann@example.com"), BOOK)).isTrue();
    assertThat(other.isExplainedBy(dossier("ann@example.com"), BOOK)).isFalse();
  }

  @Test
  void whatSesReportsAboutAListedAddressExplainsNothing() {
    fixture.happens(
        fixture.bounce(
            BOB, "", on("2026-04-09"), new BounceType("Permanent", "OnAccountSuppressionList")),
        fixture.complaint(BOB, ComplaintKind.ON_ACCOUNT_LIST, on("2026-04-09"), Duration.ZERO));
    for (ListingReason reason : ListingReason.values()) {
      assertThat(entry(BOB, reason).isExplainedBy(dossier(BOB), BOOK)).isFalse();
    }
  }

  @Test
  void anAddressThatNothingWasKnownAboutWasNotListedByHardstop() {
    SesListEntry entry = entry(BOB, ListingReason.BOUNCE);
    assertThat(entry.mayFollowFrom(dossier(BOB))).isFalse();
    fixture.bounces(BOB, ACCESS_DENIED, "2026-04-11");
    assertThat(entry.mayFollowFrom(dossier(BOB))).isFalse();
    fixture.bounces(BOB, ACCESS_DENIED, "2025-01-01");
    assertThat(entry.mayFollowFrom(dossier(BOB))).isTrue();
  }

  @Test
  void anAddressOfWhichOnlyImportedEvidenceIsKnownWasNotListedByHardstop() {
    SesListEntry entry = entry(BOB, ListingReason.BOUNCE);
    Feedback live = fixture.bounce(BOB, ACCESS_DENIED, on("2025-01-01"));
    fixture.happens(ImportedFeedback.of(live));
    assertThat(entry.mayFollowFrom(dossier(BOB))).isFalse();
    fixture.happens(live);
    assertThat(entry.mayFollowFrom(dossier(BOB))).isTrue();
  }

  @Test
  void textThatIsNoAddressIsNoEntry() {
    assertThat(SesListEntry.find("nobody", ListingReason.BOUNCE, LISTED)).isEmpty();
  }

  private void bringIn(SesListEntry entry) {
    fixture.list.observe(entry.observation(BOOK, POLICY));
  }

  private static SesListEntry entry(String address, ListingReason reason) {
    return SesListEntry.find(address, reason, LISTED).orElseThrow();
  }

  private static String feedbackId(SesListEntry entry) {
    return entry.observation(BOOK, POLICY).history().newest().origin().feedbackId();
  }

  private Dossier dossier(String address) {
    Subject subject = Subject.of(EmailAddress.of(address));
    return fixture.list.read(Set.of(subject)).get(subject);
  }
}
