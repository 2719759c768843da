// Cleaned drawings look the same in a browser as before: colours of both schemes, selectors, animations at any moment. `tests/svg/` compares
// them with librsvg, which knows neither schemes nor time.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanSvg, withoutMetadata } from '../../scripts/picture/svg.js';
import { PROJECT } from '../support.js';
import { CHROMIUM, launch } from './launch.js';

const FOLDER = join(PROJECT, 'tests/svg/drawings');

const drawing = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="240" height="120" viewBox="0 0 240 120">${content}</svg>`;

/** Drawings for one rule each; the files come from real programs. */
const SMALL: readonly (readonly [what: string, content: string])[] = [
  [
    'elements that a sheet names',
    '<style>rect{fill:red}line,polyline{stroke:blue}</style><rect width="80" height="80"/><line x2="200" y2="90" stroke-width="9"/><polyline points="110,10 150,50 190,10"/>',
  ],
  [
    'groups that a sheet names',
    '<style>.node rect{fill:#ececff}g > .k{fill:teal}</style><g class="node"><rect width="80" height="40"/></g><g><g><path class="k" d="M90 30h20v50z"/></g></g>',
  ],
  [
    'neighbours and children by number',
    '<style>rect + rect{fill:green}rect:nth-child(3){opacity:.5}:is(rect,circle):not(.n){stroke:red}</style><rect width="60" height="60"/><rect x="70" width="60" height="60"/><circle class="n" cx="180" cy="60" r="30"/>',
  ],
  [
    'attributes that a sheet names',
    '<style>[width="80.000"]{fill:red}path[d="M 99 10 h 20 v 20 z"]{fill:blue}</style><rect width="80.000" height="50"/><path d="M 99 10 h 20 v 20 z"/>',
  ],
  [
    'colours of a dark scheme',
    '<style>rect{fill:#1f2225}@media (prefers-color-scheme:dark){rect{fill:#e8e8e8}}</style><rect width="99" height="60"/>',
  ],
  [
    'a sheet for a dark scheme',
    '<style media="(prefers-color-scheme: dark)">rect{fill:red}</style><rect width="99" height="60"/>',
  ],
  [
    'colours for both schemes',
    '<g style="color-scheme:light dark"><rect width="99" height="60" style="fill:light-dark(#fff, var(--no, #121212));stroke:currentColor"/></g>',
  ],
  [
    'layers and conditions',
    '<style>@layer a,b;@layer b{rect{fill:blue}}@layer a{rect{fill:lime}}@supports (fill:red){circle{fill:orange}}</style><rect width="50" height="50"/><circle cx="99" cy="50" r="30"/>',
  ],
  ['a font in one declaration', '<style>text{font:italic 30px/1.2 serif}</style><text x="9" y="60">Words</text>'],
  [
    'an attribute that moves',
    '<rect width="20" height="40" fill="red"><animate attributeName="width" from="20" to="200" dur="2s"/></rect><line x2="40" y2="100" stroke="blue"><animate attributeName="x2" to="200" dur="2s"/></line>',
  ],
  [
    'a group that moves',
    '<g fill="green"><animateTransform attributeName="transform" type="translate" to="100 0" dur="2s"/><rect width="40" height="40"/></g>',
  ],
  [
    'what moves by its id',
    '<rect id="r" width="40" height="40"/><animate xlink:href="#r" attributeName="x" values="0;100" dur="2s"/>',
  ],
  [
    'what begins when another has ended',
    '<rect width="40" height="40"><animate id="first" attributeName="x" to="50" dur=".2s" fill="freeze"/></rect><rect y="60" width="40" height="40"><animate attributeName="x" to="100" begin="first.end" dur=".2s" fill="freeze"/></rect>',
  ],
  [
    'what appears later',
    '<rect width="60" height="60" visibility="hidden"><set attributeName="visibility" to="visible" begin=".1s"/></rect><g display="none"><rect x="180" width="40" height="40"/><set attributeName="display" to="inline" begin=".1s"/></g><rect y="80" width="0" height="20"><animate attributeName="width" to="100" dur=".2s" fill="freeze"/></rect>',
  ],
  [
    'a path that changes its form',
    '<path d="M 10 10 L 50 50 L 90 10" stroke="red"><animate attributeName="d" dur="2s" values="M 10 10 L 50 50 L 90 10;M 10 90 L 50 10 L 90 50"/></path>',
  ],
  [
    'what follows a path',
    '<path id="p" d="M10 60h200" stroke="black"/><circle r="8"><animateMotion dur="2s"><mpath href="#p"/></animateMotion></circle>',
  ],
  [
    'keyframes',
    '<style>@keyframes k{to{transform:translate(99px,9px);fill:blue}}.y{animation:k 2s linear infinite}</style><rect class="y" width="40" height="40" fill="red"/>',
  ],
  [
    'a map in degrees',
    '<svg width="240" height="120" viewBox="0 0 .0024 .0012"><path d="M.0001.0002L.0021.0002L.0012.0011z"/></svg>',
  ],
];

const FILES = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);

/** Retries of a screenshot: on a busy machine, Chromium may fail while it draws other pages. */
const TRIES = 5;

async function screenshot(page: Page): Promise<Buffer> {
  for (let left = TRIES; ; left--) {
    try {
      return await page.screenshot();
    } catch (error) {
      if (left === 0 || !String(error).includes('Unable to capture screenshot')) throw error;
      await sleep(100);
    }
  }
}

describe.skipIf(!CHROMIUM)('a cleaned drawing looks as before', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 260, height: 140 } });
  }, 60_000);

  afterAll(() => browser.close());

  /** Returns the pixels of a drawing in both colour schemes, at the start and at later moments. */
  async function looks(svg: string): Promise<Buffer[]> {
    const seen: Buffer[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
      for (const seconds of /<animate|<set|@keyframes/.test(svg) ? [0, 0.35, 1.3] : [0]) {
        await page.evaluate((at) => {
          const root = document.documentElement as unknown as SVGSVGElement;
          root.pauseAnimations();
          root.setCurrentTime(at);
          for (const animation of document.getAnimations()) {
            animation.pause();
            animation.currentTime = at * 1000;
          }
        }, seconds);
        seen.push(
          await sharp(await screenshot(page))
            .removeAlpha()
            .raw()
            .toBuffer(),
        );
      }
    }
    return seen;
  }

  test.each([...SMALL.map(([what, content]) => [what, drawing(content)] as const), ...FILES])('%s', async (_what, svg) => {
    const before = await looks(svg);
    expect(new Set(before.at(-1)).size, 'nothing is drawn').toBeGreaterThan(1);
    const ways = [cleanSvg(svg).svg, withoutMetadata(svg, false), withoutMetadata(svg, true)];
    for (const cleaned of new Set(ways.filter((way) => way !== svg))) {
      const after = await looks(cleaned);
      expect(after.map((pixels, at) => pixels.equals(before[at] as Buffer))).toEqual(before.map(() => true));
    }
  });
});
