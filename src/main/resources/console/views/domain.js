// Domain: what is wrong with the mail to all addresses of one domain, the figures, and a letter to the person who can
// repair it.

import {DIAGNOSES, REASONS} from '../labels.js';
import {
  card, chart, copyButton, dayText, el, empty, problem, reasonLabel, receiversWords, route, stateBadge, subjectText, table,
} from '../parts.js';
import {day, number, plural, shortDay, subjectOf, time} from '../words.js';
import {excludeDays, releaseDomain, suppressDomain} from './actions.js';
import {lookupForm} from './lookup.js';
import {dayOf, today} from './wording.js';

const DAYS = 14;

const OUR_FAULT = ['SENDER_REPUTATION', 'SENDER_AUTHENTICATION', 'RATE'];

const ROUTES = {
  MX: 'The domain has mail servers.',
  ADDRESS_ONLY: 'The domain has no MX record. Mail goes to the address of the domain itself.',
  NULL_MX: 'The domain says that it takes no mail (null MX).',
  NO_ROUTE: 'The domain exists, but has neither a mail server nor an address.',
  NO_SUCH_DOMAIN: 'The domain does not exist.',
  SERVER_FAILURE: 'The name servers of the domain failed.',
  TIMEOUT: 'The name service did not answer in time.',
};

export function title(params) {
  return params.get('name')?.trim().replace(/^@/, '') || 'Domain';
}

export async function render(root, params, context) {
  const asked = subjectOf(params.get('name') ?? '');
  if (!asked) {
    root.append(
      lookupForm({label: 'Domain', placeholder: 'example.com', find: name => context.go('domain', {name})}),
      empty('Which domain?',
        el('p', {}, 'Enter a domain to read what is wrong with the mail to its addresses, since when, and what to do.')));
    return;
  }
  if (asked.address) {
    context.go('search', {q: asked.address}, {replace: true});
    return;
  }
  const dns = params.get('dns') === 'true';
  const addresses = context.api.get('/v1/addresses', {domain: asked.domain}).catch(error => ({error}));
  let answer;
  try {
    answer = await context.api.get(`/v1/domains/${encodeURIComponent(asked.domain)}`, {dns: dns ? 'true' : ''});
  } catch (error) {
    if (error.status !== 400) {
      throw error;
    }
    root.append(el('section', {class: 'card', 'data-field': 'invalid'},
      el('p', {class: 'lead'}, stateBadge('invalid'), ' This is not a domain.'),
      el('p', {'data-field': 'detail'}, error.detail)));
    return;
  }
  context.actions.append(...actions(answer, context));
  const letter = el('div', {}, letterCard(answer));
  root.append(...view(answer, await addresses, letter, context));
}

function view(answer, addresses, letter, context) {
  const isKnown = answer.incident || addresses.error || addresses.addresses.length > 0
    || answer.figures.days.some(it => it.bounced + it.delivered > 0);
  return [
    el('div', {class: 'columns'},
      isKnown ? diagnosis(answer) : unknown(),
      el('div', {class: 'group'}, incidentCard(answer), dnsCard(answer, letter, context))),
    isKnown && figures(answer.figures),
    letter,
    isKnown && addressesCard(answer.domain, addresses, context),
  ].filter(Boolean);
}

function unknown() {
  return card('Diagnosis', {'data-field': 'diagnosis'},
    el('p', {class: 'lead'}, 'Nothing is known about this domain: no bounce and no delivery of the last days is recorded.'));
}

function diagnosis({diagnosis: name, confidence, since, advice}) {
  return card('Diagnosis', {'data-field': 'diagnosis', 'data-diagnosis': name},
    el('p', {class: 'lead', 'data-field': 'summary'}, `${DIAGNOSES[name] ?? name}.`),
    el('p', {'data-field': 'advice'}, advice.summary),
    el('dl', {class: 'facts'},
      el('dt', {}, 'How sure'), el('dd', {'data-field': 'confidence'}, confidence),
      since && [el('dt', {}, 'Since'), el('dd', {'data-field': 'since'}, dayText(since))]),
    advice.steps.length > 0 && [
      el('h3', {}, 'What to do'),
      el('ol', {class: 'steps', 'data-field': 'steps'}, advice.steps.map(step => el('li', {}, step))),
    ]);
}

function incidentCard({incident}) {
  if (!incident) {
    return card('Incident', {'data-field': 'incident'}, el('p', {class: 'quiet'}, 'There was no incident of this domain.'));
  }
  const {id, from, opened, holds, ended, endedWell} = incident;
  return card('Incident', {'data-field': 'incident'},
    holds
      ? el('p', {}, stateBadge('held'), ' No mail is sent to any address of this domain.')
      : el('p', {}, ended ? (endedWell ? 'It is over: the domain accepts mail again.' : 'It is over.')
        : 'It is open, but its hold is over: mail is sent again.'),
    el('dl', {class: 'facts'},
      el('dt', {}, 'First day'), el('dd', {}, dayText(from)),
      el('dt', {}, 'Opened'), el('dd', {}, time(opened)),
      ended && [el('dt', {}, 'Ended'), el('dd', {}, time(ended))],
      el('dt', {}, 'Id'), el('dd', {}, el('code', {}, id))));
}

