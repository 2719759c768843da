// Incremental builds: each does only what has become necessary, and uses the record of the last one correctly.

import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { addressesText, readAddresses, saveAddresses } from '../../scripts/build/addresses.js';
import { build } from '../../scripts/build/build.js';
import type { BuildOptions } from '../../scripts/build/options.js';
import { openStore, today } from '../../scripts/cache/store.js';
import { addressesFile, recordFile } from '../../scripts/engine/lastBuild.js';
import { bytesBelow, filesBelow, QUIET, temporaryFolder, writeFiles, writeSite } from '../support.js';

const A = 'content/posts/2020-01-02-a.md';
const SITE = { [A]: '% A\n\nText.\n', 'content/about.md': '% About\n' };

/** A site and a function that builds it. */
function site(files: { readonly [path: string]: string } = SITE) {
  const root = writeSite(files);
  const out = join(root, 'dist');
  const built = (more: Partial<BuildOptions> = {}) => build({ ...QUIET, root, out, ...more });
  /** True if the stages of a build were run. */
  const begins = async (more: Partial<BuildOptions> = {}) => (await built(more)).times.load !== undefined;
  return { root, out, built, begins };
}

test('measures each stage, and runs only the first if nothing has changed', async () => {
  const { root, built } = site();
  const first = await built();
  expect(Object.keys(first.times)).toEqual(
    expect.arrayContaining(['scan', 'load', 'read', 'leak check', 'pictures', 'render', 'plan', 'publish', 'save']),
  );
  expect(Object.keys(first.times)).toHaveLength(9);
  expect(Object.values(first.times).every((milliseconds) => milliseconds >= 0)).toBe(true);
  expect([existsSync(join(root, '.cache/store')), existsSync(recordFile(root))]).toEqual([true, true]);
  const second = await built();
  expect(Object.keys(second.times).filter((stage) => stage !== 'save')).toEqual(['scan']);
  const { files } = first.summary;
  expect(first.summary).toMatchObject({ posts: 1, pages: 1, written: files, unchanged: 0, removed: 0, rendered: 2 });
  expect(second.summary).toEqual({ ...first.summary, written: 0, unchanged: files, rendered: 0 });
  expect(second.published).toBe(true);
});

test('reports each file that is written or removed', async () => {
  const { root, built } = site();
  const told: string[] = [];
  const onFileChange: BuildOptions['onFileChange'] = ({ path }) => told.push(path);
  await built({ onFileChange });
  expect([...new Set(told)].sort()).toEqual(expect.arrayContaining(['index.html', 'about.html', 'posts/2020-01-02-a.html']));
  told.length = 0;
  rmSync(join(root, 'content/about.md'));
  await built({ onFileChange });
  expect(told).toContain('about.html');
});

test.each([
  ['strict', { strict: true }],
  ['with drafts', { drafts: 'preview' }],
  ['compressed', { derived: ['compressed'] }],
] as const)('a build that is asked for another way, %s, begins, once', async (_what, more) => {
  const { begins } = site();
  expect([await begins(), await begins(more), await begins(more), await begins()]).toEqual([true, true, false, true]);
});

test('keeps nothing and makes everything again without a cache', async () => {
  const { root, built, begins } = site();
  const first = await built({ noCache: true });
  expect(existsSync(recordFile(root))).toBe(false);
  expect((await built({ noCache: true })).summary.rendered).toBe(first.summary.rendered);
  expect([await begins(), await begins({ noCache: true }), await begins()]).toEqual([true, true, false]);
});

test('builds the same files into two output folders in turn', async () => {
  const { root, out, built, begins } = site();
  const other = temporaryFolder();
  await built();
  const { reasons } = await built({ out: other, explain: true });
  expect(bytesBelow(other)).toEqual(bytesBelow(out));
  expect(reasons.get('about.html')).toBe('the last build did not have it');
  writeFiles(root, { [A]: '% A\n\nAnother text.\n' });
  await built({ out: other });
  rmSync(join(root, 'content/about.md'));
  await built();
  expect(existsSync(join(out, 'about.html'))).toBe(false);
  expect(readFileSync(join(out, 'posts/2020-01-02-a.html'), 'utf8')).toContain('Another text.');
  expect([existsSync(join(other, 'about.html')), await begins({ out: other })]).toEqual([true, true]);
  expect(bytesBelow(other)).toEqual(bytesBelow(out));
});

