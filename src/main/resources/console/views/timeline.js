// The timeline of an address: bounces, complaints, deliveries, incidents and people's actions, by UTC day.

import {REASONS} from '../labels.js';
import {culpritLabel, dayText, el, empty, icon, receiversWords} from '../parts.js';
import {day, plural, time} from '../words.js';
import {complaintText, dayOf, personText} from './wording.js';

const DAYS_SHOWN_AT_FIRST = 30;

const ICONS = {bounce: 'cross', complaint: 'bell', delivery: 'check', incident: 'alert', action: 'shield'};

/** @param known an answer of GET /v1/addresses/{address}/history */
export function timeline(known) {
  const byDay = new Map();
  for (const event of events(known)) {
    byDay.set(event.day, [...(byDay.get(event.day) ?? []), event]);
  }
  if (byDay.size === 0) {
    return empty('Nothing was reported yet', el('p', {}, 'Deliveries are kept from the first bounce or complaint on.'));
  }
  const items = [...byDay.keys()].sort().reverse().map(it => dayItem(it, byDay.get(it)));
  const later = items.slice(DAYS_SHOWN_AT_FIRST);
  const list = el('ol', {class: 'timeline', 'data-field': 'timeline'}, items.slice(0, DAYS_SHOWN_AT_FIRST));
  const more = el('button', {
    type: 'button',
    class: 'button',
    'data-action': 'earlier-days',
    onclick: () => {
      list.append(...later);
      more.remove();
      later[0].setAttribute('tabindex', '-1');
      later[0].focus();
    },
  }, `Show ${plural(later.length, 'earlier day')}`);
  return el('div', {class: 'group'},
    el('p', {class: 'quiet'}, 'The newest day first. A bounce and a delivery are on the UTC day on which the message was sent.'),
    list,
    later.length > 0 && el('p', {}, more));
}

/** In the order in which a day shows them: what people did and incidents, then what was reported. */
function events({verdict, rules, deliveries, actions, domain}) {
  return [
    ...actions.map(action => actionEvent(action, '')).reverse(),
    ...domain.actions.map(action => actionEvent(action, domain.domain)).reverse(),
    ...incidentEvents(domain),
    ...rules.flatMap(rule => ruleEvents(rule, verdict.reply)),
    ...deliveries.map(it => ({day: it, kind: 'delivery', text: 'Delivered'})),
  ];
}

function ruleEvents(rule, shownReply) {
  const newest = dayOf(rule.newest.at);
  const complaint = complaintText(rule.rule);
  return [...new Set([...rule.days, newest])].map(it => ({
    day: it,
    kind: complaint ? 'complaint' : 'bounce',
    text: complaint ?? `Bounce: ${REASONS[rule.reason] ?? rule.reason}`,
    details: it === newest ? evidence(rule, shownReply) : null,
  }));
}

function incidentEvents({domain, incident}) {
  if (!incident) {
    return [];
  }
  const opened = {day: dayOf(incident.opened), kind: 'incident', text: `An incident of ${domain} opened`};
  return incident.ended
    ? [{
        day: dayOf(incident.ended),
        kind: 'incident',
        text: `The incident of ${domain} ended${incident.endedWell ? ': mail is accepted again' : ''}`,
      }, opened]
    : [opened];
}

function actionEvent(action, domain) {
  return {
    day: dayOf(action.at),
    kind: 'action',
    text: actionText(action, domain),
    details: el('p', {class: 'quiet'}, `${time(action.at)}, by `,
      el('span', {title: action.who}, personText(action.who)), ': ', el('q', {}, action.why)),
  };
}

function actionText(action, domain) {
  switch (action.kind) {
    case 'release':
      return `${domain ? `Release of the whole domain ${domain}` : 'Release'}${action.includeComplaint ? ', complaints included' : ''}`;
    case 'suppression':
      return `Suppression${domain ? ` of the whole domain ${domain}` : ''} by a person${
        action.until ? ` until ${day(action.until)}` : ', without an end'}${
        action.streams ? `, only mail of ${action.streams.join(', ')}` : ''}`;
    default:
      return `Days of ${domain} excluded: ${day(action.from)}${action.to === action.from ? '' : ` to ${day(action.to)}`}${
        action.reasons.length > 0 ? `, only ${action.reasons.map(it => REASONS[it] ?? it).join(', ')}` : ''}`;
  }
}

function dayItem(isoDay, ofDay) {
  return el('li', {class: 'day', 'data-day': isoDay},
    el('h3', {}, dayText(isoDay)),
    el('ul', {}, ofDay.map(event =>
      el('li', {class: `event event-${event.kind}`, 'data-kind': event.kind},
        icon(ICONS[event.kind]),
        el('div', {}, el('p', {}, event.text), event.details)))));
}

/** The newest evidence of a rule, without the reply, which the view already shows. Of earlier evidence, only the day is stored. */
function evidence({rule, culprit, confidence, newest}, shownReply) {
  const rows = [
    ['Message sent', time(newest.at)],
    ['Rule', el('code', {}, rule)],
    ['At fault', culprit && culpritLabel(culprit)],
    ['How sure', confidence],
    ['SES said', newest.sesBounceType],
    ['Status', newest.status],
    ['Stream', newest.stream],
    ['Configuration set', newest.configurationSet],
    ['Tenant', newest.tenant],
    ['Forwarded to', newest.forwardedTo],
    ['Imported from', newest.imported],
    ['Message id', newest.messageId],
    ['Notification id', newest.feedbackId],
  ].filter(([, value]) => value);
  return [
    newest.reply && newest.reply !== shownReply && el('blockquote', {class: 'reply'}, receiversWords(newest.reply)),
    el('details', {},
      el('summary', {}, 'Details'),
      el('dl', {class: 'facts'}, rows.map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)]))),
  ];
}
