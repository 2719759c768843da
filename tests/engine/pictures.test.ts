// Pictures as pages show them, and who makes their files.

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

/** An executor that tells what it was asked for. */
function counting() {
  const own = openExecutor(0);
  const asked: string[] = [];
  const run: typeof own.run = (task, input, shared) => {
    asked.push(task.name);
    return own.run(task, input, shared);
  };
  return { asked, batches: new Batches(0, { ...own, run }) };
}

test('files of pictures are counted when they are made, and not when they are there', async () => {
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

test('a file that several browsers ask for at once is made once', async () => {
  const root = writeSite({ [A]: '% A\n\n![p](images/p.png)\n', 'images/p.png': await picture() });
  const { asked, batches } = counting();
  const engine = openEngine(root, {}, { batches, folder: temporaryFolder() });
  const { text } = await pageAt(engine, PAGE);
  const [, url = ''] = /<img src="(\/images\/[^"]+)"/.exec(text) ?? [];
  asked.length = 0;
  const [one, other] = await Promise.all([engine.onRequest(url), engine.onRequest(url)]);
  expect(one?.length).toBeGreaterThan(0);
  expect(Buffer.from(other ?? [])).toEqual(Buffer.from(one ?? []));
  expect(asked).toEqual([...new Set(asked)]);
  // And kept.
  asked.length = 0;
  expect(Buffer.from((await engine.onRequest(url)) ?? [])).toEqual(Buffer.from(one ?? []));
  expect(asked).toEqual([]);
});

test('a drawing that a post shows, and then has as its cover, is offered to social networks as a picture', async () => {
  const engine = openEngine(writeSite({ [A]: '% A\n\n![d](images/d.svg)\n', 'images/d.svg': SVG }));
  const shared = async () => /"og:image" content="([^"]+)"/.exec((await pageAt(engine, PAGE)).text)?.[1];
  expect(await shared()).toBeUndefined();
  edit(engine, { [A]: '---\ntitle: A\ncover: images/d.svg\n---\n\n![d](images/d.svg)\n' });
  expect(await shared()).toMatch(/\/images\/d-.*\.png$/);
});

test('a picture is announced again where more is asked of it than before', async () => {
  const engine = openEngine(writeSite({ 'images/d.svg': SVG }));
  await engine.settle();
  const { pictures } = engine;
  const path = 'images/d.svg';
  const pixels = async (use: PictureUse) => {
    await pictures.ready(new Map([[path, use]]));
    return pictures.get(path)?.pixels?.format;
  };
  expect(await pixels({ shown: 600 })).toBeUndefined();
  expect(await pixels({ shown: 600, isCover: true })).toBe('png');
  // What was announced for a cover stays.
  expect(await pixels({ shown: 600 })).toBe('png');
});
