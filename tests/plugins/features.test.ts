// Features of plugins, which have the same form as those of the program.

import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Features } from '../../scripts/assemble/feature.js';
import { build } from '../../scripts/build/build.js';
import { checkSite } from '../../scripts/check/check.js';
import { verify } from '../../scripts/cli/verify.js';
import { FEATURES } from '../../scripts/features/table.js';
import { buildAt, bytesBelow, filesBelow, PROJECT, picture, QUIET, SITE_YAML, writeSite } from '../support.js';

const A = 'content/posts/2020-01-02-a.md';

/** Makes a site with a plugin that can import the packages of this project. */
function site(plugin: string, files: { readonly [path: string]: string | Uint8Array } = {}): string {
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}plugins: [./plugins/own.ts]\n`,
    'plugins/own.ts': plugin,
    [A]: '% A\n\nText.\n',
    ...files,
  });
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'), 'dir');
  return root;
}

const verified = async (root: string) => {
  const options = { ...QUIET, root, out: join(root, 'dist') };
  return verify(options, await build(options), build);
};

test('a feature of the program gives the same bytes when it is a plugin', async () => {
  const from = JSON.stringify(join(PROJECT, 'scripts/features/icons/feature.ts'));
  const icon = await picture(600, 600);
  const plugin = `import { icons } from ${from};\nexport default () => ({ feature: icons });\n`;
  const builtIn = writeSite({ [A]: '% A\n\nText.\n', 'images/icon.png': icon });
  const root = site(plugin, { 'images/icon.png': icon });
  const others = new Features(FEATURES.rows.filter(({ name }) => name !== 'icons'));
  const options = { ...QUIET, root, out: join(root, 'dist'), features: others };
  expect((await build(options)).problems).toEqual([]);
  expect((await buildAt(builtIn)).problems).toEqual([]);
  const files = filesBelow(join(builtIn, 'dist'));
  expect(files).toContain('icon-180.png');
  expect(filesBelow(join(root, 'dist'))).toEqual(files);
  for (const path of files) expect(readFileSync(join(root, 'dist', path))).toEqual(readFileSync(join(builtIn, 'dist', path)));
  // A build after an edit reuses the stored results.
  writeFileSync(join(root, A), '% A\n\nOther text.\n');
  expect(await build(options)).toMatchObject({ problems: [], summary: { written: expect.any(Number) } });
  expect(await verify(options, await build(options), build)).toEqual([]);
});

const BOOKS = `
import { createHash } from 'node:crypto';
const kind = {
  name: 'book', template: 'book', about: 'a book', showsArticle: false,
  variables: { title: { meaning: 'its title' }, posts: { meaning: 'how many posts there are' } },
  *addresses({ posts }) { for (const post of posts) yield { url: post.url.replace('.html', '-book.html'), data: post, indexed: {} }; },
  parts: { post: { meaning: 'the post', hash: (site, post) => site.hashes(post).link }, posts: { meaning: 'how many posts', hash: (site) => String(site.outline.posts.length) } },
  shows: (_site, post) => [post],
  input: (site, post) => ({ title: post.meta.title, posts: site.outline.posts.length }),
  values: (_frame, { title, posts }) => ({ title: title + ' MARK', posts: String(posts) }),
};
class Counted {
  constructor(means) { this.means = means; }
  prepare = async (outline) => {
    this.text = await this.means.batches.one({ name: 'counting', run: (posts) => 'MARK ' + posts }, outline.posts.length);
    this.key = createHash('sha256').update(String(outline.posts.length)).digest('base64url');
    if (this.means.store && !(await this.means.store.hasAll([this.key]))) await this.means.store.put(this.key, Buffer.from(this.text));
  };
  facts = () => ({ made: this.key });
  kept = async (key) => (key === this.key ? Buffer.from(this.text) : undefined);
  rows = () => ({ counted: [{ id: 'count', by: '', key: this.key, keys: [this.key], value: '' }] });
  problems = () => [];
}
const output = {
  name: 'count',
  *addresses({ facts }) { yield { url: '/count.txt', data: facts.made.books }; },
  parts: { count: { meaning: 'the count', hash: (_site, key) => key } },
  content: (_site, key, supply) => supply.kept(key),
};
export default () => ({
  feature: {
    name: 'books', kinds: [kind], outputs: [output], artifact: (means) => new Counted(means),
    common: { docs: { shelf: { meaning: 'a shelf' } }, values: () => ({ shelf: 'SHELF MARK' }) },
    check: [() => [{ file: 'content/site.yaml', ruleId: 'plugin/rule', reason: 'from the feature', fatal: false, expected: [] }]],
  },
});
`;

/** A minimal template. */
const TEMPLATES_OF_X = { 'templates/book.html': '<!doctype html><title>$pagetitle$</title>\n' };

const TEMPLATES = { 'templates/book.html': '<!doctype html><title>$title$</title><p>$posts$ posts, $shelf$</p>\n' };

test.each([0, 2])('pages, files, variables and rules of a feature, with %i workers', async (workers) => {
  const root = site(BOOKS, TEMPLATES);
  const options = { ...QUIET, root, out: join(root, 'dist'), workers };
  const page = (path: string) => readFileSync(join(root, 'dist', path), 'utf8');
  expect((await build(options)).problems).toEqual([]);
  expect(page('posts/2020-01-02-a-book.html')).toContain('<title>A MARK</title><p>1 posts, SHELF MARK</p>');
  expect([page('count.txt'), page('sitemap.xml').includes('/posts/2020-01-02-a-book.html')]).toEqual(['MARK 1', true]);
  // After another post, and after another plugin: the same files as in a build from scratch.
  writeFileSync(join(root, 'content/posts/2020-01-03-b.md'), '% B\n\n[to a book](/posts/2020-01-02-a-book.html)\n');
  expect((await build(options)).problems).toEqual([]);
  expect([page('posts/2020-01-02-a-book.html').includes('2 posts'), page('count.txt')]).toEqual([true, 'MARK 2']);
  writeFileSync(join(root, 'plugins/own.ts'), BOOKS.replaceAll('MARK', 'SIGN'));
  expect((await build(options)).problems).toEqual([]);
  expect(page('posts/2020-01-02-a-book.html')).toContain('<title>A SIGN</title><p>2 posts, SHELF SIGN</p>');
  expect(page('count.txt')).toBe('SIGN 2');
  expect(await verified(root)).toEqual([]);
  const { problems } = await checkSite({ root, drafts: false });
  expect(problems).toMatchObject([{ reason: 'from the feature' }]);
});

/** A kind without pages. */
const KIND = "{ name: 'k', template: 'page', addresses: () => [], input: () => 0, values: () => ({}) }";

test.each([
  ['1', 'its feature is not an object'],
  ['{}', 'its feature has no name'],
  ["{ name: 'x', settings: [] }", 'its feature has "settings"; a plugin'],
  ["{ name: 'search' }", 'there is another feature search'],
  [`{ name: 'x', kinds: [${KIND.replace("'k'", "'post'")}] }`, 'there is another kind post'],
  [`{ name: 'x', kinds: [${KIND}, ${KIND}] }`, 'its feature has two kinds or outputs of one name'],
  ["{ name: 'x', derived: {} }", 'its feature has "derived"; a plugin'],
  ["{ name: 'x', adds: { post: null } }", 'adds are not all objects with values'],
  ["{ name: 'x', common: {} }", 'common is not an object with values'],
  ["{ name: 'x', linked: [{ name: 'y', *addresses() { throw new Error('no luck'); }, content: () => 'text' }] }", 'no luck'],
  [
    "{ name: 'x', linked: [{ name: 'y', addresses: () => [{ url: 'a.txt' }], content: () => 'text' }] }",
    'makes something at "a.txt": expected an address',
  ],
  ["{ name: 'x', outputs: [{ name: 'y' }] }", 'outputs are not all objects with name, addresses, content'],
  [
    "{ name: 'x', kinds: [{ name: 'y', template: 'page', addresses: () => [], values: () => ({}) }] }",
    'are not all objects with name, template',
  ],
  ["{ name: 'x', adds: { posts: { values: () => ({}) } } }", 'adds to pages of the kind "posts", which is none of home, post'],
])('refuses an invalid feature: %s', async (feature, reason) => {
  const { problems } = await buildAt(site(`export default () => ({ feature: ${feature} });\n`));
  expect(problems).toMatchObject([
    { file: 'content/site.yaml', ruleId: 'plugin/failed', reason: expect.stringContaining(reason), place: { column: 11 } },
  ]);
});

test.each([
  ["outputs: [{ name: 'y', *addresses() { throw new Error('no luck'); }, content: () => 'text' }]", 'no luck'],
  ["outputs: [{ name: 'y', addresses: () => [{ url: '/a.txt' }], content: () => { throw new Error('no luck'); } }]", 'no luck'],
  [
    "outputs: [{ name: 'y', addresses: () => [{ url: '/a.txt' }], content: () => 7 }]",
    'the content of "y" is neither text nor bytes',
  ],
  [
    "outputs: [{ name: 'y', addresses: () => [{ url: 'a.txt' }], content: () => 'text' }]",
    'makes something at "a.txt": expected an address',
  ],
  [
    "outputs: [{ name: 'y', addresses: () => [{ url: '/a.txt' }], content: () => ({ copyOf: 'images/a.png' }) }]",
    'neither text nor bytes',
  ],
  ['artifact: () => null', 'the artifact of "x" is not an object'],
  ["artifact: () => ({ prepare: async () => { throw new Error('no luck'); } })", 'no luck'],
  [
    "kinds: [{ name: 'y', template: 'book', addresses: () => [{ url: '/y.html' }], input: () => () => 0, values: () => ({}) }]",
    'could not be cloned',
  ],
  ["common: { docs: { z: { meaning: 'z' } }, values: () => { throw new Error('no luck'); } }", 'no luck'],
  [
    "kinds: [{ name: 'y', template: 'book', addresses: () => [{ url: '/y.html' }], input: () => 0, values: () => { throw new Error('no luck'); } }]",
    'no luck',
  ],
])('a failing feature is reported with its plugin, and dist/ does not change: %s', async (parts, reason) => {
  const root = site("export default () => ({ feature: { name: 'x' } });\n", TEMPLATES_OF_X);
  await buildAt(root);
  const before = bytesBelow(join(root, 'dist'));
  writeFileSync(join(root, 'plugins/own.ts'), `export default () => ({ feature: { name: 'x', ${parts} } });\n`);
  writeFileSync(join(root, A), '% Another title\n\nAnother text.\n');
  await expect(buildAt(root)).rejects.toThrow(`plugin "./plugins/own.ts" failed: `);
  await expect(buildAt(root)).rejects.toThrow(reason);
  expect(bytesBelow(join(root, 'dist'))).toEqual(before);
});

test('a kind needs only addresses, an input and values; its pages get the common variables', async () => {
  const kind = `{
    name: 'y', template: 'book', *addresses({ posts }) { yield { url: '/y.html', data: posts.length }; },
    input: (_site, posts) => posts, values: (_frame, posts) => ({ title: 'Shelf', posts: String(posts) }),
  }`;
  const template =
    '<!doctype html><html lang="$lang$"><title>$pagetitle$</title><link rel="canonical" href="$canonical$"><p>$posts$</p>\n';
  const root = site(
    `export default () => ({ feature: { name: 'x', kinds: [${kind}], outputs: [{ name: 'z', addresses: () => [{ url: '/z.txt' }], content: () => 'text' }] } });\n`,
    {
      'templates/book.html': template.replace('<p>$posts$</p>', '<p>$lang$</p>'),
    },
  );
  const { page, problems } = await buildAt(root);
  expect(problems).toEqual([]);
  expect(page('y.html')).toBe(
    '<!doctype html><html lang="zh-Hans"><title>Shelf · 试验</title><link rel="canonical" href="https://example.org/y.html"><p>zh-Hans</p>\n',
  );
  expect(page('z.txt')).toBe('text');
});

test('refuses an asynchronous plugin', async () => {
  const { problems } = await buildAt(site('export default async () => ({ files: () => [] });\n'));
  expect(problems).toMatchObject([
    { fatal: true, ruleId: 'plugin/failed', reason: expect.stringContaining('it returns a promise') },
  ]);
});

test('reports an unknown part of a plugin', async () => {
  const { problems } = await buildAt(site('export default () => ({ featur: {}, rule: [] });\n'));
  expect(problems).toMatchObject([
    {
      fatal: false,
      reason: 'plugin "./plugins/own.ts" returns "featur", which is not a part of a plugin',
      expected: ['feature'],
    },
    { fatal: false, reason: 'plugin "./plugins/own.ts" returns "rule", which is not a part of a plugin', expected: ['rules'] },
  ]);
});

test('a page is rebuilt when a post on it changes, a file when the plugin’s settings change', async () => {
  const kind = `{
    name: 'y', template: 'book', *addresses() { yield { url: '/y.html', data: null }; },
    shows: ({ outline }) => outline.posts, input: ({ outline }) => outline.posts.map(({ meta }) => meta.title).join(),
    values: (_frame, title) => ({ title }),
  }`;
  const output =
    "{ name: 'z', addresses: () => [{ url: '/z.txt' }], parts: { plugin: { meaning: 'p', hash: () => 'same' } }, content: () => site.title + ' V1' }";
  const plugin = `export default (site) => ({ feature: { name: 'x', kinds: [${kind}], outputs: [${output}] } });\n`;
  const root = site(plugin, TEMPLATES_OF_X);
  await buildAt(root);
  writeFileSync(join(root, A), '% B\n\nText.\n');
  const { page } = await buildAt(root);
  expect([page('y.html'), page('z.txt')]).toEqual(['<!doctype html><title>B · 试验</title>\n', '试验 V1']);
  writeFileSync(
    join(root, 'content/site.yaml'),
    `${readFileSync(join(root, 'content/site.yaml'), 'utf8').replace('试验', '别的')}`,
  );
  expect((await buildAt(root)).page('z.txt')).toBe('别的 V1');
  writeFileSync(join(root, 'plugins/own.ts'), plugin.replace('V1', 'V2'));
  expect((await buildAt(root)).page('z.txt')).toBe('别的 V2');
  expect(await verified(root)).toEqual([]);
});

test('parts that features add to a page must have distinct names', async () => {
  const adding = (name: string, hash: string) => `export default () => ({ feature: { name: '${name}', adds: { post: {
    variables: { ${name}: { meaning: 'n' } }, parts: { series: { meaning: 'n', hash: ${hash} } },
    input: ({ outline }) => outline.posts.length, values: (_frame, count) => ({ ${name}: String(count) }),
  } } } });\n`;
  const count = '({ outline }) => String(outline.posts.length)';
  const root = site(adding('one', count), {
    'content/site.yaml': `${SITE_YAML}plugins: [./plugins/own.ts, ./plugins/two.ts]\n`,
    'plugins/two.ts': adding('two', "() => 'same'").replace('String(count)', "'two'"),
    'templates/post.html': '$title$ $one$ $two$ $series.partof$\n',
  });
  expect((await buildAt(root)).page('posts/2020-01-02-a.html')).toBe('A 1 two \n');
  writeFileSync(join(root, 'content/posts/2021-01-03-b.md'), '% B\n\nText.\n');
  expect((await buildAt(root)).page('posts/2020-01-02-a.html')).toBe('A 2 two \n');
});

test('--verify reports that a feature is unsteady, not a bug in the program', async () => {
  const output = "{ name: 'z', addresses: () => [{ url: '/z.txt' }], content: () => String(Math.random()) }";
  const root = site(`export default () => ({ feature: { name: 'x', outputs: [${output}] } });\n`);
  expect(await verified(root)).toMatchObject([
    { file: 'dist/z.txt', ruleId: 'plugin/unsteady', note: expect.stringContaining('./plugins/own.ts') },
  ]);
});
