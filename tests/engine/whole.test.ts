// Artifacts made from all articles together (search, related posts, cards): an incremental build makes what a new build makes,
// with little work.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore, type Store, today } from '../../scripts/cache/store.js';
import type { Engine } from '../../scripts/engine/engine.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import type { SettledSite } from '../../scripts/engine/parts.js';
import type { Cards } from '../../scripts/features/cards/artifact.js';
import type { Related } from '../../scripts/features/related/artifact.js';
import type { SearchArtifact } from '../../scripts/features/search/artifact.js';
import { Batches } from '../../scripts/work/batches.js';
import { buildAt, buildSite, bytesBelow, SITE_YAML, writeFiles, writeSite } from '../support.js';
import { madeBy, openEngine, TODAY } from './open.js';

const WORDS = ['kubernetes', 'railway', 'orchid', 'harbour', 'violin', 'glacier', 'lantern'];
/** The index has the same number of shards for one post more. */
const POSTS = 17;
const postAt = (at: number) => `content/posts/2020-01-${10 + at}-p${at}.md`;
const textOf = (at: number, more = '') =>
  `% P${at} ${WORDS[at % 7]}\n\nAbout ${WORDS[(at * 3) % 7]} and ${WORDS[(at + 2) % 7]}. ${more}\n`;
const YAML = `${SITE_YAML}search: true\ncards: true\n`;
const SITE = {
  'content/site.yaml': YAML,
  ...Object.fromEntries(Array.from({ length: POSTS }, (_, at) => [postAt(at), textOf(at)])),
};

/** Counts the items that each task processes. */
class Counted extends Batches {
  readonly counts: { [task: string]: number } = {};
  override run: Batches['run'] = (task, shared, things, handling) => {
    if (things.length > 0) this.counts[task.name] = (this.counts[task.name] ?? 0) + things.length;
    return super.run(task, shared, things, handling);
  };
}

/** Makes all artifacts of a site. */
async function wholeOf(root: string, store: Store, last?: Engine['options']['last'] & { readonly inputs: unknown }) {
  const batches = new Counted(0);
  const profile = { drafts: false, ignoresDates: false, followsChanges: false, pictures: 'made', today: () => TODAY } as const;
  const inputs = new Inputs(root, last?.inputs as never);
  const engine = openEngine(root, profile, { store, batches, inputs, last });
  const settled = (await engine.settle()) as SettledSite;
  await engine.complete(settled, store);
  const files = madeBy<SearchArtifact>(engine, 'search').filesOf('');
  const { searched } = madeBy<SearchArtifact>(engine, 'search').rows();
  const { cards = [] } = madeBy<Cards>(engine, 'cards').rows();
  const kept = await store.hasAll([...files.map(({ key }) => key), ...cards.flatMap(({ keys }) => keys)]);
  await batches.close();
  const made = {
    posts: searched?.map(({ value }) => value),
    files: files.map(({ path, key }) => `${path} ${key}`).sort(),
    cards,
    related: [...madeBy<Related>(engine, 'related').all(settled.state.outline)],
  };
  return { made, kept, counts: batches.counts, engine, settled };
}

const EDITS: readonly (readonly [
  what: string,
  edit: { readonly [path: string]: string },
  done: { readonly [task: string]: number },
  /** Number of cards that the last build has not drawn. */
  otherCards: number,
])[] = [
  ['nothing', {}, {}, 0],
  // The search task runs for the old and the new text.
  ['the text of one post', { [postAt(3)]: textOf(3, 'Another sentence.') }, { render: 1, search: 2 }, 0],
  ['the title of one post', { [postAt(3)]: '% Another title\n\nText.\n' }, { render: 1, search: 2 }, 1],
  ['a new post', { 'content/posts/2021-01-01-new.md': '% New violin\n\nAbout kubernetes.\n' }, { render: 1, search: 1 }, 1],
  [
    'most posts',
    Object.fromEntries(Array.from({ length: 12 }, (_, at) => [postAt(at), textOf(at, 'A new end.')])),
    { render: 12, 'search runs': 1, 'search shards': 8 },
    0,
  ],
  ['the title of the site, which is on all cards', { 'content/site.yaml': YAML.replace('试验', 'Other') }, {}, POSTS],
];

