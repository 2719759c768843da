// Style attributes, which a strict Content-Security-Policy drops, become rules of the page's own stylesheet. Pandoc writes
// them for widths and for cells of tables, temml for matrices, writers in raw HTML.

import { hashOf, shortHash } from '../base/hash.js';
import { allRawTags, type RawTag } from '../base/text/rawHtml.js';
import { hasBackground, readableColor, readableRule } from './readableColours.js';

/** What would end a rule or the stylesheet. */
const UNSAFE = /[<>{}]/;

/**
 * HTML without style attributes.
 * @param styles gets their rules, by their selectors
 */
export function withoutStyleAttributes(html: string, styles: Map<string, string>): string {
  if (!/\s(?:style|color)\s*=/i.test(html)) return html;
  const around = new Surroundings();
  let made = '';
  let done = 0;
  for (const tag of allRawTags(html)) {
    const written = ruleOf(tag);
    const isOnOwn = around.pass(tag, written);
    const style = tag.attributes.get('style');
    const rule = around.isDrawing ? written : shownRule(tag, written, isOnOwn);
    if (!style && rule === '') continue;
    const isRule = rule !== '' && !UNSAFE.test(rule);
    const name = `s-${shortHash(hashOf(rule))}`;
    if (isRule) styles.set(`.${name}`, rule);
    for (const { from, to, text } of editsOf(tag, isRule ? name : undefined)) {
      made += text ? html.slice(done, from) + text : html.slice(done, from).replace(/\s$/, '');
      done = to;
    }
  }
  return made + html.slice(done);
}

function ruleOf({ attributes }: RawTag): string {
  return attributes.get('style')?.value.trim().replace(/;$/, '') ?? '';
}

/** The rule of a tag on the page: its own, and what makes its colours readable. */
function shownRule({ name, attributes }: RawTag, written: string, isOnOwn: boolean): string {
  if (written !== '') return readableRule(written, isOnOwn);
  const color = name === 'font' && !isOnOwn ? attributes.get('color')?.value.trim() : undefined;
  return color && /^(?:#[\da-f]{3}|#[\da-f]{6}|[a-z]+|rgb\([\d\s,.%]+\))$/i.test(color) ? readableColor(color) : '';
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What puts a class in place of a style attribute. */
function editsOf({ name: tagName, attributes, start }: RawTag, name: string | undefined): Edit[] {
  const [style, classes] = [attributes.get('style'), attributes.get('class')];
  const after = start + 1 + tagName.length;
  const edits: Edit[] = style ? [{ from: style.from, to: style.to, text: name && !classes ? `class="${name}"` : '' }] : [];
  if (!style && !classes) edits.push({ from: after, to: after, text: ` class="${name}"` });
  if (name && classes) {
    const written = classes.value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    edits.push({ from: classes.from, to: classes.to, text: `class="${written} ${name}"` });
  }
  return edits.sort((a, b) => a.from - b.from);
}

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;

/** The elements around a tag. */
class Surroundings {
  private readonly open: { readonly name: string; readonly hasBackground: boolean }[] = [];

  /** Whether the last tag is in a drawing, whose colours are no text's. */
  get isDrawing(): boolean {
    return this.open.some(({ name }) => name === 'svg');
  }

  /** Goes on to a tag; returns whether an element around it has a background of its own. */
  pass({ name, kind, attributes }: RawTag, rule: string): boolean {
    const isOnOwn = this.open.some(({ hasBackground }) => hasBackground);
    if (kind === 'closing') {
      const at = this.open.findLastIndex((each) => each.name === name);
      if (at >= 0) this.open.length = at;
    } else if (kind === 'opening' && !VOID.test(name))
      this.open.push({ name, hasBackground: attributes.has('bgcolor') || (rule !== '' && hasBackground(rule)) });
    return isOnOwn;
  }
}
