// Marks stand for links and pictures while an article is rendered. No text can forge a mark.

import { expect, test } from 'vitest';
import { buildSite, picture, SITE_YAML } from '../support.js';

/** Characters that served as marks in the past, in every encoding that readers of markdown, HTML, YAML or Graphviz decode. */
const FORGED = '\uFDD00\uFDD1 &#xFDD0;0&#xFDD1; &#64976;0&#64977; &amp;#xFDD0;0&amp;#xFDD1;';

test.each(['', 'safe: true\n'])('a text can’t move a picture to another place (%j)', async (more) => {
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}${more}`,
    'images/one.png': await picture(),
    'content/posts/2020-01-02-a.md': [
      '---',
      'title: "T \\uFDD00\\uFDD1 &#xFDD0;0&#xFDD1;"',
      'abstract: "A \\uFDD00\\uFDD1 &#xFDD0;0&#xFDD1;"',
      '---',
      '',
      '![only once](images/one.png)',
      '',
      `Text ${FORGED}`,
      '',
      `<a title="${FORGED}" class=forged>link</a>`,
      '',
      `[text](https://example.org/ "${FORGED}"){title2="${FORGED}"}`,
      '',
      '``` dot',
      `digraph { a [label="${FORGED}" tooltip="${FORGED}"] }`,
      '```',
      '',
    ].join('\n'),
  });
  const html = page('posts/2020-01-02-a.html');
  expect(html.match(/<img [^>]*alt="only once"/g)).toHaveLength(1);
  expect(html).not.toMatch(/[\uFDD0\uFDD1]|title="[^"]*<(?:img|picture)/);
});

test('an address in an unquoted attribute stays inside it', async () => {
  const { page } = await buildSite({
    'content/posts/2020-01-01-b.md': '% B\n\ntext\n',
    'content/posts/2020-01-02-a.md': '% A\n\n<a href=2020-01-01-b.md?&#32;onclick=alert(1)>b</a> <a href=2020-01-01-b.md>c</a>\n',
  });
  const html = page('posts/2020-01-02-a.html');
  expect(html).toContain('<a href="/posts/2020-01-01-b.html? onclick=alert(1)">b</a>');
});
