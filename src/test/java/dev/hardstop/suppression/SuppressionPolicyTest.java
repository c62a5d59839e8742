package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.MAILBOX_FULL;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.NO_SUCH_DOMAIN;
import static dev.hardstop.suppression.MailFixture.POLICY;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.PolicyTerms.ForDays;
import dev.hardstop.suppression.PolicyTerms.ForDaysThenEndless;
import dev.hardstop.suppression.PolicyTerms.WhenRepeated;
import dev.hardstop.suppression.PolicyTerms.WholeDomain;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the policy: which are refused, and which evidence must never expire. */
class SuppressionPolicyTest {
  private static final String BOB = "bob@example.com";
  private static final SuppressionPolicy STANDARD = SuppressionPolicy.standard();

  private final MailFixture fixture = new MailFixture();

  @Test
  void theSmallestNumbersAreAccepted() {
    assertThatCode(() -> new ForDaysThenEndless(1, 1)).doesNotThrowAnyException();
    assertThatCode(() -> new WholeDomain(1, 1, 0, 1)).doesNotThrowAnyException();
    assertThatCode(() -> new WhenRepeated(1, 1, 1, VerdictState.SUPPRESSED))
        .doesNotThrowAnyException();
    assertThatCode(() -> policy(1, 1, 0)).doesNotThrowAnyException();
  }

