// Compares the dates of a text with the day of the build: is it published, and which of its dates are shown?

import { problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { mayBeSameDay } from '../base/text/civilDate.js';
import type { Config } from '../config/config.js';
import type { CivilDate, Diagnostic, Source } from '../types.js';

/** True if the date of a text or of its last change is after a day. */
export function isInFuture(source: Source, today: CivilDate): boolean {
  return lastDay(source) > today || (source.meta.updated ?? '') > today;
}

/** Returns the day on which a post will be published; undefined if it isn't waiting. */
export function dueDay({ date = '', visibility }: Source, future: Config['future'], today: CivilDate): CivilDate | undefined {
  const days = [future === 'wait' ? date : '', visibility?.from ?? ''].filter((day) => day > today);
  return days.sort().at(-1);
}

/** Returns a text as published on a day. With `future: wait`, a date of change in the future is left out, and so are such notes. */
export function publishedOn(source: Source, future: Config['future'], today: CivilDate): Source {
  if (future !== 'wait') return source;
  const { updated, updatedTime: _time, ...meta } = source.meta;
  const waiting = source.days?.filter((day) => day > today) ?? [];
  return {
    ...source,
    ...(updated !== undefined && updated > today && { meta }),
    ...(waiting.length > 0 && { days: source.days?.filter((day) => day <= today) ?? [], waiting }),
  };
}

/** Returns the problems of a text's dates: one in the future, or a last change before the text itself. */
export function dayProblems(source: Source, future: Config['future'], today: CivilDate): Diagnostic[] {
  return [
    ...(future === 'error' && lastDay(source) > today ? [futureDateProblem(source)] : []),
    ...updateProblems(source, future, today),
  ];
}

/** Returns the day of a text, or of its last note. */
function lastDay({ date = '', days }: Source): CivilDate {
  return days?.at(-1) ?? date;
}

function futureDateProblem(source: Source): Diagnostic {
  const { path, places } = source;
  const note = 'publish it on that date, or set `future: wait` in content/site.yaml';
  return problem(contentFile(path), places.date, 'date/future', `the date ${lastDay(source)} is in the future`, { note });
}

function updateProblems({ path, date = '', meta, places }: Source, future: Config['future'], today: CivilDate): Diagnostic[] {
  const { updated } = meta;
  if (updated === undefined) return [];
  const report = (reason: string, note: string, severity: 'error' | 'warning') =>
    problem(contentFile(path), places.updated, 'date/updated', reason, { note, severity });
  if (updated > today && future !== 'publish') {
    const note = 'change it; or set `future: publish` in content/site.yaml';
    const effect = future === 'wait' ? ' and is not shown until then' : '';
    return [
      report(`the \`updated\` date, ${updated}, is in the future${effect}`, note, future === 'error' ? 'error' : 'warning'),
    ];
  }
  if (updated < date && !mayBeSameDay(updated, date))
    return [report(`the \`updated\` date, ${updated}, is before the date, ${date}`, 'correct one of them', 'warning')];
  return [];
}
