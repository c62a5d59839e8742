// The state of the sending and of Hardstop itself, from what watch wrote: one request, GET /v1/overview.

import {meta} from '../api.js';
import {gauge} from '../gauge.js';
import {CULPRITS, REASONS} from '../labels.js';
import {
  card, chart, command, diagnosisLabel, el, empty, icon, notice, problem, route, subjectText, timeText,
} from '../parts.js';
import {duration, number, plural, shortDay, time} from '../words.js';

/** The watch function runs every 15 minutes, so by then it has missed three runs. */
const OLD_MINUTES = 45;
/** At this delay an alarm of the stack goes off as well (docs/operation.md). */
const BEHIND_MINUTES = 30;
/** The walk through the table and the comparison with SES's list take place once a day. */
const LATE_HOURS = 36;

export function title() {
  return 'Now';
}

export async function render(root, parameters, context) {
  let overview;
  try {
    overview = await context.api.get('/v1/overview');
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
    root.append(notice('warning', 'This stack is older than this page',
      el('p', {}, 'It has no ', el('code', {}, 'GET /v1/overview'), '. Update the stack; the other views work meanwhile.')));
    return;
  }
  context.actions.append(
    el('span', {id: 'written'}, overview.written ? ['Figures of ', timeText(overview.written)] : 'No figures yet'),
    el('button', {type: 'button', class: 'button small', 'data-action': 'refresh', onclick: context.reload}, icon('again'), 'Refresh'));
  root.append(
    ...warnings(overview),
    rates(overview),
    bounces(overview.days, parameters, context),
    el('div', {class: 'columns'}, incidents(overview.incidents), sesList(overview.sesList, context), progress(overview.watch, overview.sesList?.ended)));
}

// What a person must know before they rely on the figures.

function warnings({written, watch, unreadable = []}) {
  const found = [];
  if (unreadable.length > 0) {
    found.push(notice('error', 'Something stored cannot be read',
      el('p', {}, `These parts are missing below: ${unreadable.map(it => PARTS[it] ?? it).join(', ')}. The log of the check function names the item; asking again does not help.`)));
  }
  if (!written) {
    return unreadable.includes('latestRun') ? found : [...found, neverRan()];
  }
  const age = minutesSince(written);
  if (age > OLD_MINUTES) {
    found.push(notice('warning', `These figures are ${duration(age)} old`,
      el('p', {}, 'The watch function has finished no run since ', time(written), '. Meanwhile no incident opens or ends. ',
        isLocal() ? LOCAL_START : 'It runs every 15 minutes: look at its log and at its alarms.'),
      startCommand()));
  }
  if (watch && (watch.minutesBehind >= BEHIND_MINUTES || !watch.complete)) {
    found.push(notice('warning',
      watch.minutesBehind > 0
        ? `The watch function is ${duration(watch.minutesBehind)} behind`
        : 'The last run of the watch function was not complete',
      el('p', {}, watch.left > 0 ? `It postponed ${plural(watch.left, 'domain')} to its next run. ` : '',
        'Incidents may open late, and the figures below may be too low.')));
  }
  return found;
}

const PARTS = {
  latestRun: 'the rates and the progress of the watch function',
  incidents: 'the open incidents',
  sesList: 'the comparison with SES’s list',
};

function minutesSince(instant) {
  return Math.floor((Date.now() - new Date(instant).getTime()) / 60_000);
}

function neverRan() {
  const box = notice('info', 'The watch function has not run yet',
    el('p', {}, 'It counts what this page shows. ', isLocal()
      ? LOCAL_START
      : 'It runs every 15 minutes: the first figures appear after its first run.'),
    startCommand());
  box.id = 'never-ran';
  return box;
}

/** A local system does not run its functions on a schedule. */
function isLocal() {
  return meta('target').startsWith('local system');
}

const LOCAL_START = 'On a local system you start it yourself; then refresh this page:';

