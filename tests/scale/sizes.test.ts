// Sizes that no one writes by hand: they work, or are named with the limit. `npm run sizes` tries the largest, CI four tenths of them.
// How the time grows is measured by `npm run bench -- sizes`.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LONG_TEXTS, list } from '../../bench/longTexts.js';
import { buildAt, buildSite, LONG, picture, rounds, SITE_YAML, writeSite } from '../support.js';

const POST = 'content/posts/2020-01-02-a.md';
const SETTINGS = `${SITE_YAML}links: warn\npictures: warn\nsearch: true\ncards: false\nimages: {formats: [webp]}\n`;
/** With 10, a post has 100,000 headings, rows or paragraphs, or 10,000 pictures. */
const SIZE = Number(process.env.TITLEBLOCK_SIZE ?? (LONG ? rounds(1, 4) : 0.2));
const timeout = 60_000 + SIZE * 60_000;

describe('a post', () => {
  test.each(Object.entries(LONG_TEXTS))('of many %s is built', { timeout }, async (_what, textOf) => {
    const built = await buildSite({ 'content/site.yaml': SETTINGS, [POST]: `% A\n\n${textOf(SIZE)}` });
    expect(built.published).toBe(true);
  });

  test(`of ${5 * SIZE} MB is built`, { timeout }, async () => {
    const paragraph = `${'这是一段正文，里面有一些字和 English words 以及 `code`。'.repeat(10)}\n\n`;
    const many = Math.ceil((5_000_000 * SIZE) / Buffer.byteLength(paragraph));
    const built = await buildSite({ 'content/site.yaml': SETTINGS, [POST]: `% A\n\n${paragraph.repeat(many)}` });
    expect(built.published).toBe(true);
    expect(built.page('posts/2020-01-02-a.html').match(/<p>这是/g)).toHaveLength(many);
  });

  test('with thousands of pictures shows them all', { timeout }, async () => {
    const many = SIZE <= 1 ? 300 : 1000 * SIZE;
    const base = await picture(40, 30);
    const pictures = Object.fromEntries(
      Array.from({ length: many }, (_, at) => [`images/p${at}.png`, Buffer.concat([base, Buffer.from(String(at))])]),
    );
    const built = await buildSite({
      'content/site.yaml': SETTINGS,
      [POST]: `% A\n\n${list(many, (at) => `![p${at}](images/p${at}.png)\n\n`)}`,
      ...pictures,
    });
    expect(built.published).toBe(true);
    expect(built.page('posts/2020-01-02-a.html').match(/<img /g)).toHaveLength(many);
  });
});

describe('names', () => {
  test('of 255 bytes are published, cards and pictures too; what would be longer is named', async () => {
    const long = '長'.repeat(78);
    const files = { 'content/site.yaml': SETTINGS.replace('cards: false', 'cards: true'), 'images/p.png': await picture(90, 60) };
    const name = 'é'.repeat(125);
    const built = await buildSite({
      ...files,
      [`content/posts/2020-01-02-${long}.md`]: `% A\n\n![x](images/${name}.png)\n`,
      [`images/${name}.png`]: await picture(90, 60),
    });
    expect([built.published, built.rules]).toEqual([true, []]);
    expect(built.files).toContain(`posts/2020-01-02-${long}.html`);
    const longer = await buildSite({ ...files, [`content/posts/2020-01-02-${'長'.repeat(80)}.md`]: '% A\n' });
    expect(longer.rules).toEqual(['url/long']);
  });

  test('composed and decomposed are one', async () => {
    // As a Mac's disk gives them, and as they are typed.
    const built = await buildSite({
      'content/site.yaml': SETTINGS,
      'content/posts/2020-01-02-cafe\u0301.md': '% A\n\n![x](images/\u00E9.png) [b](2020-01-03-na\u00EFve.md)\n',
      'content/posts/2020-01-03-nai\u0308ve.md': '% B\n',
      'images/e\u0301.png': await picture(90, 60),
    });
    expect([built.published, built.rules]).toEqual([true, []]);
    expect(built.files).toContain('posts/2020-01-02-caf\u00E9.html');
    expect(built.page('posts/2020-01-02-caf\u00E9.html')).toContain('na%C3%AFve.html');
  });

  test('that differ by case only are a warning, since some disks know one of them', async () => {
    const built = await buildSite({
      'content/site.yaml': SETTINGS,
      'content/posts/2020-01-02-Name.md': '% A\n',
      'content/posts/2020-01-02-name.md': '% B\n',
    });
    expect(built.rules).toEqual(['url/case']);
    // A file that changes its case, as such a disk tells it: another name for the same file.
    const root = writeSite({ 'content/site.yaml': SETTINGS, 'content/posts/2020-01-02-Old.md': '% A\n' });
    expect((await buildAt(root)).files).toContain('posts/2020-01-02-Old.html');
    const text = readFileSync(join(root, 'content/posts/2020-01-02-Old.md'));
    const { rmSync } = await import('node:fs');
    rmSync(join(root, 'content/posts/2020-01-02-Old.md'));
    writeFileSync(join(root, 'content/posts/2020-01-02-old.md'), text);
    const again = await buildAt(root);
    expect(again.files.filter((file) => file.startsWith('posts/'))).toEqual(['posts/2020-01-02-old.html']);
  });
});
