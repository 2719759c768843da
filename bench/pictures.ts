// Compares the picture stage with a bare loop around sharp that makes the same files, and with @11ty/eleventy-img if it is
// installed: `npm run bench -- pictures`. Reports time, peak memory, bytes, and similarity to the originals (SSIM; 1 is
// identical). The pictures are those of the real archive, or of the demo site if it is missing, and generated photographs of 12
// megapixels. TITLEBLOCK_BENCH_ROUNDS (3) sets the rounds. The table by kind in docs/pictures.md is from `npm run bench --
// kinds`.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { ssim } from 'ssim.js';
import { variantsOf } from '../scripts/base/variants.js';
import { readLastBuild } from '../scripts/engine/lastBuild.js';
import type { PictureResult } from '../scripts/picture/picture.js';
import type { Picture } from '../scripts/types.js';
import { inPath, type Run, run } from './process.js';
import { median } from './texts.js';

export const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const ARCHIVE = join(PROJECT, '../shared/corpus/content/posts/images');
const ROUNDS = Number(process.env.TITLEBLOCK_BENCH_ROUNDS ?? 3);
const PHOTOS = 8;

/** A picture, and the files that the loop makes of it. */
interface LoopPicture {
  readonly file: string;
  readonly outputs: readonly { readonly to: string; readonly width: number; readonly format: keyof typeof LOOP_OPTIONS }[];
}

const LOOP_OPTIONS = {
  avif: { quality: 50, effort: 3 },
  webp: { quality: 80, effort: 4 },
  nearLossless: { nearLossless: true, quality: 60, effort: 4 },
  jpeg: { quality: 80, mozjpeg: true },
  png: { palette: true, quality: 90, dither: 0.5, effort: 8, compressionLevel: 9 },
} as const;

/** Returns the encoder options to reproduce a file. The two encodings of WebP differ in their chunks (RFC 9649, section 2.6). */
function loopFormat(format: string, file: string): keyof typeof LOOP_OPTIONS {
  if (format === 'webp') return readFileSync(file).includes('VP8L') ? 'nearLossless' : 'webp';
  return (format === 'jpg' ? 'jpeg' : format) as keyof typeof LOOP_OPTIONS;
}

/** Returns the source of the loop's program. */
function loopScript(work: readonly LoopPicture[]): string {
  return `import sharp from ${JSON.stringify(createRequire(import.meta.url).resolve('sharp'))};
sharp.cache(false);
sharp.concurrency(1);
const options = ${JSON.stringify(LOOP_OPTIONS)};
const pictures = ${JSON.stringify(work)}.values();
const lane = async () => {
  for (const { file, outputs } of pictures)
    for (const { to, width, format } of outputs)
      await sharp(file).autoOrient().resize({ width, withoutEnlargement: true }).toFormat(format === 'nearLossless' ? 'webp' : format, options[format]).toFile(to);
};
await Promise.all(Array.from({ length: ${availableParallelism()} }, lane));
`;
}

