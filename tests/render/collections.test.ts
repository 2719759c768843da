// Collections: fenced divs that show friends, books and projects. `cases/collections.md` has what they look like, `tests/rules/data/`
// their problems.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ZH_HANS } from '../../scripts/assemble/words/zh-Hans.js';
import { namesOf, siteLookup } from '../../scripts/base/siteLookup.js';
import { build } from '../../scripts/build/build.js';
import { CONFIG_FIELDS } from '../../scripts/config/settings.js';
import { readSource } from '../../scripts/read/source.js';
import { renderArticle } from '../../scripts/render/article.js';
import { HEADER } from '../readSettings.js';
import { buildAt, buildSite, bytesBelow, picture, QUIET, temporaryFolder, writeSite } from '../support.js';

const FRIENDS = '% 友链\n\n::: friends\n:::\n';

test('a change of a file in data/ renders the pages that show it, and no others', async () => {
  const root = writeSite({
    'content/friends.md': FRIENDS,
    'content/books.md': '% 书\n\n::: books\n:::\n',
    'content/posts/2020-01-01-a.md': '% A\n\n正文。\n',
    'data/friends.yaml': '- {name: 陆羽, url: https://luyu.example/}\n',
    'data/books.yaml': '- title: 茶经\n',
  });
  const first = await buildAt(root);
  expect(first.report).toBe('');
  expect(first.page('friends.html')).toContain('<a class="name" href="https://luyu.example/">陆羽</a>');
  writeFileSync(join(root, 'data/friends.yaml'), '- {name: 苏轼, url: https://dongpo.example/}\n');
  const out = join(root, 'dist');
  const second = await build({ ...QUIET, root, out });
  expect(second.summary.rendered).toBe(1);
  const clean = temporaryFolder();
  await build({ ...QUIET, root, out: clean, noCache: true });
  expect(bytesBelow(out)).toEqual(bytesBelow(clean));
  rmSync(clean, { recursive: true });
});

test('pictures become variants, and only pages with a collection load its stylesheet', async () => {
  const { page, report } = await buildSite({
    'content/friends.md': FRIENDS,
    'content/about.md': '% 关于\n\n正文。\n',
    'data/friends.json': '[{"name": "陆羽", "url": "https://luyu.example/", "avatar": "images/a.png"}]',
    'images/a.png': await picture(800, 800),
  });
  expect(report).toBe('');
  expect(page('friends.html')).toMatch(/<img src="\/images\/a-\w+-192\.png" alt="" width="64" height="64"/);
  expect(page('friends.html')).toMatch(/<link rel="stylesheet" href="\/assets\/collections-\w+\.css">/);
  expect(page('about.html')).not.toContain('collections-');
});

test('a stylesheet is published if a page loads it', async () => {
  const sheetsOf = async (texts: { readonly [path: string]: string }) => {
    const { files, report } = await buildSite({ 'content/about.md': '% 关于\n\n正文。\n', ...texts });
    expect(report).toBe('');
    return files.flatMap((file) => /^assets\/(collections|galleries|notes)-\w+\.css$/.exec(file)?.[1] ?? []);
  };
  const list = '::: projects\n```yaml\n- name: 一\n```\n:::\n';
  const notes = {
    'content/site.yaml': 'title: 站\nurl: https://example.org\nnotes: notes\n',
    'content/notes.md': '# 2026-01-02\n\n一句。\n',
  };
  expect(await sheetsOf({})).toEqual([]);
  expect(await sheetsOf({ 'content/index.md': `% 首页\n\n${list}` })).toEqual(['collections']);
  expect(await sheetsOf(notes)).toEqual(['notes']);
  expect(await sheetsOf({ 'content/a.md': '% 图\n\n::: {.wide .gallery}\n:::\n' })).toEqual(['galleries']);
  expect(await sheetsOf({ ...notes, 'content/notes.md': `# 2026-01-02\n\n${list}` })).toEqual(['collections', 'notes']);
});

test('a stylesheet comes and goes with the last page that loads it', async () => {
  const root = writeSite({ 'content/about.md': '% 关于\n\n正文。\n' });
  const text = join(root, 'content/about.md');
  const published = async () => (await buildAt(root)).files.filter((file) => file.startsWith('assets/collections'));
  expect(await published()).toEqual([]);
  writeFileSync(text, '% 关于\n\n::: projects\n```yaml\n- name: 一\n```\n:::\n');
  expect(await published()).toHaveLength(1);
  writeFileSync(text, '% 关于\n\n正文。\n');
  expect(await published()).toEqual([]);
});

test('pictures of other sites are downloaded like those of a text', async () => {
  const { source } = readSource('friends.md', FRIENDS, { fields: HEADER, dialect: 'markdown' });
  const text = '- name: 陆羽\n  url: https://luyu.example/\n  avatar: https://luyu.example/me.png\n';
  const index = { posts: [], pages: [source], unlisted: [], files: [], drafts: [], generated: [] };
  const names = namesOf(index, { friends: { path: 'data/friends.yaml', text } });
  const { remotes, problems, lookups } = await renderArticle(source, FRIENDS, siteLookup(names), {
    own: [{ origin: 'https://example.org', base: '' }],
    remote: 'localise',
    allow: [],
    dialect: CONFIG_FIELDS.markdown.default,
    links: 'error',
    pictures: 'error',
    words: ZH_HANS.words,
  });
  expect(problems).toEqual([]);
  expect(remotes).toEqual([
    {
      url: 'https://luyu.example/me.png',
      path: expect.stringMatching(/^images\//),
      place: { line: 3, column: 11, endLine: 3, endColumn: 38, file: 'data/friends.yaml' },
    },
  ]);
  expect(lookups.map(({ ask, key }) => `${ask} ${key}`)).toEqual([
    'data friends',
    'data friends-posts',
    'file https://luyu.example/me.png',
  ]);
});

test('a wrong address is reported in data/', async () => {
  const { report } = await buildSite({
    'content/friends.md': FRIENDS,
    'data/friends.yaml': '- name: 陆羽\n  url: /nowhere.html\n  avatar: images/none.png\n  about: 见[这里](/gone.html)\n',
  });
  const lines = report.split('\n').filter((line) => /^\S/.test(line));
  expect(lines).toEqual([
    'data/friends.yaml:2:8  error  no page or file at "/nowhere.html"  link/dead',
    'data/friends.yaml:3:11  error  missing picture "images/none.png"  picture/missing',
    'data/friends.yaml:4:10  error  no page or file at "/gone.html"  link/dead',
  ]);
});

test('the host of a friend without its scheme gets one as a suggestion', async () => {
  const { report } = await buildSite({
    'content/friends.md': FRIENDS,
    'data/friends.yaml': '- {name: 苏轼, url: sushi.example/}\n',
  });
  expect(report).toContain('did you mean https://sushi.example/?');
});

test('with `safe`, data says nothing active', async () => {
  const { page } = await buildSite({
    'content/site.yaml': 'title: 试验\nurl: https://example.org\nsafe: true\n',
    'content/friends.md': FRIENDS,
    'data/friends.yaml': `- {name: A, url: "https://a.example/", about: "<script>alert(1)</script> [x](javascript:alert(1))"}\n`,
  });
  expect(page('friends.html')).toContain('&lt;script>alert(1)&lt;/script> <a>x</a>');
});
