// What files a site has, and what each is made from. Nothing is made here: a file whose ingredients are those of the last
// build need not be made again.

import { hashOf, nameOfHash } from '../cache/hash.js';
import type { Config } from '../config.js';
import { nearest, problem } from '../diagnostics.js';
import { aliasUrl, fileUrl } from '../siteLookup.js';
import type { ArticleHashes, Diagnostic, Page, Picture, SiteIndex, Source, Translation, Variant } from '../types.js';
import { addressProblems } from './addressProblems.js';
import { cardUrl } from './cards.js';
import { FEEDS, type Frame, SEARCH_FOLDER, SEARCH_URL } from './frame.js';
import { HEADERS_URL, hashedPictures, headersText, REDIRECTS_URL, redirectsText } from './headers.js';
import { type Icon, iconUrl, MANIFEST_URL, manifestText } from './icons.js';
import type { InstantOf } from './instants.js';
import { listUrl, listUrls } from './lists.js';
import { MOST_RELATED } from './related.js';
import { type Series, seriesOf } from './series.js';
import { robots, sitemapUrls } from './sitemap.js';
import { TAGS_URL, tagFeedUrl, tagPages, tagProblems, tagsOf, tagUrl, tagUrls } from './tags.js';
import { ARCHIVE_URL, archiveUrls, yearsOf, yearUrl } from './years.js';

/** A file of templates/ that is published as it is. */
export interface Asset {
  /** Below templates/. */
  readonly path: string;
  /** Its path among the inputs. */
  readonly from: string;
  /** The hash of its bytes. */
  readonly hash: string;
  /** What is published in its place: a stylesheet with the addresses of its pictures. */
  readonly text?: string;
}

/** A page to be made by a template: `PageInput` with paths of sources below `content/` in the place of articles. */
export type PageOrder =
  | {
      readonly kind: 'post';
      readonly path: string;
      readonly older?: string;
      readonly newer?: string;
      readonly related: readonly string[];
      readonly series?: Series;
      /** The address of its social card. */
      readonly card?: string;
      readonly translations?: readonly Translation[];
    }
  | { readonly kind: 'page'; readonly path: string; readonly translations?: readonly Translation[] }
  | { readonly kind: 'home'; readonly path?: string; readonly latest: readonly string[] }
  | { readonly kind: 'notFound'; readonly path?: string }
  | {
      readonly kind: 'list';
      readonly tag?: string;
      readonly number: number;
      readonly of: number;
      readonly posts: readonly string[];
    }
  | {
      readonly kind: 'archive';
      readonly year?: string;
      readonly years: readonly { readonly name: string; readonly count: number }[];
      readonly posts: readonly string[];
    }
  | { readonly kind: 'tags'; readonly tags: readonly { readonly name: string; readonly count: number }[] }
  | { readonly kind: 'search' }
  | { readonly kind: 'redirect'; readonly path: string };

/** How a file is made. */
export type Order =
  | { readonly type: 'page'; readonly template: string; readonly page: PageOrder }
  | { readonly type: 'feeds' | 'sitemaps' }
  /** The feed of a tag, with the posts in it. */
  | { readonly type: 'tagFeed'; readonly tag: string; readonly posts: readonly string[] }
  /** A copy of an input, or of a picture without its metadata. */
  | { readonly type: 'file' | 'clean'; readonly path: string }
  /** A text that is known: a stylesheet with the addresses of its pictures, `_headers`… */
  | { readonly type: 'text'; readonly text: string }
  /** A file that is kept as it is published: an icon, a part of the search's index. */
  | { readonly type: 'kept'; readonly key: string }
  /** A picture made of another, by that one's path. */
  | { readonly type: 'variant'; readonly path: string; readonly variant: Variant };

export interface Planned extends Page {
  /** Below the output folder. */
  readonly path: string;
  readonly order: Order;
  /** Hashes of all that it is made from, in the order of `PARTS`, divided by spaces. */
  readonly parts: string;
}

