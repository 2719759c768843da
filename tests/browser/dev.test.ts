// The open page while a writer edits: it follows every change.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { serveSite } from '../dev/site.js';
import { CHROMIUM, launch } from './launch.js';

const POST = 'content/posts/2026-01-02-a.md';

const LONG = Array.from({ length: 60 }, (_, n) => `第${n}段。\n`).join('\n');

/** Opens a page, and waits until its script is connected: an earlier change would reload the page. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some((each) => 'initiatorType' in each && each.initiatorType === 'fetch'),
  );
}

describe.skipIf(!CHROMIUM)('a page that is open while its post is written', () => {
  test('updates the text in place, without a reload', async () => {
    const { url, root } = await serveSite({ [POST]: `% A\n\n${LONG}\n\n\`\`\`sh\nls\n\`\`\`\n\nfirst\n` });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await open(page, `${url}posts/2026-01-02-a.html`);
      await page.evaluate(() => {
        Object.assign(globalThis, { isTheSame: true });
        scrollTo(0, 700);
      });
      writeFileSync(join(root, POST), `% A\n\n${LONG}\n\n\`\`\`sh\nls\n\`\`\`\n\nsecond\n\nmore\n`);
      await page.waitForSelector('text=second');
      expect(await page.$$eval('.text > p', (all) => all.slice(-2).map((each) => each.textContent))).toEqual(['second', 'more']);
      writeFileSync(join(root, POST), `% New title\n\n${LONG}\n\n\`\`\`sh\nls\n\`\`\`\n\nsecond\n`);
      await page.waitForSelector('h1:text("New title")');
      expect(await page.title()).toContain('New title');
      expect(await page.evaluate(() => [scrollY, (globalThis as { isTheSame?: boolean }).isTheSame])).toEqual([700, true]);
      // The changes of scripts to the rest of the page are kept.
      expect(await page.$$eval('.code-box', (all) => all.length)).toBe(1);
    } finally {
      await browser.close();
    }
  }, 60_000);

  test('updates styles without a reload, and reloads for scripts', async () => {
    const { url, root } = await serveSite({ [POST]: '% A\n\nfirst\n', 'templates/style.css': 'body { color: red }' });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await open(page, `${url}posts/2026-01-02-a.html`);
      await page.evaluate(() => Object.assign(globalThis, { isTheSame: true }));
      const colour = () => page.evaluate(() => [getComputedStyle(document.body).color, 'isTheSame' in globalThis]);
      expect(await colour()).toEqual(['rgb(255, 0, 0)', true]);
      writeFileSync(join(root, 'templates/style.css'), 'body { color: blue }');
      await expect.poll(colour).toEqual(['rgb(0, 0, 255)', true]);
      expect(await page.$$eval('link[rel=stylesheet]', (all) => all.length)).toBe(1);
      writeFileSync(join(root, 'templates/own.js'), 'document.documentElement.dataset.own = "1"');
      await page.waitForSelector('html[data-own="1"]');
      expect(await colour()).toEqual(['rgb(0, 0, 255)', false]);
    } finally {
      await browser.close();
    }
  }, 60_000);

  test('shows a change made while it was loading, and its mistakes', async () => {
    const { url, root } = await serveSite({ [POST]: '% A\n\nfirst\n' });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.route('**/2026-01-02-a.html', async (route) => {
        if (route.request().resourceType() === 'fetch') writeFileSync(join(root, POST), '% A\n\nsecond [x](gone.md)\n');
        await route.continue();
      });
      await page.goto(`${url}posts/2026-01-02-a.html`);
      await page.waitForSelector('text=second');
      expect(await (await page.waitForSelector('#titleblock-report')).textContent()).toContain('gone.md');
    } finally {
      await browser.close();
    }
  }, 60_000);

  test('shows new warnings folded, and hides them once they were read', async () => {
    const { url, root } = await serveSite({ [POST]: '% A\n\nfirst\n\n~~~ nolanguage\nx\n~~~\n' });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(`${url}posts/2026-01-02-a.html`);
      const box = await page.waitForSelector('#titleblock-warnings');
      expect(await box.$eval('summary', (each) => each.textContent)).toBe('1 new warning');
      expect(await (await box.$('pre'))?.isVisible()).toBe(false);
      await (await box.$('summary'))?.click();
      await expect.poll(async () => (await box.$('pre'))?.isVisible()).toBe(true);
      expect(await box.textContent()).toContain('nolanguage');
      await page.reload();
      await page.waitForSelector('text=first');
      writeFileSync(join(root, POST), '% A\n\nsecond\n\n~~~ nolanguage\nx\n~~~\n\n~~~ another\nx\n~~~\n');
      const next = await page.waitForSelector('#titleblock-warnings');
      expect(await next.textContent()).toContain('another');
      expect(await next.textContent()).not.toContain('nolanguage');
    } finally {
      await browser.close();
    }
  }, 60_000);

  test('shows errors that prevent publishing until they are fixed', async () => {
    const { url, root } = await serveSite({ [POST]: '% A\n\nfirst\n' });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(`${url}posts/2026-01-02-a.html`);
      await page.waitForSelector('text=first');
      writeFileSync(join(root, POST), '% A\n\n[x](gone.md)\n');
      const box = await page.waitForSelector('#titleblock-report');
      expect(await box.textContent()).toContain('gone.md');
      writeFileSync(join(root, POST), '% A\n\nthird\n');
      await page.waitForSelector('text=third');
      await expect.poll(() => page.$('#titleblock-report')).toBeNull();
    } finally {
      await browser.close();
    }
  }, 60_000);

  test('marks a draft on its page and in lists', async () => {
    const { url, root } = await serveSite({
      [POST]: '---\ntitle: A\ndraft: true\n---\n\nfirst\n',
      'content/posts/2026-01-03-b.md': '% B\n\nx\n',
    });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(`${url}posts.html`);
      await page.waitForSelector('.titleblock-mark');
      expect(await page.$$eval('.titleblock-mark', (all) => all.map((each) => each.previousElementSibling?.textContent))).toEqual(
        ['A'],
      );
      await page.goto(`${url}posts/2026-01-02-a.html`);
      const strip = await page.waitForSelector('body > .titleblock-mark');
      expect(await strip.textContent()).toBe('draft: a build leaves it out');
      writeFileSync(join(root, POST), '% A\n\nfirst\n');
      await expect.poll(() => page.$('.titleblock-mark')).toBeNull();
    } finally {
      await browser.close();
    }
  }, 60_000);
});
