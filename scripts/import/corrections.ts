// Corrects references that a check of the new site reports as dead, but that lead somewhere in the old blog: they were relative to the
// address of their page, or named a file by its old path.

import type { Diagnostic } from '../types.js';
import { contentOf, type NewText } from './newFiles.js';
import type { References } from './references.js';

const RULES = new Set(['link/dead', 'picture/missing']);

/** Returns the texts with corrected references. A text without any is the same object as before. */
export function correctedReferences(
  texts: readonly NewText[],
  problems: readonly Diagnostic[],
  references: References,
): NewText[] {
  const byFile = new Map<string, Diagnostic[]>();
  for (const problem of problems)
    if (RULES.has(problem.ruleId) && problem.place) byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), problem]);
  return texts.map((text) => {
    const found = byFile.get(text.path);
    return found ? corrected(text, found, references) : text;
  });
}

function corrected(text: NewText, problems: readonly Diagnostic[], references: References): NewText {
  const whole = contentOf(text);
  const bodyAt = whole.length - whole.slice(headerEnd(whole)).length;
  const edits: (readonly [start: number, end: number, address: string])[] = [];
  for (const { ruleId, place } of problems) {
    const range = place && rangeOf(whole, place);
    if (!range || range[0] < bodyAt) continue;
    const [start, end] = addressIn(whole, range);
    const written = whole.slice(start, end);
    const address =
      ruleId === 'picture/missing'
        ? references.file(text.old, written)
        : (references.page(text.old, written) ?? references.file(text.old, written));
    if (address !== undefined && address !== written) edits.push([start, end, address]);
  }
  if (edits.length === 0) return text;
  const body = edits
    .sort(([a], [b]) => b - a)
    .reduce(
      (rest, [start, end, address]) => rest.slice(0, start - bodyAt) + address + rest.slice(end - bodyAt),
      whole.slice(bodyAt),
    );
  return { ...text, body };
}

/** Returns the offset after the header that this program wrote. */
function headerEnd(text: string): number {
  const match = /^---\n(?:[\s\S]*?\n)?---\n\n?/.exec(text);
  return match ? match[0].length : 0;
}

function rangeOf(
  text: string,
  { line, column, endLine = line, endColumn = column }: NonNullable<Diagnostic['place']>,
): [number, number] | undefined {
  const start = offsetOf(text, line) + column - 1;
  const end = offsetOf(text, endLine) + endColumn - 1;
  return end > start ? [start, end] : undefined;
}

function offsetOf(text: string, line: number): number {
  let at = 0;
  for (let count = 1; count < line; count++) at = text.indexOf('\n', at) + 1;
  return at;
}

/** Returns the range of the address within a link, a picture or an element; the range itself if it is an address. */
function addressIn(text: string, [start, end]: readonly [number, number]): [number, number] {
  const part = text.slice(start, end);
  const match =
    /\]\(\s*<?([^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)/d.exec(part) ?? /\b(?:src|href)\s*=\s*["']([^"']*)["']/di.exec(part);
  const [from, to] = match?.indices?.[1] ?? [0, part.length];
  return [start + from, start + to];
}
