// Pages made by templates: posts, pages, the home page, the page for wrong addresses, lists, redirects.

import { knownPart } from '../civilDate.js';
import { markdownFileName } from '../siteLookup.js';
import type { Values } from '../template/value.js';
import type { Article, Entry, InlineText, Translation } from '../types.js';
import { commentsHtml } from './comments.js';
import { type Pictures, pageHtml } from './fill.js';
import { commonValues, type Frame, SEARCH_FOLDER, SEARCH_URL, titleHtml } from './frame.js';
import { licenseHtml } from './license.js';
import { listUrl } from './lists.js';
import { cssOf, type PictureStyles, pictureHtml } from './pictureHtml.js';
import { authorsOf, byPath, imageOf, type Rendered } from './rendered.js';
import { sideNotesCss } from './sideNotes.js';
import { blogPosting, webSite } from './structuredData.js';
import { withoutStyleAttributes } from './styleAttributes.js';
import { TAGS_URL, tagFeedUrl, tagUrl } from './tags.js';
import { tocHtml } from './toc.js';
import { absolute, escapeHtml, href } from './urls.js';
import type {
  ARCHIVE_VARIABLES,
  HOME_VARIABLES,
  LIST_VARIABLES,
  PAGE_VARIABLES,
  POST_VARIABLES,
  REDIRECT_VARIABLES,
  SEARCH_VARIABLES,
  TAGS_VARIABLES,
  ValuesFor,
} from './variables.js';
import { wordsFor } from './words/words.js';
import { ARCHIVE_URL, yearUrl } from './years.js';

/** All that a page is made from, besides the frame and the templates; plain data. */
export type PageInput =
  | {
      readonly kind: 'post';
      readonly rendered: Rendered;
      readonly older?: Entry;
      readonly newer?: Entry;
      readonly related: readonly Entry[];
      /** The series that it is a part of, with all parts in order. */
      readonly series?: { readonly name: string; readonly parts: readonly Entry[] };
      /** The address of its social card. */
      readonly card?: string;
      readonly translations?: readonly Translation[];
    }
  | { readonly kind: 'page'; readonly rendered: Rendered; readonly translations?: readonly Translation[] }
  /** The home page; its introduction is content/index.md where there is one. */
  | { readonly kind: 'home'; readonly rendered?: Rendered; readonly latest: readonly Entry[] }
  /** The page for wrong addresses; content/404.md takes the place of our words. */
  | { readonly kind: 'notFound'; readonly rendered?: Rendered }
  /** A page of the list of posts, or of those with a tag, counted from 1. */
  | {
      readonly kind: 'list';
      readonly tag?: string;
      readonly number: number;
      readonly of: number;
      readonly posts: readonly Entry[];
    }
  /** The posts of a year, or all years. */
  | {
      readonly kind: 'archive';
      readonly year?: string;
      readonly years: readonly { readonly name: string; readonly count: number }[];
      readonly posts: readonly Entry[];
    }
  /** All tags, with the numbers of their posts. */
  | { readonly kind: 'tags'; readonly tags: readonly { readonly name: string; readonly count: number }[] }
  /** The page to search the site. */
  | { readonly kind: 'search' }
  /** An old address of a page. */
  | { readonly kind: 'redirect'; readonly url: string; readonly title: InlineText };

/** The values of a page's template. */
export function pageValues(frame: Frame, input: PageInput): Values {
  switch (input.kind) {
    case 'post':
      return postValues(frame, input);
    case 'page':
      return articlePage(frame, input.rendered, input.translations);
    case 'home':
      return homeValues(frame, input.rendered, input.latest);
    case 'notFound':
      return input.rendered ? articlePage(frame, input.rendered) : notFoundValues(frame);
    case 'list':
      return listValues(frame, input);
    case 'archive':
      return archiveValues(frame, input);
    case 'tags':
      return tagsValues(frame, input);
    case 'search':
      return searchValues(frame);
    case 'redirect':
      return redirectValues(frame, input);
  }
}

/** A table of contents where the writer does not say whether to have one. */
const HEADINGS_FOR_TOC = 3;

function articlePage(frame: Frame, rendered: Rendered, translations: readonly Translation[] = []): Values {
  const { values, css } = articleValues(frame, rendered);
  return { ...commonValues(frame, { ...facts(frame, rendered, 'website'), css, translations }), ...values };
}

