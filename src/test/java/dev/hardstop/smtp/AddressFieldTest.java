package dev.hardstop.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses with the additions that servers and senders make. */
class AddressFieldTest {
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");

  private static final List<String> DECORATIONS = List.of(
      "%s",
      "rfc822;%s",
      "RFC822 ; %s",
      "utf-8;%s",
      "mailto:%s",
      "SMTP:%s",
      "%s (User Name)",
      "%s(a (nested) comment)",
      "(comment) %s",
      "\"%s\"",
      "'%s'",
      "`%s`",
      "\u201c%s\u201d",
      "\u201e%s\u201c",
      "<%s>",
      "\u00a0%s\u00a0",
      "\u200b%s\ufeff",
      "\t%s \u3000");

  @Test
  void additionsToAnAddressAreRemoved() {
    for (String outer : DECORATIONS) {
      for (String inner : DECORATIONS) {
        String text = outer.formatted(inner.formatted("bob@example.com"));
        assertThat(AddressField.find(text)).as(text).contains(BOB);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bob <bob@example.com\u00a0>",
        "Bob\u00a0<bob@example.com>",
        "\"Bob <bob@example.com>\"",
        "Bob <bob@example.com> (Sales)",
        "rfc822; \"Bob\" <bob@example.com>",
      })
  void additionsToADisplayNameAreRemoved(String text) {
    assertThat(AddressField.find(text)).contains(BOB);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gone@example.com, Bob <ok@example.com>",
        "\"gone@example.com, ok@example.com\"",
        "'gone@example.com','ok@example.com'",
        "<gone@example.com>,<ok@example.com>",
        "gone@example.com; ok@example.com",
        "rfc822;gone@example.com,rfc822;ok@example.com",
        "rfc822;gone@example.com; rfc822;ok@example.com",
        "gone; ok@example.com",
        "gone@example.com (gone), ok@example.com (ok)",
        "friends: ok@example.com;",
        "ok@stra\u00dfe.example",
        "ok@\u03bf\u03b4\u03bf\u03c2.example",
        "ok@a\u200cb.example",
        "ok@a\u200db.example",
        "",
        "()",
        "<>",
        "rfc822;",
        "((((ok@example.com",
      })
  void aListOrAnAdditionAloneIsNotAnAddress(String text) {
    assertThat(AddressField.find(text)).isEmpty();
  }

  @Test
  void aLocalPartThatLooksLikeAnAdditionIsKept() {
    assertThat(AddressField.find("'bob'@example.com"))
        .map(EmailAddress::localPart)
        .contains("'bob'");
    assertThat(AddressField.find("\"(bob)\"@example.com"))
        .map(EmailAddress::localPart)
        .contains("\"(bob)\"");
    assertThat(AddressField.find("\"bob\u00a0b\"@example.com"))
        .map(EmailAddress::localPart)
        .contains("\"bob\u00a0b\"");
  }
}
