// Addresses and domains by their verdicts of now: GET /v1/suppressions with its filters, a page at a time.

import {withQuery} from '../api.js';
import {CULPRITS, REASONS, STATES} from '../labels.js';
import {
  culpritLabel, dayText, el, empty, field, icon, problem, reasonLabel, route, stateBadge, subjectText, table,
} from '../parts.js';
import {number, plural} from '../words.js';

/** A view sends at most this many requests. So few matches may need several pages of the API. */
const MOST_REQUESTS = 3;
const FEW_ROWS = 20;

const FILTERS = ['state', 'reason', 'culprit', 'domain', 'stream', 'since', 'until'];
const LISTED_STATES = ['suppressed', 'held', 'recheck', 'watched', 'clear'];

export function title() {
  return 'List';
}

export async function render(root, parameters, context) {
  const filters = Object.fromEntries(FILTERS.map(it => [it, parameters.get(it) ?? '']).filter(([, value]) => value));
  const cursor = parameters.get('cursor') ?? '';
  context.actions.append(el('a', {
    class: 'button small', id: 'export', href: withQuery('/console/list.csv', filters), download: true,
  }, icon('down'), 'Export as CSV'));
  const results = el('section', {class: 'card results', id: 'results', tabindex: -1, 'aria-label': 'Results'},
    el('p', {class: 'quiet'}, 'Loading…'));
  root.append(filterForm(filters, context), results);
  document.addEventListener('pointerdown', event => {
    for (const open of root.querySelectorAll('.picker[open]')) {
      open.open = open.contains(event.target);
    }
  }, {signal: context.signal});
  try {
    show(results, await read(filters, cursor, context.api), filters, cursor);
  } catch (error) {
    if (context.signal.aborted) {
      throw error;
    }
    results.replaceChildren(problem(error, error.status === 400 ? null : context.reload));
  }
}

/** Reads pages of the API until there are enough rows, or the view may send no more requests. */
async function read(filters, cursor, api) {
  const found = {rows: [], judged: 0, next: cursor || null};
  for (let requests = 0; requests < MOST_REQUESTS; requests++) {
    const page = await api.get('/v1/suppressions', {...filters, cursor: found.next});
    found.rows.push(...page.suppressions);
    found.judged += page.judged;
    found.next = page.next;
    if (!found.next || found.rows.length >= FEW_ROWS) {
      break;
    }
  }
  return found;
}

function show(results, {rows, judged, next}, filters, cursor) {
  if (rows.length === 0 && !next && !cursor) {
    results.replaceChildren(nothing(filters));
    return;
  }
  const pager = () => el('div', {class: 'pager'}, el('p', {class: 'quiet', 'data-field': 'judged'}, explanation(rows.length, judged, next)), pages(filters, cursor, next));
  results.replaceChildren(...(rows.length === 0
    ? [pager()]
    : [
      el('div', {class: 'pager'}, el('p', {class: 'quiet', role: 'status'}, plural(rows.length, 'entry', 'entries'), ' on this page')),
      entries(rows),
      pager()]));
}

function nothing(filters) {
  return Object.keys(filters).length > 0
    ? empty('Nothing matches these filters', el('p', {}, el('a', {href: route('list')}, 'Remove all filters')))
    : empty('Nothing is suppressed, held or watched', el('p', {}, 'Addresses and domains appear here with their first bounce or complaint.'));
}

/** The list is read in pieces that have no order, so a page can be short or empty in the middle of it. */
function explanation(rows, judged, next) {
  if (!next) {
    return rows > 0 ? 'This is the end of the list.' : `This is the end of the list: of the last ${plural(judged, 'entry', 'entries')}, none matched.`;
  }
  return rows === 0
    ? `Hardstop read ${plural(judged, 'entry', 'entries')} of the table, and none matched. The list goes on.`
    : `Hardstop read ${plural(judged, 'entry', 'entries')} of the table for this page. The list goes on, in no particular order.`;
}

function pages(filters, cursor, next) {
  return el('div', {class: 'buttons'},
    cursor ? el('a', {class: 'button', 'data-action': 'first', href: route('list', filters)}, 'First page') : null,
    cursor ? el('button', {type: 'button', class: 'button', 'data-action': 'back', onclick: () => history.back()}, icon('left'), 'Back') : null,
    next ? el('a', {class: 'button', 'data-action': 'next', rel: 'next', href: route('list', {...filters, cursor: next})}, 'Next page', icon('right')) : null);
}

