// The script that `dev` adds to each page: it follows changes of the page, shows problems of the site, and marks texts that
// readers do not see as `dev` shows them.

/** Addresses of the script and its events. No file of a site can have these. */
export const SCRIPT_PATH = '/.titleblock/live.js';
export const NEWS_PATH = '/.titleblock/news';

/** Event sent to an open page. */
export interface News {
  /** Current version of the page. It differs from the page's own after a change. */
  readonly version: string;
  /** Report of the errors that prevent publishing; empty if there are none. */
  readonly report: string;
  /** Reports of warnings. The page shows those that were not seen before. */
  readonly warnings: readonly string[];
  /** Marks of texts that readers do not see as `dev` shows them, by address on this server (marks.ts). */
  readonly marks: { readonly [address: string]: string };
  /** Titles of the box of warnings: for one, and for several, with `#` for their number. */
  readonly newWarnings: readonly [one: string, several: string];
}

/** Maximum warnings that a browser remembers as seen. */
const MAX_SEEN = 1000;

/** Adds the script to a page. */
export function withScript(html: string, version: string): string {
  const script = `<script src="${SCRIPT_PATH}" data-version="${version}" defer></script>`;
  const at = html.lastIndexOf('</body>');
  return at < 0 ? html + script : html.slice(0, at) + script + html.slice(at);
}

/** Returns a page to show until the site can be read. */
export function emptyPage(): string {
  return withScript('<!DOCTYPE html><meta charset="utf-8"><title>titleblock</title><body></body>', '');
}

