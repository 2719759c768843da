// Inline content: how titles, names and headings look on their own page, in a list, and as plain text.

import type { ElementContent, Root } from 'hast';
import { validHtml } from '../base/text/characters.js';
import type { InlineText } from '../types.js';
import { closedHtml, findBrokenHtml } from './brokenHtml.js';
import { alternatives, inlineWords, isFootnoteMark, isFormula, isLineBreak } from './plainText.js';

type Stringify = (tree: Root) => string;

/** Raw tags that mean no more than the words in them do, and may be in a list or a table of contents. */
const PHRASING = /^<\/?(?:b|i|em|strong|sub|sup|ruby|rt|rp|code|kbd|mark|small|s|del|ins|u|wbr|q|cite|var|bdi|bdo|abbr)>$/i;

/**
 * Writes a title or a name.
 * @param tree of one paragraph, formulas set
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

/** Writes inline content as a list shows it: without links, pictures, footnotes and raw HTML that does more than mark words. */
export function listedHtml(nodes: readonly ElementContent[], stringify: Stringify): string {
  return htmlOf(withoutRaw(withoutLinks(nodes), false), nodes, stringify);
}

/** HTML of what is left of content; where nothing is, what its pictures show. */
function htmlOf(left: ElementContent[], all: readonly ElementContent[], stringify: Stringify): string {
  const html = validHtml(stringify({ type: 'root', children: left }));
  if (html.trim() !== '') return html;
  return validHtml(stringify({ type: 'root', children: [{ type: 'text', value: alternatives(all) }] }));
}

/** Inline content that can stand inside a link: links unwrapped, pictures and footnote marks dropped. */
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

/** Inline content for other places than its own: of raw HTML only formulas, and tags without attributes that mark words, if they pair up. */
function withoutRaw(nodes: readonly ElementContent[], isBroken: boolean): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if ((node.type as string) === 'raw') return isFormula(node) || (!isBroken && PHRASING.test(rawValue(node))) ? [node] : [];
    if (node.type !== 'element') return [node];
    // The page’s policy lets styles of the text pass, and no others.
    const { style: _style, ...properties } = node.properties;
    return [{ ...node, properties, children: withoutRaw(node.children, isBroken) }];
  });
}

const rawValue = (node: ElementContent): string => (node as unknown as { value: string }).value;
