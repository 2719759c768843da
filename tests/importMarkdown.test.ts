// The printer of Pandoc's dialect for imported HTML: what it prints reads back as the same tree, whatever signs the text has; and the demo
// becomes HTML and markdown again without a loss.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { expect, test } from 'vitest';
import { contentOfOldHtml } from '../scripts/import/html/content.js';
import { attribute, elementsIn, named, textIn } from '../scripts/import/html/elements.js';
import { PRINTED_DIALECT } from '../scripts/import/html/escape.js';
import { markdownOfHtml } from '../scripts/import/html/fromHtml.js';
import { printMarkdown } from '../scripts/import/html/print.js';
import { formOf, tidyInlines } from '../scripts/import/html/tree.js';
import type { Node } from '../scripts/markdown/nodes.js';
import { markdownReader } from '../scripts/markdown/reader.js';
import { pipelineFor } from '../scripts/render/pipeline.js';
import { PROJECT } from './support.js';

const read = (markdown: string): Node => markdownReader(PRINTED_DIALECT).document(`\n${markdown}`) as unknown as Node;

const SIGNS = [...'*_#>+-.!)($~^:|\\`[]{}<>&%@="\';/,?'];
const PIECES = [
  '汉',
  '字，',
  'word',
  'a',
  '1',
  '12',
  ' ',
  ' ',
  'http://a.org/b',
  'Table:',
  '[x]',
  '(@a)',
  'i.',
  '&amp;',
  '<b>',
  '---',
  '```',
  ':::',
];
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.constantFrom(...SIGNS)), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const word = fc.constantFrom('汉字', 'word', 'a_b', 'x*y');
const asText = (value: string): Node => ({ type: 'text', value });

const titleOf = (title: string): string | undefined => title.replace(/\s+/g, ' ').trim() || undefined;

const textNode = text.map(asText);
const scriptNode = fc.tuple(fc.constantFrom('sup', 'sub'), word).map(
  ([name, value]): Node => ({
    type: `pandoc${name}`,
    children: [asText(value)],
  }),
);
const codeNode = text.map((value): Node => ({ type: 'inlineCode', value: `c${value.replace(/\s+/g, ' ')}d` }));
const mathNode = fc
  .constantFrom('a+b', '\\frac{1}{2}', 'x_1^2')
  .map((value): Node => ({ type: 'inlineMath', value, display: false }));
const imageNode = fc.tuple(text, text).map(([alt, title]): Node => {
  const caption = tidyInlines([asText(alt)]);
  return {
    type: 'image',
    url: 'a-b/(c)*d*.png',
    alt: caption.map(({ value }) => value).join(''),
    caption,
    title: titleOf(title),
  };
});

const inlines: fc.Arbitrary<Node[]> = fc.letrec<{ nodes: Node[]; node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'inline' },
    { weight: 4, arbitrary: textNode },
    scriptNode,
    codeNode,
    mathNode,
    imageNode,
    fc.constant<Node>({ type: 'break' }),
    fc
      .tuple(fc.constantFrom('emphasis', 'strong', 'delete', 'pandocmark', 'pandocu'), tie('nodes'))
      .map(([type, children]): Node => ({ type, children })),
    fc
      .tuple(text, tie('nodes'))
      .map(([title, children]): Node => ({ type: 'link', url: '/a?b=c_d_e&f#g', title: titleOf(title), children })),
  ),
  nodes: fc.array(tie('node'), { minLength: 1, maxLength: 4, depthIdentifier: 'inline' }),
})).nodes;

/** Inline nodes in the form that a converter makes, with at least a word. */
const tidy = inlines.map((nodes) => tidyInlines(nodes)).filter((nodes) => nodes.length > 0);
const spoken = fc.tuple(word, tidy).map(([first, nodes]) => tidyInlines([...nodes, asText(` ${first}`)]));

const table = fc.array(fc.tuple(spoken, spoken), { minLength: 2, maxLength: 3 }).map((rows): Node => {
  const row = (cells: readonly Node[][], type: string): Node => ({
    type: 'pandoctr',
    children: cells.map((children): Node => ({ type, children: [{ type: 'plain', children }] })),
  });
  const [head = [], ...others] = rows as Node[][][];
  return {
    type: 'pandoctable',
    children: [
      { type: 'pandocthead', children: [row(head, 'pandocth')] },
      { type: 'pandoctbody', children: others.map((cells) => row(cells, 'pandoctd')) },
    ],
  };
});

const plain = spoken.map((children): Node => ({ type: 'plain', children }));

const figure = fc.tuple(text, tidy).map(([alt, caption]): Node => {
  const shown = tidyInlines([asText('汉 '), ...caption]);
  const image: Node = { type: 'image', url: '/a.png', alt: alt.replace(/\s+/g, ' ').trim() || 'a', caption: shown };
  return {
    type: 'pandocfigure',
    children: [image, { type: 'pandocfigcaption', children: [{ type: 'plain', children: shown }] }],
  };
});

const terms = fc.array(fc.tuple(spoken, plain), { minLength: 1, maxLength: 2 }).map(
  (pairs): Node => ({
    type: 'pandocdl',
    children: pairs.flatMap(([term, definition]): Node[] => [
      {
        type: 'pandocdt',
        children: [{ type: 'plain', children: term.map((node) => (node.type === 'break' ? asText(' ') : node)) }],
      },
      { type: 'pandocdd', children: [definition] },
    ]),
  }),
);

