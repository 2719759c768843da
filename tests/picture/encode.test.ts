// The picture tasks, one by one, on small pictures: reading headers, analysing pixels, encoding, cleaning.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Encoding } from '../../scripts/base/pictureFormats/table.js';
import { icon } from '../../scripts/features/icons/draw.js';
import { bytesOfClean, clean } from '../../scripts/picture/clean.js';
import { cleanDrawing } from '../../scripts/picture/drawing.js';
import { encode } from '../../scripts/picture/encode.js';
import { encoderVersion } from '../../scripts/picture/open.js';
import { type Pixels, study } from '../../scripts/picture/pixels.js';
import { failureOf, probe } from '../../scripts/picture/probe.js';
import { wholePicture } from '../../scripts/picture/whole.js';
import { temporaryFolder } from '../support.js';

/** Writes a file with these bytes and returns its path. */
function fileOf(bytes: Uint8Array | string, name = 'a'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Makes a picture from its pixels, row by row. */
const pixelsOf = (rows: readonly (readonly Colour[])[], channels: 3 | 4 = 3) =>
  sharp(Buffer.from(rows.flat().flatMap((colour) => [...colour].slice(0, channels))), {
    raw: { width: rows[0]?.length ?? 0, height: rows.length, channels },
  });

const RED: Colour = [255, 0, 0, 255];
const BLUE: Colour = [0, 0, 255, 255];
const GLASS: Colour = [0, 0, 0, 254];

const plain = (width: number, height: number, background = '#a83') =>
  sharp({ create: { width, height, channels: 3, background } });
const noise = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } } });

/** Makes a GIF with some frames. */
const frames = (count: number, size = 8) =>
  sharp(Buffer.concat(Array.from({ length: count }, (_, n) => Buffer.alloc(size * size * 3, n * 40))), {
    raw: { width: size, height: size * count, channels: 3, pageHeight: size },
  })
    .gif()
    .toBuffer();

const probed = async (bytes: Uint8Array | string, maxMegapixels = 100) => probe({ file: fileOf(bytes), maxMegapixels });

