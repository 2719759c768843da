// Corrects what a check of the new site finds in texts: references that lead somewhere in the old blog, since they were relative to the
// address of their page or named a file by its old path; and spellings that other tools let pass and that have one correction.

import { fixedStretch } from '../check/fix.js';
import type { Diagnostic } from '../types.js';
import { type FieldValue, type HeaderChange, isMapping } from './header.js';
import { bodyOffset, contentOf, type NewText } from './newFiles.js';
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

/** Returns a value with other addresses; undefined if none of them changes. */
function withPictures(value: FieldValue | undefined, find: (written: string) => string | undefined): FieldValue | undefined {
  if (typeof value === 'string') return find(value.trim());
  if (Array.isArray(value)) {
    const items = value.map((each: FieldValue) => withPictures(each, find));
    return items.some((each) => each !== undefined) ? value.map((each: FieldValue, at) => items[at] ?? each) : undefined;
  }
  if (!isMapping(value)) return undefined;
  const items = Object.entries(value).map(([name, each]) => [name, withPictures(each, find)] as const);
  if (items.every(([, each]) => each === undefined)) return undefined;
  return { ...value, ...Object.fromEntries(items.filter((pair): pair is [string, FieldValue] => pair[1] !== undefined)) };
}

/** A part of a text and what takes its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function corrected(text: NewText, problems: readonly Diagnostic[], references: References): NewText {
  const whole = contentOf(text);
  const bodyAt = bodyOffset(text, whole);
  if (bodyAt === undefined) return text;
  const change: { [field: string]: FieldValue } = {};
  const edits = problems.flatMap((problem) => {
    const range = problem.place && rangeOf(whole, problem.place);
    if (!range) return [];
    if (range[0] < bodyAt) {
      Object.assign(change, inHeader(text, problem, references));
      return [];
    }
    const isReference = REFERENCES.has(problem.ruleId);
    return (isReference ? reference(whole, range, problem, { text, references }) : spelling(whole, range, problem)) ?? [];
  });
  const isChanged = Object.keys(change).length > 0;
  if (edits.length === 0) return isChanged ? { ...text, change: { ...text.change, ...change } } : text;
  let [body, next] = [whole, Number.POSITIVE_INFINITY];
  for (const { start, end, by } of edits.sort((a, b) => b.start - a.start)) {
    // Of two that overlap, the inner one is left to the next check.
    if (end > next) continue;
    body = body.slice(0, start) + by + body.slice(end);
    next = start;
  }
  return { ...text, change: { ...text.change, ...change }, body: body.slice(bodyAt) };
}

/** Corrects a missing picture that a field names, such as `cover`. */
function inHeader({ old, change }: NewText, { ruleId, reason }: Diagnostic, references: References): HeaderChange {
  const missing = ruleId === 'picture/missing' ? /"([^"]+)"/.exec(reason)?.[1] : undefined;
  if (missing === undefined) return {};
  const found = Object.entries({ ...old.fields, ...change }).flatMap(([field, value]): [string, FieldValue][] => {
    const now = withPictures(value, (written) => (written.includes(missing) ? references.file(old, written) : undefined));
    return now === undefined ? [] : [[field, now]];
  });
  return Object.fromEntries(found);
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
