// Heading ids as Pandoc makes them.

/**
 * The id Pandoc gives a heading.
 * @param text the heading's text without markup
 * @param taken ids already in this document; the new one is added
 * @returns letters, digits, `_`, `-` and `.` kept, white space to `-`, lower case, nothing before the first letter;
 *   `section` if nothing is left; `-1`, `-2`… behind one that is taken
 * @see Pandoc manual, "Extension: auto_identifiers"
 */
export function headingId(text: string, taken: Set<string>): string {
  const kept = text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_\-.\s]/gu, '')
    .trim()
    .replace(/\s+/g, '-')
    .replace(/^[^\p{L}]+/u, '');
  const base = kept || 'section';
  let id = base;
  const numbers = nextNumbers.get(taken) ?? new Map<string, number>();
  nextNumbers.set(taken, numbers);
  let number = numbers.get(base) ?? 1;
  while (taken.has(id)) id = `${base}-${number++}`;
  numbers.set(base, number);
  taken.add(id);
  return id;
}

/** The number to try next, by the ids of a document and the id without number: a thousand like headings cost no more. */
const nextNumbers = new WeakMap<Set<string>, Map<string, number>>();