/** The script. */
export const SCRIPT = `
let own = document.currentScript.dataset.version;
const parse = (html) => new DOMParser().parseFromString(html, 'text/html');
const load = async () => {
  const page = parse(await (await fetch(location.href, { cache: 'no-store' })).text());
  return { page, version: page.querySelector('script[src="${SCRIPT_PATH}"]')?.dataset.version };
};
// The page as it was served. Changes made by scripts since then are not differences.
let served = load();

/** Returns what cannot be changed in an open page: scripts, inline styles, and its policy. */
const fixed = (page) => [...page.querySelectorAll('script:not([src="${SCRIPT_PATH}"], [type="application/ld+json"]), style, meta[http-equiv]')].map((each) => each.outerHTML).join();

/** Applies the differences between two versions of the page, and touches nothing else. */
const patch = (before, after, live) => {
  if (before.isEqualNode(after)) return;
  const isAlike = before.nodeName === after.nodeName && live.nodeName === after.nodeName && before.nodeType === 1;
  const isSameTag = isAlike && before.cloneNode(false).isEqualNode(after.cloneNode(false));
  if (!isSameTag || live.childNodes.length !== before.childNodes.length) return replace(live, after);
  const [old, fresh, shown] = [before, after, live].map((each) => [...each.childNodes]);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start].isEqualNode(fresh[start])) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old[old.length - 1 - end].isEqualNode(fresh[fresh.length - 1 - end])) end++;
  const pairs = Math.min(old.length, fresh.length) - start - end;
  for (let at = start; at < start + pairs; at++) patch(old[at], fresh[at], shown[at]);
  for (let at = start + pairs; at < old.length - end; at++) shown[at].remove();
  const next = shown[old.length - end] ?? null;
  for (let at = start + pairs; at < fresh.length - end; at++) live.insertBefore(document.importNode(fresh[at], true), next);
};

const replace = (live, after) => {
  const fresh = document.importNode(after, true);
  if (!live.matches?.('link[rel=stylesheet]') || !fresh.matches?.('link[rel=stylesheet]')) return live.replaceWith(fresh);
  // Keep the old styles until the new ones are loaded.
  fresh.addEventListener('load', () => live.remove());
  live.after(fresh);
};

const follow = async () => {
  const { page: before, version } = await served;
  const fresh = await load();
  const after = fresh.page;
  // If the file changed while the page loaded, "before" is not the version on screen.
  if (version !== own || fixed(before) !== fixed(after)) return location.reload();
  own = fresh.version;
  served = Promise.resolve(fresh);
  patch(before.head, after.head, document.head);
  const live = document.querySelector('script[src="${SCRIPT_PATH}"]');
  const boxes = [...document.querySelectorAll('.titleblock-live')];
  for (const box of boxes) box.remove();
  const scripts = [before, after].map((page) => page.querySelector('script[src="${SCRIPT_PATH}"]'));
  for (const script of [...scripts, live]) script?.remove();
  patch(before.body, after.body, document.body);
};

const box = (style, text) => {
  const made = document.createElement(style.where === 'top' ? 'div' : 'pre');
  made.className = 'titleblock-live';
  made.textContent = text;
  Object.assign(made.style, { zIndex: 2147483647, margin: 0, whiteSpace: 'pre-wrap', ...style.css });
  return made;
};

const showReport = (report) => {
  document.getElementById('titleblock-report')?.remove();
  if (!report) return;
  const made = box({ css: {
    position: 'fixed', inset: 'auto 0 0 0', padding: '1.2rem 1.5rem', maxHeight: '70vh', overflow: 'auto',
    font: '14px/1.5 ui-monospace, monospace', color: '#f5f2ea', background: '#2a1512', borderTop: '3px solid #f08a72',
  } }, report);
  made.id = 'titleblock-report';
  document.body.append(made);
};

// Opened warnings are not shown again in this browser.
const SEEN = 'titleblock-seen';
const seen = () => new Set(JSON.parse(localStorage.getItem(SEEN) ?? '[]'));
const remember = (warnings) => {
  localStorage.setItem(SEEN, JSON.stringify([...new Set([...seen(), ...warnings])].slice(-${MAX_SEEN})));
};

const showWarnings = (warnings, [one, several]) => {
  const shown = document.getElementById('titleblock-warnings');
  if (shown?.open) return;
  shown?.remove();
  const known = seen();
  const fresh = warnings.filter((warning) => !known.has(warning));
  if (fresh.length === 0) return;
  const details = document.createElement('details');
  details.id = 'titleblock-warnings';
  details.className = 'titleblock-live';
  Object.assign(details.style, {
    position: 'fixed', inset: 'auto 0.8rem 0.8rem auto', maxWidth: 'min(60rem, calc(100vw - 1.6rem))', zIndex: 2147483646, margin: 0,
    font: '13px/1.5 system-ui, sans-serif', color: '#4a3200', background: '#ffdf8a', borderRadius: '4px',
  });
  const summary = document.createElement('summary');
  summary.textContent = fresh.length === 1 ? one : several.replace('#', fresh.length);
  Object.assign(summary.style, { padding: '0.3rem 0.8rem', cursor: 'pointer' });
  const text = box({ css: { padding: '0.4rem 0.8rem 0.8rem', maxHeight: '60vh', overflow: 'auto', font: '13px/1.5 ui-monospace, monospace', background: 'none', color: 'inherit' } }, fresh.join('\\n'));
  text.className = '';
  details.append(summary, text);
  details.addEventListener('toggle', () => {
    if (details.open) return remember(fresh);
    details.remove();
  });
  document.body.append(details);
};

const showMarks = (marks) => {
  for (const old of document.querySelectorAll('.titleblock-mark')) old.remove();
  const sign = { font: '12px/1.4 system-ui, sans-serif', color: '#4a3200', background: '#ffdf8a' };
  const here = marks[decodeURI(location.pathname)];
  if (here) {
    const strip = box({ where: 'top', css: { ...sign, position: 'sticky', top: 0, padding: '0.3rem 1rem', textAlign: 'center' } }, here);
    strip.classList.add('titleblock-mark');
    document.body.prepend(strip);
  }
  for (const link of document.querySelectorAll('a[href]')) {
    const mark = link.origin === location.origin && marks[decodeURI(link.pathname)];
    if (!mark || link.hash) continue;
    const label = box({ where: 'top', css: { ...sign, display: 'inline-block', padding: '0 0.4em', marginInlineStart: '0.4em', borderRadius: '3px' } }, mark.split(/[,:，：]/)[0]);
    label.classList.add('titleblock-mark');
    link.after(label);
  }
};

const news = new EventSource('${NEWS_PATH}?page=' + encodeURIComponent(location.pathname));
let turn = Promise.resolve();
news.onmessage = ({ data }) => {
  const { version, report, warnings, marks, newWarnings } = JSON.parse(data);
  turn = turn.then(async () => {
    if (version !== own) await follow();
    showMarks(marks);
    showWarnings(warnings, newWarnings);
    showReport(report);
  });
};
addEventListener('pagehide', () => news.close());
`;
