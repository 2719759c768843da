// Content that is wider than the page: on a screen it scrolls, and the keyboard reaches it under a name; on paper nothing is cut off.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SITE_YAML, temporaryFolder, writeSite } from '../support.js';
import { CHROMIUM, launch } from './launch.js';
import { type ServedSite, serveBuilt } from './site.js';

const AXE = createRequire(import.meta.url).resolve('axe-core');
const WIDE = '/posts/2020-01-02-wide.html';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const cells = (mark: string) => `|${[...'abcdefg'].map((letter) => ` ${letter.repeat(16)} |`).join('')} ${mark} |`;
const formula = (mark: string) => `$$${[...letters, ...letters].join('+')} = \\text{${mark}}$$`;

const POST = `% Wide

\`\`\` js
const line = "${letters.repeat(5)}" + 甲
\`\`\`

\`\`\` unheard
${letters.repeat(6)} 乙
\`\`\`

    ${letters.repeat(6)} 丙

${cells('丁')}
|${'---|'.repeat(8)}
${cells('戊')}

: Captioned {#t}

${formula('己')}

- ${formula('庚')}

<table><tr>${`<td>${letters}</td>`.repeat(6)}<td>辛</td></tr></table>

\`\`\` dot
digraph { rankdir=LR; a->b->c->d->e->f->g->h->i->j->k->l->m->壬 }
\`\`\`

<details><summary>Closed</summary>

癸

</details>

Narrow: $x$, \`x\`.

\`\`\` js
f();
\`\`\`

| a |
|---|
| b |
`;
/** Text at the ends of wide content. */
const MARKS = [...'甲乙丙丁戊己庚辛壬癸'];

describe.skipIf(!CHROMIUM)('what is wider than the page', () => {
  let browser: Browser;
  let site: ServedSite;

  beforeAll(async () => {
    const root = writeSite({
      'content/site.yaml': `${SITE_YAML}`,
      'content/posts/2020-01-02-wide.md': POST,
    });
    site = await serveBuilt(root);
    browser = await launch();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  async function open(width: number, look: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage({ viewport: { width, height: 700 }, bypassCSP: true });
    await page.goto(site.address + WIDE);
    await look(page);
    await page.close();
  }

  const boxes = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main *')]
        .filter((each) => each.scrollWidth > each.clientWidth && /auto|scroll/.test(getComputedStyle(each).overflowX))
        .map((each) => ({
          tag: each.tagName.toLowerCase(),
          isReached: each.tabIndex === 0,
          name: each.ariaLabel ?? each.querySelector('caption, figcaption')?.textContent ?? '',
        })),
    );

  test('is reached, named and scrolled by keyboard, while narrow content is skipped', async () => {
    await open(320, async (page) => {
      const found = await boxes(page);
      expect(found.filter(({ isReached, name }) => !isReached || !name)).toEqual([]);
      expect(found.map(({ tag }) => tag)).toEqual(['pre', 'pre', 'table', 'p', 'li', 'table', 'figure']);
      expect(found.map(({ name }) => name)).toEqual(['代码', '代码', 'Captioned', '公式', '公式', '表格', '图']);
      const passed = await page.evaluate(() => [...document.querySelectorAll('main [tabindex="0"]:is(pre, table)')].length);
      expect(passed).toBe(4);
      const moved = await page.evaluate(async () => {
        const table = document.querySelector('table') as HTMLElement;
        table.focus();
        return document.activeElement === table;
      });
      expect(moved).toBe(true);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.evaluate(() => document.activeElement?.scrollLeft)).toBeGreaterThan(0);
    });
  });

  test('becomes reachable as the window becomes narrower, and is skipped as it becomes wider', async () => {
    await open(320, async (page) => {
      const reached = () => page.evaluate(() => document.querySelectorAll('main table[tabindex="0"]').length);
      expect(await reached()).toBe(2);
      await page.setViewportSize({ width: 6000, height: 700 });
      await page.addStyleTag({ content: ':root{--column:300rem}' });
      await page.setViewportSize({ width: 6001, height: 700 });
      await expect.poll(reached).toBe(0);
    });
  });

  test.each([320, 1280])('axe finds nothing at %i pixels', async (width) => {
    await open(width, async (page) => {
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 90)).join(' ')}`)).toEqual([]);
    });
  });

  test('nothing is cut off on paper', async () => {
    await open(1280, async (page) => {
      await page.emulateMedia({ media: 'print' });
      // A4 with Chromium's margins of a centimetre.
      await page.setViewportSize({ width: 718, height: 1000 });
      const cut = await page.evaluate(() => {
        const right = (document.querySelector('main') as Element).getBoundingClientRect().right + 1;
        return [...document.querySelectorAll('.text *')]
          .filter((each) => !each.closest('annotation, desc, title') && each.getBoundingClientRect().right > right)
          .map((each) => `${each.tagName} ${each.getBoundingClientRect().right - right}`);
      });
      expect(cut).toEqual([]);
      const scrolling = await boxes(page);
      expect(scrolling).toEqual([]);
    });
  });

  const hasReader = spawnSync('pdftotext', ['-v']).error === undefined;

  test.skipIf(!hasReader)('all words are within the paper of a PDF', async () => {
    await open(1280, async (page) => {
      const file = join(temporaryFolder(), 'wide.pdf');
      writeFileSync(file, await page.pdf({ format: 'A4', margin: { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' } }));
      const { stdout } = spawnSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' });
      const words = [...stdout.matchAll(/<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)/g)];
      // 21 cm minus the margin, in points.
      const outside = words.filter(([, , right]) => Number(right) > ((21 - 1) / 2.54) * 72).map(([, , , word]) => word);
      expect(outside).toEqual([]);
      const text = words.map(([, , , word]) => word).join('');
      expect(MARKS.filter((mark) => !text.includes(mark))).toEqual([]);
    });
  });
});