test('repairs the output folder', async () => {
  const { out, built, begins } = site();
  await built();
  const before = bytesBelow(out);
  writeFileSync(join(out, 'about.html'), 'broken');
  rmSync(join(out, 'index.html'));
  const { summary, reasons } = await built({ explain: true });
  expect(summary.written).toBe(2);
  expect(reasons.get('about.html')).toBe('it was modified since the last build');
  expect(bytesBelow(out)).toEqual(before);
  expect(await begins()).toBe(false);
});

test('explains each file that is made again, and no other', async () => {
  const { root, built } = site();
  await built();
  writeFiles(root, { [A]: '% A\n\nAnother text.\n' });
  const { reasons } = await built({ explain: true });
  expect(reasons.get('posts/2020-01-02-a.html')).toBe('the article changed');
  expect(reasons.has('about.html')).toBe(false);
  // The record has the parts of each file, whether or not files were added.
  writeFiles(root, { [A]: '% A\n\nA third text.\n' });
  const again = (await built({ explain: true })).reasons;
  expect([again.has('posts/2020-01-02-a.html'), again.has('about.html')]).toEqual([true, false]);
  writeFiles(root, { 'content/new.md': '% New\n' });
  expect((await built({ explain: true })).reasons.get('new.html')).toBe('the last build did not have it');
});

describe('a file in the output folder that no build wrote', () => {
  test('is reported each time, and triggers a build when it appears or disappears', async () => {
    const { out, built, begins } = site();
    await built();
    writeFileSync(join(out, 'notes.txt'), 'mine');
    const first = await built();
    const second = await built();
    expect(first.problems.map(({ ruleId }) => ruleId)).toEqual(['publish/foreign']);
    expect([second.problems, second.times.load]).toEqual([first.problems, undefined]);
    rmSync(join(out, 'notes.txt'));
    expect([await begins(), (await built()).problems]).toEqual([true, []]);
  });

  test('is not mistaken for one that a build wrote into another folder', async () => {
    const { built } = site();
    await built();
    const other = temporaryFolder();
    writeFiles(other, { 'about.html': 'mine' });
    const refused = await built({ out: other });
    expect([refused.published, refused.problems.map(({ ruleId }) => ruleId)]).toEqual([false, ['publish/overwrite']]);
    expect(readFileSync(join(other, 'about.html'), 'utf8')).toBe('mine');
  });

  test('is overwritten only if that is allowed', async () => {
    const { out, built } = site();
    writeFiles(out, { 'about.html': 'mine' });
    for (let time = 0; time < 2; time++) {
      const refused = await built();
      expect([refused.published, refused.problems.map(({ ruleId }) => ruleId)]).toEqual([false, ['publish/overwrite']]);
    }
    expect([filesBelow(out), readFileSync(join(out, 'about.html'), 'utf8')]).toEqual([['about.html'], 'mine']);
    expect((await built({ adopt: true })).published).toBe(true);
    expect(readFileSync(join(out, 'about.html'), 'utf8')).toContain('About');
  });
});

test('reports a failed build again, and leaves the site as it was', async () => {
  const { root, out, built } = site();
  await built();
  const before = bytesBelow(out);
  writeFiles(root, { [A]: '% A\n\n[gone](gone.md)\n' });
  const failed = await built();
  const again = await built();
  expect([failed.published, failed.problems.map(({ ruleId }) => ruleId)]).toEqual([false, ['link/dead']]);
  expect([again.published, again.problems, again.times.load]).toEqual([false, failed.problems, undefined]);
  expect(again.summary).toMatchObject({ written: 0, unchanged: 0 });
  expect(bytesBelow(out)).toEqual(before);
  writeFiles(root, { [A]: SITE[A] as string });
  const fixed = await built();
  // The results of the last good build are still used.
  expect([fixed.published, fixed.summary.written, bytesBelow(out)]).toEqual([true, 0, before]);
});

