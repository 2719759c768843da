// What the tools of exports have in common: texts in HTML, or in markdown, each with its dialect.

import { contentOfOldHtml } from '../html/content.js';
import { markdownOfHtml } from '../html/fromHtml.js';
import { playerHtml } from '../html/players.js';
import type { Content, OldText, TextMarks } from '../oldBlog.js';
import { contentOfMarkdown } from '../proof/words.js';
import { dialectWith } from '../settings.js';
import type { TextPlace } from '../text/place.js';

/** The dialect of a site whose texts were HTML: the default of new sites. */
export const SITE_DIALECT = dialectWith('markdown', ['autolink_bare_uris', 'cjk', 'east_asian_line_breaks']);

export const NO_MARKS: TextMarks = (text) => ({ text, pictures: 0, code: 0 });

/** Returns the dialect of a text in markdown; undefined for one in HTML. */
const dialectOf = ({ fields }: OldText): string | undefined =>
  typeof fields.markdown === 'string' ? fields.markdown : undefined;

/** Returns the function that converts a text. @param htmlOf returns the HTML that readers saw */
export function exportConvert(htmlOf: (body: string) => string): (text: OldText, place: TextPlace) => string {
  return (text, place) => (dialectOf(text) === undefined ? markdownOfHtml(htmlOf(text.body), place) : text.body);
}

/** Reads the content of a text, for the proof. */
export function exportContent(text: OldText): Content {
  const dialect = dialectOf(text);
  return dialect === undefined
    ? contentOfOldHtml(withoutPlayers(withoutShortcodeTags(text.body)))
    : contentOfMarkdown(text.body, dialect, NO_MARKS);
}

/** Removes addresses in lines of their own that other tools show as players. */
function withoutPlayers(html: string): string {
  return html.replace(/^([ \t]*(?:<p>)?[ \t]*)(https?:\/\/[^\s<]+)/gm, (all, before: string, address: string) =>
    playerHtml(address) ? before : all,
  );
}

/** Removes the tags of shortcodes: their words are settings. */
function withoutShortcodeTags(html: string): string {
  return html.replace(/\[\/?[a-z][\w-]*(?:[\s=](?:"[^"]*"|'[^']*'|[^\]"'[])*)?\/?\](?!\()/gi, ' ');
}
