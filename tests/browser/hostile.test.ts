// `safe: true` against a hostile author, in a browser: every post is opened as served by a host without policies. No script runs, no
// request leaves the site, and no page navigates by itself.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typeOf } from '../../scripts/serve/http.js';
import { buildSite, filesBelow } from '../support.js';
import { CHROMIUM, launch } from './launch.js';

const EVIL = 'https://evil.example';
/** Records in the page that something ran. */
const RUN = 'top.document.title=`PWNED`';
const inUrl = `javascript:${RUN}`;

/** Texts of posts: HTML in every place where markdown, its extensions and its drawings may let some through. */
const TEXTS: readonly string[] = [
  `<script>${RUN}</script>`,
  `<p onclick="${RUN}" onmouseover="${RUN}">p</p><details open ontoggle="${RUN}"><summary>s</summary></details>`,
  `<img src=x onerror="${RUN}"><video><source onerror="${RUN}"></video><audio src=x onerror="${RUN}"></audio>`,
  `<iframe src="${inUrl}"></iframe><iframe srcdoc="<script>${RUN}</script>"></iframe><object data="${inUrl}"></object><embed src="${inUrl}">`,
  `<form action="${inUrl}"><input type=submit autofocus onfocus="${RUN}"></form><button formaction="${inUrl}" autofocus onfocus="${RUN}">b</button>`,
  `<meta http-equiv="refresh" content="0;url=${EVIL}/"><base href="${EVIL}/"><link rel=stylesheet href="${EVIL}/x.css"><link rel=prefetch href="${EVIL}/p">`,
  `<style>@import "${EVIL}/x.css";body{background:url(${EVIL}/b)}</style>`,
  `<p style="background:url(${EVIL}/s);position:fixed;inset:0">p</p><p style="width:1px;background:u\\72l(${EVIL}/s)">p</p>`,
  `<svg onload="${RUN}"><script>${RUN}</script><a xlink:href="${inUrl}"><text y=20>t</text></a><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${RUN}"></style></mglyph></table></mtext><maction actiontype="statusline" xlink:href="${inUrl}">m</maction></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript><template><script>${RUN}</script></template>`,
  `<a href="${inUrl}" id=x autofocus>a</a> [b](${inUrl}) [c](<java&#10;script:${RUN}>) <a href="&#1;javascript:${RUN}">d</a> [e](data:text/html,<script>${RUN}</script>)`,
  `[text]{onmouseover="${RUN}"} [x]{style="background:url(${EVIL}/q)"} ![p](x.png){onerror="${RUN}"}`,
  `\`\`\` {=html}\n<script>${RUN}</script>\n\`\`\`\n\nand \`<img src=x onerror=${RUN}>\`{=html}`,
  `$$a \\label{$& tabindex=1 autofocus onfocus=${RUN} onmouseover=${RUN} x}$$\n\n$$b \\label{$' onmouseover=${RUN} y}$$`,
  `$\\href{${inUrl}}{x}$ and $\\includegraphics{${EVIL}/f.png}$ and $\\style{background:url(${EVIL}/m)}{x}$ $\\class{x" onclick="${RUN}}{y}$`,
  `\`\`\` dot\ndigraph { a [fontname="x\\"><script>${RUN}</script><a b=\\"" URL="${inUrl}"]; b [label=<<FONT FACE="x&quot;&gt;&lt;img src=x onerror=${RUN}&gt;">t</FONT>>]; c [shape=none image="${EVIL}/i.png"] stylesheet="${EVIL}/g.css" }\n\`\`\``,
  `\`\`\` {.js onload="${RUN}" style="background:url(${EVIL}/c)"}\n</code></pre><script>${RUN}</script>\n\`\`\``,
  `text &#xFDD0;0&#xFDD1; <a title="&#xFDD0;0&#xFDD1;" class=x>a</a> \uFDD00\uFDD1\n\n![" onerror=${RUN} x="](own.svg)`,
  `![drawing](own.svg)\n\n[drawing](own.svg) [page](page.html) [php](x.php) ![](page.html)\n\n<video src="own.svg" poster="own.svg"></video>`,
  `::: {#x onclick="${RUN}"}\n\n| a |\n|---|\n| <script>${RUN}</script> |\n\n[^1]: <img src=x onerror=${RUN}>\n\n:::\n\nnote[^1]\n\n[^1]: <script>${RUN}</script>`,
  `<ol class="results" data-index="${EVIL}/search.js"></ol><form class="search" role="search"><input name=q></form><img name=currentScript><a id=currentScript data-copy=x>c</a>`,
  `<link rel=icon href="${EVIL}/i"><input type=image src="${EVIL}/t"><table background="${EVIL}/bg"><tr><td background="${EVIL}/td">x</table><body background="${EVIL}/body">`,
];

