// Search: everything that is known about one address, and what to tell the person whose address it is.

import {
  card, copyButton, culpritLabel, dayText, el, empty, reasonLabel, receiversWords, route, stateBadge, subjectText,
} from '../parts.js';
import {day, subjectOf, time} from '../words.js';
import {excludeDays, releaseAddress, releaseDomain, suppressAddress} from './actions.js';
import {lookupForm} from './lookup.js';
import {timeline} from './timeline.js';
import {causeSentence, dayOf, personText, sentence, sesTypeSentence} from './wording.js';

export function title(params) {
  return params.get('q')?.trim() || 'Search';
}

export async function render(root, params, context) {
  const asked = subjectOf(params.get('q') ?? '');
  if (!asked) {
    root.append(
      lookupForm({label: 'Address or domain', placeholder: 'bob@example.com', find: q => context.go('search', {q})}),
      empty('Whose mail is missing?',
        el('p', {}, 'Enter an address to read whether it gets mail, why not, and what to tell the person.'),
        el('p', {}, 'Enter a domain, such as example.com, to read what is wrong with the mail to all of its addresses.')));
    return;
  }
  if (asked.domain) {
    context.go('domain', {name: asked.domain}, {replace: true});
    return;
  }
  root.append(...view({asked: asked.address, ...await historyOf(asked.address, context.api)}, context));
}

/** The statuses of the answers for an address that cannot be in a path, and for a text that is not an address. */
const NOT_IN_A_PATH = [400, 404, 421];

/**
 * The history of the address, or only the verdict if the permission for histories is missing. A text that cannot be in a
 * path is sent in a body. The answer then also says which address was found in the text, or what is wrong with it.
 */
async function historyOf(address, api) {
  try {
    return await api.get(historyPath(address));
  } catch (error) {
    if (error.status === 403) {
      return verdictOnly(await api.get(`/v1/addresses/${encodeURIComponent(address)}`),
        `You may not read histories with your AWS identity, so this is the verdict alone. ${needs(error)}`);
    }
    if (!NOT_IN_A_PATH.includes(error.status)) {
      throw error;
    }
  }
  const {results: [answer]} = await api.post('/v1/check', {addresses: [address]});
  const verdict = verdictOnly(answer,
    'This is the verdict alone: a history is found only for an address without spaces, slashes and percent signs.');
  return answer.canonical ? api.get(historyPath(answer.canonical)).catch(() => verdict) : verdict;
}

function historyPath(address) {
  return `/v1/addresses/${encodeURIComponent(address)}/history`;
}

function needs(error) {
  return `The history needs execute-api:Invoke on a resource that ends with ${error.route}.`;
}

/** The verdict in the form of a history. */
function verdictOnly(answer, note) {
  const address = answer.canonical ?? answer.address;
  return {
    address,
    note,
    verdict: answer,
    rules: [],
    deliveries: [],
    actions: [],
    domain: {domain: address.slice(address.lastIndexOf('@') + 1), incident: null, actions: []},
  };
}

function view(known, context) {
  const {verdict} = known;
  if (verdict.state === 'invalid' || verdict.state === 'unreadable') {
    return [el('section', {class: 'card', 'data-field': verdict.state},
      el('p', {class: 'lead'}, stateBadge(verdict.state), ' ',
        verdict.state === 'invalid' ? 'This is not exactly one address.' : 'There is no answer, so do not send.'),
      el('p', {'data-field': 'detail'}, sentence(verdict.detail)))];
  }
  context.actions.append(...actions(known, context));
  return [
    el('div', {class: known.tellUser ? 'columns wide-left' : 'columns'}, answer(known), known.tellUser && tellUser(known.tellUser)),
    verdict.reason && why(verdict),
    !known.note && card('What happened', {'data-field': 'history'}, timeline(known)),
  ].filter(Boolean);
}

// What a person needs first: the answer, what to say, what to do.

function answer(known) {
  const {verdict} = known;
  const unknown = isUnknown(known);
  return el('section', {class: 'card', 'aria-label': 'Answer', 'data-field': 'answer'},
    !unknown && el('p', {}, stateBadge(verdict.state)),
    el('p', {class: 'lead', 'data-field': 'summary'}, unknown
      ? 'Nothing is known about this address: no bounce and no complaint was reported.'
      : known.summary ?? verdictSentence(verdict)),
    unknown && el('p', {}, 'Mail is sent to it. Whether the mailbox exists is not known.'),
    known.note && el('p', {class: 'quiet', 'data-field': 'note'}, known.note),
    facts(known, unknown),
    verdict.advice && !unknown && el('p', {'data-field': 'advice'}, el('strong', {}, 'What to do: '), verdict.advice));
}

/** Nothing was reported and nobody decided anything. That does not make it a good address. */
function isUnknown({verdict, rules, actions, note}) {
  return !note && verdict.state === 'clear' && !verdict.reason && !verdict.unsubscribed
    && rules.length === 0 && actions.length === 0;
}

/** The sentence for an address without a history. */
function verdictSentence({suppressed, until}) {
  if (!suppressed) {
    return 'We send mail to this address.';
  }
  return `We send no mail to this address${until ? ` before ${day(until)}` : ''}.`;
}

function tellUser(text) {
  return card('What to tell the person', {class: 'tell-user'},
    el('blockquote', {'data-field': 'tell-user'}, text),
    el('p', {'data-action': 'copy-tell-user'}, copyButton(text, 'Copy this text')));
}

