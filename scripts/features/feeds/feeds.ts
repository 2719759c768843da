// Feeds of the newest posts with their full text: of the site in each format (formats.ts), of each term as RSS.
//
// A feed is dated by its newest change, not by the clock. Changes dated after the day of the build don't count.

import { termFeedUrl, termUrl } from '../../assemble/addresses.js';
import { feedIdOf } from '../../assemble/feedId.js';
import { feedHtml } from '../../assemble/fill.js';
import type { Frame } from '../../assemble/frame.js';
import type { InstantOf } from '../../assemble/instants.js';
import { type ContentSource, output } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { authorsOf, byPath, imageOf, type Rendered } from '../../assemble/rendered.js';
import type { Site } from '../../assemble/site.js';
import { TERM_SEPARATOR, type Term, termsIn } from '../../assemble/taxonomies.js';
import { absolute } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import type { CivilDate, Source } from '../../types.js';
import type { Feed, FeedFormat, FeedPart, Item } from './format.js';
import { FORMATS } from './formats.js';
import { rss } from './rss.js';
import { FEED_SIZE } from './settings.js';

/** The feeds of the site. */
export const feeds = output<FeedFormat, Outline>({
  name: 'feed',
  isPerLanguage: true,
  *addresses({ config: { prefix } }) {
    for (const format of FORMATS) yield { url: prefix + format.url, data: format };
  },
  parts: {
    frame: { meaning: 'the frame of the site', hash: ({ frameHash }) => frameHash },
    posts: { meaning: 'the newest posts', hash: (site) => hashOfFeed(site, newestIn(site.outline)) },
  },
  content: async (site, { text }, supply) => Buffer.from(text(await feedOf(site, newestIn(site.outline), supply))),
});

/** The feed of each tag, category or other term. */
export const termFeeds = output<Term, Outline>({
  name: 'tagFeed',
  isPerLanguage: true,
  *addresses(outline) {
    for (const term of outline.allTerms())
      yield { url: outline.config.prefix + termFeedUrl(term.taxonomy.field, term.path), data: term };
  },
  parts: {
    frame: { meaning: 'the frame of the site', hash: ({ frameHash }) => frameHash },
    posts: { meaning: 'the newest posts with the tag', hash: (site, term) => hashOfFeed(site, newestWith(site.outline, term)) },
  },
  content: async (site, term, supply) =>
    Buffer.from(rss.text({ ...(await feedOf(site, newestWith(site.outline, term), supply)), part: partOf(term) })),
});

function partOf({ taxonomy: { field }, path }: Term): FeedPart {
  return { name: path.join(TERM_SEPARATOR), url: termFeedUrl(field, path), page: termUrl(field, path) };
}

async function feedOf(site: Site, posts: readonly Source[], supply: ContentSource): Promise<Feed> {
  const items = await itemsFor(site, posts, supply);
  return { frame: site.facts.frame, items, newest: newestChange(items, site.outline.index.today) };
}

/** Returns a hash of the entries of a feed and of the feed's date. */
function hashOfFeed(site: Site, posts: readonly Source[]): string {
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

const newest = new WeakMap<Outline, readonly Source[]>();

/** Returns the posts of the site's feeds. */
function newestIn(outline: Outline): readonly Source[] {
  let posts = newest.get(outline);
  if (!posts) {
    posts = newestOf(outline, outline.posts);
    newest.set(outline, posts);
  }
  return posts;
}

/** Returns the posts of a term's feed. */
function newestWith(outline: Outline, { posts }: Term): readonly Source[] {
  return newestOf(outline, posts);
}

/** Returns the first posts that are not drafts, as many as `feedSize`. @param posts newest first */
function newestOf(outline: Outline, posts: readonly Source[]): readonly Source[] {
  return posts.filter(({ path }) => !outline.isDraft(path)).slice(0, FEED_SIZE.valueIn(outline.config));
}

async function itemsFor({ facts: { frame }, outline }: Site, posts: readonly Source[], supply: ContentSource): Promise<Item[]> {
  const taxonomies = outline.taxonomies();
  return itemsOf(frame, await Promise.all(posts.map(supply.rendered)), (post) => ({
    ...outline.instantsOf(post),
    tags: [...new Set(taxonomies.flatMap((taxonomy) => termsIn(post, taxonomy).map((path) => path.join(TERM_SEPARATOR))))],
    id: feedIdOf(outline, post),
  }));
}

/** Items by post, because a post may be in several feeds. */
const itemCache = new WeakMap<Rendered, Item>();

/** Returns the fields of an item that depend on the site rather than the article. */
type SiteFieldsOf = (post: Source) => ReturnType<InstantOf> & Pick<Item, 'id' | 'tags'>;

function itemsOf(site: Frame, newest: readonly Rendered[], siteFields: SiteFieldsOf): Item[] {
  return newest.map((rendered): Item => {
    const before = itemCache.get(rendered);
    if (before) return before;
    const { source, article, pictures } = rendered;
    const image = imageOf(site, rendered);
    const item: Item = {
      url: absolute(site.config.url, source.url),
      title: article.title.text,
      html: feedHtml(article, source.url, site.config.url, byPath(pictures)),
      summary: article.excerpt,
      authors: authorsOf(site, article).map(({ text }) => text),
      ...siteFields(source),
      ...(image !== undefined && { image: image.url }),
      ...(source.meta.lang !== undefined && { lang: source.meta.lang }),
    };
    itemCache.set(rendered, item);
    return item;
  });
}

/**
 * Returns the time of the last change in a feed; undefined if there is none.
 * @param today changes after this day don't count; absent if there are none
 */
export function newestChange(items: readonly Pick<Item, 'updated'>[], today?: CivilDate): string | undefined {
  return items
    .map(({ updated }) => updated)
    .filter((instant) => today === undefined || instant.slice(0, today.length) <= today)
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
}
