package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.Diagnosis.Name;
import java.util.List;
import java.util.Optional;

/** The advice that belongs to a diagnosis: what to do on our side. */
final class DiagnosisAdvice {
  private static final Advice DEAD = new Advice(
      "Some addresses of the domain do not exist, while it takes mail for others.",
      List.of(
          "Stop mailing these addresses: they are suppressed.",
          "Find out where each came from, a form, an import, a purchase, and repair that source:"
              + " confirm addresses when they are given.",
          "If a person you know answers from one of them, release it: a directory that is out of"
              + " step says the same of living mailboxes."));

  private static final Advice INCIDENT = new Advice(
      "The domain used to take your mail and now refuses nearly everybody: most likely a fault on"
          + " their side, not dead addresses.",
      List.of(
          "Do not take these addresses off your lists: the whole domain is held for 72 hours.",
          "Reach one of the recipients another way, by telephone or another address, and pass the"
              + " letter on to the domain's administrator.",
          "They should check the accepted domain's type (Authoritative or internal relay), directory"
              + " synchronisation, the MX record, connectors and licences.",
          "After the hold, mail a few recipients first: if deliveries settle, the bounces of these"
              + " days no longer count."));

  /** The bounces of an incident that nobody is held for. */
  static final Advice ABOUT_WHAT_MAY_BE_FORGED = new Advice(
      "Nearly all mail to the domain comes back, but the bounces may be forged: they follow deliveries"
          + " of the same day, or are a few minutes old. Nobody is held for them.",
      List.of(
          "Do not take these addresses off your lists.",
          "Reach one of the recipients another way and ask whether your mail arrives.",
          "If it does not, pass the letter on to the domain's administrator: a gateway may accept mail"
              + " that the mailboxes behind it refuse."));

  private static final Advice NEVER = new Advice(
      "No delivery to this domain has been seen, and several of its addresses were refused.",
      List.of(
          "Check the spelling of the domain and whether its company still exists under that name:"
              + " merged and abandoned domains answer like this.",
          "Look at its MX record, and where these addresses came from: several unknown ones at once"
              + " speak for a bad list.",
          "Mail no more addresses of it until one is confirmed by its owner."));

  private static final Advice RESTRICTED = new Advice(
      "The replies speak of recipients that take mail only from those they allow: groups,"
          + " allow-lists, a rule of their administrator.",
      List.of(
          "Do not treat the addresses as dead.",
          "Ask the recipient's administrator to let your sending domain through, or the group's"
              + " owner to accept mail from outside.",
          "Where it is a group, mail its members by their own addresses, if they agreed to it."));

  private static final Advice RELAY = new Advice(
      "The server that answers for the domain does not take its mail: the MX record, the list of"
          + " accepted domains or a connector is wrong.",
      List.of(
          "Look up the domain's MX record: does it lead to the provider that the domain uses today?",
          "Tell the domain's administrator the reply; after a change of DNS it often mends itself"
              + " within three days.",
          "Do not take the addresses off your lists: nothing was said about them."));

  private static final Advice UNREACHABLE = new Advice(
      "The domain's servers cannot be reached, or its name service fails.",
      List.of(
          "Look up the domain's MX record and whether those hosts answer.",
          "Wait: SES goes on trying for hours. If it lasts for days, tell the domain's administrator"
              + " another way.",
          "Do not take the addresses off your lists: nothing was said about them."));

  private static final Advice GONE = new Advice(
      "The domain does not exist, or says that it takes no mail.",
      List.of(
          "Check the spelling of the domain.",
          "Look up its MX record: a null MX, or none and no address, means that there is nobody to"
              + " mail.",
          "Find out where these addresses came from; a company that moved has a new domain."));

  private static final Advice REPUTATION = new Advice(
      "This is about you: your IP address or domain is listed, banned or of poor reputation.",
      List.of(
          "Suppress nobody for this.",
          "Read the reply: it names the list or the page for delisting (Microsoft: sender.office.com;"
              + " Spamhaus: its own look-up). First repair the cause, then ask.",
          "Slow down, and pause what your readers did not ask for; keep to those who opened or"
              + " answered lately.",
          "Look at complaints and at bounces for unknown users of the last days: they are what lists"
              + " are made of.",
          "On shared IP addresses of SES, tell AWS support; think of dedicated ones when your volume"
              + " carries them."));

