// What the headers of all tools have in common: empty values, layouts of other themes, texts that are not for everyone.

import { visibilityOf } from '../read/visibility.js';
import { type FieldValue, type FieldValues, type HeaderChange, isMapping, textOf } from './header.js';
import type { Note } from './oldBlog.js';
import { plainDate } from './oldDate.js';

/** Fields whose values are secret. They are never written. */
const SECRET = /pass|pwd|secret|accesscode/i;

export interface CleanedHeader {
  readonly change: HeaderChange;
  /** Why the text is not public. */
  readonly hidden?: string;
  /** True if its tool published it all the same, at an address that readers may know. */
  readonly wasPublished: boolean;
  readonly notes: readonly Note[];
}

/**
 * Finds what has to change in a header, whatever tool it comes from.
 * @param at the old file, for notes
 * @param isHeldBack true for a text that its tool does not publish for another reason, such as its folder
 */
export function cleanedHeader(fields: FieldValues, at: string, timezone: string, isHeldBack?: string): CleanedHeader {
  const change: { [field: string]: FieldValue | undefined } = {};
  const notes: Note[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const date = ALL_DATES.has(name) ? plainDate(value) : undefined;
    if (isEmpty(value)) change[name] = undefined;
    else if (date !== undefined) change[name] = date;
    else if (Array.isArray(value) && value.some(isEmpty)) {
      change[name] = value.filter((each) => !isEmpty(each));
      notes.push({ about: `an empty item of "${name}"`, outcome: 'was left out', at });
    }
  }
  const layout = textOf(fields.layout);
  if (fields.layout !== undefined) change.layout = undefined;
  if (layout !== undefined && !USUAL_LAYOUTS.test(layout))
    notes.push({ about: `the layout "${layout}"`, outcome: 'was left out: it belongs to the old theme', at });
  const { isDraft, refused } = visibilityOf('posts/a.md', Object.entries(fields), timezone);
  const [first] = refused;
  const hidden =
    isHeldBack ?? (first ? `"${first.field}" hides it from some readers` : isDraft ? 'it is marked as a draft' : undefined);
  if (first) {
    for (const { field } of refused) if (SECRET.test(field)) change[field] = undefined;
    notes.push({ about: `a text with "${first.field}"`, outcome: 'is a draft now, since a static site cannot protect it', at });
  }
  for (const name of Object.keys(fields)) if (SECRET.test(name) && fields[name] !== false) change[name] = undefined;
  if (hidden !== undefined && fields.draft !== true) change.draft = true;
  const wasPublished = hidden === undefined || (first !== undefined && isHeldBack === undefined);
  return { change, ...(hidden !== undefined && { hidden }), wasPublished, notes };
}

/** Layouts that say no more than that a text is a post or a page. */
const USUAL_LAYOUTS = /^(?:posts?|page|default|draft|single|article|blog|note|false|true)$/i;

export function isEmpty(value: FieldValue | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) ? value.length === 0 : isMapping(value) && Object.keys(value).length === 0;
}

/** Fields with the date of a text, which would make it a post. */
const DATES = ['date', 'created', 'published', 'publishDate', 'pubDate'];

const ALL_DATES = new Set([...DATES, 'updated', 'lastmod', 'last_modified_at', 'modified', 'expiryDate']);

/** Turns the date of a page into that of its last change: what has a date is a post here. */
export function undated(fields: FieldValues): HeaderChange {
  const [name] = DATES.filter((each) => fields[each] !== undefined && typeof fields[each] !== 'boolean');
  if (name === undefined) return {};
  return { [name]: undefined, ...(fields.updated === undefined && { updated: fields[name] as FieldValue }) };
}
