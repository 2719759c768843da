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
  for (let n = 1; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  return id;
}
