package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.feedback.BounceType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
  private static final Vocabulary WORDS = Vocabulary.NONE
      .with("kind", List.of("local", "virtual"), List.of())
      .with(
          "mailbox",
          List.of("user", "mailbox", "mail box", "{kind} user", "<address>"),
          List.of("mailbox"))
      .with("unknown", List.of("unknown", "is unknown", "not found"), List.of())
      .with("no", List.of("no", "no such"), List.of());

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {mailbox} {unknown}          | 550 user unknown                                | true
      {mailbox} {unknown}          | 550 Mail box not found here                     | true
      {mailbox} {unknown}          | 550 mailbox is unknown                          | true
      {mailbox} {unknown}          | 550 virtual user unknown                        | true
      {mailbox} {unknown}          | 550 <bob@example.com> unknown                   | true
      {mailbox} {unknown}          | 550 user <bob@example.com> unknown              | true
      {mailbox} {unknown}          | 550 user "<bob@example.com>": unknown           | true
      {mailbox} {unknown}          | 550 user bob unknown                            | false
      {mailbox} {unknown}          | 550 unknown user                                | false
      {mailbox} {unknown}          | 550 user. Unknown error                         | false
      {mailbox} {unknown}          | 550 the user mx.example.com unknown             | false
      {mailbox} {unknown}          | 550 superuser unknown                           | false
      {mailbox} {unknown}          | 550 user unknowns                               | false
      {mailbox} {unknown}          | 550 user user unknown                           | true
      {mailbox} {unknown}          | 550 malbox unknown                              | true
      {mailbox} {unknown}          | 550 maillbox unknown                            | true
      {mailbox} {unknown}          | 550 mialbox unknown                             | true
      {mailbox} {unknown}          | 550 ailbox unknown                              | false
      {mailbox} ~ {unknown}        | 550 user bob unknown                            | true
      {mailbox} ~ {unknown}        | 550 mailbox for bob was somehow not found       | false
      {mailbox} ~ {unknown}        | 550 mailbox for bob jones not found             | true
      {mailbox} ~ {unknown}        | 550 user bob. Host unknown                      | false
      {mailbox} ~ {unknown}        | 550 <bob@example.com>... it is unknown          | true
      {mailbox} .. {unknown}       | 550 user bob. The host that was asked: unknown  | true
      {mailbox} .. {unknown}       | 550 unknown user                                | false
      {no} {mailbox} by that name  | 550 no such mailbox by that name                | true
      {no} {mailbox} by that name  | 550 no mailbox with that name                   | false
      {no} user*                   | 550 no users                                    | true
      {no} user*                   | 550 no abuser                                   | false
      {no} {mailbox} {unknown}     | 550 no user, no mailbox, not found              | true
      {no} {mailbox} {unknown}     | 550 no mailbox user, not found                  | false
      """)
  void aPhraseOfClassesMatchesTheirWords(String phrase, String text, boolean matches) {
    assertThat(isIn(text, phrase)).isEqualTo(matches);
  }

  @Test
  void theLastOccurrenceBeforeAWordCounts() {
    Vocabulary words = Vocabulary.NONE
        .with("first", List.of("a", "a b", "b c"), List.of())
        .with("second", List.of("b c d", "c d"), List.of());
    Phrase phrase = Phrase.of("{first} {second}", words);

    assertThat(new PhraseIndex(List.of(phrase)).in("x a b c d").get(0)).isTrue();
    assertThat(new PhraseIndex(List.of(phrase)).in("x b c d").get(0)).isFalse();
  }

  @Test
  void adjacentPartsAreAtMostSixtyThreeCharactersApart() {
    assertThat(isIn("user" + " " + "-".repeat(61) + " unknown", "{mailbox} {unknown}"))
        .isTrue();
    assertThat(isIn("user" + " " + "-".repeat(62) + " unknown", "{mailbox} {unknown}"))
        .isFalse();
  }

  @Test
  void everyWordOfEveryClassIsInASampleThatContainsThePhrase() {
    Phrase phrase = Phrase.of("{no} ~ {mailbox} .. {unknown}", WORDS);
    PhraseIndex index = new PhraseIndex(List.of(phrase));

    assertThat(phrase.samples()).allMatch(sample -> index.in(sample).get(0));
    assertThat(String.join("|", phrase.samples())).contains(WORDS.words("mailbox"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{nothing}", "{mailbox", "{mailbox} .. ", "{mailbox} ~ ", " ~ {mailbox}"})
  void anInvalidPhraseIsRefused(String phrase) {
    assertThatThrownBy(() -> Phrase.of(phrase, WORDS)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClassHasALimitAndAUniqueName() {
    List<String> many = IntStream.range(0, 60).mapToObj(i -> "w" + i).toList();
    Vocabulary words = Vocabulary.NONE.with("many", many, List.of());

    assertThatThrownBy(() -> words.with("square", List.of("{many} {many}"), List.of()))
        .hasMessageContaining("square")
        .hasMessageContaining("3000");
    assertThatThrownBy(() -> words.with("many", many, List.of())).hasMessageContaining("twice");
    assertThatThrownBy(() -> words.with("short", List.of("user"), List.of("user")))
        .hasMessageContaining("too short");
    assertThatThrownBy(() -> words.with("more", List.of("{none} x"), List.of()))
        .hasMessageContaining("none");
  }

  @Test
  void aPhraseOfWordsIsImpliedByItsClass() {
    Phrase classes = Phrase.of("{mailbox} {unknown}", WORDS);

    assertThat(Phrase.of("user unknown").implies(classes)).isTrue();
    assertThat(Phrase.of("unknown user").implies(classes)).isFalse();
    assertThat(classes.implies(Phrase.of("user unknown"))).isFalse();
    assertThat(classes.implies(Phrase.of("{mailbox} .. {unknown}", WORDS))).isTrue();
  }

  private static boolean isIn(String text, String phrase) {
    RuleCondition words = new RuleCondition(
        List.of(),
        List.of(),
        List.of(Phrase.of(phrase, WORDS)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
    Rule rule = new Rule("a.rule", words, BounceReason.POLICY, Confidence.HIGH, "RFC 5321");
    DeliveryStatus said =
        new DeliveryStatus("", "failed", MaskedText.of(text), BounceType.NONE, "", "");
    return RuleBook.of(List.of(rule)).classify(said).ruleId().equals("a.rule");
  }
}
