// Formulas in plain text and in lists are readable: never lost, never raw TeX.

import { describe, expect, test } from 'vitest';
import { textOfHtml } from '../../scripts/base/text/htmlText.js';
import { buildSite } from '../support.js';

const SITE = {
  'content/site.yaml': 'title: 试验\nurl: https://example.org\nlanguage: zh\n',
  'content/posts/2024-01-01-a.md': [
    '% 复杂度 $O(n)$ 与 $\\alpha$',
    '% 作者',
    '',
    '设 $n \\ge 2$，则 $T(n) = O(\\log n)$，其中 $c$ 是常数。',
    '',
    '$$E = mc^2$$',
    '',
    '## $E=mc^2$',
    '',
    '## ![一张图](a.svg)',
    '',
    '## 步骤 $k$',
    '',
    '- [ ] 证明 $a < b$',
    '  - 先看 $a$',
    '- [ ] 完',
  ].join('\n'),
  'content/posts/2024-01-02-b.md': '% 只有公式\n\n$$\\frac{a+b}{2}$$\n\n## 一\n\n## 二\n',
  'content/posts/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>',
};

const built = await buildSite(SITE);
const page = built.page('posts/2024-01-01-a.html');
const words = '设 n ≥ 2，则 T(n) = O(log n)，其中 c 是常数。';
const meta = (html: string, name: string) => new RegExp(`"${name}" content="([^"]*)"`).exec(html)?.[1];

test('reports no problems', () => expect(built.rules).toEqual([]));

describe('formulas as text', () => {
  test('are readable in titles', () => {
    expect(/<title>(.*?) · /.exec(page)?.[1]).toBe('复杂度 O(n) 与 α');
    expect(built.page('atom.xml')).toContain('<title>复杂度 O(n) 与 α</title>');
    expect(meta(page, 'og:title')).toContain('复杂度 O(n) 与 α');
    const [data = ''] = /(?<=<script type="application\/ld\+json">).*?(?=<\/script>)/s.exec(page) ?? [];
    expect(data).toContain('"headline":"复杂度 O(n) 与 α"');
  });

  test('are readable in descriptions, excerpts and summaries', () => {
    expect(meta(page, 'description')).toContain(words);
    expect(meta(page, 'og:description')).toContain(words);
    expect(built.page('atom.xml')).toContain(`<summary>${words}`);
    expect(built.page('posts.html')).toContain(words);
    expect(meta(built.page('posts/2024-01-02-b.html'), 'description')).toBe('(a + b)/2');
  });

  test('are readable in search results', () => {
    expect(textOfHtml(page).text).toContain(words);
    expect(textOfHtml(page).headings.map(({ text }) => text)).toEqual(expect.arrayContaining(['E = mc²', '步骤 k']));
  });

  test('are readable in the names of checkboxes', () => {
    expect(page).toContain('aria-label="证明 a < b');
  });
});

test('shows MathML in lists, and the alternative text of a picture in a heading', () => {
  expect(built.page('posts.html')).toMatch(/<a class="title" href="[^"]*2024-01-01-a\.html">复杂.*?<math>.*?α.*?<\/a>/);
  const [contents = ''] = /<nav aria-label="目录">.*?<\/nav>/s.exec(page) ?? [];
  expect(
    [...contents.matchAll(/<a href="[^"]*">(.*?)<\/a>/g)].map(([, html = '']) => html.replace(/<math>.*<\/math>/, 'MATH')),
  ).toEqual(['MATH', '一张图', '步骤 MATH']);
});
