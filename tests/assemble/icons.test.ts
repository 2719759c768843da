// Icons and the web manifest.

import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { buildSite } from '../support.js';

test('makes icons and the manifest from images/icon', async () => {
  const { page, files, root } = await buildSite({
    'images/icon.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 16"><rect width="32" height="16" fill="#a8321f"/></svg>',
    'content/posts/2020-01-02-a.md': '% A\n',
  });
  const manifest = JSON.parse(page('manifest.webmanifest')) as { icons: { src: string; sizes: string }[] };
  expect(manifest).toMatchObject({ name: '试验', start_url: '/', lang: 'zh-Hans' });
  for (const { src, sizes } of manifest.icons) {
    const { width, height, format } = await sharp(join(root, 'dist', src)).metadata();
    expect([`${width}x${height}`, format]).toEqual([sizes, 'png']);
  }
  expect(files).toContain('icon-180.png');
  expect(page('index.html')).toContain('<link rel="apple-touch-icon" href="/icon-180.png">');
  const without = await buildSite({ 'content/posts/2020-01-02-a.md': '% A\n' });
  expect(without.files).not.toContain('manifest.webmanifest');
  expect(without.page('index.html')).not.toContain('rel="manifest"');
});

test('reports an unreadable icon by its name', async () => {
  const { report, published } = await buildSite({ 'images/icon.png': 'no picture', 'content/posts/2020-01-02-a.md': '% A\n' });
  expect(published).toBe(false);
  expect(report).toContain('images/icon.png  error  cannot make icons from images/icon.png');
});
