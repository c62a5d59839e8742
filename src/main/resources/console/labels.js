// The names of the API's values in words. A value that is not listed is shown as the API spells it.

/** States of a verdict, the mildest first. Each has words, an icon and a colour (its class in the styles). */
export const STATES = {
  clear: {label: 'Clear', icon: 'check', meaning: 'Mail is sent.'},
  watched: {label: 'Watched', icon: 'eye', meaning: 'Mail is sent; some of it bounced.'},
  recheck: {label: 'Recheck', icon: 'again', meaning: 'The suppression has ended; mail may be tried again.'},
  held: {label: 'Held', icon: 'pause', meaning: 'No mail for a limited time.'},
  suppressed: {label: 'Suppressed', icon: 'stop', meaning: 'No mail is sent.'},
  invalid: {label: 'Invalid', icon: 'cross', meaning: 'This is not exactly one address.'},
  unreadable: {label: 'Unreadable', icon: 'alert', meaning: 'What is stored cannot be read; no mail is sent.'},
};

/** The parties at fault: first the recipient's side, then ours, then those in between. */
export const CULPRITS = {
  address: {label: 'Address', icon: 'at'},
  domain: {label: 'Domain', icon: 'globe'},
  mailbox: {label: 'Mailbox', icon: 'inbox'},
  sender: {label: 'Sender (us)', icon: 'send'},
  message: {label: 'Message', icon: 'letter'},
  policy: {label: 'Receiver’s policy', icon: 'shield'},
  route: {label: 'Route', icon: 'route'},
  nobody: {label: 'Nobody', icon: 'minus'},
};

export const REASONS = {
  INVALID_RECIPIENT: 'Invalid recipient',
  INVALID_DOMAIN: 'Invalid domain',
  ACCESS_DENIED: 'Access denied',
  MAILBOX_INACTIVE: 'Mailbox inactive',
  MAILBOX_FULL: 'Mailbox full',
  RECIPIENT_REFUSED: 'Recipient refused',
  SENDER_REFUSED: 'Sender refused',
  SENDER_REPUTATION: 'Sender reputation',
  POLICY: 'Policy',
  CONTENT: 'Content',
  AUTHENTICATION: 'Authentication',
  MESSAGE_SIZE: 'Message size',
  RATE_LIMITED: 'Rate limited',
  NETWORK: 'Network',
  ROUTING: 'Routing',
  SES_PERMANENT: 'Permanent, by SES',
  SUPPRESSED_BY_SES: 'Suppressed by SES',
  IMPORTED_BOUNCE: 'Imported bounce',
  IMPORTED_BLOCK: 'Imported block',
  UNSUBSCRIBED: 'Unsubscribed',
  AUTO_REPLY: 'Automatic reply',
  UNDETERMINED: 'Undetermined',
  COMPLAINT: 'Complaint',
  DOMAIN_INCIDENT: 'Domain incident',
  MANUAL: 'Manual suppression',
};

export const DIAGNOSES = {
  DEAD_ADDRESSES: 'Some addresses do not exist',
  DOMAIN_INCIDENT: 'The domain rejects nearly all mail',
  NEVER_ACCEPTED: 'The domain never accepted our mail',
  RESTRICTED_RECIPIENTS: 'Recipients accept only certain senders',
  RELAY_DENIED: 'The mail server does not accept mail for the domain',
  SENDER_REPUTATION: 'Our sending reputation is poor',
  SENDER_AUTHENTICATION: 'Our sending does not authenticate',
  RATE: 'We send faster than the receiver accepts',
  NOTHING_UNUSUAL: 'Nothing unusual',
};

/** Levels of the bounce and the complaint rate, the best first. */
export const LEVELS = {
  GOOD: {label: 'Good', icon: 'check', meaning: 'No action is needed.'},
  FAIR: {label: 'Fair', icon: 'check', meaning: 'More than the average of corporate senders, but within what SES recommends.'},
  RAISED: {label: 'Raised', icon: 'alert', meaning: 'More than SES recommends.'},
  REVIEW: {label: 'Review', icon: 'alert', meaning: 'SES may place the account under review.'},
  PAUSE: {label: 'Pause', icon: 'stop', meaning: 'SES may pause the sending of the account.'},
  UNKNOWN: {label: 'Unknown', icon: 'minus', meaning: 'Too few messages to tell.'},
};
