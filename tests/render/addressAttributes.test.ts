// Addresses in attributes of raw HTML lead to the same page or file as a link or a picture.

import { expect, test } from 'vitest';
import { cspHash } from '../../scripts/base/hash.js';
import { check } from '../../scripts/check/check.js';
import { policy } from '../assemble/policy.js';
import { buildSite, picture, writeSite } from '../support.js';

const SITE = 'title: T\nurl: https://example.org/b/\n';

test.each([
  ['<input type="image" src="images/p.png" alt="p">', 'src="/b/images/p.png"'],
  ['<svg><image href="images/p.png"/></svg>', 'href="/b/images/p.png"'],
  ['<svg><image xlink:href="images/p.png"/></svg>', 'xlink:href="/b/images/p.png"'],
  ['<svg><use href="images/d.svg#a"/></svg>', 'href="/b/images/d.svg#a"'],
  ['<svg><use href="#a"/></svg>', '<use href="#a"/>'],
  ['<div style="background: url(images/p.png) 0 0">x</div>', '{background: url(/b/images/p.png) 0 0}'],
  ['<div style="background: url(\'images/p.png\')">x</div>', '{background: url(/b/images/p.png)}'],
  ['[x]{style="background: url(images/p.png)"}', '{background: url(/b/images/p.png)}'],
  ['<style>.z{background:url("images/p.png")}</style>', '<style>.z{background:url(/b/images/p.png)}</style>'],
  ['<style>.z{fill:url(#a);cursor:url(data:,x)}</style>', '<style>.z{fill:url(#a);cursor:url(data:,x)}</style>'],
  ['<style>.z{color:red}@import "z.css";</style>', '<style>.z{color:red}@import url(/b/posts/z.css);</style>'],
  ["<style>.z{color:red}@import 'z.css' print;</style>", '@import url(/b/posts/z.css) print;'],
  ['<form action="b.md"><button formaction="b.md">x</button></form>', 'formaction="/b/posts/b.html"'],
  ['<blockquote cite="b.md">x</blockquote>', 'cite="/b/posts/b.html"'],
  ['<video poster="images/p.png"></video>', 'poster="/b/images/p.png"'],
  ['<img data-src="images/p.png" src="images/p.png" alt="x">', 'data-src="/b/images/p.png"'],
  ['<img data-src="images/p.png" src="https://example.com/x.png" alt="x">', 'data-src="/b/images/p.png"'],
])('%s', async (html, expected) => {
  const built = await buildSite({
    'content/site.yaml': SITE,
    'content/posts/a.md': `---\ntitle: A\ndate: 2024-01-01\n---\n\n${html}\n`,
    'content/posts/b.md': '% B\n%\n% 2024-01-02\n',
    'content/posts/z.css': '.y{color:blue}',
    'images/p.png': await picture(9, 9),
    'images/d.svg': '<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><path d="M0 0h1"/></g></svg>',
  });
  expect(built.rules.filter((rule) => rule !== 'picture/remote')).toEqual([]);
  const page = built.page('posts/a.html');
  expect(page).toContain(expected);
  for (const [, path] of page.matchAll(/\/b\/(images\/[pd]\.[a-z]+)/g)) expect(built.files).toContain(path);
  // The policy has the hash of the final text in <style>.
  const style = /<style>(\.z[^<]*)<\/style>/.exec(page)?.[1];
  if (style) expect(policy(page)['style-src']).toContain(cspHash(style));
  const feed = built.page('feed.json');
  expect(feed.match(/(?:src|poster|cite|href)=\\"(?!https:|data:|#)[^"]*/g) ?? []).toEqual([]);
});

test('reports missing files at their places, and counts the others as used', async () => {
  const root = writeSite({
    'content/site.yaml': `${SITE}links: warn\n`,
    'content/posts/a.md': `% A
%
% 2024-01-01

<div style="background: url(images/none.png)">x</div>

<svg><image href="images/none2.png"/></svg>

<form action="/answered/by/the/host">x</form> <q cite="鲁迅">y</q>

<img src="images/p.png" srcset="images/p.png 1x, images/q.png 2x" alt="p">

<style>.z{background:url(images/r.png)}</style>

<style>@import "none.css"; @import "https://fonts.example.net/a.css"; @import url(https://e.example.net/b.css)</style>
`,
    'images/p.png': await picture(9, 9),
    'images/q.png': await picture(18, 18),
    'images/r.png': await picture(9, 9),
  });
  const problems = await check({ root, drafts: false });
  expect(problems.map(({ ruleId, place, fatal }) => `${place?.line} ${ruleId} ${fatal}`)).toEqual([
    '5 link/dead false',
    '7 link/dead false',
    '9 link/dead false',
    '9 link/dead false',
    '15 html/script false',
    '15 html/script false',
    '15 link/dead false',
  ]);
});
