// The search as a reader uses it: queries are typed into the field, and the results are compared with the pages' text. The queries are runs
// of characters and beginnings of words from the real archive if it is present, else from the demo site.

import { chmodSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOfHtml } from '../../scripts/base/text/htmlText.js';
import { Folder } from '../../scripts/features/search/fullText/fold.js';
import { variants } from '../../scripts/features/search/fullText/variants.js';
import { LONG, PROJECT, temporaryFolder } from '../support.js';
import { CHROMIUM, launch } from './launch.js';
import { type ServedSite, serveBuilt } from './site.js';

const ARCHIVE = join(PROJECT, '../shared/corpus/content');
const SAMPLES = LONG ? 300 : 100;
/** Limits for a query's requests and bytes, once the script is loaded. */
const MAX_REQUESTS = 6;
const MAX_BYTES = 60_000;
const fold = new Folder(variants());
/** The characters of words in scripts that separate words. */
const LETTER = String.raw`[[\p{L}\p{N}\p{M}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]]`;

describe.skipIf(!CHROMIUM)('search', () => {
  let browser: Browser;
  let site: ServedSite;
  /** The folded texts of all searchable pages, by address. */
  let texts: Map<string, string>;
  beforeAll(async () => {
    browser = await launch();
    site = await serveBuilt(archive());
    texts = await textsOf(site);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  test('a query finds exactly the pages that contain it', async () => {
    const page = await open(browser, site);
    const random = numbers(17);
    const holds = (text: string, query: string) =>
      /^[a-z]/.test(query) ? new RegExp(`(?<!${LETTER})${query}`, 'v').test(text) : text.includes(query);
    const wrong: unknown[] = [];
    for (let n = 0; n < SAMPLES; n++) {
      const query = sample([...texts.values()], random);
      const expected = [...texts].filter(([, text]) => holds(text, query)).map(([url]) => url);
      const found = await results(page, query);
      if (JSON.stringify(found.sort()) !== JSON.stringify(expected.sort())) wrong.push({ query, expected, found });
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  }, 300_000);

  test('a query costs few requests and bytes', async () => {
    const random = numbers(18);
    for (let n = 0; n < 8; n++) {
      const page = await open(browser, site);
      await page.focus('input[type=search]');
      await page.waitForLoadState('networkidle');
      const requests: { url: string; bytes: number }[] = [];
      page.on('requestfinished', async (request) => {
        const { responseBodySize: bytes } = await request.sizes();
        requests.push({ url: new URL(request.url()).pathname, bytes });
      });
      const query = sample([...texts.values()], random);
      await page.fill('input[type=search]', query);
      await page.locator('.results p').first().waitFor();
      await page.waitForLoadState('networkidle');
      // The index's root is loaded with the field; it counts as part of the query's cost.
      expect([query, requests.length + 1 <= MAX_REQUESTS, requests]).toEqual([query, true, requests]);
      expect([query, requests.reduce((sum, { bytes }) => sum + bytes, 0) < MAX_BYTES, requests]).toEqual([query, true, requests]);
      await page.context().close();
    }
  }, 120_000);

  test('works by keyboard: arrows lead into the results and back', async () => {
    const page = await open(browser, site);
    await page.fill('input[type=search]', '一');
    await page.locator('.results .title').nth(1).waitFor();
    const focused = () => page.evaluate(() => (document.activeElement as HTMLAnchorElement | null)?.href ?? '');
    await page.keyboard.press('ArrowDown');
    const first = await focused();
    expect(first).toContain('/posts/');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).not.toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('input');
    await page.context().close();
  }, 30_000);

  test('shows ten results, more on request, and excerpts when the reader reaches them', async () => {
    const page = await open(browser, site);
    await page.fill('input[type=search]', '一');
    const titles = page.locator('.results .title');
    const all = [...texts.values()].filter((text) => text.includes('一')).length;
    await expect.poll(() => page.textContent('.found')).toBe(`找到 ${all} 篇`);
    await expect.poll(() => titles.count()).toBe(Math.min(10, all));
    await expect.poll(() => page.locator('.results p').count()).toBe(Math.min(2, all));
    await page.hover('.results .title');
    await expect.poll(() => page.locator('.results p').count()).toBeGreaterThan(2);
    if (all > 10) {
      await page.click('.more-results');
      await expect.poll(() => titles.count()).toBe(Math.min(20, all));
    }
    await page.context().close();
  }, 30_000);

  test('without a network, searches the loaded part of the index, and reports that the rest is missing', async () => {
    const page = await open(browser, site, () => {});
    const query = sample([...texts.values()], numbers(19));
    const found = await results(page, query);
    await page.context().setOffline(true);
    expect(await results(page, query)).toEqual(found);
    await page.fill('input[type=search]', '“这个并不存在”');
    await expect.poll(() => page.textContent('.found')).toContain('没有加载成功');
    await page.context().setOffline(false);
    await page.press('input[type=search]', 'Enter');
    await expect.poll(() => page.textContent('.found')).toContain('没有找到');
    await page.context().close();
  }, 30_000);
});

/** Makes a site of the texts of the archive or the demo site, without pictures, and without a home page, which repeats other texts. */
function archive(): string {
  const root = temporaryFolder();
  const isWanted = (path: string) => !/\.(?:png|jpe?g|gif|webp|svg|avif)$|\/index\.md$/i.test(path);
  const hasArchive = existsSync(ARCHIVE);
  cpSync(hasArchive ? ARCHIVE : join(PROJECT, 'content'), join(root, 'content'), { recursive: true, filter: isWanted });
  if (!hasArchive) cpSync(join(PROJECT, 'data'), join(root, 'data'), { recursive: true });
  for (const path of ['content', 'content/site.yaml']) chmodSync(join(root, path), 0o755);
  const settings = join(root, 'content/site.yaml');
  const others = readFileSync(settings, 'utf8').replace(/^(?:links|pictures|logo|favicon|navigation):.*$/gm, '');
  writeFileSync(settings, `${others}\nlinks: warn\npictures: warn\ncards: false\n`);
  return root;
}

async function textsOf({ address }: ServedSite): Promise<Map<string, string>> {
  const text = async (path: string) => (await fetch(`${address}${path}`)).text();
  const rows = JSON.parse(await text('/search/posts/0.json')) as [title: string, path: string, date: string, tags: string][];
  const all = rows.map(async ([title, path, , tags]): Promise<[string, string]> => {
    const html = await text(`/${path}`);
    const body = /<div class="text">([\s\S]*?)<\/div>\n<(?:footer|\/article)>/.exec(html)?.[1] ?? html;
    return [`/${path}`, fold.fold([title, tags, textOfHtml(body).text].join('\n'))];
  });
  return new Map(await Promise.all(all));
}

/** Opens the search. @param complain called with messages of the browser's console */
async function open(
  browser: Browser,
  { address }: ServedSite,
  complain: (message: string) => void = (message) => {
    throw new Error(message);
  },
): Promise<Page> {
  const context: BrowserContext = await browser.newContext();
  const page = await context.newPage();
  page.on('console', (message) => complain(message.text()));
  await page.goto(`${address}/search.html`);
  return page;
}

/** Returns the addresses of all results of a query. */
async function results(page: Page, query: string): Promise<string[]> {
  await page.evaluate(() => document.querySelector('.found')?.replaceChildren());
  await page.fill('input[type=search]', query);
  await page.press('input[type=search]', 'Enter');
  const status = () => page.evaluate(() => document.querySelector('.found')?.textContent ?? '');
  await expect.poll(status, { interval: 5 }).toMatch(/\d|没有找到/);
  while (await page.locator('.more-results').count()) await page.click('.more-results');
  // Scrolls to each result.
  await page.evaluate(async () => {
    const items = [...document.querySelectorAll('.results li')] as (Element & { look: () => Promise<boolean> })[];
    await Promise.all(items.map((item) => item.look?.()));
  });
  const found = await page
    .locator('.results .title')
    .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  const count = await status();
  expect([query, count]).toEqual([query, found.length === 0 ? expect.stringContaining('没有找到') : `找到 ${found.length} 篇`]);
  return found;
}

/** Returns a run of two to eight characters from a text, or the beginning of a word. */
function sample(texts: readonly string[], random: () => number): string {
  for (;;) {
    const text = texts[Math.floor(random() * texts.length)] ?? '';
    const tokens = text.match(new RegExp(`\\p{Script=Han}{2,}|(?<!${LETTER})[a-z]{3,}`, 'gv')) ?? [];
    const token = tokens[Math.floor(random() * tokens.length)];
    if (!token) continue;
    const length = 2 + Math.floor(random() * 7);
    const start = /[a-z]/.test(token) ? 0 : Math.floor(random() * Math.max(1, token.length - length + 1));
    return token.slice(start, start + length);
  }
}

/** Returns a generator of numbers from 0 to 1 that are the same in each run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
