// Third-party comments in a browser, with the services' real files: they load when a reader comes near, and the page's policy allows
// them.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toolPath } from '../../scripts/tools/toolFolders.js';
import { buildSite, SITE_YAML, writeSite } from '../support.js';
import { CHROMIUM, launch } from './launch.js';
import { serveBuilt } from './site.js';

describe.skipIf(!CHROMIUM)('comments', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test.each([
    ['waline', '@waline/client', 'https://unpkg.com/@waline/client@3.13.0/', '#waline textarea'],
    ['twikoo', 'twikoo', 'https://cdn.jsdelivr.net/npm/twikoo@1.7.9/', '#twikoo textarea'],
  ])('%s', async (name, folder, network, field) => {
    const root = writeSite({
      'content/site.yaml': `${SITE_YAML}comments: {${name}: {server: https://talk.example.com}}\n`,
      'content/posts/2020-01-02-a.md': `% 甲\n\n${'长长的一段。\n\n'.repeat(200)}`,
    });
    const site = await serveBuilt(root);
    const page = await browser.newPage();
    const messages: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    page.on('request', (request) => requests.push(request.url()));
    await page.route('https://unpkg.com/@waline/emojis**', (route) =>
      route.fulfill({
        json: { prefix: 'w_', type: 'png', icon: 'a', items: ['a'] },
        headers: { 'access-control-allow-origin': '*' },
      }),
    );
    await page.route(`${network}**`, (route) => {
      const path = route.request().url().slice(network.length);
      return route.fulfill({
        body: readFileSync(toolPath('tests/browser', folder, path)),
        contentType: path.endsWith('.css') ? 'text/css' : 'text/javascript',
        headers: { 'access-control-allow-origin': '*' },
      });
    });
    await page.route('https://talk.example.com/**', (route) =>
      route.fulfill({
        json: { code: 0, errno: 0, data: [], config: {} },
        headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
      }),
    );
    await page.goto(`${site.address}/posts/2020-01-02-a.html`, { waitUntil: 'networkidle' });
    expect(requests.filter((url) => !url.startsWith(site.address))).toEqual([]);
    await page.locator('.comments').scrollIntoViewIfNeeded();
    await page.locator(field).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(requests.some((url) => url.startsWith('https://talk.example.com'))).toBe(true);
    expect(messages.filter((text) => /Content Security Policy|integrity/i.test(text))).toEqual([]);
    await page.close();
    site.close();
  });
});

test('loads files of packages only with their integrity hashes', async () => {
  for (const [yaml, folder] of [
    ['comments: {waline: {server: https://a.example}}', '@waline/client/dist'],
    ['comments: {twikoo: {server: https://a.example}}', 'twikoo/dist'],
  ] as const) {
    const { page } = await buildSite({
      'content/site.yaml': `${SITE_YAML}${yaml}\n`,
      'content/posts/2020-01-02-a.md': '% 甲\n\ntext\n',
    });
    for (const kind of ['js', 'css']) {
      const [, url = '', integrity] =
        new RegExp(`data-${kind}="([^"]*)" data-${kind}-integrity="([^"]*)"`).exec(page('posts/2020-01-02-a.html')) ?? [];
      const bytes = readFileSync(toolPath('tests/browser', folder, url.slice(url.lastIndexOf('/') + 1)));
      expect(integrity).toBe(`sha384-${createHash('sha384').update(bytes).digest('base64')}`);
    }
  }
});
