// The newest posts with their full text, in each format (formats.ts), and those of each term as RSS.
//
// A feed is as new as its newest post. Posts with a date that is still to come don't count; else nothing depends on the clock.

import { termFeedUrl } from '../../assemble/addresses.js';
import { feedIdOf } from '../../assemble/feedId.js';
import { feedHtml } from '../../assemble/fill.js';
import type { Frame } from '../../assemble/frame.js';
import type { InstantOf } from '../../assemble/instants.js';
import { output, type Supply } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { authorsOf, byPath, imageOf, type Rendered } from '../../assemble/rendered.js';
import type { Site } from '../../assemble/site.js';
import { type Term, termsIn, WITHIN } from '../../assemble/taxonomies.js';
import { absolute } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import type { CivilDate, Source } from '../../types.js';
import type { Feed, FeedFormat, Item } from './format.js';
import { FORMATS } from './formats.js';
import { rss } from './rss.js';
import { FEED_SIZE } from './settings.js';

/** The feeds of the site, by their formats. */
export const feeds = output<FeedFormat, Outline>({
  name: 'feed',
  *addresses() {
    for (const format of FORMATS) yield { url: format.url, data: format };
  },
  parts: {
    frame: { meaning: 'the frame of the site', hash: ({ frameHash }) => frameHash },
    posts: { meaning: 'the newest posts', hash: (site) => partOf(site, newestIn(site.outline)) },
  },
  content: async (site, { text }, supply) => Buffer.from(text(await feedOf(site, newestIn(site.outline), supply))),
});

/** A feed for each tag, category or other term. */
export const termFeeds = output<Term, Outline>({
  name: 'tagFeed',
  *addresses(outline) {
    for (const term of outline.allTerms()) yield { url: termFeedUrl(term.taxonomy.field, term.path), data: term };
  },
  parts: {
    frame: { meaning: 'the frame of the site', hash: ({ frameHash }) => frameHash },
    posts: { meaning: 'the newest posts with the tag', hash: (site, term) => partOf(site, newestWith(site.outline, term)) },
  },
  content: async (site, term, supply) =>
    Buffer.from(rss.text({ ...(await feedOf(site, newestWith(site.outline, term), supply)), term })),
});

async function feedOf(site: Site, posts: readonly Source[], supply: Supply): Promise<Feed> {
  const items = await itemsFor(site, posts, supply);
  return { frame: site.facts.frame, items, newest: newestChange(items, site.outline.index.today) };
}

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

const newest = new WeakMap<Outline, readonly Source[]>();

/** The posts of the feeds of a site. */
function newestIn(outline: Outline): readonly Source[] {
  let posts = newest.get(outline);
  if (!posts) {
    posts = newestOf(outline, outline.posts);
    newest.set(outline, posts);
  }
  return posts;
}

/** The posts of the feed of a term. */
function newestWith(outline: Outline, { posts }: Term): readonly Source[] {
  return newestOf(outline, posts);
}

/** Of some posts, newest first, those that a feed holds. */
function newestOf(outline: Outline, posts: readonly Source[]): readonly Source[] {
  return posts.filter(({ path }) => !outline.isDraft(path)).slice(0, FEED_SIZE.valueIn(outline.config));
}

async function itemsFor({ facts: { frame }, outline }: Site, posts: readonly Source[], supply: Supply): Promise<Item[]> {
  const taxonomies = outline.taxonomies();
  return itemsOf(frame, await Promise.all(posts.map(supply.rendered)), (post) => ({
    ...outline.instantsOf(post),
    tags: [...new Set(taxonomies.flatMap((taxonomy) => termsIn(post, taxonomy).map((path) => path.join(WITHIN))))],
    id: feedIdOf(outline, post),
  }));
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