function entries(rows) {
  return table({
    caption: 'Addresses and domains',
    onCards: true,
    columns: [
      {label: 'Address or domain', class: 'wide', cell: it => el('a', {href: route('search', {q: it.subject})}, subjectText(it.subject))},
      {label: 'State', cell: it => stateBadge(it.state)},
      {label: 'Reason', cell: it => (it.state === 'unreadable' ? 'The stored item cannot be read' : reasonLabel(it.reason))},
      {label: 'Culprit', cell: it => culpritLabel(it.culprit)},
      {label: 'Since', named: true, class: 'date', cell: it => dayText(it.since)},
      {label: 'Until', named: true, class: 'date', cell: it => (it.until || !it.suppressed || it.state === 'unreadable' ? dayText(it.until) : 'no end')},
    ],
    rows,
    row: it => ({'data-subject': it.subject, 'data-state': it.state}),
  });
}

// The filters. They take effect with the button, so that the address in the browser and the page always agree.

function filterForm(filters, {go, streams}) {
  const form = el('form', {
    class: 'card filters',
    id: 'filters',
    onsubmit: event => {
      event.preventDefault();
      const data = new FormData(form);
      const query = Object.fromEntries(FILTERS.map(it => [it, data.getAll(it).map(String).map(value => value.trim()).filter(Boolean).join(',')]));
      go('list', query, {focus: 'results'});
    },
    onkeydown: event => {
      const open = event.key === 'Escape' && event.target.closest('.picker[open]');
      if (open) {
        open.open = false;
        open.firstElementChild.focus();
      }
    },
  },
  states(filters.state),
  el('div', {class: 'filter-row'},
    picker('reason', 'Reason', Object.entries(REASONS), filters.reason),
    picker('culprit', 'Culprit', Object.entries(CULPRITS).map(([value, it]) => [value, it.label]), filters.culprit),
    field({name: 'domain', label: 'Domain', value: filters.domain, placeholder: 'example.com', spellcheck: 'false', autocapitalize: 'off'}),
    stream(filters.stream, streams),
    field({name: 'since', label: 'Since', type: 'date', value: filters.since}),
    field({name: 'until', label: 'Until', type: 'date', value: filters.until}),
    el('div', {class: 'buttons'},
      Object.keys(filters).length > 0 ? el('a', {class: 'button', 'data-action': 'clear', href: route('list')}, 'Remove all') : null,
      el('button', {class: 'button primary', 'data-action': 'apply'}, 'Apply'))));
  return form;
}

function states(chosen = '') {
  const values = chosen.split(',');
  return el('fieldset', {class: 'choices'}, el('legend', {}, 'State'), LISTED_STATES.map(it => el('span', {class: 'choice'},
    el('input', {type: 'checkbox', id: `state-${it}`, name: 'state', value: it, checked: values.includes(it)}),
    el('label', {for: `state-${it}`, class: `state-${it}`}, icon(STATES[it].icon), STATES[it].label))));
}

function stream(chosen = '', streams) {
  if (streams.length === 0 && !chosen) {
    return null;
  }
  const known = chosen && !streams.includes(chosen) ? [chosen, ...streams] : streams;
  return field({
    name: 'stream',
    label: 'Stream',
    value: chosen,
    options: [{value: '', label: 'All streams'}, ...known.map(it => ({value: it, label: it}))],
  });
}

/** Several of many values: a button that opens checkboxes. */
function picker(name, label, options, chosen = '') {
  const values = new Set(chosen.split(',').filter(Boolean));
  // An unknown value in the address is kept, so that the API can say what is wrong with it.
  const all = [...options, ...[...values].filter(it => !options.some(([value]) => value === it)).map(it => [it, it])];
  const words = el('span', {});
  const say = () => {
    const labels = all.filter(([value]) => values.has(value)).map(([, it]) => it);
    words.textContent = labels.length === 0 ? 'Any' : labels.length === 1 ? labels[0] : `${labels.length} of ${all.length}`;
  };
  say();
  const summary = el('summary', {'aria-labelledby': `${name}-label ${name}-words`}, words, icon('right'));
  words.id = `${name}-words`;
  const details = el('details', {
    class: 'picker',
    onfocusout: event => {
      if (event.relatedTarget && !details.contains(event.relatedTarget)) {
        details.open = false;
      }
    },
  }, summary, el('div', {class: 'picker-panel', role: 'group', 'aria-labelledby': `${name}-label`}, all.map(([value, it]) => el('div', {class: 'field-check field'},
    el('input', {
      type: 'checkbox', id: `${name}-${value}`, name, value, checked: values.has(value),
      onchange: event => {
        if (event.target.checked) {
          values.add(value);
        } else {
          values.delete(value);
        }
        say();
      },
    }),
    el('label', {for: `${name}-${value}`}, it)))));
  return el('div', {class: 'field', 'data-field': name}, el('span', {class: 'field-label', id: `${name}-label`}, label), details);
}
