// Articles: taken from memory, the last build's record or the store, or rendered; and what happens if the store has lost some.

import { expect, test } from 'vitest';
import { isUnsettled } from '../../scripts/base/errors.js';
import { unpackArticle } from '../../scripts/base/storedArticle.js';
import { openStore, type Store } from '../../scripts/cache/store.js';
import type { Engine } from '../../scripts/engine/engine.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import type { ReadState } from '../../scripts/engine/reading.js';
import type { Source } from '../../scripts/types.js';
import { Batches } from '../../scripts/work/batches.js';
import { buildAt, SITE_YAML, writeFiles, writeSite } from '../support.js';
import { edit, openEngine, TODAY } from './open.js';

const A = 'content/posts/2020-01-02-a.md';
const B = 'content/posts/2020-01-03-b.md';
const SITE = {
  'content/site.yaml': SITE_YAML,
  [A]: '% A\n\nAbout [b](2020-01-03-b.md).\n',
  [B]: '% B\n\nText of b.\n',
};

const stateOf = (engine: Engine) => engine.state as ReadState;
const sourceOf = (engine: Engine, file: string) =>
  stateOf(engine)
    .outline.sources()
    .find(({ path }) => `content/${path}` === file) as Source;
const readyAll = (engine: Engine) => engine.articles.prepare(stateOf(engine).outline.sources(), stateOf(engine));

/** Returns the HTML of an article, wherever it comes from. */
async function htmlOf(engine: Engine, file: string): Promise<string> {
  const source = sourceOf(engine, file);
  await engine.articles.prepare([source], stateOf(engine));
  return JSON.stringify(unpackArticle(await engine.articles.body(source, stateOf(engine))));
}

