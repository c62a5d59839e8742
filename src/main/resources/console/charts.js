// Charts by Chart.js, which is loaded only when a view has a chart. Each chart has its figures as a table beside it.

import {el, table} from './parts.js';

let library;
const drawn = new Set();

/** A script element instead of import(), because browsers never repeat a failed import. */
function chartLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = el('script', {src: '/console/chart.js', onload: () => resolve(globalThis.Chart), onerror: reject});
    document.head.append(script);
  });
  return library;
}

/**
 * A colour of the theme by the name of its custom property in console.css, such as culprit-address. A canvas knows no
 * custom properties, so it is resolved here. With a share below 1, it is mixed with the colour of the surface.
 */
function colour(name, share = 1) {
  const probe = el('span', {class: 'unseen'});
  document.body.append(probe);
  probe.style.color = share === 1
    ? `var(--${name})`
    : `color-mix(in srgb, var(--${name}) ${Math.round(share * 100)}%, var(--surface))`;
  const context = Object.assign(document.createElement('canvas'), {width: 1, height: 1})
    .getContext('2d', {willReadFrequently: true});
  context.fillStyle = getComputedStyle(probe).color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  probe.remove();
  return `rgb(${red}, ${green}, ${blue})`;
}

/**
 * A figure with a chart and, below it, the same figures as a table that a person can open.
 *
 * @param {{label: string, description: string, config: (colour: (name: string, share?: number) => string) => object,
 *   figures: {columns: object[], rows: any[]}, size?: 'small' | 'medium'}} content label names the chart; description
 *   is its text alternative in a sentence or two; config gives the configuration of Chart.js in the colours of the
 *   theme, and is called again when the theme changes; figures are columns and rows as table() takes them
 * @returns {HTMLElement}
 */
export function chart({label, description, config, figures, size = 'medium'}) {
  const canvas = el('canvas', {role: 'img', 'aria-label': `${label}. ${description}`});
  const frame = el('div', {class: `chart chart-${size}`}, canvas);
  const figure = el('figure', {class: 'chart-figure', 'data-chart': label}, frame,
    el('details', {class: 'chart-table'}, el('summary', {}, 'Figures as a table'), table({caption: label, ...figures})));
  const picture = {canvas, config, chart: null};
  draw(picture, frame);
  return figure;
}

async function draw(picture, frame) {
  let Chart;
  try {
    Chart = await chartLibrary();
  } catch {
    library = undefined;
    frame.replaceChildren(el('p', {class: 'quiet'}, 'The chart could not be loaded. Its figures are in the table below.'));
    frame.nextElementSibling.open = true;
    return;
  }
  for (const old of drawn) {
    if (!old.canvas.isConnected && old !== picture) {
      old.chart?.destroy();
      drawn.delete(old);
    }
  }
  drawn.add(picture);
  paint(Chart, picture);
}

function paint(Chart, picture) {
  picture.chart?.destroy();
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12;
  Chart.defaults.color = colour('text-quiet');
  Chart.defaults.borderColor = colour('line');
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.animation = false;
  Object.assign(Chart.defaults.plugins.tooltip, {
    backgroundColor: colour('raised'),
    titleColor: colour('text'),
    bodyColor: colour('text'),
    footerColor: colour('text-quiet'),
    borderColor: colour('line-strong'),
    borderWidth: 1,
    cornerRadius: 6,
    padding: 10,
    boxPadding: 4,
    usePointStyle: true,
  });
  Object.assign(Chart.defaults.plugins.legend.labels, {usePointStyle: true, boxWidth: 8, boxHeight: 8, padding: 14});
  picture.chart = new Chart(picture.canvas, picture.config(colour));
}

/** Paints all charts again in the colours of the theme. */
export function repaintCharts() {
  for (const picture of drawn) {
    if (picture.canvas.isConnected) {
      paint(globalThis.Chart, picture);
    }
  }
}
