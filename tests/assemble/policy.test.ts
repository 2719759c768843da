// The Content-Security-Policy: no inline code except what a writer put into a post.

import { describe, expect, test } from 'vitest';
import { cspHash } from '../../scripts/base/hash.js';
import { buildSite, picture, SITE_YAML } from '../support.js';
import { policy } from './policy.js';

/** Without the program's own inline rules. */
const SETTINGS = `${SITE_YAML}prefetch: false\n`;

describe('Content-Security-Policy', () => {
  test('allows nothing inline but the page’s own styles, by hash', async () => {
    const { page } = await buildSite({
      'content/site.yaml': SETTINGS,
      'content/posts/2020-01-02-a.md': '% A\n\n![p](p.png){width=50%}\n\n| a |\n|--:|\n| b |\n',
      'content/posts/p.png': await picture(900, 600),
    });
    const html = page('posts/2020-01-02-a.html');
    const styles = /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? '';
    expect(styles).toContain('width:50%');
    const found = policy(html);
    expect(found['default-src']).toEqual(["'none'"]);
    expect(found['style-src']).toEqual(["'self'", cspHash(styles)]);
    expect(found['script-src']).toEqual(["'self'"]);
    expect(html).not.toMatch(/ style=/);
    expect(html).not.toContain('unsafe');
  });

  test('turns all style attributes into rules', async () => {
    const { page } = await buildSite({
      'content/posts/2020-01-02-a.md': `% A

<p class='x' style="color:red">a</p>

<b STYLE = 'font: 12px "a"'>b</b> \`style="x"\`

<i style="}</style><script>alert(1)</script>">c</i>

$\\begin{matrix} 1 & 2 \\end{matrix}$
`,
    });
    const html = page('posts/2020-01-02-a.html');
    const [, body = ''] = html.split('<body>');
    expect(body).not.toMatch(/<[^>]* style\s*=/i);
    expect(body).toContain('<math');
    expect(body).toMatch(/<p class="x s-[0-9a-f]{8}">/);
    expect(html).toMatch(/<b class="s-[0-9a-f]{8}">b<\/b>/);
    expect(html).toContain('<i>c</i>');
    expect(html).toContain('{color:red;color:light-dark(');
    expect(html).not.toContain('alert');
  });

  test('allows the code in a post, on its page and in the header', async () => {
    const { page } = await buildSite({
      'content/site.yaml': `${SETTINGS}allow: [https://stats.example/x]\n`,
      'content/posts/2020-01-02-a.md':
        '% A\n\n<script>run()</script>\n<script src="https://cdn.example/x.js"></script>\n<iframe src="//player.example/1"></iframe>\n<a onclick="go()">x</a>\n',
      'content/posts/2020-01-03-b.md': '% B\n\n`<script>` is a word\n',
    });
    const own = policy(page('posts/2020-01-02-a.html'));
    const scripts = [
      "'self'",
      'https://stats.example',
      cspHash('run()'),
      'https://cdn.example',
      "'unsafe-hashes'",
      cspHash('go()'),
    ];
    expect(own['script-src']?.toSorted()).toEqual(scripts.toSorted());
    expect(own['frame-src']).toEqual(['https://stats.example', 'player.example']);
    expect(policy(page('posts/2020-01-03-b.html'))['script-src']).toEqual(["'self'", 'https://stats.example']);
    for (const part of scripts) expect(page('_headers').split('\n')[1]).toContain(part);
    expect(page('_headers').split('\n')[1]).not.toContain('style-src');
  });

  test('allows forms, own files in frames, stylesheets with fonts, and handlers of pictures', async () => {
    const { page, rules } = await buildSite({
      'content/site.yaml': SETTINGS,
      'content/posts/2020-01-02-a.md': `% A

<form action="https://mail.example/subscribe"><button formaction="https://other.example/x">Go</button></form>

<object data="a.pdf"></object> <embed src="https://film.example/x.swf"> <iframe src="a.pdf" title="a"></iframe>

<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter">

<img src="p.png" alt="p" onerror="this.remove()">
`,
      'content/posts/a.pdf': '%PDF-1.4',
      'content/posts/p.png': await picture(9, 9),
    });
    expect(rules).toEqual([]);
    const found = policy(page('posts/2020-01-02-a.html'));
    expect(found['form-action']).toEqual(["'self'", 'https://mail.example', 'https://other.example']);
    expect(found['object-src']).toEqual(["'self'", 'https://film.example']);
    expect(found['frame-src']).toEqual(["'self'", 'https://film.example']);
    expect(found['style-src']).toContain('https://fonts.googleapis.com');
    expect(found['font-src']).toEqual(["'self'", 'https://fonts.gstatic.com']);
    expect(found['script-src']).toEqual(["'self'", "'unsafe-hashes'", cspHash('this.remove()')]);
  });

  test.each([
    ['<script>fetch("https://api.example/x")</script>', 'allow: [https://api.example]'],
    ["<script>const s = new WebSocket('wss://live.example/x')</script>", 'allow: [wss://live.example]'],
    ['<link rel="stylesheet" href="https://css.example/x.css">', 'allow: [https://css.example]'],
    ['<script src="https://cdn.example/x.js"></script>', 'allow: [https://cdn.example]'],
    ['<script>new Worker(URL.createObjectURL(new Blob(["1"])))</script>', 'put the worker into a file'],
    ['<script>x.setAttribute("style", "color:red")</script>', 'set properties one by one'],
    ['<base href="https://other.example/">', 'write full addresses'],
    ['<a href="javascript:go()">x</a>', 'use a button'],
    ['<script>fetch("/own.json"); x.style.color = "red"</script>', undefined],
    ['<script type="application/json">{"a": "https://a.example/"}</script>', undefined],
  ])('reports blocked code, with a fix: %s', async (html, note) => {
    const built = await buildSite({ 'content/posts/2020-01-02-a.md': `% A\n\n${html}\n` });
    expect(built.rules).toEqual(note === undefined ? [] : ['html/script']);
    expect(built.problems[0]?.note).toEqual(note && expect.stringContaining(note));
    if (note?.startsWith('allow')) {
      const allowed = { 'content/site.yaml': `${SITE_YAML}${note}\n`, 'content/posts/2020-01-02-a.md': `% A\n\n${html}\n` };
      expect((await buildSite(allowed)).rules).toEqual([]);
    }
  });
});
