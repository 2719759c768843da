// Classes for what a stylesheet can't select: pictures in sentences, columns of Han, titles of callouts that repeat their class.

import type { Element } from 'hast';
import { expect, test } from 'vitest';
import { setLayout } from '../../scripts/render/layout.js';
import { buildSite, SITE_YAML } from '../support.js';

const IMAGE = '![图](https://e.org/a.png)';

async function bodyOf(text: string, dialect: string): Promise<string> {
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}markdown: ${dialect}\n`,
    'content/posts/2020-01-02-a.md': `% A\n\n${text}\n`,
  });
  return page('posts/2020-01-02-a.html');
}

test.each([
  [`一句${IMAGE}话`, true],
  [`- 条目 ${IMAGE}`, true],
  [`[${IMAGE}](https://e.org/) 徽章`, true],
  [IMAGE, false],
  [`如图：\n${IMAGE}\n就是这样。`, false],
  [`字<br>${IMAGE}`, false],
])('%j: is the picture in a sentence? %s', async (text, isInline) => {
  for (const dialect of ['markdown', 'gfm'])
    expect([dialect, (await bodyOf(text, dialect)).includes('class="inline"')]).toEqual([dialect, isInline]);
});

test('keeps room for the words in columns of Han', async () => {
  const table = '| 时间 | key | 说明的文字很长 | 一 |\n| --- | --- | --- | --- |\n| 12:30 | aaaa | 一二三四五六七 | 二 |';
  for (const dialect of ['markdown', 'gfm']) {
    const html = await bodyOf(table, dialect);
    expect(html).toMatch(/<th class="han-2">时间<\/th>\s*<th>key<\/th>\s*<th class="han-5">说明的文字很长<\/th>\s*<th>一<\/th>/);
    expect(html).toMatch(/<td>12:30<\/td>/);
  }
});

test('marks the title of a callout that only repeats its kind', async () => {
  for (const dialect of ['markdown+alerts', 'gfm+alerts']) {
    expect(await bodyOf('> [!NOTE]\n> 字', dialect)).toContain('<div class="title kind">');
    expect(await bodyOf('> [!CAUTION]\n> 字', dialect)).toContain('<div class="title kind">');
  }
  expect(await bodyOf('::: note\n::: title\n自己的标题\n:::\n字\n:::', 'markdown')).toContain('<div class="title">');
});

test('marks columns of Han in tables with many rows', () => {
  const cell = (value: string): Element => ({
    type: 'element',
    tagName: 'td',
    properties: {},
    children: [{ type: 'text', value }],
  });
  const row = (value: string): Element => ({ type: 'element', tagName: 'tr', properties: {}, children: [cell(value)] });
  const rows = Array.from({ length: 200_000 }, (_, at) => row(at === 150_000 ? '三个字' : 'a'));
  setLayout({ type: 'root', children: [{ type: 'element', tagName: 'table', properties: {}, children: rows }] }, '');
  expect((rows[0]?.children[0] as Element).properties.className).toEqual(['han-3']);
});
