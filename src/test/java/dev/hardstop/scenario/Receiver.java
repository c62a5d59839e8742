package dev.hardstop.scenario;

import java.util.Locale;
import java.util.Map;

/** A mail system that receives the mail of companies, and the replies with which it refuses. */
public enum Receiver {
  /** Exchange Online. */
  MICROSOFT(
      "52.101.9.14",
      Map.ofEntries(
          Map.entry(
              BounceCause.UNKNOWN_USER,
              "550 5.4.1 Recipient address rejected: Access denied. For more information see"
                  + " https://aka.ms/EXOSmtpErrors [%H 2026-11-24T09:00:00.000Z 08DE2B0000000000]"),
          Map.entry(
              BounceCause.EDGE,
              "550 5.4.1 Recipient address rejected: Access denied."
                  + " [%H 2026-11-24T09:00:00.000Z 08DE2B0000000001]"),
          Map.entry(
              BounceCause.FULL,
              "552 5.2.2 Mailbox full; mailbox of the recipient is over quota [%H]"),
          Map.entry(
              BounceCause.CLOSED, "550 5.2.1 The mailbox is disabled and takes no messages [%H]"),
          Map.entry(
              BounceCause.RESTRICTED,
              "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required;"
                  + " Delivery restriction check failed [%H]"),
          Map.entry(
              BounceCause.LISTED,
              "550 5.7.606 Access denied, banned sending IP [192.0.2.77]. To request removal from"
                  + " this list please visit https://sender.office.com/ (AS16012609) [%H]"),
          Map.entry(
              BounceCause.UNAUTHENTICATED,
              "550 5.7.509 Access denied, sending domain [EXAMPLE.ORG] does not pass DMARC"
                  + " verification and has a DMARC policy of reject. [%H]"),
          Map.entry(BounceCause.RELAY, "550 5.7.64 TenantAttribution; Relay Access Denied [%H]"))),
  /** Google Workspace and Gmail. */
  GOOGLE(
      "142.250.0.26",
      Map.ofEntries(
          Map.entry(
              BounceCause.UNKNOWN_USER,
              "550-5.1.1 The email account that you tried to reach does not exist. Please try\n"
                  + "550-5.1.1 double-checking the recipient's email address for typos or\n"
                  + "550 5.1.1  https://support.google.com/mail/?p=NoSuchUser a1-00si1.0 - gsmtp"),
          Map.entry(
              BounceCause.FULL,
              "552-5.2.2 The recipient's inbox is out of storage space. Please direct the\n"
                  + "552 5.2.2  https://support.google.com/mail/?p=OverQuotaPerm a1-00si1.0 - gsmtp"),
          Map.entry(
              BounceCause.CLOSED,
              "550-5.2.1 The email account that you tried to reach is inactive. For more\n"
                  + "550 5.2.1  https://support.google.com/mail/?p=DisabledUser a1-00si1.0 - gsmtp"),
          Map.entry(
              BounceCause.RESTRICTED,
              "550-5.7.1 The group you tried to contact does not take posts from outside, or you may\n"
                  + "550 5.7.1 not have permission to post messages to the group. - gsmtp"),
          Map.entry(
              BounceCause.SPAM,
              "550-5.7.1 Our system has detected that this message is likely unsolicited mail. To\n"
                  + "550 5.7.1 reduce the amount of spam sent, this message has been blocked. - gsmtp"),
          Map.entry(
              BounceCause.LISTED,
              "550-5.7.1 Our system has detected that this message is likely suspicious due to the\n"
                  + "550 5.7.1 very low reputation of the sending domain. - gsmtp"),
          Map.entry(
              BounceCause.UNAUTHENTICATED,
              "550-5.7.26 Unauthenticated email from example.org is not accepted due to domain's\n"
                  + "550 5.7.26 DMARC policy. Please contact the administrator. - gsmtp"))),
  /** A mail server behind Proofpoint. */
  PROOFPOINT(
      "192.0.2.40",
      Map.of(
          BounceCause.UNKNOWN_USER,
          "550 5.1.1 User Unknown - mx1.pphosted.com",
          BounceCause.LISTED,
          "550 5.7.1 Service unavailable; client [192.0.2.77] blocked using prs.proofpoint.com",
          BounceCause.SPAM,
          "554 5.7.1 Message rejected as spam by content filtering [mx1.pphosted.com]")),
  /** A mail server behind Mimecast. */
  MIMECAST(
      "192.0.2.50",
      Map.of(
          BounceCause.UNKNOWN_USER,
          "550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550"
              + " [AbCdEfGhIjKlMnOp.uk1]",
          BounceCause.LISTED,
          "550 csi.mimecast.org Poor Reputation Sender. - https://community.mimecast.com/docs/DOC-1369#550"
              + " [AbCdEfGhIjKlMnOp.uk1]",
          BounceCause.SPAM,
          "554 Email rejected due to security policies -"
              + " https://community.mimecast.com/docs/DOC-1369#554 [AbCdEfGhIjKlMnOp.uk1]")),
  /** A company's own Postfix that queries a public blocklist. */
  POSTFIX("192.0.2.60", Map.of()),
  /** A company's own Exim. */
  EXIM(
      "192.0.2.70",
      Map.of(
          BounceCause.UNKNOWN_USER,
          "550 Unrouteable address: no such user here",
          BounceCause.LISTED,
          "550 192.0.2.77 is listed at bl.spamcop.net: see https://www.spamcop.net/bl.shtml"));

