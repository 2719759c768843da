// Galleries: pictures become links to large versions of themselves, and everything else in the div stays.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildSite, PROJECT, picture } from '../support.js';

const html = async (text: string) => {
  const built = await buildSite({
    'content/posts/2020-01-01-a.md': `% A\n\n${text}\n`,
    'images/a.png': await picture(1200, 800),
    'images/b.png': await picture(40, 30),
  });
  expect(built.report).toBe('');
  return built.page('posts/2020-01-01-a.html');
};

/** Returns a page's text without the attributes of pictures. */
const shape = (page: string) =>
  (/<div class="text">([\s\S]*?)<footer>/.exec(page)?.[1] ?? '')
    .replace(/<picture>.*?<img [^>]*alt="([^"]*)"[^>]*><\/picture>/g, '<img $1>')
    .replace(/<img [^>]*alt="([^"]*)"[^>]*>/g, '<img $1>')
    .replace(/-[0-9a-f]{8}-/g, '-');

test('figures and pictures of a paragraph', async () => {
  const page = await html('::: gallery\n![One](images/a.png)\n\n![Two](images/a.png)\n![Three](images/b.png)\n:::');
  expect(shape(page)).toContain(
    [
      '<figure><a class="zoom r-150" href="/images/a-1200.webp"><img One></a><figcaption>One</figcaption></figure>\n',
      '<figure><a class="zoom r-150" href="/images/a-1200.webp"><img Two></a></figure>',
      '<figure><a class="zoom r-133" href="/images/b-40.png"><img Three></a></figure>',
    ].join(''),
  );
  expect(page).toMatch(
    /<script src="\/assets\/gallery-\w+\.js" data-close="关闭" data-next="下一张" data-previous="上一张" defer>/,
  );
  expect(page).not.toMatch(/<img [^>]*class="[^"]*zoom/);
  expect(page).toContain('figure:has(>.r-150){--r:1.5}');
});

test('a picture without alternative text is a link with a name', async () => {
  expect(shape(await html('::: gallery\n![](images/a.png){alt=""}\n:::'))).toContain('aria-label="a"');
});

test('text in a gallery, and pictures outside of one, stay as they are', async () => {
  const page = await html('::: gallery\nSome words ![x](images/b.png) around.\n:::\n\n![Alone](images/a.png)');
  expect(page).toContain('Some words');
  expect(page).not.toMatch(/class="zoom |assets\/gallery-/);
});

test('a misspelt class is reported', async () => {
  const { report } = await buildSite({ 'content/posts/2020-01-01-a.md': '% A\n\n::: galery\nx\n:::\n' });
  expect(report).toContain('gallery');
});

test('the script has at most 3 kB', () => {
  expect(statSync(join(PROJECT, 'templates/scripts/gallery.js')).size).toBeLessThanOrEqual(3000);
});
