// What several views show. Every text becomes a text node, so nothing that others wrote is ever markup.

import {withQuery} from './api.js';
import {CULPRITS, DIAGNOSES, LEVELS, REASONS, STATES} from './labels.js';
import {icon} from './icons.js';
import {ago, day, time, visibleSegments} from './words.js';

export {icon};
export {chart} from './charts.js';

/**
 * Makes an element.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] a function is an event listener (onclick), true an empty
 *   attribute; null, undefined and false are left out. There is no style: use a class.
 * @param {...unknown} children nodes, lists of them, or values that become text
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') {
      element.addEventListener(name.replace(/^on/, ''), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children.flat(Infinity)
    .filter(it => it !== null && it !== undefined && it !== false)
    .map(it => (it instanceof Node ? it : String(it)));
}

/** Joins names to the value of a class attribute, and leaves out empty ones. Returns null if no name is left. */
function classes(...names) {
  return names.filter(Boolean).join(' ') || null;
}

/**
 * Text that others wrote: isolated, so that it cannot change the order of the text around it, and with its
 * controls and invisible characters as visible marks.
 *
 * @param {string} text
 * @param {Record<string, unknown>} [attributes] of the element
 */
export function receiversWords(text, attributes = {}) {
  return el('bdi', {...attributes, class: classes('words', attributes.class)},
    visibleSegments(text ?? '').map(it => it.text
      ?? el('span', {class: 'mark', title: it.code}, it.mark)));
}

/** An address or a domain, likewise. Long ones break anywhere. */
export function subjectText(subject, attributes = {}) {
  return receiversWords(subject, {...attributes, class: classes('subject', attributes.class)});
}

/** The link to the views' route, for example link('search', {q: 'bob@example.com'}). */
export function route(name, query = {}) {
  return `#${withQuery(`/${name}`, query)}`;
}

/** A state in words, with its icon and colour. */
export function stateBadge(state) {
  const known = STATES[state];
  return el('span', {class: `badge state-${known ? state : 'unknown'}`, 'data-state': state, title: known?.meaning},
    icon(known?.icon ?? 'question'), known?.label ?? state);
}

/** A culprit in words, with its icon and colour; a dash where there is none. */
export function culpritLabel(culprit) {
  if (!culprit) {
    return el('span', {class: 'quiet'}, '–');
  }
  const known = CULPRITS[culprit];
  return el('span', {class: `culprit culprit-${known ? culprit : 'nobody'}`, 'data-culprit': culprit},
    icon(known?.icon ?? 'question'), known?.label ?? culprit);
}

/** A reason in words; the API's name is its tooltip. */
export function reasonLabel(reason) {
  return reason
    ? el('span', {class: 'reason', 'data-reason': reason, title: reason}, REASONS[reason] ?? reason)
    : el('span', {class: 'quiet'}, '–');
}

export function diagnosisLabel(diagnosis) {
  return el('span', {'data-diagnosis': diagnosis, title: diagnosis}, DIAGNOSES[diagnosis] ?? diagnosis);
}

/** A level of the bounce or complaint rate. */
export function levelBadge(level) {
  const known = LEVELS[level] ?? {label: level, icon: 'question'};
  return el('span', {class: `badge level-${level.toLowerCase()}`, 'data-level': level, title: known.meaning},
    icon(known.icon), known.label);
}

/** A UTC day. */
export function dayText(isoDay) {
  return isoDay ? el('time', {datetime: isoDay}, day(isoDay)) : el('span', {class: 'quiet'}, '–');
}

/** An instant, with how long ago it was. */
export function timeText(instant) {
  return instant
    ? el('time', {datetime: instant, title: time(instant)}, ago(instant))
    : el('span', {class: 'quiet'}, 'never');
}

/** A box with a heading. */
export function card(heading, attributes, ...children) {
  return el('section', {...attributes, class: classes('card', attributes?.class)},
    el('h2', {}, heading), ...children);
}

/** A message with a tone: info, warning or error. */
export function notice(tone, title, ...children) {
  return el('div', {class: `notice notice-${tone}`, 'data-notice': tone, role: tone === 'error' ? 'alert' : null},
    icon(tone === 'info' ? 'info' : 'alert'),
    el('div', {}, el('p', {class: 'notice-title'}, title), ...children));
}

/** Shown where there is nothing yet: says why, and what to do. */
export function empty(title, ...children) {
  return el('div', {class: 'empty', 'data-empty': true}, el('p', {class: 'empty-title'}, title), ...children);
}

/** A command that a person can copy. */
export function command(text) {
  return el('div', {class: 'command'}, el('code', {tabindex: 0}, text), copyButton(text, 'Copy the command'));
}

/** A button that puts a text on the clipboard and says so. */
export function copyButton(text, label = 'Copy') {
  const words = el('span', {}, label);
  const status = el('span', {class: 'unseen', role: 'status'});
  const button = el('button', {
    type: 'button',
    class: 'button small',
    onclick: async () => {
      let result = 'Copied';
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        result = 'Not copied: the browser does not allow it';
      }
      words.textContent = result;
      status.textContent = result;
      setTimeout(() => { words.textContent = label; status.textContent = ''; }, 3000);
    },
  }, icon('copy'), words, status);
  return button;
}

/**
 * A table that scrolls horizontally where the window is narrow.
 *
 * @param {{caption: string, columns: {label: string, cell: (row: any) => unknown, numeric?: boolean, class?: string,
 *   named?: boolean}[], rows: any[], row?: (row: any) => Record<string, unknown>, captionSeen?: boolean, onCards?: boolean}}
 *   content the first cell of a row is its heading; row gives attributes of a row; with onCards, rows become blocks in
 *   a narrow window, in which a named column keeps its label
 */
