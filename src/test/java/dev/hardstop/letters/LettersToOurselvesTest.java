package dev.hardstop.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis.Name;
import org.junit.jupiter.api.Test;

/** The full text of each letter to whoever runs our own sending. */
class LettersToOurselvesTest {
  @Test
  void senderReputation() {
    assertThat(SampleDiagnoses.letter(Name.SENDER_REPUTATION)).isEqualTo("""
        Subject: contoso.com rejects our mail because of our reputation

        To the person who runs our sending

        The problem is not the recipients at contoso.com: their server rejects us. No
        address was blocked for this reason, and none should be.

        Seen at contoso.com since 2026-11-23; the worst day was 2026-11-24, with 37 recipients.

        Recipients by the day (UTC) on which we sent. Each recipient counts once a day:

            day             rejected   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        The receiver's reply, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        What to do, in this order:

         1. Stop the cause. Pause newsletters and imports, but continue to send receipts
            and passwords. Look for a form, an account or a key that somebody else uses
            for sending.
         2. Find the blocklist. The reply names it, or links to it. Look our IP
            addresses and our domain up there, and find out whether the entry is about
            our own IP address, the range of our provider, or the domain in our links.
         3. Ask for delisting once the cause is removed. Microsoft: the delisting portal
            at sender.office.com. Others: the page to which the reply links. If the IP
            address belongs to a shared pool of SES, open a case with AWS: only AWS can
            ask.
         4. Clean the list. Send last to recipients who have not opened or clicked
            anything for 60 days, and remove bought and guessed addresses. Keep bounces
            below 2 %, and complaints below 0.1 %.
         5. Increase the volume slowly. Start with the recipients who read our mail most
            often, at a tenth of the usual volume. Double it every two or three days
            while bounces and complaints stay low.
         6. Make sure that SPF, DKIM and DMARC pass for our own domain, so that we build
            our own reputation.
        """);
  }

  @Test
  void senderAuthentication() {
    assertThat(SampleDiagnoses.letter(Name.SENDER_AUTHENTICATION)).isEqualTo("""
        Subject: contoso.com refuses our sender address or cannot authenticate our mail

        To the person who runs our sending

        The problem is not the recipients at contoso.com. Their server refuses our sender
        address, or cannot verify that the mail is ours. No address was blocked for
        this reason, and none should be.

        Seen at contoso.com since 2026-11-23; the worst day was 2026-11-24, with 37 recipients.

        Recipients by the day (UTC) on which we sent. Each recipient counts once a day:

            day             rejected   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        The receiver's reply, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        What to check, in this order:

         1. DKIM. Is signing enabled for the domain in the From header, and is its
            public key published in the DNS? SES needs all three CNAME records; if one
            of them was removed, verification fails.
         2. SPF. The domain in MAIL FROM counts. Configure a MAIL FROM domain of our
            own in SES, with its MX and TXT records. SPF may need at most ten DNS
            lookups (RFC 7208).
         3. DMARC. The domain in the From header must be the domain that DKIM signs or
            for which SPF passes (alignment). Read the reports before you change p=none
            to p=quarantine or p=reject.
         4. PTR. If we have dedicated IP addresses, each needs a host name that resolves
            to the same address.
         5. The sender address. Do the domains in MAIL FROM and in the From header
            exist, have an MX record, and accept mail for that address?
         6. What changed on 2026-11-23? A new sending tool, a new domain in the From
            header, a DNS zone that was moved?
         7. Before you continue, send a message to an account of our own at the same
            provider, and read its Authentication-Results header.
        """);
  }

  @Test
  void rate() {
    assertThat(SampleDiagnoses.letter(Name.RATE)).isEqualTo("""
        Subject: contoso.com accepts our mail more slowly than we send it

        To the person who runs our sending

        contoso.com asks us to slow down. There is no problem with its recipients: no
        address was blocked for this reason, and none should be.

        Seen at contoso.com since 2026-11-23; the worst day was 2026-11-24, with 37 recipients.

        Recipients by the day (UTC) on which we sent. Each recipient counts once a day:

            day             rejected   accepted
            2026-11-22             1   32 or more
            2026-11-23            17   1
            2026-11-24            37   0

        The receiver's reply, for example to a message of 2026-11-24T09:15:42Z
        (addresses, host names and ids are masked):

            550 5.4.1 Recipient address rejected: Access denied.
            [<host:prod.outlook.com> <id> <id>]

        What the DNS says about mail for contoso.com: MX, Microsoft 365
            contoso-com.mail.protection.outlook.com
            backup.example.net
          * Microsoft 365 is one of several mail hosts.

        What to do, in this order:

         1. Send to contoso.com, and to other domains on the same servers, at half
            the rate. Spread a large mailing over several hours.
         2. If we configure connections ourselves, keep the number of connections and
            of messages per connection low. With SES, only the send rate of our own
            queue can be changed.
         3. Is it more mail than usual? Receivers accept the volume that a sender has
            shown over weeks. At most double it every two or three days, and warm up a
            new IP address or domain in the same way.
         4. Send first to recipients who read our mail. Complaints and invalid addresses
            reduce the volume that a receiver accepts.
         5. If it continues at the usual volume, the cause is our reputation: look our
            IP addresses up on the receiver's postmaster page.
        """);
  }
}
