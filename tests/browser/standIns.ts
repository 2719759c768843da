// Stand-ins for comment services: their scripts from packages, or drawn like theirs, and a few comments that their servers would
// send. So tests and screenshots need no account and no network.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { PROJECT } from '../support.js';

/** Comments of readers. */
const COMMENTS = [
  { nick: '周末', text: '照着改了一遍，构建从两分钟降到了四秒。谢谢分享。', hue: 210 },
  { nick: 'Ada', text: 'The part about caches helped me a lot. Did you measure a cold start?', hue: 20 },
] as const;

/** A day on which all of them were written, so that screenshots stay the same. */
const DAY = Date.parse('2026-11-20T08:00:00Z');

export interface StandIn {
  /** The setting `comments`. */
  readonly settings: object;
  /** Matches an element of a comment that has loaded. */
  readonly shown: string;
  /** Answers the requests of a page to the service. */
  readonly serve: (page: Page) => Promise<void>;
}

const OPEN = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

/** Returns a file of an installed package. */
function packageFile(path: string): Buffer {
  const folders = [join(PROJECT, 'tests/browser/node_modules'), join(PROJECT, 'node_modules')];
  return readFileSync(join(folders.find((folder) => existsSync(join(folder, path))) as string, path));
}

/** Serves the files of a package at the address of its CDN. */
async function serveFiles(page: Page, address: string, folder: string): Promise<void> {
  await page.route(`${address}**`, (route) => {
    const path = new URL(route.request().url()).pathname.replace(/^.*?\/dist\//, 'dist/');
    const contentType = path.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ body: packageFile(`${folder}/${path}`), contentType, headers: OPEN });
  });
}

/** A picture for a reader without one. */
const avatar = (nick: string, hue: number) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="hsl(${hue} 45% 55%)"/><text x="20" y="27" font-size="18" font-family="sans-serif" text-anchor="middle" fill="#fff">${nick[0]}</text></svg>`)}`;

const json = (route: Route, body: object) => route.fulfill({ json: body, headers: OPEN });

const SERVER = 'https://talk.example.com';

export const STAND_INS: { readonly [service: string]: StandIn } = {
  giscus: {
    settings: { repo: 'me/blog', repoId: 'R_1', category: 'Comments', categoryId: 'DIC_1' },
    shown: 'iframe.giscus-frame',
    serve: async (page) => {
      await page.route('https://giscus.app/client.js', (route) =>
        route.fulfill({ body: GISCUS_SCRIPT, contentType: 'text/javascript', headers: OPEN }),
      );
      await page.route('https://giscus.app/widget**', (route) => route.fulfill({ body: GISCUS_PAGE, contentType: 'text/html' }));
    },
  },
  waline: {
    settings: { waline: { server: SERVER } },
    shown: '#waline .wl-card',
    serve: async (page) => {
      await serveFiles(page, 'https://unpkg.com/@waline/client@', '@waline/client');
      await page.route('https://unpkg.com/@waline/emojis**', (route) =>
        json(route, { prefix: '', type: 'png', icon: '', items: [] }),
      );
      const data = COMMENTS.map(({ nick, text, hue }, at) => {
        const address = avatar(nick, hue);
        const shown = { objectId: String(at), nick, link: '', avatar: address, comment: `<p>${text}</p>`, orig: text };
        return { ...shown, time: DAY + at * 3_600_000, like: 2 - at, browser: '', os: '', children: [] };
      });
      await page.route(`${SERVER}/api/comment**`, (route) =>
        json(route, { errno: 0, data: { page: 1, totalPages: 1, pageSize: 10, count: data.length, data } }),
      );
    },
  },
  twikoo: {
    settings: { twikoo: { server: SERVER } },
    shown: '#twikoo .tk-comment',
    serve: async (page) => {
      await serveFiles(page, 'https://cdn.jsdelivr.net/npm/twikoo@', 'twikoo');
      const data = COMMENTS.map(({ nick, text, hue }, at) => {
        const shown = { id: String(at), nick, avatar: avatar(nick, hue), mailMd5: '', link: '', comment: `<p>${text}</p>` };
        return { ...shown, created: DAY + at * 3_600_000, ups: [], like: 2 - at, liked: false, replies: [], os: '', browser: '' };
      });
      await page.route(`${SERVER}/**`, (route) => {
        const { event = '' } = (route.request().postDataJSON() ?? {}) as { event?: string };
        return json(
          route,
          event === 'COMMENT_GET'
            ? { code: 0, data, more: false, count: data.length }
            : { code: 0, config: { VERSION: '1.7.9' } },
        );
      });
    },
  },
};

/** Does what the script of giscus does: puts a frame in place of the script. */
const GISCUS_SCRIPT = `(() => {
  const frame = Object.assign(document.createElement('iframe'), { className: 'giscus-frame', title: 'Comments', src: 'https://giscus.app/widget' });
  frame.width = '100%';
  frame.height = '520';
  frame.style.border = 'none';
  document.currentScript.after(frame);
})();`;

/** A page that looks like giscus, which is drawn by GitHub's styles. */
const GISCUS_PAGE = `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><style>
body { margin: 0; font: 14px/1.5 -apple-system, 'Segoe UI', 'Noto Sans CJK SC', sans-serif; color: #1f2328 }
.row { display: flex; gap: 8px; align-items: center; margin: 12px 0 }
.bar { display: flex; justify-content: space-between; font-weight: 600; margin: 16px 0 }
.pill { border: 1px solid #d1d9e0; border-radius: 16px; padding: 2px 10px; font-size: 12px }
.box { border: 1px solid #d1d9e0; border-radius: 6px; padding: 12px; margin: 12px 0 }
.head { display: flex; gap: 8px; align-items: center } .head small { color: #59636e }
.face { width: 26px; height: 26px; border-radius: 50% }
.input { border: 1px solid #d1d9e0; border-radius: 6px; padding: 12px; min-height: 44px; color: #59636e }
.button { background: #1f883d; color: #fff; border-radius: 6px; padding: 5px 16px; font-weight: 500 }
</style><body><div class="row" style="justify-content:center"><span class="pill">☺ 4</span><span class="pill">★ 1</span><span class="pill">♥ 2</span></div>
<div class="bar"><span>${COMMENTS.length} 条评论</span><span class="pill">最早　最新</span></div>
<div class="box" style="padding:8px"><div class="input">登录后可发表评论</div><div class="row" style="justify-content:flex-end;margin:8px 0 0"><span class="button">用 GitHub 登录</span></div></div>
${COMMENTS.map(
  ({ nick, text, hue }) =>
    `<div class="box"><div class="head"><img class="face" alt="" src="${avatar(nick, hue)}"><b>${nick}</b><small>11 月 20 日</small></div><p>${text}</p><span class="pill">↑ 1</span></div>`,
).join('\n')}
</body></html>`;