function startCommand() {
  const address = /http:\S+/.exec(meta('target'))?.[0] ?? location.origin;
  return isLocal() ? command(`curl -d '{}' ${address}/watch`) : null;
}

// The rates, as SES counts them.

const PERIODS = [['day', 'Last 24 hours'], ['week', 'Last 7 days']];

function rates({rates: known, marks, written}) {
  const none = written ? 'SES gave no figures' : 'No figures yet';
  const [average, recommended, review, pause] = marks.bounces;
  const [complaintReview, complaintPause] = marks.complaints;
  return el('div', {class: 'columns even'},
    rate('Bounce rate', 'bounce', 'permanent bounce', marks.bounces, known, none,
      `The average of corporate senders is ${average} %. SES recommends less than ${recommended} %, reviews an account at ${review} % and may pause it at ${pause} %.`),
    rate('Complaint rate', 'complaint', 'complaint', marks.complaints, known, none,
      `SES reviews an account at ${complaintReview} % and may pause it at ${complaintPause} %.`));
}

function rate(name, kind, counted, marks, known, none, meaning) {
  return card(name, {'data-field': `${kind}-rate`},
    PERIODS.map(([key, period]) => {
      const counts = known?.[key];
      return gauge({
        name,
        period,
        marks,
        rate: counts && counts.messages > 0 ? counts[`${kind}Percent`] : null,
        level: counts?.[`${kind}Level`] ?? 'UNKNOWN',
        basis: counts ? basis(counts, counts[`${kind}s`], counted) : none,
      });
    }),
    el('p', {class: 'hint'}, meaning));
}

function basis(counts, count, counted) {
  return counts.messages === 0
    ? 'Nothing was sent'
    : `${plural(count, counted)} of ${plural(counts.messages, 'message')}`;
}

// Bounces per day.

function bounces(days, parameters, context) {
  let by = parameters.get('by') === 'reason' ? 'reason' : 'culprit';
  const place = el('div');
  const buttons = [['culprit', 'Culprit'], ['reason', 'Reason']].map(([value, label]) =>
    el('button', {
      type: 'button',
      'data-by': value,
      'aria-pressed': String(value === by),
      onclick: () => {
        by = value;
        history.replaceState(null, '', route('now', by === 'reason' ? {by} : {}));
        buttons.forEach(it => it.setAttribute('aria-pressed', String(it.dataset.by === by)));
        place.replaceChildren(picture(days, by));
      },
    }, label));
  place.append(picture(days, by));
  const section = card('', {id: 'bounces-per-day'},
    el('div', {class: 'card-head'},
      el('h2', {}, 'Bounced recipients per day'),
      el('div', {class: 'switch', role: 'group', 'aria-label': 'Divide the bars by'}, buttons)),
    place);
  section.firstElementChild.remove();
  return section;
}

function picture(days, by) {
  const series = by === 'culprit' ? byCulprit(days) : byReason(days);
  const unknown = days.flatMap((it, index) => (it.isKnown === false ? [index] : []));
  const total = series.reduce((sum, it) => sum + it.counts.reduce((a, b) => a + b, 0), 0);
  const labels = days.map((it, index) => (index === days.length - 1 ? 'Today' : shortDay(it.day)));
  const sentence = total === 0
    ? unknown.length === days.length ? 'Nothing is known about these 14 days yet.' : 'No recipient bounced on the days that are known.'
    : `${plural(total, 'recipient')} in 14 days. ${by === 'culprit' ? 'Most often at fault' : 'Most frequent'}: ${inOrder(series).slice(0, 2).map(it => `${it.label.toLowerCase()} (${number(it.total)})`).join(', ')}.`;
  return el('div', {},
    el('p', {class: 'hint', 'data-field': 'days-summary'}, sentence,
      unknown.length > 0 && unknown.length < days.length
        ? ' Nothing is known about hatched days: the watch function did not run.'
        : ''),
    chart({
      label: `Bounced recipients per day by ${by}`,
      description: sentence,
      config: colour => bars(days, series, labels, unknown, colour),
      figures: {
        columns: [
          {label: 'Day', cell: it => it.label},
          ...series.map((one, index) => ({label: one.label, numeric: true, cell: it => (it.isKnown ? it.counts[index] : '–')})),
          {label: 'All', numeric: true, cell: it => (it.isKnown ? it.all : 'not known')},
        ],
        rows: days.map((it, index) => {
          const about = it.reasons.some(reason => reason.isEstimate) ? 'about ' : '';
          const all = it.reasons.reduce((sum, reason) => sum + reason.recipients, 0);
          return {
            label: shortDay(it.day),
            isKnown: it.isKnown !== false,
            counts: series.map(one => number(one.counts[index])),
            all: about + number(all),
          };
        }),
      },
    }));
}

