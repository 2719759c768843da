// `_meta.yaml`: front matter for a folder.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { verify } from '../../scripts/cli/verify.js';
import { buildAt, buildSite, QUIET, writeSite } from '../support.js';

test('a deeper folder wins, and a file’s own header over both, title block included', async () => {
  const { page, problems, files } = await buildSite({
    'content/_meta.yaml': 'author: All\nlicense: CC0\ntags: [all]\n',
    'content/posts/_meta.yaml': 'author: Posts\nlang: en\n',
    'content/posts/2020-01-02-a.md': '% A\n',
    'content/posts/2020-01-03-b.md': '% B\n% Own\n\n---\nlicense: L\n---\n',
    'content/posts/2020-01-04-c.md': '---\ntitle: C\nauthors: [X, Y]\n---\n',
    'content/about.md': '% About\n',
    'templates/page.html': '$for(author)$$author$$endfor$',
  });
  expect(problems).toEqual([]);
  const author = (path: string) => /<span class="author">(.*?)<\/span>/.exec(page(path))?.[1];
  expect(['a', 'b', 'c'].map((name, at) => author(`posts/2020-01-0${at + 2}-${name}.html`))).toEqual(['Posts', 'Own', 'X, Y']);
  expect(page('posts/2020-01-02-a.html')).toContain('<html lang="en">');
  expect(page('posts/2020-01-02-a.html')).toContain('>CC0</a>');
  expect(page('posts/2020-01-03-b.html')).toContain('License: L');
  expect(page('about.html')).toBe('All');
  expect(files).toContain('tags/all.html');
  expect(files.filter((path) => path.includes('_meta'))).toEqual([]);
});

test('sets drafts, templates and the dialect of a whole folder', async () => {
  const { page, files } = await buildSite({
    'content/later/_meta.yaml': 'draft: true\n',
    'content/later/2020-01-02-a.md': '% A\n',
    'content/gfm/_meta.yaml': 'markdown: gfm\nlayout: plain\nown: value\n',
    'content/gfm/2020-01-03-b.md': '% B\n\n- [x] done\n',
    'templates/plain.html': '$meta.own$ $body$',
  });
  expect(files.some((path) => path.startsWith('later/'))).toBe(false);
  expect(page('gfm/2020-01-03-b.html')).toMatch(/^value <ul class="contains-task-list">/);
});

test('reports mistakes at their places', async () => {
  const { report } = await buildSite({
    'content/posts/_meta.yaml': 'license: CC0\ntitle: One for all\ntoc: perhaps\nauhtor: X\n',
    'content/notes/_meta.yaml': '- a\n',
    'content/posts/2020-01-02-a.md': '% A\n',
  });
  for (const line of [
    'content/posts/_meta.yaml:2:1  error  title: not allowed for a folder; set it in the files  front-matter/wrong',
    'content/posts/_meta.yaml:3:6  error  toc: expected true or false, got "perhaps"  front-matter/wrong',
    'content/posts/_meta.yaml:4:1  warning  "auhtor" is not a known field  front-matter/field',
    'content/notes/_meta.yaml:1:1  error  expected a mapping  front-matter/syntax',
  ])
    expect(report).toContain(line);
});

test('a change affects the files below it, and no others', async () => {
  const root = writeSite({
    'content/posts/_meta.yaml': 'license: One\n',
    'content/posts/2020-01-02-a.md': '% A\n',
    'content/other/2020-01-03-b.md': '% B\n',
  });
  const first = await buildAt(root);
  writeFileSync(join(root, 'content/posts/_meta.yaml'), 'license: Two\nmarkdown: gfm\n');
  const again = await buildAt(root);
  expect([first.page('posts/2020-01-02-a.html'), again.summary.rendered]).toEqual([expect.stringContaining('Two'), 1]);
  rmSync(join(root, 'content/posts/_meta.yaml'));
  expect((await buildAt(root)).page('posts/2020-01-02-a.html')).not.toContain('Two');
  const options = { ...QUIET, root, out: join(root, 'dist') };
  expect(await verify(options, await build(options), build)).toEqual([]);
});
