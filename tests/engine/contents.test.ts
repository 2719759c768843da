// Contents of planned files: the same whether they are made in this thread or in a batch.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Plan, PlannedFile } from '../../scripts/assemble/plan.js';
import { isUnsettled } from '../../scripts/base/errors.js';
import type { MadeFile } from '../../scripts/base/fileContent.js';
import { openStore, type Store } from '../../scripts/cache/store.js';
import { isPage } from '../../scripts/engine/contents.js';
import type { Engine } from '../../scripts/engine/engine.js';
import { fileHashes } from '../../scripts/engine/fileHashes.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import type { SettledSite } from '../../scripts/engine/parts.js';
import type { Icons } from '../../scripts/features/icons/artifact.js';
import { ICON_SIZES } from '../../scripts/features/icons/manifest.js';
import { picture, SITE_YAML, temporaryFolder, writeFiles, writeSite } from '../support.js';
import { edit, madeBy, openEngine, pageAt, rulesOf } from './open.js';

const A = 'content/posts/2020-01-02-a.md';
const B = 'content/posts/2020-01-03-b.md';
const SITE = {
  'content/site.yaml': SITE_YAML,
  [A]: '% A\n\nText of a.\n\n![one](images/a.png)\n',
  [B]: '% B\n\nText of b.\n',
};
const siteWithPictures = async () =>
  writeSite({ ...SITE, 'images/a.png': await picture(), 'images/icon.png': await picture(64, 64) });

const planOf = async (engine: Engine) => (await engine.plan()) as Plan;
const filesOf = async (engine: Engine) => (await planOf(engine)).files();

test('makes the same bytes for one page as in a batch', async () => {
  const engine = openEngine(await siteWithPictures());
  await engine.settle();
  const plan = await planOf(engine);
  const pages = plan.files().filter(isPage);
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['index.html', 'posts/2020-01-02-a.html', '404.html']));
  const made = new Map<string, string>();
  const { task, shared, inputOf } = engine.contents.pages(plan);
  const onResult = ({ path }: PlannedFile, { bytes }: MadeFile) => void made.set(path, Buffer.from(bytes).toString());
  await engine.options.batches.run(task, shared, pages, { inputOf, onResult });
  expect(made.size).toBe(pages.length);
  for (const { path } of pages) expect([path, (await pageAt(engine, path)).text]).toEqual([path, made.get(path)]);
  expect(made.get('posts/2020-01-02-a.html')).toContain('Text of a.');
  expect(made.get('posts/2020-01-02-a.html')).toMatch(/<img src="\/images\/a-/);
});