/** What the hashes in `parts` are of, by the first word of it. */
export const PARTS: { readonly [kind: string]: readonly string[] } = {
  post: [
    'the template',
    'the frame of the site',
    'the article',
    'the post after',
    'the post before',
    'the related posts',
    'the pictures',
    'the series',
    'the translations',
    'the social card',
  ],
  page: ['the template', 'the frame of the site', 'the article', 'the pictures', 'the translations'],
  home: ['the template', 'the frame of the site', 'the introduction', 'the latest posts', 'the pictures'],
  notFound: ['the template', 'the frame of the site', 'the article', 'the pictures'],
  list: ['the template', 'the frame of the site', 'the number of pages', 'the posts on it'],
  archive: ['the template', 'the frame of the site', 'the years', 'the posts of the year'],
  tags: ['the template', 'the frame of the site', 'the tags'],
  redirect: ['the template', 'the frame of the site', 'the page it leads to'],
  feeds: ['the frame of the site', 'the newest posts'],
  tagFeed: ['the frame of the site', 'the newest posts with the tag'],
  search: ['the template', 'the frame of the site'],
  sitemaps: ['the addresses and dates of all pages'],
  file: ['the file'],
  clean: ['the file'],
  text: ['what it says'],
  kept: ['what it was made of'],
  variant: ['the picture'],
};

/** What a plan is made from. */
export interface Contents {
  readonly config: Config;
  readonly frame: Frame;
  readonly index: SiteIndex;
  readonly hashesOf: (source: Source) => ArticleHashes;
  /** A hash of the pictures that an article shows; empty where it shows none. */
  readonly picturesOf: (source: Source) => string;
  /** Where a source is in other languages. */
  readonly translationsOf: (source: Source) => readonly Translation[];
  /** When each post was published and changed. */
  readonly instants: InstantOf;
  /** Positions of the posts related to each, as `relatedPosts` gives them. */
  readonly related: Int32Array;
  /** Hashes of the templates, with their partials, by their names. */
  readonly templates: { readonly [name: string]: string };
  readonly assets: readonly Asset[];
  /** Whether a file is a picture, whose metadata is not published. */
  readonly isPicture: (path: string) => boolean;
  /** A hash of what pictures are made by. */
  readonly encoder: string;
  /** Files below images/ that are published as they are: links lead to them, or they cannot be decoded. */
  readonly linked: ReadonlySet<string>;
  /** The hash of the bytes of a file of content/ or images/. */
  readonly hashOfFile: (path: string) => string;
  /** Under which the social cards are kept, by the paths of their posts. */
  readonly cards: ReadonlyMap<string, string>;
  /** Icons made of `images/icon`. */
  readonly icons: readonly Icon[];
  /** Files of the search's index, below its folder. */
  readonly search: readonly { readonly path: string; readonly key: string }[];
  /** The Content-Security-Policy of all pages together. */
  readonly policy: string;
  /** All pictures that are shown. */
  readonly pictures: readonly Picture[];
}

/** The addresses that the generator fills itself, besides those of sources and files. */
export function generatedUrls(config: Config, posts: readonly Source[]): string[] {
  return [
    '/',
    ...listUrls(config, posts.length),
    ...tagUrls(config, posts),
    ...archiveUrls(posts),
    ...Object.values(FEEDS),
    ...(config.search ? [SEARCH_URL] : []),
    '/sitemap.xml',
    '/robots.txt',
    '/404.html',
  ];
}

/** Where an asset is published: stylesheets and scripts at the top of templates/, and those in templates/scripts/, with a hash in
 * their names. */
export function assetUrl({ path, hash }: Asset): string {
  const match = /^(?:scripts\/)?([^/]+)\.(css|js)$/.exec(path);
  return match ? `/assets/${match[1]}-${nameOfHash(hash)}.${match[2]}` : `/assets/${path.normalize('NFC')}`;
}

/** The file below dist/ for an address. */
export function fileOf(url: string): string {
  return `${url.slice(1)}${url.endsWith('/') ? 'index.html' : ''}`;
}

