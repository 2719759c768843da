// Resolves the errors that would stop the first build of an imported site: a wrong field is left out, a text or file that cannot be
// published is held back. Each is a note in the report.

import { decode } from '../base/siteLookup.js';
import type { Diagnostic } from '../types.js';
import { type FieldValue, type HeaderChange, isMapping, listOf } from './header.js';
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

/** Text that looks like a header of another tool. */
const ALMOST = 'front-matter/almost';

/** Returns a text whose first line cannot be taken for a part of a header, and is shown as before. */
function escapedStart(body: string): string {
  return body.replace(/^(\s*)([^\n]*)/, (_all, space: string, line: string) => {
    if (/^-{3,}\s*$/.test(line)) return `${space}***`;
    if (/^[%+;{]/.test(line)) return `${space}\\${line}`;
    return space + line.replace(/[:=]/, '\\$&').replace('：', '&#xFF1A;');
  });
}

/** Resolves errors. A text without any is the same object as before. */
export function withoutFaults(texts: readonly NewText[], problems: readonly Diagnostic[]): Resolved {
  const byFile = new Map<string, Diagnostic[]>();
  const hidden = new Set(texts.filter(({ old }) => old.hidden !== undefined).map(({ path }) => path));
  for (const problem of problems) {
    if (!problem.fatal) continue;
    const file = yieldingFile(problem, hidden);
    byFile.set(file, [...(byFile.get(file) ?? []), problem]);
  }
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

/** Returns the file that an error is resolved in. Of two with one address, that is the one that is not published. */
function yieldingFile({ ruleId, file, reason }: Diagnostic, hidden: ReadonlySet<string>): string {
  const other = ruleId === 'url/duplicate' ? /is also the address of (\S+)$/.exec(reason)?.[1] : undefined;
  return other !== undefined && hidden.has(other) && !hidden.has(file) ? other : file;
}

function withoutFault(text: NewText, problems: readonly Diagnostic[], notes: Note[]): NewText {
  const { old, change } = text;
  const isDraft = change.draft === true;
  const fixed: { [field: string]: FieldValue | undefined } = {};
  let isHeld = false;
  for (const problem of problems) {
    const { ruleId, reason, place } = problem;
    const field = problem.file === text.path && place ? fieldAt(contentOf(text), place.line) : undefined;
    const alias = ruleId === 'url/duplicate' && field !== undefined && ALIASES.test(field) ? addressIn(reason) : undefined;
    if (alias !== undefined && field !== undefined) {
      const { [field]: value } = { ...old.fields, ...change, ...fixed };
      fixed[field] = listOf(value).filter((each) => bare(each) !== bare(alias));
      notes.push({ about: 'an alias', outcome: 'was left out: it is an address of another text', at: `${old.from}: ${alias}` });
    } else if (ruleId === 'url/permalink' || ruleId === 'url/duplicate') {
      const isOwn = change.permalink !== undefined || old.fields.permalink !== undefined;
      fixed.permalink = isOwn ? undefined : `/${text.path.replace(/^content\/|\.md$/g, '')}.html`;
      if (isOwn) fixed.url = undefined;
    } else if (field !== undefined && ruleId !== READERS && isField(text, field)) {
      fixed[field] = undefined;
      notes.push({ about: `the field "${field}"`, outcome: `was left out: ${reason}`, at: old.from });
    } else if (isDraft && ruleId === ALMOST) {
      return { ...text, body: escapedStart(text.body) };
    } else if (!isDraft) {
      isHeld = true;
      notes.push({ about: 'a text that a build refuses', outcome: `is a draft now: ${reason}`, at: old.from });
    }
  }
  if (isDraft && Object.keys(fixed).length === 0) return text;
  return { ...text, change: { ...change, ...fixed, ...(isHeld && { draft: true }) } satisfies HeaderChange };
}

/** Fields with old addresses. */
const ALIASES = /^(?:alias(?:es)?|redirect_from)$/i;

/** Returns the address that a reason begins with. */
const addressIn = (reason: string): string | undefined => /^"?(\/[^\s"]*)/.exec(reason)?.[1];

const bare = (address: string): string => (decode(address) ?? address).replace(/(?:\/index)?(?:\.html?)?\/?$/, '');

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
