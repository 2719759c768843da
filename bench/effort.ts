// Compares encoder settings for AVIF on the pictures of the real archive: `npm run bench -- effort`. Reports processor time on
// one thread, bytes, and similarity (SSIM) in luminance and both colour planes, separately for photographs and drawings. The
// settings are tried in turns.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type AvifOptions } from 'sharp';
import { ssim } from 'ssim.js';
import { study } from '../scripts/picture/pixels.js';
import { somePictures } from './pictures.js';

const WIDTH = 684;
/** Use every n-th picture, which still gives enough of each kind. */
const EVERY = 3;
const QUALITY = 50;
const WAYS: { readonly [name: string]: AvifOptions } = {
  '4:4:4, effort 2': { effort: 2, chromaSubsampling: '4:4:4' },
  '4:4:4, effort 3': { effort: 3, chromaSubsampling: '4:4:4' },
  '4:4:4, effort 4': { effort: 4, chromaSubsampling: '4:4:4' },
  '4:2:0, effort 2': { effort: 2, chromaSubsampling: '4:2:0' },
  '4:2:0, effort 3': { effort: 3, chromaSubsampling: '4:2:0' },
};

sharp.cache(false);
sharp.concurrency(1);
const folder = somePictures();
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:jpe?g|png)$/i.test(name))
  .filter((_name, at) => at % EVERY === 0);

interface Sum {
  pictures: number;
  seconds: number;
  bytes: number;
  /** Sums of SSIM for Y, Cb and Cr. */
  readonly similarity: [number, number, number];
}

const sums = new Map<string, Sum>();

/** Splits RGB pixels into Y, Cb and Cr, each as a grey picture (ITU-R BT.601). */
function planes(rgb: Buffer, width: number, height: number) {
  const data = [0, 1, 2].map(() => new Uint8ClampedArray(width * height * 4).fill(255));
  for (let at = 0; at < width * height; at++) {
    const [r = 0, g = 0, b = 0] = rgb.subarray(at * 3, at * 3 + 3);
    const values = [
      0.299 * r + 0.587 * g + 0.114 * b,
      128 - 0.168736 * r - 0.331264 * g + 0.5 * b,
      128 + 0.5 * r - 0.418688 * g - 0.081312 * b,
    ];
    for (const [plane, value] of values.entries()) (data[plane] as Uint8ClampedArray).fill(value, at * 4, at * 4 + 3);
  }
  return data.map((each) => ({ data: each, width, height }));
}

for (const name of files) {
  const file = join(folder, name);
  const { data, info } = await sharp(file)
    .autoOrient()
    .resize({ width: WIDTH, withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) continue;
  const { width = 0 } = await sharp(file).metadata();
  const { drawing } = await study({ file, hash: name, from: width, wide: false });
  const original = planes(data, info.width, info.height);
  for (const [way, options] of Object.entries(WAYS)) {
    const start = process.cpuUsage();
    const made = await sharp(data, { raw: info })
      .avif({ quality: QUALITY, ...options })
      .toBuffer();
    const { user, system } = process.cpuUsage(start);
    const shown = planes(await sharp(made).removeAlpha().raw().toBuffer(), info.width, info.height);
    const key = `${drawing ? 'drawings' : 'photographs'} | ${way}`;
    const sum = sums.get(key) ?? { pictures: 0, seconds: 0, bytes: 0, similarity: [0, 0, 0] };
    sums.set(key, sum);
    sum.pictures++;
    sum.seconds += (user + system) / 1_000_000;
    sum.bytes += made.length;
    for (const plane of [0, 1, 2] as const)
      sum.similarity[plane] += ssim(original[plane] as never, shown[plane] as never, { downsample: false }).mssim;
  }
}

console.log(`${files.length} pictures of ${folder}, ${WIDTH} px wide, quality ${QUALITY}\n`);
console.log('| | | pictures | seconds | kB | SSIM: Y | Cb | Cr |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const [key, { pictures, seconds, bytes, similarity }] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(
    `| ${key} | ${pictures} | ${seconds.toFixed(1)} | ${Math.round(bytes / 1000)} | ${similarity.map((each) => (each / pictures).toFixed(4)).join(' | ')} |`,
  );