function postValues(
  frame: Frame,
  { rendered, older, newer, related, series, card, translations = [] }: PageInput & { kind: 'post' },
): Values {
  const { meta, url } = rendered.source;
  const lang = meta.lang ?? frame.config.language;
  const neighbour = (entry: Entry | undefined) =>
    entry
      ? {
          title: titleHtml(frame, entry.title, entry.lang),
          url: href(frame.config.url, entry.url),
          lang: foreign(frame, entry, lang),
        }
      : '';
  const own: ValuesFor<typeof POST_VARIABLES> = {
    older: neighbour(older),
    newer: neighbour(newer),
    related: related.map((entry) => entryValues(frame, entry, lang)),
    series: series
      ? {
          title: series.name,
          partof: wordsFor(lang).partOf(series.parts.findIndex((part) => part.url === url) + 1, series.parts.length),
          parts: series.parts.map((part) => ({
            title: titleHtml(frame, part.title, part.lang),
            url: href(frame.config.url, part.url),
            current: part.url === url,
          })),
        }
      : '',
    license: licenseHtml(meta.license ?? frame.config.license),
    comments: meta.comments === false ? '' : commentsHtml(frame, lang),
    taglinks: meta.tags.map((name) => ({ title: name, url: href(frame.config.url, tagUrl(name)) })),
  };
  const { values, css } = articleValues(frame, rendered);
  return {
    ...commonValues(frame, {
      ...facts(frame, rendered, 'article'),
      ...(card && { image: absolute(frame.config.url, card) }),
      jsonld: blogPosting(frame, rendered, card),
      css,
      translations,
    }),
    ...values,
    ...own,
  };
}

function homeValues(frame: Frame, introduction: Rendered | undefined, latest: readonly Entry[]): Values {
  const { config } = frame;
  const own: ValuesFor<typeof HOME_VARIABLES> = {
    posts: latest.map((entry) => entryValues(frame, entry, frame.config.language)),
  };
  const home = introduction
    ? facts(frame, introduction, 'website')
    : { url: '/', title: config.title, description: config.description, ogtype: 'website' as const };
  const { values, css } = introduction
    ? articleValues(frame, introduction)
    : { values: { ...emptyArticle(), title: config.title }, css: '' };
  const common = { ...home, description: config.description || home.description, jsonld: webSite(frame), css };
  return { ...commonValues(frame, common), ...values, ...own };
}

function notFoundValues(frame: Frame): Values {
  const { notFound, notFoundText } = wordsFor(frame.config.language);
  const common = commonValues(frame, { url: '/404.html', title: notFound, description: notFoundText, ogtype: 'website' });
  return { ...common, ...emptyArticle(), title: notFound, body: { html: `<p>${escapeHtml(notFoundText)}</p>` } };
}

function listValues(frame: Frame, { tag, number, of, posts }: PageInput & { kind: 'list' }): Values {
  const { config } = frame;
  const words = wordsFor(config.language);
  const urlOf = (page: number) => (tag === undefined ? listUrl(page) : tagUrl(tag, page));
  const link = (page: number) => (page < 1 || page > of ? '' : href(config.url, urlOf(page)));
  const heading = tag === undefined ? words.posts : words.tagged(tag);
  const pageOf = words.pageOf(number, of);
  const own: ValuesFor<typeof LIST_VARIABLES> = {
    title: heading,
    posts: posts.map((entry) => entryValues(frame, entry, config.language)),
    pageof: pageOf,
    newer: link(number - 1),
    older: link(number + 1),
  };
  const title = number === 1 ? heading : `${heading} · ${pageOf}`;
  const feed = tag === undefined ? {} : { feed: { title: heading, url: tagFeedUrl(tag) } };
  const facts = { url: urlOf(number), title, description: config.description, ogtype: 'website', ...feed } as const;
  return { ...commonValues(frame, facts), ...own };
}

function archiveValues(frame: Frame, { year, years, posts }: PageInput & { kind: 'archive' }): Values {
  const { config } = frame;
  const { archive } = wordsFor(config.language);
  const own: ValuesFor<typeof ARCHIVE_VARIABLES> = {
    title: year ?? archive,
    years: years.map(({ name, count }) => ({ title: name, url: href(config.url, yearUrl(name)), count, current: name === year })),
    posts: posts.map((entry) => ({
      title: titleHtml(frame, entry.title, entry.lang),
      url: href(config.url, entry.url),
      date: entry.date ? knownPart(entry.date) : '',
      lang: foreign(frame, entry, config.language),
    })),
  };
  const title = year === undefined ? archive : `${archive} · ${year}`;
  const url = year === undefined ? ARCHIVE_URL : yearUrl(year);
  return { ...commonValues(frame, { url, title, description: config.description, ogtype: 'website' }), ...own };
}

