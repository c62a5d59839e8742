package dev.hardstop.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis;
import org.junit.jupiter.api.Test;

/** What whoever runs our own sending is written, word for word. */
class LettersToOurselvesTest {
  @Test
  void reputationIsOursToMend() {
    assertThat(Cases.letter(Diagnosis.SenderReputation::new)).isEqualTo("""
        Subject: contoso.com turns our mail away for our reputation

        To whoever runs our sending

        contoso.com does not refuse its recipients: it refuses us. No address was blocked
        for it, and none must be.

        Seen at contoso.com; since 2026-11-23, worst on 2026-11-24 with 37 recipients.

        Recipients by the day (UTC) on which we sent; each counts once a day:

            day          turned away   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        What the receiver answered, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        What to do, in this order:

         1. Stop what feeds it. Hold newsletters and imports; let receipts and
            passwords through. Look for a form, an account or a key that somebody else
            sends with.
         2. Find the list. The reply names it, or links to it. Look our IP addresses
            and our domain up there, and see whether it is our own address, the range
            of our provider, or the domain in our links.
         3. Ask to be taken off, once the cause is mended. Microsoft: the delisting
            portal at sender.office.com. Others: the page that the reply links to. If
            the address belongs to a shared pool of SES, open a case with AWS: only
            they can ask.
         4. Clean the list. Whoever has not opened or clicked for 60 days comes last;
            bought and guessed addresses go. Bounces belong below 2 %, complaints
            below 0.1 %.
         5. Come back slowly. Start with those who read us most, at a tenth of the
            usual volume, and double it every two or three days while bounces and
            complaints stay low.
         6. See to it that SPF, DKIM and DMARC pass and name our own domain, so that
            the reputation we earn is ours.
        """);
  }

  @Test
  void authenticationIsOursToMend() {
    assertThat(Cases.letter(Diagnosis.SenderAuthentication::new)).isEqualTo("""
        Subject: contoso.com refuses our sender address or cannot authenticate our mail

        To whoever runs our sending

        contoso.com does not refuse its recipients: it refuses our sender address, or it
        cannot tell that the mail is ours. No address was blocked for it, and none
        must be.

        Seen at contoso.com; since 2026-11-23, worst on 2026-11-24 with 37 recipients.

        Recipients by the day (UTC) on which we sent; each counts once a day:

            day          turned away   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        What the receiver answered, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        What to check, in this order:

         1. DKIM. Is signing on for the domain in the From line, and does its public
            key stand in the DNS? SES wants all three CNAME records; one that was
            tidied away is enough.
         2. SPF. The domain of the MAIL FROM is what counts. Give SES a MAIL FROM
            domain of ours, with its MX and TXT record, and keep the record at ten
            lookups or fewer, as RFC 7208 demands.
         3. DMARC. The domain of the From line must be the one that DKIM signs or SPF
            passes for (alignment). Read the reports before p=none becomes
            p=quarantine or p=reject.
         4. PTR. With addresses of our own: every one needs a name, and that name the
            address.
         5. The sender address. Do the domains of MAIL FROM and of the From line exist,
            have an MX record, and accept mail for that address?
         6. What changed on 2026-11-23? A new sending tool, a new domain in the From
            line, a moved zone?
         7. Send a message to an account of our own at the same provider and read its
            Authentication-Results before going on.
        """);
  }

  @Test
  void rateIsOursToLower() {
    assertThat(Cases.letter(Diagnosis.Rate::new)).isEqualTo("""
        Subject: contoso.com takes our mail more slowly than we send it

        To whoever runs our sending

        contoso.com asks us to slow down. Its recipients are fine: no address was blocked
        for it, and none must be.

        Seen at contoso.com; since 2026-11-23, worst on 2026-11-24 with 37 recipients.

        Recipients by the day (UTC) on which we sent; each counts once a day:

            day          turned away   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        What the receiver answered, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        What to do, in this order:

         1. Send to contoso.com, and to whoever shares its servers, at half the rate, and
            spread a large mailing over hours.
         2. Keep connections and messages per connection low, if we set them. With
            SES, the send rate of our own queue is what we have.
         3. Is it more mail than usual? Receivers grant what a sender has shown over
            weeks. Grow by no more than double every two or three days, and warm up a
            new address or domain in the same way.
         4. Send first to those who read us. Complaints and dead addresses lower what
            a receiver grants.
         5. If it goes on at the usual volume, it is about reputation: look our
            addresses up on the receiver's postmaster page.
        """);
  }
}
