package dev.hardstop.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis.Name;
import org.junit.jupiter.api.Test;

/** What administrators are written who keep us out, word for word. */
class LettersAboutAccessTest {
  @Test
  void theOwnersOfRestrictedRecipientsAreAskedToLetUsIn() {
    assertThat(Cases.letter(Name.RESTRICTED_RECIPIENTS)).isEqualTo("""
        Subject: Please allow our mail to your recipients at contoso.com

        To the mail administrator of contoso.com

        Your servers know our recipients at contoso.com, but do not allow us to
        write to them: 37 different recipients on 2026-11-24. They seem to accept mail only
        from certain senders.

        Recipients by the day (UTC) on which we sent. Each recipient counts once a day:

            day             rejected   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        The reply of your servers, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        If the people or groups in question want our mail, one of these changes allows it:

          * A group that accepts only internal mail: allow external senders (switch
            "Require that all senders are authenticated" off), or add us to its allowed
            senders.
          * A mailbox with a list of accepted senders: add our address to it.
          * A transport rule, or the allow list of a gateway: add our domain, tied to
            its DKIM signature and not to an IP address, which we share with others.
          * A restriction that nobody remembers: people who ask for our mail may not
            know that it exists.

        If they do not want it, please let us know, and we stop.

        (your name and contact details)
        """);
  }

  @Test
  void aDomainWhoseMxDoesNotKnowItHearsWhichPartsDisagree() {
    assertThat(Cases.letter(Name.RELAY_DENIED)).isEqualTo("""
        Subject: The mail servers named for contoso.com do not accept its mail

        To the mail administrator of contoso.com

        We looked up the mail servers of contoso.com in the DNS. They answered that they
        are not responsible for this domain: for 37 different recipients on 2026-11-24.

        Recipients by the day (UTC) on which we sent. Each recipient counts once a day:

            day             rejected   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        The reply of your servers, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        Please check the following, most likely cause first:

          * The MX record. Does it still name a former provider or a test system?
            After a change, old answers remain valid until the record's time to live
            has passed, up to 72 hours.
          * Several MX records. Every host in them receives mail, even the one with the
            lowest priority. Each of them must accept mail for the domain.
          * The accepted domain. With Microsoft 365, contoso.com must be an accepted
            domain of the tenant to which its MX record leads. It must be verified, and
            not part of another tenant.
          * A mail gateway. Is contoso.com in the list of domains that it accepts, and
            does it pass mail on to the right server?
          * Connectors. In a hybrid system, the receive connector of your own servers
            must accept mail for contoso.com from Exchange Online, and vice versa.

        We try again in a few days. Messages that were rejected are not sent again
        automatically.

        (your name and contact details)
        """);
  }
}
