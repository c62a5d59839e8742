// Sentences for the API's constants whose names alone do not say enough.

import {REASONS} from '../labels.js';

const SENTENCES = {
  INVALID_RECIPIENT: 'The receiving server says that the mailbox does not exist.',
  INVALID_DOMAIN: 'The domain does not exist or takes no mail.',
  ACCESS_DENIED: 'The receiving server turned the address away. Most likely the mailbox does not exist.',
  MAILBOX_INACTIVE: 'The receiving server says that the mailbox is closed.',
  MAILBOX_FULL: 'The receiving server says that the mailbox is full.',
  RECIPIENT_REFUSED: 'The receiving server refuses this recipient and does not say why.',
  SENDER_REFUSED: 'The receiving server refuses our sender address. The recipient is not the cause.',
  SENDER_REPUTATION: 'The receiving server refuses us as the sender. The recipient is not the cause.',
  POLICY: 'A rule of the receiver does not allow our mail to this address.',
  CONTENT: 'The receiving server refuses the content of our message. The recipient is not the cause.',
  AUTHENTICATION: 'The receiving server could not verify that the mail was ours: SPF, DKIM, DMARC or the PTR record.',
  MESSAGE_SIZE: 'Our message was too large for the receiving server.',
  RATE_LIMITED: 'The receiving server asked us to send more slowly.',
  NETWORK: 'The receiving server could not be reached.',
  ROUTING: 'The receiving side passed the mail on wrongly.',
  SES_PERMANENT: 'SES says that the mail failed for good, and passed on no reply of the receiver.',
  SUPPRESSED_BY_SES: 'SES did not send: the address is on one of its suppression lists.',
  IMPORTED_BOUNCE: 'A list from another provider says that mail to the address failed.',
  IMPORTED_BLOCK: 'A list from another provider says that mail to the address was blocked.',
  UNSUBSCRIBED: 'The person left one of our contact lists.',
  AUTO_REPLY: 'An automatic reply arrived, so the message arrived as well.',
  UNDETERMINED: 'The receiving server gave no usable reason.',
  COMPLAINT: 'The person reported our mail as spam.',
  DOMAIN_INCIDENT: 'Nearly all mail to the domain fails at the moment.',
  MANUAL: 'A person stopped the mail.',
};

/** What a reason means, in a sentence or two. */
export function reasonSentence(reason) {
  return SENTENCES[reason] ?? `${REASONS[reason] ?? reason}.`;
}

const COMPLAINT_SENTENCES = {
  'complaint': SENTENCES.COMPLAINT,
  'complaint-one-of-several': 'A report of spam named this address together with others. It may be another person’s.',
  'complaint-not-spam': 'The person reported that our mail is not spam.',
  'complaint-auth-failure': 'A provider reported that a message could not be verified as ours.',
  'complaint-virus': 'A provider reported a virus in a message.',
};

/** Why a verdict is as it is, in a sentence or two. */
export function causeSentence({reason, rule}) {
  return (reason === 'COMPLAINT' && COMPLAINT_SENTENCES[rule]) || reasonSentence(reason);
}

const COMPLAINTS = {
  'complaint': 'Complaint: reported as spam',
  'complaint-one-of-several': 'Complaint that named several recipients',
  'complaint-on-account-list': 'Not sent: SES lists the address after a complaint',
  'complaint-not-spam': 'Reported as not spam',
  'complaint-auth-failure': 'Report of failed authentication',
  'complaint-virus': 'Report of a virus in a message',
};

/** A kind of complaint in words; undefined for the rule of a bounce. */
export function complaintText(rule) {
  return COMPLAINTS[rule];
}

/** Whether a person complained, so that only a release that includes complaints lifts it. */
export function isPersonsComplaint(rule) {
  return rule === 'complaint' || rule === 'complaint-one-of-several';
}

const SES_TYPES = {
  permanent: 'A hard bounce: SES does not try again.',
  transient: 'A soft bounce: SES regards it as temporary.',
  undetermined: 'SES could not tell what kind of bounce it is.',
};

/** What SES's bounce type means, in one sentence; empty for an unknown type. */
export function sesTypeSentence(sesBounceType) {
  return SES_TYPES[sesBounceType.split('/')[0].toLowerCase()] ?? '';
}

/** A text of the API that has no capital letter and no full stop, as a sentence. */
export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}

/** The current UTC day, moved by some days, as 2026-11-24. */
export function today(move = 0) {
  return new Date(Date.now() + move * 86_400_000).toISOString().slice(0, 10);
}

/** The UTC day of an instant. */
export function dayOf(instant) {
  return instant.slice(0, 10);
}

/** The part of an IAM identity that names the person: the last one of an ARN. */
export function personText(who) {
  return who.slice(who.lastIndexOf('/') + 1);
}
