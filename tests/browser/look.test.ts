// The look of a page: navigation, titles, emphasis and code on a phone and next to a table of contents.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture, SITE_YAML, writeSite } from '../support.js';
import { CHROMIUM, launch } from './launch.js';
import { type ServedSite, serveBuilt } from './site.js';

const TITLE = '一份不完整的白名单，以及为什么还要继续维护它';
const POST = `% ${TITLE}

*着重* 与 *Latin*，<cite>书名</cite>，<dfn>术语</dfn>。

## 一

\`\`\` js
f();
\`\`\`

## 二

文。

## 三

文。
`;

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const HARD = `---
title: ${LONG} 的故事
tags: [${LONG}]
markdown: markdown+alerts
---

${LONG}，一句![图](../a.png)话。

## ${LONG}

| 时间 | 说明的文字 | 键 | 值 |
|------|------------|----|----|
| 今天 | 一二三四五六七 | ${'a'.repeat(30)} | \`${'code_'.repeat(5)}\` |

: 标题，比窗口短的一句话

## 二

> [!NOTE]
> 提示。

::: note
提示。
:::

## 三

字。
`;

describe.skipIf(!CHROMIUM)('what a reader sees first', () => {
  let browser: Browser;
  let site: ServedSite;

  beforeAll(async () => {
    const root = writeSite({
      'content/site.yaml': `${SITE_YAML}search: true\n`,
      'content/posts/2020-01-02-a.md': POST,
      'content/about.md': '% 关于\n',
      'content/more.md': `% 更多的内容\n`,
      'content/posts/2020-01-03-b.md': HARD,
      'content/a.png': await picture(),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((each) => [`content/page${each}.md`, `% 导航里的第 ${each} 页\n`])),
    });
    site = await serveBuilt(root);
    browser = await launch();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  async function open(width: number, path: string, look: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.goto(site.address + path);
    await look(page);
    await page.close();
  }

  test.each([320, 360, 390, 700, 768, 1280])('the navigation is not cut off at %i pixels', async (width) => {
    await open(width, '/posts/2020-01-02-a.html', async (page) => {
      const cut = await page.evaluate(() => {
        const nav = document.querySelector('header.site nav') as HTMLElement;
        const frame = nav.getBoundingClientRect();
        const links = [...nav.querySelectorAll('a')].filter((each) => each.getBoundingClientRect().right > frame.right + 1);
        return [nav.scrollWidth > nav.clientWidth, document.documentElement.scrollWidth > innerWidth, links.length];
      });
      expect(cut).toEqual([false, false, 0]);
    });
  });

  test.each([320, 360, 390])('a title breaks between words at %i pixels', async (width) => {
    await open(width, '/posts/2020-01-02-a.html', async (page) => {
      const lines = await page.evaluate(() => {
        const found: string[] = [];
        let top = Number.NaN;
        const texts = document.createTreeWalker(document.querySelector('h1') as Element, NodeFilter.SHOW_TEXT);
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
          for (let at = 0; at < (node.textContent ?? '').length; at++) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const line = Math.round(range.getBoundingClientRect().top);
            if (line !== top) found.push('');
            top = line;
            found.push(`${found.pop()}${range}`);
          }
        }
        return found;
      });
      expect(lines.join('')).toBe(TITLE);
      expect(lines.length).toBeGreaterThan(1);
      const starts = new Set([...new Intl.Segmenter('zh', { granularity: 'word' }).segment(TITLE)].map(({ index }) => index));
      let at = 0;
      for (const line of lines) {
        expect([lines, starts.has(at)]).toEqual([lines, true]);
        at += line.length;
      }
    });
  });

  test('emphasised Han is in Kai or has dots, but is never slanted; letters are italic', async () => {
    await open(390, '/posts/2020-01-02-a.html', async (page) => {
      const hasKai = await page.evaluate(() =>
        document.fonts.load('1em Kai', '汉').then(
          (faces) => faces.length > 0,
          () => false,
        ),
      );
      const styles = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('.text :is(em, cite, dfn)')].map((each) => {
            const { fontSynthesisStyle, fontFamily, textEmphasisColor } = getComputedStyle(each) as CSSStyleDeclaration & {
              fontSynthesisStyle: string;
            };
            return [each.textContent, fontSynthesisStyle, fontFamily.startsWith('Kai'), !/, 0\)$/.test(textEmphasisColor)];
          }),
        );
      // Their space is always reserved, so that nothing moves when they appear.
      await expect.poll(styles).toEqual([
        ['着重', 'none', true, !hasKai],
        ['Latin', 'none', true, false],
        ['书名', 'none', true, !hasKai],
        ['术语', 'none', true, !hasKai],
      ]);
    });
  });

  test('code shows its language and its button without hovering', async () => {
    await open(390, '/posts/2020-01-02-a.html', async (page) => {
      expect(await page.evaluate(() => getComputedStyle(document.querySelector('.copy') as Element).opacity)).toBe('1');
      const shown = await page.evaluate(() => {
        const box = document.querySelector('.code-box') as Element;
        const button = (box.querySelector('.copy') as Element).getBoundingClientRect();
        const code = document.createRange();
        code.selectNodeContents(box.querySelector('code') as Element);
        return [getComputedStyle(box, '::before').content, button.bottom <= code.getBoundingClientRect().top];
      });
      expect(shown).toEqual(['"js"', true]);
    });
  });

  test('the table of contents keeps a distance from the edge of the window', async () => {
    await open(1280, '/posts/2020-01-02-a.html', async (page) => {
      const { left, right } = await page.evaluate(() => (document.querySelector('.toc') as Element).getBoundingClientRect());
      const text = await page.evaluate(() => (document.querySelector('.text') as Element).getBoundingClientRect().left);
      expect(left).toBeGreaterThan(48);
      expect(text - right).toBeGreaterThan(24);
    });
  });

  test.each([360, 390, 768, 1280])('long words don’t make a page wider than a window of %i pixels', async (width) => {
    for (const path of ['/', '/posts.html', '/tags.html', '/posts/2020-01-03-b.html', '/search.html?q=%E6%95%85%E4%BA%8B']) {
      await open(width, path, async (page) => {
        expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, width]);
      });
    }
  });

  test('a column of Han keeps room for words next to long ones, and the caption of a wide table is visible', async () => {
    await open(390, '/posts/2020-01-03-b.html', async (page) => {
      const sizes = await page.evaluate(() => {
        const lines = [...document.querySelectorAll('.text :is(th, td)')].map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
        });
        const caption = (document.querySelector('caption') as Element).getBoundingClientRect();
        return { lines: Math.max(...lines), isSeen: caption.left >= 0 && caption.right <= innerWidth };
      });
      expect(sizes).toEqual({ lines: 2, isSeen: true });
    });
  });

  test('a picture in a sentence stays inline, and each callout has one label', async () => {
    await open(390, '/posts/2020-01-03-b.html', async (page) => {
      const found = await page.evaluate(() => ({
        display: getComputedStyle(document.querySelector('.text img') as Element).display,
        labels: [...document.querySelectorAll('.note')].map((each) => [
          getComputedStyle(each, '::before').content,
          (each as HTMLElement).innerText.trim(),
        ]),
      }));
      expect(found).toEqual({
        display: 'inline-block',
        labels: [
          ['"注"', '提示。'],
          ['"注"', '提示。'],
        ],
      });
    });
  });

  test('the search announces the number of results', async () => {
    await open(390, '/search.html', async (page) => {
      await page.fill('input[type=search]', '白名单');
      await expect.poll(() => page.textContent('.found')).toBe('找到 1 篇');
    });
  });
});
