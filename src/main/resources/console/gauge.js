// A gauge of a rate with the marks at which its level changes.

import {LEVELS} from './labels.js';
import {el, levelBadge} from './parts.js';
import {percent} from './words.js';

/**
 * Where a rate stands on a scale whose zones are equally wide, from 0 to 1. Within a zone the scale is linear, and the
 * last zone ends at twice the last mark. Without equal zones, the usual rates would all stand at the left end.
 *
 * @param {number} rate in percent
 * @param {number[]} marks in percent, ascending
 */
export function position(rate, marks) {
  const bounds = [0, ...marks, marks[marks.length - 1] * 2];
  const zones = bounds.length - 1;
  for (let zone = 0; zone < zones; zone++) {
    if (rate < bounds[zone + 1]) {
      return (zone + (rate - bounds[zone]) / (bounds[zone + 1] - bounds[zone])) / zones;
    }
  }
  return 1;
}

/** The levels of the zones between the marks: complaints have two marks, at which SES reviews and pauses. */
function levels(marks) {
  return marks.length === 2 ? ['GOOD', 'REVIEW', 'PAUSE'] : ['GOOD', 'FAIR', 'RAISED', 'REVIEW', 'PAUSE'];
}

/**
 * A rate as a figure, in words and on the scale. Without a rate, the scale still shows its marks.
 *
 * @param {{name: string, period: string, marks: number[], rate: number | null, level: string, basis: string}} reading
 *   rate in percent; basis says what was counted
 */
export function gauge({name, period, marks, rate, level, basis}) {
  const isKnown = rate !== null && level !== 'UNKNOWN';
  const words = isKnown ? `${percent(rate)}, ${LEVELS[level].meaning}` : basis;
  const needle = el('span', {class: 'needle'});
  const scale = el('div', {
    class: 'gauge-scale',
    role: 'meter',
    'aria-label': `${name}, ${period}`,
    'aria-valuemin': 0,
    'aria-valuemax': marks[marks.length - 1] * 2,
    'aria-valuenow': Math.min(rate ?? 0, marks[marks.length - 1] * 2),
    'aria-valuetext': words,
  }, levels(marks).map(it => el('span', {class: `gauge-zone level-${it.toLowerCase()}${isKnown && it === level ? ' here' : ''}`}, LEVELS[it].label)));
  if (isKnown) {
    needle.style.left = `${position(rate, marks) * 100}%`;
    scale.append(needle);
  }
  const figures = marks.map((mark, index) => {
    const figure = el('span', {'data-mark': mark}, `${mark} %`);
    figure.style.left = `${(index + 1) / (marks.length + 1) * 100}%`;
    return figure;
  });
  return el('div', {class: 'gauge', 'data-field': `${name} ${period}`},
    el('div', {class: 'gauge-head'}, el('span', {}, period), el('span', {'data-field': 'basis'}, basis)),
    el('div', {class: 'gauge-reading'},
      rate === null ? null : el('span', {class: 'gauge-value', 'data-field': 'rate'}, percent(rate)),
      levelBadge(level),
      isKnown || rate !== null ? el('span', {class: 'hint'}, LEVELS[level].meaning) : null),
    scale,
    el('div', {class: 'gauge-marks'}, figures));
}
