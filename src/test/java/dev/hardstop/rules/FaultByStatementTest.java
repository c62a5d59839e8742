package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes and words for a fault of the address are also used for faults of others. */
class FaultByStatementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.0 <alerts@example.org>: Sender address rejected: User unknown in local recipient table",
        "550 5.1.1 <alerts@example.org>: Sender address rejected: mailbox does not exist",
        "553 5.1.8 <alerts@example.org>... Domain of sender address does not exist",
        "550 5.1.0 <alerts@example.org> sender rejected",
        "550 5.1.1 Sender address <alerts@example.org> does not exist",
        "550 5.1.7 alerts@example.org: invalid sender address",
      })
  void aStatementAboutTheSenderIsNotHeldAgainstTheRecipient(String text) {
    assertNotTheAddress(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550 5.1.1 Verification failed for <alerts@example.org>                                              | SENDER_REFUSED
      550 Verification failed for <alerts@example.org>: no such user                                      | SENDER_REFUSED
      550 5.1.1 your VERP address is refused                                                              | SENDER_REFUSED
      550 5.1.1 EHLO argument invalid                                                                     | AUTHENTICATION
      501 HELO argument mx.example.org does not exist                                                     | AUTHENTICATION
      550 5.7.1 Client host [192.0.2.1] blocked using Spamhaus; Recipient address rejected: Access denied | SENDER_REPUTATION
      """)
  void whatTheSenderMustFixIsNotHeldAgainstTheRecipient(String text, BounceReason reason) {
    assertThat(classify(text).reason()).isEqualTo(reason);
    assertNotTheAddress(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 <bob@example.com> - 192.0.2.1 has sent to too many recipients this hour",
        "550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents more",
        "554 5.2.122 The recipient has exceeded the messages it may receive per hour",
        "550 5.1.1 <bob@example.com>: Recipient address rejected: Greylisted, try again in 300 seconds",
        "452 4.1.1 <bob@example.com>: too many messages from you, slow down",
      })
  void aRateLimitIsNobodysFault(String text) {
    assertThat(classify(text).reason()).isEqualTo(BounceReason.RATE_LIMITED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "552 5.1.1 <bob@example.com> recipient rejected - quota violation",
        "552 5.1.1 bob@example.com is over quota (#5.1.1)",
        "550 5.7.1 <bob@example.com>: Recipient address rejected: mailbox is full",
        "550 5.2.1 <bob@example.com>... Mailbox full",
        "550 5.4.1 <bob@example.com>: Recipient address rejected: over quota",
      })
  void aFullMailboxIsFullUnderAnyCode(String text) {
    assertThat(classify(text).reason()).isEqualTo(BounceReason.MAILBOX_FULL);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550 5.1.1 <bob@example.com>: Recipient address rejected: 192.0.2.1 is listed at zen.spamhaus.org | SENDER_REPUTATION
      554 5.7.1 <bob@example.com>: Recipient address rejected: blocked using bl.spamcop.net            | SENDER_REPUTATION
      550 5.1.1 message rejected: SPF check failed for example.org                                     | AUTHENTICATION
      550 5.1.1 <bob@example.com>: Recipient address rejected: DMARC policy of example.org             | AUTHENTICATION
      554 5.1.1 <bob@example.com>: message looks like spam                                             | CONTENT
      550 5.1.1 <bob@example.com>: Relay access denied                                                 | ROUTING
      """)
  void aFaultOfSenderOrMessageIsOneUnderAnyCode(String text, BounceReason reason) {
    assertThat(classify(text).reason()).isEqualTo(reason);
    assertNotTheAddress(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.7.1 <bob@example.com>: Recipient address rejected: User unknown",
        "550 5.7.1 No such user!",
        "554 5.7.1 <bob@example.com>: Recipient address rejected: Not in recipient list",
        "550 5.1.351 next hop refused -> 550 5.1.1 <bob@example.com>... User unknown",
        "5.1.0 - Unknown address error 550-'5.7.1 <bob@example.com>: User unknown' (delivery attempts: 0)",
        "550 5.0.0 bob@example.com: no mailbox here by that name",
      })
  void anUnknownMailboxIsUnknownUnderAnyCode(String text) {
    assertThat(classify(text).reason()).isEqualTo(BounceReason.INVALID_RECIPIENT);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550 5.1.1 User unknown. If you think this is wrong, see our RBL page                      | INVALID_RECIPIENT
      550 5.1.1 user unknown; for more information on our block list see our web site           | INVALID_RECIPIENT
      550 User unknown. For details on DNSBL checks visit https://postmaster.example.com        | INVALID_RECIPIENT
      550 5.1.1 No such user here. If your server is on Spamhaus or SpamCop, contact them first | INVALID_RECIPIENT
      552 5.2.2 Mailbox full. If you are listed on a blocklist, ask our postmaster              | MAILBOX_FULL
      550 5.1.1 Benutzer unbekannt. If you are listed at an RBL, contact us                     | INVALID_RECIPIENT
      550 5.1.1 Utilisateur inconnu. See our page on blocklists                                 | INVALID_RECIPIENT
      550 5.7.1 Rejected. Help: user unknown                                                    | POLICY
      550 5.7.1 Rejected. Help: Benutzer unbekannt                                              | POLICY
      550 5.7.1 Rejected. FAQ: utilisateur inconnu                                              | POLICY
      550 5.7.1 Rejected. FAQ: el usuario no existe                                             | POLICY
      550 5.7.1 Rejected. Help topic: mailbox bestaat niet                                      | POLICY
      550 5.7.1 Rejected. Help: пользователь не найден                                          | POLICY
      550 5.7.1 Rejected. Help: 用户不存在                                                        | POLICY
      """)
  void wordsInAdviceDoNotOverruleTheStatementInAnyLanguage(String text, BounceReason reason) {
    assertThat(classify(text).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 <bob@example.com>... User not listed on this server",
        "550 5.1.1 bob not listed at this domain",
        "550 bob not listed at this domain",
        "550 5.1.1 bob isn't listed in our directory",
        "550 5.1.1 <bob@example.com> is not listed on this system",
        "550 The recipient is not listed at this site",
        "550 mailbox not listed by this server",
        "550 5.1.1 This account is no longer listed on this server",
        "550 bob was not listed on this host",
        "550 user isn't currently listed in our address book",
      })
  void aRecipientThatIsNotListedIsUnknown(String text) {
    assertThat(classify(text).reason()).isEqualTo(BounceReason.INVALID_RECIPIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.7.1 192.0.2.1 is not listed on this server",
        "550 your IP address is not listed in our table of senders",
        "550 5.7.1 client host not listed at this site",
        "550 Your domain isn't listed on this server",
        "550 sender address not listed at this domain",
        "550 The sending server is not listed on our allow list",
        "550 5.7.1 your server is not listed in DNS",
      })
  void aSenderThatIsNotListedIsNotHeldAgainstTheRecipient(String text) {
    assertNotTheAddress(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 192.0.2.1 is listed on our server",
        "554 5.7.1 Client host not accepted: listed at list.example.net",
        "550 5.7.1 blocked using dnsbl.example.net, this host is not listed in the allow file",
        "550 5.1.1 <bob@example.com>: Recipient address rejected: 192.0.2.1 listed by list.example.net",
      })
  void aSenderOnABlocklistHasAPoorReputation(String text) {
    assertThat(classify(text).reason()).isEqualTo(BounceReason.SENDER_REPUTATION);
  }

  private static void assertNotTheAddress(String text) {
    assertThat(classify(text).culprit().isRecipient()).isFalse();
  }

  private static Classification classify(String text) {
    Bounce.RecipientReport report = new Bounce.RecipientReport("failed", "", text, "", "");
    return RuleFiles.book().classify(DeliveryStatus.of(report, BounceType.NONE, List.of("bob")));
  }
}
