package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies in other languages, as they are spelled and as relays change them. */
class LanguagesTest {
  private static final RuleBook BOOK = RuleFiles.book();
  private static final String SENTENCES = """
      550 5.1.1 Uživatel bob@example.com nebyl nalezen                  | INVALID_RECIPIENT
      550 Schránka příjemce je plná                                     | MAILBOX_FULL
      550 Vaše IP 192.0.2.9 byla zablokována                            | SENDER_REPUTATION
      550 5.7.1 Předávání pošty není povoleno                           | ROUTING
      550 Adresa odesílatele neexistuje                                 | SENDER_REFUSED
      550 5.1.1 Používateľ bob@example.com neexistuje                   | INVALID_RECIPIENT
      550 Schránka príjemcu je plná                                     | MAILBOX_FULL
      550 5.1.1 Mottagarens adress hittades inte                        | INVALID_RECIPIENT
      550 Mottagarens brevlåda är full                                  | MAILBOX_FULL
      550 IP-adressen 192.0.2.9 är spärrad                              | SENDER_REPUTATION
      550 Avsändarens adress finns inte                                 | SENDER_REFUSED
      550 5.1.1 Modtagerens adresse blev ikke fundet                    | INVALID_RECIPIENT
      550 Modtagerens postkasse er fyldt                                | MAILBOX_FULL
      550 5.1.1 Mottakeren ble ikke funnet                              | INVALID_RECIPIENT
      550 Videresending er ikke tillatt                                 | ROUTING
      550 5.1.1 Käyttäjää bob@example.com ei löydy                      | INVALID_RECIPIENT
      550 Postilaatikko on täynnä                                       | MAILBOX_FULL
      550 5.1.1 Nincs ilyen felhasználó                                 | INVALID_RECIPIENT
      550 A postafiók megtelt                                           | MAILBOX_FULL
      550 5.1.1 Destinatarul nu există                                  | INVALID_RECIPIENT
      550 Cutia poștală este plină                                      | MAILBOX_FULL
      550 5.1.1 Ο χρήστης δεν υπάρχει                                   | INVALID_RECIPIENT
      550 Το γραμματοκιβώτιο του παραλήπτη είναι γεμάτο                 | MAILBOX_FULL
      550 5.1.1 Không tìm thấy người nhận                               | INVALID_RECIPIENT
      550 Hộp thư đã đầy                                                | MAILBOX_FULL
      550 5.1.1 Скринька bob@example.com не існує                       | INVALID_RECIPIENT
      550 Поштова скринька одержувача переповнена                       | MAILBOX_FULL
      550 Пересилання пошти заборонено                                  | ROUTING
      550 5.1.1 Получателят не съществува                               | INVALID_RECIPIENT
      550 Пощенската кутия на получателя е препълнена                   | MAILBOX_FULL
      550 5.1.1 Korisnik nije pronađen                                  | INVALID_RECIPIENT
      550 Сандуче је пуно                                               | MAILBOX_FULL
      550 5.1.1 Получатель не найден                                    | INVALID_RECIPIENT
      550 Пересылка почты запрещена                                     | ROUTING
      550 Alıcının posta kutusu dolu                                    | MAILBOX_FULL
      550 Relay nicht erlaubt                                           | ROUTING
      550 Benutzer hat das Speichervolumen überschritten                | MAILBOX_FULL
      551 Používateľ nie je lokálny                                     | ROUTING
      551 bob@example.com er ikke lokal bruger                          | ROUTING
      552 Překročena alokace úložiště                                   | MAILBOX_FULL
      552 A tárolólefoglalás túllépve                                   | MAILBOX_FULL
      552 Исчерпано место в хранилище                                   | MAILBOX_FULL
      550 Скринька тимчасово недоступна                                 | RECIPIENT_REFUSED
      550 A postafiók nem érhető el                                     | RECIPIENT_REFUSED
      553 Имя почтового ящика недопустимо                               | RECIPIENT_REFUSED
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = SENTENCES)
  void aSentenceHasItsReason(String text, BounceReason reason) {
    assertThat(reason(text)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = SENTENCES)
  void itMeansTheSameWithoutDiacritics(String text, BounceReason reason) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");

    assertThat(reason(plain.replace('đ', 'd').replace('ı', 'i'))).isEqualTo(reason);
    assertThat(reason(Normalizer.normalize(text, Normalizer.Form.NFD))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = SENTENCES)
  void itMeansTheSameWhereUtf8WasMisread(String text, BounceReason reason) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);

    assertThat(reason(new String(octets, StandardCharsets.ISO_8859_1))).isEqualTo(reason);
  }

  /** A sentence that says "closed" is taken as the English grammar for closed mailboxes takes it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 このアカウントは停止中です",
        "550 该用户已停用",
        "550 휴면 계정입니다",
        "550 Konto zablokowane",
        "550 Das Konto ist gesperrt",
        "550 Schránka je deaktivována"
      })
  void aClosedMailboxHasTheConfidenceOfEnglish(String text) {
    Confidence english = classify("550 the mailbox of bob is out of service").confidence();

    assertThat(reason(text)).isEqualTo(BounceReason.MAILBOX_INACTIVE);
    assertThat(classify(text).confidence()).isEqualTo(english);
  }

  @ParameterizedTest
  @ValueSource(strings = {"550 サービスは停止中です", "550 该功能已停用", "550 서비스 이용이 정지되었습니다"})
  void aClosedServiceIsNotAClosedMailbox(String text) {
    assertThat(reason(text)).isNotEqualTo(BounceReason.MAILBOX_INACTIVE);
  }

  private static BounceReason reason(String text) {
    return classify(text).reason();
  }

  private static Classification classify(String text) {
    Bounce.RecipientReport report = new Bounce.RecipientReport("failed", "", text, "", "");
    return BOOK.classify(DeliveryStatus.of(report, BounceType.NONE, List.of()));
  }
}
