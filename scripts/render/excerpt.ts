// Makes the excerpt of a text for lists and search engines: up to the writer's `<!-- more -->`, or the first sentences.

import type { Root } from 'hast';
import { cut } from '../base/text/cut.js';
import { endsWide, isWide } from '../markdown/eastAsianWidth.js';
import { type Child, plainText } from './plainText.js';

/** Maximum length of an excerpt, in columns: two lines of a list. */
const MAX_EXCERPT_COLUMNS = 150;
/** Maximum length of an excerpt that ends at the writer's mark, in UTF-16 units. */
const MAX_MARKED_EXCERPT = 500;
/** Length of the text that is collected, in UTF-16 units: more than any excerpt needs. */
const LEAD_LENGTH = 400;

/** The comment that ends an excerpt in Hexo, Hugo, WordPress, Jekyll and Docusaurus. */
const EXCERPT_MARK = /^<!--\s*(?:more|excerpt|truncate|summary)\b[^>]*-->$/i;

/**
 * Returns the excerpt of a text.
 * @param words its plain text, used if it has no paragraphs
 */
export function excerptOf(tree: Root, words: string): string {
  return textBeforeMark(tree) ?? excerpt(leadText(tree.children) || words);
}

/** Returns the beginning of a text, cut after a sentence if possible. */
export function excerpt(text: string): string {
  let columns = 0;
  let end = 0;
  let sentence = 0;
  for (const char of text) {
    columns += char.charCodeAt(0) > 0x2e7f ? 2 : 1;
    if (columns > MAX_EXCERPT_COLUMNS) {
      return sentence > end / 2 ? text.slice(0, sentence) : `${cut(text, end).replace(/[\s，、；：,;:]+$/u, '')}…`;
    }
    end += char.length;
    if ('。！？!?'.includes(char) || (char === '.' && text[end] === ' ')) sentence = end;
  }
  return text;
}

/** Returns the paragraphs up to the writer's mark; undefined if there is no mark, or nothing before it. */
function textBeforeMark(tree: Root): string | undefined {
  const before: Child[] = [];
  for (const node of tree.children) {
    const at = node.type === 'element' ? node.children.findIndex(isExcerptMark) : -1;
    if (node.type === 'element' && at >= 0) before.push({ ...node, children: node.children.slice(0, at) });
    if (isExcerptMark(node) || at >= 0) return leadText(before, MAX_MARKED_EXCERPT) || undefined;
    before.push(node);
  }
  return undefined;
}

function isExcerptMark(node: Child): boolean {
  return ((node.type as string) === 'raw' || node.type === 'comment') && EXCERPT_MARK.test(commentOf(node));
}

function commentOf(node: Child): string {
  const { value = '' } = node as { readonly value?: string };
  return node.type === 'comment' ? `<!--${value}-->` : value.trim();
}

/** Returns the text of the first paragraphs. */
function leadText(nodes: readonly Child[], longest = LEAD_LENGTH): string {
  let lead = '';
  for (const node of nodes) {
    if (lead.length > longest) break;
    if (node.type !== 'element' || node.tagName !== 'p') continue;
    const text = plainText([node]);
    lead += lead && !(endsWide(lead) && isWide(text)) && text ? ` ${text}` : text;
  }
  return cut(lead, longest);
}
