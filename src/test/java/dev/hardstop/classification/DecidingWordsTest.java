package dev.hardstop.classification;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words that decided, as they stand in the masked reply. */
class DecidingWordsTest {
  private static final RuleBook BOOK = RuleFiles.book();

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      user unknown             | 550 5.1.1 User unknown                          | User unknown
      user unknown             | 550 5.1.1 USER  \u00a0 Unknown.                 | USER Unknown
      boite pleine             | 552 boi\u0302te  pleine e\u0301                 | boi\u0302te pleine
      caffe                    | 550 caffe\u0301 chiuso                          | caffe\u0301
      unknown                  | 550 unknown and unknown                         | unknown
      suspend*                 | 550 Mailbox suspended, sorry                    | suspended
      no such user: bob        | 550 No such user :  Bob                         | No such user : Bob
      sender .. does not exist | 550 Sender Recipient does not exist here        | Sender/does not exist
      {no} ~ {mailbox}         | 550 There is no such kind of account            | no/account
      {mailbox} {unknown}      | 550 mailbox ok. user bob. User "unknown" mailbox| User/unknown
      not known                | 550 host mx.example.com[192.0.2.1] said: 550 not known (in reply to RCPT TO command) | not known
      known (here)             | 550 not known (in reply to RCPT TO command) (here) | known (in reply to RCPT TO command) (here)
      no such host: <host>     | 550 No such host: mx.example.net !              | No such host: <other-host>
      """)
  void aPhraseIsFoundWhereItStandsInTheReply(String phrase, String reply, String words) {
    Vocabulary vocabulary = Vocabulary.NONE
        .with("no", List.of("no"), List.of())
        .with("mailbox", List.of("mailbox", "user", "account"), List.of())
        .with("unknown", List.of("unknown"), List.of());
    RuleBook book = book(new RuleCondition(
        List.of(),
        List.of(),
        List.of(Phrase.of(phrase, vocabulary)),
        List.of(),
        List.of(),
        List.of(),
        List.of()));

    assertThat(words(book, reply)).isEqualTo(words);
  }

  @Test
  void theFurtherWordsOfARuleAreFoundAsWell() {
    RuleBook book = book(new RuleCondition(
        List.of(),
        List.of(),
        List.of(Phrase.of("not exist")),
        List.of(Phrase.of("mailbox")),
        List.of(),
        List.of(),
        List.of()));

    assertThat(words(book, "550 The mailbox does not exist")).isEqualTo("mailbox/not exist");
  }

  @Test
  void wordsThatOverlapAreOneRange() {
    RuleBook book = book(new RuleCondition(
        List.of(),
        List.of(),
        List.of(Phrase.of("does not exist")),
        List.of(Phrase.of("mailbox does")),
        List.of(),
        List.of(),
        List.of()));

    assertThat(words(book, "550 The mailbox does not exist")).isEqualTo("mailbox does not exist");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550 5.1.1 Please see our SPF help. User unknown. Please check your SPF record.   | User unknown
      550 Refused. Please check the mailbox. No such user here. See the help           | No such/user
      """)
  void wordsOfTheStatementAreFoundAndNotThoseOfTheAdvice(String reply, String words) {
    assertThat(words(BOOK, reply)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"550 5.1.1 nein", "550", "", "nothing that anybody knows"})
  void noWordsAreFoundWhereNoneDecided(String reply) {
    assertThat(words(BOOK, reply)).isEmpty();
  }

  @Test
  void theWordsAloneMatchTheRule() {
    RuleFiles.definitions()
        .forEach(definition -> definition.examples().forEach(example -> {
          DeliveryStatus status = example.deliveryStatus();
          RuleCondition condition = definition.rule().condition();
          List<TextRange> ranges = BOOK.decidingWords(status);
          boolean decidedByWords =
              !condition.words().isEmpty() || !condition.and().isEmpty();
          assertThat(ranges.isEmpty()).as("%s", status.words()).isNotEqualTo(decidedByWords);
          if (decidedByWords) {
            RuleBook wordsAlone = book(new RuleCondition(
                List.of(),
                List.of(),
                condition.words(),
                condition.and(),
                List.of(),
                List.of(),
                List.of()));
            String rest = withBlanksFor(status.words().value(), ranges);
            assertThat(wordsAlone.classify(masked(rest)).ruleId())
                .as("%s in %s", rest, status.words())
                .isEqualTo("a.rule");
          }
        }));
  }

  private static String withBlanksFor(String reply, List<TextRange> kept) {
    StringBuilder rest = new StringBuilder(" ".repeat(reply.length()));
    kept.forEach(range ->
        rest.replace(range.start(), range.end(), reply.substring(range.start(), range.end())));
    return rest.toString();
  }

  private static String words(RuleBook book, String text) {
    Correspondents correspondents =
        new Correspondents(List.of(), List.of("example.com"), "example.org");
    DeliveryStatus status = masked(MaskedText.of(text, correspondents).value());
    return book.decidingWords(status).stream()
        .map(range -> status.words().value().substring(range.start(), range.end()))
        .collect(joining("/"));
  }

  private static DeliveryStatus masked(String reply) {
    return new DeliveryStatus("", "failed", MaskedText.stored(reply), BounceType.NONE, "", "");
  }

  private static RuleBook book(RuleCondition condition) {
    return RuleBook.of(List.of(new Rule(
        "a.rule", condition, BounceReason.POLICY, Classification.Confidence.HIGH, "a test")));
  }
}
