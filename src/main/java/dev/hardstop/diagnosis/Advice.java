package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.diagnosis.SendingActivity.SpikeKind;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Incident;
import java.util.List;
import java.util.Optional;

/**
 * What the sender should do about a diagnosis.
 *
 * @param summary what is wrong, in one or two sentences
 * @param steps what to do, in this order, one or two sentences each; empty where nothing is to be done
 */
public record Advice(String summary, List<String> steps) {
  public Advice {
    requireNonNull(summary, "summary is null");
    steps = List.copyOf(steps);
  }

  private static final Advice DEAD_ADDRESSES = new Advice(
      "Some addresses of the domain do not exist, while it takes mail for others.",
      List.of(
          "Stop mailing these addresses: they are suppressed.",
          "Find out where each of them came from (a form, an import, a purchase) and repair that"
              + " source: let people confirm an address when they enter it.",
          "If a person whom you know answers from one of them, release it: a directory that is not"
              + " synchronised rejects existing mailboxes in the same way."));

  private static final Advice INCIDENT = new Advice(
      "The domain accepted your mail before and now refuses nearly all recipients. Most likely their"
          + " mail system has a fault, and the addresses exist.",
      List.of(
          "Do not remove these addresses from your lists: the whole domain is held for "
              + Incident.HOLD.toHours() + " hours.",
          "Contact one of the recipients in another way, by telephone or another address, and pass"
              + " the letter on to the administrator of the domain.",
          "The administrator should check the type of the accepted domain (Authoritative or internal"
              + " relay), directory synchronisation, the MX record, connectors and licences.",
          "After the hold, mail a few recipients first. If these deliveries succeed, the bounces of"
              + " the incident no longer count."));

  /** The advice on an incident for which no address is held. */
  static final Advice ON_FORGEABLE_BOUNCES = new Advice(
      "Nearly all mail to the domain bounces, but the bounces may be forged: they follow deliveries of"
          + " the same day, or are only a few minutes old. Nobody is held for them.",
      List.of(
          "Do not remove these addresses from your lists.",
          "Contact one of the recipients in another way, and ask whether your mail arrives.",
          "If it does not, pass the letter on to the administrator of the domain: a gateway may"
              + " accept mail that the mailbox server then refuses."));

  private static final Advice NEVER_ACCEPTED = new Advice(
      "No delivery to this domain was seen, and several of its addresses were refused.",
      List.of(
          "Check the spelling of the domain, and whether its company still exists under that name:"
              + " domains that were merged or abandoned answer like this.",
          "Check the MX record of the domain, and where these addresses came from: several unknown"
              + " addresses at once suggest a bad list.",
          "Do not mail other addresses of the domain until its owner has confirmed one."));

  private static final Advice RESTRICTED = new Advice(
      "The recipients accept mail only from certain senders: they are groups, or have an allow list or"
          + " a rule of their administrator.",
      List.of(
          "Do not treat the addresses as dead.",
          "Ask the recipients' administrator to allow your sending domain, or the owner of the group"
              + " to accept mail from external senders.",
          "If it is a group, mail its members at their own addresses, provided that they agreed."));

  private static final Advice RELAY_DENIED = new Advice(
      "The mail server of the domain does not accept mail for it: the MX record, the list of accepted"
          + " domains or a connector is wrong.",
      List.of(
          "Look up the MX record of the domain: does it name the provider that the domain uses now?",
          "Send the reply to the administrator of the domain. After a change in the DNS, the fault"
              + " often disappears within three days.",
          "Do not remove the addresses from your lists: the replies say nothing about them."));

  private static final Advice UNREACHABLE = new Advice(
      "The mail servers of the domain cannot be reached, or its name servers fail.",
      List.of(
          "Look up the MX record of the domain, and check whether these hosts answer.",
          "Wait: SES retries for hours. If the fault lasts for days, inform the administrator of the"
              + " domain in another way.",
          "Do not remove the addresses from your lists: the replies say nothing about them."));

  private static final Advice INVALID_DOMAIN = new Advice(
      "The domain does not exist, or accepts no mail.",
      List.of(
          "Check the spelling of the domain.",
          "Look up its MX record: with a null MX, or with neither an MX record nor an address, the"
              + " domain receives no mail.",
          "Find out where these addresses came from; a company that has moved has a new domain."));

  private static final Advice REPUTATION = new Advice(
      "The problem is your sending: your IP address or domain is on a blocklist, is banned or has a"
          + " poor reputation.",
      List.of(
          "Do not suppress any address for this reason.",
          "Read the reply: it names the blocklist or the page for delisting (Microsoft:"
              + " sender.office.com; Spamhaus: its lookup page). Remove the cause before you ask for"
              + " delisting.",
          "Slow down, and pause mail that recipients did not ask for; continue with recipients who"
              + " recently opened or answered a message.",
          "Look at the complaints and at the bounces for unknown users of the last days: blocklists"
              + " are based on them.",
          "If you use shared IP addresses of SES, inform AWS Support; consider dedicated ones if your"
              + " volume is large enough."));

