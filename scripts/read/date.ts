// The date of a text: front matter, else title block, else file name.

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
import type { SayAt } from './header.js';

/** What a date is found in. */
interface Dated {
  readonly name: string;
  readonly titleBlock: TitleBlock | undefined;
  readonly frontMatter: FrontMatter;
}

/** A header that contradicts the file name wins, with a warning. */
export function dateOf({ name, titleBlock, frontMatter }: Dated, say: SayAt): Moment | undefined {
  const fromName = dateOfFileName(name);
  const field = titleBlock?.date;
  // A field of another tool, such as `created`, dates what has no other date.
  const isBorrowed = frontMatter.borrowed?.includes('date') && (field?.text || fromName?.date);
  let header = isBorrowed ? undefined : frontMatter.values.date;
  let place = isBorrowed ? undefined : frontMatter.at.date;
  if (header === undefined && field && !frontMatter.problems.some(({ rule }) => rule === 'date/malformed')) {
    const leading = leadingDate(field.text);
    header = parseMoment(field.text) ?? (leading && { date: leading.date });
    place = [field.start, field.end];
    if (!header) say(place, 'date/malformed', invalidDateMessage(field.text));
    else if (leading && !parseMoment(field.text)) {
      const note = 'a line that begins with a space continues the line before; add a blank line between header and text';
      say(place, 'date/more', `extra text after the date: "${leading.rest}"`, note);
    }
  }
  const day = header?.date;
  if (day && fromName?.date && place && !mayBeSameDay(day, fromName.date)) {
    const note = 'the header wins; rename the file or change the header';
    say(place, 'date/disagrees', `the header says ${day}, the file name says ${fromName.text}`, note);
  }
  if (!day && fromName && !fromName.date)
    say(undefined, 'date/malformed', `the file name begins with ${fromName.text}, which is not a valid date`);
  const named = fromName?.date === undefined ? undefined : { date: fromName.date };
  return day?.endsWith('-00') && named && mayBeSameDay(day, named.date) ? named : (header ?? named);
}
