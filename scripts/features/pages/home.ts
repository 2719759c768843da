// The home page: the text of content/index.md, if there is one, the latest posts, and other blocks that site.yaml names.

import { HOME_URL, termsUrl, termUrl } from '../../assemble/addresses.js';
import { commonValues } from '../../assemble/common.js';
import { type Entry, entriesValues, entryValues, titleHtml } from '../../assemble/entry.js';
import type { Frame } from '../../assemble/frame.js';
import { kind } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { webSite } from '../../assemble/structuredData.js';
import { type Taxonomy, taxonomyTitle } from '../../assemble/taxonomies.js';
import { editionHref } from '../../assemble/urls.js';
import { ENTRY, type ValuesFor, type VariableDocs } from '../../assemble/variables.js';
import { hashOf } from '../../base/hash.js';
import type { Source } from '../../types.js';
import { articleFacts, articleValues, emptyArticle } from './article.js';
import { HOME, type HomeBlock, LATEST } from './settings.js';

const TERM = {
  title: { meaning: 'the category or tag' },
  url: { meaning: 'its address' },
  count: { meaning: 'number of posts' },
} as const satisfies VariableDocs;

const VARIABLES = {
  posts: { meaning: 'the latest posts', list: true, fields: ENTRY },
  pinned: { meaning: 'the pinned posts, if the home page shows them apart', list: true, fields: ENTRY },
  introduced: { meaning: 'true if one of the blocks is the text of the page' },
  blocks: {
    meaning: 'the blocks of the home page, in the order of `home` in site.yaml',
    list: true,
    fields: {
      introduction: { meaning: 'true for the text of the page' },
      latest: { meaning: 'true for the latest posts' },
      pinned: { meaning: 'true for the pinned posts' },
      notes: { meaning: 'true for the latest notes' },
      terms: { meaning: 'the outermost categories, or the tags', list: true, fields: TERM },
      heading: { meaning: 'heading of the categories or tags' },
      all: { meaning: 'address of the page with all of them' },
    },
  },
} as const satisfies VariableDocs;

/** The taxonomies that the home page can show. */
const TERM_BLOCKS = ['categories', 'tags'] as const;

interface HomeTerms {
  readonly taxonomy: Taxonomy;
  readonly terms: readonly { readonly title: string; readonly count: number }[];
}

interface HomeInput {
  readonly latest: readonly Entry[];
  readonly pinned: readonly Entry[];
  readonly terms: readonly HomeTerms[];
}

const isShown = ({ outline }: Site, block: HomeBlock) => HOME.valueIn(outline.config).includes(block);

const pinned = (site: Site) => (isShown(site, 'pinned') ? site.outline.posts.filter(({ meta }) => (meta.pinned ?? 0) > 0) : []);

/** Pinned posts that have a block of their own are not repeated. */
function latest(site: Site): readonly Source[] {
  if (!isShown(site, 'latest')) return [];
  const { outline } = site;
  const apart = new Set(pinned(site));
  const posts = isShown(site, 'pinned') ? outline.posts.filter((post) => !apart.has(post)) : outline.listed();
  return posts.slice(0, LATEST.valueIn(outline.config));
}

/** Returns the outermost terms of the taxonomies that the page shows. */
function termsOn(site: Site): readonly HomeTerms[] {
  const { outline } = site;
  const shown = TERM_BLOCKS.filter((field) => isShown(site, field));
  return outline
    .taxonomies()
    .filter(({ field }) => shown.some((each) => each === field))
    .map((taxonomy) => {
      const outer = outline.terms(taxonomy).filter(({ path }) => path.length === 1);
      return { taxonomy, terms: outer.map(({ path: [title = ''], posts }) => ({ title, count: posts.length })) };
    });
}

const shownPosts = (site: Site) => [...latest(site), ...pinned(site)];

export const home = kind<null, HomeInput>({
  name: 'home',
  isPerLanguage: true,
  template: 'index',
  about: 'the home page',
  showsArticle: true,
  variables: VARIABLES,
  *addresses(outline) {
    const url = outline.config.prefix + HOME_URL;
    const introduction = outline.pageAt(url);
    const indexed = { lastmod: outline.posts[0]?.date };
    yield { url, data: null, hasCounterpart: true, indexed, ...(introduction ? { article: introduction } : { yields: true }) };
  },
  parts: {
    latest: { meaning: 'the latest posts', hash: (site) => site.entriesHash(shownPosts(site)) },
    terms: { meaning: 'the categories and tags', hash: (site) => termsHash(site) },
  },
  shows: shownPosts,
  input: (site) => ({
    latest: latest(site).map((post) => site.entry(post)),
    pinned: pinned(site).map((post) => site.entry(post)),
    terms: termsOn(site),
  }),
  values: (frame, input, introduction) => {
    const { config } = frame;
    const own = ownValues(frame, input);
    const facts = introduction
      ? articleFacts(frame, introduction, 'website')
      : { url: config.prefix + HOME_URL, title: config.title, description: config.description, ogtype: 'website' as const };
    const { values, ...styles } = introduction
      ? articleValues(frame, introduction)
      : { values: { ...emptyArticle(), title: titleHtml(frame, { html: '', text: '' }) } };
    const description = config.description || facts.description;
    return [own, values, ...commonValues(frame, { ...facts, description, jsonld: webSite(frame), ...styles })];
  },
});

/** Returns a hash of the terms on the page; undefined if it shows none. */
function termsHash(site: Site): string | undefined {
  const terms = termsOn(site);
  return terms.length > 0 ? hashOf(JSON.stringify(terms)) : undefined;
}

function ownValues(frame: Frame, input: HomeInput): ValuesFor<typeof VARIABLES> {
  const { config } = frame;
  const listed = { latest: input.latest, pinned: input.pinned };
  const first = HOME.valueIn(config).find((block) => (block === 'latest' || block === 'pinned') && listed[block].length > 0);
  const entries = (block: keyof typeof listed) =>
    block === first
      ? entriesValues(frame, listed[block], config.language)
      : listed[block].map((entry) => entryValues(frame, entry, config.language));
  const posts = entries('latest');
  const apart = entries('pinned');
  const blocks = HOME.valueIn(config).flatMap((block) => {
    const empty = { introduction: false, latest: false, pinned: false, notes: false, terms: [], heading: '', all: '' };
    if (block === 'introduction') return [{ ...empty, introduction: true }];
    if (block === 'latest') return posts.length > 0 ? [{ ...empty, latest: true }] : [];
    if (block === 'pinned') return apart.length > 0 ? [{ ...empty, pinned: true }] : [];
    if (block === 'notes') return [{ ...empty, notes: true }];
    const found = input.terms.find(({ taxonomy }) => taxonomy.field === block);
    if (!found || found.terms.length === 0) return [];
    const terms = found.terms.map(({ title, count }) => ({ title, count, url: editionHref(config, termUrl(block, [title])) }));
    const all = editionHref(config, termsUrl(block));
    return [{ ...empty, terms, heading: taxonomyTitle(found.taxonomy, config), all }];
  });
  const introduced = blocks.some(({ introduction }) => introduction);
  // Under a heading that says so, posts need no mark.
  return { posts, pinned: apart.map((each) => ({ ...each, pinned: false })), introduced, blocks };
}