  private static final Advice CONTENT = new Advice(
      "The problem is what you send: it was taken for spam, or is malformed.",
      List.of(
          "Do not suppress any address for this reason.",
          "Compare the message with the last one that was delivered: links, link shorteners,"
              + " attachments, a new template.",
          "Look up every domain that you link to on the blocklists.",
          "Send the corrected message to a few recipients first."));

  private static final Advice BLOCKED_EVERYWHERE = new Advice(
      "Many unrelated domains have been refusing you in the same way since the same day, including"
          + " recipients that accepted your mail before. The problem is your sending, not these"
          + " domains.",
      List.of(
          "Do not suppress any address for this reason, and stop bulk mail until you know the cause.",
          "Check which provider or filter most of them use, and ask there (Microsoft 365:"
              + " sender.office.com).",
          "Check SPF, DKIM and DMARC of your domain, and what changed on that day: an IP pool, a new"
              + " sending domain, a campaign.",
          "When the problem is solved, release the addresses of those days."));

  private static final Advice AUTHENTICATION = new Advice(
      "The problem is your sending: your sender address or its domain is refused, or SPF, DKIM, DMARC"
          + " or the PTR record does not pass.",
      List.of(
          "Do not suppress any address for this reason.",
          "Check that the domains of MAIL FROM and From exist, have MX records and accept mail.",
          "Check that the DKIM records of your domain in SES are published and verified.",
          "Use a custom MAIL FROM domain, so that SPF passes and is aligned with the From address.",
          "Publish a DMARC record, and look in its reports for sources that you do not know."));

  private static final Advice RATE = new Advice(
      "The receiver accepts your mail more slowly than you send it: it uses greylisting or throttling.",
      List.of(
          "Do not suppress any address for this reason: the addresses are valid.",
          "Send to this domain more slowly, over a longer time.",
          "If the IP address or domain is new, warm it up: begin with recipients who open your mail,"
              + " and double the volume only every few days."));

  private static final Advice STALE_LIST = new Advice(
      "Many unrelated domains do not know the recipients, and most of these never had a delivery: a"
          + " stale list is being mailed.",
      List.of(
          "Stop this mailing before bounces for unknown users damage your reputation: AWS reviews an"
              + " account at a bounce rate of 5 % and may pause it at 10 %.",
          "Find the list: how old is it, who supplied these addresses, did their owners agree?",
          "Before you send again, verify the remaining addresses or let their owners confirm them;"
              + " remove those that were not mailed for a year.",
          "Do not release these addresses."));

  private static final Advice NOTHING = new Advice("Nothing needs to be done.", List.of());

  /** The advice on a diagnosis of a domain with this most frequent reason. */
  static Advice on(Name name, Optional<BounceReason> reason) {
    return switch (name) {
      case DEAD_ADDRESSES -> DEAD_ADDRESSES;
      case DOMAIN_INCIDENT -> INCIDENT;
      case NEVER_ACCEPTED -> NEVER_ACCEPTED;
      case RESTRICTED_RECIPIENTS -> RESTRICTED;
      case RELAY_DENIED ->
        switch (reason.orElse(BounceReason.ROUTING)) {
          case NETWORK -> UNREACHABLE;
          case INVALID_DOMAIN -> INVALID_DOMAIN;
          default -> RELAY_DENIED;
        };
      case SENDER_REPUTATION ->
        switch (reason.orElse(BounceReason.SENDER_REPUTATION)) {
          case CONTENT -> CONTENT;
          case ACCESS_DENIED, POLICY -> BLOCKED_EVERYWHERE;
          default -> REPUTATION;
        };
      case SENDER_AUTHENTICATION -> AUTHENTICATION;
      case RATE -> RATE;
      case NOTHING_UNUSUAL -> NOTHING;
    };
  }

  /** The advice on a spike at many organisations. */
  static Advice on(SpikeKind kind) {
    return switch (kind) {
      case REPUTATION -> REPUTATION;
      case SPAM -> CONTENT;
      case DENIED, POLICIES -> BLOCKED_EVERYWHERE;
      case AUTHENTICITY -> AUTHENTICATION;
      case SPEED -> RATE;
      case STALE_LIST -> STALE_LIST;
    };
  }

  /**
   * The advice on addresses that do not exist, at a domain without a known delivery.
   *
   * @param addresses how many addresses bounced, 1 or more
   */
  static Advice onDeadAddressesWithoutDelivery(int addresses) {
    String bounced = addresses == 1 ? "One address" : addresses + " addresses";
    return new Advice(
        bounced
            + " of the domain bounced, and no delivery to the domain was seen in the last "
            + DeliveredRecipients.DAYS + " days:"
            + " whether it takes mail for others is not known.",
        DEAD_ADDRESSES.steps());
  }
}
