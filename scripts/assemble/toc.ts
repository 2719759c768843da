// The table of contents of an article, as HTML.

import { escapeHtml } from '../base/text/characters.js';
import type { TocEntry } from '../types.js';

/** Returns nested lists. A skipped level (h2, then h4) is nested by one level only. */
export function tocHtml(entries: readonly TocEntry[]): string {
  let html = '';
  const open: number[] = [];
  for (const { id, depth, html: title } of entries) {
    if (open.length === 0 || depth > (open.at(-1) as number)) {
      html += '<ul>';
      open.push(depth);
    } else {
      while (open.length > 1 && depth < (open.at(-1) as number) && depth <= (open.at(-2) as number)) {
        html += '</li></ul>';
        open.pop();
      }
      html += '</li>';
    }
    html += `<li><a href="#${escapeHtml(encodeURI(id))}">${title}</a>`;
  }
  return html + '</li></ul>'.repeat(open.length);
}
