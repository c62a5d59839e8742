package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.MAILBOX_FULL;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.POLICY;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.rules.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/**
 * A domain incident holds every address for 72 hours, and lifts the evidence of its days if it
 * ended well.
 */
class IncidentTest {
  private static final String BOB = "bob@contoso.com";
  private static final String ANN = "ann@contoso.com";
  private static final Instant OPENED = Instant.parse("2026-11-20T09:30:00Z");
  private static final Instant HOLD_ENDS = Instant.parse("2026-11-23T09:30:00Z");

  private final MailFixture fixture = new MailFixture();

  @Test
  void holdsEveryAddressOfTheDomain() {
    fixture.hasIncident("contoso.com", OPENED);
    Verdict verdict = ask(ANN, OPENED);

    assertThat(verdict.state()).isEqualTo(VerdictState.HELD);
    assertThat(verdict.subject()).isEqualTo(new Subject.Domain("contoso.com"));
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("DOMAIN_INCIDENT");
    assertThat(verdict.incident()).contains("incident-" + OPENED);
    assertThat(verdict.since()).contains(LocalDate.parse("2026-11-20"));
    assertThat(verdict.until()).contains(LocalDate.parse("2026-11-24"));
    assertThat(verdict.advice()).contains("administrator");
    assertThat(ask("ann@example.org", OPENED).state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void holdsTheDomainItself() {
    fixture.hasIncident("contoso.com", OPENED);
    Subject domain = new Subject.Domain("contoso.com");
    Dossier dossier = fixture.list.read(java.util.Set.of(domain)).get(domain);
    Verdict verdict = SuppressionPolicy.standard().judge(dossier, RuleFiles.book(), OPENED);

    assertThat(verdict.state()).isEqualTo(VerdictState.HELD);
    assertThat(verdict.incident()).isPresent();
  }

  @Test
  void holdsForSeventyTwoHoursToTheMillisecond() {
    fixture.hasIncident("contoso.com", OPENED);

    assertThat(ask(ANN, HOLD_ENDS.minusMillis(1)).state()).isEqualTo(VerdictState.HELD);
    assertThat(ask(ANN, HOLD_ENDS).state()).isEqualTo(VerdictState.CLEAR);
    assertThat(ask(ANN, HOLD_ENDS).incident()).isEmpty();
  }

  @Test
  void thatOpensAtMidnightHoldsUntilTheDayOnWhichItEnds() {
    fixture.hasIncident("contoso.com", Instant.parse("2026-11-20T00:00:00Z"));

    assertThat(fixture.ask(ANN, "2026-11-22").until()).contains(LocalDate.parse("2026-11-23"));
    assertThat(fixture.ask(ANN, "2026-11-23").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void thatEndedHoldsNobody() {
    fixture.hasIncident("contoso.com", OPENED).ends("contoso.com", false, "2026-11-20");

    assertThat(ask(ANN, OPENED.plusSeconds(60)).state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void anAddressThatBouncedStaysSuppressedAfterTheHold() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20").hasIncident("contoso.com", OPENED);

    assertThat(ask(BOB, HOLD_ENDS).state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(ask(ANN, HOLD_ENDS).state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void evidenceAboutTheAddressOutweighsTheHoldWhichIsStillReported() {
    fixture.bounces(BOB, NOBODY_THERE, "2026-11-20").hasIncident("contoso.com", OPENED);
    Verdict verdict = ask(BOB, OPENED);

    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("INVALID_RECIPIENT");
    assertThat(verdict.subject()).isEqualTo(Subject.parse(BOB));
    assertThat(verdict.until()).isEmpty();
    assertThat(verdict.incident()).isPresent();
  }

  @Test
  void ofTwoHoldsTheLaterEndIsReported() {
    fixture.bounces(
        BOB, POLICY, "2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19");
    fixture.hasIncident("contoso.com", OPENED);
    Verdict verdict = ask(BOB, OPENED);

    assertThat(verdict.state()).isEqualTo(VerdictState.HELD);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("POLICY");
    assertThat(verdict.until()).contains(LocalDate.parse("2026-12-19"));
    assertThat(verdict.incident()).isPresent();
  }

  @Test
  void sesListsAreNotItsConsequence() {
    fixture.happens(fixture.bounce(
        BOB, "", on("2026-11-20"), new BounceType("Permanent", "OnAccountSuppressionList")));
    fixture.hasIncident("contoso.com", OPENED);
    Verdict verdict = ask(BOB, OPENED);

    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("SUPPRESSED_BY_SES");
  }

  @Test
  void aReleaseOfTheDomainEndsTheHold() {
    fixture.hasIncident("contoso.com", OPENED);
    fixture.isReleased("@contoso.com", OPENED, false);

    assertThat(ask(ANN, OPENED.plusSeconds(1)).state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void aReleaseOfTheDomainBeforeItOpenedDoesNot() {
    fixture.isReleased("@contoso.com", OPENED.minusMillis(1), true);
    fixture.hasIncident("contoso.com", OPENED);

    assertThat(ask(ANN, OPENED).state()).isEqualTo(VerdictState.HELD);
  }

  @Test
  void aReleaseOfOneAddressDoesNot() {
    fixture.hasIncident("contoso.com", OPENED);
    fixture.isReleased(ANN, OPENED.plusSeconds(1), true);

    assertThat(ask(ANN, OPENED.plusSeconds(2)).state()).isEqualTo(VerdictState.HELD);
  }

  @Test
  void thatEndedWellLiftsRecheckableEvidenceOfItsDays() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20", "2026-11-22");
    fixture.hasIncident("contoso.com", OPENED);
    assertThat(fixture.ask(BOB, "2026-11-25").state()).isEqualTo(VerdictState.SUPPRESSED);
    fixture.ends("contoso.com", true, "2026-11-22");
    Verdict verdict = fixture.ask(BOB, "2026-11-25");

    assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
    assertThat(verdict.advice()).contains("DeleteSuppressedDestination");
  }

  @Test
  void thatEndedOtherwiseLiftsNothing() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    fixture.hasIncident("contoso.com", OPENED).ends("contoso.com", false, "2026-11-22");

    assertThat(fixture.ask(BOB, "2026-11-25").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void liftsEvidenceOfItsOwnDaysOnly() {
    fixture.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-22");
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-19", "2026-11-21");
    fixture.bounces(ANN, ACCESS_DENIED, "2026-11-22", "2026-11-23");
    Verdict before = fixture.ask(BOB, "2026-11-25");
    Verdict after = fixture.ask(ANN, "2026-11-25");

    assertThat(before.days()).containsExactly(LocalDate.parse("2026-11-19"));
    assertThat(before.until()).contains(LocalDate.parse("2027-02-17"));
    assertThat(after.days()).containsExactly(LocalDate.parse("2026-11-23"));
  }

  @Test
  void liftsEvidenceOfItsDaysThatArrivesLate() {
    fixture.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-22");
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-21");

    assertThat(fixture.ask(BOB, "2026-11-25").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void neverLiftsAnInvalidMailboxAComplaintOrAFullMailbox() {
    fixture.bounces("invalid@contoso.com", NOBODY_THERE, "2026-11-21");
    fixture.happens(
        fixture.complaint(BOB, ComplaintKind.SOLE, on("2026-11-21"), Duration.ofHours(1)));
    fixture.bounces(ANN, MAILBOX_FULL, "2026-11-20", "2026-11-21", "2026-11-22");
    fixture.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-22");

    for (String address : new String[] {"invalid@contoso.com", BOB, ANN}) {
      assertThat(fixture.ask(address, "2026-11-25").state()).isEqualTo(VerdictState.SUPPRESSED);
    }
  }

  @Test
  void liftsEvidenceAboutTheDomainToo() {
    fixture.doesNotExist("contoso.com", "2026-11-20", "2026-11-21");
    assertThat(fixture.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
    fixture.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-21");

    assertThat(fixture.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void liftsEvidenceOfItsDaysAlsoAfterANewOneOpened() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    fixture.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-22");
    fixture.hasIncident("contoso.com", Instant.parse("2026-12-20T09:30:00Z"));

    assertThat(fixture.ask(BOB, "2026-12-21").state()).isEqualTo(VerdictState.HELD);
    assertThat(fixture.ask(BOB, "2026-12-24").state()).isEqualTo(VerdictState.CLEAR);
  }

  private Verdict ask(String address, Instant now) {
    return fixture.ask(address, now, RuleFiles.book());
  }
}
