// The title of a text that has none in its header: its first heading, which the new page shows above the text.

import { type FieldValues, textOf } from '../header.js';

const FIRST_HEADING = /^\s*#[ \t]+([^\n]+?)(?:[ \t]+#+)?[ \t]*(?:\n|$)/;
const UNDERLINED = /^\s*(?![#>*+-])(\S[^\n]*)\n=+[ \t]*(?:\n|$)/;

/** Returns the title of a text and the text without it. A heading that repeats the title is left out. */
export function withoutTitle(fields: FieldValues, body: string): { readonly title: string | undefined; readonly body: string } {
  const given = textOf(fields.title);
  const match = FIRST_HEADING.exec(body) ?? UNDERLINED.exec(body);
  const heading = match?.[1]
    ?.replace(/[ \t]*\{[#.][^{}]*\}$/, '')
    .replace(/<(\w+)\b[^<>]*>(?:([^<>]*)<\/\1>)?/g, '$2')
    .trim();
  if (!match || !heading) return { title: given, body };
  if (given === undefined) return { title: heading, body: body.slice(match[0].length) };
  return { title: given, body: plain(given) === plain(heading) ? body.slice(match[0].length) : body };
}

const plain = (title: string): string => title.replace(/[\s*_`]/g, '').toLowerCase();
