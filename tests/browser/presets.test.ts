// What readers see of settings that bring something from elsewhere: comments, with stand-ins for the servers of the services, and icons
// of accounts. `npm run demo:presets` keeps the pictures for the docs.

import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZH_HANS } from '../../scripts/assemble/words/zh-Hans.js';
import { SERVICES } from '../../scripts/features/comments/settings.js';
import { PROJECT, SITE_YAML, writeSite } from '../support.js';
import { CHROMIUM, launch } from './launch.js';
import { serveBuilt } from './site.js';
import { STAND_INS } from './standIns.js';

const WIDTH = 720;
const POST = 'posts/2020-01-02-a.html';

/** Takes a picture of a part of a page, and keeps it for the docs if asked to. */
async function pictureOf(part: Locator, name: string): Promise<void> {
  const picture = await part.screenshot();
  if (!process.env.TITLEBLOCK_SCREENSHOTS) return;
  const file = join(PROJECT, `docs/screenshots/${name}.png`);
  const small = sharp(picture).resize({ width: WIDTH, withoutEnlargement: true });
  await small.png({ palette: true, colours: 64, effort: 10 }).toFile(file);
}

describe.skipIf(!CHROMIUM)('readers see', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const opened = async (yaml: string) => {
    const files = { 'content/site.yaml': `${SITE_YAML}${yaml}\n`, 'content/posts/2020-01-02-a.md': '% 甲\n\n一段。\n' };
    const site = await serveBuilt(writeSite(files));
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, deviceScaleFactor: 1.5 });
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    const close = async () => {
      await page.close();
      site.close();
      expect(messages.filter((text) => /Content Security Policy|integrity/i.test(text))).toEqual([]);
    };
    return { page, address: `${site.address}/${POST}`, close };
  };

  test('a stand-in for each service', () => {
    expect(Object.keys(STAND_INS).sort()).toEqual(Object.keys(SERVICES).sort());
  });

  test.each(Object.entries(STAND_INS))('comments of %s', async (name, { settings, shown, serve }) => {
    const { page, address, close } = await opened(`comments: ${JSON.stringify(settings)}`);
    await serve(page);
    await page.goto(address, { waitUntil: 'networkidle' });
    const comments = page.locator('.comments');
    await comments.scrollIntoViewIfNeeded();
    await page.locator(shown).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await comments.locator('> p').isVisible()).toBe(false);
    const box = await comments.boundingBox();
    expect(box?.height).toBeGreaterThan(300);
    expect(box?.width).toBeLessThanOrEqual(WIDTH);
    await pictureOf(comments, `comments-${name}`);
    await close();
  });

  test.each(Object.entries(STAND_INS))('a sentence where comments of %s cannot be loaded', async (_name, { settings }) => {
    const { page, address, close } = await opened(`comments: ${JSON.stringify(settings)}`);
    await page.route(/^https:/, (route) => route.abort());
    await page.goto(address, { waitUntil: 'networkidle' });
    const sentence = page.locator('.comments > p');
    await sentence.scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    expect(await sentence.isVisible()).toBe(true);
    expect(await sentence.textContent()).toBe(ZH_HANS.words.commentsMissing);
    await close();
  });

  test('icons of accounts', async () => {
    const accounts = '{github: name, weibo: name, bilibili: "1", zhihu: name, email: me@example.org}';
    const { page, address, close } = await opened(`author: 王小明\nicp: 京ICP备12345678号-1\nsocial: ${accounts}`);
    await page.goto(address, { waitUntil: 'networkidle' });
    const foot = page.locator('footer.site');
    for (const icon of await foot.locator('svg').all()) expect((await icon.boundingBox())?.width).toBeGreaterThan(12);
    expect(await foot.locator('a:has(svg)').count()).toBe(5);
    await pictureOf(foot, 'icons');
    await close();
  });
});