// DNS is queried only if a person wants it, because it takes up to two seconds.

function dnsCard(answer, letter, context) {
  const content = el('div', {class: 'group', 'aria-live': 'polite'});
  const lookUp = async () => {
    content.replaceChildren(el('p', {class: 'quiet'}, 'Looking it up…'));
    try {
      const found = await context.api.get(`/v1/domains/${encodeURIComponent(answer.domain)}`, {dns: 'true'});
      content.replaceChildren(...dnsFacts(found.dns));
      letter.replaceChildren(letterCard(found));
      history.replaceState(null, '', route('domain', {name: answer.domain, dns: 'true'}));
    } catch (error) {
      if (!context.signal.aborted) {
        content.replaceChildren(problem(error, lookUp));
      }
    }
  };
  content.append(...(answer.dns
    ? dnsFacts(answer.dns)
    : [el('p', {}, 'Where does mail for this domain go?'),
        el('p', {}, el('button', {type: 'button', class: 'button', 'data-action': 'dns', onclick: lookUp}, 'Look up the DNS'))]));
  return card('DNS', {'data-field': 'dns'}, content);
}

function dnsFacts({state, hosts, gateway, remarks}) {
  return [
    el('p', {'data-field': 'dns-state', 'data-state': state}, ROUTES[state] ?? state),
    remarks.length > 0 && el('ul', {class: 'bullets', 'data-field': 'dns-remarks'}, remarks.map(it => el('li', {}, it))),
    el('dl', {class: 'facts'},
      gateway && [el('dt', {}, 'Run by'), el('dd', {'data-field': 'gateway'}, gateway)],
      hosts.length > 0 && [el('dt', {}, 'Mail servers'),
        el('dd', {'data-field': 'dns-hosts'}, hosts.map(host => el('div', {}, subjectText(host))))]),
  ].filter(Boolean);
}

// The figures on which the diagnosis rests.

function figures({days: counted, reasons, sampled}) {
  const days = lastDays(counted);
  const isPartial = days.some(it => it.orMore);
  const accepted = it => `${number(it.delivered)}${it.orMore ? ' or more' : ''}`;
  const byFrequency = Object.entries(reasons).sort(([, one], [, other]) => other - one);
  return card('Refused and accepted recipients', {'data-field': 'figures'},
    chart({
      label: 'Refused and accepted recipients per day',
      description: description(days),
      config: colour => ({
        type: 'bar',
        data: {
          labels: days.map(it => `${shortDay(it.day)}${it.orMore ? ' +' : ''}`),
          datasets: [
            bars('Refused', days.map(it => it.bounced), colour, 'culprit-address'),
            bars('Accepted', days.map(it => it.delivered), colour, 'culprit-sender'),
          ],
        },
        options: {
          animation: false,
          interaction: {mode: 'index', intersect: false},
          scales: {
            x: {stacked: true, grid: {display: false}},
            y: {stacked: true, beginAtZero: true, suggestedMax: 5, ticks: {precision: 0}, title: {display: true, text: 'Recipients'}},
          },
          plugins: {
            legend: {position: 'bottom'},
            tooltip: {
              callbacks: {
                label: item => ` ${item.dataset.label}: ${
                  item.datasetIndex === 1 ? accepted(days[item.dataIndex]) : number(item.parsed.y)}`,
              },
            },
          },
        },
      }),
      figures: {
        columns: [
          {label: 'Day', cell: it => dayText(it.day)},
          {label: 'Refused', numeric: true, cell: it => number(it.bounced)},
          {label: 'Accepted', numeric: true, cell: accepted},
          {label: 'Why refused', cell: it => Object.entries(it.reasons).map(([reason, count]) => `${REASONS[reason] ?? reason} ${number(count)}`).join(', ') || '–'},
        ],
        rows: days,
      },
    }),
    isPartial && el('p', {class: 'quiet', 'data-field': 'or-more'}, 'A + after a day: more recipients accepted mail than were counted.'),
    sampled && el('p', {class: 'quiet', 'data-field': 'sampled'}, 'The domain has many addresses. Only the most recently written ones are counted.'),
    byFrequency.length > 0 && [
      el('h3', {}, 'Why recipients were refused'),
      el('ul', {class: 'counts', 'data-field': 'reasons'}, byFrequency.map(([reason, count]) =>
        el('li', {}, reasonLabel(reason), ' ', el('strong', {}, number(count))))),
    ]);
}