  private static final Advice CONTENT = new Advice(
      "This is about what you send: it was taken for spam, or is malformed.",
      List.of(
          "Suppress nobody for this.",
          "Compare with the last message that arrived: links, link shorteners, attachments, a new"
              + " template.",
          "Check every domain you link to against the blocklists.",
          "Send the repaired message to a few recipients first."));

  private static final Advice BLOCKED_EVERYWHERE = new Advice(
      "Many unrelated domains refuse you alike since the same day, recipients among them that took"
          + " your mail before: this is about you, not about them.",
      List.of(
          "Suppress nobody for this, and stop bulk mail until it is understood.",
          "See which provider or filter it is concentrated on, and ask there: for Microsoft 365 at"
              + " sender.office.com.",
          "Check SPF, DKIM and DMARC of your domain and what changed that day: an IP pool, a new"
              + " sending domain, a campaign.",
          "When it is over, release the addresses of those days."));

  private static final Advice AUTHENTICATION = new Advice(
      "This is about you: your sender address or its domain is refused, or SPF, DKIM, DMARC or the"
          + " reverse name of your sending does not pass.",
      List.of(
          "Suppress nobody for this.",
          "Check that the domains of MAIL FROM and From exist, have MX records and accept mail.",
          "Check that the DKIM records of your domain at SES are published and verified.",
          "Use a custom MAIL FROM domain, so that SPF passes and is aligned with the From address.",
          "Publish a DMARC record, and read its reports for sources that you do not know."));

  private static final Advice TOO_FAST = new Advice(
      "The receiver takes your mail more slowly than you send it: greylisting or throttling.",
      List.of(
          "Suppress nobody for this: the addresses are fine.",
          "Spread what you send to this domain over more time.",
          "If the IP address or domain is new, warm it up: begin with those who open your mail, and"
              + " double the volume only every few days."));

  private static final Advice STALE = new Advice(
      "Many unrelated domains do not know the recipients, and most of those were never delivered to:"
          + " a stale list is being mailed.",
      List.of(
          "Stop this mailing before unknown users cost you your reputation: AWS looks at 5 % and acts"
              + " at 10 %.",
          "Find the list: how old is it, who gave these addresses, did they agree?",
          "Verify what is left, or confirm it with its owners, before you send again; drop whoever was"
              + " not mailed for a year.",
          "Leave these addresses suppressed."));

  private static final Advice NOTHING = new Advice("Nothing here needs anybody.", List.of());

  private DiagnosisAdvice() {}

  /**
   * What to do about addresses that do not exist at a domain that no delivery was seen to.
   *
   * @param addresses how many bounced, 1 or more
   */
  static Advice aboutDeadWithoutDelivery(int addresses) {
    String bounced = addresses == 1 ? "One address" : addresses + " addresses";
    return new Advice(
        bounced
            + " of the domain bounced, and no delivery to the domain was seen in the last 14 days:"
            + " whether it takes mail for others is not known.",
        DEAD.steps());
  }

  static Advice about(Name name, Optional<BounceReason> reason) {
    return switch (name) {
      case DEAD_ADDRESSES -> DEAD;
      case DOMAIN_INCIDENT -> INCIDENT;
      case NEVER_ACCEPTED -> NEVER;
      case RESTRICTED_RECIPIENTS -> RESTRICTED;
      case RELAY_DENIED -> route(reason);
      case SENDER_REPUTATION -> reputation(reason);
      case SENDER_AUTHENTICATION -> AUTHENTICATION;
      case RATE -> TOO_FAST;
      case NOTHING_UNUSUAL -> NOTHING;
    };
  }

  /** What to do where many organisations turned at once. */
  static Advice about(SpikeKind turn) {
    return switch (turn) {
      case REPUTATION -> REPUTATION;
      case SPAM -> CONTENT;
      case DENIED, POLICIES -> BLOCKED_EVERYWHERE;
      case AUTHENTICITY -> AUTHENTICATION;
      case SPEED -> TOO_FAST;
      case STALE -> STALE;
    };
  }

  private static Advice route(Optional<BounceReason> reason) {
    return switch (reason.orElse(BounceReason.ROUTING)) {
      case NETWORK -> UNREACHABLE;
      case INVALID_DOMAIN -> GONE;
      default -> RELAY;
    };
  }

  private static Advice reputation(Optional<BounceReason> reason) {
    return switch (reason.orElse(BounceReason.SENDER_REPUTATION)) {
      case CONTENT -> CONTENT;
      case ACCESS_DENIED, POLICY -> BLOCKED_EVERYWHERE;
      default -> REPUTATION;
    };
  }
}
