// Wikilinks with the extension that reads them: pages and files are found by name in any folder.

import { expect, test } from 'vitest';
import { buildSite, picture, SITE_YAML } from '../support.js';

const SETTINGS = (dialect: string) => `title: 笔记\nurl: https://example.org\nmarkdown: ${dialect}\n`;
const NOTE = `---
title: 折现
aliases: [双曲]
---

## 节 一

字
`;

test.each(['gfm', 'commonmark', 'markdown'])('%s: resolves links, embedded pictures and embedded notes', async (base) => {
  const site = await buildSite({
    'content/site.yaml': SETTINGS(`${base}+wikilinks_title_after_pipe`),
    'content/notes/econ.md': NOTE,
    'content/attachments/图.png': await picture(),
    'content/posts/2020-01-01-a.md': `---
title: a
---

[[econ]] [[notes/econ.md|经]] [[折现]] [[双曲]] [[econ#节 一|看]] [[#本节]] [[https://example.com|外]]

![[图.png|30]] ![[econ]]

# 本节
`,
  });
  expect(site.report).toBe('');
  const page = site.page('posts/2020-01-01-a.html');
  const to = (text: string, id = '') => `<a href="/notes/econ.html${id}" class="wikilink">${text}</a>`;
  expect(page).toContain([to('econ'), to('经'), to('折现'), to('双曲'), to('看', '#%E8%8A%82-%E4%B8%80')].join(' '));
  expect(page).toContain(
    '<a href="#%E6%9C%AC%E8%8A%82" class="wikilink">#本节</a> <a href="https://example.com" class="wikilink">外</a>',
  );
  expect(page).toMatch(/<img [^>]*alt="图"[^>]*width="30"|<img [^>]*width="30"[^>]*alt="图"/);
  expect(page).toContain(to('econ'));
});

test.each(['C#入门', '为什么?', '100%', 'x%20y', 'a b'])('a name is literal, without escapes: %s', async (name) => {
  const site = await buildSite({
    'content/site.yaml': SETTINGS('gfm+wikilinks_title_after_pipe'),
    [`content/notes/${name}.md`]: '---\ntitle: 乙\n---\n\n字\n',
    'content/notes/z.md': `---\ntitle: a\n---\n\n[[${name}]] [[${name}|名]]\n`,
  });
  expect(site.report).toBe('');
  const links = [...site.page('notes/z.html').matchAll(/<a href="([^"]*)" class="wikilink">/g)].map(([, href = '']) => href);
  const url = `/notes/${encodeURIComponent(name)}.html`;
  expect(links).toEqual([url, url]);
});

test('reports an unknown name as a dead link, as written', async () => {
  const site = await buildSite({
    'content/site.yaml': SETTINGS('gfm+wikilinks_title_after_pipe'),
    'content/posts/2020-01-01-a.md': '# a\n\n[[没有]]\n\n![[无.png]]\n',
  });
  expect(site.report).toContain('content/posts/2020-01-01-a.md:3:1  error  no page or file at "没有"  link/dead');
  expect(site.report).toContain('content/posts/2020-01-01-a.md:5:1  error  missing picture "无.png"  picture/missing');
});

test('reads an alias without a slash as a name, not an address', async () => {
  const files = {
    'content/notes/a.md': '---\ntitle: 折现\naliases:\n  - 双曲\n  - /old.html\n---\n\n字\n',
    'content/notes/b.md': '---\ntitle: 乙\n---\n\n[[双曲]] [[折现|看]]\n',
  };
  const settings = (markdown: string) => `${SITE_YAML}markdown: ${markdown}\n`;
  const vault = await buildSite({ 'content/site.yaml': settings('gfm+wikilinks_title_after_pipe'), ...files });
  expect([vault.published, vault.rules]).toEqual([true, []]);
  expect(vault.files.filter((file) => /双曲|old/.test(file))).toEqual(['old.html']);
  expect(vault.page('notes/b.html').match(/href="\/notes\/a\.html"/g)).toHaveLength(2);
  const blog = await buildSite({ 'content/site.yaml': settings('gfm'), ...files, 'content/notes/b.md': '% B\n' });
  expect(blog.files).toContain('双曲/index.html');
});
