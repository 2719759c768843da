// Social cards have the same pixels on every machine, whatever is drawn with them.

import sharp from 'sharp';
import { expect, test } from 'vitest';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { type CardInput, composeCard, drawCard, linesOf, shapesOfCard } from '../../scripts/features/cards/card.js';
import { PalettePicture } from '../../scripts/features/cards/png.js';
import { drawShapes, shapesIn } from '../../scripts/features/cards/shapes.js';

const COLOURS = { paper: '#fbfaf7', ink: '#23211e', rule: '#e4dfd5', accent: '#a8321f' };

const card = (title: string, more: Partial<CardInput> = {}): CardInput => ({
  title,
  lang: 'zh-Hans',
  foot: '王福强 · 架构师札记 · 2023-11-12',
  seal: '架',
  colours: COLOURS,
  ...more,
});

test('draws a card with the bundled font, whatever fonts the system has', async () => {
  const { data, info } = await sharp(await drawCard(card('阿里云全球故障：AVATAR & Kubernetes')))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([1200, 630, 3]);
  // If this hash differs although the font has not changed, another font was used.
  expect(hashOfBytes(data)).toBe('fOD7HAS9eGrCxFjRg-sYJI');
});

test('a card is the same alone and in a batch', async () => {
  const cards = [card('从“无间道”开始'), card('Building Microservices, Notes', { lang: 'en', seal: 'N' }), card('云')];
  const shapes = await drawShapes(cards.flatMap((each) => [...shapesOfCard(linesOf(each)).values()]));
  for (const each of cards)
    expect(Buffer.from(composeCard(linesOf(each), { shapes, colours: COLOURS })).equals(await drawCard(each))).toBe(true);
});

test('overlong titles and characters without a glyph still give a card', async () => {
  for (const title of ['', '\u{1F600}', 'x'.repeat(1000), '长'.repeat(500), '𠀀<&>"']) {
    const { width, height } = await sharp(await drawCard(card(title, { foot: 'y'.repeat(300), seal: '' }))).metadata();
    expect([width, height]).toEqual([1200, 630]);
  }
});

test('draws wide characters one by one, words as a whole, dates in three parts', () => {
  expect(shapesIn('札记 · 2023-11-12')).toEqual(['札', '记', ' ', '·', ' ', '2023-', '11-', '12']);
  expect(shapesIn('云K8s 的“x”𠀀')).toEqual(['云', 'K8s', ' ', '的', '“x”', '𠀀']);
});

test('a PNG has the pixels that were set', async () => {
  const [width, height] = [16, 5];
  const colours = Array.from({ length: 16 }, (_, at) => [at * 16, 255 - at, at] as const);
  const places = Array.from({ length: width * height }, (_, at) => (at * 7) % 16);
  const pixels = new PalettePicture(width, height);
  // Earlier pixels are cleared.
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set(x, y, 15);
  pixels.clear();
  for (const [at, place] of places.entries()) if (place > 0) pixels.set(at % width, Math.floor(at / width), place);
  const png = pixels.png(colours);
  expect([...(await sharp(png).raw().toBuffer())]).toEqual(places.flatMap((place) => [...(colours[place] as readonly number[])]));
  expect(() => pixels.png([...colours, [0, 0, 0]])).toThrow('17 colours');
});

test('a card with one line is a small file', async () => {
  expect((await drawCard(card('代码与河流之耐心'))).length).toBeLessThan(12_000);
});
