// Text never becomes markup: whatever looks like HTML, XML, JSON or a header line in a title, tag, name or address appears as
// plain text in every file that shows it.

import fc from 'fast-check';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { type Built, buildSite, picture, rounds } from '../support.js';

type Node = DefaultTreeAdapterMap['node'];

/** Texts that would be an element or an attribute if they escaped from their place. */
const PARTS = [
  ...[
    '<evil>',
    '"><evil x="',
    "'><evil x='",
    '</title><evil>',
    '</script><evil>',
    ']]><evil/>',
    '--><evil>',
    '<!--',
    '<![CDATA[',
  ],
  ...[
    '&lt;evil>',
    '&evil;',
    '</textarea></style><evil>',
    '" onload="evil()',
    "' onload='evil()",
    '\u202Ebidi\u202C',
    '\u2066x\u2069',
  ],
  ...['$body$', '%0d%0aX-Evil: 1', '\\u003cevil\\u003e', '{{evil}}', '`evil`', '🦊', 'é', '長'],
];

/** Escapes a text for markdown. */
const escaped = (text: string) => text.replace(/[\\!-/:-@[-`{-~]/g, (sign) => `\\${sign}`);

/** Builds a site with a text everywhere a writer can put text. */
async function siteOf(text: string): Promise<Built> {
  const yaml = JSON.stringify(text);
  const written = JSON.stringify(escaped(text));
  const settings = `title: ${yaml}\nauthor: ${written}\ndescription: ${yaml}\nurl: https://x.example\nlanguage: en\nlinks: warn\npictures: warn\nsearch: true\n`;
  const fields = `title: ${written}\nauthor: ${written}\ndescription: ${yaml}\ntags: [${yaml}]\nseries: ${yaml}\nkeywords: [${written}]\nsubtitle: ${written}\nabstract: ${written}`;
  const body = `## ${escaped(text)}\n\n## Two\n\n## Three\n\n![${escaped(text)}](images/a.png "${text.replace(/["\\]/g, '\\$&')}")\n\n[^1]\n\n[^1]: ${escaped(text)}\n`;
  const post = (more = '') => `---\n${fields}\n${more}---\n\n${body}`;
  // File systems allow this in names, but addresses do not.
  const name = [...text.replace(/[/\\\0-\x1f]/g, '')].slice(0, 50).join('');
  return buildSite({
    'content/site.yaml': settings,
    'content/posts/2020-01-02-a.md': post(
      `aliases: [${JSON.stringify(`/old${text.replace(/[*:%?#\\/]/g, '').slice(0, 60)}.html`)}]\n`,
    ),
    'content/posts/2020-01-03-b.md': post(),
    [`content/posts/2020-01-04-${name}.md`]: `% Other\n\n![x](images/${encodeURIComponent(name)}.png) [x](2020-01-02-a.md)\n`,
    'images/a.png': await picture(90, 60),
    [`images/${name}.png`]: await picture(90, 60),
  });
}

function elements(node: Node): DefaultTreeAdapterMap['element'][] {
  const own = 'tagName' in node ? [node] : [];
  return [...own, ...('childNodes' in node ? node.childNodes.flatMap(elements) : [])];
}

const textOf = (node: Node): string =>
  node.nodeName === '#text'
    ? (node as DefaultTreeAdapterMap['textNode']).value
    : 'childNodes' in node
      ? node.childNodes.map(textOf).join('')
      : '';

/** Returns the markup in a site's files that escaped from the text. */
function escapes({ files, page }: Built): string[] {
  return files.flatMap((file) => {
    if (/\.xml$/.test(file)) fromXml(page(file));
    if (/\.json$/.test(file)) JSON.parse(page(file));
    if (file === '_headers')
      return page(file)
        .split('\n')
        .filter((line) => !/^(?:\/.*| {2}[A-Z][A-Za-z-]+: [\x20-\x7e]+|)$/.test(line) || /evil/i.test(line));
    if (file === '_redirects')
      return page(file)
        .split('\n')
        .filter((line) => !/^(?:\/[!-~]* \/[!-~]* 301|)$/.test(line));
    if (!/\.html$/.test(file)) return [];
    const all = elements(parse(page(file)));
    for (const each of all)
      if (each.tagName === 'script' && each.attrs.some(({ value }) => value === 'application/ld+json')) JSON.parse(textOf(each));
    return all.flatMap(({ tagName, attrs }) => {
      const bad = attrs.filter(
        ({ name, value }) => name === 'x' || name === 'onload' || (/^(?:href|src)$/.test(name) && /^\s*javascript:/i.test(value)),
      );
      return tagName === 'evil' || bad.length > 0 ? [`${file}: <${tagName} ${JSON.stringify(bad)}>`] : [];
    });
  });
}

test('shows a text with all kinds of markup as plain text, everywhere', async () => {
  const text = PARTS.join(' ');
  const built = await siteOf(text);
  expect(built.rules.filter((rule) => !/^(?:markdown\/foreign|tag\/alike|picture\/suffix|title\/repeated)$/.test(rule))).toEqual(
    [],
  );
  expect(escapes(built)).toEqual([]);
  const page = elements(parse(built.page('posts/2020-01-02-a.html')));
  const [title, h1] = ['title', 'h1'].map((name) => page.find(({ tagName }) => tagName === name));
  // Dashes and quotes become smart punctuation.
  const smart = /["'“”‘’–-]+/g;
  const plain = (given = '') => given.replace(smart, '').replaceAll('&lt;', '<');
  expect(plain(textOf(h1 as Node))).toBe(plain(text));
  expect(plain(textOf(title as Node))).toContain(plain(text));
  const meta = (name: string) =>
    page.find(({ attrs }) => attrs.some(({ value }) => value === name))?.attrs.find(({ name }) => name === 'content')?.value;
  // Marks of other tools are removed from descriptions.
  expect(meta('description')).toBe(text.replace('{{evil}} ', ''));
  expect(plain(meta('og:title'))).toBe(plain(text));
  const feed = JSON.parse(built.page('feed.json')) as { title: string; items: { tags?: string[] }[] };
  expect(feed.title).toBe(text);
  expect(feed.items.flatMap(({ tags }) => tags ?? [])).toContain(text);
}, 60_000);

test('shows any text as plain text', async () => {
  const text = fc.array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ unit: 'grapheme', maxLength: 6 })), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(text, async (parts) => {
      const built = await siteOf(`a${parts.join(' ').replace(/[\r\n\u2028\u2029\u0085]/g, '')}z`);
      expect(escapes(built)).toEqual([]);
      expect([built.published, built.problems.filter(({ fatal }) => fatal)]).toEqual([true, []]);
    }),
    { numRuns: rounds(5, 60) },
  );
}, 120_000);

describe('line breaks in addresses', () => {
  test.each([
    '/a\nX-Evil: 1',
    '/a\r\nX-Evil: 1',
    '/a\u0000',
    '/a\u0085b',
  ])('stay within their line or are rejected: an alias %j', async (alias) => {
    const built = await buildSite({
      'content/posts/2020-01-02-a.md': `---\ntitle: A\naliases: [${JSON.stringify(alias)}]\n---\n`,
    });
    if (built.published) expect(escapes(built)).toEqual([]);
    else expect(built.rules).toEqual(['front-matter/wrong']);
  });

  test.each([
    '/a%0aX-Evil: 1',
    '/a%0d%0aX-Evil: 1',
    '/a b 200',
  ])('stay within their line or are rejected, encoded: an alias %j', async (alias) => {
    const built = await buildSite({
      'content/posts/2020-01-02-a.md': `---\ntitle: A\naliases: [${JSON.stringify(alias)}]\n---\n`,
    });
    if (built.published) expect(escapes(built)).toEqual([]);
    else expect(built.rules).toEqual(['front-matter/wrong']);
  });
});
