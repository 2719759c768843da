// Posts: sources with a date.

import { termUrl } from '../../assemble/addresses.js';
import { commonValues } from '../../assemble/common.js';
import { type Entry, foreignValues, titleHtml } from '../../assemble/entry.js';
import type { Frame } from '../../assemble/frame.js';
import { kind } from '../../assemble/kind.js';
import { licenseHtml } from '../../assemble/license.js';
import type { GeneratedImage, Site } from '../../assemble/site.js';
import { blogPosting } from '../../assemble/structuredData.js';
import { taxonomiesOf, termsIn } from '../../assemble/taxonomies.js';
import { absolute, editionHref, href } from '../../assemble/urls.js';
import { LINK, NEIGHBOUR, type ValuesFor, type VariableDocs } from '../../assemble/variables.js';
import type { Source } from '../../types.js';
import { articleFacts, articleValues } from './article.js';
import { POST } from './settings.js';

const VARIABLES = {
  byline: { meaning: 'true unless `post` in site.yaml hides author, date and reading time' },
  license: { meaning: 'license', html: true },
  older: { meaning: 'the next older post', fields: NEIGHBOUR },
  newer: { meaning: 'the next newer post', fields: NEIGHBOUR },
  taglinks: {
    meaning: 'its tags with the addresses of their pages',
    list: true,
    fields: { ...LINK, title: { meaning: 'the tag' } },
  },
  categories: {
    meaning: 'its categories; each is a list of links, from the outermost category to the category itself',
    list: true,
    fields: { path: { meaning: 'the links', list: true, fields: LINK } },
  },
  terms: { meaning: 'like `categories`, for each taxonomy by its name: `$terms.columns$`', any: true },
} as const satisfies VariableDocs;

/** A post and its position among the listed posts, newest first; undefined for an unlisted post. */
export interface PostData {
  readonly post: Source;
  readonly at: number | undefined;
}

interface PostInput {
  readonly older?: Entry;
  readonly newer?: Entry;
  /** The picture of the post for social networks. */
  readonly image?: GeneratedImage;
}

export const post = kind<PostData, PostInput>({
  name: 'post',
  isPerLanguage: true,
  template: 'post',
  about: 'a post, and a `layout` of a post or page',
  showsArticle: true,
  variables: VARIABLES,
  *addresses({ posts, unlisted }) {
    for (const [at, source] of posts.entries()) {
      const lastmod = source.meta.updated ?? source.date;
      yield { url: source.url, data: { post: source, at }, article: source, indexed: { lastmod } };
    }
    for (const source of unlisted)
      if (source.kind === 'post') yield { url: source.url, data: { post: source, at: undefined }, article: source };
  },
  parts: {
    newer: { meaning: 'the post after', hash: (site, data) => linkHash(site, newer(site, data)) },
    older: { meaning: 'the post before', hash: (site, data) => linkHash(site, older(site, data)) },
    image: { meaning: 'the social card', hash: (site, { post: { path } }) => site.facts.sharedImage(path)?.url },
  },
  shows: (site, data) => [newer(site, data), older(site, data)].filter((each) => each !== undefined),
  input: (site, data) => {
    const { path } = data.post;
    const [before, after] = [older(site, data), newer(site, data)];
    const image = site.facts.sharedImage(path);
    return {
      ...(before && { older: site.entry(before) }),
      ...(after && { newer: site.entry(after) }),
      ...(image && { image }),
    };
  },
  values: (frame, input, rendered) => {
    if (!rendered) throw new Error('a post has an article');
    const { image } = input;
    const { values, ...styles } = articleValues(frame, rendered);
    const facts = {
      ...articleFacts(frame, rendered, 'article'),
      ...(image && { image: { url: absolute(frame.config.url, image.url), size: { width: image.width, height: image.height } } }),
      jsonld: blogPosting(frame, rendered, image?.url),
      ...styles,
    };
    return [ownValues(frame, input, rendered.source), values, ...commonValues(frame, facts)];
  },
});

function newer({ outline: { posts } }: Site, { at }: PostData): Source | undefined {
  return at === undefined ? undefined : posts[at - 1];
}

function older({ outline: { posts } }: Site, { at }: PostData): Source | undefined {
  return at === undefined ? undefined : posts[at + 1];
}

function linkHash(site: Site, other: Source | undefined): string | undefined {
  return other && site.hashes(other).link;
}

/** Returns the terms of a post in a taxonomy, each as a path of links, outermost first. */
function taxonomyLinks({ config }: Frame, source: Source, wanted: string) {
  const taxonomy = taxonomiesOf(config).find(({ field }) => field === wanted);
  if (!taxonomy) return [];
  return termsIn(source, taxonomy).map((path) => ({
    path: path.map((title, at) => ({ title, url: editionHref(config, termUrl(wanted, path.slice(0, at + 1))) })),
  }));
}

function ownValues(frame: Frame, { older, newer }: PostInput, source: Source): ValuesFor<typeof VARIABLES> {
  const { meta } = source;
  const { config } = frame;
  const lang = meta.lang ?? config.language;
  const { neighbours } = POST.valueIn(config);
  const link = (entry: Entry) => ({ title: titleHtml(frame, entry.title, entry.lang), url: href(config.url, entry.url) });
  const neighbour = (entry: Entry | undefined) => (entry ? { ...link(entry), ...foreignValues(frame, entry, lang) } : '');
  return {
    older: neighbours ? neighbour(older) : '',
    newer: neighbours ? neighbour(newer) : '',
    byline: POST.valueIn(config).meta,
    license: !POST.valueIn(config).license ? '' : licenseHtml(meta.license ?? config.license),
    taglinks: meta.tags.map((name) => ({ title: name, url: editionHref(config, termUrl('tags', [name])) })),
    categories: taxonomyLinks(frame, source, 'categories'),
    terms: Object.fromEntries(taxonomiesOf(config).map(({ field }) => [field, taxonomyLinks(frame, source, field)])),
  };
}
