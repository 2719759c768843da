// The checkboxes of task lists are named by the text of their own item.

import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';

test.each([
  ['gfm', '- [ ] Buy milk\n  - [x] whole\n  - [ ] skimmed\n', ['Buy milk', 'whole', 'skimmed']],
  ['markdown', '- [ ] Buy milk\n    - [x] whole\n', ['Buy milk', 'whole']],
  ['gfm', '- [ ] 买牛奶\n\n  第二段\n\n  - [x] 全脂\n', ['买牛奶 第二段', '全脂']],
  ['gfm', '- [ ] Read `x` and *y*\n\n  > quoted\n\n  | a |\n  |---|\n  | b |\n', ['Read x and y quoted']],
])('%s: %j', async (dialect, text, names) => {
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}markdown: ${dialect}\n`,
    'content/posts/2020-01-02-a.md': `% A\n\n${text}`,
  });
  const found = [...page('posts/2020-01-02-a.html').matchAll(/<input[^>]*aria-label="([^"]*)"/g)].map(([, name]) => name);
  expect(found).toEqual(names);
});
