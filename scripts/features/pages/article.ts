// The template values of pages that show an article: those of PAGE_VARIABLES, and the facts for the common variables.

import { HOME_URL } from '../../assemble/addresses.js';
import { commonValues, toValue } from '../../assemble/common.js';
import { titleHtml } from '../../assemble/entry.js';
import { type PicturesByPath, pageHtml } from '../../assemble/fill.js';
import type { Frame } from '../../assemble/frame.js';
import { PANDOC_VARIABLES } from '../../assemble/pandocVariables.js';
import { cssOf, type PictureStyles, pictureHtml, unreadPicture } from '../../assemble/pictureHtml.js';
import { authorsOf, byPath, imageOf, type Rendered } from '../../assemble/rendered.js';
import { sideNotesCss } from '../../assemble/sideNotes.js';
import { withoutStyleAttributes } from '../../assemble/styleAttributes.js';
import { tocHtml } from '../../assemble/toc.js';
import { href } from '../../assemble/urls.js';
import type { PAGE_VARIABLES, PANDOC_METADATA, ValuesFor } from '../../assemble/variables.js';
import { wordsFor } from '../../assemble/words/words.js';
import { markdownFileName } from '../../base/siteLookup.js';
import { knownPart } from '../../base/text/civilDate.js';
import type { Layers, Values } from '../../template/value.js';
import type { Article, Piece, Source } from '../../types.js';
import { POST } from './settings.js';

/** A reader may want to go on later with a text of at least as many minutes. */
const MINUTES_OF_LONG_TEXT = 6;

/** Minimum headings for a table of contents, unless the writer asks for one. */
const HEADINGS_FOR_TOC = 3;

/** Returns the template values of a page that shows only an article. */
export function articlePage(frame: Frame, rendered: Rendered): Layers {
  const { values, ...styles } = articleValues(frame, rendered);
  return [values, ...commonValues(frame, { ...articleFacts(frame, rendered, 'website'), ...styles })];
}

type ArticleValues = ValuesFor<typeof PAGE_VARIABLES>;

/** The styles that an article needs: CSS for its pictures and side notes, and names of stylesheets. */
export interface ArticleStyles {
  readonly css: string;
  readonly sheets: readonly string[];
}

/** Returns the values of PAGE_VARIABLES, and the styles that the article needs. */
export function articleValues(
  frame: Frame,
  { source, article, pictures }: Rendered,
): { readonly values: ArticleValues } & ArticleStyles {
  const { config } = frame;
  const { meta, date, time } = source;
  const words = wordsFor(meta.lang ?? config.language, config);
  const hasToc = meta.toc ?? (POST.valueIn(config).toc && article.toc.length >= HEADINGS_FOR_TOC);
  const toc = hasToc ? { html: tocHtml(tocOf(article, meta['toc-depth'])) } : '';
  const authors = authorsOf(frame, article);
  const pictureMap = byPath(pictures);
  const styles: PictureStyles = new Map();
  const cover = coverHtml(frame, { ...article, alt: meta.coverAlt ?? '' }, pictureMap, styles);
  const page = { url: source.url, site: config.url, pictures: pictureMap, styles, isBelowPicture: cover !== '' };
  const html = pageHtml(article.body, page);
  const values = {
    ...pandocValues(source, article, (pieces) => withoutStyleAttributes(pageHtml(pieces, page), styles)),
    title: titleHtml(frame, article.title, meta.lang),
    author: authors.map(({ html }) => ({ html })),
    'author-meta': authors.map(({ text }) => text).join('; '),
    date: date ? knownPart(date) : '',
    time: time?.slice(0, 5) ?? '',
    'date-meta': date ? knownPart(date) : '',
    updated: meta.updated ? knownPart(meta.updated) : '',
    description: meta.description === undefined ? '' : article.excerpt,
    tags: meta.tags,
    keywords: meta.keywords ?? meta.tags,
    cover,
    body: { html: withoutStyleAttributes(html, styles) },
    toc,
    'table-of-contents': toc,
    readingtime: words.minutes(article.minutes),
    hasgallery: html.includes('<a class="zoom '),
    islong: article.minutes >= MINUTES_OF_LONG_TEXT,
    draft: frame.drafts.includes(source.path),
  };
  return {
    values,
    css: cssOf(styles) + sideNotesCss(html),
    sheets: article.sheets ?? [],
  };
}

