// The form of a view that is opened without a subject.

import {el} from '../parts.js';

/** @param find is called with what was typed, which is not blank */
export function lookupForm({label, placeholder, find}) {
  const input = el('input', {
    type: 'search', id: 'lookup', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: 320, placeholder,
  });
  return el('form', {
    class: 'lookup',
    'data-field': 'lookup',
    onsubmit: event => {
      event.preventDefault();
      if (input.value.trim()) {
        find(input.value.trim());
      }
    },
  },
  el('label', {for: 'lookup'}, label),
  el('div', {class: 'lookup-line'}, input, el('button', {class: 'button primary'}, 'Look up')));
}
