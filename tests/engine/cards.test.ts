// Social cards: which posts have one, what changes it, and when it is drawn.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Plan } from '../../scripts/assemble/plan.js';
import type { Config } from '../../scripts/config/config.js';
import type { Engine } from '../../scripts/engine/engine.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import type { ReadState } from '../../scripts/engine/reading.js';
import { cardUrl } from '../../scripts/features/cards/addresses.js';
import type { Cards } from '../../scripts/features/cards/artifact.js';
import type { Source } from '../../scripts/types.js';
import { buildAt, picture, SITE_YAML, temporaryFolder, writeFiles, writeSite } from '../support.js';
import { edit, madeBy, openEngine } from './open.js';

const A = 'content/posts/2020-01-02-a.md';
const YAML = `${SITE_YAML}cards: true\nimages: {formats: [webp]}\n`;
const SITE = { 'content/site.yaml': YAML, [A]: '% A\n% Me\n\nText.\n' };
const PATH = A.slice('content/'.length);

const cardsOf = (engine: Engine) => madeBy<Cards>(engine, 'cards');
const sourceOf = (engine: Engine) => (engine.state as ReadState).outline.source(PATH) as Source;
const configOf = (engine: Engine): Config => (engine.state as ReadState).outline.config;
async function keyOf(engine: Engine): Promise<string | undefined> {
  await engine.settle();
  return cardsOf(engine).keyFor(configOf(engine), sourceOf(engine));
}

test('makes a card for each post without a cover, if cards are on', async () => {
  const cover = '---\ntitle: A\ncover: images/p.png\n---\n\nText.\n';
  const engine = openEngine(writeSite({ ...SITE, 'images/p.png': await picture(900, 600) }));
  expect(await keyOf(engine)).toBeDefined();
  edit(engine, { [A]: cover });
  expect(await keyOf(engine)).toBeUndefined();
  // A cover that cannot be read does not count.
  edit(engine, { 'images/p.png': 'no picture' });
  expect(await keyOf(engine)).toBeDefined();
  edit(engine, { [A]: SITE[A], 'content/site.yaml': YAML.replace('cards: true', 'cards: false') });
  expect(await keyOf(engine)).toBeUndefined();
});

test.each([
  ['the text', { [A]: '% A\n% Me\n\nAnother text.\n' }, true],
  ['a setting that no card shows', { 'content/site.yaml': `${YAML}feedItems: 3\n` }, true],
  ['the title', { [A]: '% B\n% Me\n\nText.\n' }, false],
  ['its author', { [A]: '% A\n% You\n\nText.\n' }, false],
  ['its day', { [A]: '% A\n% Me\n% 2020-02-03\n\nText.\n' }, false],
  ['the title of the site', { 'content/site.yaml': YAML.replace('试验', 'Other') }, false],
])('keeps or changes the card after an edit of %s', async (_what, files, isSame) => {
  const engine = openEngine(writeSite(SITE));
  const before = await keyOf(engine);
  edit(engine, files);
  expect((await keyOf(engine)) === before).toBe(isSame);
});

test('draws a card when a browser requests it, unless a build has made it', async () => {
  const outputFolder = temporaryFolder();
  const engine = openEngine(writeSite(SITE), {}, { outputFolder });
  const url = cardUrl(PATH, (await keyOf(engine)) as string);
  const drawn = Buffer.from((await engine.onRequest(url)) as Uint8Array);
  expect(drawn.subarray(1, 4).toString()).toBe('PNG');
  writeFiles(outputFolder, { [url.replace(/^\//, '')]: 'left by a build' });
  expect(Buffer.from((await engine.onRequest(url)) as Uint8Array).toString()).toBe('left by a build');
  expect(await engine.onRequest('cards/never.png')).toBeUndefined();
  // A build makes the same card.
  const plan = (await engine.plan()) as Plan;
  const planned = plan.files().filter(({ path }) => `/${path}` === url);
  const { task, shared, inputOf } = await engine.contents.many(plan, planned);
  const made: Uint8Array[] = [];
  await engine.options.batches.run(task, shared, planned, { inputOf, onResult: (_planned, { bytes }) => void made.push(bytes) });
  expect(made.map((bytes) => Buffer.from(bytes))).toEqual([drawn]);
  expect(readFileSync(join(outputFolder, url)).toString()).toBe('left by a build');
});

test('keeps the last build’s cards of unchanged posts in a record without drawing', async () => {
  const B = A.replace('a.md', 'b.md');
  const root = writeSite({ ...SITE, [B]: '% B\n\nText.\n' });
  const { last } = await buildAt(root);
  const openAgain = async () => {
    const engine = openEngine(root, { drafts: false, ignoresDates: false }, { last, inputs: new Inputs(root, last.inputs) });
    await engine.settle();
    return cardsOf(engine).rows();
  };
  const { cards, cardSite } = last.site.rows;
  expect(cards).toHaveLength(2);
  expect(await openAgain()).toEqual({ cards, cardSite });
  writeFiles(root, { [A]: '% Another\n\nText.\n' });
  expect(await openAgain()).toEqual({ cards: cards?.filter(({ id }) => id !== PATH), cardSite });
});

test('shows the file name on the card of a post without a title', async () => {
  const engine = openEngine(writeSite({ ...SITE, [A]: 'Text.\n' }));
  const key = await keyOf(engine);
  expect(key).toBeDefined();
  edit(engine, { [A]: '% Titled\n\nText.\n' });
  expect(await keyOf(engine)).not.toBe(key);
});