function facts(known, unknown) {
  const {asked, address, verdict, domain} = known;
  return facing([
    address !== asked && ['Known as', 'canonical', subjectText(address)],
    verdict.since && ['Since', 'since', dayText(verdict.since)],
    !unknown && ['Until', 'until', end(verdict)],
    verdict.streams && ['Only mail of', 'streams', verdict.streams.join(', ')],
    verdict.unsubscribed && ['Unsubscribed', 'unsubscribed', [dayText(verdict.unsubscribed),
      verdict.unsubscribedStreams ? ` from ${verdict.unsubscribedStreams.join(', ')}` : ' from a contact list']],
    verdict.ambiguous && ['Uncertain', 'ambiguous', 'The complaint named several recipients and may be another person’s.'],
    verdict.about && ['Concerns', 'about', 'The whole domain, and not this address alone.'],
    verdict.onSesList && ['SES’s list', 'on-ses-list', 'SES refuses mail to this address as well.'],
    verdict.imported && ['Imported', 'imported', `From a file of the format ${verdict.imported}.`],
    ['Domain', 'domain', [el('a', {href: route('domain', {name: domain.domain})}, subjectText(domain.domain)),
      incident(domain.incident)]],
  ]);
}

/** Terms and what is said about them, side by side. Rows that do not apply are left out. */
function facing(rows) {
  return el('dl', {class: 'facts'}, rows.filter(Boolean).map(([term, field, value]) =>
    [el('dt', {}, term), el('dd', {'data-field': field}, value)]));
}

function end({suppressed, state, until}) {
  if (suppressed) {
    return until ? ['Mail may be tried again from ', dayText(until)] : 'No end';
  }
  return state === 'recheck' && until ? ['Mail may be tried again since ', dayText(until)] : 'Mail is sent now';
}

function incident(newest) {
  if (!newest) {
    return null;
  }
  const state = newest.holds ? 'an incident holds all of its addresses'
    : newest.ended ? `its incident ended on ${day(dayOf(newest.ended))}`
    : 'an incident is open, and its hold is over';
  return el('span', {'data-field': 'incident'}, `: ${state} (opened ${time(newest.opened)})`);
}

function actions(known, context) {
  const {verdict, domain, rules} = known;
  const bounces = rules.filter(it => it.reason !== 'COMPLAINT');
  const newest = bounces[0]?.days.at(-1);
  const button = (name, text, onclick) => el('button', {type: 'button', class: 'button', 'data-action': name, onclick}, text);
  return [
    verdict.state !== 'clear' && !verdict.about
      && button('release', 'Release…', () => releaseAddress(context, known)),
    (verdict.about || domain.incident?.holds)
      && button('release-domain', 'Release the domain…', () => releaseDomain(context, domain.domain)),
    button('suppress', 'Suppress…', () => suppressAddress(context, known.address)),
    bounces.length > 0
      && button('exclude-days', 'Exclude days…', () => excludeDays(context, domain.domain,
        {from: newest, to: newest, reasons: [...new Set(bounces.map(it => it.reason))]})),
  ].filter(Boolean);
}

// Why: what SES said and what Hardstop says, side by side.

function why(verdict) {
  const {reply, sesBounceType, manualAction} = verdict;
  return card('Why', {'data-field': 'why'},
    reply && el('figure', {class: 'said'},
      el('figcaption', {}, 'The receiving server said'),
      el('blockquote', {class: 'reply', 'data-field': 'reply'}, receiversWords(reply)),
      el('a', {href: route('explain', {reply, type: sesBounceType}), 'data-action': 'explain'}, 'Explain this reply')),
    el('div', {class: 'sides'},
      sesBounceType && el('div', {class: 'side'},
        el('h3', {}, 'Amazon SES said'),
        el('p', {class: 'verdict', 'data-field': 'ses-bounce-type'}, sesBounceType),
        el('p', {}, sesTypeSentence(sesBounceType))),
      el('div', {class: 'side'},
        el('h3', {}, sesBounceType ? 'We say' : 'The reason'),
        el('p', {class: 'verdict', 'data-field': 'we-say'}, reasonLabel(verdict.reason)),
        el('p', {}, causeSentence(verdict)),
        facing([
          verdict.culprit && ['At fault', 'culprit', culpritLabel(verdict.culprit)],
          verdict.confidence && ['How sure', 'confidence', verdict.confidence],
          verdict.rule && ['Rule', 'rule', el('code', {}, verdict.rule)],
        ]))),
    sesBounceType && difference(verdict),
    manualAction && el('p', {'data-field': 'manual-action'},
      `${personText(manualAction.who)}, ${time(manualAction.at)}: `, el('q', {}, manualAction.why)));
}

/** Where SES's type would lead to the wrong treatment, this says so. */
function difference({sesBounceType, reason, culprit, suppressed}) {
  const type = sesBounceType.split('/')[0].toLowerCase();
  if (type === 'transient' && suppressed && (culprit === 'address' || culprit === 'domain')) {
    return differs('SES’s type alone would have you send again, but the reply says that the mail will not arrive.');
  }
  if (type === 'permanent' && culprit === 'mailbox' && reason !== 'SES_PERMANENT') {
    return differs('SES’s type alone would have you give up the address, but the reply does not say that the mailbox is gone.');
  }
  if (type === 'permanent' && !['address', 'domain', 'mailbox'].includes(culprit)) {
    return differs('SES’s type alone would have you give up the address, but the reply says that the address is not the cause.');
  }
  return null;
}

function differs(text) {
  return el('p', {class: 'difference', 'data-field': 'difference'}, el('strong', {}, 'The two differ. '), text);
}
