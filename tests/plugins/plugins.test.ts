// Plugins of a site, remark and rehype plugins, and the examples in the docs.

import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { verify } from '../../scripts/cli/verify.js';
import { needsTools, toolPath } from '../../scripts/tools/toolFolders.js';
import { buildAt, PROJECT, picture, QUIET, run, SITE_YAML, writeSite } from '../support.js';

const A = 'content/posts/2020-01-02-a.md';

/** Makes a site with plugins that can import the packages of this project, and others. */
function site(
  plugins: string,
  files: { readonly [path: string]: string | Uint8Array },
  packages = join(PROJECT, 'node_modules'),
): string {
  const root = writeSite({ 'content/site.yaml': `${SITE_YAML}plugins: ${plugins}\n`, ...files });
  symlinkSync(packages, join(root, 'node_modules'), 'dir');
  return root;
}

function example(root: string, name: string): void {
  mkdirSync(join(root, 'plugins'), { recursive: true });
  cpSync(join(PROJECT, 'docs/plugins', name), join(root, 'plugins', name));
}

const verified = async (root: string) => {
  const options = { ...QUIET, root, out: join(root, 'dist') };
  return verify(options, await build(options), build);
};

test('remark and rehype plugins from npm work unchanged', async () => {
  const root = site('[remark-gemoji, remark-breaks, {rehype-external-links: {rel: [nofollow], target: _blank}}]', {
    [A]: '% A\n\n:dog: one\ntwo [x](https://elsewhere.org/) [y](/posts/2020-01-02-a.html)\n',
  });
  const { page, problems } = await buildAt(root);
  expect(problems).toEqual([]);
  expect(page('posts/2020-01-02-a.html')).toContain(
    '<p>🐶 one<br>\ntwo <a href="https://elsewhere.org/" rel="nofollow" target="_blank">x</a> <a href="/posts/2020-01-02-a.html">y</a></p>',
  );
  expect(await verified(root)).toEqual([]);
});

test('wikilinks.ts: links and embeds by name; a post is rendered again when a name leads elsewhere', async () => {
  const root = site('[./plugins/wikilinks.ts]', {
    [A]: '% A\n\n见 [[b]]、[[2020-01-03-b|乙]]、[[b#Part One]]、[[gone]]。\n\n![[图.png|120]]\n',
    'content/posts/2020-01-03-b.md': '% B\n\n# Part One\n',
    'images/图.png': await picture(300, 200),
  });
  example(root, 'wikilinks.ts');
  const first = await buildAt(root);
  const html = first.page('posts/2020-01-02-a.html');
  expect(html).toContain(
    '<p>见 <a href="/posts/2020-01-03-b.html">b</a>、<a href="/posts/2020-01-03-b.html">乙</a>、<a href="/posts/2020-01-03-b.html#part-one">b</a>、<span data-nosnippet="">[[</span>gone<span data-nosnippet="">]]</span>。</p>',
  );
  expect(html).toMatch(/<img src="\/images\/%E5%9B%BE-[^"]+" alt="图" width="120"/);
  // Links that the plugin leaves in the text are reported too.
  expect(first.problems).toMatchObject([
    { file: A, place: { line: 3 }, ruleId: 'plugin/message', fatal: false, reason: 'nothing is called "gone" (wikilinks)' },
    { file: A, place: { line: 3 }, ruleId: 'markdown/foreign', fatal: false },
  ]);
  writeFileSync(join(root, 'content/gone.md'), '% Found\n');
  const again = await buildAt(root);
  expect(again.problems).toEqual([]);
  expect(again.page('posts/2020-01-02-a.html')).toContain('<a href="/gone.html">gone</a>');
  expect(await verified(root)).toEqual([]);
});

const hasMermaid = needsTools('tests/optional', 'the example plugin for Mermaid');

test.skipIf(!hasMermaid)('mermaid.ts: draws a diagram; reports a mistake at its place with the plugin’s name', async () => {
  const root = site(
    '[./plugins/mermaid.ts]',
    { [A]: '% A\n\n```mermaid\ngraph LR\n  A[开始] --> B\n```\n' },
    toolPath('tests/optional'),
  );
  example(root, 'mermaid.ts');
  const { page, problems } = await buildAt(root);
  expect(problems).toEqual([]);
  expect(page('posts/2020-01-02-a.html')).toMatch(/<figure class="diagram"><svg [\s\S]*开始[\s\S]*<\/svg><\/figure>/);
  expect(page('posts/2020-01-02-a.html')).not.toContain('googleapis');
  writeFileSync(join(root, A), '% A\n\ntext\n\n```mermaid\nno such diagram\n```\n');
  const wrong = await buildAt(root);
  expect(wrong.problems.filter(({ fatal }) => fatal)).toMatchObject([
    {
      file: A,
      place: { line: 5, column: 1 },
      ruleId: 'plugin/failed',
      reason: expect.stringContaining('plugin "./plugins/mermaid.ts" failed'),
    },
  ]);
  expect(wrong.published).toBe(false);
});

