// Numbers of equations and references to them: TeX beside the text that a reader sees.

import fc from 'fast-check';
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';
import { expect, test } from 'vitest';
import { textOfHtml } from '../../scripts/base/text/htmlText.js';
import { Equations } from '../../scripts/render/equations.js';
import { buildSite, tries } from '../support.js';

const build = (text: string, more = '') =>
  buildSite({
    'content/site.yaml': `title: T\nurl: https://example.org\n${more}`,
    'content/posts/2024-01-01-a.md': `% A\n%\n% 2024-01-01\n\n${text}\n`,
  });
const seen = (html: string) => textOfHtml(/<div class="text">(.*)<\/div>\n<footer>/s.exec(html)?.[1] ?? '').text;

test('numbers equations in the order of the text, and links references to them', async () => {
  const built = await build(
    [
      '见 \\eqref{后} 和 $\\ref{eq:e}$。',
      '\\begin{equation}\nE = mc^2 \\label{eq:e}\n\\end{equation}',
      '没有号码：$$x = y$$',
      '$$a = b \\label{后}$$',
      '$$c = d \\tag{*} \\label{star}$$',
      '\\begin{align}\na &= b \\label{first} \\\\\nc &= d \\nonumber \\\\\ne &= f \\label{last}\n\\end{align}',
      '又见 \\ref{star}、\\eqref{first}、\\eqref{last} 与[链接](#eq:e)。',
    ].join('\n\n'),
  );
  expect(built.rules).toEqual([]);
  const page = built.page('posts/2024-01-01-a.html');
  expect(seen(page).replace(/\s+/g, ' ')).toBe(
    '见 (2) 和 1。 E = mc² (1) 没有号码： x = y a = b (2) c = d (*) a = b (3); c = d; e = f (4) 又见 *、(3)、(4) 与链接。',
  );
  const links = [...page.matchAll(/<a href="#([^"]*)">([^<]*)<\/a>/g)].map(([, id, text]) => `${decodeURI(id ?? '')} ${text}`);
  expect(links).toEqual(expect.arrayContaining(['后 (2)', 'eq:e 1', 'star *', 'first (3)', 'last (4)', 'eq:e 链接']));
  for (const id of ['后', 'eq:e', 'star', 'first', 'last']) expect(page).toContain(`<mtr id="${id}"`);
  expect(page).toContain('<annotation encoding="application/x-tex">a = b \\label{后}</annotation>');
});

test('shows formulas as TeX in feeds, with the numbers of the page', async () => {
  const built = await build(
    '见 \\eqref{e} 与 $x_{\\ref{f}}$。\n\n$$a = b \\label{e}$$\n\n\\begin{align}\nc &= d^2 \\label{f} \\\\\ne &= f \\tag{T}\n\\end{align}',
  );
  const [{ content_html: html }] = JSON.parse(built.page('feed.json')).items as [{ content_html: string }];
  expect(
    html
      .replace(/ href="[^"]*"/g, '')
      .split('\n\n')
      .join('\n'),
  ).toBe(
    [
      '<p>见 <a>(1)</a> 与 <code>x_{2}</code>。</p>',
      '<p><i>a = b</i> (1)</p>',
      '<p><code>\\begin{align}\nc &amp;= d^2 \\\\\ne &amp;= f \\tag{T}\n\\end{align}</code> (2) (T)</p>',
    ].join('\n'),
  );
});

test.each([
  ['links: error\n', false],
  ['links: warn\n', true],
])('reports an undefined label at its place (%s)', async (setting, isPublished) => {
  const built = await build('$$a = b \\label{eq:one}$$\n\n见 \\eqref{eq:on} 和 [链接](#eq:onn)。', setting);
  expect(built.published).toBe(isPublished);
  expect(built.report).toContain('content/posts/2024-01-01-a.md:7:3');
  expect(built.problems.map(({ ruleId, expected }) => [ruleId, ...expected])).toEqual([
    ['link/equation', 'eq:one'],
    ['link/anchor', '#eq:one'],
  ]);
});

test('reports two equations with one label as a duplicate id', async () => {
  const built = await build('$$a = b \\label{x}$$\n\n$$c = d \\label{x}$$');
  expect(built.rules).toEqual(['markdown/duplicate-id']);
});

type Node = DefaultTreeAdapterMap['node'];

const rowsOf = (node: Node): { readonly [name: string]: string }[] => [
  ...('tagName' in node && node.tagName === 'mtr' ? [Object.fromEntries(node.attrs.map((each) => [each.name, each.value]))] : []),
  ...('childNodes' in node ? node.childNodes.flatMap(rowsOf) : []),
];

test('a label with any characters becomes the id of its row, without ending the attribute', () => {
  const letters = fc.constantFrom('$', '&', "'", '`', '"', '<', '>', '0', '1', '=', ' ', 'onclick=alert(1)', 'x', '式');
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 6 }), (written) => {
      const label = `x${written.join('')}`.trim();
      const equations = new Equations();
      const tex = equations.prepare(`\\label{${label}}`, true);
      const [, id = ''] = /\\label\{([^}]*)\}/.exec(tex) ?? [];
      const html = `<math><mtable><mtr id="${id}" class="row"><mtd><span class="tml-eqn"></span></mtd></mtr></mtable></math>`;
      expect(rowsOf(parseFragment(equations.number(html)))).toEqual([{ id: label, class: 'row' }]);
    }),
    { numRuns: tries(500) },
  );
});
