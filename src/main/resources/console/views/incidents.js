// The newest 200 incidents: the open ones first, then those that have ended. One request, GET /v1/incidents.

import {card, diagnosisLabel, el, empty, icon, route, subjectText, table, timeText} from '../parts.js';
import {duration, number, plural} from '../words.js';

/** What is wrong with our own sending, and the first thing to do. The view of a domain has all steps. */
const OWN_FAULTS = {
  SENDER_REPUTATION: 'Unrelated receivers refuse our IP address or domain. Stop bulk mail, find the blocklist in a reply, and ask for delisting once the cause is removed. No address is suppressed for it.',
  SENDER_AUTHENTICATION: 'Unrelated receivers cannot verify our mail, or refuse our sender address. Repair SPF, DKIM, DMARC or the PTR record. No address is suppressed for it.',
  RATE: 'Unrelated receivers ask us to send more slowly. Spread the mail over more time. No address is suppressed for it.',
  DEAD_ADDRESSES: 'Many addresses at many domains do not exist, and nothing was delivered to them before. Stop this mailing, and find out where its list came from.',
};

const DOMAIN_FAULT = 'Nearly all recipients of the domain bounce. Its addresses are held for 72 hours; leave your list as it is.';

export function title() {
  return 'Incidents';
}

export async function render(root, parameters, {api}) {
  const {incidents} = await api.get('/v1/incidents');
  if (incidents.length === 0) {
    root.append(card('No incident yet', {id: 'no-incident'}, empty('Nothing unusual was found so far',
      el('p', {}, 'The watch function looks every 15 minutes. An incident opens when a domain that accepted mail refuses nearly all recipients, or when unrelated receivers bounce in the same way, which means that our own sending is at fault.'))));
    return;
  }
  const newestFirst = [...incidents].sort((one, other) => new Date(other.opened) - new Date(one.opened));
  const open = newestFirst.filter(it => !it.ended);
  const ended = newestFirst.filter(it => it.ended);
  root.append(card(`Open (${number(open.length)})`, {id: 'open'}, open.length === 0
    ? empty('No incident is open')
    : el('ul', {class: 'rows'}, open.map(openIncident))));
  if (ended.length > 0) {
    root.append(card(`Ended (${number(ended.length)})`, {id: 'ended'}, endedIncidents(ended)));
  }
}

function openIncident(incident) {
  const isOwn = incident.scope === 'sender';
  return el('li', {class: 'incident', 'data-incident': incident.id, 'data-scope': incident.scope},
    icon('bell'),
    el('div', {class: 'row-head'},
      el('h3', {}, isOwn ? 'Our own sending' : domainLink(incident.domains[0])),
      el('span', {}, diagnosisLabel(incident.diagnosis)),
      el('span', {class: 'quiet'}, 'opened ', timeText(incident.opened))),
    el('p', {class: 'quiet'}, isOwn ? OWN_FAULTS[incident.diagnosis] : DOMAIN_FAULT),
    isOwn ? domains(incident.domains) : null);
}

/** The domains at which a fault of our own was seen: up to 50, all as links. */
function domains(names) {
  const first = names.slice(0, 8);
  const rest = names.slice(8);
  return el('div', {},
    el('p', {class: 'names'}, el('span', {class: 'quiet'}, `Seen at ${plural(names.length, 'domain')}:`), first.map(domainLink)),
    rest.length > 0
      ? el('details', {}, el('summary', {}, `${number(rest.length)} more`), el('p', {class: 'names'}, rest.map(domainLink)))
      : null);
}

function domainLink(name) {
  return name ? el('a', {href: route('domain', {name})}, subjectText(name)) : 'A domain';
}

function endedIncidents(incidents) {
  return table({
    caption: 'Incidents that have ended',
    onCards: true,
    columns: [
      {label: 'Where', cell: it => (it.scope === 'sender' ? ['Our own sending, at ', it.domains.slice(0, 3).map((name, index) => [index > 0 ? ', ' : '', domainLink(name)]), it.domains.length > 3 ? ` and ${number(it.domains.length - 3)} more` : ''] : domainLink(it.domains[0]))},
      {label: 'Diagnosis', cell: it => diagnosisLabel(it.diagnosis)},
      {label: 'Opened', named: true, cell: it => timeText(it.opened)},
      {label: 'Lasted', named: true, cell: it => duration(Math.max(0, Math.floor((new Date(it.ended) - new Date(it.opened)) / 60_000)))},
      {label: 'How it ended', cell: it => (it.endedWell
        ? el('span', {class: 'badge state-clear'}, icon('check'), 'Mail is accepted again')
        : el('span', {class: 'badge'}, icon('clock'), 'No more bounces'))},
    ],
    rows: incidents,
    row: it => ({'data-incident': it.id, 'data-scope': it.scope}),
  });
}
