// What a page is given besides while it is written: a script that loads it again when the site has changed, and shows the
// problems that keep the site from being built.

/** Where the script and its news are served; no file of a site can have such an address. */
export const LIVE = '/.titleblock/live.js';
export const NEWS = '/.titleblock/news';

/** What the server tells the pages that are open. */
export interface News {
  /** Counts the builds that changed something. */
  readonly version: number;
  /** The report of a build that failed; empty where the site is as it should be. */
  readonly report: string;
}

/** A page with the script. */
export function withScript(html: string, version: number): string {
  const script = `<script src="${LIVE}" data-version="${version}" defer></script>`;
  const at = html.lastIndexOf('</body>');
  return at < 0 ? html + script : html.slice(0, at) + script + html.slice(at);
}

/** A page that stands for all others until the site could be built once. */
export function emptyPage(version: number): string {
  return withScript('<!DOCTYPE html><meta charset="utf-8"><title>titleblock</title><body></body>', version);
}

/** The script itself. */
export const SCRIPT = `
const own = Number(document.currentScript.dataset.version);
const news = new EventSource('${NEWS}');
let box;
news.onmessage = ({ data }) => {
  const { version, report } = JSON.parse(data);
  box?.remove();
  if (version !== own) return location.reload();
  if (!report) return;
  box = document.createElement('pre');
  box.id = 'titleblock-report';
  box.textContent = report;
  Object.assign(box.style, {
    position: 'fixed', inset: 'auto 0 0 0', zIndex: 2147483647, margin: 0, padding: '1.2rem 1.5rem', maxHeight: '70vh',
    overflow: 'auto', font: '14px/1.5 ui-monospace, monospace', whiteSpace: 'pre-wrap', color: '#f5f2ea', background: '#2a1512',
    borderTop: '3px solid #f08a72',
  });
  document.body.append(box);
};
addEventListener('pagehide', () => news.close());
`;
