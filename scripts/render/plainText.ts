// Content without its markup: how it reads as plain text. Excerpts, titles, names of checkboxes and the words of a text all come from here.

import type { Element, ElementContent, Root, RootContent } from 'hast';
import { withoutForbidden } from '../base/text/characters.js';
import { mathText } from '../base/text/mathText.js';
import { allRawTags, type RawTag, rawTags } from '../base/text/rawHtml.js';

/** A child of a tree; raw HTML and whole trees are among them. */
export type Child = Root['children'][number] | ElementContent;

const BLOCKS = /^(?:p|h[1-6]|li|td|th|dt|dd|blockquote|div|tr|figcaption|br)$/;

/** Code, and what is in for a film or sound. */
const UNREAD = new Set(['pre', 'video', 'audio']);

/**
 * Reads content as text.
 * @returns a line without code blocks, footnotes and marks of other tools; blocks are divided by spaces, formulas are readable
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

/** The text of inline content without marks of other tools; of pictures alone, what they show; of marks alone, the marks. */
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
 * Follows `<ruby>` through a text, as elements and as raw tags. A reading (`<rt>`) that stands beside its word on a page would run
 * into it in a line of text, unless `<rp>` sets it apart.
 */
class Ruby {
  private isSetApart = false;
  private isWithin = false;

  /** Whether a node is a reading, or in one. To be asked for each node in order. */
  isReading(node: Child): boolean {
    const { value = '' } = node as unknown as { readonly value?: string };
    if ((node.type as string) === 'raw' && RUBY.test(value)) for (const tag of allRawTags(value)) this.pass(tag);
    if (node.type === 'element') {
      if (node.tagName === 'rp') this.isSetApart = true;
      if (node.tagName === 'ruby')
        this.isSetApart = node.children.some((each) => each.type === 'element' && each.tagName === 'rp');
      return this.isWithin || (node.tagName === 'rt' && !this.isSetApart);
    }
    return this.isWithin;
  }

  private pass({ name, kind }: Pick<RawTag, 'name' | 'kind'>): void {
    if (name === 'ruby') this.isSetApart = false;
    if (name === 'rp') this.isSetApart = true;
    this.isWithin = name === 'rt' && kind !== 'closing' && !this.isSetApart;
  }
}

/** The alternative texts of pictures. */
export function alternatives(nodes: readonly Child[]): string {
  const alts = (node: Child): string[] => {
    if ((node.type as string) === 'raw')
      return rawTags((node as unknown as { value: string }).value).map(({ attributes }) => attributes.get('alt')?.value ?? '');
    if (node.type !== 'element') return [];
    return node.tagName === 'img' ? [String(node.properties.alt ?? '')] : node.children.flatMap(alts);
  };
  return withoutForbidden(nodes.flatMap(alts).filter(Boolean).join(' ')).trim();
}

/** Raw HTML as text: formulas, and a space for a line break; its other tags are no words. */
function rawText(node: Child): string {
  const { value = '' } = node as unknown as { readonly value?: string };
  if (isFormula(node)) return mathText(value);
  return isLineBreak(node) ? ' ' : '';
}

/** Whether a node breaks the line, in markdown or HTML. */
export function isLineBreak(node: Child): boolean {
  if (node.type === 'element') return node.tagName === 'br';
  return (node.type as string) === 'raw' && /^<br\b/i.test((node as unknown as { value: string }).value);
}

/** Whether a node is the MathML of a formula, which this program wrote. */
export function isFormula({ data, type }: Child | RootContent): boolean {
  return (type as string) === 'raw' && (data as { isFormula?: boolean } | undefined)?.isFormula === true;
}

export function isFootnotes(node: Element): boolean {
  return node.tagName === 'section' && 'dataFootnotes' in node.properties;
}

/** Whether a node is the raised number of a footnote. */
export function isFootnoteMark(node: Element): boolean {
  return (
    node.tagName === 'sup' && node.children.some((child) => child.type === 'element' && 'dataFootnoteRef' in child.properties)
  );
}

/** Signs of another tool, which are shown but are no words of the text. */
function isForeign({ properties }: Element): boolean {
  return properties.dataNosnippet !== undefined;
}
