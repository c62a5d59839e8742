package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.NO_SUCH_DOMAIN;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a domain counts as non-existent, so that every address of it is suppressed. */
class InvalidDomainTest {
  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final String CARL = "carl@example.com";

  private final MailFixture fixture = new MailFixture();

  @Test
  void twoMailboxesOnTwoDaysSuppressEveryAddressOfTheDomain() {
    fixture.bounces(BOB, NO_SUCH_DOMAIN, "2026-11-20");
    assertThat(fixture.ask(ANN, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
    fixture.bounces(CARL, NO_SUCH_DOMAIN, "2026-11-22");

    Verdict verdict = fixture.ask(ANN, "2026-11-23");
    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.subject().key()).isEqualTo("@example.com");
    assertThat(verdict.until()).contains(LocalDate.parse("2026-12-22"));
    assertThat(fixture.ask(ANN, "2026-12-22").state()).isEqualTo(VerdictState.RECHECK);
  }

  @Test
  void oneMailboxIsNoEvidenceAboutOthersHoweverOftenAndWithWhateverTagItBounces() {
    for (int day = 10; day < 30; day++) {
      fixture.bounces("mallory+" + day + "@example.com", NO_SUCH_DOMAIN, "2026-11-" + day);
      fixture.bounces("mallory@example.com", NO_SUCH_DOMAIN, "2026-11-" + day);
    }

    assertThat(fixture.ask(ANN, "2026-11-30").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(fixture.ask("mallory@example.com", "2026-11-30").isSuppressed()).isTrue();
  }

  @Test
  void twoMailboxesOnOneDayAreNotEnough() {
    fixture.bounces(BOB, NO_SUCH_DOMAIN, "2026-11-20").bounces(CARL, NO_SUCH_DOMAIN, "2026-11-20");

    assertThat(fixture.ask(ANN, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @ParameterizedTest
  @CsvSource({"2026-10-22, SUPPRESSED", "2026-10-21, CLEAR", "2026-01-25, CLEAR"})
  void theDaysLieWithinThirty(String first, VerdictState state) {
    fixture.bounces(BOB, NO_SUCH_DOMAIN, first).bounces(CARL, NO_SUCH_DOMAIN, "2026-11-20");

    assertThat(fixture.ask(ANN, "2026-11-21").state()).isEqualTo(state);
  }

  @Test
  void aMailboxThatKeepsBouncingDoesNotHideTheOther() {
    fixture.bounces(CARL, NO_SUCH_DOMAIN, "2026-11-20");
    for (int i = 0; i < 20; i++) {
      Instant sent = on("2026-11-20").plusSeconds(i);
      fixture.happens(
          fixture.bounce(BOB, NO_SUCH_DOMAIN, sent, new BounceType("Permanent", "x" + i)));
    }
    fixture.bounces(BOB, NO_SUCH_DOMAIN, "2026-11-22");

    assertThat(fixture.ask(ANN, "2026-11-23").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void withoutReportedDeliveriesNoDomainIsSuppressed() {
    SuppressionPolicy standard = SuppressionPolicy.standard();
    SuppressionPolicy noDeliveryEvents = new SuppressionPolicy(
        standard.recheckable(),
        standard.ambiguousComplaint(),
        standard.invalidDomain(),
        standard.refused(),
        standard.blocked(),
        standard.sesGlobalList(),
        standard.settleDays(),
        false,
        Streams.none(),
        SesListMode.OFF);
    MailFixture without =
        new MailFixture(new InMemoryDossierTable(), RuleFiles.book(), noDeliveryEvents);
    without.doesNotExist("example.com", "2026-11-20", "2026-11-22");

    assertThat(without.ask(ANN, "2026-11-23").state()).isEqualTo(VerdictState.CLEAR);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-05, SUPPRESSED", "2026-11-06, CLEAR"})
  void aDeliveryInTheTwoWeeksBeforeFreesTheDomain(String delivered, VerdictState state) {
    fixture.isDelivered("dora@example.com", delivered);
    fixture.doesNotExist("example.com", "2026-11-20", "2026-11-22");

    assertThat(fixture.ask(ANN, "2026-11-23").state()).isEqualTo(state);
  }

  @Test
  void aReleaseOfTheDomainAlsoLiftsEvidenceOfMessagesSentEarlierThatDay() {
    fixture.doesNotExist("example.com", "2026-11-20", "2026-11-22");
    fixture.isReleased("@example.com", on("2026-11-22").plusSeconds(1), false);
    assertThat(fixture.ask(ANN, "2026-11-24").state()).isEqualTo(VerdictState.CLEAR);
    fixture.happens(fixture.bounce(BOB, NO_SUCH_DOMAIN, on("2026-11-22").plusSeconds(2)));

    assertThat(fixture.ask(ANN, "2026-11-24").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void ofTwoSuppressionsUntilTheSameDayTheAddressesOwnIsShown() {
    SuppressionPolicy standard = SuppressionPolicy.standard();
    SuppressionPolicy equalDays = new SuppressionPolicy(
        new PolicyTerms.ForDaysThenEndless(standard.invalidDomain().forDays(), 90),
        standard.ambiguousComplaint(),
        standard.invalidDomain(),
        standard.refused(),
        standard.blocked(),
        standard.sesGlobalList(),
        standard.settleDays(),
        true,
        Streams.none(),
        SesListMode.OFF);
    MailFixture mail = new MailFixture(new InMemoryDossierTable(), RuleFiles.book(), equalDays);
    mail.bounces(ANN, MailFixture.NO_SUCH_DOMAIN, "2026-11-20", "2026-11-22");
    mail.happens(mail.bounce(
        "bob@example.com",
        MailFixture.NO_SUCH_DOMAIN,
        MailFixture.on("2026-11-22").plusSeconds(1)));

    assertThat(mail.ask("carl@example.com", "2026-11-23").until())
        .isEqualTo(mail.ask(ANN, "2026-11-23").until());
    assertThat(mail.ask(ANN, "2026-11-23").subject()).isEqualTo(Subject.parse(ANN));
  }
}
