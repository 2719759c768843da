// Measurable qualities of pages: accessibility, the Content-Security-Policy in effect, search, the additions of scripts, and pages without
// colours, pictures or space.

import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SITE_YAML, writeSite } from '../support.js';
import { CHROMIUM, complaintsOf, launch } from './launch.js';
import { type ServedSite, serveBuilt, serveDemo } from './site.js';

const AXE = createRequire(import.meta.url).resolve('axe-core');
const LONG = '/posts/2026-11-23-every-feature.html';

describe.skipIf(!CHROMIUM)('the demo site, measured', () => {
  let browser: Browser;
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveDemo();
    browser = await launch();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  /** Opens a page, collects the messages of its console, and closes it. */
  async function visit(
    path: string,
    options: BrowserContextOptions,
    look: (page: Page, complaints: string[]) => Promise<void>,
    at = site,
  ): Promise<void> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(at.address + path, { waitUntil: 'load' });
    await look(page, complaints);
    await context.close();
  }

  // Colours depend on the scheme, and layout on the width. themes.test.ts opens pages at other widths, the widest in light colours.
  test.each([
    ['light', 320],
    ['dark', 1280],
  ] as const)(
    'axe finds nothing in any kind of element, in %s colours at %i px',
    async (colorScheme, width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      for (const path of [...site.samples, '/nowhere']) {
        await page.goto(site.address + path, { waitUntil: 'load' });
        await page.addScriptTag({ path: AXE });
        const { violations } = await page.evaluate(() =>
          (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
        );
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
        expect([path, width, found]).toEqual([path, width, []]);
      }
      await context.close();
    },
    300_000,
  );

  test.each([
    ['阿里云', '2023-11-12-aliyun-outage'],
    ['宕机', '2023-11-12-aliyun-outage'],
    ['aliyun', '2023-11-12-aliyun-outage'],
    ['kubernetes', '2026-11-24-twenty-years-of-plain-text'],
  ])(
    'search: %s leads to %s',
    async (query, slug) => {
      await visit('/', {}, async (page, complaints) => {
        const requests: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        await page.keyboard.press('/');
        await page.waitForURL('**/search.html');
        await page.waitForLoadState();
        await page.fill('input[type=search]', query);
        const first = page.locator('.results .title').first();
        await first.waitFor();
        expect(await first.getAttribute('href')).toContain(slug);
        // Its address contains words that its text doesn't.
        if (query !== 'aliyun') await page.locator('.results mark').first().waitFor();
        expect(requests.every((url) => url.startsWith(site.address) || url.startsWith('data:'))).toBe(true);
        expect(new URL(page.url()).searchParams.get('q')).toBe(query);
        expect(complaints).toEqual([]);
      });
    },
    30_000,
  );

  test.each([
    true,
    false,
  ])('a post only requests its stylesheet, its pictures and two small scripts (scripts enabled: %s)', async (runs) => {
    const context = await browser.newContext({ javaScriptEnabled: runs });
    const page = await context.newPage();
    const requests: { readonly kind: string; readonly bytes: number }[] = [];
    page.on('requestfinished', async (request) => {
      // The browser has no request type for the icon, which is a picture too.
      const kind = request.url().endsWith('/favicon.svg') ? 'image' : request.resourceType();
      requests.push({ kind, bytes: kind === 'script' ? (await request.sizes()).responseBodySize : 0 });
    });
    await page.goto(`${site.address}${LONG}`, { waitUntil: 'networkidle' });
    const count = (kind: string) => requests.filter((each) => each.kind === kind).length;
    expect([count('document'), count('stylesheet'), count('script')]).toEqual([1, 1, runs ? 2 : 0]);
    expect(requests.filter(({ kind }) => !/^(?:document|stylesheet|image|script)$/.test(kind))).toEqual([]);
    expect(requests.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(2000);
    await context.close();
  });

  test('search reports that it found nothing, and loads nothing before it is used', async () => {
    await visit('/search.html', {}, async (page) => {
      for (const nothing of ['qwxzv', '蒟蒻机', 'kubernetezzz']) {
        await page.fill('input[type=search]', nothing);
        await expect.poll(() => page.textContent('.found')).toContain('没有找到');
        await page.fill('input[type=search]', '二十年 纯文本');
        await page.locator('.results .title').first().waitFor();
      }
    });
    const requests: string[] = [];
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${site.address}${LONG}`, { waitUntil: 'networkidle' });
    expect(requests.filter((url) => new URL(url).pathname.startsWith('/search/'))).toEqual([]);
    await context.close();
  }, 30_000);

  test('search works below a base path, and its results lead there', async () => {
    const root = writeSite({
      'content/site.yaml': `${SITE_YAML.trim()}/blog\nsearch: true\n`.replace(
        'https://example.org\n/blog',
        'https://example.org/blog',
      ),
      'content/posts/2020-01-02-a.md': '% 甲\n\n长江大桥\n',
    });
    const built = await serveBuilt(root);
    const context = await browser.newContext();
    const page = await context.newPage();
    // The site is below /blog on its host; here it is served from the root.
    await page.route('**/blog/**', async (route) => {
      await route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/blog/', '/') }) });
    });
    await page.goto(`${built.address}/blog/search.html?q=${encodeURIComponent('长江')}`);
    const first = page.locator('.results .title').first();
    await first.waitFor();
    expect(await first.getAttribute('href')).toBe('/blog/posts/2020-01-02-a.html');
    // The page may still be asking for files.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
    built.close();
  }, 60_000);

  test('a button copies code, and headings show their addresses', async () => {
    await visit(LONG, { permissions: ['clipboard-read', 'clipboard-write'] }, async (page, complaints) => {
      const block = page.locator('.code-box').first();
      await block.hover();
      await block.locator('.copy').click();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        await block.locator('code').evaluate((code) => code.textContent),
      );
      expect(await page.getAttribute('h2 .permalink', 'href')).toBe(`#${encodeURIComponent('文字')}`);
      expect(complaints).toEqual([]);
    });
  }, 30_000);

  test('notes are next to their references on a wide screen, without overlap, and at the end on a narrow one', async () => {
    const notes = [1, 2, 3].map((n) => `[^${n}]: ${'这是一条说来话长的注。'.repeat(6)}`).join('\n\n');
    const root = writeSite({ 'content/posts/2020-01-02-a.md': `% 甲\n\n${'字'.repeat(300)}[^1]再[^2]三[^3]。\n\n${notes}\n` });
    const built = await serveBuilt(root);
    const boxes = (page: Page) =>
      page.evaluate(() =>
        [document.querySelector('.text p'), ...document.querySelectorAll('.footnotes li')].map((each) => {
          const { left, right, top, bottom } = (each as Element).getBoundingClientRect();
          return { left, right, top, bottom };
        }),
      );
    await visit(
      '/posts/2020-01-02-a.html',
      { viewport: { width: 1400, height: 900 } },
      async (page, complaints) => {
        const [text, ...own] = await boxes(page);
        const mark = await page.evaluate(() => document.querySelector('sup')?.getBoundingClientRect().top ?? 0);
        expect(Math.abs((own[0]?.top ?? 0) - mark)).toBeLessThan(20);
        for (const [at, note] of own.entries()) {
          expect(note.left).toBeGreaterThan(text?.right ?? 0);
          expect(note.right).toBeLessThan(1400);
          if (at > 0) expect(note.top).toBeGreaterThanOrEqual(own[at - 1]?.bottom ?? 0);
        }
        expect(complaints).toEqual([]);
      },
      built,
    );
    await visit(
      '/posts/2020-01-02-a.html',
      { viewport: { width: 1000, height: 900 } },
      async (page) => {
        const [text, ...own] = await boxes(page);
        for (const note of own) expect(note.top).toBeGreaterThan(text?.bottom ?? 0);
      },
      built,
    );
    built.close();
  }, 30_000);

  test('the 404 page suggests similar addresses', async () => {
    await visit('/posts/2023-11-12-aliyun-outag.html', {}, async (page) => {
      await page.waitForSelector('.meant a');
      expect(await page.getAttribute('.meant a', 'href')).toBe('/posts/2023-11-12-aliyun-outage.html');
    });
  }, 30_000);

  test('nothing is lost in forced colours, without pictures, and at 200 % zoom', async () => {
    for (const path of [LONG, '/', '/posts.html']) {
      await visit(path, { forcedColors: 'active', viewport: { width: 390, height: 900 } }, async (page) => {
        const colours = await page.evaluate(() => {
          const { color, backgroundColor } = getComputedStyle(document.body);
          return [color, backgroundColor];
        });
        expect(colours[0]).not.toBe(colours[1]);
      });
      // A zoom of 200 % at 1280 px is a window of 640 px with two device pixels per pixel.
      await visit(path, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, async (page) => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
      });
    }
    const context = await browser.newContext({ viewport: { width: 390, height: 900 } });
    const page = await context.newPage();
    await page.route(/\.(?:avif|webp|png|jpg|svg)$/, (route) => route.abort());
    await page.goto(`${site.address}${LONG}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const alt = await page
      .locator('.text img')
      .first()
      .evaluate((image: HTMLImageElement) => image.alt);
    expect(alt).not.toBe('');
    await context.close();
  }, 60_000);

  test('a printed page contains only its text', async () => {
    await visit(LONG, {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      for (const selector of ['header.site nav', '.toc', '.neighbours', '.related', 'footer.site'])
        expect([selector, await page.locator(selector).first().isVisible()]).toEqual([selector, false]);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    });
  }, 30_000);
});
