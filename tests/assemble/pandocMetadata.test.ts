// Metadata under Pandoc's names.

import { expect, test } from 'vitest';
import { buildSite } from '../support.js';
import { policy } from './policy.js';

const HEADER = `---
title: T
subtitle: "*S*, H~2~O"
abstract: |
  About [b](2020-01-03-b.md), and $x$.

  More.
keywords: [k1, k2]
header-includes: |
  <meta name="x" content="y">
  <script>run()</script>
include-before: '**before**'
include-after: [one, two]
institute: Inst <1>
number-sections: true
toc: true
toc-depth: 2
---
`;

test('renders texts as markdown with links and formulas, and allows their code in the policy', async () => {
  const { page, problems } = await buildSite({
    'content/posts/2020-01-02-a.md': `${HEADER}\nbody\n`,
    'content/posts/2020-01-03-b.md': '% B\n',
    'templates/pandoc.html':
      '$subtitle$|$abstract$|$for(keywords)$$keywords$$sep$,$endfor$|$institute$|$for(include-after)$$include-after$$endfor$|$thanks$',
    'content/posts/2020-01-04-c.md': HEADER.replace('title: T', 'title: U\nlayout: pandoc'),
  });
  expect(problems).toEqual([]);
  const html = page('posts/2020-01-02-a.html');
  expect(html).toContain('<p class="subtitle"><em>S</em>, H<sub>2</sub>O</p>');
  expect(html).toContain('<p>About <a href="/posts/2020-01-03-b.html">b</a>, and <math>');
  expect(html).toMatch(/<meta name="x" content="y">\n<script>run\(\)<\/script>[\s\S]*<\/head>/);
  expect(policy(html)['script-src']?.some((source) => source.startsWith("'sha256-"))).toBe(true);
  expect(html.indexOf('<strong>before</strong>')).toBeLessThan(html.indexOf('<article>'));
  expect(html.indexOf('<p>one</p>')).toBeGreaterThan(html.indexOf('</article>'));
  const [subtitle, abstract, keywords, institute, after, thanks] = page('posts/2020-01-04-c.html').split('|');
  expect([subtitle, keywords, institute, thanks]).toEqual(['<em>S</em>, H<sub>2</sub>O', 'k1,k2', 'Inst &lt;1&gt;', '']);
  expect(abstract).toContain('<p>More.</p>');
  expect(after).toBe('<p>one</p><p>two</p>');
});

test('reports a dead link in metadata', async () => {
  const { rules } = await buildSite({ 'content/posts/2020-01-02-a.md': '---\ntitle: T\nabstract: "[x](gone.md)"\n---\n' });
  expect(rules).toEqual(['link/dead']);
});

test('numbers and shifts sections as Pandoc does, and limits the depth of the table of contents', async () => {
  const headings = '\n## A\n\n### B\n\n# C {.unnumbered}\n\n# D\n\n#### E\n\n## F\n\n###### G\n';
  const { page } = await buildSite({
    'content/posts/2020-01-02-a.md': `---\ntitle: T\nnumber-sections: true\ntoc-depth: 2\n---\n${headings}`,
    'content/posts/2020-01-03-b.md': `---\ntitle: U\nshift-heading-level-by: 1\n---\n${headings}`,
    'content/posts/2020-01-04-c.md': `---\ntitle: V\nshift-heading-level-by: -1\n---\n${headings}`,
  });
  const found = (path: string) =>
    [
      ...page(path).matchAll(
        /<(h\d|p class="heading"|p) (?:class="(\w+)" )?(?:id="(\w+)")?[^>]*>(?:<span class="header-section-number">([\d.]+)<\/span> )?([A-G])</g,
      ),
    ].map(([, tag, , , number, text]) => [tag, number, text].filter(Boolean).join(' '));
  expect(found('posts/2020-01-02-a.html')).toEqual([
    'h2 0.1 A',
    'h3 0.1.1 B',
    'h1 C',
    'h1 1 D',
    'h4 1.0.0.1 E',
    'h2 1.1 F',
    'h6 1.1.0.0.0.1 G',
  ]);
  const toc = /<nav aria-label="目录">(.*?)<\/nav>/s.exec(page('posts/2020-01-02-a.html'))?.[1] ?? '';
  expect([...toc.matchAll(/<a href="#(\w)">(.*?)<\/a>/g)].map(([, id, html]) => [id, html?.replace(/<[^>]*>/g, '')])).toEqual([
    ['a', '0.1 A'],
    ['c', 'C'],
    ['d', '1 D'],
    ['f', '1.1 F'],
  ]);
  const shifted = page('posts/2020-01-03-b.html');
  for (const tag of ['<h3 id="a">A</h3>', '<h2 id="c" class="unnumbered">C</h2>', '<p id="g" class="heading">G</p>'])
    expect(shifted).toContain(tag);
  for (const tag of ['<h1 id="a">A</h1>', '>C</p>', '<h3 id="e">E</h3>']) expect(page('posts/2020-01-04-c.html')).toContain(tag);
});
