package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.feedback.BounceType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      user unknown         | 550 User unknown                  | true
      user unknown         | 550 user  unknown: x              | true
      user unknown         | 550 users unknown                 | false
      user unknown         | 550 user unknowns                 | false
      user unknown         | 550 superuser unknown             | false
      user unknown         | 550 user_unknown                  | false
      user unknown         | unknown user                      | false
      user unknown         | ünknown user                      | false
      nknown               | ünknown                           | false
      5.4.1                | 550 5.4.14 no                     | false
      5.4.1                | 550 5.4.1: no                     | true
      as(201806281)        | 550 AS(201806281) no              | true
      suspend*             | 550 suspended                     | true
      suspend*             | 550 unsuspended                   | false
      sender .. not exist  | sender a b does not exist         | true
      sender .. not exist  | not exist sender                  | false
      sender .. not exist  | senders do not exist              | false
      not .. not           | not at all                        | false
      not .. not           | not at all, not ever              | true
      a b .. b c           | a b c                             | false
      a .. b .. c          | a c b c                           | true
      a .. b .. c          | b a c b                           | false
      不存在                | 550 用户不存在。                    | true
      존재하지              | 사용자가존재하지않습니다              | true
      ไม่พบ                 | ผู้ใช้ไม่พบครับ                      | true
      ящик                 | ящики                             | false
      rejected: denied     | rejected : denied                 | true
      rejected: denied     | rejected:denied                   | true
      rejected : denied    | rejected: denied                  | true
      rejected: .. gone    | rejected :it is gone              | true
      full, over           | full , over                       | true
      boîte pleine         | Boite pleine                      | true
      boîte pleine         | BOÎTE PLEINE                      | true
      boîte pleine         | boi\u0302te pleine                | true
      čeština plná         | CESTINA PLNA                      | true
      hộp thư đầy          | hop thu day                       | true
      kullanıcı yok        | KULLANICI YOK                     | true
      ящик отключён        | Ящик отключен                     | true
      άγνωστος παραλήπτης  | ΑΓΝΩΣΤΟΣ ΠΑΡΑΛΗΠΤΗΣ               | true
      が                   | か                                 | false
      don't exist          | they don’t exist                  | true
      a - b                | a – b                             | true
      mailbox full         | ＭＡＩＬＢＯＸ full                     | true
      <address>: unknown   | <bob@example.com>: unknown        | true
      <ip> is listed       | 192.0.2.1 is listed               | true
      <host:google.com>    | mx.google.com said                | true
      """)
  void phrasesMatchWholeWords(String phrase, String text, boolean matches) {
    RuleCondition condition = RuleCondition.ALWAYS.words(phrase);
    Rule rule = new Rule("a.rule", condition, BounceReason.POLICY, Confidence.HIGH, "RFC 5321");
    DeliveryStatus said =
        new DeliveryStatus("", "failed", MaskedText.of(text), BounceType.NONE, "", "");

    assertThat(RuleBook.of(List.of(rule)).classify(said).ruleId().equals("a.rule"))
        .isEqualTo(matches);
  }
}
