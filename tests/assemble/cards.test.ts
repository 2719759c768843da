// Social cards.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { buildAt, buildSite, bytesBelow, picture, run, SITE_YAML, writeSite } from '../support.js';

describe('social cards', () => {
  const posts = {
    'content/posts/2020-01-02-a.md': '% 一份不完整的白名单\n% 王福强\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\ncover: images/p.png\n---\n',
  };

  test('a post without a cover has one, 1200 by 630', async () => {
    const { page, files, root } = await buildSite({
      'content/site.yaml': `${SITE_YAML}cards: true\n`,
      ...posts,
      'images/p.png': await picture(900, 600),
    });
    const cards = files.filter((file) => file.startsWith('cards/'));
    expect(cards).toEqual([expect.stringMatching(/^cards\/2020-01-02-a-[0-9a-f]{8}\.png$/)]);
    const { width, height } = await sharp(join(root, 'dist', cards[0] as string)).metadata();
    expect([width, height]).toEqual([1200, 630]);
    expect(page('posts/2020-01-02-a.html')).toContain(`<meta property="og:image" content="https://example.org/${cards[0]}">`);
    expect(page('posts/2020-01-03-b.html')).toMatch(/<meta property="og:image" content="https:\/\/example\.org\/images\/p-/);
  });

  test('a title that changes has another card, and the old one goes', async () => {
    const root = writeSite({ 'content/site.yaml': `${SITE_YAML}cards: true\n`, 'content/posts/2020-01-02-a.md': '% A\n' });
    const cards = ({ files }: { files: readonly string[] }) => files.filter((file) => file.startsWith('cards/'));
    const first = cards(await buildAt(root));
    writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), '% B\n');
    const second = cards(await buildAt(root));
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
  });
});

test('a card is the same, whatever was drawn before it: an icon with text', () => {
  const files = { 'content/site.yaml': `${SITE_YAML}cards: true\n`, 'content/posts/2020-01-02-a.md': '% 一份不完整的白名单\n' };
  const text = '<text x="10" y="50" font-size="40" font-family="serif">云a</text>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">${text}</svg>`;
  const cardsOf = (site: { readonly [path: string]: string }) => {
    const root = writeSite(site);
    expect(run(['--root', root]).status).toBe(0);
    return bytesBelow(join(root, 'dist/cards'));
  };
  expect(cardsOf({ ...files, 'images/icon.svg': svg })).toEqual(cardsOf(files));
});

test('the fonts of the cards come with their licence', () => {
  const folder = join(import.meta.dirname, '../../scripts/card/fonts');
  expect(readFileSync(join(folder, 'OFL.txt'), 'utf8')).toContain('SIL Open Font License');
});
