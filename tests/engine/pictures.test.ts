// Pictures on pages, and when their files are made.

import { expect, test } from 'vitest';
import { openStore } from '../../scripts/cache/store.js';
import type { Engine } from '../../scripts/engine/engine.js';
import type { PictureUse } from '../../scripts/picture/makePictures.js';
import { Batches } from '../../scripts/work/batches.js';
import { openExecutor } from '../../scripts/work/executor.js';
import { picture, SITE_YAML, temporaryFolder, writeSite } from '../support.js';
import { edit, openEngine, pageAt } from './open.js';

const A = 'content/posts/2020-01-02-a.md';
const PAGE = 'posts/2020-01-02-a.html';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="90" height="60"/></svg>';

/** An executor that records the tasks it runs. */
function counting() {
  const own = openExecutor(0);
  const asked: string[] = [];
  const run: typeof own.run = (task, input, shared) => {
    asked.push(task.name);
    return own.run(task, input, shared);
  };
  return { asked, batches: new Batches(0, { ...own, run }) };
}

test('counts only picture files that had to be encoded', async () => {
  const root = writeSite({ 'content/site.yaml': SITE_YAML, [A]: '% A\n\n![p](images/p.png)\n', 'images/p.png': await picture() });
  const store = openStore(undefined, 0);
  const summaryOf = async (engine: Engine) => {
    await engine.settle();
    return engine.pictures.summary();
  };
  const first = await summaryOf(openEngine(root, { pictures: 'made' }, { store }));
  expect(first).toMatchObject({ pictures: 1, encoded: 1 });
  expect(first.variants).toBeGreaterThan(0);
  const second = openEngine(root, { pictures: 'made' }, { store });
  expect(await summaryOf(second)).toEqual({ ...first, encoded: 0 });
  expect(await summaryOf(openEngine(root))).toMatchObject({ pictures: 1, encoded: 0 });
});

test('makes a file once if several browsers request it at the same time', async () => {
  const root = writeSite({ [A]: '% A\n\n![p](images/p.png)\n', 'images/p.png': await picture() });
  const { asked, batches } = counting();
  const engine = openEngine(root, {}, { batches, pictureFolder: temporaryFolder() });
  const { text } = await pageAt(engine, PAGE);
  const [, url = ''] = /<img src="(\/images\/[^"]+)"/.exec(text) ?? [];
  asked.length = 0;
  const [one, other] = await Promise.all([engine.onRequest(url), engine.onRequest(url)]);
  expect(one?.length).toBeGreaterThan(0);
  expect(Buffer.from(other ?? [])).toEqual(Buffer.from(one ?? []));
  expect(asked).toEqual([...new Set(asked)]);
  // The file is cached.
  asked.length = 0;
  expect(Buffer.from((await engine.onRequest(url)) ?? [])).toEqual(Buffer.from(one ?? []));
  expect(asked).toEqual([]);
});

test('offers a drawing to social networks as pixels once it is a cover', async () => {
  const engine = openEngine(writeSite({ [A]: '% A\n\n![d](images/d.svg)\n', 'images/d.svg': SVG }));
  const shared = async () => /"og:image" content="([^"]+)"/.exec((await pageAt(engine, PAGE)).text)?.[1];
  expect(await shared()).toBeUndefined();
  edit(engine, { [A]: '---\ntitle: A\ncover: images/d.svg\n---\n\n![d](images/d.svg)\n' });
  expect(await shared()).toMatch(/\/images\/d-.*\.png$/);
});

test('announces a picture again if it gets another use', async () => {
  const engine = openEngine(writeSite({ 'images/d.svg': SVG }));
  await engine.settle();
  const { pictures } = engine;
  const path = 'images/d.svg';
  const pixels = async (use: PictureUse) => {
    await pictures.prepareUses(new Map([[path, use]]));
    return pictures.get(path)?.pixels?.format;
  };
  expect(await pixels({ shown: 600 })).toBeUndefined();
  expect(await pixels({ shown: 600, isCover: true })).toBe('png');
  // The result for a cover stays.
  expect(await pixels({ shown: 600 })).toBe('png');
});
