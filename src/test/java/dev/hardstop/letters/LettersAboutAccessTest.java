package dev.hardstop.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis;
import org.junit.jupiter.api.Test;

/** What administrators are written who keep us out, word for word. */
class LettersAboutAccessTest {
  @Test
  void theOwnersOfRestrictedRecipientsAreAskedToLetUsIn() {
    assertThat(Cases.letter(Diagnosis.RestrictedRecipients::new)).isEqualTo("""
        Subject: Please let our mail through to your recipients at contoso.com

        To the mail administrator of contoso.com

        Your servers know the recipients whom we write to at contoso.com, and do not let
        us reach them: 37 different ones on 2026-11-24. They seem to take mail only
        from senders they know.

        Recipients by the day (UTC) on which we sent; each counts once a day:

            day          turned away   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        What your servers answered, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        If these people or groups want our mail, one of these would let it in:

          * A group that takes mail from inside only: allow senders from outside
            ("Require that all senders are authenticated" off), or add us to its
            allowed senders.
          * A mailbox with a list of accepted senders: add our address to it.
          * A transport rule or a gateway's allow-list: add our domain, bound to its
            DKIM signature rather than to an IP address, which we share with others.
          * A restriction that nobody remembers: people who ask for our mail will not
            know that it exists.

        If they do not want it, a word to us is enough, and we stop.

        (your name, and how to reach you)
        """);
  }

  @Test
  void aDomainWhoseMxDoesNotKnowItHearsWhichPartsDisagree() {
    assertThat(Cases.letter(Diagnosis.RelayDenied::new)).isEqualTo("""
        Subject: The mail servers named for contoso.com do not take its mail

        To the mail administrator of contoso.com

        We followed the DNS to the mail servers of contoso.com, and they answered that
        the domain is not theirs: for 37 different recipients on 2026-11-24.

        Recipients by the day (UTC) on which we sent; each counts once a day:

            day          turned away   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        What your servers answered, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        Please check, the likeliest first:

          * The MX record. Does it still name a former provider, or a test system?
            After a change, old answers live for as long as the record's time to
            live, up to 72 hours.
          * Several MX records. Every host named there gets mail, the worst preference
            too; each of them must know the domain.
          * The accepted domain. With Microsoft 365, contoso.com must be an accepted
            domain of the tenant that its MX record leads to, verified, and not in
            another tenant.
          * A gateway in front. Is contoso.com in its list of domains to take in, and
            does it hand over to the right server?
          * Connectors. In a hybrid system, the receive connector of your own servers
            must take mail for contoso.com from Exchange Online, and the other way round.

        We try again in a few days. What was turned away is not sent again by itself.

        (your name, and how to reach you)
        """);
  }
}