function inOrder(series) {
  return series
    .map(it => ({...it, total: it.counts.reduce((a, b) => a + b, 0)}))
    .sort((one, other) => other.total - one.total);
}

/** One series for each culprit that occurs, in a fixed order, so that colours keep their places. */
function byCulprit(days) {
  return Object.keys(CULPRITS)
    .map(culprit => ({
      culprit,
      share: 1,
      label: CULPRITS[culprit].label,
      counts: days.map(it => sum(it.reasons.filter(reason => culpritOf(reason) === culprit))),
      details: index => days[index].reasons
        .filter(reason => culpritOf(reason) === culprit)
        .map(reason => `${(REASONS[reason.reason] ?? reason.reason).toLowerCase()} ${number(reason.recipients)}`)
        .join(', '),
    }))
    .filter(it => it.counts.some(count => count > 0));
}

/** One series for each reason that occurs; the reasons of one culprit are shades of its colour. */
function byReason(days) {
  return Object.keys(CULPRITS).flatMap(culprit => {
    const reasons = [...new Set(days.flatMap(it => it.reasons.filter(one => culpritOf(one) === culprit).map(one => one.reason)))];
    reasons.sort((one, other) => totalOf(days, other) - totalOf(days, one));
    return reasons.map((reason, index) => ({
      culprit,
      share: 1 - 0.65 * index / Math.max(reasons.length, 2),
      label: REASONS[reason] ?? reason,
      counts: days.map(it => sum(it.reasons.filter(one => one.reason === reason && culpritOf(one) === culprit))),
      details: () => CULPRITS[culprit].label.toLowerCase(),
    }));
  });
}

function totalOf(days, reason) {
  return sum(days.flatMap(it => it.reasons.filter(one => one.reason === reason)));
}

function culpritOf(reason) {
  return CULPRITS[reason.culprit] ? reason.culprit : 'nobody';
}

function sum(reasons) {
  return reasons.reduce((total, it) => total + it.recipients, 0);
}

function bars(days, series, labels, unknown, colour) {
  return {
    type: 'bar',
    data: {
      labels,
      datasets: series.map(it => ({
        label: it.label,
        data: it.counts,
        backgroundColor: colour(`culprit-${it.culprit}`, it.share),
        hoverBackgroundColor: colour(`culprit-${it.culprit}`, it.share),
        borderColor: colour(`culprit-${it.culprit}-edge`),
        hoverBorderColor: colour('text'),
        borderWidth: 1,
        maxBarThickness: 44,
        categoryPercentage: 0.72,
        barPercentage: 1,
      })),
    },
    options: {
      interaction: {mode: 'index', intersect: false},
      plugins: {
        legend: {display: series.length > 0, position: 'bottom', align: 'start'},
        tooltip: {
          filter: it => it.raw > 0,
          callbacks: {
            title: items => (items[0] ? labels[items[0].dataIndex] : ''),
            label: it => `${it.dataset.label}: ${number(it.raw)} (${series[it.datasetIndex].details(it.dataIndex)})`,
            footer: items => (items[0] && days[items[0].dataIndex].reasons.some(reason => reason.isEstimate) ? 'Some of these figures are estimates' : ''),
          },
        },
      },
      scales: {
        x: {stacked: true, grid: {display: false}, ticks: {maxRotation: 0, autoSkipPadding: 10}},
        y: {stacked: true, beginAtZero: true, suggestedMax: 5, border: {display: false}, ticks: {precision: 0, maxTicksLimit: 6}},
      },
    },
    plugins: [{
      id: 'unknown-days',
      beforeDatasetsDraw: ({ctx, chartArea, scales}) => hatch(ctx, chartArea, scales.x, unknown, labels.length, colour),
    }],
  };
}

