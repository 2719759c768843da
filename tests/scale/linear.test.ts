// Time grows with the length of a text and not with its square, whatever is repeated in it.

import { describe, expect, test } from 'vitest';
import { tagSlug } from '../../scripts/assemble/addresses.js';
import { feedHtml } from '../../scripts/assemble/fill.js';
import { ZH_HANS } from '../../scripts/assemble/words/zh-Hans.js';
import { placeAt } from '../../scripts/base/diagnostics.js';
import { namesOf, siteLookup } from '../../scripts/base/siteLookup.js';
import { fixFiles } from '../../scripts/check/fix.js';
import { CONFIG_FIELDS } from '../../scripts/config/settings.js';
import { oldUrlsIn } from '../../scripts/new/oldUrls.js';
import { cleanSvg } from '../../scripts/picture/svg.js';
import { readSource } from '../../scripts/read/source.js';
import { renderArticle } from '../../scripts/render/article.js';
import { Equations } from '../../scripts/render/equations.js';
import { maskedText } from '../../scripts/render/foreign/mask.js';
import { readRedirects, redirectFor } from '../../scripts/serve/hostRules.js';
import type { Article, SiteIndex } from '../../scripts/types.js';
import { HEADER } from '../readSettings.js';
import { core } from '../support.js';

const SITE = { origin: 'https://example.org', base: '' };

async function article(text: string, safe = false): Promise<Article> {
  const dialect = CONFIG_FIELDS.markdown.default;
  const { source } = readSource('posts/2020-01-03-case.md', text, { fields: HEADER, dialect });
  const index: SiteIndex = { posts: [source], pages: [], unlisted: [], files: [], drafts: [], generated: ['/'] };
  return renderArticle(source, text, siteLookup(namesOf(index)), {
    own: [SITE],
    remote: 'keep',
    allow: [],
    dialect,
    links: 'warn',
    pictures: 'warn',
    words: ZH_HANS.words,
    safe,
  });
}

/** Milliseconds of processor time: other programs do not count. */
async function time(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Runs of which the best counts: the collection of garbage falls into some of them. */
const TRIES = 3;

/** Four times the length takes about four times as long; with its square it would be sixteen. Short times are noise. */
async function expectLinear(work: (n: number) => unknown, n: number): Promise<void> {
  await time(() => work(n / 4));
  let ratio = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && ratio >= 9; tries++) {
    const short = await time(() => work(n));
    const long = await time(() => work(4 * n));
    ratio = long > 400 ? long / short : 0;
  }
  expect(ratio).toBeLessThan(9);
}

const TEXTS: { readonly [what: string]: (n: number) => string } = {
  'spaces in a style': (n) => `<p style="width:1px${' '.repeat(n)}x">a</p>`,
  'spaces in an address of a style': (n) => `<p style="background:url(${' '.repeat(n)}x">a</p>`,
  'spaces where a length might be': (n) => `\\def\\a${' '.repeat(n)}x`,
  'spaces in a definition': (n) => `\\newcommand{\\a}${' '.repeat(n)}x`,
  'spaces after an address': (n) => `![a](b ${' '.repeat(n)}`,
  'spaces in the line of a fence': (n) => `\`\`\` {${' '.repeat(n)}x\n`,
  'spaces in a line like a field': (n) => `text: a${' '.repeat(n)}x\ntitle: b\n---\n`,
  'spaces after small capitals': (n) => `[a]{style="font-variant:small-caps${' '.repeat(n)}x"}`,
  'spaces in a header of Hexo': (n) => `;;;${' '.repeat(n)}x\n`,
  'signs after a heading': (n) => `# A ${'#'.repeat(n)}x`,
  'spaces in a heading': (n) => `# A${' '.repeat(n)}[x`,
  'spaces after a div': (n) => `::: {.a}${' '.repeat(n)}x\n\ntext\n\n:::`,
  'bars in a grid table': (n) => `+---+\n|${'|'.repeat(n)}\n+---+`,
  'spaces in a grid table': (n) => `+${'-'.repeat(n)}+\n|${' '.repeat(n)}|\n+${'-'.repeat(n)}+`,
  'comments without an end, and an instruction': (n) => `${'a <!-- '.repeat(n / 7)} ?>`,
  'instructions without an end, and a comment': (n) => `${'a <?b '.repeat(n / 6)} -->`,
  'spaces in a header that is none': (n) => `text\n---\ntitle${' '.repeat(n)}x\n`,
  'spaces before a size': (n) => `![a](<x.png${' '.repeat(n)}=3x4y>)`,
  'encoded spaces before a size': (n) => `![a](x.png${'%20'.repeat(n / 3)}=3x4y)`,
  'tags without an end': (n) => '{% a '.repeat(n / 5),
  'shortcodes without an end': (n) => '{{< a '.repeat(n / 6),
  'values without an end': (n) => '{{ a '.repeat(n / 5),
  'tags with an end': (n) => '{% a %}'.repeat(n / 14) + '{% enda %}'.repeat(n / 20),
  'wikilinks and their beginnings': (n) => '[[a [[a]] '.repeat(n / 10),
  'shortcodes in brackets': (n) => '[b]x[/b] [code a="b" '.repeat(n / 21),
  'attributes for markdown in HTML': (n) => `<b ${'markdown=1 <script setup '.repeat(n / 25)}`,
  'tags with many attributes for markdown': (n) => `<b ${'markdown=1 '.repeat(n / 11)}`,
  'comments in percent signs': (n) => '%% a '.repeat(n / 5),
  'lists of attributes in a line': (n) => `a ${'{:.a .b '.repeat(n / 8)}`,
  'dollar signs': (n) => '$a $$ b '.repeat(n / 8),
  'spaces before a mark': (n) => `a${' '.repeat(n)}^`,
  'spaces after an admonition’s sign': (n) => `!!!${' '.repeat(n)}x\n`,
  'spaces in a shortcode': (n) => `{{<${' '.repeat(n)}`,
  'spaces before a tag of the text': (n) => `a${' '.repeat(n)}#`,
  'spaces in a tag': (n) => `{% a${' '.repeat(n)}`,
  'template tags without an end': (n) => '<% a '.repeat(n / 5),
  'marked words': (n) => '==a== '.repeat(n / 6),
  'addresses before marks': (n) => `[a](${'{{ site.url }}'.repeat(n / 14)}`,
  'addresses next to Chinese': (n) => '[https://a.b，'.repeat(n / 13),
  'signs before a size': (n) => `![a](x.png${'='.repeat(n)}y)`,
};

