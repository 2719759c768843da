// Titles and descriptions in exports: HTML or plain text.

import { parseFragment } from 'parse5';
import { asMarkdown } from '../../markdown/asMarkdown.js';
import { textIn } from '../html/elements.js';

/** Returns the text of a line of HTML. */
export function plainText(html: string | undefined): string {
  return textIn(parseFragment(html ?? ''))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Returns a title as inline markdown. */
export function asTitle(html: string | undefined, dialect: string): string {
  return asMarkdown(plainText(html), dialect);
}

/** Returns the name that occurs most often. */
export function mostFrequent(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