/** Makes a site that shows pictures, in a temporary folder that is removed when the process exits. */
export function pictureSite(pictures: string): { root: string; files: string[] } {
  const root = mkdtempSync(join(tmpdir(), 'titleblock-pictures-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  cpSync(pictures, join(root, 'images'), { recursive: true });
  const files = readdirSync(join(root, 'images'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
  mkdirSync(join(root, 'content/posts'), { recursive: true });
  // Search and cards are not part of the picture stage.
  writeFileSync(join(root, 'content/site.yaml'), 'title: Pictures\nurl: https://example.org\nsearch: false\ncards: false\n');
  writeFileSync(
    join(root, 'content/posts/2020-01-02-a.md'),
    `% A\n\n${files.map((name) => `![p](<images/${name}>)`).join('\n\n')}\n`,
  );
  return { root, files };
}

/** Returns the folder with the pictures of the real archive, or of the demo site. */
export function somePictures(): string {
  if (existsSync(ARCHIVE)) return ARCHIVE;
  console.log('../shared is not here: the pictures of the demo site are measured');
  return join(PROJECT, 'images');
}

export const BUILD = [process.execPath, join(PROJECT, 'scripts/start/start.cjs'), 'build'];

/** Returns the pictures of the last build with their variants. */
export function picturesOf(root: string): Picture[] {
  const record = join(root, '.cache/last-build');
  const last = readLastBuild(record, undefined);
  return (last?.site.rows.pictures ?? []).flatMap(({ value }) => {
    const made = JSON.parse(value) as PictureResult;
    return 'picture' in made ? [made.picture] : [];
  });
}

/** Compare every n-th file, because comparing takes longer than encoding. */
const COMPARED = 8;

/** Returns the similarity of a file to its original, scaled to the same size: SSIM of luminance, 0 to 1. */
async function similarity(original: string, made: string): Promise<number> {
  const image = async (source: Sharp) => {
    const { data, info } = await source.flatten({ background: '#fff' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
  };
  const [b, { width }] = [await image(sharp(made)), await sharp(made).metadata()];
  // Decode at full size before scaling, because scaling in the JPEG decoder is less exact.
  const whole = await sharp(original).autoOrient().raw().toBuffer({ resolveWithObject: true });
  const a = await image(sharp(whole.data, { raw: whole.info }).resize({ width }));
  return ssim(a as never, b as never, { downsample: false }).mssim;
}

interface Result {
  readonly runs: Run[];
  bytes: number;
  similarity: number;
}

async function measure(title: string, pictures: string, rounds: number): Promise<void> {
  const { root } = pictureSite(pictures);
  const results = new Map<string, Result>();
  const result = (name: string): Result => {
    if (!results.has(name)) results.set(name, { runs: [], bytes: 0, similarity: 0 });
    return results.get(name) as Result;
  };
  const loopOut = join(root, 'loop');
  const script = join(root, 'loop.mjs');
  const eleventy = eleventyImage();
  let made: Picture[] = [];
  let still: Picture[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const name of ['dist', '.cache', 'loop', 'eleventy']) rmSync(join(root, name), { recursive: true, force: true });
    result('titleblock').runs.push(await run(BUILD, root));
    made = picturesOf(root);
    // Skip animations and pictures without variants.
    still = made.filter(({ sources }) => sources.length > 0);
    mkdirSync(loopOut);
    const work = still.map((picture): LoopPicture => {
      const outputs = variantsOf(picture).map(({ url, width, format }) => ({
        to: join(loopOut, url.slice('/images/'.length)),
        width,
        format: loopFormat(format, join(root, 'dist', url)),
      }));
      return { file: join(root, picture.path), outputs };
    });
    writeFileSync(script, loopScript(work));
    result('a bare loop').runs.push(await run([process.execPath, script], root));
    if (eleventy) {
      writeFileSync(join(root, 'eleventy.mjs'), eleventyScript(eleventy, work, join(root, 'eleventy')));
      result('eleventy-img').runs.push(await run([process.execPath, join(root, 'eleventy.mjs')], root));
    }
    result('titleblock, again').runs.push(await run(BUILD, root));
  }
  const files = still.flatMap((picture) =>
    variantsOf(picture).map((variant) => ({ picture, name: variant.url.slice('/images/'.length) })),
  );
  const compared = files.filter((_file, at) => at % COMPARED === 0);
  for (const [name, folder] of [
    ['titleblock', join(root, 'dist/images')],
    ['a bare loop', loopOut],
  ] as const) {
    const own = result(name);
    own.bytes = files.reduce((all, { name: file }) => all + statSync(join(folder, file)).size, 0);
    for (const { picture, name: file } of compared)
      own.similarity += (await similarity(join(root, picture.path), join(folder, file))) / compared.length;
  }
  if (eleventy)
    for (const name of readdirSync(join(root, 'eleventy')))
      result('eleventy-img').bytes += statSync(join(root, 'eleventy', name)).size;

  console.log(
    `\n${title}: ${made.length} pictures, ${files.length} files, ${compared.length} of them compared, medians of ${rounds} rounds`,
  );
  const loop = result('a bare loop');
  for (const [name, { runs, bytes, similarity }] of results) {
    const seconds = median(runs.map((each) => each.seconds));
    const memory = median(runs.map((each) => each.megabytes));
    const processor = median(runs.map((each) => each.processor));
    const ratio = seconds / median(loop.runs.map((each) => each.seconds));
    const more = bytes ? `  ${(bytes / 1e6).toFixed(3)} MB${similarity ? `  SSIM ${similarity.toFixed(5)}` : ''}` : '';
    console.log(
      `${name.padEnd(20)} ${seconds.toFixed(2).padStart(7)} s  ${ratio.toFixed(3)} × the loop  ${processor.toFixed(1).padStart(6)} s of processors  ${memory.toFixed(0).padStart(5)} MB of memory${more}`,
    );
  }
}

/** Returns the path of @11ty/eleventy-img, searched next to an installed eleventy. */
function eleventyImage(): string | undefined {
  const program = inPath('eleventy');
  try {
    return createRequire(program ?? join(PROJECT, 'package.json')).resolve('@11ty/eleventy-img');
  } catch {
    console.log('@11ty/eleventy-img is not installed: it is not measured');
    return undefined;
  }
}

function eleventyScript(module: string, work: readonly LoopPicture[], out: string): string {
  const pictures = work.map(({ file, outputs }) => ({
    file,
    widths: [...new Set(outputs.map(({ width }) => width))],
    formats: [...new Set(outputs.map(({ format }) => (format === 'nearLossless' ? 'webp' : format)))],
  }));
  return `import Image from ${JSON.stringify(module)};
Image.concurrency = ${availableParallelism()};
await Promise.all(${JSON.stringify(pictures)}.map(({ file, widths, formats }) => Image(file, {
  widths, formats, outputDir: ${JSON.stringify(out)}, useCache: false,
  sharpAvifOptions: ${JSON.stringify(LOOP_OPTIONS.avif)}, sharpWebpOptions: ${JSON.stringify(LOOP_OPTIONS.webp)},
  sharpJpegOptions: ${JSON.stringify(LOOP_OPTIONS.jpeg)}, sharpPngOptions: ${JSON.stringify(LOOP_OPTIONS.png)},
})));
`;
}

/** Generates photographs of 4,000 × 3,000 pixels: soft shapes with camera noise. Returns their folder. */
async function largePhotos(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'titleblock-photos-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [width, height] = [4000, 3000];
  const grain = await sharp({
    create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 6 } },
  })
    .png({ compressionLevel: 1 })
    .toBuffer();
  for (let number = 0; number < PHOTOS; number++) {
    const shapes = Array.from({ length: 60 }, (_, n) => {
      const [x, y, r] = [(n * 677 + number * 991) % width, (n * 401 + number * 313) % height, 80 + ((n * 97) % 500)];
      return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${(n * 37 + number * 50) % 360},50%,${30 + (n % 5) * 10}%)" opacity=".6"/>`;
    });
    const svg = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#789"/>${shapes.join('')}</svg>`,
    );
    await sharp(svg)
      .blur(4)
      .composite([{ input: grain, blend: 'soft-light' }])
      .jpeg({ quality: 92 })
      .toFile(join(folder, `photo-${number}.jpg`));
  }
  return folder;
}

if (process.argv.includes('pictures')) {
  await measure('The archive', somePictures(), ROUNDS);
  await measure('12 megapixels', await largePhotos(), Math.max(1, ROUNDS - 1));
}