  @Test
  void lessThanADayIsRefused() {
    List<ThrowingCallable> none = List.of(
        () -> new ForDaysThenEndless(0, 1),
        () -> new ForDaysThenEndless(1, 0),
        () -> new WholeDomain(0, 1, 0, 1),
        () -> new WholeDomain(2, 1, 0, 1),
        () -> new WholeDomain(1, 1, -1, 1),
        () -> new WholeDomain(1, 1, 0, 0),
        () -> new WhenRepeated(0, 1, 1, VerdictState.SUPPRESSED),
        () -> new WhenRepeated(2, 1, 1, VerdictState.SUPPRESSED),
        () -> new WhenRepeated(1, 1, 0, VerdictState.SUPPRESSED),
        () -> policy(0, 1, 0),
        () -> policy(1, 0, 0),
        () -> policy(1, 1, -1));
    assertThat(none)
        .allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class));
  }

  /** The greatest number of each; {@link ManyDaysLawTest} shows why they are limited. */
  @Test
  void theGreatestNumbersAreAccepted() {
    assertThatCode(() -> new ForDaysThenEndless(3650, 95)).doesNotThrowAnyException();
    assertThatCode(() -> new WholeDomain(2, 48, 365, 49)).doesNotThrowAnyException();
    assertThatCode(() -> new WhenRepeated(1, 365, 3650, VerdictState.SUPPRESSED))
        .doesNotThrowAnyException();
    assertThatCode(() -> new WhenRepeated(3, 30, 1410, VerdictState.SUPPRESSED))
        .doesNotThrowAnyException();
    assertThatCode(() -> new WhenRepeated(14, 14, 90, VerdictState.SUPPRESSED))
        .doesNotThrowAnyException();
    assertThatCode(() -> policy(3650, 3650, 30)).doesNotThrowAnyException();
  }

  @Test
  void aNumberForWhichNotEnoughDaysAreKeptIsRefused() {
    assertRefused(() -> new ForDaysThenEndless(90, 96), "endlessAfterDays is 96", "96 days");
    assertRefused(() -> new WholeDomain(2, 48, 14, 50), "withinDays 48", "forDays 50", "96 days");
    assertRefused(
        () -> new WhenRepeated(3, 30, 1411, VerdictState.SUPPRESSED),
        "for 1411 days",
        "at most 1410");
    assertRefused(
        () -> new WhenRepeated(14, 14, 91, VerdictState.SUPPRESSED), "for 91 days", "at most 90");
    assertRefused(() -> new WhenRepeated(97, 97, 1, VerdictState.SUPPRESSED), "at most 0");
    assertRefused(() -> policy(1, 1, 31), "settleDays is 31", "at most 30");
  }

  private static void assertRefused(ThrowingCallable call, String... saying) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(saying);
  }

  @ParameterizedTest
  @CsvSource({"399, false", "400, true"})
  void evidenceThatSuppressesUntilItsItemExpiresIsKept(int days, boolean kept) {
    SuppressionPolicy policy = new SuppressionPolicy(
        STANDARD.recheckable(),
        new ForDays(days),
        new WholeDomain(2, 48, 14, 48),
        new WhenRepeated(3, 30, days - 30, VerdictState.SUPPRESSED),
        new WhenRepeated(5, 60, days - 60, VerdictState.HELD),
        new ForDays(days),
        2,
        true,
        Streams.none(),
        SesListMode.OFF);
    BounceType globalList = new BounceType("Permanent", "Suppressed");
    assertThat(keptBy(policy, fixture.bounce(BOB, MAILBOX_FULL, on("2026-11-20"))))
        .isEqualTo(Map.of(BOB, kept));
    assertThat(keptBy(policy, fixture.bounce(BOB, POLICY, on("2026-11-20"))))
        .isEqualTo(Map.of(BOB, kept));
    assertThat(keptBy(policy, fixture.bounce(BOB, "", on("2026-11-20"), globalList)))
        .isEqualTo(Map.of(BOB, kept));
    assertThat(keptBy(policy, complaint(ComplaintKind.ONE_OF_SEVERAL)))
        .isEqualTo(Map.of(BOB, kept));
    assertThat(keptBy(policy, fixture.bounce(BOB, NO_SUCH_DOMAIN, on("2026-11-20"))))
        .as("a domain is suppressed for less")
        .isEqualTo(Map.of(BOB, true, "@example.com", false));
  }

  @Test
  void endlessEvidenceIsKeptAndHarmlessEvidenceIsNot() {
    assertThat(keptBy(STANDARD, fixture.bounce(BOB, NOBODY_THERE, on("2026-11-20"))))
        .isEqualTo(Map.of(BOB, true));
    assertThat(keptBy(STANDARD, complaint(ComplaintKind.SOLE))).isEqualTo(Map.of(BOB, true));
    assertThat(keptBy(STANDARD, complaint(ComplaintKind.ON_ACCOUNT_LIST)))
        .isEqualTo(Map.of(BOB, true));
    assertThat(keptBy(STANDARD, complaint(ComplaintKind.NOT_SPAM))).isEqualTo(Map.of(BOB, false));
    assertThat(keptBy(STANDARD, fixture.bounce(BOB, MAILBOX_FULL, on("2026-11-20"))))
        .isEqualTo(Map.of(BOB, false));
  }

  @Test
  void aDomainIsJudgedLikeAnUnknownAddressOfIt() {
    fixture.doesNotExist("example.com", "2026-11-20", "2026-11-22");
    Subject domain = Subject.parse("@example.com");
    Dossier dossier = fixture.list.read(Set.of(domain)).get(domain);
    Verdict verdict = STANDARD.judge(dossier, RuleFiles.book(), on("2026-11-23"));
    assertThat(verdict).isEqualTo(fixture.ask("ann@example.com", "2026-11-23"));
    assertThat(verdict.isSuppressed()).isTrue();
  }

  private Feedback complaint(ComplaintKind kind) {
    return fixture.complaint(BOB, kind, on("2026-11-20"), Duration.ZERO);
  }

  private static SuppressionPolicy policy(int complaintDays, int sesDays, int settleDays) {
    return new SuppressionPolicy(
        STANDARD.recheckable(),
        new ForDays(complaintDays),
        STANDARD.invalidDomain(),
        STANDARD.refused(),
        STANDARD.blocked(),
        new ForDays(sesDays),
        settleDays,
        true,
        Streams.none(),
        SesListMode.OFF);
  }

  /** For each subject, whether the table must keep what this feedback adds. */
  private static Map<String, Boolean> keptBy(SuppressionPolicy policy, Feedback feedback) {
    Map<String, Boolean> kept = new HashMap<>();
    DossierTable list = new InMemoryDossierTable() {
      @Override
      public void observe(Observation observation) {
        kept.put(observation.subject().key(), observation.neverExpires());
      }
    };
    TestRecording.record(
        new Recorder(RuleFiles.book(), policy, list, Runnable::run), List.of(feedback));
    return kept;
  }
}
