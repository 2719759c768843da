// Sites in Arabic and Hebrew: text runs from right to left, code and formulas from left to right.

import { describe, expect, test } from 'vitest';
import { writeSite } from '../support.js';
import { CHROMIUM, launch } from './launch.js';
import { serveBuilt } from './site.js';

const TEXT =
  'نص فيه `f(a);` وصيغة $E=mc^2$ وحاشية.[^1]\n\n```js\nlet a = f(1);\n```\n\n    indented(1);\n\n> اقتباس\n\n- بند\n\n[^1]: حاشية `g();`.\n';

describe.skipIf(!CHROMIUM)('a page from right to left', () => {
  test.each(['ar', 'he'])('%s', async (language) => {
    const root = writeSite({
      'content/site.yaml': `title: T\nurl: https://example.org\nlanguage: ${language}\n`,
      'content/posts/2020-01-01-a.md': `% T\n\n${TEXT}`,
    });
    const site = await serveBuilt(root);
    const browser = await launch();
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${site.address}/posts/2020-01-01-a.html`);
    const directions = (selector: string) =>
      page.evaluate((wanted) => [...document.querySelectorAll(wanted)].map((each) => getComputedStyle(each).direction), selector);
    expect(await directions('.text > p, .text li, .text blockquote, h1')).toEqual(Array(5).fill('rtl'));
    expect(await directions('.text :is(pre, code, math)')).toEqual(Array(7).fill('ltr'));
    // The bar of a quote is on the side where lines begin.
    const bar = await page.evaluate(() => getComputedStyle(document.querySelector('blockquote') as Element).borderRightWidth);
    expect(bar).toBe('3px');
    // The first character of a line of code is left of its last.
    const order = await page.evaluate(() => {
      const code = document.querySelector('pre code') as Element;
      const at = (range: Range) => range.getBoundingClientRect().left;
      const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
      const nodes: Node[] = [];
      while (texts.nextNode()) nodes.push(texts.currentNode);
      return nodes.slice(0, 5).map((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return at(range);
      });
    });
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    await browser.close();
    site.close();
  });
});