describe.each(core(12, Object.entries(TEXTS)))('%s', (_what, text) => {
  test.each([
    ['as usual', false],
    ['safe', true],
  ])('%s', async (_how, safe) => {
    await expectLinear((n) => article(text(n), safe), 20_000);
  });
});

test('verbatim elements without an end, in which no marks of other tools are looked for', async () => {
  await expectLinear((n) => maskedText(`</b>${'<textarea>{{ a }} '.repeat(n / 18)}`, []), 2_000_000);
});

const withBody = (html: string): Article => ({ ...EMPTY, body: [html] });
let EMPTY: Article;

test.each([
  ['formulas', '<p title="<math <math ">'],
  ['drawings', '<svg '],
  ['code', '<pre tabindex="0"><code '],
  ['tags in a formula', '<'],
])('a feed of %s without an end', async (_what, piece) => {
  EMPTY = await article('');
  const html = (n: number) => (piece === '<' ? `<math ${piece.repeat(n)}</math>` : piece.repeat(n / piece.length));
  await expectLinear((n) => feedHtml(withBody(html(n)), '/a.html', SITE, new Map()), 40_000);
});

test.each<[string, (n: number) => unknown]>([
  [
    'places in a text',
    (n) => {
      const text = 'a\n'.repeat(n / 2);
      for (let at = 0; at < n; at += 2) placeAt(text, at, at + 1);
    },
  ],
  [
    'references to equations',
    (n) => {
      const equations = new Equations();
      for (let at = 0; at < n / 4; at++) equations.prepare(`\\ref{label-${at}}`, false);
    },
  ],
  ['signs in a tag', (n) => tagSlug(`${'-.'.repeat(n / 2)}x`)],
  ['a drawing’s size', (n) => cleanSvg(`<svg xmlns="http://www.w3.org/2000/svg" width="${'0'.repeat(n)}x"/>`)],
  [
    'a value in a drawing',
    (n) => cleanSvg(`<svg xmlns="http://www.w3.org/2000/svg"><rect fill="${'a'.repeat(n)} (" width="1"/></svg>`),
  ],
  [
    'entities without an end',
    (n) => {
      expect(() => cleanSvg(`<!DOCTYPE svg [${'<!ENTITY '.repeat(n / 9)}`)).toThrow();
    },
  ],
  ['items without an end', (n) => oldUrlsIn('<item>'.repeat(n / 6), { url: SITE, aliases: [] })],
  ['links in an item', (n) => oldUrlsIn(`<item>${'<link '.repeat(n / 6)}</item>`, { url: SITE, aliases: [] })],
  ['asterisks in a redirect', (n) => redirectFor(readRedirects(`/${'*a'.repeat(n / 20)}b /x 301\n`), `/${'a'.repeat(n)}`)],
  [
    'brackets before a size',
    (n) => {
      const text = `![a](${'('.repeat(n)})\n`;
      const place = { line: 1, column: 1, endLine: 1, endColumn: text.length };
      const problem = { file: 'content/a.md', place, ruleId: 'picture/size', fatal: false, reason: '', expected: [] };
      fixFiles([problem], () => Buffer.from(text));
    },
  ],
])('%s', async (_what, work) => {
  await expectLinear(work, 40_000);
});
