// What the tools of exports have in common: texts in HTML, or in markdown, each with its dialect.

import { contentOfOldHtml } from '../html/content.js';
import { markdownOfHtml } from '../html/fromHtml.js';
import { playerHtml } from '../html/players.js';
import type { OldText, TextMarks } from '../oldBlog.js';
import type { OldTool } from '../oldTool.js';
import { contentOfMarkdown } from '../proof/words.js';
import { dialectWith } from '../settings.js';

/** The dialect of a site whose texts were HTML: the default of new sites. */
export const SITE_DIALECT = dialectWith('markdown', ['autolink_bare_uris', 'cjk', 'east_asian_line_breaks']);

const NO_MARKS: TextMarks = (text) => ({ text, pictures: 0, code: 0 });

/** How the texts of a tool are kept. */
interface Texts {
  /** Returns the HTML that readers saw of a body that is not markdown. */
  readonly htmlOf: (body: string) => string;
  /** The dialect of texts that name none; that of a site for HTML. */
  readonly dialect: string;
}

/** Returns how a tool converts its texts, and how they are read for the proof. */
export function exportTexts({ htmlOf, dialect: byDefault }: Texts): Pick<OldTool, 'marks' | 'content' | 'convert'> {
  const dialectOf = ({ fields }: OldText): string => (typeof fields.markdown === 'string' ? fields.markdown : byDefault);
  return {
    marks: NO_MARKS,
    content: (text) => {
      const dialect = dialectOf(text);
      if (dialect !== SITE_DIALECT) return contentOfMarkdown(text.body, dialect, NO_MARKS);
      return contentOfOldHtml(withoutPlayers(withoutShortcodeTags(text.body)));
    },
    convert: (text, place) => (dialectOf(text) === SITE_DIALECT ? markdownOfHtml(htmlOf(text.body), place) : text.body),
  };
}

/** Removes addresses in lines of their own that other tools show as players. */
function withoutPlayers(html: string): string {
  return html.replace(/^([ \t]*(?:<p>)?[ \t]*)(https?:\/\/[^\s<]+)/gm, (all, before: string, address: string) =>
    playerHtml(address) ? before : all,
  );
}

/** Shortcodes that hold code. */
const CODE =
  /\[(code|sourcecode|source|crayon|highlight|php|python|java|javascript|js|css|html|xml|sql|bash|cpp|ruby)\b[^\]]*\]([\s\S]*?)\[\/\1\]/gi;

/** Removes the tags of shortcodes: their words are settings. */
function withoutShortcodeTags(body: string): string {
  const html = body.replace(
    CODE,
    (_all, _name: string, code: string) => `<pre>${code.replace(/<br\s*\/?>/gi, '').replaceAll('<', '&lt;')}</pre>`,
  );
  return html.replace(/\[\/?[a-z][\w-]*(?:[\s=](?:"[^"]*"|'[^']*'|[^\]"'[])*)?\/?\](?!\()/gi, ' ');
}
