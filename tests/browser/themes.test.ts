// The four themes in a browser: accessibility, width of pages, and what scripts add to galleries and long posts.

import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_THEME, THEME_NAMES } from '../../scripts/features/theme/themes.js';
import { picture, SITE_YAML, writeSite } from '../support.js';
import { CHROMIUM, launch } from './launch.js';
import { demoWith, type ServedSite, serveAgain, serveBuilt, setTheme } from './site.js';

const AXE = createRequire(import.meta.url).resolve('axe-core');

/** 14 kB, gzipped, with all stylesheets. */
const MAX_BYTES = 14 * 1024;

/** One page of each kind. */
const PAGES = [
  '/',
  '/posts.html',
  '/posts/2026-11-23-every-feature.html',
  '/archive.html',
  '/tags.html',
  '/search.html',
  '/about.html',
  '/notes.html',
  '/books.html',
  '/friends.html',
];

describe.skipIf(!CHROMIUM)('themes', () => {
  let browser: Browser;
  /** The pictures are encoded once for all themes. */
  let demo: string;

  beforeAll(async () => {
    demo = demoWith(DEFAULT_THEME);
    browser = await launch();
  }, 60_000);

  afterAll(async () => browser?.close());

  async function visit(address: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'load' });
    await look(page);
    await context.close();
  }

  test.each(THEME_NAMES)('%s: axe finds nothing, no page scrolls sideways, and each is small', async (theme) => {
    setTheme(demo, theme);
    const site = await serveAgain(demo);
    try {
      const sizes = [...site.sizes()];
      const large = sizes.filter(([, size]) => size > MAX_BYTES);
      expect([theme, sizes.length > PAGES.length, large]).toEqual([theme, true, []]);
      for (const path of PAGES)
        for (const [width, colorScheme] of [
          [360, 'light'],
          [1280, 'dark'],
          [1920, 'light'],
        ] as const)
          await visit(site.address + path, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
            await page.addScriptTag({ path: AXE });
            const { violations } = await page.evaluate(() =>
              (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
            );
            const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
            const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
            expect([path, width, found, scrolled]).toEqual([path, width, [], width]);
          });
    } finally {
      site.close();
    }
  }, 400_000);

  test('journal: every row of a list is full', async () => {
    const posts = Array.from({ length: 9 }, (_, at) => [`content/posts/2020-01-0${at + 1}-p.md`, `% 第 ${at + 1} 篇\n\n文。\n`]);
    const site = await serveBuilt(
      writeSite({
        'content/site.yaml': `${SITE_YAML}theme: {name: journal}\n`,
        ...Object.fromEntries(posts),
        'content/posts/2020-01-10-p.md': '---\ntitle: 封面\ncover: images/a.png\n---\n\n文。\n',
        'images/a.png': await picture(1200, 800),
      }),
    );
    try {
      for (const width of [700, 1280])
        await visit(`${site.address}/posts.html`, { viewport: { width, height: 900 } }, async (page) => {
          const gaps = await page.evaluate(() => {
            const list = document.querySelector('ol.posts') as HTMLElement;
            const found: [number, number][] = [];
            for (let count = list.children.length; count > 0; count--) {
              const last = list.lastElementChild as HTMLElement;
              found.push([count, Math.round(list.getBoundingClientRect().right - last.getBoundingClientRect().right)]);
              last.remove();
            }
            return found;
          });
          expect([width, gaps]).toEqual([width, Array.from({ length: 10 }, (_, at) => [10 - at, 0])]);
        });
    } finally {
      site.close();
    }
  }, 60_000);

  describe('scripts', () => {
    let site: ServedSite;
    const LONG = '/posts/2020-01-02-long.html';
    const GALLERY = '/posts/2020-01-01-gallery.html';

    beforeAll(async () => {
      site = await serveBuilt(
        writeSite({
          'content/site.yaml': SITE_YAML,
          'content/posts/2020-01-01-gallery.md':
            '% 图\n\n::: gallery\n![One](images/a.png)\n\n![Two](images/b.png)\n\n![Three](images/c.png)\n:::\n',
          'content/posts/2020-01-02-long.md': `% 长\n\n${'很长的一段文字。'.repeat(60)}\n\n`.concat(
            `${'再来一段。'.repeat(80)}\n\n`.repeat(12),
          ),
          'images/a.png': await picture(1200, 800),
          'images/b.png': await picture(600, 900),
          'images/c.png': await picture(900, 600),
        }),
      );
    }, 60_000);

    afterAll(() => site?.close());

    test('a gallery opens in a window: keys, the order, and the focus afterwards', async () => {
      await visit(site.address + GALLERY, {}, async (page) => {
        const shown = () =>
          page.evaluate(() => [
            document.querySelector('dialog')?.open,
            document.querySelector('dialog img')?.getAttribute('alt'),
          ]);
        await page.locator('.gallery a').first().press('Enter');
        expect(await shown()).toEqual([true, 'One']);
        await page.keyboard.press('ArrowRight');
        expect(await shown()).toEqual([true, 'Two']);
        await page.keyboard.press('ArrowLeft');
        await page.keyboard.press('ArrowLeft');
        expect(await shown()).toEqual([true, 'Three']);
        await page.keyboard.press('Escape');
        // The event of closing comes a moment later.
        await page.waitForFunction(() => document.activeElement?.getAttribute('href')?.startsWith('/images/c-'));
        expect((await shown())[0]).toBe(false);
      });
    });

    test('the caption of a picture in a gallery is below it, and a lone neighbour stands at the left', async () => {
      await visit(site.address + GALLERY, { viewport: { width: 1280, height: 900 } }, async (page) => {
        const [captions, next] = await page.evaluate(() => {
          const boxOf = (element: Element | null) => (element as Element).getBoundingClientRect();
          const figures = [...document.querySelectorAll('.gallery figure')];
          return [
            figures.map((figure) => boxOf(figure.querySelector('figcaption')).top >= boxOf(figure.querySelector('img')).bottom),
            boxOf(document.querySelector('.neighbours a')).left - boxOf(document.querySelector('.neighbours')).left,
          ];
        });
        expect([captions, next]).toEqual([[true, true, true], 0]);
      });
      await visit(site.address + LONG, { viewport: { width: 1280, height: 900 } }, async (page) => {
        const found = await page.evaluate(() => {
          const links = [...document.querySelectorAll<HTMLAnchorElement>('.neighbours a')];
          return links.map((link) => [
            link.rel,
            link.offsetLeft - (link.parentElement?.offsetLeft ?? 0),
            getComputedStyle(link).textAlign,
          ]);
        });
        expect(found).toEqual([['prev', 0, 'start']]);
      });
    });

    test('a swipe shows the next picture', async () => {
      await visit(site.address + GALLERY, { hasTouch: true, viewport: { width: 390, height: 844 } }, async (page) => {
        await page.locator('.gallery a').first().click();
        await page.mouse.move(300, 400);
        await page.mouse.down();
        await page.mouse.move(100, 400);
        await page.mouse.up();
        expect(await page.locator('dialog img').getAttribute('alt')).toBe('Two');
      });
    });

    test('without scripts, a picture of a gallery is a link to its large version', async () => {
      await visit(site.address + GALLERY, { javaScriptEnabled: false }, async (page) => {
        await page.locator('.gallery a').first().click();
        expect(page.url()).toMatch(/\/images\/a-[0-9a-f]+-1200\.\w+$/);
      });
    });

    test('a long post offers to go on where the reader stopped', async () => {
      await visit(site.address + LONG, {}, async (page) => {
        expect(await page.locator('.resume').count()).toBe(0);
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
        const place = await page.evaluate(() => scrollY);
        await page.goto(site.address + GALLERY);
        await page.goto(site.address + LONG);
        await page.locator('.resume').click();
        await page.waitForFunction(() => scrollY > 0);
        expect(Math.abs((await page.evaluate(() => scrollY)) - place)).toBeLessThan(20);
        expect(await page.locator('.resume').count()).toBe(0);
      });
    });

    test('a page is fetched when a reader points at its link', async () => {
      await visit(`${site.address}/posts.html`, {}, async (page) => {
        const fetched = page.waitForEvent('request', (request) => request.url().endsWith(LONG));
        await page.locator('.posts .title').first().hover();
        expect((await fetched).headers()['sec-purpose'] ?? 'prefetch').toContain('prefetch');
      });
    });
  });
});
