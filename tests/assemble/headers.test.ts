// `_headers`, `_redirects`, and well-known files.

import { expect, test } from 'vitest';
import { buildSite, picture, SITE_YAML } from '../support.js';

test('allows caching for ever only for files with a hash in their names', async () => {
  const small = await picture(900, 600);
  const files = { 'content/posts/2020-01-02-a.md': '% A\n\n![p](images/p.png)\n', 'images/p.png': small };
  const plain = (await buildSite(files)).page('_headers');
  expect(plain).toMatch(/^\/assets\/style-[0-9a-f]{8}\.css\n {2}Cache-Control: public, max-age=31536000, immutable$/m);
  expect(plain).toMatch(/^\/images\/\*$/m);
  expect(plain).not.toContain('feed.css');
  const linked = await buildSite({ ...files, 'content/posts/2020-01-03-b.md': '% B\n\n[p](images/p.png)\n' });
  expect(linked.files).toContain('images/p.png');
  expect(linked.page('_headers')).toMatch(/^\/images\/p-[0-9a-f]{8}-\*$/m);
  expect(linked.page('_headers')).not.toMatch(/^\/images\/\*$/m);
  const own = await buildSite({ ...files, 'content/_headers': 'mine\n', 'content/_redirects': 'mine too\n' });
  expect([own.page('_headers'), own.page('_redirects')]).toEqual(['mine\n', 'mine too\n']);
});

test('redirects old addresses in `_redirects`, in addition to the redirect pages', async () => {
  const { page } = await buildSite({
    'content/site.yaml': SITE_YAML.replace('.org', '.org/b log'),
    'content/posts/2020-01-02-a.md': '---\ntitle: A\naliases: [/old/放手.html, older]\n---\n',
  });
  expect(page('_redirects')).toBe(
    '/b%20log/old/%E6%94%BE%E6%89%8B.html /b%20log/posts/2020-01-02-a.html 301\n/b%20log/older/ /b%20log/posts/2020-01-02-a.html 301\n',
  );
  expect(page('older/index.html')).toContain('http-equiv="refresh"');
});

test('copies .well-known', async () => {
  const { page } = await buildSite({
    'content/.well-known/security.txt': 'Contact: me\n',
    'content/posts/2020-01-02-a.md': '% A\n',
  });
  expect(page('.well-known/security.txt')).toBe('Contact: me\n');
});

test('limits the rules in `_headers` to the number that hosts read, the widest first', async () => {
  const names = Array.from({ length: 120 }, (_, n) => n);
  const pictures = await Promise.all(names.map((n) => picture(20 + n, 20)));
  // One file in /images/ has a name without a hash, so each picture needs its own rule.
  const built = await buildSite({
    ...Object.fromEntries(names.map((n) => [`images/${n}.png`, pictures[n] as Buffer])),
    'content/site.yaml': `${SITE_YAML}cards: true\n`,
    'content/posts/2020-01-01-a.md': `% A\n\n${names.map((n) => `![p](images/${n}.png)`).join('\n')}\n\n[the original](images/7.png)\n`,
  });
  const rules = built
    .page('_headers')
    .split('\n')
    .filter((line) => line.startsWith('/'));
  expect(rules).toHaveLength(100);
  expect(rules[0]).toBe('/*');
  expect(rules).toContain('/cards/*');
  expect(rules).not.toContain('/images/*');
}, 120_000);
