// Social cards.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makeVariant, plannedPicture } from '../../scripts/picture/onRequest.js';
import type { Run } from '../../scripts/work/task.js';
import { buildAt, buildSite, bytesBelow, picture, run, SITE_YAML, writeSite } from '../support.js';

describe('social cards', () => {
  const posts = {
    'content/posts/2020-01-02-a.md': '% 一份不完整的白名单\n% 王福强\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\ncover: images/p.png\n---\n',
  };

  test('makes a card of 1200 × 630 pixels for a post without a cover', async () => {
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

  test('replaces the card when the title changes', async () => {
    const root = writeSite({ 'content/site.yaml': `${SITE_YAML}cards: true\n`, 'content/posts/2020-01-02-a.md': '% A\n' });
    const cards = ({ files }: { files: readonly string[] }) => files.filter((file) => file.startsWith('cards/'));
    const first = cards(await buildAt(root));
    writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), '% B\n');
    const second = cards(await buildAt(root));
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
  });
});

test('draws the same card after an icon with text was drawn', () => {
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

test('ships the fonts of the cards with their licence', () => {
  const folder = join(import.meta.dirname, '../../scripts/picture/fonts');
  expect(readFileSync(join(folder, 'OFL.txt'), 'utf8')).toContain('SIL Open Font License');
});

describe('a cover', () => {
  const drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12"><rect width="12" height="12" fill="#00f"/></svg>';
  const site = (cover: string, more: { [path: string]: string } = {}) => ({
    'content/site.yaml': `${SITE_YAML}cards: true\n`,
    'content/posts/2020-01-02-a.md': `---\ntitle: A\ncover: ${cover}\n---\n\nText.\n`,
    ...more,
  });
  const meta = (html: string, name: string) => new RegExp(`<meta property="og:${name}" content="([^"]*)">`).exec(html)?.[1];

  test('converts a drawing to pixels on white for social networks, and shows the drawing itself on the page', async () => {
    const { page, files, root } = await buildSite(site('images/d.svg', { 'images/d.svg': drawn }));
    const html = page('posts/2020-01-02-a.html');
    const image = meta(html, 'image') ?? '';
    expect(image).toMatch(/^https:\/\/example\.org\/images\/d-[0-9a-f]{8}-1200\.png$/);
    expect([meta(html, 'image:width'), meta(html, 'image:height')]).toEqual(['1200', '600']);
    const { data, info } = await sharp(join(root, 'dist', new URL(image).pathname))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([1200, 600, 3]);
    const at = (x: number) => [...data.subarray((300 * 1200 + x) * 3, (300 * 1200 + x) * 3 + 3)];
    expect([at(300), at(900)]).toEqual([
      [0, 0, 255],
      [255, 255, 255],
    ]);
    expect(html).toMatch(/<img src="\/images\/d-[0-9a-f]{8}-24\.svg"/);
    expect(html).toContain(`"image":"${image}"`);
    expect(files.filter((file) => file.startsWith('cards/'))).toEqual([]);
  });

  test.each([
    ['https://cdn.example.com/x.png?a=1&b=2', 'https://cdn.example.com/x.png?a=1&amp;b=2'],
    ['//cdn.example.com/x.png', 'https://cdn.example.com/x.png'],
    ['https://me:secret@cdn.example.com/x.png', 'https://cdn.example.com/x.png'],
  ])('uses and reports a cover on another host: %s', async (written, image) => {
    const { page, files, rules, report } = await buildSite(site(written));
    const html = page('posts/2020-01-02-a.html');
    expect(meta(html, 'image')).toBe(image);
    expect(meta(html, 'image:width')).toBeUndefined();
    expect(html).toMatch(/<img src="[^"]*cdn\.example\.com\/x\.png[^"]*" alt="" class="wide">/);
    expect(html).not.toContain('secret');
    expect(files.filter((file) => file.startsWith('cards/'))).toEqual([]);
    expect(rules).toEqual(['picture/remote']);
    expect(report).toContain('content/posts/2020-01-02-a.md:3:1  warning');
  });

  test.each([
    ['a picture that is missing', 'images/none.png', {}, 'picture/missing'],
    [
      'a drawing that nobody can read',
      'images/d.svg',
      { 'images/d.svg': '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>' },
      'picture/unreadable',
    ],
    ['data', 'data:image/png;base64,AAAA', {}, 'link/address'],
    ['a file of one machine', 'file:///Users/me/a.png', {}, 'link/address'],
    ['an unfinished address', 'https://', {}, 'link/address'],
    ['an address of a misspelt kind', 'htps://example.com/a.png', {}, 'link/address'],
  ])('makes a card instead of an unusable cover, and reports it: %s', async (_what, cover, more, rule) => {
    const files = site(cover, more);
    const { page, rules } = await buildSite({ ...files, 'content/site.yaml': `${files['content/site.yaml']}pictures: warn\n` });
    expect(rules).toEqual([rule]);
    expect(meta(page('posts/2020-01-02-a.html'), 'image')).toMatch(/\/cards\/2020-01-02-a-[0-9a-f]{8}\.png$/);
  });

  test('keeps the site’s name out of the title for social networks', async () => {
    const { page } = await buildSite(site('images/d.svg', { 'images/d.svg': drawn, 'content/index.md': '% \n\nHome.\n' }));
    expect(meta(page('posts/2020-01-02-a.html'), 'title')).toBe('A');
    expect(meta(page('posts/2020-01-02-a.html'), 'site_name')).toBe('试验');
    expect(page('posts/2020-01-02-a.html')).toContain('<title>A · 试验</title>');
    expect(meta(page('index.html'), 'title')).toBe('试验');
  });

  test('converts a drawing when `dev` is asked for it', async () => {
    const file = join(writeSite({ 'images/d.svg': drawn }), 'images/d.svg');
    const settings = { widths: [900], formats: ['webp'], quality: { avif: 50, webp: 80, jpeg: 80 }, maxMegapixels: 9 } as const;
    const tasks: Run = async (task, input) => task.run(input, undefined as never);
    const input = { path: 'images/d.svg', named: 'images/d.svg', file, size: 1, hash: 'h', shown: 684, settings };
    const made = await plannedPicture({ ...input, isCover: true }, tasks);
    const { format, width, url } = ('picture' in made && made.picture.pixels) || {};
    expect([format, width]).toEqual(['png', 1200]);
    const other = await plannedPicture(input, tasks);
    expect('picture' in other && other.picture.pixels).toBeUndefined();
    expect(url).not.toContain('picture' in other && other.picture.fallback.url.slice(0, -7));
    const png = await makeVariant({ file, hash: 'h', settings, width: 1200, format: 'png' }, tasks);
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 1200, height: 600 });
  });

  test('converts the cover of a page, and skips drawings when choosing a page’s first picture', async () => {
    const { page } = await buildSite({
      'content/site.yaml': SITE_YAML,
      'content/about.md': '---\ntitle: About\ncover: images/d.svg\n---\n',
      'content/more.md': '% More\n\n![e](images/e.svg) ![p](images/p.png)\n',
      'images/d.svg': drawn,
      'images/e.svg': drawn.replace('#00f', '#0f0'),
      'images/p.png': await picture(900, 600),
    });
    expect(meta(page('about.html'), 'image')).toMatch(/\/images\/d-[0-9a-f]{8}-1200\.png$/);
    expect(meta(page('more.html'), 'image')).toMatch(/\/images\/p-/);
  });
});
