// Turns style attributes, which a strict Content-Security-Policy drops, into rules of the page's own stylesheet. Pandoc writes
// them for widths and table cells, temml for matrices, and writers in raw HTML.

import { hashOf, shortHash } from '../base/hash.js';
import { allRawTags, type RawTag } from '../base/text/rawHtml.js';
import { hasBackground, readableColour, readableStyle } from './readableColours.js';

/** Characters that could end a rule or the stylesheet. */
const ENDS_RULE = /[<>{}]/;

/**
 * Replaces the style attributes of HTML by classes.
 * @param styles filled with their rules, by selector
 */
export function withoutStyleAttributes(html: string, styles: Map<string, string>): string {
  if (!/\s(?:style|color)\s*=/i.test(html)) return html;
  const around = new Surroundings();
  let made = '';
  let done = 0;
  for (const tag of allRawTags(html)) {
    const written = ruleOf(tag);
    const hasOwnBackground = around.pass(tag, written);
    const style = tag.attributes.get('style');
    const rule = around.isDrawing ? written : shownRule(tag, written, hasOwnBackground);
    if (!style && rule === '') continue;
    const isRule = rule !== '' && !ENDS_RULE.test(rule);
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

/** Returns the rule of a tag on the page: its own, with readable colours. */
function shownRule({ name, attributes }: RawTag, written: string, hasOwnBackground: boolean): string {
  if (written !== '') return readableStyle(written, hasOwnBackground);
  const color = name === 'font' && !hasOwnBackground ? attributes.get('color')?.value.trim() : undefined;
  return color && /^(?:#[\da-f]{3}|#[\da-f]{6}|[a-z]+|rgb\([\d\s,.%]+\))$/i.test(color) ? readableColour(color) : '';
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Returns the edits that replace a style attribute with a class. */
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

class Surroundings {
  private readonly open: { readonly name: string; readonly hasBackground: boolean }[] = [];

  /** True if the last tag is in a drawing, whose colours are not those of text. */
  get isDrawing(): boolean {
    return this.open.some(({ name }) => name === 'svg');
  }

  /** Moves on to a tag. Returns true if an element around it has its own background. */
  pass({ name, kind, attributes }: RawTag, rule: string): boolean {
    const hasOwnBackground = this.open.some(({ hasBackground }) => hasBackground);
    if (kind === 'closing') {
      const at = this.open.findLastIndex((each) => each.name === name);
      if (at >= 0) this.open.length = at;
    } else if (kind === 'opening' && !VOID.test(name))
      this.open.push({ name, hasBackground: attributes.has('bgcolor') || (rule !== '' && hasBackground(rule)) });
    return hasOwnBackground;
  }
}
