// What a writer sees while writing: the open page follows.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveSite } from '../dev/site.js';
import { CHROMIUM, launch } from './launch.js';

const POST = 'content/posts/2026-01-02-a.md';

describe.skipIf(!CHROMIUM)('a page that is open while its post is written', () => {
  test('follows the changes, and shows what keeps the site from being built', async () => {
    const { url, root } = await serveSite({ [POST]: '% A\n\nfirst\n' });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(`${url}posts/2026-01-02-a.html`);
      await page.waitForSelector('text=first');
      writeFileSync(join(root, POST), '% A\n\nsecond\n');
      await page.waitForSelector('text=second');
      writeFileSync(join(root, POST), '% A\n\n[x](gone.md)\n');
      const box = await page.waitForSelector('#titleblock-report');
      expect(await box.textContent()).toContain('gone.md');
      expect(await page.textContent('body')).toContain('second');
      writeFileSync(join(root, POST), '% A\n\nthird\n');
      await page.waitForSelector('text=third');
      expect(await page.$('#titleblock-report')).toBeNull();
    } finally {
      await browser.close();
    }
  }, 60_000);
});
