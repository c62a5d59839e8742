package dev.hardstop.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis.Name;
import org.junit.jupiter.api.Test;

/** What the administrator of the recipients is written, word for word. */
class LettersToAdministratorsTest {
  @Test
  void aDomainThatTurnsAwayAllIsAskedWhatChanged() {
    assertThat(Cases.letter(Name.DOMAIN_INCIDENT)).isEqualTo("""
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
  void deadAddressesAreConfirmedAndSyncFaultsNamed() {
    assertThat(Cases.letter(Name.DEAD_ADDRESSES)).isEqualTo("""
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
  void aDomainThatNeverTookMailIsAskedWhetherItIsInUse() {
    assertThat(Cases.letter(Name.NEVER_ACCEPTED)).isEqualTo("""
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
}
