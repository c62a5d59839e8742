// Makes text that others wrote safe to read. Pure functions: no DOM.

/**
 * Characters that a reader cannot see, or that change the order of others: controls (also the newline), format
 * characters (bidirectional controls, zero width, soft hyphen, tags), line and paragraph separators, lone surrogates
 * and private characters.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;

const NAMES = new Map([
  [0x00, 'NUL'], [0x09, 'TAB'], [0x0a, 'LF'], [0x0d, 'CR'], [0x1b, 'ESC'], [0x7f, 'DEL'],
  [0xad, 'SHY'], [0x061c, 'ALM'], [0x200b, 'ZWSP'], [0x200c, 'ZWNJ'], [0x200d, 'ZWJ'], [0x200e, 'LRM'],
  [0x200f, 'RLM'], [0x2028, 'LS'], [0x2029, 'PS'], [0x202a, 'LRE'], [0x202b, 'RLE'], [0x202c, 'PDF'],
  [0x202d, 'LRO'], [0x202e, 'RLO'], [0x2060, 'WJ'], [0x2066, 'LRI'], [0x2067, 'RLI'], [0x2068, 'FSI'],
  [0x2069, 'PDI'], [0xfeff, 'BOM'],
]);

/**
 * Divides a text into what can be shown as it is and characters that must be made visible.
 *
 * @param {string} text
 * @returns {({text: string} | {mark: string, code: string})[]} mark is a short name such as RLO, code is U+202E
 */
export function visibleSegments(text) {
  const segments = [];
  let plain = '';
  for (const character of String(text)) {
    if (!UNSEEN.test(character)) {
      plain += character;
      continue;
    }
    if (plain) {
      segments.push({text: plain});
      plain = '';
    }
    const point = character.codePointAt(0);
    const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
    segments.push({mark: NAMES.get(point) ?? code, code});
  }
  if (plain) {
    segments.push({text: plain});
  }
  return segments;
}

/** The same as one line of plain text: for titles and for attributes such as aria-label. */
export function visibleText(text) {
  return visibleSegments(text).map(it => it.text ?? `[${it.mark}]`).join('');
}

/**
 * Recognises what a person typed as an address, or as a domain if there is no local part.
 *
 * @param {string} typed
 * @returns {{address: string} | {domain: string} | null} null for nothing
 */
export function subjectOf(typed) {
  const text = typed.trim().replace(/^mailto:/i, '');
  const at = text.lastIndexOf('@');
  if (at > 0) {
    return {address: text};
  }
  const domain = text.slice(at + 1);
  return domain ? {domain} : null;
}

/** A count with its noun: plural(1, 'day') is "1 day", plural(12000, 'day') is "12,000 days". */
export function plural(count, singular, plural = `${singular}s`) {
  return `${number(count)} ${count === 1 ? singular : plural}`;
}

export function number(value) {
  return Number(value).toLocaleString('en');
}

/** A share in percent, with enough digits to distinguish it from the marks of its levels: 0.26 %, 4.96 %, 12.3 %. */
export function percent(value) {
  const digits = value >= 10 ? 1 : 2;
  return `${Number(value).toLocaleString('en', {maximumFractionDigits: digits})} %`;
}

const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'});
const SHORT_DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', timeZone: 'UTC'});
const TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC',
});

/** A UTC day such as 2026-11-24 as "24 Nov 2026"; anything else unchanged. */
export function day(isoDay) {
  return formatted(DAY, isoDay);
}

/** The same without the year. */
export function shortDay(isoDay) {
  return formatted(SHORT_DAY, isoDay);
}

function formatted(format, isoDay) {
  const date = new Date(`${isoDay}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? String(isoDay) : format.format(date);
}

/** An instant as "24 Nov 2026, 07:45 UTC". */
export function time(instant) {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? String(instant) : `${TIME.format(date)} UTC`;
}

/** How long ago an instant was, in words: "just now", "3 minutes ago", "2 days ago". */
export function ago(instant, now = Date.now()) {
  const minutes = Math.floor((now - new Date(instant).getTime()) / 60_000);
  if (Number.isNaN(minutes)) {
    return '';
  }
  if (minutes < 1) {
    return 'just now';
  }
  return `${duration(minutes)} ago`;
}

/** A duration in its largest unit: "5 minutes", "3 hours", "2 days". */
export function duration(minutes) {
  if (minutes < 120) {
    return plural(minutes, 'minute');
  }
  return minutes < 48 * 60
    ? plural(Math.floor(minutes / 60), 'hour')
    : plural(Math.floor(minutes / 1440), 'day');
}
