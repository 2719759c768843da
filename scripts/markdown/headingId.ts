// Heading ids as Pandoc makes them: auto_identifiers, gfm_auto_identifiers, ascii_identifiers.

import type { Extensions } from './extensions.js';

/**
 * Returns the id that Pandoc gives a heading.
 * @param text the heading's text without markup
 * @param taken ids already used in this document; the new id is added
 * @returns lower case; letters, digits, `_`, `-` and `.` are kept, spaces become `-`, everything before the first letter is dropped;
 *   `section` if nothing is left; `-1`, `-2`… is appended if the id is taken
 * @see Pandoc manual, "Extension: auto_identifiers"
 */
export function headingId(text: string, taken: Set<string>, extensions?: Extensions): string {
  const plain = extensions?.has('ascii_identifiers') ? text.normalize('NFD').replace(/[^\0-\x7F]/g, '') : text;
  const base = (extensions?.has('gfm_auto_identifiers') ? gfmId(plain) : pandocId(plain)) || 'section';
  let id = base;
  const numbers = nextNumbers.get(taken) ?? new Map<string, number>();
  nextNumbers.set(taken, numbers);
  let number = numbers.get(base) ?? 1;
  while (taken.has(id)) id = `${base}-${number++}`;
  numbers.set(base, number);
  taken.add(id);
  return id;
}

function pandocId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_\-.\s]/gu, '')
    .trim()
    .replace(/\s+/g, '-')
    .replace(/^[^\p{L}]+/u, '');
}

/** GitHub's rule: every space becomes a hyphen, and leading digits stay. */
function gfmId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_\-\s]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** The next number to try, by a document's ids and the id without a number. It keeps a thousand equal headings linear. */
const nextNumbers = new WeakMap<Set<string>, Map<string, number>>();
