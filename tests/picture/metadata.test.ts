// Published pictures contain nothing about camera, location or author, however they are published; their colours and
// orientation are right.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type Built, buildSite, tries } from '../support.js';
import { type Strippable, stripped } from './stripped.js';

const SECRET = 'SECRET-NAME';
const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${SECRET}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** Makes a picture with metadata about author and location. */
async function telling(format: 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff' | 'gif', width = 150): Promise<Buffer> {
  const made = await sharp({
    create: { width, height: 100, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  })
    .withExif({ IFD0: { Copyright: SECRET, Artist: SECRET }, IFD3: { GPSLatitude: '31/1 0/1 0/1', GPSLatitudeRef: 'N' } })
    .withXmp(XMP)
    .toFormat(format)
    .toBuffer();
  return format === 'gif' ? withComment(made) : made;
}

/** Adds a comment to a GIF, before its pictures (GIF89a, section 24). */
function withComment(gif: Buffer): Buffer {
  const table = (gif[10] as number) & 0x80 ? 3 * 2 ** (((gif[10] as number) & 7) + 1) : 0;
  const at = 13 + table;
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, SECRET.length]), Buffer.from(SECRET), Buffer.from([0])]);
  return Buffer.concat([gif.subarray(0, at), comment, gif.subarray(at)]);
}

/** Flags in the header of an extended WebP file (RFC 9649, section 2.7.1). */
const EXIF_AND_XMP = 0x0c;

/** A PNG chunk with the time of the last change (section 11.3.6). Its checksum does not matter. */
const PNG_TIME = Buffer.concat([
  Buffer.from([0, 0, 0, 7]),
  Buffer.from('tIME'),
  Buffer.from([7, 0xe7, 11, 12, 17, 39, 0]),
  Buffer.alloc(4),
]);
/** Offset of the first chunk after the header. */
const PNG_BODY = 33;

const TELLTALES = [SECRET, 'Exif\0', 'http://ns.adobe.com', 'x:xmpmeta', 'GPSLatitude'];

function expectSilence(built: Built): void {
  const files = built.files.filter((file) => /\.(?:jpe?g|png|webp|avif|tiff|gif)$/.test(file));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = readFileSync(join(built.root, 'dist', file)).toString('latin1');
    expect([file, TELLTALES.filter((each) => bytes.includes(each))]).toEqual([file, []]);
  }
}

describe.each(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)('%s', (format) => {
  test('contain no metadata when shown, linked to, put into content/, or used by a template', async () => {
    const bytes = await telling(format);
    expect(TELLTALES.some((each) => bytes.toString('latin1').includes(each))).toBe(true);
    const built = await buildSite({
      [`images/shown.${format}`]: bytes,
      [`images/linked.${format}`]: await telling(format, 151),
      [`content/posts/own.${format}`]: await telling(format, 152),
      [`templates/seal.${format}`]: await telling(format, 153),
      'content/posts/2020-01-02-a.md': `% A\n\n![s](images/shown.${format}) [l](images/linked.${format})\n`,
      'templates/partials/bottom.html': `<img src="seal.${format}" alt="">\n`,
    });
    for (const file of [`images/linked.${format}`, `posts/own.${format}`, `assets/seal.${format}`])
      expect(built.files).toContain(file);
    expect(built.files).not.toContain(`images/shown.${format}`);
    expectSilence(built);
    const linked = readFileSync(join(built.root, 'dist', `images/linked.${format}`));
    const { width, height } = await sharp(linked).metadata();
    expect([width, height]).toEqual([151, 100]);
  });
});

