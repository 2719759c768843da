// Converts hast to plain text: for excerpts, titles, names of checkboxes, and the words of an article.

import type { Element, ElementContent, Root, RootContent } from 'hast';
import { withoutForbidden } from '../base/text/characters.js';
import { mathText } from '../base/text/mathText.js';
import { allRawTags, type RawTag, rawTags } from '../base/text/rawHtml.js';

/** A child of a tree. It may also be raw HTML, or a nested root. */
export type Child = Root['children'][number] | ElementContent;

const BLOCKS = /^(?:p|h[1-6]|li|td|th|dt|dd|blockquote|div|tr|figcaption|br)$/;

/** Elements that are not read: code, and the fallbacks of media. */
const UNREAD = new Set(['pre', 'video', 'audio']);

/**
 * Returns the plain text of nodes.
 * @returns one line, without code blocks, footnotes and markup of other tools; blocks are separated by spaces, formulas are readable
 */
export function plainText(nodes: readonly Child[]): string {
  let text = '';
  const ruby = new Ruby();
  const collect = (children: readonly Child[]) => {
    for (const node of children) {
      if (ruby.isReading(node)) continue;
      if (node.type === 'text') text += node.value;
      if ((node.type as string) === 'raw') text += rawText(node);
      if ((node.type as string) === 'root') collect((node as unknown as Root).children);
      if (node.type !== 'element' || UNREAD.has(node.tagName) || isFootnotes(node) || isFootnoteMark(node)) continue;
      if (isForeign(node)) continue;
      collect(node.children);
      if (BLOCKS.test(node.tagName)) text += ' ';
    }
  };
  collect(nodes);
  return withoutForbidden(text.replace(/\s+/g, ' ')).trim();
}

/** Returns the text of inline content without markup of other tools; if empty, the alternative texts; if empty too, that markup. */
export function inlineWords(nodes: readonly Child[]): string {
  const isSign = (node: Element) => isFootnoteMark(node) || isForeign(node);
  return wordsIn(nodes, isSign) || alternatives(nodes) || wordsIn(nodes, isFootnoteMark);
}

function wordsIn(nodes: readonly Child[], isSign: (node: Element) => boolean): string {
  const ruby = new Ruby();
  const words = (node: Child): string => {
    if (ruby.isReading(node)) return '';
    if (node.type === 'text') return node.value;
    if (node.type !== 'element') return rawText(node);
    if (isLineBreak(node)) return ' ';
    return isSign(node) ? '' : node.children.map(words).join('');
  };
  return withoutForbidden(nodes.map(words).join('').replace(/ {2,}/g, ' ')).trim();
}

const RUBY = /^<\/?(?:ruby|r[bpt]|rtc)\b/i;

/**
 * Tracks `<ruby>` through a text, in elements and raw tags. On a page, a reading (`<rt>`) stands above its word; in a line of text it would
 * run into it, unless `<rp>` puts it in parentheses.
 */
class Ruby {
  private hasParentheses = false;
  private isWithin = false;

  /** True for a reading, or a node in one. Must be called for each node in order. */
  isReading(node: Child): boolean {
    const { value = '' } = node as unknown as { readonly value?: string };
    if ((node.type as string) === 'raw' && RUBY.test(value)) for (const tag of allRawTags(value)) this.pass(tag);
    if (node.type === 'element') {
      if (node.tagName === 'rp') this.hasParentheses = true;
      if (node.tagName === 'ruby')
        this.hasParentheses = node.children.some((each) => each.type === 'element' && each.tagName === 'rp');
      return this.isWithin || (node.tagName === 'rt' && !this.hasParentheses);
    }
    return this.isWithin;
  }

  private pass({ name, kind }: Pick<RawTag, 'name' | 'kind'>): void {
    if (name === 'ruby') this.hasParentheses = false;
    if (name === 'rp') this.hasParentheses = true;
    this.isWithin = name === 'rt' && kind !== 'closing' && !this.hasParentheses;
  }
}

/** Returns the alternative texts of pictures. */
export function alternatives(nodes: readonly Child[]): string {
  const alts = (node: Child): string[] => {
    if ((node.type as string) === 'raw')
      return rawTags((node as unknown as { value: string }).value).map(({ attributes }) => attributes.get('alt')?.value ?? '');
    if (node.type !== 'element') return [];
    return node.tagName === 'img' ? [String(node.properties.alt ?? '')] : node.children.flatMap(alts);
  };
  return withoutForbidden(nodes.flatMap(alts).filter(Boolean).join(' ')).trim();
}

/** Returns the text of raw HTML: that of formulas, and a space for a line break. Other tags are not text. */
function rawText(node: Child): string {
  const { value = '' } = node as unknown as { readonly value?: string };
  if (isFormula(node)) return mathText(value);
  return isLineBreak(node) ? ' ' : '';
}

/** True for a line break of markdown or HTML. */
export function isLineBreak(node: Child): boolean {
  if (node.type === 'element') return node.tagName === 'br';
  return (node.type as string) === 'raw' && /^<br\b/i.test((node as unknown as { value: string }).value);
}

/** True for a formula rendered by `formulas.ts`. */
export function isFormula({ data, type }: Child | RootContent): boolean {
  return (type as string) === 'raw' && (data as { isFormula?: boolean } | undefined)?.isFormula === true;
}

export function isFootnotes(node: Element): boolean {
  return node.tagName === 'section' && 'dataFootnotes' in node.properties;
}

/** True for the superscript number of a footnote. */
export function isFootnoteMark(node: Element): boolean {
  return (
    node.tagName === 'sup' && node.children.some((child) => child.type === 'element' && 'dataFootnoteRef' in child.properties)
  );
}

/** True for markup of another tool, which is shown but doesn't count as text. */
function isForeign({ properties }: Element): boolean {
  return properties.dataNosnippet !== undefined;
}
