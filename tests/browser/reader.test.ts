// The demo site as a reader sees it in Chromium, at several widths, light and dark.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, complaintsOf, launch } from './launch.js';
import { type ServedSite, serveDemo } from './site.js';

describe.skipIf(!CHROMIUM)('the demo site', () => {
  let browser: Browser;
  let site: ServedSite;
  let address = '';
  let pages: readonly string[] = [];

  beforeAll(async () => {
    site = await serveDemo();
    ({ address, pages } = site);
    browser = await launch();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  /** Opens a page, and collects complaints of the console, of its policy and of the network. */
  async function open(
    path: string,
    width: number,
    colorScheme: 'light' | 'dark' = 'light',
  ): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('data:')) complaints.push(`asks ${request.url()}`);
    });
    await page.goto(address + path, { waitUntil: 'load' });
    return { page, complaints };
  }

  test.each([
    [320, 390],
    [1280, 2560],
  ])('no page is wider than a screen of %i or %i px, nothing is missing, and none violates its policy', async (...widths) => {
    const { page, complaints } = await open('/', widths[0]);
    for (const path of pages) {
      await page.setViewportSize({ width: widths[0], height: 900 });
      await page.goto(address + path, { waitUntil: 'load' });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, width]);
      }
      expect([path, complaints]).toEqual([path, []]);
    }
    await page.context().close();
  });

  test.each([
    [390, 1, 684],
    [390, 2, 1026],
    [390, 3, 1368],
    [1280, 1, 684],
    [1280, 2, 1368],
    [1280, 3, 2052],
  ])('a screen of %i px with a pixel ratio of %i loads the picture of %i px', async (width, density, expected) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, deviceScaleFactor: density });
    const page = await context.newPage();
    await page.goto(`${address}/posts/2026-11-23-every-feature.html`);
    const image = page.locator('.text img').first();
    await image.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => {
      const first = document.querySelector('.text img') as HTMLImageElement;
      return first.complete && first.naturalWidth > 0;
    });
    expect(await image.evaluate((each: HTMLImageElement) => each.currentSrc)).toMatch(new RegExp(`-${expected}\\.avif$`));
    await context.close();
  });

  test('nothing moves while pictures load: their space is reserved, with a placeholder', async () => {
    for (const width of [390, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const page = await context.newPage();
      // Every picture is delayed until after the layout.
      await page.route('**/images/**', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue();
      });
      await page.addInitScript(() => {
        Object.assign(window, { shift: 0 });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            (window as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(`${address}/posts/2026-11-23-every-feature.html`, { waitUntil: 'domcontentloaded' });
      const ground = await page.evaluate(() => getComputedStyle(document.querySelector('.text img') as Element).backgroundImage);
      expect(ground).toMatch(/^url\("data:image\/webp/);
      for (const image of await page.locator('.cover img, .text img').all()) {
        await image.scrollIntoViewIfNeeded();
        await image.evaluate((each: HTMLImageElement) => each.decode());
      }
      expect([width, await page.evaluate(() => (window as unknown as { shift: number }).shift)]).toEqual([width, 0]);
      await context.close();
    }
  });

  test('in dark mode, pictures are replaced or inverted, and the reader’s choice of mode counts', async () => {
    const shown = async (page: Page) => {
      const image = page.locator('.text img').first();
      await image.scrollIntoViewIfNeeded();
      await page.waitForFunction(() => (document.querySelector('.text img') as HTMLImageElement).complete);
      return (await image.evaluate((each: HTMLImageElement) => each.currentSrc)).includes('five-stages-dark-');
    };
    const path = '/posts/2026-11-20-what-is-titleblock.html';
    const { page } = await open(path, 1280, 'dark');
    expect(await shown(page)).toBe(true);
    await page.click('button.theme');
    expect(await shown(page)).toBe(false);
    await page.click('button.theme');
    expect(await shown(page)).toBe(true);
    await page.goto(`${address}/posts/2026-11-23-every-feature.html`);
    const filter = () => page.evaluate(() => getComputedStyle(document.querySelector('img.invert') as Element).filter);
    expect(await filter()).toContain('invert(1)');
    await page.context().close();
    const light = await open(path, 1280, 'light');
    expect(await shown(light.page)).toBe(false);
    await light.page.context().close();
  });

  test('the colour scheme follows the system until the reader chooses one', async () => {
    const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const { page } = await open('/', 1280, 'dark');
    expect(await background(page)).toBe('rgb(22, 23, 26)');
    await page.click('button.theme');
    expect(await background(page)).toBe('rgb(251, 250, 247)');
    await page.reload();
    expect(await background(page)).toBe('rgb(251, 250, 247)');
    await page.click('button.theme');
    expect(await background(page)).toBe('rgb(22, 23, 26)');
    await page.context().close();
    const light = await open('/', 1280, 'light');
    expect(await background(light.page)).toBe('rgb(251, 250, 247)');
    await light.page.context().close();
  });

  test('without scripts, everything is readable and no dead button is shown', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 800, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${address}/posts/2023-11-12-aliyun-outage.html`);
    expect(await page.locator('button.theme').isVisible()).toBe(false);
    expect(await page.locator('.text > h2').count()).toBe(4);
    await page.click('.toc summary');
    expect(await page.locator('.toc a').first().isVisible()).toBe(true);
    await context.close();
  });

  test('links lead to their targets: table of contents, notes and back, older and newer, aliases', async () => {
    const { page } = await open('/posts/2026-11-23-every-feature.html', 1000);
    await page.click('.toc summary');
    await page.click('.toc a:has-text("表格")');
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe('#表格');
    expect(await page.evaluate(() => document.querySelector(':target')?.firstChild?.textContent)).toBe('表格');
    await page.click('sup a >> nth=0');
    expect(await page.evaluate(() => document.querySelector(':target')?.textContent)).toContain('正文里只留一个记号');
    await page.click(':target a.data-footnote-backref');
    expect(await page.evaluate(() => document.querySelector(':target')?.tagName)).toBe('A');
    await page.click('.neighbours a[rel=prev]');
    expect(await page.textContent('h1')).toBe('怎样写一篇文章');
    await page.goto(`${address}/features/`);
    await page.waitForURL('**/2026-11-23-every-feature.html');
    await page.context().close();
  });

  test('Latin text has a smaller line height than Chinese, but titles have the same', async () => {
    const ratio = (page: Page, selector: string) =>
      page.evaluate((each) => {
        const style = getComputedStyle(document.querySelector(each) as Element);
        return Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize);
      }, selector);
    for (const [path, text] of [
      ['/posts/2026-11-20-what-is-titleblock.html', 1.65],
      ['/posts/2023-11-12-aliyun-outage.html', 1.85],
    ] as const) {
      const { page } = await open(path, 1280);
      expect(await ratio(page, '.text > p')).toBeCloseTo(text, 2);
      expect(await ratio(page, 'h1')).toBeCloseTo(1.35, 2);
      await page.context().close();
    }
  });

  test('the first tab stop skips to the text', async () => {
    const { page } = await open('/', 1280);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
    expect(await page.evaluate(() => document.activeElement?.getBoundingClientRect().top ?? -1)).toBeGreaterThanOrEqual(0);
    await page.context().close();
  });
});
