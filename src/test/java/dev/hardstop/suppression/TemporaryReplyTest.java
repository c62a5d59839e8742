package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A temporary reply proves nothing: one such bounce suppresses nobody. */
class TemporaryReplyTest {
  private static final SuppressionPolicy POLICY = SuppressionPolicy.standard();
  private static final Set<BounceReason> PROOF = Set.of(
      BounceReason.INVALID_RECIPIENT,
      BounceReason.INVALID_DOMAIN,
      BounceReason.ACCESS_DENIED,
      BounceReason.MAILBOX_INACTIVE,
      BounceReason.SES_PERMANENT);
  private static final Pattern PERMANENT_REPLY =
      Pattern.compile("(?<![\\d.])5([0-5]\\d)(?![\\d.])");
  private static final Pattern PERMANENT_STATUS =
      Pattern.compile("(?<![\\d.])5(\\.\\d\\.\\d{1,3})(?![\\d.])");

  static Stream<RuleDefinition> definitions() {
    return RuleFiles.definitions().stream()
        .filter(definition -> definition.rule().temporarySource().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void noExampleOfTheBookSuppressesIfItsCodesAreTemporary(RuleDefinition definition) {
    for (RuleDefinition.Example example : definition.examples()) {
      String text = temporary(example.text());
      if (!text.equals(example.text())) {
        assertNothingIsProven(
            text,
            temporary(example.deliveryStatus().status()),
            example.deliveryStatus().sesBounceType());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void noExampleOfTheBookSuppressesAfterATemporaryCode(RuleDefinition definition) {
    for (RuleDefinition.Example example : definition.examples()) {
      String words = example.text().replaceAll("\\d", "").replaceAll("[-<>\\n]|->", " ");
      assertNothingIsProven("smtp; 450 4.2.0 " + words, "", BounceType.NONE);
      assertNothingIsProven("smtp; 451 " + words, "5.1.1", new BounceType("Permanent", "General"));
      assertNothingIsProven(words, "4.0.0", new BounceType("Permanent", "General"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp; 451 4.2.1 <bob@example.com>: mailbox temporarily disabled",
        "smtp; 450 5.1.1 <bob@example.com>: user unknown",
        "smtp; 550 4.1.1 <bob@example.com>: user unknown",
        "smtp; 450 4.1.2 <bob@example.com>: Recipient address rejected: Domain not found",
        "smtp; 451 4.4.1 Recipient address rejected: Access denied [<host:prod.outlook.com>]",
        "smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes.<450 4.1.1 User unknown>",
        "smtp; 554 5.4.7 Message expired: unable to deliver in 840 minutes.<450 no such user>",
      })
  void aTemporaryCodeNeverProvesAnInvalidAddress(String text) {
    assertNothingIsProven(text, "5.1.1", new BounceType("Permanent", "General"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes.<550 5.1.1 User unknown> | 4.4.7
      smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes.<550 no such user>       | 4.4.7
      smtp; 550 5.1.1 <bob@example.com>: user unknown                                            | 4.4.7
      """)
  void theCodesOfTheInnermostReplyOutrankTheStatusField(String text, String status) {
    assertThat(classify(text, status, BounceType.NONE).reason())
        .isEqualTo(BounceReason.INVALID_RECIPIENT);
  }

  @Test
  void theReplyToQuitIsNoReplyToTheMessage() {
    String text = "smtp; 554 <bob@example.com>... 550 Host unknown (Authoritative answer from name"
        + " server) >>> QUIT <<< 421 mx.example.net closing";
    assertThat(classify(text, "5.1.2", BounceType.NONE).reason())
        .isEqualTo(BounceReason.INVALID_DOMAIN);
  }

  @Test
  void aTemporaryReplyKeepsTheProofOfAPermanentOne() {
    MailFixture fixture = new MailFixture();
    fixture.bounces("bob@example.com", "smtp; 550 5.1.1 No such user", "2026-11-01");
    fixture.bounces("bob@example.com", "smtp; 450 4.1.1 No such user", "2026-11-02");
    Verdict verdict = fixture.ask("bob@example.com", "2026-11-03");
    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.until()).isEmpty();
  }

  private static void assertNothingIsProven(String text, String status, BounceType label) {
    Classification answer = classify(text, status, label);
    assertThat(answer.reason()).as("%s (%s)", text, answer.ruleId()).isNotIn(PROOF);
    if (answer.reason() != BounceReason.SUPPRESSED_BY_SES) {
      assertThat(PolicyRow.of(answer).terms(POLICY).afterOne())
          .as("%s (%s)", text, answer.ruleId())
          .isLessThan(VerdictState.HELD);
    }
  }

  private static String temporary(String text) {
    Matcher replies = PERMANENT_REPLY.matcher(text);
    return PERMANENT_STATUS.matcher(replies.replaceAll("4$1")).replaceAll("4$1");
  }

  private static Classification classify(String text, String status, BounceType label) {
    RecipientReport report = new RecipientReport("failed", status, text, "", "");
    return RuleFiles.book().classify(DeliveryStatus.of(report, label, List.of("bob")));
  }
}
