package dev.hardstop.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.Diagnosis;
import org.junit.jupiter.api.Test;

/** What the administrator of the recipients is written, word for word. */
class LettersToAdministratorsTest {
  @Test
  void aDomainThatTurnsAwayAllIsAskedWhatChanged() {
    assertThat(Cases.letter(Diagnosis.DomainIncident::new)).isEqualTo("""
        Subject: contoso.com turns away mail to nearly all recipients since 2026-11-23

        To the mail administrator of contoso.com

        Since 2026-11-23 (UTC) your servers turn away nearly everything that we send to
        contoso.com: 37 different recipients on 2026-11-24 alone. Until 2026-11-22
        the same domain took our mail. So the people are most likely still there, and
        something in front of their mailboxes has changed.

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

        Please check, the likeliest first. With Microsoft 365:

          * The accepted domain. contoso.com must be an accepted domain of the tenant.
            Its type "Authoritative" turns away at the edge whomever the directory
            does not hold; while recipients still live elsewhere, the type must be
            "Internal relay".
          * Directory synchronisation. Did the last run finish, and without errors?
            Whom it has not brought yet, or has taken away, does not exist at the
            edge. New people and new aliases suffer first.
          * Directory-based edge blocking and those it does not know: dynamic
            distribution groups and mail-enabled public folders that exist only on
            your own servers are turned away as unknown, though they work inside.
          * Licences. A mailbox whose licence was taken away is gone for the edge.

        With any system:

          * The MX record. Does it name the servers that know your recipients, and
            only those? A change takes up to 72 hours until everybody has seen it.
          * Connectors. A connector that demands a certificate or an address range
            turns away everybody else. In a hybrid system, look at the send and
            receive connectors between Exchange Online and your own servers.
          * A gateway in front. Does its list of recipients still follow the
            directory, and is its own licence valid?

        We send nothing to contoso.com for 72 hours and then try again. What was turned
        away is not sent again by itself. When it is mended, a word to us is enough,
        and nobody of yours stays blocked with us.

        (your name, and how to reach you)
        """);
  }

  @Test
  void deadAddressesAreConfirmedAndSyncFaultsNamed() {
    assertThat(Cases.letter(Diagnosis.DeadAddresses::new)).isEqualTo("""
        Subject: 37 recipients of contoso.com that your servers do not know

        To the mail administrator of contoso.com

        Your servers take our mail to contoso.com, but not to some recipients: 37
        different ones on 2026-11-24. We take these for closed or mistyped and have
        stopped writing to them.

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

        You need do nothing if people have left. If they should be there, then with
        Microsoft 365 please check:

          * The accepted domain. contoso.com must be an accepted domain of the tenant.
            Its type "Authoritative" turns away at the edge whomever the directory
            does not hold; while recipients still live elsewhere, the type must be
            "Internal relay".
          * Directory synchronisation. Did the last run finish, and without errors?
            Whom it has not brought yet, or has taken away, does not exist at the
            edge. New people and new aliases suffer first.
          * Directory-based edge blocking and those it does not know: dynamic
            distribution groups and mail-enabled public folders that exist only on
            your own servers are turned away as unknown, though they work inside.

        We gladly send you the list of addresses, and lift the block on those that
        live.

        (your name, and how to reach you)
        """);
  }

  @Test
  void aDomainThatNeverTookMailIsAskedWhetherItIsInUse() {
    assertThat(Cases.letter(Diagnosis.NeverAccepted::new)).isEqualTo("""
        Subject: contoso.com has never taken mail from us

        To the mail administrator of contoso.com

        We have written to recipients of contoso.com, 37 different ones on 2026-11-24,
        and as far back as we can see your servers have taken none of it.

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

        Is contoso.com still in use for mail? A domain that was merged into another one,
        or that only has a website, answers like this. If it is in use, please check:

          * The MX record. Does it name the servers that know your recipients? Has a
            former provider been left in it?
          * With Microsoft 365, the accepted domain. contoso.com must be one, of the type
            "Authoritative" only where the directory holds every recipient, and the
            directory synchronisation must have run.
          * A block. Does a list of yours turn away our domain or our addresses?

        Until then we send nothing more to contoso.com.

        (your name, and how to reach you)
        """);
  }
}
