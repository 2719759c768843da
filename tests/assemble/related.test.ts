// Related posts: by tags, title, and the words of the text, the same in every build.

import { expect, test } from 'vitest';
import { termsOf } from '../../scripts/render/terms.js';
import { buildSite } from '../support.js';

test('words of the text lead to each other, where titles and tags say nothing', async () => {
  const filler = (n: number) =>
    [`content/posts/2019-01-${10 + n}-x${n}.md`, `% 第${n}天\n\n${'今天天气很好。'.repeat(3)}\n`] as const;
  const { page } = await buildSite({
    ...Object.fromEntries(Array.from({ length: 8 }, (_, n) => filler(n))),
    'content/posts/2015-01-02-a.md': '% 甲\n\n分布式系统里，一致性协议是绕不开的话题。\n',
    'content/posts/2020-01-02-b.md': '% 乙\n\n再谈一致性协议，以及分布式数据库。\n',
  });
  const related = page('posts/2020-01-02-b.html').split('id="_related"')[1] ?? '';
  expect(/class="title" href="([^"]*)"/.exec(related)?.[1]).toBe('/posts/2015-01-02-a.html');
});

test('the words that a text uses most, by the dictionary; none that say nothing', () => {
  const terms = termsOf('南京市长江大桥。长江大桥很长。Kubernetes and kubernetes, it is a 12', 'zh-Hans');
  expect(terms).toEqual(expect.arrayContaining(['kubernetes', '长江', '南京市']));
  expect(terms[0]).toBe('kubernetes');
  expect(terms).not.toContain('and');
  expect(termsOf('', 'zh')).toEqual([]);
});