test('books.ts: makes a page from data, a variable and a rule', async () => {
  const root = site('[{./plugins/books.ts: {url: /shelf.html}}]', {
    [A]: '% A\n\n[books](/shelf.html)\n',
    'data/books.yaml': '- {title: Old, year: 1791}\n- {title: New, year: 1922}\n- title: Undated\n',
    'templates/books.html': '$title$ $book-count$: $for(books)$$it.title$$sep$, $endfor$',
  });
  example(root, 'books.ts');
  const { page, problems } = await buildAt(root);
  expect(problems).toEqual([]);
  expect(page('shelf.html')).toBe('书架 3: New, Old, Undated');
  expect(page('sitemap.xml')).toContain('https://example.org/shelf.html');
  expect(run(['check', '--root', root]).stderr).toContain('data/books.yaml  warning  "Undated" has no year  plugin/rule');
  writeFileSync(join(root, 'data/books.yaml'), '- {title: One, year: 1}\n');
  const again = await build({ ...QUIET, root, out: join(root, 'dist'), explain: true });
  expect([...again.reasons.keys()]).toEqual(['shelf.html']);
  expect(await verified(root)).toEqual([]);
});

test('a change of a plugin or of its imports updates everything that it affects', async () => {
  const root = site('[./plugins/sign.ts]', {
    [A]: '% A\n\ntext\n',
    'content/about.md': '% About\n',
    'plugins/sign.ts':
      "import { SIGN } from './word.js';\nexport default () => ({ rehype: [() => (tree: any) => { tree.children.push({ type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value: SIGN }] }); }], files: () => [{ url: '/sign.txt', content: SIGN }] });\n",
    'plugins/word.ts': "export const SIGN = 'one';\n",
  });
  expect((await buildAt(root)).page('posts/2020-01-02-a.html')).toContain('<p>one</p>');
  expect((await buildAt(root)).summary.rendered).toBe(0);
  writeFileSync(join(root, 'plugins/word.ts'), "export const SIGN = 'two';\n");
  const changed = await buildAt(root);
  expect([changed.page('posts/2020-01-02-a.html'), changed.page('sign.txt'), changed.summary.rendered]).toEqual([
    expect.stringContaining('<p>two</p>'),
    'two',
    2,
  ]);
  // Files outside of the site's folders are watched too.
  const packaged = join(root, 'vendor');
  mkdirSync(packaged);
  writeFileSync(join(packaged, 'x.js'), "export const SIGN = 'three';\n");
  writeFileSync(join(root, 'plugins/word.ts'), "export { SIGN } from '../vendor/x.js';\n");
  expect((await buildAt(root)).page('sign.txt')).toBe('three');
  writeFileSync(join(packaged, 'x.js'), "export const SIGN = 'fourth';\n");
  expect((await buildAt(root)).page('sign.txt')).toBe('fourth');
  expect(await verified(root)).toEqual([]);
});

test('--verify names a plugin whose results don’t depend only on its input', async () => {
  const root = site('[./plugins/steady.ts, ./plugins/random.ts]', {
    [A]: '% A\n\ntext\n',
    'plugins/steady.ts': 'export default () => ({ remark: [() => () => {}] });\n',
    'plugins/random.ts':
      "export default () => ({ remark: [() => (tree: any) => { tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: String(Math.random()) }] }); }] });\n",
  });
  await buildAt(root);
  expect(await verified(root)).toMatchObject([
    { file: A, ruleId: 'plugin/unsteady', reason: 'plugin "./plugins/random.ts" returns different results for the same text' },
  ]);
  writeFileSync(
    join(root, 'plugins/random.ts'),
    "export default () => ({ files: () => [{ url: '/r.txt', content: String(Math.random()) }] });\n",
  );
  await buildAt(root);
  expect(await verified(root)).toMatchObject([{ file: 'content/site.yaml', ruleId: 'plugin/unsteady' }]);
});

