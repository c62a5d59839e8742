// Explain: what a reply means, which words decided, by which rule, and what would follow. Nothing is recorded.

import {card, culpritLabel, el, problem, reasonLabel, stateBadge} from '../parts.js';
import {plural, visibleSegments} from '../words.js';
import {reasonSentence, sentence} from './wording.js';

/** Longer texts are explained without being put into the address of the page; characters. */
const LONGEST_IN_ADDRESS = 4_000;

/** The bounce types of the Amazon SES developer guide, "Bounce types". */
const SES_TYPES = [
  'Permanent/General', 'Permanent/NoEmail', 'Permanent/Suppressed', 'Permanent/OnAccountSuppressionList',
  'Permanent/UnsubscribedRecipient', 'Transient/General', 'Transient/MailboxFull', 'Transient/MessageTooLarge',
  'Transient/ContentRejected', 'Transient/AttachmentRejected', 'Undetermined/Undetermined',
];

const EXAMPLES = [
  {
    label: 'Access denied',
    reply: 'smtp; 550 5.4.1 Recipient address rejected: Access denied. [mx1.example.com 2026-11-20T10:15:00.000Z]',
    type: 'Transient/General',
  },
  {
    label: 'Full mailbox',
    reply: 'smtp; 452 4.2.2 <bob@example.com>: the mailbox is over its quota, please try again later',
    type: 'Transient/MailboxFull',
  },
  {
    label: 'Our server on a blocklist',
    reply: 'smtp; 550 5.7.1 Service unavailable: client host [192.0.2.25] is listed at bl.example.org',
    type: 'Permanent/General',
  },
  {
    label: 'A whole bounce mail',
    reply: `Your message could not be delivered to one recipient.

Reporting-MTA: dns; relay.example.org
Arrival-Date: Fri, 20 Nov 2026 10:15:00 +0000

Final-Recipient: rfc822; ann@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <ann@example.org>: there is no such user here`,
    type: '',
  },
  {label: 'Words that nobody knows', reply: '550 The postmaster prefers silence today', type: ''},
];

export function title() {
  return 'Explain';
}

export async function render(root, params, context) {
  const asked = {reply: params.get('reply') ?? '', type: params.get('type') ?? ''};
  const result = el('div', {class: 'group', id: 'explanation'});
  root.append(form(asked, result, context), result);
  if (asked.reply.trim()) {
    await explain(asked, result, context);
  }
}

function form(asked, result, context) {
  const reply = el('textarea', {
    id: 'reply', rows: 6, spellcheck: 'false', autocomplete: 'off', required: true, 'aria-describedby': 'reply-hint',
  }, asked.reply);
  const types = SES_TYPES.includes(asked.type) || !asked.type ? SES_TYPES : [asked.type, ...SES_TYPES];
  const type = el('select', {id: 'ses-type'},
    el('option', {value: ''}, 'not known'),
    types.map(it => el('option', {value: it, selected: it === asked.type}, it)));
  const start = typed => {
    if (typed.reply.length <= LONGEST_IN_ADDRESS) {
      context.go('explain', typed, {focus: 'explanation-heading'});
    } else {
      explain(typed, result, context).then(() => document.getElementById('explanation-heading')?.focus());
    }
  };
  return el('form', {
    class: 'card explain-form',
    onsubmit: event => {
      event.preventDefault();
      start({reply: reply.value, type: type.value});
    },
  },
  el('div', {class: 'field'},
    el('label', {for: 'reply'}, 'A reply of a mail server, a whole bounce mail, or an event of SES'),
    reply,
    el('p', {class: 'hint', id: 'reply-hint'}, 'It is not recorded.')),
  el('div', {class: 'explain-line'},
    el('div', {class: 'field'}, el('label', {for: 'ses-type'}, 'SES’s bounce type (optional)'), type),
    el('button', {class: 'button primary', 'data-action': 'explain'}, 'Explain')),
  el('div', {class: 'examples', role: 'group', 'aria-label': 'Examples'},
    el('span', {class: 'quiet'}, 'Examples:'),
    EXAMPLES.map(it => el('button', {
      type: 'button', class: 'button small', 'data-action': 'example', onclick: () => start({reply: it.reply, type: it.type}),
    }, it.label))));
}

async function explain({reply, type}, result, context) {
  const [bounceType, bounceSubType] = type.split('/');
  try {
    const answer = await context.api.post('/v1/explain',
      {report: reply, ...(bounceType && {bounceType}), ...(bounceSubType && {bounceSubType})});
    result.replaceChildren(view(answer));
  } catch (error) {
    result.replaceChildren(problem(error, () => explain({reply, type}, result, context)));
  }
}

function view(answer) {
  return el('div', {class: 'columns wide-left'},
    el('section', {class: 'card', 'data-field': 'meaning'},
      el('h2', {id: 'explanation-heading', tabindex: -1}, 'What it means'),
      el('p', {class: 'lead', 'data-field': 'summary'}, reasonSentence(answer.reason)),
      answer.recipients > 1 && el('p', {class: 'quiet', 'data-field': 'recipients'},
        `The text names ${plural(answer.recipients, 'recipient')}. This is the first one that failed, or the first if none did.`),
      el('figure', {class: 'said'},
        el('figcaption', {}, answer.matched.length > 0
          ? ['The reply. The ', el('mark', {}, 'marked words'), ' decided.']
          : 'The reply'),
        answer.reply
          ? el('blockquote', {class: 'reply', 'data-field': 'reply'}, markedWords(answer.reply, answer.matched))
          : el('p', {class: 'quiet'}, 'There is no reply of a server in it.')),
      el('dl', {class: 'facts'},
        el('dt', {}, 'Reason'), el('dd', {'data-field': 'reason'}, reasonLabel(answer.reason)),
        el('dt', {}, 'At fault'), el('dd', {'data-field': 'culprit'}, culpritLabel(answer.culprit)),
        el('dt', {}, 'How sure'), el('dd', {'data-field': 'confidence'}, answer.confidence),
        answer.decidedBy && [el('dt', {}, 'Decided by'), el('dd', {'data-field': 'decided-by'}, el('code', {}, answer.decidedBy))],
        el('dt', {}, 'Rule'), el('dd', {'data-field': 'rule'}, el('code', {}, answer.rule)),
        answer.source && [el('dt', {}, 'Source'), el('dd', {'data-field': 'source'}, source(answer.source))])),
    card('What would follow', {'data-field': 'following'},
      el('p', {}, stateBadge(answer.decision), ' ', el('span', {'data-field': 'explanation'}, sentence(answer.explanation))),
      el('p', {'data-field': 'advice'}, el('strong', {}, 'What to do: '), answer.advice)));
}

/** The reply as text, with the ranges marked. Both are in UTF-16 code units. */
function markedWords(text, ranges) {
  const parts = [];
  let from = 0;
  for (const {start, end} of ranges) {
    parts.push(visible(text.slice(from, start)), el('mark', {}, visible(text.slice(start, end))));
    from = end;
  }
  parts.push(visible(text.slice(from)));
  return el('bdi', {class: 'words'}, parts);
}

function visible(text) {
  return visibleSegments(text).map(it => it.text ?? el('span', {class: 'mark', title: it.code}, it.mark));
}

/** A link to the web page that a source begins with. Only a click opens it, and the page receives no referrer. */
function source(text) {
  const [, page, rest] = /^(https:\/\/\S+)(.*)$/.exec(text) ?? [null, '', text];
  return [page && el('a', {href: page, target: '_blank', rel: 'noopener noreferrer'}, page), rest];
}
