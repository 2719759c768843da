// Articles: at hand, as the last build left them, kept in the store, or rendered; and what becomes of those that are lost.

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
const readyAll = (engine: Engine) => engine.articles.ready(stateOf(engine).outline.sources(), stateOf(engine));

/** The HTML of an article, of whoever has it. */
async function htmlOf(engine: Engine, file: string): Promise<string> {
  const source = sourceOf(engine, file);
  await engine.articles.ready([source], stateOf(engine));
  return JSON.stringify(unpackArticle(await engine.articles.body(source, stateOf(engine))));
}

/** A store that counts what it is asked for and forgets what it is told to. */
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

test('an article is rendered once, and again when its text or what it links to has changed', async () => {
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
  // The link leads nowhere now.
  edit(engine, { [B]: undefined });
  expect(articles.isReady(sourceOf(engine, A), stateOf(engine))).toBe(false);
  await readyAll(engine);
  expect(articles.rendered).toBe(4);
  expect(articles.head('posts/2020-01-02-a.md').problems.map(({ ruleId }) => ruleId)).toEqual(['link/dead']);
  expect(() => articles.head('posts/2020-01-03-b.md')).toThrow('was not made ready');
});

test('an article that another run has kept is taken, if its look-ups still hold', async () => {
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

test('many articles are taken from the store, each its own', async () => {
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

/** Says of all that is made that it may be another one at the next try. */
class Passing extends Batches {
  override run: Batches['run'] = (task, shared, things, { inputOf, take }) =>
    super.run(task, shared, things, { inputOf, take: (thing, output) => take(thing, { ...output, isPassing: true }) });
}

test('an article with a diagram that took too long is shown, and tried again by the next build', async () => {
  const store = countingStore();
  const engine = openEngine(writeSite(SITE), {}, { store, batches: new Passing(0) });
  expect(await htmlOf(engine, B)).toContain('Text of b.');
  expect(store.kept.size).toBe(0);
});

test('an article that is at hand is not asked of the store', async () => {
  const store = countingStore();
  const engine = openEngine(writeSite(SITE), {}, { store });
  await readyAll(engine);
  const { asked } = store;
  await htmlOf(engine, A);
  expect(store.asked).toBe(asked);
});

/** An engine over a site that was built, with what that build left. */
async function openBuilt(files: { readonly [path: string]: string }, change: { readonly [path: string]: string } = {}) {
  const root = writeSite(files);
  const { last } = await buildAt(root);
  writeFiles(root, change);
  const store = countingStore();
  const reasons = new Map<string, string>();
  const open = (follows: boolean, explain = true) =>
    openEngine(
      root,
      { drafts: false, anyDay: false, follows, today: () => TODAY },
      { last, store, inputs: new Inputs(root, last.inputs), reasons, explain },
    );
  return { open, store, reasons, root };
}

test('articles of the last build are known without being rendered, until their text is asked for', async () => {
  const { open } = await openBuilt(SITE);
  const engine = open(true);
  await readyAll(engine);
  expect(engine.articles.rendered).toBe(0);
  expect(engine.articles.head('posts/2020-01-03-b.md').title.text).toBe('B');
  // The store has lost it: it is rendered again.
  expect(await htmlOf(engine, B)).toContain('Text of b.');
  expect(engine.articles.rendered).toBe(1);
});

test('a build whose store has lost an article begins again; it must not publish one that it did not see', async () => {
  const { open } = await openBuilt(SITE);
  const engine = open(false);
  await readyAll(engine);
  const error = await engine.articles.body(sourceOf(engine, B), stateOf(engine)).catch((each: unknown) => each);
  expect(isUnsettled(error) && error.isLoss).toBe(true);
  expect((error as Error).message).toBe('the article of posts/2020-01-03-b.md is no longer kept');
});

test('what the store has under the name of an article and is another one is not taken for it', async () => {
  const { open, store, root } = await openBuilt(SITE);
  const engine = open(true);
  await readyAll(engine);
  const { key } = engine.articles.before('posts/2020-01-03-b.md') as { key: string };
  const other = openEngine(root);
  await readyAll(other);
  store.kept.set(key, await other.articles.body(sourceOf(other, A), stateOf(other)));
  expect(await engine.articles.articleBefore('posts/2020-01-03-b.md')).toBeUndefined();
  // It is rendered again, and kept.
  expect(await htmlOf(engine, B)).toContain('Text of b.');
  expect((await engine.articles.articleBefore('posts/2020-01-03-b.md'))?.source.path).toBe('posts/2020-01-03-b.md');
  expect(await engine.articles.articleBefore('posts/never.md')).toBeUndefined();
});

test('reasons say why an article is made again', async () => {
  const { open, reasons } = await openBuilt(SITE, {
    [B]: '---\ntitle: B\npermalink: /elsewhere.html\n---\n\nText of b.\n',
    'content/posts/2020-01-04-c.md': '% C\n',
  });
  await readyAll(open(false));
  expect(Object.fromEntries(reasons)).toEqual({
    [A]: '"2020-01-03-b.md" led to /posts/2020-01-03-b.html and leads to /elsewhere.html',
    [B]: 'its text changed',
    'content/posts/2020-01-04-c.md': 'the last build did not have it',
  });
  reasons.clear();
  // What look-ups came to is noted at all times.
  await readyAll(open(false, false));
  expect([...reasons.keys()]).toEqual([A]);
});

test('a setting that articles depend on makes all of them anew', async () => {
  const { open, reasons } = await openBuilt(SITE, { 'content/site.yaml': `${SITE_YAML}language: de\nsearch: false\n` });
  await readyAll(open(false));
  const why = 'titleblock or a setting that it depends on changed';
  expect(Object.fromEntries(reasons)).toEqual({ [A]: why, [B]: why });
});

test('a file that changes while a build reads it makes the build begin again; where changes are followed, it goes on', async () => {
  for (const follows of [false, true]) {
    const root = writeSite(SITE);
    const engine = openEngine(root, { follows });
    const state = stateOf(engine);
    // Its text is no longer at hand, and the file is another one than the one whose header was read.
    state.texts.clear();
    writeFiles(root, { [B]: '% B\n\nAnother text, longer than the first.\n' });
    const error = await engine.articles.ready([sourceOf(engine, B)], state).catch((each: unknown) => each);
    expect(isUnsettled(error)).toBe(!follows);
    if (!follows) expect(error).toMatchObject({ message: `${B} changed while it was read`, isLoss: false });
  }
});

test('words of a post count for related posts once they are known, and are counted again when they change', async () => {
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

test('notes are named in the language of their post', async () => {
  const note = 'Text.[^1]\n\n[^1]: A note.\n';
  const engine = openEngine(writeSite({ ...SITE, [A]: `---\ntitle: A\nlang: en\n---\n\n${note}`, [B]: `% B\n\n${note}` }));
  expect(await htmlOf(engine, A)).toContain('Footnotes');
  expect(await htmlOf(engine, B)).not.toContain('Footnotes');
});

test('the slowest files are told, slowest first, however many there are', async () => {
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
