// Takes the screenshots of the demo site in docs/screenshots/ and in the README, from dist/. Run `npm run build` before
// `npm run demo:screenshot`. It needs Debian's Chromium and, for the right look, fonts-noto-cjk.

import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const TYPES: { readonly [extension: string]: string } = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  avif: 'image/avif',
};

const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url ?? '/').replace(/\/$/, '/index.html');
  response.writeHead(200, { 'content-type': TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream' });
  response.end(readFileSync(join(PROJECT, 'dist', path)));
}).listen(0);
const { port } = server.address() as { port: number };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

const PAGES = { home: '/', post: '/posts/2023-11-12-aliyun-outage.html', list: '/posts.html' };
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

const home = await shoot('/', 960, 700, 'light');
const post = await shoot(PAGES.post, 390, 700, 'dark');
await browser.close();
server.close();
await sharp({ create: { width: 2145, height: 1130, channels: 3, background: '#e4dfd5' } })
  .composite([
    { input: home, left: 40, top: 40 },
    { input: post, left: 1520, top: 40 },
  ])
  .png({ palette: true, quality: 90 })
  .toFile(join(PROJECT, 'docs/screenshot.png'));