function tagsValues(frame: Frame, { tags }: PageInput & { kind: 'tags' }): Values {
  const { config } = frame;
  const title = wordsFor(config.language).tags;
  const own: ValuesFor<typeof TAGS_VARIABLES> = {
    title,
    tags: tags.map(({ name, count }) => ({ title: name, url: href(config.url, tagUrl(name)), count })),
  };
  return { ...commonValues(frame, { url: TAGS_URL, title, description: config.description, ogtype: 'website' }), ...own };
}

function searchValues(frame: Frame): Values {
  const { config } = frame;
  const title = wordsFor(config.language).search;
  const own: ValuesFor<typeof SEARCH_VARIABLES> = { title, index: href(config.url, `${SEARCH_FOLDER}pagefind.js`) };
  const facts = { url: SEARCH_URL, title, description: config.description, ogtype: 'website', wasm: true } as const;
  return { ...commonValues(frame, facts), ...own };
}

function redirectValues(frame: Frame, { url, title }: PageInput & { kind: 'redirect' }): Values {
  const own: ValuesFor<typeof REDIRECT_VARIABLES> = { target: href(frame.config.url, url) };
  return { ...commonValues(frame, { url, title: title.text, description: '', ogtype: 'website' }), ...own };
}

/** The language of a post where it is another one than that of the page it is named on. */
function foreign({ config }: Frame, { lang = config.language }: Entry, of: string): string {
  return lang === of ? '' : lang;
}

/** A post as it stands on a page, whose language is given. */
function entryValues(frame: Frame, entry: Entry, of: string) {
  const { url, title, date, excerpt, tags, lang } = entry;
  return {
    title: titleHtml(frame, title, lang),
    url: href(frame.config.url, url),
    date: date ? knownPart(date) : '',
    year: date?.slice(0, 4) ?? '',
    excerpt,
    tags,
    lang: foreign(frame, entry, of),
  };
}

type ArticleValues = ValuesFor<typeof PAGE_VARIABLES>;

function articleValues(frame: Frame, { source, article, pictures }: Rendered): { values: ArticleValues; css: string } {
  const { config } = frame;
  const { meta, date } = source;
  const words = wordsFor(meta.lang ?? config.language);
  const toc = (meta.toc ?? article.toc.length >= HEADINGS_FOR_TOC) ? { html: tocHtml(article.toc) } : '';
  const authors = authorsOf(frame, article);
  const made = byPath(pictures);
  const styles: PictureStyles = new Map();
  const cover = coverHtml(frame, article, made, styles);
  const html = pageHtml(article, source.url, config.url, made, styles, cover !== '');
  const values = {
    title: titleHtml(frame, article.title, meta.lang),
    author: authors.map(({ html }) => ({ html })),
    'author-meta': authors.map(({ text }) => text).join('; '),
    date: date ? knownPart(date) : '',
    'date-meta': date ? knownPart(date) : '',
    updated: meta.updated ? knownPart(meta.updated) : '',
    description: meta.description ?? '',
    tags: meta.tags,
    keywords: meta.tags,
    cover,
    body: { html: withoutStyleAttributes(html, styles) },
    toc,
    'table-of-contents': toc,
    readingtime: words.minutes(article.minutes),
  };
  return { values, css: cssOf(styles) + sideNotesCss(html) };
}

/** The cover above the text, unless the text shows it itself. */
function coverHtml(
  { config }: Frame,
  { cover, body }: Article,
  pictures: Pictures,
  styles: PictureStyles,
): { html: string } | '' {
  const picture = cover === undefined ? undefined : pictures.get(cover);
  const isInText = body.some((piece) => typeof piece !== 'string' && piece.type === 'picture' && piece.path === cover);
  if (!picture || isInText) return '';
  const slot = { type: 'picture', path: picture.path, alt: '', attributes: { class: 'wide' }, eager: true } as const;
  return { html: pictureHtml(slot, picture, undefined, (url) => href(config.url, url), styles) };
}

function emptyArticle(): ArticleValues {
  const nothing = {
    author: [],
    'author-meta': '',
    date: '',
    'date-meta': '',
    updated: '',
    description: '',
    tags: [],
    keywords: [],
  };
  return { ...nothing, title: '', cover: '', body: '', toc: '', 'table-of-contents': '', readingtime: '' };
}

function facts(frame: Frame, rendered: Rendered, ogtype: 'article' | 'website') {
  const { source, article } = rendered;
  const image = imageOf(frame, rendered);
  return {
    url: source.url,
    title: article.title.text || (source.url === '/' ? frame.config.title : markdownFileName(source.path)),
    description: article.excerpt,
    ogtype,
    meta: source.meta.meta,
    ...(article.code && { code: article.code }),
    ...(source.meta.lang !== undefined && { lang: source.meta.lang }),
    ...(image !== undefined && { image }),
  };
}
