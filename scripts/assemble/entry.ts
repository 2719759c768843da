// Posts as other pages show them.

import { escapeHtml } from '../base/text/characters.js';
import { knownPart } from '../base/text/civilDate.js';
import { directionWithin } from '../base/text/direction.js';
import { withWordBreaks } from '../base/text/wordBreaks.js';
import type { ArticleHead, CivilDate, InlineText, Source } from '../types.js';
import { termUrl } from './addresses.js';
import type { Frame } from './frame.js';
import { categoriesBy, TERM_SEPARATOR } from './taxonomies.js';
import { href } from './urls.js';

/** A post as others show it: in lists, as a neighbour. */
export interface Entry {
  readonly url: string;
  readonly title: InlineText;
  readonly date?: CivilDate;
  readonly excerpt: string;
  readonly tags: readonly string[];
  readonly categories?: readonly (readonly string[])[];
  readonly pinned?: true;
  /** Where it is not the site's. */
  readonly lang?: string;
}

/**
 * The title as HTML without links, with its places to break; the site's where a page has none.
 * @param lang language, if it differs from the site’s
 */
export function titleHtml({ config }: Frame, { html }: InlineText, lang = config.language): { html: string } {
  return { html: withWordBreaks(html || escapeHtml(config.title), lang) };
}

/** A title's HTML anywhere but on its own page. */
export function listedHtml({ html, listed = html }: InlineText): string {
  return listed;
}

/** A post as others show it. */
export function entryOf({ url, date, meta }: Source, { title, excerpt }: ArticleHead): Entry {
  return {
    url,
    title: { html: listedHtml(title), text: title.text },
    ...(date !== undefined && { date }),
    excerpt,
    tags: meta.tags,
    ...(meta.categories && { categories: meta.categories }),
    ...((meta.pinned ?? 0) > 0 && { pinned: true }),
    ...(meta.lang !== undefined && { lang: meta.lang }),
  };
}

/** The language of a post where it is another one than that of the page it is named on. */
export function languageIfOther({ config }: Frame, { lang = config.language }: Entry, of: string): string {
  return lang === of ? '' : lang;
}

/** The language and the direction of a post, where they differ from those of the page it is named on. */
export function foreignValues(frame: Frame, entry: Entry, of: string): { lang: string; dir: string } {
  return { lang: languageIfOther(frame, entry, of), dir: directionWithin(entry.lang ?? frame.config.language, of) ?? '' };
}

/** A post as it stands on a page, whose language is given. */
export function entryValues(frame: Frame, entry: Entry, of: string) {
  const { url, title, date, excerpt, tags, categories = [], pinned = false, lang } = entry;
  return {
    title: titleHtml(frame, title, lang),
    url: href(frame.config.url, url),
    date: date ? knownPart(date) : '',
    year: date?.slice(0, 4) ?? '',
    excerpt,
    tags,
    categories: categoriesBy(frame.config, categories).map((path) => ({
      title: path.join(TERM_SEPARATOR),
      url: href(frame.config.url, termUrl('categories', path)),
    })),
    pinned,
    ...foreignValues(frame, entry, of),
  };
}
