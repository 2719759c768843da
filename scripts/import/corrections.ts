// Corrects what a check of the new site finds in texts: references that lead somewhere in the old blog, since they were relative to the
// address of their page or named a file by its old path; and spellings that other tools let pass and that have one correction.

import { fixedStretch } from '../check/fix.js';
import type { Diagnostic } from '../types.js';
import { contentOf, type NewText } from './newFiles.js';
import type { References } from './references.js';

/** Rules whose problems the corrections of `check --fix` solve without a doubt. */
const SPELLINGS = new Set([
  ...['link/spelling', 'picture/spelling', 'picture/size', 'markdown/foreign'],
  ...['markdown/address-space', 'markdown/wide-brackets'],
]);

const REFERENCES = new Set(['link/dead', 'picture/missing']);

/** Returns the texts with corrections. A text without any is the same object as before. */
export function correctedTexts(texts: readonly NewText[], problems: readonly Diagnostic[], references: References): NewText[] {
  const byFile = new Map<string, Diagnostic[]>();
  for (const problem of problems)
    if (problem.place && (REFERENCES.has(problem.ruleId) || SPELLINGS.has(problem.ruleId)))
      byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), problem]);
  return texts.map((text) => {
    const found = byFile.get(text.path);
    return found ? corrected(text, found, references) : text;
  });
}

/** A part of a text and what takes its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function corrected(text: NewText, problems: readonly Diagnostic[], references: References): NewText {
  const whole = contentOf(text);
  const bodyAt = headerEnd(whole);
  const edits = problems.flatMap((problem) => {
    const range = problem.place && rangeOf(whole, problem.place);
    if (!range || range[0] < bodyAt) return [];
    const isReference = REFERENCES.has(problem.ruleId);
    return (isReference ? reference(whole, range, problem, { text, references }) : spelling(whole, range, problem)) ?? [];
  });
  if (edits.length === 0) return text;
  let [body, next] = [whole, Number.POSITIVE_INFINITY];
  for (const { start, end, by } of edits.sort((a, b) => b.start - a.start)) {
    // Of two that overlap, the inner one is left to the next check.
    if (end > next) continue;
    body = body.slice(0, start) + by + body.slice(end);
    next = start;
  }
  return { ...text, body: body.slice(bodyAt) };
}

type Range = readonly [start: number, end: number];

function reference(
  whole: string,
  range: Range,
  { ruleId }: Diagnostic,
  { text, references }: { readonly text: NewText; readonly references: References },
): Edit | undefined {
  const [start, end] = addressIn(whole, range);
  const written = whole.slice(start, end);
  const file = references.file(text.old, written);
  const by = ruleId === 'picture/missing' ? file : (references.page(text.old, written) ?? file);
  return by === undefined || by === written ? undefined : { start, end, by };
}

function spelling(whole: string, [start, end]: Range, problem: Diagnostic): Edit | undefined {
  const by = fixedStretch(whole.slice(start, end), problem);
  return by === undefined ? undefined : { start, end, by };
}

/** Returns the offset after the header that this program wrote. */
function headerEnd(text: string): number {
  const match = /^---\n(?:[\s\S]*?\n)?---\n\n?/.exec(text);
  return match ? match[0].length : 0;
}

function rangeOf(
  text: string,
  { line, column, endLine = line, endColumn = column }: NonNullable<Diagnostic['place']>,
): Range | undefined {
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
function addressIn(text: string, [start, end]: Range): Range {
  const part = text.slice(start, end);
  const match =
    /\]\(\s*<?([^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)/d.exec(part) ?? /\b(?:src|href)\s*=\s*["']([^"']*)["']/di.exec(part);
  const [from, to] = match?.indices?.[1] ?? [0, part.length];
  return [start + from, start + to];
}
