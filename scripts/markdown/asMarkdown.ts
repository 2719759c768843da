// Escapes plain text as inline markdown with as few backslashes as possible: it escapes every punctuation character, then drops each
// backslash that makes no difference to the reader.

import type { Node } from './nodes.js';
import { markdownReader } from './reader.js';

/** Punctuation that a backslash escapes (Pandoc manual, "Backslash escapes"). */
const SIGN = /[!-/:-@[-`{-~]/;

/**
 * Returns inline markdown that reads as the given text.
 * @param text a line, such as a title
 * @param dialect the dialect's name, as in site.yaml
 */
export function asMarkdown(text: string, dialect: string): string {
  const reader = markdownReader(dialect);
  const readsAsText = (markdown: string) =>
    withoutSmart(plainTextOf(reader.inline(markdown) as unknown as Node)) === withoutSmart(text);
  if (readsAsText(text)) return text;
  const escaped = [...text].map((char) => (SIGN.test(char) ? `\\${char}` : char));
  // From the end, so that the first of two paired characters keeps its backslash.
  for (let at = escaped.length - 1; at >= 0; at--) {
    const char = escaped[at] as string;
    if (char.length < 2 || !char.startsWith('\\')) continue;
    escaped[at] = char.slice(1);
    if (!readsAsText(escaped.join(''))) escaped[at] = char;
  }
  return escaped.join('');
}

/** Returns the text of nodes that are only text or bare addresses; any other markup counts as nothing. */
function plainTextOf({ type, value = '', children = [] }: Node): string {
  if (type === 'text') return value;
  return ['root', 'paragraph', 'link'].includes(type) ? children.map(plainTextOf).join('') : '';
}

/** Undoes smart punctuation, which may apply to a title. */
function withoutSmart(text: string): string {
  return text
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\u2014/g, '---')
    .replace(/\u2013/g, '--')
    .replace(/\u2026/g, '...')
    .replace(/\u00A0/g, ' ')
    .trim();
}