describe('a header', () => {
  test('has format, size, frames and colour space', async () => {
    expect(await probed(await plain(20, 10).png().toBuffer())).toEqual({
      kind: 'pixels',
      format: 'png',
      width: 20,
      height: 10,
      frames: 1,
      wide: false,
      plain: true,
    });
    expect(await probed(await plain(20, 10).withMetadata({ orientation: 6 }).jpeg().toBuffer())).toMatchObject({
      width: 10,
      height: 20,
      plain: false,
    });
    expect(await probed(await frames(3))).toMatchObject({ format: 'gif', width: 8, height: 8, frames: 3 });
    expect(await probed(await plain(20, 10).withIccProfile('p3').jpeg().toBuffer())).toMatchObject({ wide: true, plain: true });
    expect(await probed(await plain(20, 10).withIccProfile('srgb').jpeg().toBuffer())).toMatchObject({
      wide: false,
      plain: true,
    });
    expect(await probed(await plain(20, 10).toColourspace('cmyk').jpeg().toBuffer())).toMatchObject({ plain: false });
    expect(await probed('<svg></svg>')).toEqual({ kind: 'svg' });
  });

  test('with too many pixels is refused; all frames count', async () => {
    const png = await plain(2000, 1000).png().toBuffer();
    expect(await probed(png, 2)).toMatchObject({ kind: 'pixels' });
    expect(await probed(png, 1.999_999)).toMatchObject({ limit: true });
    expect(await probed(png, 1.9)).toEqual({ kind: 'refused', limit: true, reason: 'it has 2 megapixels; the limit is 1.9' });
    expect(await probed(await frames(3, 1000), 2)).toEqual({
      kind: 'refused',
      limit: true,
      reason: 'it has 3 megapixels in 3 frames; the limit is 2',
    });
  });

  test('of another file says what it is', async () => {
    expect(await probed('')).toEqual({ kind: 'refused', reason: 'it is empty', remedy: 'copy it again from the original' });
    expect(await probed('some text')).toEqual({ kind: 'refused', reason: 'it is text' });
    expect(await probed(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).toMatchObject({ kind: 'refused' });
  });
});

describe('pixels', () => {
  const studied = async (image: ReturnType<typeof sharp>, width: number, wide = false) =>
    study({ file: fileOf(await image.png().toBuffer()), hash: `${Math.random()}`, from: width, wide });

  test('are those of a drawing if most have the colour of their neighbour', async () => {
    const row = (changes: number) => Array.from({ length: 11 }, (_, at) => (at % 2 === 1 && at < 2 * changes ? BLUE : RED));
    // Each blue pixel differs from both of its neighbours: 4 of 10 pairs, or 2.
    expect([await studied(pixelsOf([row(2)]), 11), await studied(pixelsOf([row(1)]), 11)].map(({ drawing }) => drawing)).toEqual([
      false,
      true,
    ]);
    expect((await studied(noise(40, 40), 40)).drawing).toBe(false);
    expect((await studied(plain(40, 40), 40)).drawing).toBe(true);
    // One of three pairs differs.
    expect((await studied(pixelsOf([[RED, BLUE, BLUE, BLUE]]), 4)).drawing).toBe(false);
    // A single pixel has no neighbour.
    expect((await studied(pixelsOf([[RED]]), 1)).drawing).toBe(false);
    // The end of a row and the beginning of the next are no neighbours.
    expect((await studied(pixelsOf(Array.from({ length: 8 }, () => [RED, BLUE])), 2)).drawing).toBe(false);
  });

  test('have alpha if one is not opaque; then there is no placeholder', async () => {
    const opaque = await studied(pixelsOf([[RED, RED, BLUE]], 4), 3);
    expect(opaque).toMatchObject({ hasAlpha: false, placeholder: expect.stringMatching(/^data:image\/webp;base64,/) });
    expect(await studied(pixelsOf([[RED, RED, GLASS]], 4), 3)).toMatchObject({ hasAlpha: true, placeholder: '' });
    expect((await studied(pixelsOf([[GLASS, RED, RED]], 4), 3)).hasAlpha).toBe(true);
    expect((await studied(noise(300, 200), 300)).placeholder.length).toBeLessThan(200);
  });

  test.each([
    ['avif', 'heif'],
    ['avif-photograph', 'heif'],
    ['webp', 'webp'],
    ['webp-near-lossless', 'webp'],
    ['jpeg', 'jpeg'],
    ['png', 'png'],
  ] as const)('are encoded as %s', async (encoding: Encoding, format) => {
    const bytes = await noise(60, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const pixels: Pixels = { file: fileOf(bytes), hash: encoding, from: 40, wide: false };
    const quality = { avif: 50, webp: 75, jpeg: 80 };
    for (const width of [40, 20]) {
      const made = await sharp(await encode({ pixels, width, encoding, quality })).metadata();
      // Upright.
      expect([made.format, made.width, made.height, made.orientation]).toEqual([format, width, width * 1.5, undefined]);
    }
  });

  test('in Display P3 keep their profile at every width', async () => {
    const file = fileOf(await noise(60, 40).withIccProfile('p3').png().toBuffer());
    const pixels: Pixels = { file, hash: 'wide', from: 60, wide: true };
    for (const width of [60, 30]) {
      const made = await encode({ pixels, width, encoding: 'webp', quality: { avif: 50, webp: 75, jpeg: 80 } });
      expect(await probed(made)).toMatchObject({ width, wide: true });
    }
    expect((await study(pixels)).drawing).toBe(false);
  });
});

describe('without metadata', () => {
  const cleaned = async (
    bytes: Uint8Array | string,
    name: string,
    options: { maxMegapixels?: number; isTrusted?: boolean } = {},
  ) => clean({ file: fileOf(bytes, name), maxMegapixels: 100, isTrusted: false, ...options });

  test('a picture keeps its bytes except for the metadata', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const bare = await noise(20, 10).toFormat(format).toBuffer();
      const made = await cleaned(bare, `a.${format}`);
      expect(made).toMatchObject({ kind: 'clean' });
      expect(made).not.toHaveProperty('encoded');
      expect(Buffer.from(bytesOfClean(made)).equals(bare)).toBe(true);
    }
  });

  test.each(['jpeg', 'png', 'webp', 'tiff', 'avif', 'gif'] as const)('a rotated %s is encoded again, upright', async (format) => {
    const bytes = await noise(20, 10)
      .withMetadata({ orientation: format === 'gif' ? 1 : 6 })
      .toFormat(format)
      .toBuffer();
    const made = await cleaned(bytes, `a.${format}`);
    const { width, height } = await sharp(bytesOfClean(made)).metadata();
    expect([width, height]).toEqual(format === 'gif' ? [20, 10] : [10, 20]);
    if (format !== 'gif') expect(made).toMatchObject({ encoded: true });
    expect(made).not.toHaveProperty('why');
  });

  test('a picture with a damaged structure is encoded again, with the reason', async () => {
    const png = await noise(20, 10).png().toBuffer();
    const gamma = Buffer.concat([Buffer.from([0, 0, 0, 4]), Buffer.from('gAMA'), Buffer.alloc(8)]);
    const damaged = Buffer.concat([png.subarray(0, 33), gamma, png.subarray(33)]);
    expect(await cleaned(damaged, 'a.png')).toMatchObject({
      kind: 'clean',
      encoded: true,
      why: 'the file is truncated or damaged',
    });
    expect(await cleaned(damaged, 'a.png', { maxMegapixels: 0.0001 })).toMatchObject({ kind: 'refused', limit: true });
    // An animated PNG cannot be encoded again: only its first frame would remain.
    const control = Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from('acTL'), Buffer.alloc(12)]);
    const animated = Buffer.concat([png.subarray(0, 33), control, png.subarray(33)]);
    expect(await cleaned(animated, 'a.png')).toEqual({ kind: 'refused', reason: 'the file is truncated or damaged' });
  });

  test('an SVG loses its metadata, a web page is copied, an unreadable file is refused', async () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><!-- by Kilroy --><rect width="1" height="1"/></svg>';
    expect(Buffer.from(bytesOfClean(await cleaned(drawing, 'a.svg'))).toString()).not.toContain('Kilroy');
    expect(await cleaned('<svg>', 'a.html')).toEqual({ kind: 'copy' });
    expect(await cleaned('text', 'a.png')).toEqual({ kind: 'refused', reason: 'it is text' });
    expect(await cleaned('<svg', 'a.svg')).toMatchObject({ kind: 'refused' });
    expect(() => bytesOfClean({ kind: 'copy' })).toThrow('it is not a picture');
    expect(() => bytesOfClean({ kind: 'refused', reason: 'it is text' })).toThrow('it is text');
    await expect(clean({ file: '/no/such/file', maxMegapixels: 1, isTrusted: false })).rejects.toThrow('ENOENT');
  });
});

