// The home page: the text of content/index.md, if there is one, and the latest posts.

import { HOME_URL } from '../../assemble/addresses.js';
import { commonValues } from '../../assemble/common.js';
import { type Entry, entryValues } from '../../assemble/entry.js';
import { kind } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { webSite } from '../../assemble/structuredData.js';
import { ENTRY, type ValuesFor, type VariableDocs } from '../../assemble/variables.js';
import { articleFacts, articleValues, emptyArticle } from './article.js';
import { LATEST } from './settings.js';

const VARIABLES = {
  posts: { meaning: 'the latest posts', list: true, fields: ENTRY },
} as const satisfies VariableDocs;

interface HomeInput {
  readonly latest: readonly Entry[];
}

const latest = ({ outline }: Site) => outline.listed().slice(0, LATEST.valueIn(outline.config));

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
    latest: { meaning: 'the latest posts', hash: (site) => site.entriesHash(latest(site)) },
  },
  shows: latest,
  input: (site) => ({ latest: latest(site).map((post) => site.entry(post)) }),
  values: (frame, { latest: entries }, introduction) => {
    const { config } = frame;
    const own: ValuesFor<typeof VARIABLES> = { posts: entries.map((entry) => entryValues(frame, entry, config.language)) };
    const facts = introduction
      ? articleFacts(frame, introduction, 'website')
      : { url: config.prefix + HOME_URL, title: config.title, description: config.description, ogtype: 'website' as const };
    const { values, css } = introduction
      ? articleValues(frame, introduction)
      : { values: { ...emptyArticle(), title: config.title }, css: '' };
    const description = config.description || facts.description;
    return [own, values, ...commonValues(frame, { ...facts, description, jsonld: webSite(frame), css })];
  },
});
