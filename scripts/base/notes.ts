// Notes: short dated texts, in one file and a folder of the same name below `content/`, which site.yaml names. A note begins at a
// heading with its date and time, or is a file with a date. Notes of a year are on one page, so that their addresses never change.

import type { CivilDate } from '../types.js';
import { type Moment, parseMoment } from './text/civilDate.js';

/** True for a file that holds notes. @param path below `content/`; @param name that of file and folder; undefined if there are none */
export function isNotesFile(path: string, name: string | undefined): boolean {
  return name !== undefined && (path.startsWith(`${name}/`) || isMainNotesFile(path, name));
}

/** True for the file beside the folder, whose title and introduction the page of the latest notes has. */
export function isMainNotesFile(path: string, name: string): boolean {
  return path === `${name}.md` || path === `${name}.markdown`;
}

/**
 * Returns what the addresses of notes begin with.
 * @param prefix of the language; empty for the main one
 */
export function notesRoot(prefix: string, name: string): string {
  return `${prefix}/${name.normalize('NFC')}`;
}

/** Returns what the addresses of notes begin with. @param url address of a file with notes */
export function notesRootOf(url: string): string {
  return url.replace(/(?:\/\d{4})?\.html$/, '');
}

/** Returns the address of the latest notes. */
export function notesUrl(root: string): string {
  return `${root}.html`;
}

/** Returns the address of the notes of a year. */
export function notesYearUrl(root: string, year: string): string {
  return `${root}/${year}.html`;
}

/** Returns the address of the feed of notes. */
export function notesFeedUrl(root: string): string {
  return `${root}.xml`;
}

/** A date and perhaps a time, then other words. */
const DATED =
  /^\s*(\d{4}(?:[-./]\d{1,2}[-./]\d{1,2}|\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:[T\s]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*(?:Z|[+-]\d{2}:?\d{2}))?)?)(?:\s+([\s\S]*)|\s*)$/;

/** The heading of a note. */
export interface NoteHeading extends Moment {
  /** Length of date and time, with the spaces around them. */
  readonly length: number;
}

/** Reads the heading of a note. @returns undefined if it does not begin with a day */
export function noteHeading(text: string): NoteHeading | undefined {
  const match = DATED.exec(text);
  const moment = match && parseMoment((match[1] as string).replace(/日\s*(?=\d)/, '日 '));
  return moment ? { ...moment, length: text.length - (match[2] ?? '').length } : undefined;
}

/** Returns the days of the headings in a text, sorted, without those in fenced code. */
export function noteDays(text: string): CivilDate[] {
  const days = new Set<CivilDate>();
  let fence = '';
  for (const line of text.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence !== '') {
      if (mark.startsWith(fence)) fence = '';
      continue;
    }
    fence = mark;
    const day = /^\d{4}|^#/.test(line)
      ? noteHeading(line.replace(/^#{1,6}\s+/, '').replace(/\s*\{[^{}]*\}\s*$/, ''))?.date
      : undefined;
    if (day !== undefined) days.add(day);
  }
  return [...days].sort();
}
