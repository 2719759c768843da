// RSS 2.0, Atom and JSON Feed: the newest posts with their full text.
//
// https://www.rssboard.org/rss-specification · RFC 4287 · https://www.jsonfeed.org/version/1.1/
// A feed is as new as its newest post. Posts with a date that is still to come don't count; else nothing depends on the clock.

import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';
import { x } from 'xastscript';
import { FEED_URLS, HOME_URL, termFeedUrl, termUrl } from '../../assemble/addresses.js';
import { feedIdOf } from '../../assemble/feedId.js';
import { feedHtml } from '../../assemble/fill.js';
import type { Frame } from '../../assemble/frame.js';
import type { InstantOf } from '../../assemble/instants.js';
import { output, type Supply } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { authorsOf, byPath, imageOf, type Rendered } from '../../assemble/rendered.js';
import type { Site } from '../../assemble/site.js';
import { type Term, termsIn, WITHIN } from '../../assemble/taxonomies.js';
import { absolute, href } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import { withoutForbidden } from '../../base/text/characters.js';
import type { CivilDate, Source } from '../../types.js';

interface Item {
  /** What readers know it by, for ever. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly html: string;
  readonly summary: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  /** RFC 3339. */
  readonly published: string;
  readonly updated: string;
  readonly image?: string;
  readonly lang?: string;
}

type Format = keyof typeof FEED_URLS;

/** The feeds of the site, by their formats. */
export const feeds = output<Format, Outline>({
  name: 'feed',
  *addresses() {
    for (const [format, url] of Object.entries(FEED_URLS)) yield { url, data: format as Format };
  },
  parts: {
    frame: { meaning: 'the frame of the site', hash: ({ frameHash }) => frameHash },
    posts: { meaning: 'the newest posts', hash: (site) => partOf(site, site.outline.newest()) },
  },
  content: async (site, format, supply) => {
    const { frame } = site.facts;
    const items = await itemsFor(site, site.outline.newest(), supply);
    const newest = newestChange(items, site.outline.index.today);
    if (format === 'json') return Buffer.from(`${JSON.stringify(jsonFeed(frame, items), null, 2)}\n`);
    return Buffer.from(xml(format === 'rss' ? rss(frame, items, newest) : atom(frame, items, newest), stylesheetLine(frame)));
  },
});

/** A feed for each tag, category or other term. */
export const termFeeds = output<Term, Outline>({
  name: 'tagFeed',
  *addresses(outline) {
    for (const term of outline.allTerms()) yield { url: termFeedUrl(term.taxonomy.field, term.path), data: term };
  },
  parts: {
    frame: { meaning: 'the frame of the site', hash: ({ frameHash }) => frameHash },
    posts: { meaning: 'the newest posts with the tag', hash: (site, term) => partOf(site, newestOf(site, term)) },
  },
  content: async (site, term, supply) => {
    const { frame } = site.facts;
    const items = await itemsFor(site, newestOf(site, term), supply);
    return Buffer.from(xml(rss(frame, items, newestChange(items, site.outline.index.today), term), stylesheetLine(frame)));
  },
});

/** A hash of posts as feeds have them, and of the date of the feed. */
function partOf(site: Site, posts: readonly Source[]): string {
  const { index } = site.outline;
  if (index.today === undefined) return site.feedHash(posts);
  return hashOf(
    site.feedHash(posts),
    newestChange(
      posts.map((post) => site.outline.instantsOf(post)),
      index.today,
    ) ?? '',
  );
}

function newestOf({ outline }: Site, { posts }: Term): readonly Source[] {
  return outline.newestOf(posts);
}

async function itemsFor({ facts: { frame }, outline }: Site, posts: readonly Source[], supply: Supply): Promise<Item[]> {
  const taxonomies = outline.taxonomies();
  return itemsOf(frame, await Promise.all(posts.map(supply.rendered)), (post) => ({
    ...outline.instantsOf(post),
    tags: [...new Set(taxonomies.flatMap((taxonomy) => termsIn(post, taxonomy).map((path) => path.join(WITHIN))))],
    id: feedIdOf(outline, post),
  }));
}

/** Shows a feed to those who open it in a browser (W3C, Associating Style Sheets with XML documents). */
function stylesheetLine({ config, feedStyles }: Frame): string {
  return feedStyles === undefined ? '' : `<?xml-stylesheet type="text/css" href="${href(config.url, feedStyles)}"?>\n`;
}

/** Posts as feeds have them; one may be in several. */
const known = new WeakMap<Rendered, Item>();

/** What a feed says of a post besides its text. */
type SaidOf = (post: Source) => ReturnType<InstantOf> & Pick<Item, 'id' | 'tags'>;