/** Days on which nothing was counted must not look like days on which nothing happened. */
function hatch(drawing, area, axis, indexes, count, colour) {
  const width = (area.right - area.left) / count;
  for (const index of indexes) {
    const left = axis.getPixelForValue(index) - width / 2;
    drawing.save();
    drawing.beginPath();
    drawing.rect(left + 3, area.top, width - 6, area.bottom - area.top);
    drawing.clip();
    drawing.strokeStyle = colour('line');
    drawing.lineWidth = 2;
    for (let x = left - (area.bottom - area.top); x < left + width; x += 9) {
      drawing.beginPath();
      drawing.moveTo(x, area.bottom);
      drawing.lineTo(x + area.bottom - area.top, area.top);
      drawing.stroke();
    }
    drawing.restore();
  }
}

// Incidents.

function incidents(open) {
  return card('Open incidents', {id: 'open-incidents'},
    !open
      ? empty('The incidents cannot be read')
      : open.length === 0
      ? empty('No incident is open')
      : el('ul', {class: 'rows'}, open.map(it => el('li', {'data-incident': it.id},
        el('p', {class: 'row-title'}, it.scope === 'sender'
          ? el('a', {href: route('incidents')}, 'Our own sending')
          : el('a', {href: route('domain', {name: it.domains[0]})}, subjectText(it.domains[0] ?? 'A domain'))),
        el('p', {}, diagnosisLabel(it.diagnosis)),
        el('p', {class: 'quiet'}, 'Opened ', timeText(it.opened),
          it.scope === 'sender' ? `, seen at ${plural(it.domains.length, 'domain')}` : '')))),
    el('p', {class: 'card-foot'}, el('a', {href: route('incidents')}, 'All incidents')));
}

// SES's own suppression list.

const MODES = {
  off: 'Hardstop does not compare SES’s list (the parameter SesList is “off”).',
  report: 'Hardstop reports differences and changes nothing (SesList is “report”).',
  follow: 'Hardstop removes these differences itself (SesList is “follow”).',
};

function sesList(state, context) {
  const section = card('SES’s suppression list', {id: 'ses-list'});
  if (!state) {
    section.append(empty('No comparison yet', el('p', {}, 'The watch function compares the list once a day, unless the parameter SesList is “off”.')));
    return section;
  }
  section.append(el('p', {class: 'hint'}, state.mode === 'follow' && !state.changesList
    ? 'Hardstop changes nothing before the first whole comparison has ended (SesList is “follow”).'
    : MODES[state.mode] ?? state.mode));
  if (state.mode === 'off' && !state.ended) {
    return section;
  }
  if (!state.ended) {
    section.append(empty('No comparison has ended yet'));
    return section;
  }
  const difference = (count, words) => [
    el('dt', {class: count > 0 ? 'count' : 'count quiet'}, number(count)),
    el('dd', {class: count > 0 ? null : 'quiet'}, words)];
  section.append(
    el('dl', {class: 'differences'},
      difference(state.listedAndFree, 'on SES’s list, although mail is allowed here'),
      difference(state.suppressedAndMissing, 'suppressed here, but not on SES’s list'),
      difference(state.otherReason, 'on SES’s list for another reason')),
    el('p', {class: 'quiet'}, 'Compared ', timeText(state.ended)));
  if (state.listedAndFree + state.suppressedAndMissing + state.otherReason > 0) {
    const place = el('div', {'aria-live': 'polite'});
    const show = async () => {
      button.disabled = true;
      place.replaceChildren(el('p', {class: 'quiet'}, 'Loading…'));
      try {
        place.replaceChildren(differences(await context.api.get('/v1/ses-list')));
        button.remove();
      } catch (error) {
        if (!context.signal.aborted) {
          place.replaceChildren(problem(error));
          button.disabled = false;
        }
      }
    };
    const button = el('button', {type: 'button', class: 'button small', 'data-action': 'ses-list', onclick: show}, 'Show the addresses');
    section.append(place, el('p', {class: 'card-foot'}, button));
  }
  return section;
}

