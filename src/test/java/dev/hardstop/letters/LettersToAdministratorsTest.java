package dev.hardstop.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis.Name;
import org.junit.jupiter.api.Test;

/** The full text of each letter to the administrator of the recipients. */
class LettersToAdministratorsTest {
  @Test
  void domainIncident() {
    assertThat(SampleDiagnoses.letter(Name.DOMAIN_INCIDENT)).isEqualTo("""
        Subject: contoso.com has been rejecting mail to nearly all recipients since 2026-11-23

        To the mail administrator of contoso.com

        Since 2026-11-23 (UTC) your servers have been rejecting nearly all mail that we
        send to contoso.com: 37 different recipients on 2026-11-24 alone. Until 2026-11-22
        the same domain accepted our mail. So the mailboxes most likely still exist,
        and something in front of them has changed.

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

        Please check the following, most likely cause first. With Microsoft 365:

          * The accepted domain. contoso.com must be an accepted domain of the tenant.
            With the type "Authoritative", Exchange Online rejects every recipient that
            is not in the directory. While some recipients are still hosted elsewhere,
            the type must be "Internal relay".
          * Directory synchronisation. Did the last run finish without errors?
            Recipients that it has not added yet, or has removed, are rejected as
            unknown. New users and new aliases are affected first.
          * Directory-based edge blocking. Dynamic distribution groups and mail-enabled
            public folders that exist only on your own servers are rejected as unknown,
            although they work internally.
          * Licences. If the licence of a mailbox was removed, its address is rejected
            as unknown.

        With any mail system:

          * The MX record. Does it name the servers that know your recipients, and
            no others? A change can take up to 72 hours to reach everybody.
          * Connectors. A connector that requires a certificate or an address range
            rejects all other senders. In a hybrid system, check the send and receive
            connectors between Exchange Online and your own servers.
          * A mail gateway. Is its list of recipients still synchronised with the
            directory, and is its own licence valid?

        We send nothing to contoso.com for 72 hours and then try again. Messages that
        were rejected are not sent again automatically. Please let us know when the
        problem is solved: then we unblock all of your recipients.

        (your name and contact details)
        """);
  }

  @Test
  void deadAddresses() {
    assertThat(SampleDiagnoses.letter(Name.DEAD_ADDRESSES)).isEqualTo("""
        Subject: 37 recipients of contoso.com that your servers do not know

        To the mail administrator of contoso.com

        Your servers accept our mail to contoso.com, but not for some recipients:
        37 different recipients on 2026-11-24. We assume that these addresses were closed
        or misspelt, and have stopped writing to them.

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

        If these people have left, you need not do anything. If their addresses should
        exist, please check the following with Microsoft 365:

          * The accepted domain. contoso.com must be an accepted domain of the tenant.
            With the type "Authoritative", Exchange Online rejects every recipient that
            is not in the directory. While some recipients are still hosted elsewhere,
            the type must be "Internal relay".
          * Directory synchronisation. Did the last run finish without errors?
            Recipients that it has not added yet, or has removed, are rejected as
            unknown. New users and new aliases are affected first.
          * Directory-based edge blocking. Dynamic distribution groups and mail-enabled
            public folders that exist only on your own servers are rejected as unknown,
            although they work internally.

        We will gladly send you the list of addresses, and unblock those that exist.

        (your name and contact details)
        """);
  }

  @Test
  void neverAccepted() {
    assertThat(SampleDiagnoses.letter(Name.NEVER_ACCEPTED)).isEqualTo("""
        Subject: contoso.com has never accepted mail from us

        To the mail administrator of contoso.com

        We have written to recipients of contoso.com, 37 different recipients on 2026-11-24.
        As far back as our records go, your servers have accepted none of it.

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

        Is contoso.com still used for mail? A domain that was merged into another one,
        or that only has a website, answers like this. If it is used, please check:

          * The MX record. Does it name the servers that know your recipients? Does it
            still name a former provider?
          * The accepted domain. With Microsoft 365, contoso.com must be an accepted
            domain. Its type may be "Authoritative" only if the directory contains every
            recipient, and the directory must have been synchronised.
          * A blocklist. Does one of your lists reject our domain or our IP addresses?

        Until then we send nothing more to contoso.com.

        (your name and contact details)
        """);
  }

  @Test
  void restrictedRecipients() {
    assertThat(SampleDiagnoses.letter(Name.RESTRICTED_RECIPIENTS)).isEqualTo("""
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
  void relayDenied() {
    assertThat(SampleDiagnoses.letter(Name.RELAY_DENIED)).isEqualTo("""
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
