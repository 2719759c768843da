// The fourth stage: articles, pictures and the site index become the files of the site.

import { keyOf } from '../cache/store.js';
import type { Config } from '../config.js';
import { nearest, problem } from '../diagnostics.js';
import { aliasUrl, fileUrl } from '../siteLookup.js';
import type { Values } from '../template/value.js';
import type { Content, Diagnostic, Page, Source } from '../types.js';
import { homeValues, notFoundValues, pageValues, postValues } from './articlePages.js';
import { feeds } from './feeds.js';
import { listPages, listUrls } from './lists.js';
import { relatedPosts } from './related.js';
import { commonValues, FEEDS, type Site } from './site.js';
import { robots, sitemaps } from './sitemap.js';
import type { Templates } from './templates.js';
import { href } from './urls.js';
import type { REDIRECT_VARIABLES, ValuesFor } from './variables.js';

/** A file of templates/ that is published as it is. */
export interface Asset {
  /** Below templates/. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The addresses that the generator fills itself, besides those of sources and files. */
export function generatedUrls(config: Config, posts: number): string[] {
  return ['/', ...listUrls(config, posts), ...Object.values(FEEDS), '/sitemap.xml', '/robots.txt', '/404.html'];
}

/** Where an asset is published: stylesheets and scripts at the top of templates/ with a hash in their names. */
export function assetUrl({ path, bytes }: Asset): string {
  const match = /^([^/]+)\.(css|js)$/.exec(path);
  return match ? `/assets/${match[1]}-${keyOf(bytes).slice(0, 8)}.${match[2]}` : `/assets/${path.normalize('NFC')}`;
}

/**
 * Makes every file of the site.
 * @param linked files below images/ that are published as they are: links lead to them, or they cannot be decoded
 */
export function assemble(
  site: Site,
  templates: Templates,
  assets: readonly Asset[],
  linked: ReadonlySet<string>,
  absolutePath: (path: string) => string,
): { pages: readonly Page[]; problems: readonly Diagnostic[] } {
  const { index } = site;
  const problems: Diagnostic[] = [];
  const pages: Page[] = [];
  const add = (url: string, content: Content, from?: string) => pages.push({ url, content, ...(from !== undefined && { from }) });
  const addText = (url: string, text: string, from?: string) => add(url, { text }, from);
  const own = new Set(index.files.map(fileUrl));
  const pageAt = (url: string) => index.pages.find((page) => page.url === url);

  const render = (source: Source, fallback: string, values: Values) => {
    const layout = source.meta.layout ?? fallback;
    if (!templates.names.includes(layout)) {
      const expected = nearest(layout, templates.names);
      const note = 'a layout is the name of a file in templates/, without .html';
      problems.push(
        problem(`content/${source.path}`, source.places.layout, 'template/missing', `there is no template "${layout}"`, {
          expected,
          note,
        }),
      );
      return;
    }
    addText(source.url, templates.render(layout, values), `content/${source.path}`);
  };

  const related = relatedPosts(index.posts);
  for (const [position, post] of index.posts.entries()) {
    render(post, 'post', postValues(site, post, position, related.get(post.path) ?? []));
  }
  for (const page of index.pages) {
    if (page.url !== '/' && page.url !== '/404.html') render(page, 'page', pageValues(site, page));
  }
  const introduction = pageAt('/');
  if (introduction) render(introduction, 'index', homeValues(site, introduction));
  else if (!own.has('/index.html')) addText('/', templates.render('index', homeValues(site, undefined)));
  const notFound = pageAt('/404.html');
  if (notFound) render(notFound, '404', notFoundValues(site, notFound));
  else if (!own.has('/404.html')) addText('/404.html', templates.render('404', notFoundValues(site, undefined)));
  for (const { url, values } of listPages(site)) addText(url, templates.render('list', values));

  for (const { url, text } of [...feeds(site), ...sitemaps(site)]) addText(url, text);
  if (!own.has('/robots.txt')) addText('/robots.txt', robots(site));

  for (const source of [...index.posts, ...index.pages]) {
    for (const alias of source.meta.aliases) {
      const url = aliasUrl(alias);
      const values: ValuesFor<typeof REDIRECT_VARIABLES> = { target: href(site.config.url, source.url) };
      const common = commonValues(site, {
        url: source.url,
        title: site.articles.get(source.path)?.title.text ?? '',
        description: '',
        ogtype: 'website',
      });
      addText(url, templates.render('redirect', { ...common, ...values }), `content/${source.path}`);
    }
  }

  for (const asset of assets) add(assetUrl(asset), { copyOf: asset.file }, `templates/${asset.path}`);
  for (const path of index.files) {
    if (path.startsWith('content/') || linked.has(path)) add(fileUrl(path), { copyOf: absolutePath(path) }, path);
  }
  const variants = new Map<string, Content>();
  for (const { sources, fallback } of site.pictures.values()) {
    for (const { url, content } of [...sources.flatMap((source) => source.variants), fallback]) variants.set(url, content);
  }
  for (const [url, content] of variants) add(url, content);
  problems.push(...collisions(pages));
  return { pages, problems };
}

/** Pages that would be written over each other. */
function collisions(pages: readonly Page[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const exact = new Map<string, Page>();
  const folded = new Map<string, Page>();
  for (const page of pages) {
    const name = fileOf(page.url);
    const same = exact.get(name);
    const alike = folded.get(name.toLowerCase());
    const [newer, older] = page.from === undefined ? [same ?? alike, page] : [page, same ?? alike];
    const file = newer?.from ?? page.from ?? 'content/site.yaml';
    const other = older?.from ?? 'a page that titleblock makes itself';
    if (same) {
      const note = 'rename one of them, or give one a `slug`';
      problems.push(problem(file, undefined, 'url/duplicate', `${page.url} is also the address of ${other}`, { note }));
    } else if (alike) {
      problems.push(problem(file, undefined, 'url/case', `${newer?.url} and ${older?.url} (${other}) differ only by case`));
    }
    exact.set(name, page);
    folded.set(name.toLowerCase(), page);
  }
  return problems;
}

/** The file below dist/ for an address. */
export function fileOf(url: string): string {
  return `${url.slice(1)}${url.endsWith('/') ? 'index.html' : ''}`;
}