export function table({caption, columns, rows, row = () => ({}), captionSeen = false, onCards = false}) {
  const style = it => classes(it.numeric && 'numeric', it.class);
  return el('div', {class: `table-frame${onCards ? ' rows-on-cards' : ''}`, role: 'region', 'aria-label': caption, tabindex: 0},
    el('table', {},
      el('caption', {class: captionSeen ? null : 'unseen'}, caption),
      el('thead', {}, el('tr', {}, columns.map(it => el('th', {scope: 'col', class: style(it)}, it.label)))),
      el('tbody', {}, rows.map(it => el('tr', row(it), columns.map((column, index) =>
        el(index === 0 ? 'th' : 'td',
          {scope: index === 0 ? 'row' : null, class: style(column), 'data-label': column.label, 'data-named': column.named},
          column.cell(it))))))));
}

/**
 * What went wrong, and what to do about it.
 *
 * @param {Error} error
 * @param {() => void} [retry] what the button "Try again" does; no button without it
 */
export function problem(error, retry) {
  const {title, advice} = inWords(error);
  const isOldPage = error.status === 403 && error.detail.includes('X-Hardstop-Token');
  const box = notice('error', title,
    advice ? el('p', {}, advice) : null,
    error.status !== undefined && error.detail ? el('p', {class: 'problem-detail'}, receiversWords(error.detail)) : null,
    error.requestId ? el('p', {class: 'quiet'}, 'Request ', el('code', {}, error.requestId)) : null,
    isOldPage
      ? el('p', {}, button('Load the page again', 'reload', () => location.reload()))
      : retry && el('p', {}, button('Try again', 'retry', retry)));
  box.dataset.status = error.status ?? 'page';
  return box;
}

function button(label, action, onclick) {
  return el('button', {type: 'button', class: 'button', 'data-action': action, onclick}, icon('again'), label);
}

function inWords(error) {
  switch (error.status) {
    case undefined:
      return {title: 'This view could not be shown', advice: 'The page itself has an error. Load it again; the console of the browser has the details.'};
    case 403:
      return error.lacksPermission
        ? {
          title: 'No permission',
          advice: ['Your AWS identity may not use this route. It needs ', el('code', {}, 'execute-api:Invoke'), ' on a resource that ends with ', el('code', {}, error.route), '.'],
        }
        : {title: error.title};
    case 429:
      return {title: 'Too many requests', advice: 'Wait a moment, then try again.'};
    case 503:
      return {title: 'The table cannot be reached', advice: 'There is no answer. That does not mean that an address is clear.'};
    default:
      return {title: error.title};
  }
}

/**
 * Asks in a dialog before something changes. The dialog stays open while the action runs. If the action fails, the
 * dialog shows the problem and keeps what was typed.
 *
 * @param {{title: string, body?: unknown, fields?: {name: string, label: string, type?: string, value?: string,
 *   required?: boolean, maxlength?: number, pattern?: string, hint?: string, min?: string, max?: string,
 *   options?: {value: string, label: string}[]}[], action: string, tone?: 'danger',
 *   perform: (values: Record<string, string>) => Promise<any>}} question a field of the type checkbox has the value
 *   "on" or ''; options make a select
 * @returns {Promise<any>} what perform returned; null if the person cancelled
 */
export function confirm({title, body, fields = [], action, tone, perform}) {
  return new Promise(resolve => {
    let result = null;
    const outcome = el('div', {'aria-live': 'assertive'});
    const submit = el('button', {class: `button primary ${tone ?? ''}`, 'data-action': 'confirm'}, action);
    const cancel = el('button', {type: 'button', class: 'button', 'data-action': 'cancel', onclick: () => dialog.close()}, 'Cancel');
    const form = el('form', {
      method: 'dialog',
      onsubmit: async event => {
        event.preventDefault();
        const values = Object.fromEntries(fields.map(it => [it.name, String(new FormData(form).get(it.name) ?? '').trim()]));
        submit.disabled = true;
        submit.setAttribute('aria-busy', 'true');
        outcome.replaceChildren();
        try {
          result = await perform(values) ?? values;
          dialog.close();
        } catch (error) {
          outcome.replaceChildren(problem(error));
        } finally {
          submit.disabled = false;
          submit.removeAttribute('aria-busy');
        }
      },
    },
    el('h2', {id: 'dialog-title'}, title), nodes([body]), fields.map(field), outcome,
    el('div', {class: 'buttons'}, cancel, submit));
    const dialog = el('dialog', {'aria-labelledby': 'dialog-title', onclose: () => { dialog.remove(); resolve(result); }}, form);
    document.body.append(dialog);
    dialog.showModal();
  });
}

let fieldCount = 0;

/** A labelled control, as confirm and the filters of the list use it. */
export function field({name, label, type = 'text', hint, options, value, ...attributes}) {
  const id = `field-${name}-${++fieldCount}`;
  const hintId = hint ? `${id}-hint` : null;
  const common = {id, name, 'aria-describedby': hintId, ...attributes};
  let control;
  if (options) {
    control = el('select', common, options.map(it => el('option', {value: it.value, selected: it.value === value}, it.label)));
  } else if (type === 'textarea') {
    control = el('textarea', {rows: 4, ...common}, value ?? '');
  } else if (type === 'checkbox') {
    control = el('input', {type, checked: value === 'on', ...common});
  } else {
    control = el('input', {type, value, autocomplete: 'off', ...common});
  }
  const words = el('label', {for: id}, label);
  return el('div', {class: type === 'checkbox' ? 'field field-check' : 'field', 'data-field': name},
    type === 'checkbox' ? [control, words] : [words, control],
    hint ? el('p', {class: 'hint', id: hintId}, hint) : null);
}
