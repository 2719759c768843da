// Pictures that are published as files: linked to, in content/, used by a template. Each loses its metadata, or is encoded again
// with a warning, or is not published. None is copied unchanged.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type Built, buildAt, buildSite, bytesBelow, filesBelow, SITE_YAML, writeSite } from '../support.js';

const SECRET = 'SECRET-NAME';
const POST = 'content/posts/2020-01-02-a.md';

async function telling(format: 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff' | 'gif', width = 150): Promise<Buffer> {
  const pixels = {
    width,
    height: 100,
    channels: 3,
    background: '#888',
    noise: { type: 'gaussian', mean: 128, sigma: 40 },
  } as const;
  const made = await sharp({ create: pixels })
    .withExif({ IFD0: { Copyright: SECRET, Artist: SECRET }, IFD3: { GPSLatitude: '31/1 0/1 0/1', GPSLatitudeRef: 'N' } })
    .toFormat(format)
    .toBuffer();
  return format === 'gif'
    ? withGifBlock(made, Buffer.from(`\x21\xfe${String.fromCharCode(SECRET.length)}${SECRET}\0`, 'latin1'))
    : made;
}

/** Adds a block to a GIF, before its pictures. */
function withGifBlock(gif: Buffer, block: Buffer): Buffer {
  const flags = gif[10] as number;
  const at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  return Buffer.concat([gif.subarray(0, at), block, gif.subarray(at)]);
}