/** Headers of posts. */
const HEADERS: readonly string[] = [
  `css: ["${EVIL}/x.css", /posts/theme.txt]`,
  `layout: redirect\ntarget: ${EVIL}/`,
  `layout: search`,
  `header-includes: '<script>${RUN}</script><meta http-equiv="refresh" content="0;url=${EVIL}/"><link rel=stylesheet href="${EVIL}/x.css">'`,
  `include-before: '<script>${RUN}</script><img src=x onerror="${RUN}">'\ninclude-after: '<base href="${EVIL}/">'`,
  `subtitle: '<img src=x onerror="${RUN}">'\nabstract: '<svg onload="${RUN}">'\nauthor: '<script>${RUN}</script>'`,
  `tags: ['"><script>${RUN}</script>', "</title><script>${RUN}</script>"]\nseries: '"><img src=x onerror=${RUN}>'`,
  `description: '"><meta http-equiv=refresh content="0;url=${EVIL}/">'\nkeywords: ['"><script>${RUN}</script>']\nlicense: '<script>${RUN}</script>'`,
  `mathjax: ${EVIL}/m.js\nmath: '<script>${RUN}</script>'\nstyles: '</style><script>${RUN}</script>'\nhighlighting-css: '@import "${EVIL}/h.css"'`,
];

const DRAWING = `<?xml-stylesheet href="${EVIL}/p.css"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml" width="90" height="90" onload="${RUN}">
<script>${RUN}</script><h:script>${RUN}</h:script><h:meta http-equiv="refresh" content="0;url=${EVIL}/"/><h:img src="x" onerror="${RUN}"/>
<foreignObject width="9" height="9"><h:iframe src="${inUrl}"/></foreignObject>
<style>@\\69mport "${EVIL}/x.css"; rect{fill:u\\72l(${EVIL}/y)} @font-face{font-family:f;src:url(${EVIL}/f)} text{font-family:f}</style>
<set attributeName="onmouseover" to="${RUN}" begin="0s"/><a><animate attributeName=" href" values="${inUrl}"/><text y="20">text</text></a>
<image href="${EVIL}/i.png" width="9" height="9"/><feImage href="${EVIL}/f.png"/><use href="${EVIL}/u.svg#a"/><rect width="9" height="9" style="mask-image:image-set('${EVIL}/m' 1x)" filter="src('${EVIL}/q')"/>
<rect width="9" height="9" mask="-webkit-image-set('${EVIL}/m2' 1x)" cursor="-webkit-image-set('${EVIL}/c' 1x), auto"><set attributeName="mask" to="-webkit-image-set('${EVIL}/m3' 1x)"/></rect>
<h:link rel="stylesheet" href="${EVIL}/l.css"/><h:body background="${EVIL}/b"/></svg>`;

const FILES: { readonly [path: string]: string } = {
  'own.svg': DRAWING,
  'linked.svg': DRAWING,
  'broken.svg': `<html xmlns="http://www.w3.org/1999/xhtml"><script>${RUN}</script></html>`,
  'late.svg': `<!--${' '.repeat(5000)}--><svg xmlns="http://www.w3.org/2000/svg"><script>${RUN}</script></svg>`,
  'page.html': `<script>${RUN}</script>`,
  'feed.rdf': `<html xmlns="http://www.w3.org/1999/xhtml"><script>${RUN}</script></html>`,
  'x.php': '<?php phpinfo(); ?>',
  'x.shtml': `<script>${RUN}</script>`,
  'theme.txt': `body{background:url(${EVIL}/t)}`,
};

