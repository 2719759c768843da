// Code blocks: highlighting by classes, line numbers, marked lines, file names.

import { parse } from 'parse5';
import { expect, test } from 'vitest';
import { buildSite } from '../support.js';

const PAGE = 'posts/2020-01-02-a.html';
const build = (text: string) => buildSite({ 'content/posts/2020-01-02-a.md': `% A\n\n${text}\n` });
const code = (page: string) => /<pre[\s\S]*<\/pre>/.exec(page)?.[0] ?? '';

/** Returns the text of HTML as a browser reads it. */
function textOf(html: string): string {
  const collect = (node: { nodeName: string; value?: string; childNodes?: unknown[] }): string =>
    node.nodeName === '#text' ? (node.value ?? '') : ((node.childNodes ?? []) as (typeof node)[]).map(collect).join('');
  return collect(parse(html) as never);
}

test.each([
  ['```java\nint a = 1; // <b>\n```', 'int a = 1; // <b>\n', 'hljs-type'],
  ['~~~~~~~ {.scala}\nval s = "a" & \'b\'\n~~~~~~~', 'val s = "a" & \'b\'\n', 'hljs-keyword'],
  ['``` {.sh}\nls -l # x\n```', 'ls -l # x\n', 'hljs-comment'],
  ['```c++\nint a;\n```', 'int a;\n', 'hljs-type'],
  ['```html\n<p class="x">a</p>\n```', '<p class="x">a</p>\n', 'hljs-tag'],
  ['```diff\n- a\n+ b\n```', '- a\n+ b\n', 'hljs-addition'],
])('highlights %s with classes, and keeps its text', async (text, expected, name) => {
  const built = await build(text);
  expect(built.report).toBe('');
  const block = code(built.page(PAGE));
  expect(textOf(block)).toBe(expected);
  expect(block).toContain(`<span class="${name}`);
  expect(block).not.toContain('style=');
  // Feeds contain the text only.
  expect(built.page('feed.json')).not.toMatch(/hljs|tabindex/);
});

test('reports an unknown language, but not `text` and the like', async () => {
  const built = await build('```javva\nint a;\n```\n\n```text\nfor int\n```\n\n    for int');
  expect(built.problems.map(({ ruleId, place, expected }) => [ruleId, place?.line, expected[0]])).toEqual([
    ['code/language', 3, 'java'],
  ]);
  expect(built.page(PAGE)).toContain('<pre><code class="language-javva">int a;');
});

test('shows line numbers from Pandoc’s startFrom, marked lines, and a file name', async () => {
  const built = await build(
    '``` {.java .numberLines startFrom="9" hl="10-11" filename="A & B.java"}\n/* a\n   b */\nint c;\n```',
  );
  expect(built.report).toBe('');
  const page = built.page(PAGE);
  expect(page).toContain('<figure class="code"><figcaption>A &amp; B.java</figcaption><pre');
  const block = code(page);
  expect([...block.matchAll(/<span class="(line[^"]*)" data-line="(\d+)">/g)].map(([, name, number]) => [name, number])).toEqual([
    ['line', '9'],
    ['line marked', '10'],
    ['line marked', '11'],
  ]);
  // A comment over two lines is closed and opened again between them.
  expect(block.match(/hljs-comment/g)).toHaveLength(2);
  expect(textOf(block)).toBe('/* a\n   b */\nint c;\n');
});
