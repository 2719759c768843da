// Titles of texts whose header has none: how one is to be written, and what stands for it.

import { placeAt } from '../base/diagnostics.js';
import { markdownFileName } from '../base/siteLookup.js';
import type { Place } from '../types.js';

/** Characters of a title: a title stands on many pages, and in each list. */
export const LONGEST_TITLE = 10_000;

const FIRST_HEADING = /^(\s*)(#[ \t][^\n]*)/;

/** The words of a heading that is one line. @param line from its sign on */
export function wordsOfHeading(line: string): string {
  return line
    .slice(1)
    .trim()
    .replace(/(?<=[ \t])#+$/, '')
    .trim();
}

/** Where and how a title is to be written: editors have it as the first heading of the text. */
export function titleToWrite(text: string, bodyOffset: number): { place: Place; note: string } {
  const [, space = '', line = ''] = FIRST_HEADING.exec(text.slice(bodyOffset)) ?? [];
  const heading = line.trimEnd();
  const title = wordsOfHeading(heading).replace(/<\/?[a-z][^<>]*>/gi, '');
  const at = bodyOffset + space.length;
  const isFirst = /^\uFEFF?$/.test(text.slice(0, at));
  if (title !== '' && title.length <= LONGEST_TITLE)
    return {
      place: placeAt(text, at, at + heading.length),
      note: isFirst
        ? `if this heading is the title, write it as \`% ${title}\``
        : `if this heading is the title, write it into the header: \`title: ${JSON.stringify(title)}\``,
    };
  return { place: { line: 1, column: 1 }, note: 'add a first line `% The title`' };
}

/** The id that Notion adds to the name of each file that it exports. */
const NOTION_ID = / [\da-f]{32}$/;

/** The title of a text that has none: its file's name, or that of its folder. */
export function nameAsTitle(path: string): string {
  const name = markdownFileName(path).replace(NOTION_ID, '');
  return (name === 'index' && /([^/]+)\/[^/]*$/.exec(path)?.[1]?.normalize('NFC')) || name;
}
