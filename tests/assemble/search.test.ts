// The search index.

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { verify } from '../../scripts/cli/verify.js';
import { buildAt, buildSite, QUIET, SITE_YAML, writeSite } from '../support.js';

describe('search', () => {
  test('makes the index from all articles, the same incrementally as from scratch', async () => {
    const root = writeSite({
      'content/site.yaml': `${SITE_YAML}search: true\n`,
      'content/posts/2020-01-02-a.md': '% 宕机\n\n阿里云的控制台打不开了。\n',
      'content/about.md': '% About\n\nkubernetes\n',
    });
    const first = await buildAt(root);
    expect(first.files.filter((file) => file.startsWith('search/'))).toEqual([
      'search/index.json',
      'search/posts/0.json',
      'search/search.js',
      'search/terms/0.txt',
    ]);
    expect(JSON.parse(first.page('search/posts/0.json'))).toEqual([
      ['About', 'about.html', '', 'about'],
      ['宕机', 'posts/2020-01-02-a.html', '2020-01-02', 'a'],
    ]);
    expect(first.page('search/terms/0.txt')).toMatch(/^kubernetes 0$/m);
    expect(first.page('search/terms/0.txt')).toMatch(/^阿里云 1$/m);
    expect(first.page('search.html')).not.toContain('wasm');
    const options = { ...QUIET, root, out: join(root, 'dist') };
    expect(await verify(options, first, build)).toEqual([]);
    const again = await buildAt(root);
    expect(again.summary.written).toBe(0);
  }, 60_000);

  test.each([
    ['posts/2020-01-02-a-b.md', 'a b'],
    ['posts/2020-01-02-7-days.md', '7 days'],
    ['posts/2020-01-02.md', ''],
    ['3d-printing.md', '3d printing'],
    ['1984.md', '1984'],
    ['100%.md', '100%'],
  ])('indexes the name of a file without its date: %s', async (path, words) => {
    const built = await buildSite({ 'content/site.yaml': `${SITE_YAML}search: true\n`, [`content/${path}`]: '% 题\n\n字\n' });
    expect(JSON.parse(built.page('search/posts/0.json'))[0].slice(3)).toEqual([words]);
  });

  test('makes no index if search is off, and uses the writer’s own search page', async () => {
    const none = await buildSite({
      'content/site.yaml': `${SITE_YAML}search: false\n`,
      'content/posts/2020-01-02-a.md': '% A\n',
    });
    expect(none.files.filter((file) => /search/.test(file) && !file.startsWith('assets/'))).toEqual([]);
    expect(none.page('index.html')).not.toContain('search');
  });
});
