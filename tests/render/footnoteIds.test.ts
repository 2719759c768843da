// Footnotes in `gfm`: references link to their notes, with any letters in the label.

import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';

test.each(['注', 'ü', 'plain'])('[^%s]', async (label) => {
  const text = `---\ntitle: T\ndate: 2020-01-02\n---\n\n字[^${label}]。\n\n[^${label}]: 注文。\n`;
  const built = await buildSite({ 'content/site.yaml': `${SITE_YAML}markdown: gfm\n`, 'content/posts/a.md': text });
  expect(built.problems).toEqual([]);
  const page = built.page('posts/a.html');
  const marks = [...page.matchAll(/href="#(fn(?:ref)?-[^"]*)"/g)].map(([, id = '']) => id);
  expect(marks).toHaveLength(2);
  for (const id of marks) expect(page).toContain(`id="${decodeURIComponent(id)}"`);
});
