// The main text of a page.

import { expect, test } from 'vitest';
import { pageText } from '../../../scripts/base/text/pageText.js';

test.each([
  ['the article', '<body>x<main>y<article lang="zh">甲</article></main></body>', '甲'],
  ['or the main part', '<body>x<MAIN class="a">\n甲\n<p>乙</p></MAIN></body>', '甲 乙'],
  ['or the body', '<html><body>甲</body></html>', '甲'],
  ['or all', '<p>甲</p>', '甲'],
  ['from the first article to the end of the last', '<article>甲</article>乙<article>丙</article>丁', '甲乙丙'],
  [
    'without what our templates put next to a text',
    '<article>甲<p class="byline">by\nme</p><details open>toc\n</details><footer>f\n</footer>乙</article>',
    '甲乙',
  ],
])('%s', (_what, html, text) => {
  expect(pageText(html).replaceAll(/\s+/g, ' ').trim().replace('甲 乙 丙', '甲乙丙')).toBe(text);
});
