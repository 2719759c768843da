// Values from `data/` in templates.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { verify } from '../../scripts/cli/verify.js';
import { buildAt, buildSite, QUIET, writeSite } from '../support.js';

const SITE = {
  // With a byte order mark, which editors on Windows write.
  'data/books.yaml': '\ufeff- title: 红楼梦 <1>\n  year: 1791\n- title: Ulysses\n  year: 1922\n',
  'data/links.json': '{"home": "https://example.org/"}',
  'data/notes.txt': 'not data',
  'content/posts/2020-01-02-a.md': '---\ntitle: A\ntags: [t]\n---\n',
  'content/about.md': '% About\n',
  'templates/page.html': '$for(data.books)$$it.title$ ($it.year$)$sep$, $endfor$',
  'templates/tags.html': '$data.links.home$',
};

test('gives templates the values of YAML and JSON files under their names', async () => {
  const { page, problems } = await buildSite(SITE);
  expect(problems).toEqual([]);
  expect(page('about.html')).toBe('红楼梦 &lt;1&gt; (1791), Ulysses (1922)');
  expect(page('tags.html')).toBe('https://example.org/');
});

test('changes only pages whose template uses the changed data', async () => {
  const root = writeSite(SITE);
  await buildAt(root);
  const options = { ...QUIET, root, out: join(root, 'dist'), explain: true };
  writeFileSync(join(root, 'data/links.json'), '{"home": "https://example.com/"}');
  const links = await build(options);
  expect([...links.reasons.keys()]).toEqual(['tags.html']);
  writeFileSync(join(root, 'data/books.yaml'), '- title: X\n  year: 1\n');
  expect([...(await build(options)).reasons.keys()]).toEqual(['about.html']);
  writeFileSync(join(root, 'templates/page.html'), '$for(data/pairs)$$it.key$ $endfor$');
  await build(options);
  writeFileSync(join(root, 'data/books.yaml'), '- title: Y\n');
  expect([...(await build(options)).reasons.keys()]).toEqual(['about.html']);
  expect(await verify(options, await build(options), build)).toEqual([]);
});

test('reports errors with their places', async () => {
  const { report } = await buildSite({
    ...SITE,
    'data/books.json': '[]',
    'data/bad.yaml': 'a: 1\nb: [1\n',
    'templates/page.html': '$data.bokks$ $data.books.any$',
  });
  expect(report).toContain('data/bad.yaml:2:4  error  ');
  expect(report).toContain('data/books.yaml  error  another file in data/ is also named "books"  data/duplicate');
  expect(report).toContain('templates/page.html:1:2  error  unknown variable "data.bokks" in page.html  template/variable');
  expect(report).toContain('did you mean data.books?');
});
