package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusual wordings for recipients that do not exist. */
class InvalidRecipientTest {
  private static final RuleBook BOOK = RuleFiles.book();

  private static final Set<BounceReason> HARD = Set.of(
      BounceReason.INVALID_RECIPIENT, BounceReason.INVALID_DOMAIN, BounceReason.ACCESS_DENIED);
  private static final Set<BounceReason> OUT_OF_USE =
      Set.of(BounceReason.MAILBOX_INACTIVE, BounceReason.MAILBOX_FULL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 <bob@example.com>: nobody of that name works here, user unknown",
        "550 5.1.1 Address does not exist",
        "550 The recipient's mailbox does not exist; tell the sender",
        "550 User unknown; your server need not try again",
        "550 5.1.1 <bob@example.com> bounced: no such user at this domain",
        "550 5.1.1 That account was deleted years ago",
        "550 Unknown local part bob in <bob@example.com>",
        "550 bob@example.com has left the company",
        "550 5.1.1 email address not found in our directory",
        "550 5.1.2 Host unknown (Name server: example.com: host not found)",
        "550 5.1.2 The recipient's domain cannot be resolved",
        "550 5.1.1 Invalid recipient address",
        "550 Recipient address bob@example.com not recognized",
        "550 5.1.10 null MX: example.com takes no mail, domain does not accept mail",
        "550-5.1.1 The address you entered does not exist",
        "550 5.1.1 from alerts@example.org to bob@example.com: no such user",
        "554 5.7.1 Unknown recipient bob@example.com",
        "550 5.1.1 Mailbox for bob@example.com has been removed from this server",
        "550 that is not a valid user of this host",
        "550 5.1.1 user bob@example.com not known at this site",
        "553 5.3.0 <bob@example.com>... No such user here",
        "550 5.1.1 No such mailbox; message returned to sender",
        "550 <bob@example.com>: Benutzer unbekannt",
        "550 5.1.1 el usuario no existe",
        "550 the person you are writing to does not have a mailbox here: no such mailbox",
        "550 Requested action not taken: mailbox unavailable",
        "550 RCPT failed: no such account",
        "550 5.1.1 <bob@example.com> User unknown; rejecting",
        "550 5.1.0 Address rejected bob@example.com",
        "550 5.1.1 invalid address bob@example.com",
        "550 \"bob@example.com\" is not a valid address",
        "550 5.1.2 no such host example.com",
        "550 5.4.4 Host not found, domain has no MX and no A record",
        "550 your message to bob@example.com failed: address does not exist",
        "550 5.1.1 Your intended recipient does not exist",
        "550 5.1.1 user doesn't exist on your target server",
        "550 5.1.1 addressee gone away [192.0.2.1]",
        "550 Bob does not exist. For details follow the link https://example.com/help",
        "550 5.1.1 unknown or illegal alias: bob@example.com",
        "550 no such user at 192.0.2.1",
        "550 5.1.1 <bob@example.com> is not a known user of our service",
        "550 5.1.2 example.com: unknown host, no MX, no A",
        "550 user bob@example.com not found in LDAP",
        "550 5.1.1 mailbox has been deleted from our service",
        "550 5.1.1 unknown in our network: bob@example.com",
        "550 5.1.1 does not exist",
        "550 email address could not be found, or was misspelled",
        "550 5.1.1 client bob@example.com not found",
        "550 Employee bob@example.com is unknown at your destination server",
        "550 your message to <bob@example.com> was rejected: the account does not exist. Check your address book",
      })
  void anInvalidRecipientIsRecognisedInUnusualWords(String text) {
    assertThat(reason(text)).isIn(HARD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 bob@example.com: account disabled",
        "550 5.2.1 This mailbox is no longer available",
        "550 <bob@example.com> is no longer in use",
        "550 User account is suspended",
        "550 The mailbox is deactivated",
        "550 recipient's mailbox is not active",
        "550 5.2.1 mailbox locked by administrator",
        "550 5.7.1 the account bob@example.com is closed",
        "550 This email address is no longer monitored",
        "550 address has been discontinued",
        "550 user has been deactivated",
        "550 5.1.1 Mailbox of recipient has been suspended for non payment",
        "552 5.2.2 bob@example.com: mailbox is full",
        "552 bob's inbox is full: over quota",
        "550 5.2.1 <bob@example.com> account disabled [192.0.2.1]",
        "550 the mailbox you are sending to is disabled",
        "550 5.2.1 User suspended, see 192.0.2.1",
        "550 bob@example.com: mailbox has been closed by its owner",
        "550 this user's account is deactivated",
      })
  void aMailboxThatIsNoLongerInUseIsRecognised(String text) {
    assertThat(reason(text)).isIn(OUT_OF_USE);
  }

  private static BounceReason reason(String text) {
    return BOOK.classify(
            new DeliveryStatus("", "failed", MaskedText.of(text), BounceType.NONE, "", ""))
        .reason();
  }
}