function tocOf({ toc }: Article, depth = 6): Article['toc'] {
  return toc.filter((entry) => entry.depth <= depth);
}

/** Returns the values of metadata variables that Pandoc's templates use. */
function pandocValues(
  { meta: { meta } }: Source,
  { metadata = {} }: Article,
  html: (pieces: readonly Piece[]) => string,
): Pick<ArticleValues, keyof typeof PANDOC_METADATA> & Values {
  const blocks = (all: readonly (readonly Piece[])[] = []) => all.map((pieces) => ({ html: html(pieces) }));
  const others = PANDOC_VARIABLES.filter((name) => Object.hasOwn(meta, name));
  return {
    ...Object.fromEntries(others.map((name) => [name, toValue(meta[name])])),
    subtitle: metadata.subtitle ? { html: metadata.subtitle.html } : '',
    abstract: metadata.abstract ? { html: html(metadata.abstract) } : '',
    'header-includes': blocks(metadata['header-includes']),
    'include-before': blocks(metadata['include-before']),
    'include-after': blocks(metadata['include-after']),
  };
}

/** Returns the cover as HTML; empty if there is none, or if the text contains the same picture. */
function coverHtml(
  { config }: Frame,
  { cover, coverAddress, body, alt }: Pick<Article, 'cover' | 'coverAddress' | 'body'> & { readonly alt: string },
  pictures: PicturesByPath,
  styles: PictureStyles,
): { html: string } | '' {
  if (coverAddress !== undefined) return { html: unreadPicture({ alt, attributes: { class: 'wide' } }, coverAddress) };
  const picture = cover === undefined ? undefined : pictures.get(cover);
  const isInText = body.some((piece) => typeof piece !== 'string' && piece.type === 'picture' && piece.path === cover);
  if (!picture || isInText) return '';
  const slot = { type: 'picture', path: picture.path, alt, attributes: { class: 'wide' }, eager: true } as const;
  return { html: pictureHtml(slot, picture, { link: (url) => href(config.url, url), styles }) };
}

/** Returns empty values of PAGE_VARIABLES, for a page without an article. */
export function emptyArticle(): ArticleValues {
  const nothing = {
    author: [],
    'author-meta': '',
    date: '',
    time: '',
    'date-meta': '',
    updated: '',
    description: '',
    tags: [],
    keywords: [],
  };
  const includes = { 'header-includes': [], 'include-before': [], 'include-after': [] };
  return {
    ...nothing,
    ...includes,
    subtitle: '',
    abstract: '',
    title: '',
    cover: '',
    body: '',
    toc: '',
    'table-of-contents': '',
    readingtime: '',
    hasgallery: false,
    islong: false,
    draft: false,
  };
}

/** Returns the facts about an article's page from which the common variables follow. */
export function articleFacts(frame: Frame, rendered: Rendered, ogtype: 'article' | 'website') {
  const { source, article } = rendered;
  const image = imageOf(frame, rendered);
  const isHome = source.url === frame.config.prefix + HOME_URL;
  return {
    url: source.url,
    title: article.title.text || (isHome ? frame.config.title : markdownFileName(source.unmarked ?? source.path)),
    description: article.excerpt,
    ogtype,
    meta: source.meta.meta,
    ...(article.code && { code: article.code }),
    ...(source.visibility?.noindex && { noindex: true }),
    ...(source.meta.lang !== undefined && { lang: source.meta.lang }),
    ...(image !== undefined && { image }),
  };
}
