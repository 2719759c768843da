// Warnings about markdown that a dialect reads as text, though it was meant as markup.

import { expect, test } from 'vitest';
import { buildSite } from '../support.js';

const site = (markdown: string, text: string) => ({
  'content/site.yaml': `title: T\nurl: https://example.org\nmarkdown: ${markdown}\n`,
  'content/posts/2020-01-02-a.md': `---\ntitle: a\n---\n${text}\n`,
});

/** Returns rules with their places; the text begins in line 4. */
async function reported(markdown: string, text: string): Promise<string[]> {
  const { problems } = await buildSite(site(markdown, text));
  return problems
    .filter(({ ruleId }) => /^markdown\/(?:list-|heading-space|dollar-signs|table-row|table-sign)/.test(ruleId))
    .map(({ ruleId, place }) => `${(place?.line ?? 0) - 3}:${place?.column} ${ruleId.replace('markdown/', '')}`);
}

test.each([
  'gfm',
  'commonmark',
  'markdown',
])('%s: warns about headings and items with odd spaces, and items with the wrong indentation', async (dialect) => {
  const text = [
    '#　全角',
    '-\u00a0不换行\n-　全角',
    '> 1.　编号',
    '100. 一\n    - 二',
    '文字\n      - 三',
    // No warnings: these mean what they say.
    '　　中文缩进',
    '\\-　文字',
    '5　个 -　- a',
    '- 一\n  - 二\n    - 三',
    '10. 一\n    - 二',
  ].join('\n\n');
  expect(await reported(dialect, text)).toEqual([
    '1:1 heading-space',
    '3:1 list-space',
    '4:1 list-space',
    '6:3 list-space',
    '9:5 list-indent',
    '12:7 list-indent',
  ]);
});

test.each([
  'gfm+tex_math_dollars',
  'commonmark+tex_math_dollars',
  'markdown',
])('%s: warns about shell variables', async (dialect) => {
  const text = [
    '把 $HOME/bin:$PATH 加上',
    '`$HOME:$PATH`，\\$HOME:\\$PATH，$HOME',
    '令 $A$B 与 $AB/CD$ 是，$x$-轴，$n$th，$AB$CD',
    '$JAVA_HOME$PATH',
  ].join('\n\n');
  expect(await reported(dialect, text)).toEqual(['1:3 dollar-signs', '7:1 dollar-signs']);
});

test('warns about a line right after a table in gfm', async () => {
  const text = '| a | b |\n|---|---|\n| 1 | 2 |\n后面的话\n\n| a |\n|---|\n| 1 |\n\n后面的话';
  expect(await reported('gfm', text)).toEqual(['4:1 table-row']);
  expect(await reported('markdown', text)).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['gfm', '`a|b` | c', ['3:1']],
  ['gfm', '| `D` | `*safari|*chrome` |', ['3:9']],
  ['gfm', '> | `x||y` |', []],
  ['gfm', '`a\\|b` | `c` | ``d`e`` | "`"', []],
  ['gfm', '\\`a|b` | c', []],
  ['gfm', '$|x|$ | c', []],
  ['gfm+tex_math_dollars', '$|x|$ | c', ['3:1']],
  ['gfm+tex_math_dollars', '$\\|x\\|$ | $5 | $6', []],
  ['gfm+tex_math_dollars', '`$|x$` | c', ['3:1']],
  ['gfm+wikilinks_title_after_pipe', 'a | [[b|c]]', ['3:5']],
  ['gfm+wikilinks_title_after_pipe', 'a | [[b\\|c]] | [[d]]', []],
  ['gfm+wikilinks_title_after_pipe', '[a][b|c] | [x]', []],
  ['markdown', '`a|b` | $|x|$', []],
  ['markdown+wikilinks_title_after_pipe', '`a|b` | [[b|c]]', ['3:9']],
  ['markdown+wikilinks_title_after_pipe', '`a|b` | [[b\\|c]]', []],
])('%s: warns about text that a `|` splits in the row %j', async (dialect, row, places) => {
  const text = `a | b | c | d\n--- | --- | --- | ---\n${row}`;
  expect((await reported(dialect, text)).filter((each) => each.includes('table-sign'))).toEqual(
    places.map((place) => `${place} table-sign`),
  );
});

test.each(['gfm', 'markdown'])('%s: reads a wikilink with an escaped `|` in a table', async (dialect) => {
  const files = site(`${dialect}+wikilinks_title_after_pipe`, 'x | y\n--- | ---\n[[b\\|name]] | [[b]]');
  const built = await buildSite({ ...files, 'content/b.md': '% B\n\nText.\n' });
  expect(built.rules).toEqual([]);
  expect(built.page('posts/2020-01-02-a.html')).toContain('<td><a href="/b.html" class="wikilink">name</a></td>');
});