const jpeg = await telling('jpeg');
const png = await telling('png');
const gif = await telling('gif');
const exif = jpeg.subarray(jpeg.indexOf('Exif\0') - 4, jpeg.indexOf('Exif\0') + 10);
/** A JPEG with a stray byte after its first segment. */
const firstEnd = 4 + jpeg.readUInt16BE(4);
const stray = Buffer.concat([jpeg.subarray(0, firstEnd), Buffer.from([0x41]), jpeg.subarray(firstEnd)]);
/** A JPEG with truncated metadata in place of its end. */
const cutMetadata = Buffer.concat([jpeg.subarray(0, -2), Buffer.from([0xff, 0xe1, 0xff, 0xff]), Buffer.from(SECRET)]);
const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.from(`Exif\0\0${SECRET}`)]);
const wideHeic = Buffer.concat([
  Buffer.from('\0\0\0\x01ftyp\0\0\0\0\0\0\0\x20heic\0\0\0\0mif1heic', 'latin1'),
  Buffer.from(`Exif\0\0${SECRET}`),
]);
const drawing = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inner}<path d="M0 0h9"/></svg>`;
const shows = (address: string) => drawing(`<image href="${address}" width="9" height="9"/>`);
const base64 = jpeg.toString('base64');
const percents = [...jpeg].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const withPicture = shows(`data:image/jpeg;base64,${base64}`);

/** True if bytes contain metadata, also within embedded pictures. */
function tells(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  const inner = [...text.matchAll(/base64,([A-Za-z0-9+/=\s]+)/g)].map(([, encoded = '']) => Buffer.from(encoded, 'base64'));
  const decoded = Buffer.from(unescape(text), 'latin1');
  return [bytes, decoded, ...inner].some((each) => each.includes(SECRET) || each.includes('Exif\0'));
}

function telltales(built: Built): string[] {
  return built.files.filter((file) => tells(readFileSync(join(built.root, 'dist', file))));
}

const PLACES = {
  'linked to': (name: string) => [`images/${name}`, `[full size](images/${name})`],
  'in content/': (name: string) => [`content/posts/${name}`, 'no word of it'],
  'next to a template': (name: string) => [`templates/${name}`, 'no word of it'],
} as const;

const CASES: readonly (readonly [what: string, name: string, bytes: Uint8Array | string, rules: readonly string[]])[] = [
  ['a JPEG', 'a.jpg', jpeg, []],
  ['a JPEG with a stray byte between segments', 'a.jpg', stray, []],
  ['a JPEG without its end', 'a.jpg', jpeg.subarray(0, -2), []],
  ['a JPEG whose last metadata are cut off', 'a.jpg', cutMetadata, ['picture/recoded']],
  ['a JPEG that is called something else', 'a.dat', jpeg, []],
  ['a PNG without its end', 'a.png', png.subarray(0, -12), []],
  ['a GIF without its end', 'a.gif', gif.subarray(0, -1), []],
  ['a GIF with empty blocks', 'a.gif', withGifBlock(gif, Buffer.from([0, 0, 0])), []],
  ['a WebP', 'a.webp', await telling('webp'), []],
  ['a TIFF', 'a.tiff', await telling('tiff'), []],
  ['an AVIF', 'a.avif', await telling('avif'), []],
  ['a drawing', 'a.svg', drawing(`<metadata>${SECRET}</metadata><!-- ${SECRET} -->`), []],
  ['a photograph in a drawing', 'a.svg', withPicture, []],
  ['a photograph in a drawing, with parameters', 'a.svg', shows(`data:image/jpeg;name=a.jpg;base64,${base64}`), []],
  ['a photograph in a drawing, on several lines', 'a.svg', shows(`data:IMAGE/jpeg;base64,\n  ${base64}`), []],
  ['a photograph in a drawing, without a type', 'a.svg', shows(`data:;base64,${base64}`), []],
  ['a photograph in a drawing, in percents', 'a.svg', shows(`data:image/jpeg,${percents}`), []],
  ['a picture in a drawing that is none', 'a.svg', shows('data:image/jpeg;base64,QUJD'), ['picture/unreadable']],
  ['a HEIC', 'a.heic', heic, ['picture/unreadable']],
  ['a HEIC whose first box has a size of 64 bits', 'a.dat', wideHeic, ['picture/unreadable']],
  ['a HEIC that does not begin as one', 'a.heic', Buffer.concat([Buffer.from('junk'), heic]), ['picture/unreadable']],
  [
    'a HEIC with the brand of films',
    'a.HEIF',
    Buffer.from(`\0\0\0\x10ftypisom\0\0\0\0Exif\0\0${SECRET}`),
    ['picture/unreadable'],
  ],
  ['a GIMP file', 'a.dat', Buffer.from(`gimp xcf v011\0${SECRET}`), ['picture/unreadable']],
  ['a JPEG XR', 'a.dat', Buffer.from(`II\xbc\x01${SECRET}`, 'latin1'), ['picture/unreadable']],
  ['a raw photograph of an unknown kind', 'a.rw2', Buffer.from(`\x01\x02${SECRET}`), ['picture/unreadable']],
  ['a compressed drawing', 'a.svgz', gzipSync(withPicture), ['picture/unreadable']],
  ['a HEIC that is called a JPEG', 'a.jpg', heic, ['picture/unreadable']],
  ['a raw photograph', 'a.dng', await telling('tiff'), ['picture/unreadable']],
  ['a WebP that is cut off', 'a.webp', (await telling('webp')).subarray(0, -30), ['picture/unreadable']],
  ['a drawing that is cut off', 'a.svg', drawing('<g>').slice(0, -9), ['picture/unreadable']],
];

describe.each(Object.entries(PLACES))('%s', (_place, at) => {
  test.each(CASES)('%s', async (_what, name, bytes, rules) => {
    const [path, text] = at(name) as [string, string];
    const { report, ...built } = await buildSite({ [POST]: `% A\n\n${text}\n`, [path]: bytes });
    expect([built.rules, report]).toEqual([rules, rules.length > 0 ? expect.stringContaining(path) : '']);
    const isRefused = rules.includes('picture/unreadable');
    expect([built.published, built.files.some((file) => file.endsWith(name))]).toEqual([!isRefused, !isRefused]);
    expect(telltales({ report, ...built })).toEqual([]);
  });
});

test.each(['avif', 'tiff'] as const)('problems of a truncated picture contain no path of this machine: %s', async (format) => {
  const cut = (await telling(format)).subarray(0, 600);
  const { problems, root } = await buildSite({ [POST]: '% A\n', [`content/a.${format}`]: cut });
  expect(problems.map(({ ruleId, reason }) => [ruleId, reason.includes(root)])).toEqual([['picture/unreadable', false]]);
});

test('stripping does not change pixels', async () => {
  const built = await buildSite({ [POST]: '% A\n', 'content/a.jpg': stray, 'content/b.png': png.subarray(0, -12) });
  const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
  for (const [file, original] of [
    ['a.jpg', jpeg],
    ['b.png', png],
  ] as const)
    expect((await pixels(readFileSync(join(built.root, 'dist', file)))).equals(await pixels(original))).toBe(true);
});

// Except a JPEG without its end: decoding it fails because it seems truncated.
const SHOWN = CASES.filter(([what, , , rules]) => !rules.includes('picture/unreadable') && what !== 'a JPEG without its end');

describe('shown', () => {
  test.each(SHOWN)('%s', async (_what, name, bytes) => {
    const built = await buildSite({ [POST]: `% A\n\n![x](images/${name})\n`, [`images/${name}`]: bytes });
    expect([built.published, built.files.some((file) => file.startsWith('images/'))]).toEqual([true, true]);
    expect(telltales(built)).toEqual([]);
  });
});

test('with `pictures: warn`, does not publish what cannot be cleaned', async () => {
  const settings = `${SITE_YAML}pictures: warn\n`;
  const built = await buildSite({
    'content/site.yaml': settings,
    [POST]: '% A\n\n![x](images/b.heic)\n',
    'images/b.heic': heic,
    'content/a.heic': heic,
  });
  expect([built.published, built.rules]).toEqual([true, ['picture/unreadable', 'picture/unreadable']]);
  expect([built.files.filter((file) => file.endsWith('heic')), telltales(built)]).toEqual([[], []]);
});

describe('over `maxMegapixels`', () => {
  const limit = (most: number) => `${SITE_YAML}search: false\ncards: false\nimages: {maxMegapixels: ${most}}\n`;
  /** A rotated picture, which must be decoded. */
  const turned = sharp({ create: { width: 1500, height: 1000, channels: 3, background: '#888' } })
    .withExif({ IFD0: { Artist: SECRET } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

  test('cleans a picture if that needs no decoding; else it is an error', async () => {
    const upright = await sharp(await telling('jpeg', 12_000))
      .keepMetadata()
      .toBuffer();
    const built = await buildSite({
      'content/site.yaml': limit(1),
      [POST]: '% A\n',
      'content/a.jpg': upright,
      'content/b.jpg': await turned,
    });
    expect(built.problems.map(({ ruleId, file }) => [ruleId, file])).toEqual([['picture/limit', 'content/b.jpg']]);
  });

  test('a build after a change of the setting gives the same result as one from scratch', async () => {
    const root = writeSite({
      'content/site.yaml': `${limit(9)}pictures: warn\n`,
      [POST]: '% A\n',
      'content/b.jpg': await turned,
    });
    const build = async (most: number) => {
      writeFileSync(join(root, 'content/site.yaml'), `${limit(most)}pictures: warn\n`);
      const { rules, files } = await buildAt(root);
      return [rules, files.includes('b.jpg')];
    };
    expect(await build(9)).toEqual([[], true]);
    expect(await build(1)).toEqual([['picture/limit'], false]);
    expect(await build(9)).toEqual([[], true]);
  });
});

test('an incremental build reports and publishes the same as a first build', async () => {
  const root = writeSite({ [POST]: '% A\n', 'content/a.jpg': cutMetadata, 'content/b.jpg': await telling('jpeg') });
  const first = await buildAt(root);
  const bytes = bytesBelow(join(root, 'dist'));
  writeFileSync(join(root, 'content/posts/2020-01-03-b.md'), '% B\n');
  expect((await buildAt(root)).report).toBe(first.report);
  writeFileSync(join(root, POST), '% A\n\nother\n');
  const { report } = await buildAt(root);
  expect(report).toBe(first.report);
  const after = new Map(bytesBelow(join(root, 'dist')));
  for (const [file, before] of bytes.filter(([path]) => path.endsWith('.jpg')))
    expect([file, after.get(file)]).toEqual([file, before]);
  expect(filesBelow(join(root, 'dist')).filter((file) => file.endsWith('.jpg'))).toEqual(['a.jpg', 'b.jpg']);
  expect(existsSync(join(root, 'dist/posts/2020-01-03-b.html'))).toBe(true);
});

test('the fixtures do contain metadata', () => {
  expect(exif.length).toBeGreaterThan(0);
  for (const bytes of [jpeg, png, gif, stray, cutMetadata, heic, Buffer.from(withPicture)]) expect(tells(bytes)).toBe(true);
});
