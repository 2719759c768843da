// Line breaks (`\\`) in displayed formulas outside of environments: TeX beside the text that a reader sees.

import { expect, test } from 'vitest';
import { textOfHtml } from '../../scripts/base/text/htmlText.js';
import { buildSite } from '../support.js';

const seen = (html: string) => textOfHtml(/<div class="text">(.*)<\/div>\n<footer>/s.exec(html)?.[1] ?? '').text.trim();

test.each([
  ['$$\na = b \\\\\nc = d\n$$', 'a = b; c = d', 2],
  ['$$\na = b \\\\\nc = d \\\\\n$$', 'a = b; c = d', 2],
  ['$$a \\\\[1em] b % \\\\ 注\n\\\\ c$$', 'a; b; c', 3],
  // Not in an environment, in braces, or between \left and \right.
  ['$$\\begin{cases} a \\\\ b \\end{cases}$$', undefined, 2],
  ['$$\\sum_{\\substack{i \\\\ j}} x$$', undefined, 2],
  ['$$\\begin{aligned} a &= b \\\\ c &= d \\end{aligned} \\\\ e$$', undefined, 4],
  // Not in an inline formula.
  ['字 $a \\\\ b$ 字', undefined, 2],
  ['$$a\\,b \\; c$$', 'a b c', 0],
])('%j', async (markdown, text, rows) => {
  const built = await buildSite({ 'content/posts/2024-01-01-a.md': `% A\n%\n% 2024-01-01\n\n${markdown}\n` });
  expect(built.rules).toEqual([]);
  const page = built.page('posts/2024-01-01-a.html');
  expect(page.match(/<mtr\b/g)?.length ?? 0).toBe(rows);
  if (text !== undefined) expect(seen(page)).toBe(text);
  expect(/<annotation[^>]*>([^<]*)/.exec(page)?.[1]).not.toContain('gathered');
});

test('reports an invalid formula with line breaks like one without', async () => {
  const built = await buildSite({ 'content/posts/2024-01-01-a.md': '% A\n%\n% 2024-01-01\n\n$$a \\\\ \\nosuch{b}$$\n' });
  expect(built.rules).toEqual(['markdown/formula']);
});
