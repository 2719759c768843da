// Renders titles, names and headings in three forms: for their own page, for lists, and as plain text.

import type { ElementContent, Root } from 'hast';
import { validHtml } from '../base/text/characters.js';
import type { InlineText } from '../types.js';
import { closedHtml, findBrokenHtml } from './brokenHtml.js';
import { alternatives, inlineWords, isFootnoteMark, isFormula, isLineBreak } from './plainText.js';

type Stringify = (tree: Root) => string;

/** Raw tags without attributes that only mark up words, and are allowed in lists and tables of contents. */
const PHRASING = /^<\/?(?:b|i|em|strong|sub|sup|ruby|rt|rp|code|kbd|mark|small|s|del|ins|u|wbr|q|cite|var|bdi|bdo|abbr)>$/i;

/**
 * Renders a title or a name.
 * @param tree a tree with one paragraph, its formulas rendered
 */
export function inlineText(tree: Root, stringify: Stringify): InlineText {
  const [paragraph] = tree.children;
  if (paragraph?.type !== 'element') return { html: '', text: '' };
  const isBroken = findBrokenHtml(tree, () => {});
  const children = withoutLinks(paragraph.children);
  const written = validHtml(stringify({ type: 'root', children }));
  const html = isBroken ? closedHtml(written) : written;
  const listed = htmlOf(withoutRaw(children, isBroken), paragraph.children, stringify);
  return { html: html || listed, text: inlineWords(paragraph.children), ...(listed !== html && html && { listed }) };
}

/** Writes inline content for a list: without links, pictures, footnotes, and raw HTML that does more than mark up words. */
export function listedHtml(nodes: readonly ElementContent[], stringify: Stringify): string {
  return htmlOf(withoutRaw(withoutLinks(nodes), false), nodes, stringify);
}

/** Writes the remaining content as HTML. If nothing is left, writes the alternative texts of its pictures. */
function htmlOf(remaining: ElementContent[], all: readonly ElementContent[], stringify: Stringify): string {
  const html = validHtml(stringify({ type: 'root', children: remaining }));
  if (html.trim() !== '') return html;
  return validHtml(stringify({ type: 'root', children: [{ type: 'text', value: alternatives(all) }] }));
}

/** Makes inline content fit inside a link: links are unwrapped, pictures and footnote marks dropped. */
function withoutLinks(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (isLineBreak(node)) return [{ type: 'text', value: ' ' }];
    if ((node.type as string) === 'raw') return /^<\/?(?:a|img)\b/i.test(rawValue(node)) ? [] : [node];
    if (node.type !== 'element') return [node];
    if (node.tagName === 'img' || isFootnoteMark(node)) return [];
    const children = withoutLinks(node.children);
    return node.tagName === 'a' ? children : [{ ...node, properties: { ...node.properties }, children }];
  });
}

/** Removes raw HTML. Formulas stay, and so do balanced tags without attributes that only mark up words. */
function withoutRaw(nodes: readonly ElementContent[], isBroken: boolean): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if ((node.type as string) === 'raw') return isFormula(node) || (!isBroken && PHRASING.test(rawValue(node))) ? [node] : [];
    if (node.type !== 'element') return [node];
    // A page's policy allows only the styles of its own text.
    const { style: _style, ...properties } = node.properties;
    return [{ ...node, properties, children: withoutRaw(node.children, isBroken) }];
  });
}

const rawValue = (node: ElementContent): string => (node as unknown as { value: string }).value;
