// Pictures that cannot be shown, or not as they are: each is reported at the post that shows it, and nothing is published.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cleanSvg } from '../../scripts/picture/svg.js';
import { buildAt, buildSite, SITE_YAML, writeSite } from '../support.js';

const post = (text: string) => ({ 'content/posts/2020-01-02-a.md': `% A\n\nText ![p](${text})\n` });

/** Makes the beginning of a HEIF file with some brands. */
function ftyp(...brands: readonly string[]): Buffer {
  const body = Buffer.from(`ftyp${brands[0]}\0\0\0\0${brands.join('')}`, 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length + 4);
  return Buffer.concat([size, body, Buffer.alloc(64)]);
}

/** Makes a small PNG whose header claims a large size. */
async function bomb(): Promise<Buffer> {
  const png = Buffer.from(
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  );
  png.writeUInt32BE(30_000, 16);
  png.writeUInt32BE(30_000, 20);
  png.writeInt32BE(crc(png.subarray(12, 29)), 29);
  return png;
}

/** Returns the checksum of a PNG chunk (PNG, Annex D). */
function crc(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
}

async function animation(frames: number, size: number): Promise<Buffer> {
  const pixels = Buffer.alloc(size * size * frames * 3);
  for (let at = 0; at < pixels.length; at++)
    pixels[at] = (Math.floor(at / (size * size * 3)) % 2) * 128 + (Math.imul(at, 2654435761) >>> 25);
  return sharp(pixels, { raw: { width: size, height: size * frames, channels: 3, pageHeight: size } })
    .gif()
    .toBuffer();
}