/** The last 14 days, the oldest first. The API leaves out the days without mail, which the chart must not. */
function lastDays(counted) {
  const byDay = new Map(counted.map(it => [it.day, it]));
  return Array.from({length: DAYS}, (_, index) => today(index - DAYS + 1))
    .map(it => byDay.get(it) ?? {day: it, bounced: 0, delivered: 0, reasons: {}});
}

function bars(label, data, colour, name) {
  return {
    label,
    data,
    backgroundColor: colour(name),
    borderColor: colour(`${name}-edge`),
    borderWidth: 1,
    borderRadius: 2,
    maxBarThickness: 36,
  };
}

function description(days) {
  const sum = field => days.reduce((total, it) => total + it[field], 0);
  const worst = days.reduce((one, other) => (other.bounced > one.bounced ? other : one));
  const text = `In ${plural(days.length, 'day')}, ${plural(sum('bounced'), 'refused recipient')} and ${
    plural(sum('delivered'), 'accepted recipient')}${days.some(it => it.orMore) ? ' or more' : ''}, added up by day.`;
  return worst.bounced > 0 ? `${text} Most were refused on ${day(worst.day)}: ${number(worst.bounced)}.` : text;
}

// The addresses, page by page.

function addressesCard(domain, first, context) {
  if (first.error) {
    return card('Addresses', {'data-field': 'addresses'}, problem(first.error));
  }
  if (first.addresses.length === 0) {
    return card('Addresses', {'data-field': 'addresses'},
      empty('No address of this domain has a bounce or a complaint'));
  }
  const content = table({caption: `Addresses of ${domain}`, columns: COLUMNS, rows: first.addresses, onCards: true});
  const body = content.querySelector('tbody');
  const failure = el('div', {});
  let next = first.next;
  const showNext = async () => {
    failure.replaceChildren();
    more.setAttribute('aria-busy', 'true');
    try {
      const page = await context.api.get('/v1/addresses', {domain, cursor: next});
      const rows = [...table({caption: '', columns: COLUMNS, rows: page.addresses}).querySelectorAll('tbody tr')];
      body.append(...rows);
      next = page.next;
      rows[0]?.querySelector('a')?.focus();
      line.hidden = !next;
    } catch (error) {
      if (!context.signal.aborted) {
        failure.replaceChildren(problem(error));
      }
    } finally {
      more.removeAttribute('aria-busy');
    }
  };
  const more = el('button', {type: 'button', class: 'button', 'data-action': 'more-addresses', onclick: showNext}, 'Show more addresses');
  const line = el('p', {hidden: !next}, more);
  return card('Addresses with bounces or complaints', {'data-field': 'addresses'},
    content, line, failure,
    el('p', {}, el('a', {href: route('list', {domain})}, 'Filter these addresses in the list')));
}

const COLUMNS = [
  {label: 'Address', cell: it => el('a', {href: route('search', {q: it.address})}, subjectText(it.address))},
  {label: 'State', cell: it => stateBadge(it.state)},
  {label: 'Reason', cell: it => it.detail ?? reasonLabel(it.reason)},
  {label: 'Since', named: true, cell: it => dayText(it.since)},
  {label: 'Until', named: true, cell: it => (it.until || !it.suppressed || it.detail ? dayText(it.until) : 'no end')},
];

function letterCard({diagnosis: name, letter}) {
  if (!letter) {
    return '';
  }
  const [subject] = letter.split('\n', 1);
  return card(OUR_FAULT.includes(name) ? 'A letter to whoever runs our sending' : 'A letter to the administrator of the domain',
    {'data-field': 'letter'},
    el('p', {'data-action': 'copy-letter'}, copyButton(letter, 'Copy the letter')),
    el('details', {},
      el('summary', {}, receiversWords(subject)),
      el('pre', {class: 'letter', tabindex: 0, 'aria-label': 'Letter'},
        letter.split('\n').map((line, index) => [index > 0 && '\n', receiversWords(line)]))));
}

function actions(answer, context) {
  const bounced = answer.figures.days.filter(it => it.bounced > 0).map(it => it.day);
  const from = answer.incident?.from ?? answer.since ?? bounced[0];
  const to = answer.incident?.ended ? dayOf(answer.incident.ended) : bounced.at(-1);
  const button = (name, text, onclick) => el('button', {type: 'button', class: 'button', 'data-action': name, onclick}, text);
  return [
    button('release-domain', 'Release the domain…', () => releaseDomain(context, answer.domain)),
    button('suppress-domain', 'Suppress the domain…', () => suppressDomain(context, answer.domain)),
    button('exclude-days', 'Exclude days…', () => excludeDays(context, answer.domain,
      {from, to, reasons: Object.keys(answer.figures.reasons)})),
  ];
}
