package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.Phrase;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault of the sender is never held against the recipient, however often it is reported. */
class SenderFaultTest {
  private static final Set<Culprit> NOT_THE_RECIPIENT =
      Set.of(Culprit.SENDER, Culprit.MESSAGE, Culprit.NOBODY);

  /** A rule is about the sender if each of its phrases has one of these words. */
  private static final List<String> OURS = List.of(
      "sender",
      "helo",
      "ehlo",
      "ptr",
      "rdns",
      "reverse dns",
      "spf",
      "dkim",
      "dmarc",
      "spamhaus",
      "your ip",
      "your domain",
      "your host",
      "your server",
      "sending ip",
      "sending domain",
      "sending host",
      "mail from",
      "envelope from",
      "client host",
      "{sending-machine}",
      "greeting name",
      "{our-address}",
      "quota for",
      "blacklist",
      "blocklist",
      "reputation");

  private static final List<String> CODES = List.of(
      "550", "552", "553", "554", "550 5.7.1", "550 5.1.0", "554 5.7.0", "451 4.7.1", "450 4.1.8");

  private static final List<String> REFUSALS = List.of(
      "is denied",
      "was rejected",
      "has been blocked",
      "is unknown",
      "does not exist",
      "could not be verified",
      "is not valid",
      "is invalid",
      "is not accepted",
      "was refused");

  @ParameterizedTest
  @EnumSource(BounceReason.class)
  void aReasonThatIsNotTheRecipientsFaultIsNeverHeld(BounceReason reason) {
    Classification answer = new Classification(reason, "a.rule", Confidence.HIGH, "", "");
    if (NOT_THE_RECIPIENT.contains(reason.culprit())) {
      assertThat(PolicyRow.of(answer).terms(SuppressionPolicy.standard()).afterOne())
          .as("what another provider calls a block is nobody's fault, and worth watching")
          .isEqualTo(
              reason == BounceReason.IMPORTED_BLOCK ? VerdictState.WATCHED : VerdictState.CLEAR);
    }
  }

  @Test
  void aRuleOnlyAboutTheSenderBlamesNoRecipient() {
    assertThat(RuleFiles.definitions().stream().filter(SenderFaultTest::isOnlyAboutTheSender))
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(definition -> assertThat(definition.rule().reason().culprit())
            .as("%s of %s", definition.rule().id(), definition.file())
            .isIn(NOT_THE_RECIPIENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "your IP address 192.0.2.9",
        "the sending IP 192.0.2.9",
        "client host [192.0.2.9]",
        "connection from 192.0.2.9",
        "HELO mx.example.org",
        "your HELO name",
        "the PTR record of your server",
        "reverse DNS for your IP",
        "the domain of sender address alerts@example.org",
        "sender domain example.org",
        "sender address <alerts@example.org>",
        "MAIL FROM <alerts@example.org>",
        "your domain example.org",
        "your mail server",
        "your sending domain",
      })
  void aReplyAboutTheSenderIsClear(String ours) {
    List<String> held = new ArrayList<>();
    for (String code : CODES) {
      for (String refusal : REFUSALS) {
        String text = "smtp; " + code + " " + ours + " " + refusal;
        Classification answer = classify(text);
        if (PolicyRow.of(answer).terms(SuppressionPolicy.standard()).afterOne()
            != VerdictState.CLEAR) {
          held.add(text + " -> " + answer.reason() + " by " + answer.ruleId());
        }
      }
    }
    assertThat(held).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      552 mail from invalid.                                              | SENDER_REFUSED
      550 example.org needs a valid sender domain                         | SENDER_REFUSED
      553 5.1.7 alerts@example.org is refused                             | SENDER_REFUSED
      550 5.1.8 example.org does not resolve                              | SENDER_REFUSED
      550 Sender verify failed                                            | SENDER_REFUSED
      550 bad ip.                                                         | SENDER_REPUTATION
      554 mx.example.com Connection refused from 192.0.2.9                | SENDER_REPUTATION
      550-5.7.1 [192.0.2.9] Sorry, your helo has been denied              | AUTHENTICATION
      450 4.7.3 Organization queue quota exceeded                         | RATE_LIMITED
      550 your domain's hourly quota is used up                           | RATE_LIMITED
      552 5.2.2 Your outmail quota is exceeded                            | RATE_LIMITED
      """)
  void eachReplyHasItsReason(String text, BounceReason reason) {
    assertThat(classify(text).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp; 553 5.1.8 <alerts@example.org>... Domain of sender address does not exist",
        "smtp; 550 4.4.7 Message expired: unable to deliver in 840 minutes."
            + "<450 4.1.8 <alerts@example.org>: Sender address rejected: Domain not found>",
        "smtp; 550 5.1.7 invalid sender",
      })
  void aSenderAddressRefusedOnSixDaysLeavesTheRecipientClear(String text) {
    MailFixture fixture = new MailFixture();
    for (int day = 10; day < 16; day++) {
      fixture.bounces("bob@example.com", text, "2026-11-" + day);
    }
    Verdict verdict = fixture.ask("bob@example.com", "2026-11-16");
    assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("SENDER_REFUSED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"552 no", "556 no", "525 no", "550 5.1.2 no", "521 5.3.2 no", "550 no"})
  void aBareCodeWithUnknownWordsIsNoFullMailboxAndNoInvalidDomain(String text) {
    Classification answer = classify(text);
    assertThat(answer.reason()).isIn(BounceReason.RECIPIENT_REFUSED, BounceReason.ROUTING);
    assertThat(answer.confidence()).isEqualTo(Confidence.LOW);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550 5.1.1 user unknown, this is an automatic response      | INVALID_RECIPIENT
      550 User unknown. This is an automatic response            | INVALID_RECIPIENT
      550 5.2.1 mailbox disabled; automatic reply is off         | MAILBOX_INACTIVE
      552 5.2.2 mailbox full, no automatic reply is sent         | MAILBOX_FULL
      Automatic reply: I am out of the office until Monday       | AUTO_REPLY
      """)
  void anAutomaticReplyHasNoDefiniteCode(String text, BounceReason reason) {
    assertThat(classify(text).reason()).isEqualTo(reason);
  }

  private static boolean isOnlyAboutTheSender(RuleDefinition definition) {
    List<Phrase> words = definition.rule().condition().words();
    return !words.isEmpty()
        && words.stream().allMatch(phrase -> OURS.stream().anyMatch(phrase.text()::contains));
  }

  private static Classification classify(String text) {
    RecipientReport report = new RecipientReport("failed", "", text, "", "");
    return RuleFiles.book().classify(DeliveryStatus.of(report, BounceType.NONE, List.of("bob")));
  }
}
