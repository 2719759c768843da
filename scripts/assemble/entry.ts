// Entries: posts as other pages show them.

import { escapeHtml } from '../base/text/characters.js';
import { knownPart } from '../base/text/civilDate.js';
import { directionWithin } from '../base/text/direction.js';
import { withWordBreaks } from '../base/text/wordBreaks.js';
import type { ArticleHead, CivilDate, InlineText, Picture, Source } from '../types.js';
import { termUrl } from './addresses.js';
import type { Frame } from './frame.js';
import { LIST } from './listSettings.js';
import { pictureHtml } from './pictureHtml.js';
import { categoriesBy, TERM_SEPARATOR } from './taxonomies.js';
import { editionHref, href } from './urls.js';
import { wordsFor } from './words/words.js';

/** A post in a list or as a neighbour. */
export interface Entry {
  readonly url: string;
  readonly title: InlineText;
  readonly date?: CivilDate;
  readonly excerpt: string;
  /** Reading time in minutes. */
  readonly minutes: number;
  readonly tags: readonly string[];
  readonly categories?: readonly (readonly string[])[];
  readonly pinned?: true;
  /** Present if it is not the site's. */
  readonly lang?: string;
  /** Its cover, if lists show covers. */
  readonly cover?: Picture;
}

/** Returns the paths of pictures that a list may show with a post, best first: its cover, or the pictures of its text. */
export function coverPaths({ cover, pictures }: Pick<ArticleHead, 'cover' | 'pictures'>): readonly string[] {
  return cover === undefined ? pictures.map(({ path }) => path) : [cover];
}

/**
 * Returns the title as HTML without links, with line-break opportunities; the site's title if the page has none.
 * @param lang language of the title
 */
export function titleHtml({ config }: Frame, { html }: InlineText, lang = config.language): { html: string } {
  return { html: withWordBreaks(html || escapeHtml(config.title), lang) };
}

/** Returns a title's HTML for other pages than its own. */
export function listedHtml({ html, listed = html }: InlineText): string {
  return listed;
}

export function entryOf({ url, date, meta }: Source, { title, excerpt, minutes }: ArticleHead): Entry {
  return {
    url,
    title: { html: listedHtml(title), text: title.text },
    ...(date !== undefined && { date }),
    excerpt,
    minutes,
    tags: meta.tags,
    ...(meta.categories && { categories: meta.categories }),
    ...((meta.pinned ?? 0) > 0 && { pinned: true }),
    ...(meta.lang !== undefined && { lang: meta.lang }),
  };
}

/**
 * Returns the language of a post if it is not that of the page; otherwise an empty text.
 * @param pageLanguage language of the page
 */
export function languageIfOther({ config }: Frame, { lang = config.language }: Entry, pageLanguage: string): string {
  return lang === pageLanguage ? '' : lang;
}

/** Returns language and direction of a post, each empty if it is the same as the page's. */
export function foreignValues(frame: Frame, entry: Entry, pageLanguage: string): { lang: string; dir: string } {
  return {
    lang: languageIfOther(frame, entry, pageLanguage),
    dir: directionWithin(entry.lang ?? frame.config.language, pageLanguage) ?? '',
  };
}

/** Returns the template values of the first list of a page. Its first cover, if it is a large one, is loaded at once. */
export function entriesValues(frame: Frame, entries: readonly Entry[], pageLanguage: string) {
  const first = entries.find(({ cover }) => cover);
  return entries.map((entry) => entryValues(frame, entry, pageLanguage, entry === first ? 'first' : 'later'));
}

/**
 * Returns the template values of an entry.
 * @param pageLanguage language of the page
 */
export function entryValues(frame: Frame, entry: Entry, pageLanguage: string, place: CoverPlace = 'later') {
  const { url, title, date, minutes, categories = [], pinned = false, lang } = entry;
  const shown = LIST.valueIn(frame.config);
  const tags = shown.tags ? entry.tags : [];
  return {
    title: titleHtml(frame, title, lang),
    url: href(frame.config.url, url),
    date: date ? knownPart(date) : '',
    year: date?.slice(0, 4) ?? '',
    excerpt: shown.excerpt ? entry.excerpt : '',
    readingtime: shown.tags ? wordsFor(pageLanguage, frame.config).minutes(minutes) : '',
    cover: coverHtml(frame, entry, place),
    tags,
    taglinks: tags.map((name) => ({ title: name, url: editionHref(frame.config, termUrl('tags', [name])) })),
    categories: categoriesBy(frame.config, categories).map((path) => ({
      title: path.join(TERM_SEPARATOR),
      url: editionHref(frame.config, termUrl('categories', path)),
    })),
    pinned,
    ...foreignValues(frame, entry, pageLanguage),
  };
}

/** Which of the covers of a page it is. */
type CoverPlace = 'first' | 'later';

/** Values of `sizes` for covers in lists. `templates/themes/journal.css` makes the first of large ones as wide as the page, 57 rem of 18 px. */
const SIZES = {
  large: {
    first: '(min-width: 1071px) 1026px, calc(100vw - 40px)',
    later: '(min-width: 64rem) 31rem, (min-width: 40rem) 50vw, calc(100vw - 40px)',
  },
  small: { first: '9rem', later: '9rem' },
};

/** Returns the cover of a post as HTML; empty if lists show none. */
function coverHtml({ config, covers }: Frame, { cover }: Entry, place: CoverPlace): { html: string } | '' {
  if (!cover || !covers) return '';
  const slot = {
    type: 'picture',
    path: cover.path,
    alt: '',
    attributes: {},
    eager: covers === 'large' && place === 'first',
  } as const;
  const page = { link: (url: string) => href(config.url, url), styles: undefined, sizes: SIZES[covers][place] };
  return { html: pictureHtml(slot, cover, page) };
}
