// The dialogs with which a person releases, suppresses or excludes days. Each says what will change and what will
// not, needs a reason, and shows the API's answer. A refusal or a failure leaves the dialog open, with everything
// that was typed.

import {REASONS} from '../labels.js';
import {el, problem, stateBadge, subjectText} from '../parts.js';
import {day, time} from '../words.js';
import {causeSentence, dayOf, isPersonsComplaint, personText, today} from './wording.js';

const LONGEST_REASON = 500;
const MOST_DAYS = 31;
const DAY = 86_400_000;

/**
 * Releases an address.
 *
 * @param context the view's context
 * @param known what is known about the address, as GET /v1/addresses/{address}/history answers
 */
export function releaseAddress(context, known) {
  const {address, verdict} = known;
  const complained = isSuppressedByComplaint(known);
  const includeComplaint = el('input', {type: 'checkbox', id: 'include-complaint'});
  open(context, {
    name: 'release',
    title: ['Release ', subjectText(address)],
    button: 'Release',
    fields: complained
      ? [checked('include-complaint', includeComplaint, 'Set the complaint aside as well',
          'Only if the person told you that they want this mail.')]
      : [],
    effects: () => ({
      changes: [
        'Bounces of messages that were sent to this address before now will no longer count.',
        isSuppressedByPerson(known) && 'The suppression by a person will end.',
        complained && includeComplaint.checked && 'Complaints that were made before now will no longer count.',
      ],
      remains: [
        complained && !includeComplaint.checked
          && `A complaint still suppresses the address${ofStreams(verdict.streams)}.`,
        (verdict.about || known.domain.incident?.holds)
          && `What is held against the whole domain ${known.domain.domain} stays. For that, release the domain.`,
        verdict.onSesList
          && 'SES has the address on a list of its own. Unless the parameter SesList is “follow”, remove it there as well.',
        'Bounces of messages that are sent from now on still count.',
      ],
    }),
    request: why => ({
      path: '/v1/release',
      body: {subject: address, why, ...(complained && {includeComplaint: includeComplaint.checked})},
    }),
  });
}

/** Releases a whole domain. */
export function releaseDomain(context, domain) {
  open(context, {
    name: 'release-domain',
    title: ['Release the whole domain ', subjectText(domain)],
    button: 'Release the domain',
    fields: [],
    effects: () => ({
      changes: [
        'If an incident holds the addresses of the domain, the hold ends now.',
        'If a person suppressed the whole domain, that ends as well.',
        'Bounces that are held against the domain as a whole will no longer count, if their messages were sent before now.',
      ],
      remains: [
        'Bounces and complaints of a single address still count for that address.',
        'Bounces of messages that are sent from now on still count.',
      ],
    }),
    request: why => ({path: '/v1/release', body: {subject: `@${domain}`, why}}),
  });
}

/** Suppresses an address. */
export function suppressAddress(context, address) {
  suppress(context, {
    name: 'suppress',
    title: ['Suppress ', subjectText(address)],
    button: 'Suppress',
    subject: address,
    whom: 'this address',
    remains: [
      'What was reported about the address still counts, and may suppress it for longer.',
      'No delivery ends this suppression. A release does.',
    ],
  });
}

/** Suppresses a whole domain. */
export function suppressDomain(context, domain) {
  suppress(context, {
    name: 'suppress-domain',
    title: ['Suppress the whole domain ', subjectText(domain)],
    button: 'Suppress the domain',
    subject: `@${domain}`,
    whom: `every address of ${domain}`,
    remains: [
      'What was reported about a single address still counts, and may suppress it for longer.',
      'No delivery ends this suppression. A release of the domain does.',
    ],
  });
}

/** @param whom the subject in a sentence; remains are sentences about what will not change */
function suppress(context, {name, title, button, subject, whom, remains}) {
  const endless = el('input', {type: 'radio', name: 'end', id: 'end-none', checked: true});
  const ends = el('input', {type: 'radio', name: 'end', id: 'end-day'});
  const until = el('input', {
    type: 'date', id: 'until', min: today(1), value: today(30), 'aria-label': 'First day on which mail may be tried again (UTC)',
    oninput: () => { ends.checked = true; },
  });
  const streams = streamsField(context.streams);
  const streamText = () => names(streams.value());
  open(context, {
    name,
    title,
    button,
    fields: [
      el('fieldset', {},
        el('legend', {}, 'For how long?'),
        checked('end-none', endless, 'Without an end'),
        el('div', {class: 'choice'}, checked('end-day', ends, 'Until'), el('div', {'data-field': 'until'}, until))),
      streams.node,
    ],
    validate: () => { until.required = ends.checked; },
    effects: () => {
      const some = streamText();
      const end = ends.checked && until.value;
      return {
        changes: [
          some
            ? `From now on, the answer about mail of ${some} to ${whom} is “suppressed”: do not send.`
            : `From now on, the answer about ${whom} is “suppressed”: do not send.`,
          end ? `Mail may be tried again from ${day(end)} (UTC).` : 'This has no end. Only a release ends it.',
        ],
        remains: [
          'A message that SES has already accepted is still delivered.',
          some && 'Mail of other streams is not affected.',
          ...remains,
        ],
      };
    },
    request: why => ({
      path: '/v1/suppress',
      body: {
        subject,
        why,
        ...(ends.checked && {until: until.value}),
        ...(streams.value().length > 0 && {streams: streams.value()}),
      },
    }),
  });
}

