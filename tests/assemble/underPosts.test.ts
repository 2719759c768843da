// Below a post: the licence, and comments.

import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';
import { policy } from './policy.js';

test.each([
  ['CC BY-NC-SA 4.0', '<a rel="license" href="https://creativecommons.org/licenses/by-nc-sa/4.0/">CC BY-NC-SA 4.0</a>'],
  ['CC0', '<a rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a>'],
  ['转载请<署名>', '转载请&lt;署名&gt;'],
])('shows the licence %s', async (license, html) => {
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}license: ${JSON.stringify(license)}\n`,
    'content/posts/2020-01-02-a.md': '% A\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\nlicense: 版权所有\n---\n',
  });
  expect(page('posts/2020-01-02-a.html')).toContain(`<p class="license">许可：${html}</p>`);
  expect(page('posts/2020-01-03-b.html')).toContain('<p class="license">许可：版权所有</p>');
});

test('shows comments only if they are configured, and allows them in the policy', async () => {
  const giscus = 'comments: {repo: a/b, repoId: R_1, category: C, categoryId: DIC_1}\n';
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}${giscus}`,
    'content/posts/2020-01-02-a.md': '% A\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\ncomments: false\n---\n',
  });
  const html = page('posts/2020-01-02-a.html');
  expect(html).toContain('<script src="https://giscus.app/client.js" data-repo="a/b" data-repo-id="R_1"');
  expect(policy(html)['script-src']).toContain('https://giscus.app');
  expect(policy(html)['frame-src']).toContain('https://giscus.app');
  expect(page('posts/2020-01-03-b.html')).not.toContain('client.js');
  const without = await buildSite({ 'content/posts/2020-01-02-a.md': '% A\n' });
  expect(without.page('posts/2020-01-02-a.html')).not.toContain('giscus');
});
