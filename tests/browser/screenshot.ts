// Takes the screenshots of the demo site in docs/screenshots/ and in the README, from dist/, and a picture of all themes side by side.
// Run `npm run build` before `npm run demo:screenshot`. It needs Debian's Chromium and, for the right look, fonts-noto-cjk.

import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { build } from '../../scripts/build/build.js';
import { THEME_NAMES } from '../../scripts/features/theme/themes.js';
import { QUIET } from '../support.js';
import { demoWith, setTheme } from './site.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const TYPES: { readonly [extension: string]: string } = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  avif: 'image/avif',
};

/** The folder that the server shows. */
let shown = join(PROJECT, 'dist');
const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url ?? '/').replace(/\/$/, '/index.html');
  response.writeHead(200, { 'content-type': TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream' });
  response.end(readFileSync(join(shown, path)));
}).listen(0);
const { port } = server.address() as { port: number };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

const PAGES = { home: '/', post: '/posts/2023-11-12-aliyun-outage.html', list: '/posts.html' };
const TECHNICAL = '/posts/2026-11-27-布隆过滤器.html';
const FOLDER = join(PROJECT, 'docs/screenshots');

async function shoot(path: string, width: number, height: number, colorScheme: 'light' | 'dark'): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1.5, colorScheme });
  await page.goto(`http://localhost:${port}${path}`, { waitUntil: 'networkidle' });
  const shot = await page.screenshot();
  await page.close();
  return shot;
}

mkdirSync(FOLDER, { recursive: true });
for (const [name, path] of Object.entries(PAGES))
  for (const width of [390, 1280])
    for (const scheme of ['light', 'dark'] as const)
      await sharp(await shoot(path, width, 844, scheme))
        .png({ palette: true, colours: 128, effort: 8 })
        .toFile(join(FOLDER, `${name}-${width}-${scheme}.png`));

/** Builds the demo in each theme and puts its home page above a post, one column for a theme. */
async function shootThemes(): Promise<void> {
  const [width, height, gap] = [520, 600, 24];
  const root = demoWith(THEME_NAMES[0] ?? '');
  shown = join(root, 'dist');
  const pictures: { input: Buffer; left: number; top: number }[] = [];
  for (const [column, theme] of THEME_NAMES.entries()) {
    setTheme(root, theme);
    const { published, problems } = await build({ ...QUIET, root, out: shown });
    if (!published) throw new Error(JSON.stringify(problems));
    for (const [row, path] of ['/', TECHNICAL].entries()) {
      const input = await sharp(await shoot(path, 960, Math.round((960 / width) * height), 'light'))
        .resize(width, height)
        .toBuffer();
      pictures.push({ input, left: gap + column * (width + gap), top: gap + row * (height + gap) });
    }
  }
  const size = { width: gap + THEME_NAMES.length * (width + gap), height: gap + 2 * (height + gap) };
  await sharp({ create: { ...size, channels: 3, background: '#d8d3c8' } })
    .composite(pictures)
    .webp({ quality: 82, effort: 6 })
    .toFile(join(FOLDER, 'themes.webp'));
}

const home = await shoot('/', 960, 880, 'light');
const post = await shoot('/posts/2023-05-02-在海边住了三天.html', 390, 880, 'dark');
await shootThemes();
await browser.close();
server.close();
await sharp({ create: { width: 2145, height: 1400, channels: 3, background: '#e4dfd5' } })
  .composite([
    { input: home, left: 40, top: 40 },
    { input: post, left: 1520, top: 40 },
  ])
  .png({ palette: true, quality: 90 })
  .toFile(join(PROJECT, 'docs/screenshot.png'));
