package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.stream.Stream;

/** Why a message bounced. The suppression policy decides what follows for the address. */
public enum BounceReason {
  /** The receiver says that the mailbox does not exist. */
  INVALID_RECIPIENT(
      Culprit.ADDRESS,
      "Stop mailing the address, and find out where it came from: a form, an import."),
  /** The domain does not exist or accepts no mail (null MX, RFC 7505). */
  INVALID_DOMAIN(
      Culprit.DOMAIN, "Check the spelling of the domain and whether it has a mail server at all."),
  /** Exchange Online's 5.4.1, "Recipient address rejected: Access denied", and its variants. */
  ACCESS_DENIED(
      Culprit.ADDRESS,
      "Most often the mailbox does not exist in the receiver's directory. If other addresses of"
          + " the domain bounce alike, ask its administrator before giving them up."),
  /** The mailbox is disabled, suspended or closed. */
  MAILBOX_INACTIVE(Culprit.ADDRESS, "The mailbox is closed: reach the person another way."),
  /** The mailbox is over its quota. */
  MAILBOX_FULL(Culprit.MAILBOX, "The mailbox is full: wait, and reach the person another way."),
  /** The recipient is refused without a usable reason. */
  RECIPIENT_REFUSED(
      Culprit.MAILBOX, "The receiver refuses this recipient and gives no reason: wait."),
  /** Our sender address (MAIL FROM or From) or its domain is refused (RFC 3463 X.1.7, X.1.8). */
  SENDER_REFUSED(
      Culprit.SENDER,
      "The receiver refuses your sender address, not the recipient: check that the domains of MAIL"
          + " FROM and From exist, have MX records and accept mail."),
  /** Our IP address or domain is on a blocklist, banned or of poor reputation. */
  SENDER_REPUTATION(
      Culprit.SENDER,
      "This is about you, not the address: read the receiver's reply, ask for delisting, send"
          + " more slowly."),
  /** A rule of the receiver: allow-lists, restricted groups, administrative prohibition. */
  POLICY(Culprit.POLICY, "Ask the receiver's administrator to allow your mail to this address."),
  /** The message was taken for spam or a virus, or is malformed. */
  CONTENT(
      Culprit.MESSAGE,
      "Change the message: it was taken for spam or is malformed. The address is not the cause."),
  /** SPF, DKIM, DMARC or the PTR record failed. */
  AUTHENTICATION(Culprit.SENDER, "Repair SPF, DKIM, DMARC or the PTR record of your sending host."),
  /** The message is too large or has too many recipients. */
  MESSAGE_SIZE(Culprit.MESSAGE, "Send a smaller message, or link to the attachment."),
  /** Greylisting, throttling, too many messages for that recipient. */
  RATE_LIMITED(Culprit.NOBODY, "Send more slowly; the address is not the cause."),
  /** A connection or DNS lookup failed, the message expired in a queue, or a system had an error. */
  NETWORK(
      Culprit.ROUTE, "The receiver could not be reached: check its MX record if this continues."),
  /** Relaying was denied, or there was a mail loop or a protocol error. */
  ROUTING(
      Culprit.ROUTE, "The receiver's mail routing is broken: tell its administrator the reply."),
  /** SES calls the bounce permanent and passes on no reply of the receiver. */
  SES_PERMANENT(
      Culprit.MAILBOX, "SES calls it permanent without a reply of the receiver: recheck it later."),
  /** SES did not send: the address is on one of its suppression lists. */
  SUPPRESSED_BY_SES(
      Culprit.ADDRESS,
      "SES did not send. Once the cause is resolved, remove the address from SES's list with"
          + " DeleteSuppressedDestination."),
  /** Another provider listed the address as bounced, and its file has no words of a receiver. */
  IMPORTED_BOUNCE(
      Culprit.ADDRESS,
      "Another provider stopped mailing the address, and its file does not say why: release it if you"
          + " know better, or let a delivery free it."),
  /** Another provider reported a block or a temporary failure, and its file has no words of a receiver. */
  IMPORTED_BLOCK(
      Culprit.NOBODY,
      "Another provider reported a block or a temporary failure, and its file does not say why: watch"
          + " whether it bounces again."),
  /** SES did not send: the address unsubscribed from a contact list. */
  UNSUBSCRIBED(Culprit.ADDRESS, "The person left this contact list: respect it for this list."),
  /** An automatic reply, such as an out-of-office notice. */
  AUTO_REPLY(Culprit.NOBODY, "An automatic reply: the message arrived."),
  /** There is no usable information. */
  UNDETERMINED(Culprit.NOBODY, "The receiver gave no usable reason: nothing follows from it.");

  private final Culprit culprit;
  private final String advice;

  BounceReason(Culprit culprit, String advice) {
    this.culprit = requireNonNull(culprit);
    this.advice = requireNonNull(advice);
  }

  /** The reason with this name; empty if there is none. */
  public static Optional<BounceReason> find(String name) {
    return Stream.of(values()).filter(reason -> reason.name().equals(name)).findFirst();
  }

  /** The party at fault. */
  public Culprit culprit() {
    return culprit;
  }

  /** What to do, in one or two sentences. A rule can have more specific advice. */
  public String advice() {
    return advice;
  }

  /** The party that caused a bounce. A fault of the sender or the message is never held against an address. */
  public enum Culprit {
    /** The address: it does not exist, or its owner does not want our mail. */
    ADDRESS,
    /** The whole domain of the recipient. */
    DOMAIN,
    /** The mailbox exists but accepts no mail now. */
    MAILBOX,
    /** The message: its content, form or size. */
    MESSAGE,
    /** The sender, which is us: IP address, domain, authentication or reputation. */
    SENDER,
    /** A policy of the receiver that does not depend on whether the address is valid. */
    POLICY,
    /** The route to the receiver: connections, DNS, relays. */
    ROUTE,
    /** Nobody, as far as the reply shows. */
    NOBODY;

    /** Whether the fault lies with the recipient: the address, its domain or its mailbox. */
    public boolean isRecipient() {
      return this == ADDRESS || this == DOMAIN || this == MAILBOX;
    }
  }
}
