package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Days that a person excluded at a receiver: its bounces of those days count for none of its
 * recipients.
 */
class ExcludedDaysTest {
  private static final String BOB = "bob@contoso.com";
  private static final String ANN = "ann@contoso.com";

  private final MailFixture fixture = new MailFixture();

  @Test
  void freeEveryAddressOfTheDomainByOneAction() {
    fixture.bounces(BOB, NOBODY_THERE, "2026-11-20").bounces(ANN, ACCESS_DENIED, "2026-11-21");
    fixture.hasExcludedDays("contoso.com", "2026-11-20", "2026-11-21");

    assertThat(fixture.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(fixture.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(fixture.ask(BOB, "2026-11-22").advice()).contains("DeleteSuppressedDestination");
  }

  @Test
  void freeNobodyElse() {
    fixture.bounces("bob@example.org", NOBODY_THERE, "2026-11-20");
    fixture.hasExcludedDays("contoso.com", "2026-11-20", "2026-11-21");

    assertThat(fixture.ask("bob@example.org", "2026-11-22").state())
        .isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void leaveTheDaysAroundThem() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22");
    fixture.hasExcludedDays("contoso.com", "2026-11-20", "2026-11-21");

    assertThat(fixture.ask(BOB, "2026-11-23").days())
        .containsExactly(LocalDate.parse("2026-11-19"), LocalDate.parse("2026-11-22"));
  }

  @Test
  void mayConcernSomeReasonsOnly() {
    fixture.bounces(BOB, NOBODY_THERE, "2026-11-20").bounces(ANN, ACCESS_DENIED, "2026-11-20");
    fixture.hasExcludedDays(
        "contoso.com", "2026-11-20", "2026-11-20", BounceReason.INVALID_RECIPIENT);

    assertThat(fixture.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(fixture.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void neverConcernAComplaint() {
    fixture.happens(
        fixture.complaint(BOB, ComplaintKind.SOLE, on("2026-11-20"), Duration.ofHours(1)));
    fixture.happens(fixture.complaint(
        ANN, ComplaintKind.ON_ACCOUNT_LIST, on("2026-11-20"), Duration.ofHours(1)));
    fixture.hasExcludedDays("contoso.com", "2026-11-20", "2026-11-20");

    assertThat(fixture.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(fixture.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void concernEvidenceAboutTheDomainAsWell() {
    fixture.doesNotExist("contoso.com", "2026-11-20", "2026-11-21");
    fixture.hasExcludedDays("contoso.com", "2026-11-21", "2026-11-21");

    assertThat(fixture.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void concernBouncesThatArriveLater() {
    fixture.hasExcludedDays("contoso.com", "2026-11-20", "2026-11-21");
    fixture.bounces(BOB, NOBODY_THERE, "2026-11-20");

    assertThat(fixture.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void letADeliveryOfThatDayFreeTheAddress() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-10", "2026-11-20");
    fixture.isDelivered(BOB, "2026-11-20");
    assertThat(fixture.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.SUPPRESSED);
    fixture.hasExcludedDays("contoso.com", "2026-11-20", "2026-11-20");

    assertThat(fixture.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void endNoManualSuppression() {
    fixture.isSuppressedManually(BOB, on("2026-11-19"), Optional.empty());
    fixture.isSuppressedManually("@contoso.com", on("2026-11-19"), Optional.empty());
    fixture.hasExcludedDays("contoso.com", "2026-11-19", "2026-11-20");
    Verdict verdict = fixture.ask(ANN, "2026-11-21");

    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("MANUAL");
    assertThat(verdict.subject()).isEqualTo(new Subject.Domain("contoso.com"));
  }

  @Test
  void endNoReleaseEither() {
    fixture.isSuppressedManually("@contoso.com", on("2026-11-18"), Optional.empty());
    fixture.isReleased("@contoso.com", on("2026-11-19"), false);
    fixture.hasExcludedDays("contoso.com", "2026-11-19", "2026-11-20");

    assertThat(fixture.ask(ANN, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void liftNothingOfEarlierDays() {
    fixture.doesNotExist("contoso.com", "2026-11-17", "2026-11-18");
    fixture.hasIncident("contoso.com", on("2026-11-19"));
    fixture.hasExcludedDays("contoso.com", "2026-11-19", "2026-11-20");

    assertThat(fixture.ask(ANN, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(fixture.ask(ANN, "2026-11-21").incident()).as("still held").isPresent();
  }

  @Test
  void cannotBeSetForAnAddress() {
    fixture.bounces(BOB, NOBODY_THERE, "2026-11-20");
    fixture.list.addAction(
        Subject.parse(BOB),
        new ManualAction.ExcludeDays(
            "stray",
            "tester",
            "a test",
            on("2026-11-21"),
            LocalDate.parse("2026-11-20"),
            LocalDate.parse("2026-11-20"),
            Set.of()));

    assertThat(fixture.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void concernBouncesBySesListsOnThoseDays() {
    fixture.bounces(BOB, NOBODY_THERE, "2026-11-20");
    fixture.happens(fixture.bounce(
        BOB, "", on("2026-11-21"), new BounceType("Permanent", "OnAccountSuppressionList")));
    fixture.hasExcludedDays("contoso.com", "2026-11-20", "2026-11-20");
    assertThat(fixture.ask(BOB, "2026-11-23").cause().orElseThrow().reason())
        .isEqualTo("SUPPRESSED_BY_SES");
    fixture.hasExcludedDays("contoso.com", "2026-11-21", "2026-11-21");

    assertThat(fixture.ask(BOB, "2026-11-23").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void beginBeforeTheyEnd() {
    LocalDate day = LocalDate.parse("2026-11-20");
    assertThatThrownBy(() -> new ManualAction.ExcludeDays(
            "a", "tester", "a test", on("2026-11-20"), day, day.minusDays(1), Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
