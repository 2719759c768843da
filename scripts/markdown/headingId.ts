// Heading ids as Pandoc makes them: auto_identifiers, gfm_auto_identifiers, ascii_identifiers.

import type { Extensions } from './extensions.js';

/**
 * The id Pandoc gives a heading.
 * @param text the heading's text without markup
 * @param taken ids already in this document; the new one is added
 * @returns letters, digits, `_`, `-` and `.` kept, white space to `-`, lower case, nothing before the first letter;
 *   `section` if nothing is left; `-1`, `-2`… after one that is taken
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

/** GitHub's way: every space is a hyphen, leading digits stay. */
function gfmId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_\-\s]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** The number to try next, by the ids of a document and the id without number: a thousand like headings cost no more. */
const nextNumbers = new WeakMap<Set<string>, Map<string, number>>();