/** Every file of the site. */
export function planSite(contents: Contents): { plan: readonly Planned[]; problems: readonly Diagnostic[] } {
  const { config, frame, index, hashesOf, picturesOf, related, templates } = contents;
  const { posts } = index;
  const problems: Diagnostic[] = [];
  const plan: Planned[] = [];
  const frameHash = hashOf(JSON.stringify(frame));
  const add = (url: string, order: Order, parts: readonly (string | undefined)[], from?: string) => {
    const kind = order.type === 'page' ? order.page.kind : order.type;
    plan.push({
      url,
      path: fileOf(url),
      order,
      parts: `${kind} ${parts.map((part) => part || '-').join(' ')}`,
      ...(from !== undefined && { from }),
    });
  };
  const page = (url: string, template: string, order: PageOrder, parts: readonly (string | undefined)[], from?: string) =>
    add(url, { type: 'page', template, page: order }, [templates[template] ?? '', frameHash, ...parts], from);
  const own = new Set(index.files.map(fileUrl));
  const pageAt = (url: string) => index.pages.find((each) => each.url === url);
  /** A writer who has made a page of tags, or an archive, wants that one. */
  const isTaken = (url: string) => own.has(url) || pageAt(url) !== undefined;
  const ofSource = (source: Source, fallback: string, order: PageOrder, parts: readonly (string | undefined)[]) => {
    const layout = source.meta.layout ?? fallback;
    if (Object.hasOwn(templates, layout)) {
      page(source.url, layout, order, parts, `content/${source.path}`);
      return;
    }
    const expected = nearest(layout, Object.keys(templates));
    const note = 'a layout is the name of a file in templates/, without .html';
    problems.push(
      problem(`content/${source.path}`, source.places.layout, 'template/missing', `there is no template "${layout}"`, {
        expected,
        note,
      }),
    );
  };

  const hashes = posts.map(hashesOf);
  const linkHashes = new Map(posts.map((post, at) => [post.path, (hashes[at] as ArticleHashes).link]));
  const series = seriesOf(posts);
  const translated = (source: Source) => {
    const translations = contents.translationsOf(source);
    return translations.length === 0 ? undefined : { translations, hash: hashOf(JSON.stringify(translations)) };
  };
  for (const [at, post] of posts.entries()) {
    const [older, newer] = [posts[at + 1], posts[at - 1]];
    const alike: string[] = [];
    let entries = '';
    for (let n = at * MOST_RELATED; n < (at + 1) * MOST_RELATED; n++) {
      const other = related[n] as number;
      if (other < 0) continue;
      alike.push((posts[other] as Source).path);
      entries += (hashes[other] as ArticleHashes).entry;
    }
    const own = series.get(post.path);
    const card = contents.cards.get(post.path);
    const others = translated(post);
    const order: PageOrder = {
      kind: 'post',
      path: post.path,
      related: alike,
      ...(older && { older: older.path }),
      ...(newer && { newer: newer.path }),
      ...(own && { series: own }),
      ...(card && { card: cardUrl(post.path, card) }),
      ...(others && { translations: others.translations }),
    };
    const seriesHash = own && hashOf(own.name, ...own.parts.map((path) => linkHashes.get(path) as string));
    const parts = [
      hashes[at]?.article,
      hashes[at - 1]?.link,
      hashes[at + 1]?.link,
      entries,
      picturesOf(post),
      seriesHash,
      others?.hash,
      card,
    ];
    ofSource(post, 'post', order, parts);
    if (card) add(cardUrl(post.path, card), { type: 'kept', key: card }, [card], `content/${post.path}`);
  }
  for (const source of index.pages) {
    if (source.url === '/' || source.url === '/404.html') continue;
    const others = translated(source);
    const order: PageOrder = { kind: 'page', path: source.path, ...(others && { translations: others.translations }) };
    ofSource(source, 'page', order, [hashesOf(source).article, picturesOf(source), others?.hash]);
  }
  const latest = posts.slice(0, config.latest).map(({ path }) => path);
  const latestHash = hashOf(...hashes.slice(0, config.latest).map(({ entry }) => entry));
  const introduction = pageAt('/');
  if (introduction) {
    const order: PageOrder = { kind: 'home', path: introduction.path, latest };
    ofSource(introduction, 'index', order, [hashesOf(introduction).article, latestHash, picturesOf(introduction)]);
  } else if (!own.has('/index.html')) page('/', 'index', { kind: 'home', latest }, ['', latestHash, '']);
  const notFound = pageAt('/404.html');
  if (notFound)
    ofSource(notFound, '404', { kind: 'notFound', path: notFound.path }, [hashesOf(notFound).article, picturesOf(notFound)]);
  else if (!own.has('/404.html')) page('/404.html', '404', { kind: 'notFound' }, ['', '']);

  const pages = listUrls(config, posts.length).length;
  for (let number = 1; number <= pages; number++) {
    const [from, to] = [(number - 1) * config.pageSize, number * config.pageSize];
    const order: PageOrder = { kind: 'list', number, of: pages, posts: posts.slice(from, to).map(({ path }) => path) };
    page(listUrl(number), 'list', order, [`${number}/${pages}`, hashOf(...hashes.slice(from, to).map(({ entry }) => entry))]);
  }

  const entryHashes = new Map(posts.map((post, at) => [post.path, (hashes[at] as ArticleHashes).entry]));
  const instantHash = (post: Source) => Object.values(contents.instants(post)).join(' ');
  const tags = tagsOf(posts);
  for (const tag of tags) {
    const of = tagPages(config, tag);
    const newestOf = tag.posts.slice(0, config.feedSize);
    const inFeed = hashOf(...newestOf.flatMap((post) => [hashesOf(post).article, picturesOf(post), instantHash(post)]));
    add(tagFeedUrl(tag.name), { type: 'tagFeed', tag: tag.name, posts: newestOf.map(({ path }) => path) }, [frameHash, inFeed]);
    for (let number = 1; number <= of; number++) {
      const paths = tag.posts.slice((number - 1) * config.pageSize, number * config.pageSize).map(({ path }) => path);
      const order: PageOrder = { kind: 'list', tag: tag.name, number, of, posts: paths };
      const entries = hashOf(...paths.map((path) => entryHashes.get(path) as string));
      page(tagUrl(tag.name, number), 'list', order, [hashOf(tag.name, String(number), String(of)), entries]);
    }
  }
  if (tags.length > 0 && !isTaken(TAGS_URL)) {
    const order: PageOrder = { kind: 'tags', tags: tags.map((tag) => ({ name: tag.name, count: tag.posts.length })) };
    page(TAGS_URL, 'tags', order, [hashOf(JSON.stringify(order))]);
  }

  if (config.search && !isTaken(SEARCH_URL)) page(SEARCH_URL, 'search', { kind: 'search' }, []);

  const years = yearsOf(posts);
  const counts = years.map(({ year, posts: own }) => ({ name: year, count: own.length }));
  const countsHash = hashOf(JSON.stringify(counts));
  if (years.length > 0 && !isTaken(ARCHIVE_URL))
    page(ARCHIVE_URL, 'archive', { kind: 'archive', years: counts, posts: [] }, [countsHash, '']);
  for (const { year, posts: own } of years) {
    const order: PageOrder = { kind: 'archive', year, years: counts, posts: own.map(({ path }) => path) };
    page(yearUrl(year), 'archive', order, [countsHash, hashOf(...own.map(({ path }) => entryHashes.get(path) as string))]);
  }

  const newest = posts.slice(0, config.feedSize);
  const inFeeds = hashOf(...newest.flatMap((post) => [hashesOf(post).article, picturesOf(post), instantHash(post)]));
  for (const url of Object.values(FEEDS)) add(url, { type: 'feeds' }, [frameHash, inFeeds]);
  const mapped = sitemapHash(config, index);
  for (const url of sitemapUrls(config, index)) add(url, { type: 'sitemaps' }, [mapped]);
  for (const source of [...posts, ...index.pages]) {
    for (const alias of source.meta.aliases)
      page(
        aliasUrl(alias),
        'redirect',
        { kind: 'redirect', path: source.path },
        [hashesOf(source).link],
        `content/${source.path}`,
      );
  }
  const text = (url: string, value: string, from?: string) => add(url, { type: 'text', text: value }, [hashOf(value)], from);
  if (!own.has('/robots.txt')) text('/robots.txt', robots(config));
  const redirects = redirectsText(config, [...posts, ...index.pages]);
  if (redirects && !own.has(REDIRECTS_URL)) text(REDIRECTS_URL, redirects);
  if (contents.icons.length > 0 && !own.has(MANIFEST_URL)) text(MANIFEST_URL, manifestText(config));
  for (const { size, key } of contents.icons) if (!own.has(iconUrl(size))) add(iconUrl(size), { type: 'kept', key }, [key]);
  for (const { path, key } of contents.search) add(SEARCH_FOLDER + path, { type: 'kept', key }, [key]);

  const addFile = (url: string, path: string, hash: string, from: string) => {
    if (contents.isPicture(path)) add(url, { type: 'clean', path }, [hash, contents.encoder], from);
    else add(url, { type: 'file', path }, [hash], from);
  };
  for (const asset of contents.assets) {
    const from = `templates/${asset.path}`;
    if (asset.text !== undefined) text(assetUrl(asset), asset.text, from);
    else addFile(assetUrl(asset), asset.from, asset.hash, from);
  }
  const shown = new Set(contents.pictures.map(({ path }) => path));
  for (const path of index.files) {
    const isIcon = frame.icon === fileUrl(path);
    // Of a picture that is shown, what is made of it is published; the file itself where something links to it.
    const isWanted = contents.linked.has(path) || isIcon || (path.startsWith('content/') && !shown.has(path));
    if (isWanted) addFile(fileUrl(path), path, contents.hashOfFile(path), path);
  }
  if (!own.has(HEADERS_URL)) {
    const isShared = plan.some(({ url }) => url.startsWith('/images/'));
    const hashed = [
      ...contents.assets.map(assetUrl).filter((url) => /^\/assets\/[^/]+$/.test(url)),
      ...hashedPictures(contents.pictures, isShared),
      ...(contents.cards.size > 0 ? ['/cards/*'] : []),
      ...(contents.search.length > 0 ? [`${SEARCH_FOLDER}fragment/*`, `${SEARCH_FOLDER}index/*`] : []),
    ];
    text(HEADERS_URL, headersText(config, contents.policy, hashed));
  }
  const made = new Set<string>();
  for (const { path, sources, fallback } of contents.pictures) {
    for (const variant of [...sources.flatMap(({ variants }) => variants), fallback]) {
      // The same picture may lie in two folders.
      if (made.has(variant.url)) continue;
      made.add(variant.url);
      add(variant.url, { type: 'variant', path, variant }, [variant.key]);
    }
  }
  problems.push(...addressProblems([...posts, ...index.pages]), ...tagProblems(posts), ...collisions(plan));
  return { plan, problems };
}

function sitemapHash(config: Config, { posts, pages }: SiteIndex): string {
  let all = JSON.stringify(config);
  for (const { url, date, meta } of posts) all += `\n${url} ${meta.updated ?? date} ${meta.tags.join(',')}`;
  for (const { url, meta } of pages) all += `\n${url} ${meta.updated}`;
  return hashOf(all);
}

/** Pages that would be written over each other. */
function collisions(pages: readonly Planned[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const seen = new Map<string, Planned>();
  for (const page of pages) {
    const name = page.path.toLowerCase();
    const other = seen.get(name);
    seen.set(name, page);
    if (!other) continue;
    const [newer, older] = page.from === undefined ? [other, page] : [page, other];
    const file = newer.from ?? page.from ?? 'content/site.yaml';
    const what = older.from ?? 'a page that titleblock makes itself';
    if (other.path === page.path) {
      const note = 'rename one of them, or give one a `slug`';
      problems.push(problem(file, undefined, 'url/duplicate', `${page.url} is also the address of ${what}`, { note }));
    } else {
      problems.push(problem(file, undefined, 'url/case', `${newer.url} and ${older.url} (${what}) differ only by case`));
    }
  }
  return problems;
}