/**
 * Sets aside days on which a receiver gave wrong answers.
 *
 * @param suggestion from and to (UTC days, may be missing), and reasons: those that were seen
 */
export function excludeDays(context, domain, {from: first, to: last = today(), reasons}) {
  const earliest = dayOf(new Date(Date.parse(last) - (MOST_DAYS - 1) * DAY).toISOString());
  const suggested = first && first <= last ? [first, earliest].sort().at(-1) : last;
  const from = el('input', {type: 'date', id: 'from', max: today(), value: suggested, required: true});
  const to = el('input', {type: 'date', id: 'to', max: today(), value: last, required: true});
  const boxes = reasons.map(reason => el('input', {type: 'checkbox', id: `reason-${reason}`, value: reason}));
  const chosen = () => boxes.filter(box => box.checked).map(box => box.value);
  open(context, {
    name: 'exclude-days',
    title: ['Exclude days of ', subjectText(domain)],
    button: 'Exclude these days',
    fields: [
      el('p', {}, 'For days on which the receiver gave wrong answers, for example because its directory was empty.'),
      el('div', {class: 'pair'}, labelled('from', from, 'First day (UTC)'), labelled('to', to, 'Last day (UTC)')),
      boxes.length > 0 && el('fieldset', {},
        el('legend', {}, 'Which bounces? If you choose none, all of them.'),
        boxes.map(box => checked(box.id, box, REASONS[box.value] ?? box.value))),
    ],
    validate: () => {
      const days = (Date.parse(to.value) - Date.parse(from.value)) / DAY + 1;
      to.setCustomValidity(
        days < 1 ? 'The last day must not be before the first day.'
          : days > MOST_DAYS ? `At most ${MOST_DAYS} days can be excluded at once.` : '');
    },
    effects: () => ({
      changes: [
        `${chosen().length > 0 ? 'Bounces for the chosen reasons' : 'Bounces'} of messages that were sent ${
          span(from.value, to.value)} will no longer count for any address of ${domain}, nor for the domain itself.`,
        'This also holds for bounces that arrive later.',
        'An address that is suppressed only because of these bounces is free again.',
      ],
      remains: [
        'Complaints still count.',
        'A hold by an incident, and a suppression by a person, stay. For those, release the domain or the address.',
        'No action takes this back. To stop mail again, suppress an address.',
      ],
    }),
    request: why => ({
      path: '/v1/release',
      body: {domain, from: from.value, to: to.value, why, ...(chosen().length > 0 && {reasons: chosen()})},
    }),
  });
}

function isSuppressedByComplaint({verdict, rules}) {
  return verdict.suppressed
    && (verdict.reason === 'COMPLAINT' || rules.some(it => it.reason === 'COMPLAINT' && isPersonsComplaint(it.rule)));
}

function isSuppressedByPerson({verdict, actions}) {
  const newest = actions.at(-1);
  return (verdict.manualAction && !verdict.about)
    || (newest?.kind === 'suppression' && (newest.until ?? today(1)) > today());
}

function ofStreams(streams) {
  return streams ? ` for mail of ${names(streams)}` : '';
}

/** "newsletter", "newsletter and receipts": the names of streams in a sentence. */
function names(streams) {
  return new Intl.ListFormat('en-GB').format(streams);
}

function span(from, to) {
  if (!from || !to) {
    return 'on these days';
  }
  return from === to ? `on ${day(from)}` : `from ${day(from)} to ${day(to)}`;
}

/** The streams as boxes where they are known, else as a text. */
function streamsField(listed) {
  if (listed?.length > 0) {
    const boxes = listed.map(name => el('input', {type: 'checkbox', id: `stream-${name}`, value: name}));
    return {
      node: el('fieldset', {'data-field': 'streams'},
        el('legend', {}, 'Which mail? If you choose no stream, all mail.'),
        boxes.map(box => checked(box.id, box, box.value))),
      value: () => boxes.filter(box => box.checked).map(box => box.value),
    };
  }
  const input = el('input', {type: 'text', id: 'streams', autocomplete: 'off', spellcheck: 'false'});
  return {
    node: labelled('streams', input, 'Only these streams (optional)',
      'Names of the parameter Streams, with commas between them. Leave it empty for all mail.'),
    value: () => input.value.split(',').map(name => name.trim()).filter(Boolean),
  };
}

