package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.NOBODY_THERE;
import static dev.hardstop.suppression.Scene.on;
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

/** Wrong days at a receiver: what it said of its recipients then counts for none of them. */
class ExcludedDaysTest {
  private static final String BOB = "bob@contoso.com";
  private static final String ANN = "ann@contoso.com";

  private final Scene scene = new Scene();

  @Test
  void freeEveryAddressOfTheDomainByOneAct() {
    scene.bounces(BOB, NOBODY_THERE, "2026-11-20").bounces(ANN, ACCESS_DENIED, "2026-11-21");
    scene.hasWrongDays("contoso.com", "2026-11-20", "2026-11-21");

    assertThat(scene.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(scene.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(scene.ask(BOB, "2026-11-22").advice()).contains("DeleteSuppressedDestination");
  }

  @Test
  void freeNobodyElse() {
    scene.bounces("bob@example.org", NOBODY_THERE, "2026-11-20");
    scene.hasWrongDays("contoso.com", "2026-11-20", "2026-11-21");

    assertThat(scene.ask("bob@example.org", "2026-11-22").state())
        .isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void leaveTheDaysAroundThem() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22");
    scene.hasWrongDays("contoso.com", "2026-11-20", "2026-11-21");

    assertThat(scene.ask(BOB, "2026-11-23").days())
        .containsExactly(LocalDate.parse("2026-11-19"), LocalDate.parse("2026-11-22"));
  }

  @Test
  void mayConcernSomeReasonsOnly() {
    scene.bounces(BOB, NOBODY_THERE, "2026-11-20").bounces(ANN, ACCESS_DENIED, "2026-11-20");
    scene.hasWrongDays("contoso.com", "2026-11-20", "2026-11-20", BounceReason.INVALID_RECIPIENT);

    assertThat(scene.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(scene.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void neverConcernAComplaint() {
    scene.happens(scene.complaint(BOB, ComplaintKind.SOLE, on("2026-11-20"), Duration.ofHours(1)));
    scene.happens(
        scene.complaint(ANN, ComplaintKind.ON_ACCOUNT_LIST, on("2026-11-20"), Duration.ofHours(1)));
    scene.hasWrongDays("contoso.com", "2026-11-20", "2026-11-20");

    assertThat(scene.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(scene.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void concernWhatIsSaidOfTheDomainAsWell() {
    scene.doesNotExist("contoso.com", "2026-11-20", "2026-11-21");
    scene.hasWrongDays("contoso.com", "2026-11-21", "2026-11-21");

    assertThat(scene.ask(ANN, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void concernWhatArrivesLater() {
    scene.hasWrongDays("contoso.com", "2026-11-20", "2026-11-21");
    scene.bounces(BOB, NOBODY_THERE, "2026-11-20");

    assertThat(scene.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void letADeliveryOfThatDaySpeakForTheAddress() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-10", "2026-11-20");
    scene.isDelivered(BOB, "2026-11-20");
    assertThat(scene.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.SUPPRESSED);
    scene.hasWrongDays("contoso.com", "2026-11-20", "2026-11-20");

    assertThat(scene.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void endNoSuppressionByHand() {
    scene.isSuppressedByHand(BOB, on("2026-11-19"), Optional.empty());
    scene.isSuppressedByHand("@contoso.com", on("2026-11-19"), Optional.empty());
    scene.hasWrongDays("contoso.com", "2026-11-19", "2026-11-20");
    Verdict verdict = scene.ask(ANN, "2026-11-21");

    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("MANUAL");
    assertThat(verdict.subject()).isEqualTo(new Subject.Domain("contoso.com"));
  }

  @Test
  void endNoReleaseEither() {
    scene.isSuppressedByHand("@contoso.com", on("2026-11-18"), Optional.empty());
    scene.isReleased("@contoso.com", on("2026-11-19"), false);
    scene.hasWrongDays("contoso.com", "2026-11-19", "2026-11-20");

    assertThat(scene.ask(ANN, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void areNoReleaseOfWhatWasBefore() {
    scene.doesNotExist("contoso.com", "2026-11-17", "2026-11-18");
    scene.hasIncident("contoso.com", on("2026-11-19"));
    scene.hasWrongDays("contoso.com", "2026-11-19", "2026-11-20");

    assertThat(scene.ask(ANN, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(scene.ask(ANN, "2026-11-21").incident()).as("still held").isPresent();
  }

  @Test
  void ofAnAddressAreNone() {
    scene.bounces(BOB, NOBODY_THERE, "2026-11-20");
    scene.list.addAction(
        Subject.parse(BOB),
        new ManualAction.ExcludeDays(
            "stray",
            "tester",
            "a test",
            on("2026-11-21"),
            LocalDate.parse("2026-11-20"),
            LocalDate.parse("2026-11-20"),
            Set.of()));

    assertThat(scene.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void concernSesListsOfThoseDays() {
    scene.bounces(BOB, NOBODY_THERE, "2026-11-20");
    scene.happens(scene.bounce(
        BOB, "", on("2026-11-21"), new BounceType("Permanent", "OnAccountSuppressionList")));
    scene.hasWrongDays("contoso.com", "2026-11-20", "2026-11-20");
    assertThat(scene.ask(BOB, "2026-11-23").cause().orElseThrow().reason())
        .isEqualTo("SUPPRESSED_BY_SES");
    scene.hasWrongDays("contoso.com", "2026-11-21", "2026-11-21");

    assertThat(scene.ask(BOB, "2026-11-23").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void beginBeforeTheyEnd() {
    LocalDate day = LocalDate.parse("2026-11-20");
    assertThatThrownBy(() -> new ManualAction.ExcludeDays(
            "a", "tester", "a test", on("2026-11-20"), day, day.minusDays(1), Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
