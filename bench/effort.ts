// What AVIF's effort costs and brings, on the pictures of the real archive: `npm run bench -- effort`. For each effort and some
// qualities: time of one thread, bytes, likeness. The best are those that nothing else beats in bytes at the same likeness.
// TITLEBLOCK_BENCH_CHART=1 writes docs/avif.svg.

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { ssim } from 'ssim.js';
import { PROJECT, somePictures } from './pictures.js';

const WIDTH = 684;
/** Of the pictures, so many: enough of each kind. */
const EVERY = 4;
const EFFORTS = [1, 2, 3, 4];
const QUALITIES = [40, 46, 50, 54, 60];

sharp.cache(false);
sharp.concurrency(1);
const folder = somePictures();
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:jpe?g|png)$/i.test(name))
  .filter((_name, at) => at % EVERY === 0);

interface Point {
  readonly effort: number;
  readonly quality: number;
  seconds: number;
  bytes: number;
  alike: number;
}

const points: Point[] = EFFORTS.flatMap((effort) =>
  QUALITIES.map((quality) => ({ effort, quality, seconds: 0, bytes: 0, alike: 0 })),
);
for (const name of files) {
  const { data, info } = await sharp(join(folder, name))
    .autoOrient()
    .resize({ width: WIDTH, withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = async (source: Sharp) => ({
    data: new Uint8ClampedArray(await source.ensureAlpha().raw().toBuffer()),
    width: info.width,
    height: info.height,
  });
  const original = await pixels(sharp(data, { raw: info }));
  // Interleaved, so that the machine's noise is in all of them alike.
  for (const point of points) {
    const start = performance.now();
    const made = await sharp(data, { raw: info }).avif({ quality: point.quality, effort: point.effort }).toBuffer();
    point.seconds += (performance.now() - start) / 1000;
    point.bytes += made.length;
    point.alike += ssim(original as never, (await pixels(sharp(made))) as never, { downsample: false }).mssim / files.length;
  }
}

console.log(`${files.length} pictures of ${folder}, ${WIDTH} px wide\n`);
console.log('| effort | quality | seconds | kB | SSIM |\n| ---: | ---: | ---: | ---: | ---: |');
for (const { effort, quality, seconds, bytes, alike } of points)
  console.log(`| ${effort} | ${quality} | ${seconds.toFixed(1)} | ${Math.round(bytes / 1000)} | ${alike.toFixed(4)} |`);

/** Bytes that an effort takes for a likeness, between the qualities that were measured. */
function bytesAt(effort: number, alike: number): number {
  const own = points.filter((point) => point.effort === effort);
  for (let at = 1; at < own.length; at++) {
    const [low, high] = [own[at - 1] as Point, own[at] as Point];
    if (alike <= high.alike || at === own.length - 1)
      return low.bytes + ((alike - low.alike) / (high.alike - low.alike)) * (high.bytes - low.bytes);
  }
  return Number.NaN;
}
const middle = points.find(({ effort, quality }) => effort === 2 && quality === 50)?.alike ?? 0;
console.log(`\nAt the likeness of effort 2 and quality 50 (${middle.toFixed(4)}):\n`);
console.log('| effort | seconds | kB |\n| ---: | ---: | ---: |');
for (const effort of EFFORTS) {
  const own = points.filter((point) => point.effort === effort);
  const seconds = own.reduce((sum, point) => sum + point.seconds, 0) / own.length;
  console.log(`| ${effort} | ${seconds.toFixed(1)} | ${Math.round(bytesAt(effort, middle) / 1000)} |`);
}

if (process.env.TITLEBLOCK_BENCH_CHART) {
  const [width, height, left, bottom] = [640, 380, 60, 40];
  const kilobytes = points.map(({ bytes }) => bytes / 1000);
  const [x0, x1] = [Math.min(...kilobytes) * 0.95, Math.max(...kilobytes) * 1.02];
  const likenesses = points.map(({ alike }) => alike);
  const [y0, y1] = [Math.min(...likenesses) - 0.003, Math.max(...likenesses) + 0.003];
  const x = (bytes: number) => left + ((bytes / 1000 - x0) / (x1 - x0)) * (width - left - 20);
  const y = (alike: number) => height - bottom - ((alike - y0) / (y1 - y0)) * (height - bottom - 30);
  const colours = ['#8a8f98', '#2f6b3a', '#a8321f', '#23618f'];
  const parts = EFFORTS.flatMap((effort, index) => {
    const own = points.filter((point) => point.effort === effort);
    const line = own.map(({ bytes, alike }) => `${x(bytes).toFixed(1)},${y(alike).toFixed(1)}`).join(' ');
    const colour = colours[index] ?? '#000';
    return [
      `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...own.map(
        ({ bytes, alike }) => `<circle cx="${x(bytes).toFixed(1)}" cy="${y(alike).toFixed(1)}" r="3" fill="${colour}"/>`,
      ),
      `<text x="${left + 20}" y="${50 + index * 20}" fill="${colour}" style="fill:${colour}">effort ${effort}: ${(own.reduce((sum, { seconds }) => sum + seconds, 0) / own.length).toFixed(1)} s</text>`,
    ];
  });
  const ticks = Array.from({ length: 6 }, (_, n) => {
    const [bytes, alike] = [x0 + (n / 5) * (x1 - x0), y0 + (n / 5) * (y1 - y0)];
    return `<text x="${x(bytes * 1000).toFixed(1)}" y="${height - 18}" text-anchor="middle">${Math.round(bytes)} kB</text><text x="${left - 6}" y="${y(alike).toFixed(1)}" text-anchor="end">${alike.toFixed(3)}</text>`;
  });
  const style = 'text{font:12px system-ui,sans-serif;fill:#444}@media(prefers-color-scheme:dark){text{fill:#ccc}}';
  const title = `AVIF: bytes and likeness (SSIM) of ${files.length} pictures by effort, qualities ${QUALITIES.join(', ')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">\n<style>${style}</style>\n<text x="${left}" y="18">${title}</text>\n${[...parts, ...ticks].join('\n')}\n</svg>\n`;
  writeFileSync(join(PROJECT, 'docs/avif.svg'), svg);
}
