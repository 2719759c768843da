// Colours that editors write into a text are readable on light and dark backgrounds.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SITE_YAML, writeSite } from '../support.js';
import { CHROMIUM, launch } from './launch.js';
import { type ServedSite, serveBuilt } from './site.js';

const POST = `% 颜色

<font style="color:rgb(38, 38, 38);">语雀的黑</font>，<font color=#333>三</font>，<font color="black">黑</font>，
<font style="color:rgba(0,0,0,0.85)">半透明的黑</font>，<span style="color:#fff">白</span>，<font color="yellow">黄</font>，
<span style="color:blue">蓝</span>，<font style="color:#DF2A3F;">红</font>。

<span style="background-color:#FBDE28">黄底</span>，<span style="background:black">黑底</span>，
<span style="background:#262626;color:#fff">黑底白字</span>，<font style="background-color:rgba(255,255,255,0)">透明的底</font>。

<table><tr style="background-color:#4472c4"><td><font color="white">表头</font></td><td><b style="color:#ffffff">表头</b></td></tr></table>
`;

describe.skipIf(!CHROMIUM)('colours of a text', () => {
  let browser: Browser;
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveBuilt(
      writeSite({ 'content/site.yaml': `${SITE_YAML}markdown: gfm\n`, 'content/posts/2020-01-02-a.md': POST }),
    );
    browser = await launch();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  test.each(['light', 'dark'] as const)('are readable in %s mode', async (colorScheme) => {
    const page = await browser.newPage({ colorScheme });
    await page.goto(`${site.address}/posts/2020-01-02-a.html`);
    const contrasts = await page.evaluate(() => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
      const paint = (colors: readonly string[]): readonly number[] => {
        for (const color of colors) {
          canvas.fillStyle = color;
          canvas.fillRect(0, 0, 1, 1);
        }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const light = (rgb: readonly number[]) => {
        const [red = 0, green = 0, blue = 0] = rgb.map((each) => {
          const part = each / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      return [...document.querySelectorAll('.text :is(font, span, b)')].map((element) => {
        const grounds: string[] = [];
        for (let each: Element | null = element; each; each = each.parentElement)
          grounds.unshift(getComputedStyle(each).backgroundColor);
        const [ground, ink] = [light(paint(grounds)), light(paint([...grounds, getComputedStyle(element).color]))];
        return [element.textContent, (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05)] as const;
      });
    });
    await page.close();
    expect(contrasts.length).toBe(14);
    expect(contrasts.filter(([, contrast]) => contrast < 3)).toEqual([]);
  });
});
