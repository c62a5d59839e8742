// Icons as SVG elements of 16 by 16, drawn with strokes in the colour of the text beside them.

const SHAPES = {
  again: ['M13 8a5 5 0 1 1-1.5-3.6', 'M13.5 2v3h-3'],
  alert: ['M8 2 14.5 13.5h-13z', 'M8 6.5v3.2', 'M8 11.6v.2'],
  at: ['M10.5 8a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z', 'M10.5 5.5v3.3c0 2 3 1.7 3-.8a5.5 5.5 0 1 0-2.2 4.4'],
  bell: ['M4 11V7a4 4 0 0 1 8 0v4l1 1H3z', 'M6.8 14h2.4'],
  check: ['M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z', 'm5.3 8.2 1.9 1.9 3.5-3.9'],
  clock: ['M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z', 'M8 4.8V8l2.2 1.5'],
  copy: ['M6 6h7v7H6z', 'M10 6V3H3v7h3'],
  cross: ['M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z', 'm6 6 4 4', 'm10 6-4 4'],
  down: ['M8 2.5v8', 'm4.8 7.5 3.2 3.2 3.2-3.2', 'M3 13.5h10'],
  eye: ['M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z', 'M9.8 8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0z'],
  globe: ['M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z', 'M2.2 8h11.6', 'M8 2c-4 4-4 8 0 12', 'M8 2c4 4 4 8 0 12'],
  inbox: ['m2 9 2-6h8l2 6v4H2z', 'M2 9h3.5l1 1.7h3l1-1.7H14'],
  info: ['M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z', 'M8 7.4v3.4', 'M8 5.2v.2'],
  left: ['m9.5 3.5-4 4.5 4 4.5'],
  letter: ['M2 3.5h12v9H2z', 'm2.5 4 5.5 4.5L13.5 4'],
  list: ['M5.5 4h8', 'M5.5 8h8', 'M5.5 12h8', 'M2.5 4h.2', 'M2.5 8h.2', 'M2.5 12h.2'],
  minus: ['M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z', 'M5.5 8h5'],
  moon: ['M13.3 9.6A5.6 5.6 0 1 1 6.4 2.7a4.6 4.6 0 0 0 6.9 6.9z'],
  out: ['M6.5 3.5H3v9.5h9.5V9.5', 'M9.5 2.5h4v4', 'M13.3 2.7 7.5 8.5'],
  pause: ['M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z', 'M6.6 6v4', 'M9.4 6v4'],
  pulse: ['M1.5 8.5h3l2-5 3 9 2-4h3'],
  question: ['M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z', 'M6.2 6.4a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2', 'M8 11.1v.2'],
  right: ['m6.5 3.5 4 4.5-4 4.5'],
  route: ['M4 5.5v5a2 2 0 0 0 4 0v-5a2 2 0 0 1 4 0v5', 'M5.2 4A1.2 1.2 0 1 1 2.8 4a1.2 1.2 0 0 1 2.4 0z', 'M13.2 12a1.2 1.2 0 1 1-2.4 0 1.2 1.2 0 0 1 2.4 0z'],
  search: ['M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0z', 'm10.4 10.4 3.4 3.4'],
  send: ['m14 2-5 12-2.2-4.8L2 7z', 'm6.8 9.2 3-3'],
  shield: ['M8 1.8 13 3.6v4.2c0 3.2-2 5.2-5 6.4-3-1.2-5-3.2-5-6.4V3.6z'],
  stop: ['M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z', 'M5 8h6'],
  sun: ['M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0z', 'M8 1.5v1.3', 'M8 13.2v1.3', 'M1.5 8h1.3', 'M13.2 8h1.3', 'm3.4 3.4.9.9', 'm11.7 11.7.9.9', 'm3.4 12.6.9-.9', 'm11.7 4.3.9-.9'],
};

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An icon. It is hidden from assistive technology, because words always stand beside it.
 *
 * @param {keyof typeof SHAPES} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const shape of SHAPES[name] ?? SHAPES.question) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', shape);
    svg.append(path);
  }
  return svg;
}
