// Finds the date of a text: in front matter, else in the title block, else in the file name.

import {
  dateOfFileName,
  invalidDateMessage,
  leadingDate,
  type Moment,
  mayBeSameDay,
  parseMoment,
} from '../base/text/civilDate.js';
import type { TitleBlock } from '../markdown/titleBlock.js';
import type { FrontMatter } from './frontMatter.js';
import type { ReportAt } from './header.js';

/** The places where a date may be. */
interface Dated {
  readonly name: string;
  readonly titleBlock: TitleBlock | undefined;
  readonly frontMatter: FrontMatter;
}

/** Returns the date of a text. A header wins over a different date in the file name, with a warning. */
export function dateOf({ name, titleBlock, frontMatter }: Dated, report: ReportAt): Moment | undefined {
  const fromName = dateOfFileName(name);
  const field = titleBlock?.date;
  // A field of another tool, such as `created`, counts only if there is no other date.
  const isBorrowed = frontMatter.fromOtherNames?.includes('date') && (field?.text || fromName?.date);
  let header = isBorrowed ? undefined : frontMatter.values.date;
  let place = isBorrowed ? undefined : frontMatter.at.date;
  if (header === undefined && field && !frontMatter.problems.some(({ rule }) => rule === 'date/malformed')) {
    const leading = leadingDate(field.text);
    header = parseMoment(field.text) ?? (leading && { date: leading.date });
    place = [field.start, field.end];
    if (!header) report(place, 'date/malformed', invalidDateMessage(field.text));
    else if (leading && !parseMoment(field.text)) {
      const note = 'a line that begins with a space continues the line before; add a blank line between header and text';
      report(place, 'date/more', `extra text after the date: "${leading.rest}"`, note);
    }
  }
  const day = header?.date;
  if (day && fromName?.date && place && !mayBeSameDay(day, fromName.date)) {
    const note = 'the header wins; rename the file or change the header';
    report(place, 'date/disagrees', `the header says ${day}, the file name says ${fromName.text}`, note);
  }
  if (!day && fromName && !fromName.date)
    report(undefined, 'date/malformed', `the file name begins with ${fromName.text}, which is not a valid date`);
  const named = fromName?.date === undefined ? undefined : { date: fromName.date };
  return day?.endsWith('-00') && named && mayBeSameDay(day, named.date) ? named : (header ?? named);
}
