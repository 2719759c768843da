// Pages that hold an article: posts, pages, the home page, the page for wrong addresses.

import { knownPart } from '../civilDate.js';
import { markdownFileName } from '../siteLookup.js';
import type { Values } from '../template/value.js';
import type { Article, Source, TocEntry } from '../types.js';
import { pageHtml } from './fill.js';
import { articleOf, commonValues, entryValues, excerptOf, type Site, titleHtml } from './site.js';
import { absolute, escapeHtml, href } from './urls.js';
import type { HOME_VARIABLES, PAGE_VARIABLES, POST_VARIABLES, ValuesFor } from './variables.js';
import { wordsFor } from './words.js';

/** A table of contents where the writer does not say whether to have one. */
const HEADINGS_FOR_TOC = 3;

/** The values of a page's template. */
export function pageValues(site: Site, source: Source): Values {
  return { ...commonValues(site, facts(site, source, 'website')), ...articleValues(site, source) };
}

/** The values of a post's template. */
export function postValues(site: Site, source: Source, position: number, related: readonly Source[]): Values {
  const neighbour = (at: number) => {
    const post = site.index.posts[at];
    return post ? { title: titleHtml(site, post), url: href(site.config.url, post.url) } : '';
  };
  const own: ValuesFor<typeof POST_VARIABLES> = {
    older: neighbour(position + 1),
    newer: neighbour(position - 1),
    related: related.map((post) => entryValues(site, post)),
  };
  return {
    ...commonValues(site, { ...facts(site, source, 'article'), jsonld: blogPosting(site, source) }),
    ...articleValues(site, source),
    ...own,
  };
}

/** The values of the home page; its introduction is content/index.md where there is one. */
export function homeValues(site: Site, introduction: Source | undefined): Values {
  const { config, index } = site;
  const own: ValuesFor<typeof HOME_VARIABLES> = {
    posts: index.posts.slice(0, config.latest).map((post) => entryValues(site, post)),
  };
  const jsonld = {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: config.title,
    url: absolute(config.url, '/'),
    inLanguage: config.language,
    ...(config.description && { description: config.description }),
  };
  const home = introduction
    ? facts(site, introduction, 'website')
    : { url: '/', title: config.title, description: config.description, ogtype: 'website' as const };
  const article = introduction ? articleValues(site, introduction) : { ...emptyArticle(), title: config.title };
  return { ...commonValues(site, { ...home, description: config.description || home.description, jsonld }), ...article, ...own };
}

/** The values of the page for wrong addresses; content/404.md takes the place of our words. */
export function notFoundValues(site: Site, own: Source | undefined): Values {
  if (own) return pageValues(site, own);
  const { notFound, notFoundText } = site.words;
  const common = commonValues(site, { url: '/404.html', title: notFound, description: notFoundText, ogtype: 'website' });
  return { ...common, ...emptyArticle(), title: notFound, body: { html: `<p>${escapeHtml(notFoundText)}</p>` } };
}

type ArticleValues = ValuesFor<typeof PAGE_VARIABLES>;

function articleValues(site: Site, source: Source): ArticleValues {
  const { meta, date } = source;
  const article = articleOf(site, source);
  const words = wordsFor(meta.lang ?? site.config.language);
  const toc = (meta.toc ?? article.toc.length >= HEADINGS_FOR_TOC) ? { html: tocHtml(article.toc) } : '';
  const authors = authorsOf(site, article);
  return {
    title: titleHtml(site, source),
    author: authors.map(({ html }) => ({ html })),
    'author-meta': authors.map(({ text }) => text).join('; '),
    date: date ? knownPart(date) : '',
    'date-meta': date ? knownPart(date) : '',
    updated: meta.updated ? knownPart(meta.updated) : '',
    description: meta.description ?? '',
    tags: meta.tags,
    keywords: meta.tags,
    body: { html: pageHtml(article, source.url, site.config.url, site.pictures) },
    toc,
    'table-of-contents': toc,
    readingtime: words.minutes(readingMinutes(article.text)),
  };
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
  return { ...nothing, title: '', body: '', toc: '', 'table-of-contents': '', readingtime: '' };
}

/** The post's authors; the site's where it names none. */
export function authorsOf(site: Site, article: Article): readonly { html: string; text: string }[] {
  if (article.authors.length > 0) return article.authors;
  const { author } = site.config;
  return author ? [{ html: escapeHtml(author), text: author }] : [];
}

function facts(site: Site, source: Source, ogtype: 'article' | 'website') {
  const article = articleOf(site, source);
  const image = imageOf(site, article);
  return {
    url: source.url,
    title: article.title.text || (source.url === '/' ? site.config.title : markdownFileName(source.path)),
    description: excerptOf(site, source),
    ogtype,
    meta: source.meta.meta,
    ...(source.meta.lang !== undefined && { lang: source.meta.lang }),
    ...(image !== undefined && { image }),
  };
}

/** The picture for social networks: the cover, else the first picture. */
export function imageOf(site: Site, article: Article): string | undefined {
  const path = article.cover ?? article.pictures[0]?.path;
  const picture = path === undefined ? undefined : site.pictures.get(path);
  return picture && absolute(site.config.url, picture.fallback.url);
}

function blogPosting(site: Site, source: Source): unknown {
  const { config } = site;
  const article = articleOf(site, source);
  const image = imageOf(site, article);
  const url = absolute(config.url, source.url);
  return {
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: article.title.text,
    url,
    mainEntityOfPage: url,
    inLanguage: source.meta.lang ?? config.language,
    ...(source.date && { datePublished: knownPart(source.date) }),
    ...(source.meta.updated && { dateModified: knownPart(source.meta.updated) }),
    author: authorsOf(site, article).map(({ text }) => ({ '@type': 'Person', name: text })),
    description: excerptOf(site, source),
    ...(source.meta.tags.length > 0 && { keywords: source.meta.tags.join(', ') }),
    ...(image !== undefined && { image }),
    isPartOf: { '@type': 'Blog', name: config.title, url: absolute(config.url, '/') },
  };
}

/** Han characters at 400 a minute and words at 220; at least one minute. */
function readingMinutes(text: string): number {
  const han = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const words = text.match(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  return Math.max(1, Math.round(han / 400 + words / 220));
}

/** Nested lists; a level that is skipped (h2, then h4) costs one level only. */
function tocHtml(entries: readonly TocEntry[]): string {
  let html = '';
  const open: number[] = [];
  for (const { id, depth, html: title } of entries) {
    if (open.length === 0 || depth > (open.at(-1) as number)) {
      html += '<ul>';
      open.push(depth);
    } else {
      while (open.length > 1 && depth < (open.at(-1) as number) && depth <= (open.at(-2) as number)) {
        html += '</li></ul>';
        open.pop();
      }
      html += '</li>';
    }
    html += `<li><a href="#${escapeHtml(encodeURI(id))}">${title}</a>`;
  }
  return html + '</li></ul>'.repeat(open.length);
}
