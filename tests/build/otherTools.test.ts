// Sites from other tools: fields with a meaning are used, and ignored ones are reported once.

import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';

const post = (fields: string, text = 'Text.') => `---\ntitle: T\n${fields}\n---\n\n${text}\n`;
const GFM = { 'content/site.yaml': `${SITE_YAML}markdown: gfm\ncards: false\n` };

test('reports an unused field once, at the first file with it', async () => {
  const files = {
    ...GFM,
    'content/posts/2020-01-01-a.md': post('mathjax: true\nmood: glad'),
    'content/posts/2020-01-02-b.md': post('mathjax: true'),
    'content/posts/2020-01-03-c.md': post('draft: true\nmathjax: true'),
  };
  const built = await buildSite(files);
  expect(built.problems.map(({ ruleId, file, place, reason }) => [ruleId, file, place?.line, reason])).toEqual([
    ['front-matter/ignored', 'content/posts/2020-01-01-a.md', 3, '2 files have "mathjax", which titleblock ignores'],
    ['front-matter/ignored', 'content/posts/2020-01-01-a.md', 4, '1 file has "mood", which titleblock ignores'],
  ]);
  const settings = `${GFM['content/site.yaml']}ignoreFields: [mathjax]\n`;
  const shown = await buildSite({
    ...files,
    'content/site.yaml': settings,
    'templates/partials/comments.html': '$if(meta.mood)$<p>$meta.mood$</p>$endif$',
  });
  expect(shown.rules).toEqual([]);
});

test('ends the excerpt at a more comment', async () => {
  const texts = {
    '01': '摘要。\n\n<!--more-->\n\n正文。',
    '02': '**One** line <!-- more --> and more.\n\nText.',
    '03': '一段。\n\n二段。\n\n<!-- more -->\n\n正文。',
    '04': '<!-- more -->\n\n正文。',
    '05': '`<!-- more -->` is code.\n\n正文。',
  };
  for (const markdown of ['gfm', 'markdown']) {
    const posts = Object.entries(texts).map(([day, text]) => [`content/posts/2020-01-${day}-x.md`, post('', text)]);
    const built = await buildSite({ 'content/site.yaml': `${SITE_YAML}markdown: ${markdown}\n`, ...Object.fromEntries(posts) });
    const { items } = JSON.parse(built.page('feed.json')) as { items: { summary: string }[] };
    expect(items.map(({ summary }) => summary)).toEqual([
      '<!-- more --> is code. 正文。',
      '正文。',
      '一段。二段。',
      'One line',
      '摘要。',
    ]);
  }
});

test('lists pinned posts first, but not in feeds and among neighbours', async () => {
  const built = await buildSite({
    ...GFM,
    'content/posts/2020-01-01-a.md': post('sticky: 5'),
    'content/posts/2020-01-02-b.md': post('top: true'),
    'content/posts/2020-01-03-c.md': post('weight: 0'),
    'content/posts/2020-01-04-d.md': post('pin: false'),
  });
  const order = (page: string) => [...built.page(page).matchAll(/2020-01-0\d-([a-d])\.html/g)].map(([, name]) => name);
  expect([...new Set(order('posts.html'))]).toEqual(['a', 'b', 'd', 'c']);
  expect([...new Set(order('index.html'))]).toEqual(['a', 'b', 'd', 'c']);
  expect([...new Set(order('feeds.xml'))]).toEqual(['d', 'c', 'b', 'a']);
  expect(built.page('posts.html').match(/class="pinned">置顶</g)).toHaveLength(2);
});

test('warns of an unknown layout, and makes the page', async () => {
  const built = await buildSite({ ...GFM, 'content/page.md': post('layout: wiki') });
  expect([built.published, built.rules]).toEqual([true, ['template/missing']]);
  expect(built.page('page.html')).toContain('<p>Text.</p>');
});

test('does not publish note templates and drawings', async () => {
  const headers = [
    'title: "{{title}}"\ndate: 2020-01-01',
    'tags: [a]\ndate: {{date:YYYY-MM-DD}}',
    'title: <% tp.file.title %>',
    'title: {{ .Name }}\ndraft: false',
    'author: {{metaData.author}}',
    '\nexcalidraw-plugin: parsed\ntags: [excalidraw]\n',
  ];
  for (const fields of headers) {
    const built = await buildSite({ ...GFM, 'content/templates/x.md': `---\n${fields}\n---\n\nText.\n` });
    expect([built.published, built.rules, built.files.filter((file) => file.startsWith('templates'))]).toEqual([
      true,
      ['front-matter/foreign'],
      [],
    ]);
  }
});

test('uses an author’s name, and reports other fields of authors', async () => {
  const built = await buildSite({
    ...GFM,
    'content/posts/2020-01-01-a.md': post('author:\n  - name: 甲\n    affiliation: 酒坊\n    email: a@b.example\n  - 乙'),
  });
  expect(built.problems.map(({ ruleId, fatal, place, reason }) => [ruleId, fatal, place?.line, reason])).toEqual([
    ['front-matter/wrong', false, 5, 'author: only the name of an author is used, not affiliation, email'],
  ]);
  expect(built.page('posts/2020-01-01-a.html')).toContain('乙');
});

test('uses keywords instead of tags in structured data', async () => {
  const built = await buildSite({ ...GFM, 'content/posts/2020-01-01-a.md': post('tags: [甲]\nkeywords: [乙, 丙]') });
  expect(built.page('posts/2020-01-01-a.html')).toContain('"keywords":"乙, 丙"');
});
