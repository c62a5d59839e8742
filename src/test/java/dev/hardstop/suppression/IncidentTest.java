package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.MAILBOX_FULL;
import static dev.hardstop.suppression.Scene.NOBODY_THERE;
import static dev.hardstop.suppression.Scene.POLICY;
import static dev.hardstop.suppression.Scene.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.rules.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** A domain incident: it holds everyone for 72 hours, and excuses its days when it ended well. */
class IncidentTest {
  private static final String BOB = "bob@contoso.com";
  private static final String ANN = "ann@contoso.com";
  private static final Instant OPENED = Instant.parse("2026-11-20T09:30:00Z");
  private static final Instant HOLD_ENDS = Instant.parse("2026-11-23T09:30:00Z");

  private final Scene scene = new Scene();

  @Test
  void holdsEveryAddressOfTheDomain() {
    scene.hasIncident("contoso.com", OPENED);
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
    scene.hasIncident("contoso.com", OPENED);
    Subject domain = new Subject.Domain("contoso.com");
    Dossier dossier = scene.list.read(java.util.Set.of(domain)).get(domain);
    Verdict verdict = SuppressionPolicy.standard().judge(dossier, RuleFiles.book(), OPENED);

    assertThat(verdict.state()).isEqualTo(VerdictState.HELD);
    assertThat(verdict.incident()).isPresent();
  }

  @Test
  void holdsForSeventyTwoHoursToTheMillisecond() {
    scene.hasIncident("contoso.com", OPENED);

    assertThat(ask(ANN, HOLD_ENDS.minusMillis(1)).state()).isEqualTo(VerdictState.HELD);
    assertThat(ask(ANN, HOLD_ENDS).state()).isEqualTo(VerdictState.CLEAR);
    assertThat(ask(ANN, HOLD_ENDS).incident()).isEmpty();
  }