describe('a drawing', () => {
  const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">${inside}</svg>`;

  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-16, little end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('may be encoded in %s', (_encoding, bytes) => {
    const made = cleanDrawing(fileOf(bytes(svg('<text>汉字</text>'))));
    expect(made).toMatchObject({ width: 20, height: 10, removed: [] });
    expect(made.svg).toContain('汉字');
  });

  test('loses the metadata of embedded pictures too', async () => {
    const bare = await plain(2, 2).jpeg().toBuffer();
    const telling = Buffer.concat([
      bare.subarray(0, 2),
      Buffer.from([0xff, 0xfe, 0, 8]),
      Buffer.from('Kilroy'),
      bare.subarray(2),
    ]);
    const address = (bytes: Buffer) => `data:image/jpeg;base64,${bytes.toString('base64')}`;
    const image = (href: string) => svg(`<image width="2" height="2" href="${href}"/>`);
    expect(cleanDrawing(fileOf(image(address(telling)))).svg).toContain(address(bare));
    // Base64 in several lines, as editors write it.
    expect(cleanDrawing(fileOf(image(address(telling).replace(/.{60}/g, '$&&#10;')))).svg).toContain(address(bare));
    expect(() => cleanDrawing(fileOf(image(address(Buffer.from('text')))))).toThrow('a picture in it cannot be read');
  });
});

describe('an icon', () => {
  const at = async (bytes: Uint8Array, x: number, y: number) => {
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([32, 32]);
    return [...data.subarray((y * 32 + x) * 4, (y * 32 + x) * 4 + 4)];
  };

  test('is a square with the whole picture on a transparent background', async () => {
    const made = await icon({ file: fileOf(await plain(40, 20, '#f00').png().toBuffer()), size: 32, maxMegapixels: 100 });
    expect(await at(made, 16, 16)).toEqual([255, 0, 0, 255]);
    expect(await at(made, 16, 2)).toEqual([0, 0, 0, 0]);
  });

  test('of an SVG is rasterised at its own size', async () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2" fill="#00f"/></svg>';
    const made = await icon({ file: fileOf(drawing), size: 32, maxMegapixels: 100 });
    expect(await at(made, 16, 16)).toEqual([0, 0, 255, 255]);
    // The edge is sharp.
    expect([await at(made, 16, 8), await at(made, 16, 7)]).toEqual([
      [0, 0, 255, 255],
      [0, 0, 0, 0],
    ]);
    await expect(icon({ file: fileOf('text'), size: 32, maxMegapixels: 100 })).rejects.toThrow('it is text');
  });
});

test.each([
  ['EIO: i/o error, read', 'the disk cannot be read or written (EIO)', true],
  ["ENOENT: no such file or directory, open '/a.png'", 'the system failed (ENOENT)', true],
  ['VipsJpeg: premature end of JPEG image', 'the file is truncated or damaged', undefined],
  ['pngload: Read Error', 'the file is truncated or damaged', undefined],
  ['Input file contains unsupported image format\nand more', 'it has unsupported image format', undefined],
  ['Input file has corrupt header: x', 'it has corrupt header: x', undefined],
  ['something else', 'something else', undefined],
])('%s: %s', (message, reason, isTemporary) => {
  expect(failureOf(new Error(message))).toMatchObject({ reason, ...(isTemporary && { isTemporary }) });
});

test('the version of the encoder contains everything that decides about bytes', () => {
  expect(Object.keys(JSON.parse(encoderVersion()))).toEqual(['settings', 'sharp', 'svgo']);
});

test('makes a whole picture in one task, for another machine', async () => {
  const bytes = await noise(40, 30).png().toBuffer();
  const settings = { widths: [20], formats: ['webp'], quality: { avif: 50, webp: 75, jpeg: 80 }, maxMegapixels: 100 } as const;
  const { result, files } = await wholePicture({
    path: 'a.png',
    file: fileOf(bytes),
    size: 20_000,
    hash: 'hash',
    shown: 40,
    named: 'a.png',
    settings,
  });
  const variants =
    'picture' in result ? [...result.picture.sources.flatMap(({ variants: each }) => each), result.picture.fallback] : [];
  expect(variants.length).toBeGreaterThan(1);
  const lengths = new Map(files.map(([key, each]) => [key, each.length]));
  for (const { key, bytes: length } of variants) expect(lengths.get(key)).toBe(length);
});