function differences({compared, account}) {
  const group = (heading, difference) => difference && difference.count > 0 && [
    el('h3', {}, `${heading} (${number(difference.count)})`),
    el('ul', {class: 'rows compact'}, difference.first.map(it =>
      el('li', {}, el('a', {href: route('search', {q: it})}, subjectText(it))))),
    difference.count > difference.first.length ? el('p', {class: 'quiet'}, `The first ${number(difference.first.length)} are shown.`) : null];
  const remarks = [
    account?.isInSandbox && 'The account is in the sandbox: SES accepts no new entry.',
    account?.isPaused && 'The account may not send at the moment.',
    account?.setsWithoutBounces?.length > 0 && `SES ignores bounces of its list for these configuration sets: ${account.setsWithoutBounces.join(', ')}.`,
    account?.missingSets?.length > 0 && `These configuration sets do not exist: ${account.missingSets.join(', ')}.`,
    account?.notPermitted?.length > 0 && `The watch function lacks permissions: ${account.notPermitted.join(', ')}.`,
  ].filter(Boolean);
  return el('div', {class: 'stack', 'data-field': 'addresses'},
    compared ? [
      group('On SES’s list, mail is allowed here', compared.listedAndFree),
      group('Suppressed here, not on SES’s list', compared.suppressedAndMissing),
      group('Another reason', compared.otherReason),
      group('SES’s API cannot name them', compared.notExpressible)] : el('p', {}, 'No comparison has ended yet.'),
    remarks.map(it => el('p', {}, it)),
    el('p', {class: 'hint'}, 'docs/ses-list.md says what each difference means. With SesList=follow, Hardstop keeps SES’s list in step.'));
}

// The last run of watch.

function progress(watch, sesListEnded) {
  const section = card('The watch function', {id: 'watch-progress'});
  if (!watch) {
    section.append(empty('It has not run yet', el('p', {}, 'It opens and ends incidents, writes these figures and compares SES’s list.')));
    return section;
  }
  const late = el('span', {class: 'badge level-raised'}, icon('alert'), 'Late');
  // The hours are counted back from the run, and 0 means less than one hour.
  const daily = hours => {
    const all = hours + Math.floor(minutesSince(watch.ran) / 60);
    return [all === 0 ? 'less than an hour ago' : `${duration(all * 60)} ago`, all > LATE_HOURS ? late.cloneNode(true) : null];
  };
  section.append(el('dl', {class: 'facts'},
    el('dt', {}, 'Last run'), el('dd', {}, timeText(watch.ran)),
    el('dt', {}, 'New feedback'), el('dd', {'data-field': 'behind'}, watch.minutesBehind > 0 || watch.left > 0
      ? [watch.minutesBehind > 0 ? `${duration(watch.minutesBehind)} behind` : null,
        watch.minutesBehind > 0 && watch.left > 0 ? ', ' : null,
        watch.left > 0 ? `${plural(watch.left, 'domain')} postponed` : null]
      : 'all examined'),
    el('dt', {}, 'Daily walk through the table'), el('dd', {}, daily(watch.hoursSinceWalk)),
    sesListEnded
      ? [el('dt', {}, 'SES’s list read'), el('dd', {}, daily(watch.hoursSinceSesList))]
      : null,
    watch.missing.length > 0
      ? [el('dt', {}, 'Skipped'), el('dd', {'data-field': 'missing'}, el('ul', {}, watch.missing.map(it => el('li', {}, it))))]
      : null));
  return section;
}