function hostileSite(): { [path: string]: string } {
  const post = (at: number, header: string, text: string) =>
    [`content/posts/2020-01-01-${at}.md`, `---\ntitle: '${at} <img src=x onerror=${RUN}>'\n${header}\n---\n\n${text}\n`] as const;
  return {
    'content/site.yaml':
      'title: T\nurl: https://example.org\nlanguage: en\nsafe: true\nlinks: warn\npictures: warn\nsearch: true\nprefetch: false\n',
    ...Object.fromEntries(TEXTS.map((text, at) => post(at, '', text))),
    ...Object.fromEntries(HEADERS.map((header, at) => post(100 + at, header, 'text [linked](linked.svg)'))),
    ...Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`content/posts/${name}`, text])),
  };
}

describe.skipIf(!CHROMIUM)('a hostile author', () => {
  let browser: Browser;
  let out = '';
  let files: readonly string[] = [];
  let address = '';
  let close = () => {};

  beforeAll(async () => {
    const built = await buildSite(hostileSite());
    if (!built.published) throw new Error(built.report);
    out = join(built.root, 'dist');
    files = filesBelow(out);
    const server = createServer((request, response) => {
      const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/').replace(/\/$/, '/index.html');
      if (!files.includes(path.slice(1))) return response.writeHead(404).end();
      const bytes = readFileSync(join(out, path));
      // A host without headers, and pages without their policy.
      const isPage = path.endsWith('.html');
      const body = isPage ? bytes.toString().replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '') : bytes;
      return response.writeHead(200, { 'content-type': typeOf(path) }).end(body);
    }).listen(0);
    address = `http://localhost:${(server.address() as { port: number }).port}`;
    close = () => server.close();
    browser = await launch();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    close();
  });

  test('publishes no file that a browser or server runs, and adds nothing to a policy', () => {
    expect(files.filter((file) => file.startsWith('posts/') && !/\.(?:html|svg|txt)$/.test(file))).toEqual([]);
    expect(files.filter((file) => /page\.html|shtml|php|htaccess/.test(file))).toEqual([]);
    const policies = files
      .filter((file) => /\.html$|^_headers$/.test(file))
      .flatMap((file) => readFileSync(join(out, file), 'utf8').match(/script-src [^;]*/g) ?? []);
    expect(policies.length).toBeGreaterThan(TEXTS.length);
    expect([...new Set(policies)]).toEqual(["script-src 'self'"]);
  });

  test('runs no script, makes no external request, and navigates nowhere', { timeout: 300_000 }, async () => {
    const opened = files.filter((file) => /\.(?:html|svg|xml)$/.test(file));
    expect(opened.length).toBeGreaterThan(TEXTS.length + HEADERS.length);
    for (const file of opened) {
      const page = await browser.newPage();
      const complaints: string[] = [];
      const own = `${address}/${encodeURI(file)}`;
      await page.route('**', (route) => {
        const url = route.request().url();
        if (url.startsWith(address) || url.startsWith('data:')) return route.continue();
        complaints.push(`asks for ${url}`);
        return route.abort();
      });
      page.on('dialog', (dialog) => {
        complaints.push('opens a dialog');
        void dialog.dismiss();
      });
      page.on('popup', () => complaints.push('opens a window'));
      page.on('framenavigated', (frame) => {
        if (frame.url() !== own) complaints.push(`leads to ${frame.url()}`);
      });
      await page.goto(own, { waitUntil: 'load' });
      // Content that waits for a reader: move the pointer over everything, and click everything that is not a link or a form.
      await page.evaluate(() => {
        for (const each of document.querySelectorAll('*')) {
          each.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
          if (!each.closest('a, area, form, button, summary, label'))
            each.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        }
      });
      await page.waitForTimeout(150);
      if ((await page.title()) === 'PWNED') complaints.push('runs a script');
      const active = await page.evaluate(() => {
        const ours = 'script[type="application/ld+json"], script[src^="/assets/"]';
        const elements = [...document.querySelectorAll('script, iframe, object, embed, base, foreignObject')];
        const links = [...document.querySelectorAll('a, area, use, image')].filter((each) => {
          const href = each.getAttribute('href') ?? each.getAttribute('xlink:href');
          return href !== null && !/^(?:https?|mailto|data|tel):$/.test(new URL(href, location.href).protocol);
        });
        return [...elements.filter((each) => !each.matches(ours)), ...links].map((each) => each.outerHTML.slice(0, 100));
      });
      expect([file, complaints, active]).toEqual([file, [], []]);
      await page.close();
    }
  });
});