test('reports plugins that cannot be loaded or that fail, by name', async () => {
  const failing = "export default () => ({ remark: [() => () => { throw new Error('no idea'); }] });\n";
  const root = site(
    '[./plugins/none.ts, ./plugins/syntax.ts, ./plugins/value.ts, no-such-package, ./plugins/fails.ts, ../outside.ts]',
    {
      [A]: '% A\n\ntext\n',
      'plugins/syntax.ts': 'export default (\n',
      'plugins/value.ts': 'export default 3;\n',
      'plugins/fails.ts': failing,
    },
  );
  const { problems, published } = await buildAt(root);
  expect(published).toBe(false);
  const told = problems.map(({ file, place, reason }) => [file, place?.line, reason]);
  expect(told).toContainEqual([A, undefined, 'plugin "./plugins/fails.ts" failed: no idea']);
  for (const reason of [
    'plugin "./plugins/none.ts": no such file in the site’s folder',
    'plugin "./plugins/value.ts" failed: its default export is not a function',
    expect.stringMatching(/^plugin "\.\/plugins\/syntax\.ts": plugins\/syntax\.ts:2:1: Unexpected/),
    'plugin "no-such-package": no package of this name is installed',
    'plugin "../outside.ts": no such file in the site’s folder',
  ])
    expect(told).toContainEqual(['content/site.yaml', 3, reason]);
});

test('gives the same results in workers, in dev and with asynchronous plugins', async () => {
  const root = site('[./plugins/slow.ts]', {
    ...Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`content/posts/2020-01-${10 + (n % 20)}-p${n}.md`, `% P${n}\n\ntext\n`]),
    ),
    'plugins/slow.ts':
      "export default () => ({ remark: [() => async (tree: any) => { await new Promise((r) => setTimeout(r, 1)); tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: 'late' }] }); }] });\n",
  });
  const one = await build({ ...QUIET, root, out: join(root, 'one'), noCache: true });
  const many = await build({ ...QUIET, root, out: join(root, 'many'), noCache: true, workers: 2 });
  expect([one.published, many.published]).toEqual([true, true]);
  const read = (out: string) => readFileSync(join(root, out, 'posts/2020-01-10-p0.html'), 'utf8');
  expect(read('one')).toContain('<p>late</p>');
  expect(read('many')).toBe(read('one'));
});

test.each([
  [
    'files: () => [{url: "/half\\uD800.txt", content: ""}]',
    'it makes something at "/half\uD800.txt": expected an address such as /books.html',
  ],
  [
    'files: () => [{url: "/../a.txt", content: ""}]',
    'it makes something at "/../a.txt": expected an address such as /books.html',
  ],
  [
    'files: () => [{url: "/a/%%", content: ""}]'.replace('%%', 'x'.repeat(300)),
    /^it makes something at "\/a\/x+": expected an address/,
  ],
  ['files: () => [{url: "/a.txt", content: 5}]', 'it makes /a.txt without content: expected text or bytes'],
  ['pages: () => [{url: "/a.html", template: "page"}]', 'it makes /a.html without a title: expected text'],
  ['pages: () => [{url: "/a.html", title: "A"}]', 'it makes /a.html without a template: expected the name of one'],
  [
    'pages: () => [{url: "/a.html", title: "A", template: "page", values: {n: [1 / 0]}}]',
    'it returns Infinity for "n" in the values of /a.html: expected text, a number, a list or a mapping',
  ],
  ['variables: () => ({n: 1n})', 'it returns BigInt for "n" in its variables: expected text, a number, a list or a mapping'],
  [
    'variables: () => ({d: new Date()})',
    'it returns Date for "d" in its variables: expected text, a number, a list or a mapping',
  ],
  ['variables: () => 5', 'it returns 5 for its variables: expected a mapping'],
  [
    'variables: () => { const a = {}; a.a = a; return a; }',
    'it returns "a" in its variables, which leads back to itself or is nested too deeply',
  ],
])('a plugin with invalid results fails, and nothing is written: %s', async (parts, reason) => {
  const root = site('[./plugins/p.ts]', { [A]: '% A\n', 'plugins/p.ts': `export default () => ({ ${parts} });\n` });
  const { problems, published } = await buildAt(root);
  const expected =
    typeof reason === 'string' ? `plugin "./plugins/p.ts" failed: ${reason}` : expect.stringMatching(/failed: it makes /);
  expect([published, problems]).toMatchObject([false, [{ ruleId: 'plugin/failed', reason: expected }]]);
});

test('a plugin may name any template, and a missing one is reported', async () => {
  const parts = 'pages: () => [{url: "/a.html", title: "A", template: "__proto__"}]';
  const root = site('[./plugins/p.ts]', { [A]: '% A\n', 'plugins/p.ts': `export default () => ({ ${parts} });\n` });
  expect((await buildAt(root)).problems).toMatchObject([{ ruleId: 'template/missing' }]);
});
