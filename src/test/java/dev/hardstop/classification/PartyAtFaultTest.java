package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The party that a reply is about: the same verbs are used for mailboxes and for senders, hosts, messages and
 * services.
 */
class PartyAtFaultTest {
  private static final RuleBook BOOK = RuleFiles.book();

  private static final Set<BounceReason> HARD = Set.of(
      BounceReason.INVALID_RECIPIENT, BounceReason.INVALID_DOMAIN, BounceReason.ACCESS_DENIED);
  private static final Set<BounceReason> OUT_OF_USE =
      Set.of(BounceReason.MAILBOX_INACTIVE, BounceReason.MAILBOX_FULL);

  private static final List<String> VERBS = List.of(
      "is unknown",
      "is invalid",
      "does not exist",
      "not found",
      "could not be found",
      "is disabled",
      "has been suspended",
      "is blocked",
      "has expired",
      "rejected",
      "unavailable",
      "is no longer available",
      "is not registered",
      "is not recognized",
      "cannot be verified");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Help: what to do if an address does not exist",
        "FAQ: why does my mail say user unknown",
        "Help topic: mailbox does not exist",
        "Please check whether the mailbox is full or the user is unknown",
        "See the article 'User unknown'",
        "If the mailbox does not exist, then ask the recipient",
        "If an account is disabled, its owner has to sign in",
        "In case the user is unknown, contact us",
        "How to fix \"no such user\"",
        "Common causes: mailbox full, no such user",
        "(troubleshooting: domain does not exist)",
        "Read more: address does not exist",
        "See https://www.example.com/help if the mailbox does not exist",
        "Read https://www.example.com/help about mailboxes that do not exist",
      })
  void adviceAloneIsNotHeldAgainstTheRecipient(String advice) {
    for (String statement : List.of("550 rejected. ", "554 5.7.1 Refused; ", "550 Denied - ")) {
      String text = statement + advice;
      assertThat(reason(text)).as(text).isNotIn(HARD).isNotIn(OUT_OF_USE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 Rejected, please check the address. No such user here",
        "550 5.1.1 refused. Help: what to do if an address does not exist",
        "550 User unknown. FAQ: what to do if mail is blocked",
        "550 Rejected. See our help page. The mailbox does not exist.",
        "550 Rejected. (See our help page.) The mailbox does not exist.",
        "550 5.7.1 Rejected. (See our help page) The mailbox does not exist.",
        "550 Refused. \"See our help.\" User unknown",
        "550 Refused. See our help: https://www.example.com/help.html User unknown",
        "550-Rejected.\r\n550-Please see https://www.example.com/help\r\n550 No such user",
      })
  void aStatementBesideAdviceCounts(String text) {
    assertThat(reason(text)).isIn(HARD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the sender",
        "sender address",
        "sender domain",
        "the sender's mailbox",
        "envelope sender",
        "envelope address",
        "return-path",
        "reverse-path address",
        "MAIL FROM",
        "From: address",
        "from domain",
        "the originator",
        "sending account",
        "sending domain",
        "sending IP",
        "your IP",
        "HELO name",
      })
  void textAboutTheSenderIsNeverHeldAgainstTheRecipient(String subject) {
    for (String verb : VERBS) {
      for (String code : List.of("550 ", "550 5.1.1 ", "550 5.1.2 ", "550 5.2.1 ", "554 5.7.1 ")) {
        String text = code + subject + " " + verb;
        assertThat(reason(text)).as(text).isNotIn(HARD).isNotIn(OUT_OF_USE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 envelope sender is unknown to its own domain",
        "550 5.1.0 MAIL FROM address is invalid",
        "550 5.1.2 your domain does not exist in DNS",
        "550 5.7.1 reverse-path user not found",
        "550 From: address is not a valid mailbox",
        "554 5.7.1 bounce mailbox is full, cannot return mail to you",
        "550 5.2.1 the sender's account has been disabled",
        "550 Your account has expired, renew your subscription to send",
        "554 this customer account has been suspended for sending spam",
        "554 5.7.1 sending domain is disabled",
        "550 5.1.2 From domain is not valid",
        "535 5.7.8 user not found",
        "550 5.7.1 sasl username does not exist",
        "550 5.7.1 authenticated user unknown",
        "554 domain used in the envelope from is invalid",
        "550 5.4.4 domain of originator not found",
        "552 5.2.2 sending quota exceeded",
        "550 account over its sending quota exceeded",
        "550 The postmaster address of your domain does not exist",
        "550 Your abuse contact does not exist",
        "550 your user is blocked",
        "550 5.1.1 Absender unbekannt",
        "550 5.1.2 Domain des Absenders existiert nicht",
        "550 remitente desconocido",
        "550 Votre compte est suspendu",
        "550 su cuenta está suspendida",
        "550 El dominio del emisor no existe",
        "550 адрес отправителя не существует",
        "550 5.1.1 发件人不存在",
        "550 5.1.1 差出人アドレスが存在しません",
        "554 5.7.1 the domain in your From line does not exist",
        "550 5.1.1 Ihre Domain existiert nicht",
        "550 5.7.1 su dominio no existe",
        "550 5.7.1 домен отправителя не существует",
        "550 5.1.1 отправитель неизвестен",
        "550 5.1.1 gönderen adresi mevcut değil",
        "550 5.1.1 送信元アドレスは存在しません",
        "550 5.1.1 寄件者不存在",
      })
  void aFaultOfTheSenderIsNeverHeldAgainstTheRecipient(String text) {
    assertThat(reason(text)).isNotIn(HARD).isNotIn(OUT_OF_USE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.2 Host name in HELO not found",
        "550 5.1.2 unknown HELO host",
        "550 5.7.1 client certificate unknown",
        "550 5.7.1 PTR record does not exist for your address",
        "550 5.7.1 host name 192.0.2.9 not found in reverse lookup",
        "550 5.7.1 connection from unknown host",
        "554 your host is unknown to us",
        "550 5.7.1 client host does not exist in DNS",
        "550 unknown client",
        "550 5.1.1 your server is unknown here",
        "550 the connecting server does not exist",
        "550 5.1.1 network is suspended for abuse",
        "554 5.7.1 your network has been suspended",
        "550 your IP has expired from our list of allowed senders",
        "550 5.7.1 IP not found in allowed list",
        "550 ESMTP service not active for your network",
        "550 callout to the sender's server returned: user unknown",
        "550 we could not verify alerts@example.org, address does not exist at its own server",
        "554 5.7.1 your mail server's address is not registered",
        "550 The host you are sending from is not listed in DNS",
        "554 access denied: 192.0.2.9 not known",
        "554 5.7.1 resolver: A record for your HELO does not exist",
        "550 5.1.1 blocked: sending IP 192.0.2.9",
        "550 5.2.1 IP suspended",
        "550 5.1.1 rejected: reverse DNS lookup found no such host",
        "550 5.1.1 access from unknown network",
        "550 5.7.1 the name you greeted us with does not exist",
        "550 EHLO example.org: no such host",
        "550 greeting with an unknown host name",
        "550 5.2.1 hosting account of the sending site has been suspended",
      })
  void aFaultOfTheSendingHostIsNeverHeldAgainstTheRecipient(String text) {
    assertThat(reason(text)).isNotIn(HARD).isNotIn(OUT_OF_USE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.3 Reply-To address is invalid",
        "554 5.7.1 certificate has expired",
        "550 message expired",
        "550 5.1.1 DKIM key not found",
        "550 5.7.1 SPF record does not exist",
        "554 5.7.1 message contains an invalid address in the Cc header",
        "550 message-id is invalid",
        "550 5.6.0 Date header is invalid",
        "550 5.7.1 attachment not found",
        "550 5.5.1 command unknown",
        "550 5.3.0 service has been discontinued",
        "550 this service is no longer available",
        "550 5.3.2 mail service is suspended",
        "550 5.7.1 URL in message does not exist",
        "550 5.7.1 link in message points to a domain that does not exist",
        "554 5.7.1 a domain in the body has expired",
        "550 the signing domain does not exist",
        "554 5.7.1 API key not found",
        "550 token invalid or expired",
        "550 session expired",
        "550 5.7.1 verification of <alerts@example.org> failed: no such mailbox",
        "550 5.7.1 Domain example.org has no MX record, cannot reply",
        "550 5.2.1 outbound mail suspended",
        "550 5.1.1 rejected: spam",
        "550 mailing service unknown",
        "550 5.7.1 the customer is suspended for unsolicited mail",
        "550 5.7.1 domain example.org of <alerts@example.org> does not resolve",
        "550 We tried to send a reply to alerts@example.org and it failed: mailbox not found",
      })
  void aFaultOfTheMessageOrAServiceIsNeverHeldAgainstTheRecipient(String text) {
    assertThat(reason(text)).isNotIn(HARD).isNotIn(OUT_OF_USE);
  }

  private static BounceReason reason(String text) {
    return BOOK.classify(
            new DeliveryStatus("", "failed", MaskedText.of(text), BounceType.NONE, "", ""))
        .reason();
  }
}