/** A store that counts requests, and whose contents tests can change. */
function countingStore(): Store & { asked: number; readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  const own = openStore(undefined, 0);
  const store = {
    ...own,
    asked: 0,
    kept,
    get: async (key: string) => {
      store.asked++;
      return kept.get(key);
    },
    getMany: async (keys: readonly string[]) => {
      store.asked += keys.length;
      return keys.map((key) => kept.get(key));
    },
    hasAll: async (keys: readonly string[]) => keys.every((key) => kept.has(key)),
    put: async (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
  };
  return store as unknown as ReturnType<typeof countingStore>;
}

test('renders an article once, and again when its text or the target of a link changes', async () => {
  const engine = openEngine(writeSite(SITE));
  const { articles } = engine;
  await readyAll(engine);
  await readyAll(engine);
  expect(articles.rendered).toBe(2);
  expect(await htmlOf(engine, A)).toContain('/posts/2020-01-03-b.html');
  edit(engine, { [B]: '% B\n\nAnother text.\n' });
  expect([
    articles.isReady(sourceOf(engine, A), stateOf(engine)),
    articles.isReady(sourceOf(engine, B), stateOf(engine)),
  ]).toEqual([true, false]);
  await readyAll(engine);
  expect(articles.rendered).toBe(3);
  // The link is dead now.
  edit(engine, { [B]: undefined });
  expect(articles.isReady(sourceOf(engine, A), stateOf(engine))).toBe(false);
  await readyAll(engine);
  expect(articles.rendered).toBe(4);
  expect(articles.head('posts/2020-01-02-a.md').problems.map(({ ruleId }) => ruleId)).toEqual(['link/dead']);
  expect(() => articles.head('posts/2020-01-03-b.md')).toThrow('was not prepared');
});

test('uses a stored article of another run if its lookups have the same answers', async () => {
  const store = countingStore();
  const root = writeSite(SITE);
  await readyAll(openEngine(root, {}, { store }));
  expect(store.kept.size).toBe(2);
  const second = openEngine(root, {}, { store });
  await readyAll(second);
  expect(second.articles.rendered).toBe(0);
  expect(await htmlOf(second, A)).toContain('/posts/2020-01-03-b.html');
  // Only the post that links to another address is rendered again.
  writeFiles(root, { [B]: '---\ntitle: B\npermalink: /elsewhere.html\n---\n\nText of b.\n' });
  const third = openEngine(root, {}, { store });
  await readyAll(third);
  expect(third.articles.rendered).toBe(2);
  expect(await htmlOf(third, A)).toContain('/elsewhere.html');
});

test('loads many articles from the store', async () => {
  const names = Array.from({ length: 150 }, (_, at) => `content/posts/2020-01-02-p${at}.md`);
  const root = writeSite(Object.fromEntries(names.map((name, at) => [name, `% P${at}\n\nText number ${at}.\n`])));
  const store = countingStore();
  const first = openEngine(root, {}, { store });
  await readyAll(first);
  expect(first.articles.rendered).toBe(names.length);
  const engine = openEngine(root, {}, { store });
  await readyAll(engine);
  expect(engine.articles.rendered).toBe(0);
  for (const at of [0, 64, 149]) expect(await htmlOf(engine, names[at] as string)).toContain(`Text number ${at}.`);
});

/** Marks all results as transient. */
class Passing extends Batches {
  override run: Batches['run'] = (task, shared, things, { inputOf, onResult }) =>
    super.run(task, shared, things, { inputOf, onResult: (thing, output) => onResult(thing, { ...output, isTransient: true }) });
}

test('does not store an article whose diagram timed out', async () => {
  const store = countingStore();
  const engine = openEngine(writeSite(SITE), {}, { store, batches: new Passing(0) });
  expect(await htmlOf(engine, B)).toContain('Text of b.');
  expect(store.kept.size).toBe(0);
});

test('does not ask the store for an article in memory', async () => {
  const store = countingStore();
  const engine = openEngine(writeSite(SITE), {}, { store });
  await readyAll(engine);
  const { asked } = store;
  await htmlOf(engine, A);
  expect(store.asked).toBe(asked);
});

/** Builds a site, changes files, and returns how to open an engine with the record. */
async function openBuilt(files: { readonly [path: string]: string }, change: { readonly [path: string]: string } = {}) {
  const root = writeSite(files);
  const { last } = await buildAt(root);
  writeFiles(root, change);
  const store = countingStore();
  const reasons = new Map<string, string>();
  const open = (followsChanges: boolean, explain = true) =>
    openEngine(
      root,
      { drafts: false, ignoresDates: false, followsChanges, today: () => TODAY },
      { last, store, inputs: new Inputs(root, last.inputs), reasons, explain },
    );
  return { open, store, reasons, root };
}

test('takes heads from the last build’s record, and renders an article only if the store has lost its body', async () => {
  const { open } = await openBuilt(SITE);
  const engine = open(true);
  await readyAll(engine);
  expect(engine.articles.rendered).toBe(0);
  expect(engine.articles.head('posts/2020-01-03-b.md').title.text).toBe('B');
  // The store is empty, so the body is rendered.
  expect(await htmlOf(engine, B)).toContain('Text of b.');
  expect(engine.articles.rendered).toBe(1);
});

test('starts a build again if the store has lost an article', async () => {
  const { open } = await openBuilt(SITE);
  const engine = open(false);
  await readyAll(engine);
  const error = await engine.articles.body(sourceOf(engine, B), stateOf(engine)).catch((each: unknown) => each);
  expect(isUnsettled(error) && error.isLoss).toBe(true);
  expect((error as Error).message).toBe('the article of posts/2020-01-03-b.md is no longer kept');
});

test('rejects stored bytes that are another article’s', async () => {
  const { open, store, root } = await openBuilt(SITE);
  const engine = open(true);
  await readyAll(engine);
  const { key } = engine.articles.previous('posts/2020-01-03-b.md') as { key: string };
  const other = openEngine(root);
  await readyAll(other);
  store.kept.set(key, await other.articles.body(sourceOf(other, A), stateOf(other)));
  expect(await engine.articles.previousArticle('posts/2020-01-03-b.md')).toBeUndefined();
  // It is rendered and stored.
  expect(await htmlOf(engine, B)).toContain('Text of b.');
  expect((await engine.articles.previousArticle('posts/2020-01-03-b.md'))?.source.path).toBe('posts/2020-01-03-b.md');
  expect(await engine.articles.previousArticle('posts/never.md')).toBeUndefined();
});

test('records why articles are rendered again', async () => {
  const { open, reasons } = await openBuilt(SITE, {
    [B]: '---\ntitle: B\npermalink: /elsewhere.html\n---\n\nText of b.\n',
    'content/posts/2020-01-04-c.md': '% C\n',
  });
  await readyAll(open(false));
  expect(Object.fromEntries(reasons)).toEqual({
    [A]: '"2020-01-03-b.md" led to /posts/2020-01-03-b.html and now leads to /elsewhere.html',
    [B]: 'its text changed',
    'content/posts/2020-01-04-c.md': 'the last build did not have it',
  });
  reasons.clear();
  // Changed lookups are recorded without `explain`, too.
  await readyAll(open(false, false));
  expect([...reasons.keys()]).toEqual([A]);
});

test('renders all articles again after a change of a setting they depend on', async () => {
  const { open, reasons } = await openBuilt(SITE, { 'content/site.yaml': `${SITE_YAML}language: de\nsearch: false\n` });
  await readyAll(open(false));
  const why = 'titleblock or a setting that it depends on changed';
  expect(Object.fromEntries(reasons)).toEqual({ [A]: why, [B]: why });
});

test('starts a build again if a file changes while it is read, and goes on if changes are followed', async () => {
  for (const followsChanges of [false, true]) {
    const root = writeSite(SITE);
    const engine = openEngine(root, { followsChanges });
    const state = stateOf(engine);
    // The text is not in memory, and the file has changed since its header was read.
    state.texts.clear();
    writeFiles(root, { [B]: '% B\n\nAnother text, longer than the first.\n' });
    const error = await engine.articles.prepare([sourceOf(engine, B)], state).catch((each: unknown) => each);
    expect(isUnsettled(error)).toBe(!followsChanges);
    if (!followsChanges) expect(error).toMatchObject({ message: `${B} changed while it was read`, isLoss: false });
  }
});

test('updates the subject terms of a post when its words change', async () => {
  const engine = openEngine(writeSite({ ...SITE, [A]: '% A\n\nAbout kubernetes.\n' }));
  const { articles } = engine;
  const before = articles.terms(sourceOf(engine, A));
  await readyAll(engine);
  expect(articles.terms(sourceOf(engine, A)).length).toBeGreaterThan(before.length);
  const version = articles.termsVersion;
  edit(engine, { [A]: '% A\n\nAbout *kubernetes*.\n' });
  await readyAll(engine);
  expect(articles.termsVersion).toBe(version);
  edit(engine, { [A]: '% A\n\nAbout kubernetes and databases.\n' });
  await readyAll(engine);
  expect(articles.termsVersion).toBeGreaterThan(version);
});

test('labels footnotes in the language of the post', async () => {
  const note = 'Text.[^1]\n\n[^1]: A note.\n';
  const engine = openEngine(writeSite({ ...SITE, [A]: `---\ntitle: A\nlang: en\n---\n\n${note}`, [B]: `% B\n\n${note}` }));
  expect(await htmlOf(engine, A)).toContain('Footnotes');
  expect(await htmlOf(engine, B)).not.toContain('Footnotes');
});

test('lists the slowest files, slowest first', async () => {
  const names = Array.from({ length: 45 }, (_, at) => `content/posts/2020-01-02-p${at}.md`);
  const engine = openEngine(writeSite(Object.fromEntries(names.map((name) => [name, '% P\n\nText.\n']))));
  await readyAll(engine);
  const slowest = engine.articles.slowest.list();
  expect(slowest).toHaveLength(10);
  expect(new Set(slowest.map(([file]) => file)).size).toBe(slowest.length);
  for (const [file, milliseconds] of slowest) {
    expect(names).toContain(file);
    expect(milliseconds).toBeGreaterThan(0);
  }
  const times = slowest.map(([, milliseconds]) => milliseconds);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});
