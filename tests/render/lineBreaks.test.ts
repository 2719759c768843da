// A line break in a heading, a title or a paragraph becomes a space wherever the text is shown in one line.

import { expect, test } from 'vitest';
import { buildSite } from '../support.js';

test.each(['markdown', 'gfm'])('%s', async (markdown) => {
  const { page, rules } = await buildSite({
    'content/site.yaml': `title: T\nurl: https://example.org\nmarkdown: ${markdown}\n`,
    'content/posts/2024-01-01-a.md': [
      '---\ntitle: First<br>second\n---',
      'A<br>B  \nC<br />D',
      '## One<br>two',
      '## Three<br/>four',
      '## 第五<br>第六',
    ].join('\n\n'),
  });
  expect(rules).toEqual([]);
  const post = page('posts/2024-01-01-a.html');
  expect(post).toContain('<title>First second · T</title>');
  expect(post).toContain('<h1>First second</h1>');
  expect(page('posts.html')).toContain('>First second</a>');
  expect(page('atom.xml')).toContain('<title>First second</title>');
  expect(post).toContain('<meta name="description" content="A B C D">');
  const contents = [...(/<nav aria-label="[^"]*"><ul>.*?<\/nav>/s.exec(post)?.[0] ?? '').matchAll(/<a [^>]*>(.*?)<\/a>/g)];
  expect(contents.map(([, html]) => html)).toEqual(['One two', 'Three four', '第五 第六']);
  // On the page itself, the line break stays.
  expect(post).toMatch(/>One<br>two<\/h2>/);
});