test('drops results that no build has used for a month', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const { root, built } = site();
    const keyOf = async (text: string) => {
      writeFiles(root, { [A]: `% A\n\n${text}\n` });
      const { last } = await built();
      return last.sources.find(({ source }) => `content/${source.path}` === A)?.key ?? '';
    };
    const keys: string[] = [];
    const isKept = async () => {
      const store = openStore(join(root, '.cache/store'), today());
      const kept = await Promise.all(keys.map((key) => store.hasAll([key])));
      await store.close();
      return kept;
    };
    const start = Date.now();
    for (const [day, text] of [
      [0, 'First.'],
      [1, 'Second.'],
      [20, 'Third.'],
    ] as const) {
      vi.setSystemTime(start + day * 86_400_000);
      keys.push(await keyOf(text));
    }
    expect(await isKept()).toEqual([true, true, true]);
    vi.setSystemTime(start + 40 * 86_400_000);
    keys.push(await keyOf('Fourth.'));
    expect(await isKept()).toEqual([false, true, true, true]);
  } finally {
    vi.useRealTimers();
  }
});

test('searches unchanged files for a new draft, but not copied files', async () => {
  const sentence = 'Nobody has ever read this sentence before.';
  const { root, built } = site({ ...SITE, [A]: '% A\n\n[notes](images/notes.txt)\n', 'images/notes.txt': sentence });
  expect((await built()).published).toBe(true);
  const draft = 'content/posts/2020-01-05-d.md';
  writeFiles(root, { [draft]: `---\ntitle: D\ndraft: true\n---\n\n${sentence}\n`, 'content/new.md': '% New\n' });
  const { published, problems, summary } = await built();
  expect([published, problems, summary.drafts]).toEqual([true, [], 1]);
});

describe('the addresses of the last build', () => {
  test('are kept if the site has content/urls.yaml, and removed with it', async () => {
    const { root, built } = site({ ...SITE, 'content/urls.yaml': '' });
    await built();
    expect(readAddresses(root)?.map(({ url }) => url)).toEqual(
      expect.arrayContaining(['/about.html', '/posts/2020-01-02-a.html']),
    );
    rmSync(join(root, 'content/about.md'));
    await built();
    expect(readAddresses(root)?.map(({ url }) => url)).not.toContain('/about.html');
    const without = site();
    await without.built();
    expect(readAddresses(without.root)).toBeUndefined();
  });

  test('may be lost only if that is accepted', async () => {
    const { root, built } = site({ ...SITE, 'content/urls.yaml': '"/gone.html": {"file": "gone.md"}\n' });
    const refused = await built();
    expect([refused.published, refused.problems.map(({ ruleId }) => ruleId)]).toEqual([false, ['url/lost']]);
    const accepted = await built({ acceptUrlChanges: true });
    expect([accepted.published, accepted.problems]).toEqual([true, []]);
    expect(readFileSync(join(root, 'content/urls.yaml'), 'utf8')).toContain('"/gone.html": {"dropped": true}');
    expect((await built()).published).toBe(true);
  });

  test('are written if they changed, and removed if they are damaged', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.cache'));
    expect(readAddresses(root)).toBeUndefined();
    const text = addressesText([{ url: '/a.html', file: 'a.md' }]);
    saveAddresses(root, text);
    expect(readAddresses(root)).toMatchObject([{ url: '/a.html', file: 'a.md' }]);
    const { ino } = statSync(addressesFile(root));
    saveAddresses(root, text);
    expect(statSync(addressesFile(root)).ino).toBe(ino);
    for (const damaged of [text.replace('a.md', 'b.md'), text.slice(0, -2), text.replace('\n', ''), '']) {
      writeFileSync(addressesFile(root), damaged);
      expect([readAddresses(root), existsSync(addressesFile(root))]).toEqual([undefined, false]);
    }
    // An unreadable list is not a missing one.
    mkdirSync(addressesFile(root));
    expect(() => readAddresses(root)).toThrow('EISDIR');
  });
});
