// Plain text as inline markdown: with as few backslashes as it takes.

import type { Node } from './nodes.js';
import { markdownReader } from './reader.js';

/** Signs that a backslash makes plain (Pandoc manual, "Backslash escapes"). */
const SIGN = /[!-/:-@[-`{-~]/;

/**
 * Writes a text in markdown that is read as that text.
 * @param text a line, such as a title
 * @param dialect as in site.yaml
 */
export function asMarkdown(text: string, dialect: string): string {
  const reader = markdownReader(dialect);
  const says = (markdown: string) => plain(wordsOf(reader.inline(markdown) as unknown as Node)) === plain(text);
  if (says(text)) return text;
  const escaped = [...text].map((char) => (SIGN.test(char) ? `\\${char}` : char));
  // From the end: of signs that pair up, the first keeps its backslash.
  for (let at = escaped.length - 1; at >= 0; at--) {
    const char = escaped[at] as string;
    if (char.length < 2 || !char.startsWith('\\')) continue;
    escaped[at] = char.slice(1);
    if (!says(escaped.join(''))) escaped[at] = char;
  }
  return escaped.join('');
}

/** The words of nodes that are nothing but words or bare addresses; what marks up anything is none. */
function wordsOf({ type, value = '', children = [] }: Node): string {
  if (type === 'text') return value;
  return ['root', 'paragraph', 'link'].includes(type) ? children.map(wordsOf).join('') : '';
}

/** Without what smart punctuation changes, which a title is meant to get. */
function plain(text: string): string {
  return text
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\u2014/g, '---')
    .replace(/\u2013/g, '--')
    .replace(/\u2026/g, '...')
    .replace(/\u00A0/g, ' ')
    .trim();
}
