// The index of the search.

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verify } from '../../scripts/cli/verify.js';
import { build } from '../../scripts/make/build.js';
import { buildAt, buildSite, QUIET, SITE_YAML, writeSite } from '../support.js';

describe('search', () => {
  test('the index is made of all articles, kept, and the same from nothing', async () => {
    const root = writeSite({
      'content/site.yaml': `${SITE_YAML}search: true\n`,
      'content/posts/2020-01-02-a.md': '% 宕机\n\n阿里云的控制台打不开了。\n',
      'content/about.md': '% About\n\nkubernetes\n',
    });
    const first = await buildAt(root);
    expect(first.files.filter((file) => file.startsWith('pagefind/fragment/'))).toHaveLength(2);
    expect(first.page('search.html')).toContain("'wasm-unsafe-eval'");
    expect(first.page('index.html')).not.toContain('wasm');
    const options = { ...QUIET, root, out: join(root, 'dist') };
    expect(await verify(options, first, build)).toEqual([]);
    const again = await buildAt(root);
    expect(again.summary.written).toBe(0);
  }, 60_000);

  test('none where it is not wished, and the writer’s own page where there is one', async () => {
    const none = await buildSite({
      'content/site.yaml': `${SITE_YAML}search: false\n`,
      'content/posts/2020-01-02-a.md': '% A\n',
    });
    expect(none.files.filter((file) => /search|pagefind/.test(file) && !file.startsWith('assets/'))).toEqual([]);
    expect(none.page('index.html')).not.toContain('search');
  });
});
