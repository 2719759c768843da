// Style attributes, which a strict Content-Security-Policy drops, become rules of the page's own stylesheet. Pandoc writes
// them for widths and for cells of tables, temml for matrices, writers in raw HTML.

import { hashOf, nameOfHash } from '../cache/hash.js';
import { rawTags } from '../text/rawHtml.js';

/** What would end a rule or the stylesheet. */
const UNSAFE = /[<>{}]/;

/**
 * HTML without style attributes.
 * @param styles gets their rules, by their selectors
 */
export function withoutStyleAttributes(html: string, styles: Map<string, string>): string {
  if (!/\sstyle\s*=/i.test(html)) return html;
  let made = '';
  let done = 0;
  for (const { attributes } of rawTags(html)) {
    const style = attributes.get('style');
    if (!style) continue;
    const rule = style.value.trim().replace(/;$/, '');
    const isRule = rule !== '' && !UNSAFE.test(rule);
    const name = `s-${nameOfHash(hashOf(rule))}`;
    if (isRule) styles.set(`.${name}`, rule);
    const classes = attributes.get('class');
    const edits = [{ from: style.from, to: style.to, text: isRule && !classes ? `class="${name}"` : '' }];
    if (isRule && classes) {
      const written = classes.value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
      edits.push({ from: classes.from, to: classes.to, text: `class="${written} ${name}"` });
    }
    edits.sort((a, b) => a.from - b.from);
    for (const { from, to, text } of edits) {
      made += text ? html.slice(done, from) + text : html.slice(done, from).replace(/\s$/, '');
      done = to;
    }
  }
  return made + html.slice(done);
}
