// Diagrams of Graphviz become drawings in the page; mistakes in them have their place.

import { expect, test } from 'vitest';
import { buildSite } from '../support.js';

const build = (text: string) => buildSite({ 'content/posts/2020-01-02-a.md': `% A\n\n${text}\n` });

test('a diagram is drawn in the colours of the page, with its name', async () => {
  const { page, report } = await build('``` {.dot alt="From \'a\' to b & c"}\ndigraph { 甲 -> "b<c"; b [color=red] }\n```');
  expect(report).toBe('');
  const figure = /<figure class="diagram"[^>]*>([\s\S]*?)<\/figure>/.exec(page('posts/2020-01-02-a.html'))?.[1] ?? '';
  expect(figure).toMatch(/^<svg role="img" aria-label="From 'a' to b &amp; c" width="\d+" height="\d+"/);
  expect(figure).toContain('>甲</text>');
  expect(figure).toContain('>b&lt;c</text>');
  expect(figure).toContain('stroke="currentColor"');
  expect(figure).toContain('stroke="red"');
  expect(figure).not.toMatch(/<title>|<!--| id=|black|xmlns/);
});

test.each([
  ['```dot\ndigraph { a -> b }\n```'],
  ['~~~ {.graphviz}\ngraph { a -- b }\n~~~'],
  ['> ```dot\n> digraph { a -> b }\n> ```'],
  ['- x\n\n    ```dot\n    digraph { a -> b }\n    ```'],
])('is found: %j', async (text) => {
  expect((await build(text)).page('posts/2020-01-02-a.html')).toContain('<svg role="img"');
});

test('one that cannot be drawn is an error at its line', async () => {
  const { report, published } = await build('```dot\ndigraph {\n  a -> -> b\n}\n```');
  expect(published).toBe(false);
  expect(report).toContain(
    "content/posts/2020-01-02-a.md:5:1  error  this diagram cannot be drawn: syntax error in line 2 near '->'  code/diagram",
  );
});

test('words that only speak of it are left alone', async () => {
  const { page, report } = await build('```text\ndot\n```\n\n`dot` and ```` ```dot ````');
  expect(report).toBe('');
  expect(page('posts/2020-01-02-a.html')).not.toContain('<svg');
});
