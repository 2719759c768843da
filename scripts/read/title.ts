// Handles texts without a title in the header: suggests how to write it, and makes one from the file name.

import { placeAt } from '../base/diagnostics.js';
import { markdownFileName } from '../base/siteLookup.js';
import type { Place } from '../types.js';

/** Maximum length of a title, in UTF-16 units: it appears on many pages. */
export const MAX_TITLE_LENGTH = 10_000;

const FIRST_HEADING = /^(\s*)(#[ \t][^\n]*)/;

/** Returns the text of an ATX heading. @param line the line from its `#` on */
export function headingText(line: string): string {
  return line
    .slice(1)
    .trim()
    .replace(/(?<=[ \t])#+$/, '')
    .trim();
}

/** Returns the place and the advice for a missing title. Many editors write it as the first heading. */
export function suggestTitle(text: string, bodyOffset: number): { place: Place; note: string } {
  const [, space = '', line = ''] = FIRST_HEADING.exec(text.slice(bodyOffset)) ?? [];
  const heading = line.trimEnd();
  const title = headingText(heading).replace(/<\/?[a-z][^<>]*>/gi, '');
  const at = bodyOffset + space.length;
  const isFirst = /^\uFEFF?$/.test(text.slice(0, at));
  if (title !== '' && title.length <= MAX_TITLE_LENGTH)
    return {
      place: placeAt(text, at, at + heading.length),
      note: isFirst
        ? `if this heading is the title, write it as \`% ${title}\``
        : `if this heading is the title, write it into the header: \`title: ${JSON.stringify(title)}\``,
    };
  return { place: { line: 1, column: 1 }, note: 'add a first line `% The title`' };
}

/** The id that Notion adds to the name of each exported file. */
const NOTION_ID = / [\da-f]{32}$/;

/** Returns a title from the name of a file, or of its folder. */
export function titleFromName(path: string): string {
  const name = markdownFileName(path).replace(NOTION_ID, '');
  return (name === 'index' && /([^/]+)\/[^/]*$/.exec(path)?.[1]?.normalize('NFC')) || name;
}