  @Test
  void thatOpensAtMidnightHoldsUntilTheDayOnWhichItEnds() {
    scene.hasIncident("contoso.com", Instant.parse("2026-11-20T00:00:00Z"));

    assertThat(scene.ask(ANN, "2026-11-22").until()).contains(LocalDate.parse("2026-11-23"));
    assertThat(scene.ask(ANN, "2026-11-23").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void thatEndedHoldsNobody() {
    scene.hasIncident("contoso.com", OPENED).ends("contoso.com", false, "2026-11-20");

    assertThat(ask(ANN, OPENED.plusSeconds(60)).state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void whoBouncedStaysSuppressedWhenTheHoldIsOver() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-20").hasIncident("contoso.com", OPENED);

    assertThat(ask(BOB, HOLD_ENDS).state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(ask(ANN, HOLD_ENDS).state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void whatIsHeldAgainstTheAddressItselfOutweighsTheHoldThatIsNamedBesideIt() {
    scene.bounces(BOB, NOBODY_THERE, "2026-11-20").hasIncident("contoso.com", OPENED);
    Verdict verdict = ask(BOB, OPENED);

    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("INVALID_RECIPIENT");
    assertThat(verdict.subject()).isEqualTo(Subject.parse(BOB));
    assertThat(verdict.until()).isEmpty();
    assertThat(verdict.incident()).isPresent();
  }

  @Test
  void ofTwoHoldsTheLaterEndIsTold() {
    scene.bounces(
        BOB, POLICY, "2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19");
    scene.hasIncident("contoso.com", OPENED);
    Verdict verdict = ask(BOB, OPENED);

    assertThat(verdict.state()).isEqualTo(VerdictState.HELD);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("POLICY");
    assertThat(verdict.until()).contains(LocalDate.parse("2026-12-19"));
    assertThat(verdict.incident()).isPresent();
  }

  @Test
  void sesListsAreNotTakenForItsConsequence() {
    scene.happens(scene.bounce(
        BOB, "", on("2026-11-20"), new BounceType("Permanent", "OnAccountSuppressionList")));
    scene.hasIncident("contoso.com", OPENED);
    Verdict verdict = ask(BOB, OPENED);

    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("SUPPRESSED_BY_SES");
  }

  @Test
  void aReleaseOfTheDomainEndsTheHold() {
    scene.hasIncident("contoso.com", OPENED);
    scene.isReleased("@contoso.com", OPENED, false);

    assertThat(ask(ANN, OPENED.plusSeconds(1)).state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void aReleaseOfTheDomainBeforeItOpenedDoesNot() {
    scene.isReleased("@contoso.com", OPENED.minusMillis(1), true);
    scene.hasIncident("contoso.com", OPENED);

    assertThat(ask(ANN, OPENED).state()).isEqualTo(VerdictState.HELD);
  }

  @Test
  void aReleaseOfOneAddressDoesNot() {
    scene.hasIncident("contoso.com", OPENED);
    scene.isReleased(ANN, OPENED.plusSeconds(1), true);

    assertThat(ask(ANN, OPENED.plusSeconds(2)).state()).isEqualTo(VerdictState.HELD);
  }

  @Test
  void thatEndedWellExcusesWhatIsRecheckableOfItsDays() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-20", "2026-11-22");
    scene.hasIncident("contoso.com", OPENED);
    assertThat(scene.ask(BOB, "2026-11-25").state()).isEqualTo(VerdictState.SUPPRESSED);
    scene.ends("contoso.com", true, "2026-11-22");
    Verdict verdict = scene.ask(BOB, "2026-11-25");

    assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
    assertThat(verdict.advice()).contains("DeleteSuppressedDestination");
  }

  @Test
  void thatEndedOtherwiseExcusesNothing() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    scene.hasIncident("contoso.com", OPENED).ends("contoso.com", false, "2026-11-22");

    assertThat(scene.ask(BOB, "2026-11-25").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void excusesItsOwnDaysOnly() {
    scene.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-22");
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-19", "2026-11-21");
    scene.bounces(ANN, ACCESS_DENIED, "2026-11-22", "2026-11-23");
    Verdict before = scene.ask(BOB, "2026-11-25");
    Verdict after = scene.ask(ANN, "2026-11-25");

    assertThat(before.days()).containsExactly(LocalDate.parse("2026-11-19"));
    assertThat(before.until()).contains(LocalDate.parse("2027-02-17"));
    assertThat(after.days()).containsExactly(LocalDate.parse("2026-11-23"));
  }

  @Test
  void whatArrivesLateOfItsDaysIsExcusedAsWell() {
    scene.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-22");
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-21");

    assertThat(scene.ask(BOB, "2026-11-25").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void neverExcusesADeadMailboxAComplaintOrAFullOne() {
    scene.bounces("dead@contoso.com", NOBODY_THERE, "2026-11-21");
    scene.happens(scene.complaint(BOB, ComplaintKind.SOLE, on("2026-11-21"), Duration.ofHours(1)));
    scene.bounces(ANN, MAILBOX_FULL, "2026-11-20", "2026-11-21", "2026-11-22");
    scene.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-22");

    for (String address : new String[] {"dead@contoso.com", BOB, ANN}) {
      assertThat(scene.ask(address, "2026-11-25").state()).isEqualTo(VerdictState.SUPPRESSED);
    }
  }

  @Test
  void excusesTheDomainToo() {
    scene.doesNotExist("contoso.com", "2026-11-20", "2026-11-21");
    assertThat(scene.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
    scene.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-21");

    assertThat(scene.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void excusesItsDaysAlsoWhenANewOneOpened() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    scene.hasIncident("contoso.com", OPENED).ends("contoso.com", true, "2026-11-22");
    scene.hasIncident("contoso.com", Instant.parse("2026-12-20T09:30:00Z"));

    assertThat(scene.ask(BOB, "2026-12-21").state()).isEqualTo(VerdictState.HELD);
    assertThat(scene.ask(BOB, "2026-12-24").state()).isEqualTo(VerdictState.CLEAR);
  }

  private Verdict ask(String address, Instant now) {
    return scene.ask(address, now, RuleFiles.book());
  }
}
