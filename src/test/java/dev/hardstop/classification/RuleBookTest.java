package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.feedback.BounceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleBookTest {
  private static final ReceiverNetwork NETWORK = new ReceiverNetwork(
      "microsoft-365",
      List.of(ReceiverNetwork.IpRange.of("192.0.2.0/24")),
      List.of("protection.outlook.com"));

  @Test
  void theFirstMatchingRuleAnswers() {
    RuleBook book = book(
        rule("first.sender", RuleCondition.ALWAYS.words("sender address")),
        rule("second.unknown", RuleCondition.ALWAYS.words("unknown")),
        rule("third.code", RuleCondition.ALWAYS.status("5.1.1")));

    assertThat(book.classify(said("550 5.1.1 sender address unknown")).ruleId())
        .isEqualTo("first.sender");
    assertThat(book.classify(said("550 5.1.1 mailbox unknown")).ruleId())
        .isEqualTo("second.unknown");
    assertThat(book.classify(said("550 5.1.1 no")).ruleId()).isEqualTo("third.code");
  }

  @Test
  void aRuleWithoutWordsAnswersBeforeLaterOnesWithWords() {
    RuleBook book = book(
        rule("first.code", RuleCondition.ALWAYS.status("5.1.*")),
        rule("second.words", RuleCondition.ALWAYS.words("unknown")));

    assertThat(book.classify(said("550 5.1.1 unknown")).ruleId()).isEqualTo("first.code");
  }

  @Test
  void oneExcludedPhraseIsEnough() {
    RuleBook book = book(
        rule("a.rule", RuleCondition.ALWAYS.words("does not exist").without("sender", "domain")));

    assertThat(book.classify(said("mailbox does not exist")).ruleId()).isEqualTo("a.rule");
    assertThat(book.classify(said("domain does not exist")).ruleId())
        .isEqualTo(RuleBook.DEFAULT.id());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      5.4.1       | 550 5.4.1 no            | ''    | true
      5.4.1       | 550 no                  | 5.4.1 | true
      5.4.1       | no                      | 5.4.1 | true
      5.4.1       | 550 5.1.1 no            | 5.4.1 | false
      5.4.1       | 550 5.4.1 no            | 5.0.0 | true
      5.4.1       | 550 5.0.0 no            | 5.4.1 | true
      5.0.0       | 550 no                  | 5.0.0 | false
      5.0.0       | no                      | 5.0.0 | true
      5.0.0       | 550 5.0.0 no            | ''    | true
      5.7.606-649 | 550 5.7.649 no          | ''    | true
      5.7.606-649 | 550 5.7.650 no          | ''    | false
      4.*.*       | 450 4.2.1 no            | ''    | true
      4.*.*       | 550 5.2.1 no            | ''    | false
      *.2.1       | 550 5.2.1 no            | ''    | true
      4.4.0       | 550 4.4.7 x<421 4.4.0 y> | 4.4.7 | true
      5.1.1       | 550 5.1.351 x -> 550 5.1.1 y | '' | true
      """)
  void thePrintedStatusOfTheFinalServerDecides(
      String pattern, String text, String field, boolean matches) {
    RuleBook book = book(rule("a.rule", RuleCondition.ALWAYS.status(pattern)));

    assertThat(book.classify(said(text, field, BounceType.NONE, "")).ruleId().equals("a.rule"))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550 | 550 no    | true
      550 | 551 no    | false
      5xx | 554 no    | true
      45x | 452 no    | true
      45x | 421 no    | false
      550 | no 550    | false
      550 | 554 5.0.0 x said: 550 no | true
      """)
  void replyCodesMatchByPattern(String pattern, String text, boolean matches) {
    RuleCondition condition = new RuleCondition(
        List.of(),
        List.of(RuleCondition.ReplyPattern.of(pattern)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());

    assertThat(book(rule("a.rule", condition)).classify(said(text)).ruleId().equals("a.rule"))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "Permanent/General, permanent, GENERAL, true",
    "permanent/*, Permanent, Suppressed, true",
    "*/suppressed, Permanent, Suppressed, true",
    "permanent/*, Transient, General, false",
    "permanent/general, '', '', false",
  })
  void sesBounceTypesMatchInAnyCase(String pattern, String type, String subType, boolean matches) {
    RuleCondition condition = new RuleCondition(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(RuleCondition.BounceTypePattern.of(pattern)),
        List.of());
    RuleBook book = book(rule("a.rule", condition));

    assertThat(book.classify(said("", "", new BounceType(type, subType), ""))
            .ruleId()
            .equals("a.rule"))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "no, 192.0.2.77, true",
    "no, ::ffff:192.0.2.77, true",
    "no, 198.51.100.1, false",
    "no, '', false",
    "no [XX1.mail.protection.outlook.com], '', true",
    "no [XX1.mail.protection.outlook.com.example], '', false",
  })
  void aNetworkIsKnownByItsAddressesOrItsHosts(String text, String ip, boolean matches) {
    RuleCondition condition = new RuleCondition(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(NETWORK));
    RuleBook book = book(rule("a.rule", condition));

    assertThat(book.classify(said(text, "", BounceType.NONE, ip)).ruleId().equals("a.rule"))
        .isEqualTo(matches);
  }

  @Test
  void aNetworkIsKnownByTheReportingServerToo() {
    DeliveryStatus said = new DeliveryStatus(
        "", "failed", MaskedText.NONE, BounceType.NONE, "xx1.mail.protection.outlook.com", "");
    RuleCondition condition = new RuleCondition(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(NETWORK));

    assertThat(book(rule("a.rule", condition)).classify(said).ruleId()).isEqualTo("a.rule");
  }

  @Test
  void theAnswerNamesWhatDecided() {
    RuleBook book = book(
        rule("a.both", RuleCondition.ALWAYS.words("full", "quota").status("5.2.*")),
        rule("a.words", RuleCondition.ALWAYS.words("no .. here")),
        rule("a.code", RuleCondition.ALWAYS.status("5.1.1")));

    assertThat(book.classify(said("550 5.2.2 over QUOTA")).decidedBy()).isEqualTo("5.2.2 + quota");
    assertThat(book.classify(said("no one here")).decidedBy()).isEqualTo("no .. here");
    assertThat(book.classify(said("550 5.1.1 x")).decidedBy()).isEqualTo("5.1.1");
    assertThat(book.classify(said("x")).decidedBy()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"phrases.our-list", "blocklist.our-list", "fr.our-list", "some-server.code"})
  void theWordsOfAServerSpecificRuleDecideInAdviceTooWhateverItsIdIs(String id) {
    DeliveryStatus said = said("550 user unknown. Please contact us (our list)");
    Rule unknown = rule("any.unknown", RuleCondition.ALWAYS.words("user unknown"));

    assertThat(book(rule(id, "our list", false), unknown).classify(said).ruleId())
        .isEqualTo("any.unknown");
    assertThat(book(rule(id, "our list", true), unknown).classify(said).ruleId())
        .isEqualTo(id);
  }

  @Test
  void withoutAMatchingRuleTheReasonIsUndetermined() {
    Classification nothing =
        book(rule("a.rule", RuleCondition.ALWAYS.words("x"))).classify(said(""));

    assertThat(nothing.reason()).isEqualTo(BounceReason.UNDETERMINED);
    assertThat(nothing.confidence()).isEqualTo(Confidence.LOW);
    assertThat(nothing.ruleId()).isEqualTo("default.undetermined");
  }

  @Test
  void rulesAreFoundByTheirIdAndTheDefaultIsOneOfThem() {
    RuleBook book = book(rule("a.rule", RuleCondition.ALWAYS.words("x")));

    assertThat(book.rule("a.rule")).map(Rule::reason).contains(BounceReason.POLICY);
    assertThat(book.rule("default.undetermined")).contains(RuleBook.DEFAULT);
    assertThat(book.rule("another.rule")).isEmpty();
  }

  @Test
  void aChangedRuleAppliesToStoredText() {
    RuleBook old = book(rule("a.rule", RuleCondition.ALWAYS.words("refused")));
    DeliveryStatus stored = said("550 refused");

    RuleBook corrected =
        ChangedRules.with(old, ChangedRules.withReason(old.rules().get(0), BounceReason.CONTENT));

    assertThat(old.classify(stored).reason()).isEqualTo(BounceReason.POLICY);
    assertThat(corrected.classify(stored).reason()).isEqualTo(BounceReason.CONTENT);
    assertThat(corrected.classify(stored).advice()).isEqualTo(BounceReason.CONTENT.advice());
  }

  @Test
  void aBookWithADuplicateIdIsRefused() {
    Rule rule = rule("a.rule", RuleCondition.ALWAYS.words("x"));

    assertThatThrownBy(() -> book(rule, rule)).hasMessageContaining("a.rule");
  }

  @Test
  void aRuleWithoutAMatcherIsRefused() {
    Rule rule = rule("a.rule", RuleCondition.ALWAYS.without("x"));

    assertThatThrownBy(() -> book(rule)).hasMessageContaining("a.rule");
  }

  private static RuleBook book(Rule... rules) {
    return RuleBook.of(List.of(rules));
  }

  private static Rule rule(String id, String words, boolean serverSpecific) {
    return new Rule(
        id,
        RuleCondition.ALWAYS.words(words),
        BounceReason.POLICY,
        Confidence.HIGH,
        "an advice",
        "RFC 5321",
        Optional.empty(),
        serverSpecific);
  }

  private static Rule rule(String id, RuleCondition condition) {
    return new Rule(id, condition, BounceReason.POLICY, Confidence.HIGH, "RFC 5321");
  }

  private static DeliveryStatus said(String text) {
    return said(text, "", BounceType.NONE, "");
  }

  private static DeliveryStatus said(String text, String field, BounceType label, String ip) {
    return new DeliveryStatus(field, "failed", MaskedText.of(text), label, "", ip);
  }
}
