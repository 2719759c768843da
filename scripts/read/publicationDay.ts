// What the day of a build decides about a text: whether it is published, and which of its dates are shown.

import { problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { mayBeSameDay } from '../base/text/civilDate.js';
import type { Config } from '../config/config.js';
import type { CivilDate, Diagnostic, Source } from '../types.js';

/** Whether a text is dated or changed after a day. */
export function isAhead({ date = '', meta }: Source, today: CivilDate): boolean {
  return date > today || (meta.updated ?? '') > today;
}

/** The day on which a post that waits for it is published; undefined if it does not wait. */
export function dueDay({ date = '', visibility }: Source, future: Config['future'], today: CivilDate): CivilDate | undefined {
  const days = [future === 'wait' ? date : '', visibility?.from ?? ''].filter((day) => day > today);
  return days.sort().at(-1);
}

/** A text as it is published on a day: without the day of a change that is still to come, where such days wait. */
export function publishedOn(source: Source, future: Config['future'], today: CivilDate): Source {
  const { updated, updatedTime: _time, ...meta } = source.meta;
  return future === 'wait' && updated !== undefined && updated > today ? { ...source, meta } : source;
}

/** Problems of the days of a text: one that is still to come, and a last change before the text itself. */
export function dayProblems(source: Source, future: Config['future'], today: CivilDate): Diagnostic[] {
  return [
    ...(future === 'error' && (source.date ?? '') > today ? [tooEarly(source)] : []),
    ...updateProblems(source, future, today),
  ];
}

function tooEarly({ path, date, places }: Source): Diagnostic {
  const note = 'publish it on that date, or set `future: wait` in content/site.yaml';
  return problem(contentFile(path), places.date, 'date/future', `the date ${date} is in the future`, { note });
}

function updateProblems({ path, date = '', meta, places }: Source, future: Config['future'], today: CivilDate): Diagnostic[] {
  const { updated } = meta;
  if (updated === undefined) return [];
  const say = (reason: string, note: string, severity: 'error' | 'warning') =>
    problem(contentFile(path), places.updated, 'date/updated', reason, { note, severity });
  if (updated > today && future !== 'publish') {
    const note = 'change it; or set `future: publish` in content/site.yaml';
    const fate = future === 'wait' ? ' and is not shown until then' : '';
    return [say(`the \`updated\` date, ${updated}, is in the future${fate}`, note, future === 'error' ? 'error' : 'warning')];
  }
  if (updated < date && !mayBeSameDay(updated, date))
    return [say(`the \`updated\` date, ${updated}, is before the date, ${date}`, 'correct one of them', 'warning')];
  return [];
}