function itemsOf(site: Frame, newest: readonly Rendered[], said: SaidOf): Item[] {
  return newest.map((rendered): Item => {
    const before = known.get(rendered);
    if (before) return before;
    const { source, article, pictures } = rendered;
    const image = imageOf(site, rendered);
    const item: Item = {
      url: absolute(site.config.url, source.url),
      title: article.title.text,
      html: feedHtml(article, source.url, site.config.url, byPath(pictures)),
      summary: article.excerpt,
      authors: authorsOf(site, article).map(({ text }) => text),
      ...said(source),
      ...(image !== undefined && { image: image.url }),
      ...(source.meta.lang !== undefined && { lang: source.meta.lang }),
    };
    known.set(rendered, item);
    return item;
  });
}

function rss({ config }: Frame, items: readonly Item[], newest: string | undefined, term?: Term): Element {
  const url = term === undefined ? FEED_URLS.rss : termFeedUrl(term.taxonomy.field, term.path);
  const page = term === undefined ? HOME_URL : termUrl(term.taxonomy.field, term.path);
  const name = term?.path.join(WITHIN);
  return x(
    'rss',
    {
      version: '2.0',
      'xmlns:atom': 'http://www.w3.org/2005/Atom',
      'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
    [
      x('channel', [
        x('title', withoutForbidden(name === undefined ? config.title : `${name} · ${config.title}`)),
        x('link', absolute(config.url, page)),
        x('description', withoutForbidden(config.description || config.title)),
        x('language', config.language),
        newest ? x('lastBuildDate', new Date(newest).toUTCString()) : undefined,
        x('generator', 'titleblock'),
        x('atom:link', { rel: 'self', type: 'application/rss+xml', href: absolute(config.url, url) }),
        config.hub ? x('atom:link', { rel: 'hub', href: config.hub }) : undefined,
        ...items.map((item) =>
          x('item', [
            x('title', withoutForbidden(item.title)),
            x('link', item.url),
            x('guid', { isPermaLink: String(item.id === item.url) }, withoutForbidden(item.id)),
            x('pubDate', new Date(item.published).toUTCString()),
            ...item.authors.map((author) => x('dc:creator', withoutForbidden(author))),
            ...item.tags.map((tag) => x('category', withoutForbidden(tag))),
            x('description', withoutForbidden(item.summary)),
            x('content:encoded', withoutForbidden(item.html)),
          ]),
        ),
      ]),
    ],
  );
}

function atom({ config }: Frame, items: readonly Item[], newest: string | undefined): Element {
  const home = absolute(config.url, HOME_URL);
  const person = (name: string) => x('author', [x('name', withoutForbidden(name))]);
  return x('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': config.language }, [
    x('id', home),
    x('title', withoutForbidden(config.title)),
    config.description ? x('subtitle', withoutForbidden(config.description)) : undefined,
    x('updated', newest ?? '1970-01-01T00:00:00Z'),
    x('link', { rel: 'alternate', type: 'text/html', href: home }),
    x('link', { rel: 'self', type: 'application/atom+xml', href: absolute(config.url, FEED_URLS.atom) }),
    config.hub ? x('link', { rel: 'hub', href: config.hub }) : undefined,
    x('generator', 'titleblock'),
    person(config.author || config.title),
    ...items.map((item) =>
      x('entry', item.lang === undefined ? {} : { 'xml:lang': item.lang }, [
        x('id', withoutForbidden(item.id)),
        x('title', withoutForbidden(item.title)),
        x('link', { rel: 'alternate', type: 'text/html', href: item.url }),
        x('published', item.published),
        x('updated', item.updated),
        ...item.authors.map(person),
        ...item.tags.map((tag) => x('category', { term: withoutForbidden(tag) })),
        x('summary', withoutForbidden(item.summary)),
        x('content', { type: 'html' }, withoutForbidden(item.html)),
      ]),
    ),
  ]);
}

function jsonFeed({ config }: Frame, items: readonly Item[]): unknown {
  const people = (names: readonly string[]) => (names.length > 0 ? { authors: names.map((name) => ({ name })) } : {});
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: config.title,
    home_page_url: absolute(config.url, HOME_URL),
    feed_url: absolute(config.url, FEED_URLS.json),
    ...(config.description && { description: config.description }),
    language: config.language,
    ...(config.hub && { hubs: [{ type: 'WebSub', url: config.hub }] }),
    ...people(config.author ? [config.author] : []),
    items: items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      content_html: item.html,
      summary: item.summary,
      ...(item.image !== undefined && { image: item.image }),
      date_published: item.published,
      ...(item.updated !== item.published && { date_modified: item.updated }),
      ...people(item.authors),
      ...(item.tags.length > 0 && { tags: item.tags }),
      ...(item.lang !== undefined && { language: item.lang }),
    })),
  };
}

/**
 * When something last changed in a feed.
 * @param today no later day counts; none is later if it is absent
 */
function newestChange(items: readonly Pick<Item, 'updated'>[], today?: CivilDate): string | undefined {
  return items
    .map(({ updated }) => updated)
    .filter((instant) => today === undefined || instant.slice(0, today.length) <= today)
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
}

/** An XML document. The library leaves `]]>` in texts, which XML forbids there; nothing else here is written so. */
function xml(root: Element, styles: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${styles}${toXml(root).replaceAll(']]>', ']]&gt;')}\n`;
}