test.each(EDITS)('after an edit of %s', async (_what, edit, done, otherCards) => {
  const root = writeSite(SITE);
  const { last } = await buildAt(root);
  writeFiles(
    root,
    edit['content/site.yaml'] ? { 'content/site.yaml': `${edit['content/site.yaml']}images: {formats: [webp]}\n` } : edit,
  );
  const store = openStore(join(root, '.cache/store'), today());
  try {
    const after = await wholeOf(root, store, last);
    const anew = await wholeOf(root, openStore(undefined, 0));
    expect(after.made).toEqual(anew.made);
    expect(after.kept).toBe(true);
    expect(after.counts).toEqual(done);
    const before = new Set(last.site.rows.cards?.map(({ key }) => key));
    expect(after.made.cards.filter(({ key }) => !before.has(key)).length).toBe(otherCards);
  } finally {
    await store.close();
  }
});

test('makes the search index from all articles if the store has lost its files', async () => {
  const root = writeSite(SITE);
  const { last } = await buildAt(root);
  writeFiles(root, { [postAt(3)]: textOf(3, 'Another sentence.') });
  const kept = openStore(join(root, '.cache/store'), today());
  try {
    // The store has the last build's articles and nothing else.
    const lost = new Set(last.site.rows.search?.map(({ key }) => key));
    const store: Store = {
      ...{ put: kept.put.bind(kept), get: kept.get.bind(kept), hasAll: kept.hasAll.bind(kept) },
      getMany: async (keys: readonly string[]) =>
        (await kept.getMany(keys)).map((bytes, at) => (lost.has(keys[at] as string) ? undefined : bytes)),
    } as Store;
    const after = await wholeOf(root, store, last);
    expect(after.made).toEqual((await wholeOf(root, openStore(undefined, 0))).made);
    // It tries to update the index with two texts, fails, and makes all of it.
    expect([after.counts.search, after.counts['search runs']]).toEqual([2, 1]);
  } finally {
    await kept.close();
  }
});

test('makes related posts even if search and cards are off', async () => {
  const root = writeSite({ ...SITE, 'content/site.yaml': SITE_YAML });
  const { made, engine, settled, counts } = await wholeOf(root, openStore(undefined, 0));
  expect([made.posts, made.cards, made.related.length]).toEqual([undefined, [], POSTS * 3]);
  expect(counts).toEqual({ render: POSTS });
  const { search, cards, icons } = engine.record(settled).rows;
  expect([search, cards, icons]).toEqual([undefined, [], []]);
});

test('records posts, templates, names and settings for the next build', async () => {
  const { engine, settled, made } = await wholeOf(writeSite(SITE), openStore(undefined, 0));
  const known = engine.record(settled);
  const { related, searched, cards } = known.rows;
  const posts = settled.state.outline.posts.map(({ path }) => path);
  expect(posts).toHaveLength(POSTS);
  expect(JSON.parse(related?.find(({ id }) => id === 'posts')?.value ?? '')).toEqual(posts);
  expect(searched?.map(({ value }) => value)).toEqual(made.posts);
  expect(JSON.parse(made.posts?.[0] ?? '').sort()).toEqual([...posts].sort());
  expect(cards).toBe(made.cards);
  expect([known.names, known.settings]).toEqual([settled.state.namesHash(), settled.state.settings.hash]);
  expect(Object.keys(known.templates.hashes)).toContain('post');
  expect([known.config.title, known.configProblems]).toEqual(['试验', []]);
});

test('updates card and search index for a post that changed in a failed build', async () => {
  const root = writeSite(SITE);
  await buildAt(root);
  writeFiles(root, { [postAt(3)]: '% Wholly new\n\nText.\n', [postAt(4)]: '% P4\n\n![](images/missing.png)\n' });
  expect((await buildAt(root)).published).toBe(false);
  writeFiles(root, { [postAt(4)]: textOf(4) });
  expect((await buildAt(root)).published).toBe(true);
  expect(bytesBelow(join(root, 'dist'))).toEqual(
    bytesBelow(join((await buildSite({ ...SITE, [postAt(3)]: '% Wholly new\n\nText.\n' })).root, 'dist')),
  );
});