const tasks = fc.array(fc.tuple(fc.boolean(), plain), { minLength: 1, maxLength: 3 }).map(
  (items): Node => ({
    type: 'list',
    ordered: false,
    children: items.map(([checked, child]): Node => ({ type: 'listItem', checked, children: [child] })),
  }),
);

const block = fc.letrec<{ blocks: Node[]; block: Node }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'block' },
    { weight: 4, arbitrary: spoken.map((children): Node => ({ type: 'paragraph', children })) },
    fc.tuple(fc.integer({ min: 1, max: 6 }), spoken).map(([depth, children]): Node => ({ type: 'heading', depth, children })),
    fc
      .tuple(text, fc.constantFrom('python', 'c++', undefined))
      .map(([value, lang]): Node => ({ type: 'code', value: `${value}\n\n ${value}x`, lang })),
    fc.constant<Node>({ type: 'thematicBreak' }),
    tie('blocks').map((children): Node => ({ type: 'blockquote', children })),
    tie('blocks').map((children): Node => ({ type: 'pandocdiv', children, data: { hProperties: { className: ['gallery'] } } })),
    list(spoken.map((children): Node[] => [{ type: 'plain', children }])),
    list(fc.tuple(spoken, tie('blocks')).map(([children, rest]): Node[] => [{ type: 'paragraph', children }, ...rest])),
    table,
    figure,
    terms,
    tasks,
  ),
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3, depthIdentifier: 'block' }),
}));

function list(item: fc.Arbitrary<Node[]>): fc.Arbitrary<Node> {
  const items = fc.array(
    item.map((children): Node => ({ type: 'listItem', children })),
    { minLength: 1, maxLength: 3 },
  );
  return fc
    .tuple(fc.boolean(), fc.integer({ min: 1, max: 12 }), items)
    .map(([ordered, start, children]): Node => ({ type: 'list', ordered, ...(ordered && { start }), children }));
}

const runs = Math.ceil(Number(process.env.TITLEBLOCK_FUZZ ?? 0) / 10) || 300;

test('inline text reads back as the same nodes', () => {
  fc.assert(
    fc.property(spoken, (children) => {
      const blocks: Node[] = [{ type: 'paragraph', children }];
      const markdown = printMarkdown({ type: 'root', children: blocks });
      expect(formOf(read(markdown).children ?? []), markdown).toBe(formOf(blocks));
    }),
    { numRuns: runs },
  );
});

test('blocks read back as the same nodes', () => {
  fc.assert(
    fc.property(block.blocks, (blocks) => {
      const markdown = printMarkdown({ type: 'root', children: blocks });
      expect(formOf(read(markdown).children ?? []), markdown).toBe(formOf(blocks));
    }),
    { numRuns: Math.ceil(runs / 2) },
  );
});

const POSTS = join(PROJECT, 'content/posts');
const SITE = 'markdown+east_asian_line_breaks+autolink_bare_uris+cjk';

/** Returns markdown as HTML, as the program makes it. */
function htmlOf(markdown: string, dialect: string): string {
  const pipeline = pipelineFor(dialect, { footnotes: 'Notes', backToText: 'back' });
  return pipeline.stringify(pipeline.toHast(pipeline.read(markdown, () => {})));
}

/** Returns what readers find in HTML. */
function foundIn(html: string): { readonly [what: string]: unknown } {
  const root = parseFragment(html);
  const all = (...names: string[]) => elementsIn(root, named(...names));
  const text = (element: (typeof root.childNodes)[number]) => textIn(element).replace(/\s+/g, ' ').trim();
  return {
    words: contentOfOldHtml(html).words.join(' '),
    headings: all('h1', 'h2', 'h3', 'h4', 'h5', 'h6').map((each) => [each.tagName, text(each)]),
    // The ids of notes are numbers afterwards.
    links: all('a').flatMap((each) => attribute(each, 'href')?.replace(/^#(fn(?:ref)?)-.*/, '#$1') ?? []),
    pictures: all('img').map((each) => [attribute(each, 'src'), attribute(each, 'alt')]),
    code: all('pre').map((each) => textIn(each).trim()),
    cells: all('td', 'th').map(text),
    lists: all('li').length,
  };
}

const posts = readdirSync(POSTS).filter((name) => name.endsWith('.md'));

test.each(posts)('%s has the same content as HTML and as markdown again', (name) => {
  const source = readFileSync(join(POSTS, name), 'utf8').replace(/^---\n[\s\S]*?\n(?:---|\.\.\.)\n/, '');
  const html = htmlOf(source, SITE);
  const again = htmlOf(
    markdownOfHtml(html, { picture: (address) => address, link: (address) => address }),
    SITE.replace('+cjk', '+cjk-smart'),
  );
  expect(foundIn(again)).toEqual(foundIn(html));
});

test('notes read back as the same nodes', () => {
  const notes = fc.array(spoken, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(spoken, notes, (first, texts) => {
      const references = texts.map((_text, at): Node => ({ type: 'footnoteReference', identifier: String(at + 1) }));
      const definitions = texts.map(
        (children, at): Node => ({
          type: 'footnoteDefinition',
          identifier: String(at + 1),
          children: [{ type: 'paragraph', children }],
        }),
      );
      const blocks: Node[] = [{ type: 'paragraph', children: [...first, ...references, asText(' end')] }, ...definitions];
      const markdown = printMarkdown({ type: 'root', children: blocks });
      expect(formOf(read(markdown).children ?? []), markdown).toBe(formOf(blocks));
    }),
    { numRuns: Math.ceil(runs / 3) },
  );
});