  private static final Map<BounceCause, String> DEFAULT_REPLIES = Map.ofEntries(
      Map.entry(
          BounceCause.UNKNOWN_USER,
          "550 5.1.1 <%A>: Recipient address rejected: User unknown in virtual mailbox table"),
      Map.entry(BounceCause.FULL, "552 5.2.2 <%A>: mailbox is over quota"),
      Map.entry(BounceCause.CLOSED, "550 5.2.1 <%A>: this account has been disabled"),
      Map.entry(
          BounceCause.SLOW_DOWN,
          "554 4.4.7 Message expired: unable to deliver in 840 minutes."
              + "<450 4.2.0 Greylisted, please try again in 300 seconds>"),
      Map.entry(
          BounceCause.UNREACHABLE,
          "554 4.4.7 Message expired: unable to deliver in 840 minutes."
              + "<421 4.4.2 Connection timed out>"),
      Map.entry(BounceCause.SPAM, "554 5.7.1 <%A>: message content rejected as spam"),
      Map.entry(
          BounceCause.RESTRICTED,
          "550 5.7.1 Delivery not authorized, message refused by the list's rules"),
      Map.entry(
          BounceCause.LISTED,
          "554 5.7.1 Service unavailable; Client host [192.0.2.77] blocked using zen.spamhaus.org"),
      Map.entry(
          BounceCause.UNAUTHENTICATED,
          "550 5.7.23 The message was rejected: SPF check failed for the sender"),
      Map.entry(
          BounceCause.EDGE,
          "550 5.1.1 <%A>: Recipient address rejected: User unknown in relay recipient table"),
      Map.entry(BounceCause.RELAY, "554 5.7.1 <%A>: Relay access denied"),
      Map.entry(BounceCause.UNCLEAR, "550 Requested action not taken"));

  private final String ip;
  private final Map<BounceCause, String> replies;

  Receiver(String ip, Map<BounceCause, String> replies) {
    this.ip = ip;
    this.replies = replies;
  }

  /** The IP address of its server. */
  String ip() {
    return ip;
  }

  /** Its reply as SES reports it. */
  String reply(BounceCause cause, String address) {
    String host = "XX%dEUR05FT0%02d.eop-eur05.prod.protection.outlook.com"
        .formatted(address.length() % 4, address.length());
    return "smtp; "
        + replies
            .getOrDefault(cause, DEFAULT_REPLIES.get(cause))
            .replace("%A", address)
            .replace("%H", host.toUpperCase(Locale.ROOT).charAt(0) + host.substring(1));
  }
}
