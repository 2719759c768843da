// Markdown constructs of plugins, among Pandoc's own.

import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { verify } from '../../scripts/cli/verify.js';
import { type Constructs, remarkPandoc } from '../../scripts/lib/markdown.js';
import { inOrder } from '../../scripts/markdown/constructs.js';
import { buildAt, PROJECT, QUIET, SITE_YAML, writeSite } from '../support.js';

const A = 'content/posts/2020-01-02-a.md';

/** Keys of a keyboard, `⌨Ctrl+C⌨`, and lines that begin with `!>`. */
const KEYS = `
const keys = {
  name: 'keys', before: 'emphasis', starts: '⌨',
  read: (reader) => {
    const found = /^⌨([A-Z][A-Za-z0-9+]*)⌨/.exec(reader.text.slice(reader.at));
    if (!found) return false;
    const start = reader.at;
    reader.at += found[0].length;
    return reader.add({ type: 'keys', children: [{ type: 'text', value: found[1] }], data: { hName: 'kbd' } }, start);
  },
};
const hint = {
  name: 'hint', before: 'blockquotes', starts: '!',
  read: (lines, at, document) => {
    const { text } = lines[at];
    if (!text.startsWith('!> ')) return undefined;
    const node = { type: 'hint', children: [{ type: 'text', value: text.slice(3) }], data: { hName: 'aside' } };
    return { nodes: [node], next: at + 1 };
  },
};
export default () => ({ constructs: { inline: [keys], block: [hint] } });
`;

function site(plugin: string, text: string): string {
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}plugins: [./plugins/own.ts]\n`,
    'plugins/own.ts': plugin,
    [A]: text,
  });
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'), 'dir');
  return root;
}

test.each([0, 2])('constructs of a plugin, inline and of blocks, with %i workers', async (workers) => {
  const root = site(KEYS, '---\ntitle: Press ⌨Esc⌨\n---\n\nPress **⌨Ctrl+C⌨**, not ⌨lower⌨.\n\n!> A hint\n\n> !> quoted\n');
  const options = { ...QUIET, root, out: join(root, 'dist'), workers };
  const { problems } = await build(options);
  expect(problems.filter(({ fatal }) => fatal)).toEqual([]);
  const { page } = await buildAt(root);
  const html = page('posts/2020-01-02-a.html');
  expect(html).toContain('<p>Press <strong><kbd>Ctrl+C</kbd></strong>, not ⌨lower⌨.</p>');
  expect(html).toContain('<aside>A hint</aside>');
  expect(html).toMatch(/<blockquote>\s*<aside>quoted<\/aside>/);
  expect(html).toMatch(/<h1[^>]*>Press <kbd>Esc<\/kbd>/);
  // Another version of the plugin parses the texts again.
  writeFileSync(join(root, 'plugins/own.ts'), KEYS.replace("'kbd'", "'samp'"));
  expect((await buildAt(root)).page('posts/2020-01-02-a.html')).toContain('<samp>Ctrl+C</samp>');
  expect(await verify(options, await build(options), build)).toEqual([]);
});

test.each([
  ['{ inlines: [] }', 'constructs are "block" and "inline", not "inlines"'],
  ["{ inline: [{ name: 'emphasis', starts: '*', read: () => false }] }", 'there is another construct of the name "emphasis"'],
  [
    "{ block: [{ name: 'x', after: 'y', read: () => undefined }] }",
    'the construct "x" names "y", which is none of fencedCodeBlocks',
  ],
])('refuses invalid constructs: %s', async (constructs, reason) => {
  const { problems } = await buildAt(site(`export default () => ({ constructs: ${constructs} });\n`, '% A\n\nText *here*.\n'));
  expect(problems).toMatchObject([
    { file: 'content/site.yaml', ruleId: 'plugin/failed', reason: expect.stringContaining(reason), place: { column: 11 } },
  ]);
});

test.each([
  ["read: () => { throw new Error('no luck'); }", 'no luck'],
  ['read: () => true', 'its construct "x" takes no text'],
  ['read: (reader) => { reader.at++; return false; }', 'its construct "x" moves on where it reads nothing'],
])('reports a failing construct with its text and plugin: %s', async (read, reason) => {
  const root = site(
    `export default () => ({ constructs: { inline: [{ name: 'x', starts: '~', ${read} }] } });\n`,
    '% A\n\na ~b\n',
  );
  await expect(buildAt(root)).rejects.toThrow(`${A}: plugin "./plugins/own.ts" failed: ${reason}`);
});

test('remarkPandoc accepts constructs too', () => {
  const constructs: Constructs = {
    inline: [
      {
        name: 'arrow',
        before: 'dash',
        starts: '-',
        read: (reader) => reader.text.startsWith('-->', reader.at) && reader.emit('→', 3),
      },
    ],
  };
  const html = unified().use(remarkPandoc, { constructs }).use(remarkRehype).use(rehypeStringify).processSync('a --> b -- c');
  expect(String(html)).toBe('<p>a → b – c</p>');
});

describe('the order of constructs', () => {
  const own = { a: { id: 'a' }, b: { id: 'b' } };
  const orderOf = (...others: { name: string; before?: string; after?: string }[]) =>
    inOrder<{ id: string }>(
      own,
      others.map((each) => ({ id: each.name, ...each })),
    ).map(({ id }) => id);

  test.each([
    [[{ name: 'x' }], ['a', 'b', 'x']],
    [[{ name: 'x', before: 'a' }], ['x', 'a', 'b']],
    [[{ name: 'x', after: 'a' }], ['a', 'x', 'b']],
    [
      [
        { name: 'x', before: 'b' },
        { name: 'y', before: 'x' },
      ],
      ['a', 'y', 'x', 'b'],
    ],
  ])('%j', (others, expected) => {
    expect(orderOf(...others)).toEqual(expected);
  });
});
