// A writer's day, in a terminal and a browser: create a site, write, make a mistake, fix it, add a picture, check, build, view the result,
// rename. Runs on the demo site, and on the real archive if it is present.

import { appendFileSync, chmodSync, cpSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesBelow, PROJECT, picture, temporaryFolder } from '../support.js';
import { CHROMIUM, launch } from './launch.js';
import { Terminal } from './terminal.js';

const ARCHIVE = join(PROJECT, '../shared/corpus');
const SITES: readonly (readonly [name: string, from: string])[] = [
  ['the demo site', PROJECT],
  ...(existsSync(ARCHIVE) ? [['the real archive', ARCHIVE] as const] : []),
];
if (SITES.length === 1) console.warn('../shared/corpus is not here: the day on the real archive is skipped');

const DAY = '2026-11-26';
const NAME = `${DAY}-a-li-yun-quan-qiu-gu-zhang-fu-pan`;
const FILE = `content/posts/${NAME}.md`;
const RENAMED = `content/posts/${DAY}-aliyun.md`;

describe.skipIf(!CHROMIUM)('a day', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test.each(SITES)(
    'on %s',
    async (_name, from) => {
      const root = copyOf(from);
      const at = (file: string) => join(root, file);
      const text = (file: string) => readFileSync(at(file), 'utf8');
      const command = (...args: string[]) => new Terminal(...args, '--root', root);
      const page = await browser.newPage();
      page.setDefaultTimeout(90_000);

      // The existing site, and the list of its addresses.
      if (!existsSync(at('content/urls.yaml'))) expect(await command('urls', '--begin').ended).toBe(0);
      const first = command('build');
      await first.waits(/built in .* 0 errors/s);
      expect(await first.ended).toBe(0);

      // Without these, it asks for them in a terminal if other posts have some.
      const created = command('new', '阿里云全球故障复盘', '--date', DAY, '--tags=', '--categories=');
      await created.waits(new RegExp(FILE));
      expect(await created.ended).toBe(0);
      expect(await command('new', '阿里云全球故障复盘', '--date', DAY, '--tags=', '--categories=').ended).toBe(1);

      await written(command('dev', '--port', '0'), page, { at, text });

      // A size in another editor's syntax: shown, confirmed, fixed.
      writeFileSync(at(FILE), text(FILE).replace('![图](images/day.png)', '![图](images/day.png =300x200)'));
      const fixing = command('check', '--fix');
      await fixing.waits(/\+ !\[图\]\(images\/day\.png\)\{width=300 height=200\}/);
      await fixing.waits(/write \d+ files?\? \[y\/N\]/);
      fixing.type('y\n');
      await fixing.waits(/files? fixed/);
      expect(await fixing.ended).toBe(0);
      expect(text(FILE)).toContain('{width=300 height=200}');

      const built = command('build', '--diff');
      await built.waits(new RegExp(`new +/posts/${NAME}\\.html`));
      await built.waits(new RegExp(`feed +\\S+${NAME}\\.html will appear as new`));
      expect(await built.ended).toBe(0);
      expect(await command('urls', '--publish').ended).toBe(0);
      expect(text('content/urls.yaml')).toContain(`"/posts/${NAME}.html": {"file": "posts/${NAME}.md"`);
      await previewed(command('preview', '--port', '0'), page, async (url) => {
        await page.goto(`${url}posts/${NAME}.html`);
        expect(await page.title()).toContain('阿里云全球故障复盘');
        expect(await pictureWidth(page)).toBeGreaterThan(0);
      });

      // A rename is refused with the line to add, and accepted with that line.
      renameSync(at(FILE), at(RENAMED));
      const refused = command('build');
      const [, aliases] = await refused.waits(/add three lines after the `%` lines of [^`]*`---`,\s+`(aliases: \[[^\]]*\])`/);
      expect(await refused.ended).toBe(1);
      expect(existsSync(at(`dist/posts/${NAME}.html`))).toBe(true);
      writeFileSync(at(RENAMED), text(RENAMED).replace('\n\n', `\n---\n${aliases}\n---\n\n`));
      const accepted = command('build', '--diff');
      await accepted.waits(/built in .* 0 errors/s);
      expect(await accepted.ended).toBe(0);
      expect(accepted.shown).not.toContain('will appear as new');
      await previewed(command('preview', '--port', '0'), page, async (url) => {
        await page.goto(`${url}posts/${NAME}.html`);
        await page.waitForURL(`${url}posts/${DAY}-aliyun.html`);
        expect(await page.textContent('h1')).toBe('阿里云全球故障复盘');
      });
      await page.close();
    },
    300_000,
  );
});

interface Site {
  readonly at: (file: string) => string;
  readonly text: (file: string) => string;
}

/** Writing while `dev` runs: the page updates, a mistake is shown and fixed, a picture is dropped in. */
async function written(dev: Terminal, page: Page, { at, text }: Site): Promise<void> {
  const [url] = await dev.waits(/http:\/\/[\w.:]+\//);
  await page.goto(`${url}posts/${NAME}.html`);
  expect(await page.textContent('h1')).toBe('阿里云全球故障复盘');
  // In the archive, dead links are warnings; a diagram that can't be drawn is an error everywhere.
  const mistake = '``` {.dot}\ndigraph { a -> }\n```\n';
  appendFileSync(at(FILE), `第一段。\n\n${mistake}`);
  const box = await page.waitForSelector('#titleblock-report');
  expect(await box.textContent()).toContain('code/diagram');
  writeFileSync(at(FILE), text(FILE).replace(mistake, '第二段。\n'));
  await page.waitForSelector('text=第二段');
  await expect.poll(() => page.$('#titleblock-report'), { timeout: 90_000 }).toBeNull();
  writeFileSync(at('images/day.png'), await picture(640, 480));
  appendFileSync(at(FILE), '\n![图](images/day.png)\n');
  await expect.poll(() => pictureWidth(page), { timeout: 90_000 }).toBeGreaterThan(0);
  expect(await dev.interrupted()).toBe(0);
}

async function previewed(preview: Terminal, page: Page, look: (url: string) => Promise<void>): Promise<void> {
  const [url] = await preview.waits(/http:\/\/[\w.:]+\//);
  await look(url);
  await page.goto('about:blank');
  expect(await preview.interrupted()).toBe(0);
}

/** Returns the size of the picture in the text, as the browser loaded it. */
function pictureWidth(page: Page): Promise<number> {
  return page.$eval('.text figure img', (image) => (image as HTMLImageElement).naturalWidth).catch(() => 0);
}

/** Makes a writable copy, without the results of builds. */
function copyOf(from: string): string {
  const root = join(temporaryFolder(), 'site');
  for (const name of ['content', 'data', 'images'])
    if (existsSync(join(from, name))) cpSync(join(from, name), join(root, name), { recursive: true });
    else if (name === 'images') cpSync(join(PROJECT, name), join(root, name), { recursive: true });
  for (const file of filesBelow(root)) chmodSync(join(root, file), 0o644);
  return root;
}