const photo = await sharp({
  create: { width: 900, height: 600, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
})
  .jpeg()
  .toBuffer();

const huge = await bomb();

describe('reports an error at the place that shows the picture, and publishes nothing', () => {
  test.each([
    ['cut off', photo.subarray(0, photo.length / 2), 'picture/unreadable', /truncated or damaged/, /copy it again/],
    ['empty', Buffer.alloc(0), 'picture/unreadable', /it is empty/, /copy it again/],
    ['text', Buffer.from('This is not a picture.'), 'picture/unreadable', /it is text/, /JPEG or PNG/],
    [
      'a web page',
      Buffer.from('<!DOCTYPE html><html></html>'),
      'picture/unreadable',
      /it is a web page/,
      /save the picture itself/,
    ],
    ['a HEIC', ftyp('heic', 'mif1'), 'picture/unreadable', /it is a HEIC picture/, /convert it to JPEG: `heif-convert/],
    ['a JPEG XL', Buffer.from('\xFF\x0A and more', 'latin1'), 'picture/unreadable', /JPEG XL/, /convert it to JPEG/],
    ['noise', Buffer.from('\x01\x02\x03\x04noise', 'latin1'), 'picture/unreadable', /of an unknown type/, /JPEG or PNG/],
    ['a bomb', huge, 'picture/limit', /900 megapixels; the limit is 268/, /maxMegapixels/],
    ['an SVG that is cut off', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><g>'), 'picture/unreadable', /./, /./],
    [
      'an SVG whose entities grow',
      Buffer.from(
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
      ),
      'picture/unreadable',
      /entities/,
      /./,
    ],
  ])('%s', async (_name, bytes, rule, reason, note) => {
    const built = await buildSite({
      ...post('images/p.png'),
      'images/p.png': bytes,
      'content/posts/2020-01-03-b.md': '% B\n\n[x](gone.md)\n',
    });
    const [found, other] = built.problems;
    expect([found?.ruleId, found?.place?.line, found?.place?.column, found?.fatal]).toEqual([rule, 3, 6, true]);
    expect(found?.reason).toMatch(reason);
    expect(found?.note).toMatch(note);
    // The build continued and found the other mistake.
    expect(other?.ruleId).toBe('link/dead');
    expect(existsSync(join(built.root, 'dist'))).toBe(false);
  });

  test('an animation with more pixels than the settings allow', async () => {
    const files = { ...post('images/p.gif'), 'images/p.gif': await animation(40, 200) };
    const built = await buildSite({ ...files, 'content/site.yaml': `${SITE_YAML}images: {maxMegapixels: 1}\n` });
    expect(built.rules).toEqual(['picture/limit']);
    expect(built.report).toContain('2 megapixels in 40 frames; the limit is 1');
  });

  test('with `pictures: warn` the site is published', async () => {
    const files = { ...post('images/p.jpg'), 'images/p.jpg': photo.subarray(0, photo.length / 2) };
    const built = await buildSite({ ...files, 'content/site.yaml': `${SITE_YAML}pictures: warn\n` });
    expect(built.rules).toEqual(['picture/unreadable']);
    expect(built.page('posts/2020-01-02-a.html')).toMatch(/<img src="\/images\/p\.jpg" alt="p"(?: class="inline")?>/);
    expect(built.files).toContain('images/p.jpg');
  });

  test('fixing it fixes the build', async () => {
    const root = writeSite({ ...post('images/p.jpg'), 'images/p.jpg': 'text' });
    expect((await buildAt(root)).published).toBe(false);
    writeFileSync(join(root, 'images/p.jpg'), photo);
    expect((await buildAt(root)).published).toBe(true);
  });
});

test('an animation with 300 frames stays an animation', async () => {
  const built = await buildSite({ ...post('images/p.gif'), 'images/p.gif': await animation(300, 10) });
  expect(built.report).toBe('');
  const [file = ''] = built.files.filter((each) => each.startsWith('images/'));
  expect((await sharp(readFileSync(join(built.root, 'dist', file)), { animated: true }).metadata()).pages).toBe(300);
});

describe('a drawing', () => {
  const svg = (inner: string, attributes = 'viewBox="0 0 40 30"') =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inner}</svg>`;

  test.each([
    ['<script>alert(1)</script><rect width="9" height="9"/>', ['a script']],
    ['<rect width="9" height="9" onclick="alert(1)"/>', ['a script']],
    ['<image xlink:href="https://evil.example/x.png" width="9" height="9"/>', ['an external address']],
    ['<image href="file:///etc/passwd" width="9" height="9"/>', ['an external address']],
    ['<rect width="9" height="9" fill="url(https://evil.example/#a)"/>', ['an external address']],
    ['<rect width="9" height="9" style="fill:url(https://evil.example/#a)"/>', ['an external address']],
    [
      '<style>@import "https://evil.example/x.css"; rect { fill: red }</style><rect width="9" height="9"/>',
      ['an external address'],
    ],
    ['<style><![CDATA[rect { fill: url(//evil.example/x) }]]></style><rect width="9" height="9"/>', ['an external address']],
    [
      '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><p>evil.example</p></body></foreignObject>',
      ['a web page inside it'],
    ],
    ['<use href="https://evil.example/x.svg#a"/>', ['an external address']],
    ['<a href="javascript:alert(1)"><rect width="9" height="9"/></a>', []],
    ['<rect width="9" height="9"><set attributeName="href" to="javascript:alert(1)"/></rect>', ['a script']],
  ])('loses unsafe content: %s', (inner, removed) => {
    const clean = cleanSvg(svg(inner));
    expect(clean.removed).toEqual(removed);
    expect(clean.svg).not.toMatch(/script|evil|passwd|alert|onclick/i);
  });

  test('keeps what it draws, and embedded pictures', () => {
    const png = 'data:image/png;base64,iVBORw0KGgo=';
    const { svg: made, removed } = cleanSvg(
      svg(
        `<defs><linearGradient id="g"><stop stop-color="red"/></linearGradient></defs><rect width="9" height="9" fill="url(#g)"/><image href="${png}" width="9" height="9"/>`,
      ),
    );
    expect(removed).toEqual([]);
    expect(made).toMatch(/url\(#/);
    expect(made).toContain(png);
  });

  test.each([
    ['width="80" height="60"', 80, 60],
    ['width="2in" viewBox="0 0 40 20"', 192, 96],
    ['viewBox="0 0 40 30"', 40, 30],
    ['width="100%" height="100%" viewBox="0,0,40.4,30"', 40, 30],
    ['', 300, 150],
  ])('with %s is %i wide and %i high', (attributes, width, height) => {
    expect(cleanSvg(svg('<rect width="9" height="9"/>', attributes))).toMatchObject({ width, height });
  });

  test('is shown on a page as SVG with its size; removed content is reported', async () => {
    const built = await buildSite({
      ...post('images/d.svg'),
      'images/d.svg': svg('<!-- by Ann --><metadata>GPS</metadata><script>alert(1)</script><circle r="9"/>'),
    });
    expect(built.rules).toEqual(['picture/unsafe']);
    const [file = ''] = built.files.filter((each) => each.startsWith('images/'));
    expect(file).toMatch(/^images\/d-[0-9a-f]{8}-40\.svg$/);
    expect(readFileSync(join(built.root, 'dist', file), 'utf8')).not.toMatch(/Ann|GPS|alert/);
    expect(built.page('posts/2020-01-02-a.html')).toContain('alt="p" width="40" height="30"');
  });
});