describe('without metadata, the same pixels', () => {
  const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();

  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('%s', async (format) => {
    const bytes = await telling(format);
    const bare = stripped(format, bytes);
    expect(bare.length).toBeLessThan(bytes.length);
    expect((await pixels(bare)).equals(await pixels(bytes))).toBe(true);
    expect(Buffer.from(stripped(format, bare)).equals(bare)).toBe(true);
  });

  test('a progressive JPEG', async () => {
    const bytes = await sharp(await telling('jpeg'))
      .keepMetadata()
      .jpeg({ progressive: true })
      .toBuffer();
    expect((await pixels(stripped('jpeg', bytes))).equals(await pixels(bytes))).toBe(true);
  });

  test('a WebP file no longer announces EXIF and XMP, and keeps its other flags', async () => {
    const bytes = await telling('webp');
    const flags = (file: Uint8Array) => file[Buffer.from(file).indexOf('VP8X') + 8] as number;
    expect(flags(bytes) & EXIF_AND_XMP).toBe(EXIF_AND_XMP);
    expect(flags(stripped('webp', bytes))).toBe(flags(bytes) & ~EXIF_AND_XMP);
  });

  test('a PNG loses the time of its last change', async () => {
    const bytes = await sharp(await telling('png')).toBuffer();
    const dated = Buffer.concat([bytes.subarray(0, PNG_BODY), PNG_TIME, bytes.subarray(PNG_BODY)]);
    expect(Buffer.from(stripped('png', dated)).equals(stripped('png', bytes))).toBe(true);
  });

  test.each([
    'NETSCAPE2.0',
    'ANIMEXTS1.0',
  ])('a GIF keeps its number of loops (%s), but no other application extension', async (name) => {
    const bytes = await sharp(await telling('gif')).toBuffer();
    const table = 3 * 2 ** (((bytes[10] as number) & 7) + 1);
    const at = 13 + table;
    const extension = (application: string) =>
      Buffer.concat([Buffer.from([0x21, 0xff, 11]), Buffer.from(application), Buffer.from([3, 1, 2, 0, 0])]);
    const loop = extension(name);
    const repeating = Buffer.concat([bytes.subarray(0, at), extension('XMP DataXMP'), loop, bytes.subarray(at)]);
    const bare = Buffer.from(stripped('gif', repeating));
    expect(bare.subarray(at, at + loop.length).equals(loop)).toBe(true);
    expect(bare.includes('XMP Data')).toBe(false);
    // Repeated twice.
    expect((await sharp(bare, { animated: true }).metadata()).loop).toBe(3);
  });

  test('for any bytes, stripping neither reads beyond the end nor loops forever', async () => {
    const files: { [format in Strippable]: Buffer } = {
      jpeg: await telling('jpeg', 20),
      png: await telling('png', 20),
      webp: await telling('webp', 20),
      gif: await telling('gif', 20),
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(files) as Strippable[])),
        fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 6 }),
        fc.nat(5000),
        (format, changes, end) => {
          const bytes = Buffer.from(files[format]);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          let made: Uint8Array;
          try {
            made = stripped(format, bytes.subarray(0, Math.max(13, end)));
          } catch (error) {
            expect((error as Error).message).toBe('the file is truncated or damaged');
            return;
          }
          // A PNG without an end gets one.
          expect(made.length).toBeLessThanOrEqual(bytes.length + 12);
        },
      ),
      { numRuns: tries(2000) },
    );
  });
});

test('a wrong byte does not turn metadata into pixels', async () => {
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const bytes = await telling(format, 20);
    const telltale: string[] = [];
    for (let at = 0; at < bytes.length; at++) {
      for (const byte of [0, 1, 0x80, 0xff, (bytes[at] as number) ^ 1, (bytes[at] as number) ^ 0x80]) {
        const changed = Buffer.from(bytes);
        changed[at] = byte;
        try {
          if (Buffer.from(stripped(format, changed)).includes(SECRET)) telltale.push(`${at}: ${byte}`);
        } catch {
          // Then it is encoded again, or not published.
        }
      }
    }
    expect([format, telltale]).toEqual([format, []]);
  }
});

describe('colours and orientation', () => {
  const shown = async (picture: Buffer) => {
    const built = await buildSite({ 'images/p.jpg': picture, 'content/posts/2020-01-02-a.md': '% A\n\n![p](images/p.jpg)\n' });
    const files = built.files.filter((file) => file.startsWith('images/'));
    return { built, files: files.map((file) => readFileSync(join(built.root, 'dist', file))) };
  };
  const plain = () =>
    sharp({
      create: { width: 700, height: 300, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
    });

  test('keeps Display P3 with its profile', async () => {
    const { files } = await shown(await plain().withIccProfile('p3').jpeg().toBuffer());
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect((await sharp(file).metadata()).icc?.toString('latin1').replaceAll('\0', '')).toMatch(/P3/);
  });

  test('converts other profiles to sRGB, which needs none', async () => {
    const cmyk = await plain().toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
    const { files } = await shown(cmyk);
    for (const file of files) {
      const { icc, space } = await sharp(file).metadata();
      expect([icc, space]).toEqual([undefined, 'srgb']);
    }
  });

  test('rotates a picture by its EXIF orientation, linked to or shown', async () => {
    const turned = await plain().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const built = await buildSite({
      'images/p.jpg': turned,
      'content/posts/2020-01-02-a.md': '% A\n\n![p](images/p.jpg) [p](images/p.jpg)\n',
    });
    expect(built.page('posts/2020-01-02-a.html')).toContain('width="300" height="700"');
    for (const file of built.files.filter((each) => each.startsWith('images/'))) {
      const { width, height, orientation } = await sharp(readFileSync(join(built.root, 'dist', file))).metadata();
      expect(height).toBeGreaterThan(width);
      expect(orientation ?? 1).toBe(1);
    }
  });
});