function labelled(name, input, text, hint) {
  return described(name, 'field', input, [el('label', {for: input.id}, text), input], hint);
}

function checked(name, input, text, hint) {
  return described(name, 'field field-check', input, [input, el('label', {for: input.id}, text)], hint);
}

function described(name, style, input, parts, hint) {
  const id = `${input.id}-hint`;
  if (hint) {
    input.setAttribute('aria-describedby', id);
  }
  return el('div', {class: style, 'data-field': name}, parts, hint && el('p', {class: 'hint', id}, hint));
}

/** Opens the dialog of an action. When it was recorded, the view is shown again after the dialog is closed. */
function open(context, action) {
  const why = el('input', {type: 'text', id: 'why', required: true, maxlength: LONGEST_REASON, autocomplete: 'off'});
  const effects = el('div', {class: 'effects', 'data-field': 'effects', 'aria-live': 'polite'});
  const failure = el('div', {'data-field': 'failure'});
  const submit = el('button', {class: 'button primary', 'data-action': 'confirm'}, action.button);
  let isSending = false;
  let isRecorded = false;

  const update = () => {
    why.setCustomValidity(why.value !== '' && why.value.trim() === '' ? 'Write the reason in a few words.' : '');
    action.validate?.();
    const {changes, remains} = action.effects();
    const lists = [effectList('What will change', changes), effectList('What will not change', remains)];
    // A screen reader announces the sentences again only if they are different.
    if (lists.map(it => it.textContent).join('') !== effects.textContent) {
      effects.replaceChildren(...lists);
    }
  };
  const send = async event => {
    event.preventDefault();
    if (isSending) {
      return;
    }
    isSending = true;
    submit.setAttribute('aria-busy', 'true');
    failure.replaceChildren();
    try {
      const {path, body} = action.request(why.value.trim());
      const answer = await context.api.post(path, body);
      isRecorded = true;
      showAnswer(dialog, answer);
    } catch (error) {
      failure.replaceChildren(problem(error), el('p', {}, keptText(error)));
      failure.scrollIntoView({block: 'nearest'});
    } finally {
      isSending = false;
      submit.removeAttribute('aria-busy');
    }
  };
  const dialog = el('dialog', {
    class: 'action',
    'aria-labelledby': 'dialog-title',
    'data-dialog': action.name,
    // While a request is on its way, Escape would hide its answer.
    oncancel: event => isSending && event.preventDefault(),
    onclose: () => {
      dialog.remove();
      if (isRecorded && !context.signal.aborted) {
        context.reload();
      }
    },
  },
  el('form', {method: 'dialog', oninput: update, onsubmit: send},
    el('h2', {id: 'dialog-title'}, action.title),
    action.fields,
    labelled('why', why, 'Why?', `Required: one line, up to ${LONGEST_REASON} characters. It is recorded with your name.`),
    effects,
    failure,
    el('div', {class: 'buttons'},
      el('button', {type: 'button', class: 'button', 'data-action': 'cancel', onclick: () => isSending || dialog.close()}, 'Cancel'),
      submit)));

  // The dialog belongs to its view. It stays only for an answer that is on its way.
  context.signal.addEventListener('abort', () => isSending || dialog.close());

  update();
  document.body.append(dialog);
  dialog.showModal();
}

function effectList(title, sentences) {
  return el('section', {},
    el('h3', {}, title),
    el('ul', {}, sentences.filter(Boolean).map(sentence => el('li', {}, sentence))));
}

function keptText({status}) {
  return status >= 400 && status < 500
    ? 'Nothing was recorded. What you typed is still here.'
    : 'Whether it was recorded is not known. What you typed is still here: try again, because doing it twice does no harm.';
}

/** What the API answered: the verdict of now, and the action as it was recorded. */
function showAnswer(dialog, answer) {
  const {action} = answer;
  const close = el('button', {type: 'button', class: 'button primary', 'data-action': 'close', onclick: () => dialog.close()}, 'Close');
  dialog.replaceChildren(el('div', {'data-field': 'answer'},
    el('h2', {id: 'dialog-title'}, 'Recorded'),
    el('p', {}, subjectText(answer.subject), ' is now ', stateBadge(answer.state), '. ', nowText(answer)),
    el('p', {class: 'quiet'}, `${time(action.at)}, by ${personText(action.who)}: `, el('q', {}, action.why)),
    el('div', {class: 'buttons'}, close)));
  close.focus();
}

function nowText(verdict) {
  if (!verdict.suppressed) {
    return 'Mail may be sent.';
  }
  const end = verdict.until ? `Mail may be tried again from ${day(verdict.until)}.` : 'This has no end.';
  return verdict.reason ? `${causeSentence(verdict)} ${end}` : end;
}