test('makes a page before the site is settled, with a version that changes with its article and pictures', async () => {
  const engine = openEngine(await siteWithPictures());
  const first = await pageAt(engine, 'posts/2020-01-02-a.html');
  expect(first.text).toMatch(/Text of a\.[\s\S]*<img src="\/images\/a-/);
  edit(engine, { [A]: `${SITE[A]}\nMore.\n` });
  const second = await pageAt(engine, 'posts/2020-01-02-a.html');
  expect([second.version !== first.version, second.text.includes('More.')]).toEqual([true, true]);
  edit(engine, { 'images/a.png': await picture(62, 40) });
  const third = await pageAt(engine, 'posts/2020-01-02-a.html');
  expect([third.version !== second.version, third.text !== second.text]).toEqual([true, true]);
  edit(engine, { 'images/icon.txt': 'no matter' });
  expect((await pageAt(engine, 'posts/2020-01-02-a.html')).version).toBe(third.version);
});

test('shows the original file of a picture that cannot be read', async () => {
  const engine = openEngine(writeSite({ ...SITE, 'images/a.png': 'no picture' }));
  const { text } = await pageAt(engine, 'posts/2020-01-02-a.html');
  expect(text).toContain('Text of a.');
  expect(text).toContain('<img src="/images/a.png"');
  expect(await rulesOf(engine)).toEqual([`picture/unreadable ${A}`]);
});

test('relates the only two posts to each other', async () => {
  const words = 'kubernetes clusters and databases\n';
  const root = writeSite({ 'content/site.yaml': SITE_YAML, [A]: `% A\n\n${words}`, [B]: `% B\n\n${words}` });
  const store = openStore(undefined, 0);
  const engine = openEngine(root, { pictures: 'made' }, { store });
  await engine.complete((await engine.settle()) as SettledSite, store);
  const { text } = await pageAt(engine, 'posts/2020-01-02-a.html');
  expect(text.split('id="_related"')[1]).toContain('/posts/2020-01-03-b.html');
});

test('serves any file in `dev`, and publishes those of content/ in a build', async () => {
  const files = { 'content/posts/a.txt': 'a', 'images/a.png': await picture() };
  const looking = openEngine(writeSite({ ...SITE, ...files }));
  expect((await filesOf(looking)).map(({ path }) => path)).toContain('posts/a.txt');
  const making = openEngine(looking.options.root, { pictures: 'made' }, { store: openStore(undefined, 0) });
  await making.settle();
  expect((await filesOf(making)).map(({ path }) => path)).toContain('posts/a.txt');
  // It is not a picture, so there is no metadata to remove.
  expect([making.cleaned.cleaningOf('content/posts/a.txt'), making.cleaned.isRefused('content/posts/a.txt')]).toEqual([
    undefined,
    false,
  ]);
});

/** Returns the content of a file other than a page. */
async function contentAt(engine: Engine, path: string) {
  const plan = await planOf(engine);
  const planned = plan.at(path);
  if (!planned || isPage(planned)) throw new Error(`no file at ${path}`);
  return engine.contents.output(planned);
}

test('makes a feed from the current posts', async () => {
  const engine = openEngine(await siteWithPictures());
  const feed = (await filesOf(engine))
    .map(({ path }) => path)
    .find((path) => path.endsWith('.xml') && /feed|atom|rss/.test(path));
  const text = async () => Buffer.from((await contentAt(engine, feed as string)) as Uint8Array).toString();
  expect(await text()).toContain('Text of a.');
  edit(engine, { [A]: `${SITE[A]}\nMore.\n` });
  expect(await text()).toContain('More.');
});

test('makes icons on request or takes them from the store, and starts a build again if the store has lost one', async () => {
  const root = await siteWithPictures();
  const icons = async (engine: Engine) => (await filesOf(engine)).filter(({ path }) => /^icon-\d+\.png$/.test(path));
  const looking = openEngine(root);
  const [icon] = await icons(looking);
  expect(await icons(looking)).toHaveLength(ICON_SIZES.length);
  const bytes = await contentAt(looking, icon?.path ?? '');
  const store = openStore(undefined, 0);
  const making = openEngine(root, { pictures: 'made' }, { store });
  await making.settle();
  expect(await contentAt(making, icon?.path ?? '')).toEqual(bytes);
  const lost = { ...Object.create(store), get: async () => undefined, hasAll: async () => true } as Store;
  const losing = openEngine(root, { pictures: 'made' }, { store: lost });
  const error = await contentAt(losing, icon?.path ?? '').catch((each: unknown) => each);
  expect(isUnsettled(error) && error.isLoss).toBe(true);
});

test('records icons without making them if pictures are made on request', async () => {
  const store = openStore(undefined, 0);
  const engine = openEngine(await siteWithPictures(), {}, { store });
  const settled = await engine.settle();
  const icons =
    madeBy<Icons>(engine, 'icons')
      .rows()
      .icons?.map(({ key }) => key) ?? [];
  expect(icons).toHaveLength(ICON_SIZES.length);
  for (const key of icons) expect(await store.hasAll([key])).toBe(false);
  expect(settled && engine.record(settled).rows.icons?.flatMap(({ keys }) => keys)).toEqual(icons);
});

test('checks files that are published as they are for metadata, but not pages and stylesheets', async () => {
  const files = { 'content/a.txt': 'a', 'templates/own.css': 'a {}', 'templates/own.png': await picture() };
  const engine = openEngine(writeSite({ ...SITE, 'images/a.png': await picture(), ...files }), {
    pictures: 'made',
    drafts: false,
  });
  const settled = await engine.settle();
  const looked = ((settled && engine.record(settled).rows.cleaned) ?? []).map(({ id }) => id).sort();
  expect(looked).toContain('templates/own.png');
  expect(looked.filter((path) => /\.(?:css|md)$/.test(path))).toEqual([]);
});

test('reports only problems of files while the site is not settled', async () => {
  const engine = openEngine(
    writeSite({ ...SITE, [B]: '% B\n% Me\n% 2020-13-01\n\n[gone](gone.md)\n', 'content/id_rsa': 'a key' }),
  );
  const told = (await engine.problems(undefined)).map(({ ruleId }) => ruleId);
  expect(told).toEqual(expect.arrayContaining(['date/malformed']));
  expect(told.some((rule) => rule.startsWith('leak/'))).toBe(true);
  expect(told).not.toContain('link/dead');
  expect(await rulesOf(engine)).toEqual(expect.arrayContaining([`link/dead ${B}`, `picture/missing ${A}`]));
});

test('repeats no work until a file changes', async () => {
  const engine = openEngine(await siteWithPictures());
  const settled = await engine.settle();
  const plan = await engine.plan();
  expect([await engine.settle(), await engine.plan(), engine.update()]).toEqual([settled, plan, false]);
  expect((await engine.settle()) === settled && (await engine.plan()) === plan).toBe(true);
  expect(engine.changes).toBe(0);
  edit(engine, { [A]: `${SITE[A]}\nMore.\n` });
  expect(engine.changes).toBe(1);
  expect((await engine.settle()) === settled).toBe(false);
  // An edit in the meantime makes the result stale.
  edit(engine, { [A]: SITE[A] });
  const settling = engine.settle();
  edit(engine, { [B]: '% B\n\nAnother text.\n' });
  expect(await settling).toBeUndefined();
  expect(await engine.settle()).toBeDefined();
});

test('reports an unreadable file until it can be read', () => {
  const root = temporaryFolder();
  writeFiles(root, { 'images/a.txt': 'a' });
  const inputs = new Inputs(root, undefined);
  const { hash, problems } = fileHashes(inputs);
  rmSync(join(root, 'images/a.txt'));
  expect(hash('images/a.txt')).toBe('');
  expect(problems()).toMatchObject([{ file: 'images/a.txt', ruleId: 'source/unreadable' }]);
  writeFiles(root, { 'images/a.txt': 'a' });
  expect([hash('images/a.txt'), problems()]).toEqual([inputs.hash('images/a.txt'), []]);
});
