// The router, the navigation and the theme. A view is a module in views/ that exports
//   title(parameters)                        the heading and the title of the document
//   render(root, parameters, context)        fills root; may throw an ApiProblem
// parameters are the URLSearchParams after the ? of the hash.

import {apiClient, meta} from './api.js';
import {repaintCharts} from './charts.js';
import {icon} from './icons.js';
import {el, problem, receiversWords, route} from './parts.js';
import {visibleText} from './words.js';
import * as now from './views/now.js';
import * as search from './views/search.js';
import * as domain from './views/domain.js';
import * as incidents from './views/incidents.js';
import * as list from './views/list.js';
import * as explain from './views/explain.js';

// All are loaded at once: they are small, and a view must also be able to say that the connection is lost.
const VIEWS = {
  now: {label: 'Now', icon: 'pulse', view: now},
  search: {label: 'Search', icon: 'search', view: search},
  domain: {label: 'Domain', icon: 'globe', view: domain},
  incidents: {label: 'Incidents', icon: 'bell', view: incidents},
  list: {label: 'List', icon: 'list', view: list},
  explain: {label: 'Explain', icon: 'question', view: explain},
};

const main = document.getElementById('main');
const announcement = document.getElementById('announcement');
const searchBox = document.getElementById('search-box');

let leaving = new AbortController();
let focusAfter = null;

/** The view and its parameters in a hash such as #/search?q=bob%40example.com. */
function place() {
  const [path, query = ''] = splitOnce(location.hash.replace(/^#\/?/, ''), '?');
  return {name: path || 'now', parameters: new URLSearchParams(query)};
}

function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Goes to a view. With focus, the element with this id gets the focus afterwards instead of the heading. */
function go(name, query, {replace = false, focus = null} = {}) {
  focusAfter = focus;
  const target = route(name, query);
  if (target === location.hash) {
    show();
  } else if (replace) {
    history.replaceState(null, '', target);
    show();
  } else {
    location.hash = target;
  }
}

async function show({isFirst = false} = {}) {
  leaving.abort();
  leaving = new AbortController();
  const {signal} = leaving;
  const {name, parameters} = place();
  const focus = focusAfter;
  focusAfter = null;
  const left = history.state;

  markNavigation(name);
  if (!Object.hasOwn(VIEWS, name)) {
    frame('unknown', 'No such view');
    main.querySelector('.view-body').append(el('p', {}, 'There is no view at this address. ', el('a', {href: '#/now'}, 'Go to Now'), '.'));
    return;
  }
  const {view} = VIEWS[name];
  const {actions, body} = frame(name, view.title(parameters));
  searchBox.value = name === 'search' ? parameters.get('q') ?? '' : name === 'domain' ? parameters.get('name') ?? '' : '';
  if (!isFirst && !focus && !left?.href) {
    scrollTo(0, 0);
    document.getElementById('heading').focus({preventScroll: true});
  }
  body.setAttribute('aria-busy', 'true');
  const content = el('div', {class: 'view-content'});
  const loading = el('p', {class: 'loading', hidden: true}, 'Loading…');
  body.append(loading, content);
  const slow = setTimeout(() => {
    if (!content.hasChildNodes()) {
      loading.hidden = false;
      announcement.textContent = 'Loading';
    }
  }, 200);
  try {
    await view.render(content, parameters, {api: apiClient(signal), signal, actions, go, reload: () => show(), streams: streams()});
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    if (error.status === undefined) {
      console.error(error);
    }
    content.append(problem(error, () => go(name, Object.fromEntries(parameters))));
  } finally {
    clearTimeout(slow);
    loading.remove();
  }
  if (signal.aborted) {
    return;
  }
  body.removeAttribute('aria-busy');
  announcement.textContent = '';
  if (focus) {
    (document.getElementById(focus) ?? document.getElementById('heading')).focus();
  } else if (!isFirst && left?.href) {
    const link = [...body.querySelectorAll('a')].find(it => it.getAttribute('href') === left.href);
    (link ?? document.getElementById('heading')).focus({preventScroll: true});
    scrollTo(0, link ? left.scroll : 0);
  }
}

function frame(name, title) {
  document.title = `${visibleText(title)} · Hardstop`;
  const actions = el('div', {class: 'view-actions'});
  const body = el('div', {class: 'view-body'});
  main.replaceChildren(el('div', {class: 'view', 'data-view': name},
    el('div', {class: 'view-head'}, el('h1', {id: 'heading', tabindex: -1}, receiversWords(title)), actions), body));
  return {actions, body};
}

function markNavigation(current) {
  for (const link of document.querySelectorAll('#views a')) {
    if (link.dataset.to === current) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

function streams() {
  return meta('streams').split(',').map(it => it.trim()).filter(Boolean);
}

// The theme: the system's, unless a person chose the other one.

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const toggle = document.getElementById('theme-toggle');

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : systemIsDark.matches;
}

function showTheme() {
  const next = isDark() ? 'light' : 'dark';
  toggle.replaceChildren(icon(isDark() ? 'sun' : 'moon'), el('span', {class: 'unseen'}, `Use the ${next} theme`));
  toggle.title = `Use the ${next} theme`;
  repaintCharts();
}

toggle.addEventListener('click', () => {
  const next = isDark() ? 'light' : 'dark';
  const isSystems = (next === 'dark') === systemIsDark.matches;
  if (isSystems) {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = next;
  }
  try {
    if (isSystems) {
      localStorage.removeItem('hardstop-theme');
    } else {
      localStorage.setItem('hardstop-theme', next);
    }
  } catch {
    // The choice then lasts until the page is left.
  }
  showTheme();
});
systemIsDark.addEventListener('change', showTheme);

// When a person goes back to a view, the focus returns to the link that they followed, and the page to its place: the
// history entry of the view stores which link it was.

document.addEventListener('click', event => {
  const href = event.target.closest?.('main a[href^="#/"]')?.getAttribute('href');
  if (href) {
    history.replaceState({href, scroll: scrollY}, '');
  }
});

// The search box and the keyboard.

document.getElementById('search-form').addEventListener('submit', event => {
  event.preventDefault();
  const typed = searchBox.value.trim();
  if (typed) {
    go('search', {q: typed});
  }
});

document.addEventListener('keydown', event => {
  const isTyping = event.target.closest?.('input, textarea, select, [contenteditable], dialog');
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    searchBox.focus();
    searchBox.select();
  }
});

document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault();
  document.getElementById('heading')?.focus();
});

document.getElementById('views').append(el('ul', {}, Object.entries(VIEWS).map(([name, it]) =>
  el('li', {}, el('a', {href: `#/${name}`, 'data-to': name}, icon(it.icon), el('span', {}, it.label))))));
addEventListener('hashchange', () => show());
showTheme();
show({isFirst: true});
