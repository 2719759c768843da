// Resolves the errors that would stop the first build of an imported site: a wrong field is left out, a text or file that cannot be
// published is held back. Each is a note in the report.

import type { Diagnostic } from '../types.js';
import { type FieldValue, type HeaderChange, isMapping } from './header.js';
import { contentOf, type NewText } from './newFiles.js';
import type { Note } from './oldBlog.js';

export interface Resolved {
  readonly texts: readonly NewText[];
  /** Paths of files that are not copied. */
  readonly withheld: readonly string[];
  readonly notes: readonly Note[];
}

/** Errors about who may read a text. */
const READERS = 'front-matter/readers';

/** Resolves errors. A text without any is the same object as before. */
export function withoutFaults(texts: readonly NewText[], problems: readonly Diagnostic[]): Resolved {
  const byFile = new Map<string, Diagnostic[]>();
  for (const problem of problems) if (problem.fatal) byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), problem]);
  const notes: Note[] = [];
  const resolved = texts.map((text) => {
    const found = byFile.get(text.path);
    byFile.delete(text.path);
    return found ? withoutFault(text, found, notes) : text;
  });
  const withheld = [...byFile.keys()].filter((path) => !/^(?:content\/(?:site|urls|links)\.yaml|templates\/.*)$/.test(path));
  for (const path of withheld)
    notes.push({ about: 'a file that a build refuses', outcome: `was not moved: ${byFile.get(path)?.[0]?.reason}`, at: path });
  return { texts: resolved, withheld, notes };
}

function withoutFault(text: NewText, problems: readonly Diagnostic[], notes: Note[]): NewText {
  const { old, change } = text;
  const isDraft = change.draft === true;
  const fixed: { [field: string]: FieldValue | undefined } = {};
  let isHeld = false;
  for (const problem of problems) {
    const { ruleId, reason, place } = problem;
    const field = place && fieldAt(contentOf(text), place.line);
    if (ruleId === 'url/permalink' || ruleId === 'url/duplicate') {
      const isOwn = change.permalink !== undefined || old.fields.permalink !== undefined;
      fixed.permalink = isOwn ? undefined : `/${text.path.replace(/^content\/|\.md$/g, '')}.html`;
      if (isOwn) fixed.url = undefined;
    } else if (field !== undefined && ruleId !== READERS && isField(text, field)) {
      fixed[field] = undefined;
      notes.push({ about: `the field "${field}"`, outcome: `was left out: ${reason}`, at: old.from });
    } else if (!isDraft) {
      isHeld = true;
      notes.push({ about: 'a text that a build refuses', outcome: `is a draft now: ${reason}`, at: old.from });
    }
  }
  if (isDraft && Object.keys(fixed).length === 0) return text;
  return { ...text, change: { ...change, ...fixed, ...(isHeld && { draft: true }) } satisfies HeaderChange };
}

function isField({ old, change }: NewText, field: string): boolean {
  const value = Object.hasOwn(change, field) ? change[field] : old.fields[field];
  return value !== undefined && !(isMapping(value) && field === 'draft');
}

/** Returns the field of a header that a line belongs to; undefined for lines of the text. */
function fieldAt(text: string, line: number): string | undefined {
  const lines = text.split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || line - 1 >= end) return undefined;
  for (let at = line - 1; at > 0; at--) {
    const name = /^["']?([^\s"':#-][^"':]*)["']?\s*:/.exec(lines[at] ?? '')?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
