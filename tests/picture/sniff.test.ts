// Recognising files by their first bytes and their extension.

import { describe, expect, test } from 'vitest';
import { type Format, hasRightExtension } from '../../scripts/base/pictureFormats/table.js';
import { hasReadablePictureExtension, needsCleaning, type Sniffed, sniff, sniffNamed } from '../../scripts/picture/sniff.js';

const sniffed = (text: string) => sniff(Buffer.from(text, 'latin1'));
const shown = ({ format, ...rest }: Sniffed) =>
  format ?? `${'isPicture' in rest ? 'a picture: ' : ''}${'what' in rest ? rest.what : ''}`;

/** Makes the beginning of an ISO media file with its brands (ISO/IEC 14496-12, section 4.3). */
const ftyp = (...brands: readonly string[]) =>
  `\0\0\0${String.fromCharCode(12 + 4 * brands.length)}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}\0\0\0\0`;

test.each([
  ['\xff\xd8\xff\xe0', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['GIF88a', 'text'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
  ['RIFF\x10\0\0\0WAVEfmt ', 'of an unknown type'],
  ['II*\0', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['MM\0+', 'tiff'],
  [' II*\0', 'of an unknown type'],
  [ftyp('avif', 'mif1'), 'avif'],
  [ftyp('mif1', 'avis'), 'avif'],
  [ftyp('heic', 'mif1'), 'a picture: a HEIC picture'],
  [ftyp('mif1', 'MiHE'), 'a picture: a HEIC picture'],
  [ftyp('crx ', 'isom'), 'a picture: a raw photograph'],
  [ftyp('isom', 'mp42'), 'a video'],
  // Bytes after the brands don't count.
  [`${ftyp('isom')}avifheiccrx `, 'a video'],
  ['\xff\x0a', 'a picture: a JPEG XL picture'],
  ['\0\0\0\x0cJXL \r\n', 'a picture: a JPEG XL picture'],
  ['\0\0\0\x0cjP  \r\n', 'a picture: a JPEG 2000 picture'],
  ['8BPS', 'a picture: a Photoshop file'],
  ['FUJIFILMCCD-RAW', 'a picture: a raw photograph'],
  ['IIRO\x08\0', 'a picture: a raw photograph'],
  ['IIRS\x08\0', 'a picture: a raw photograph'],
  ['IIU\0', 'a picture: a raw photograph'],
  ['\0MRM', 'a picture: a raw photograph'],
  ['II\x1a\0\0\0HEAPCCDR', 'a picture: a raw photograph'],
  ['FOVb', 'a picture: a raw photograph'],
  ['BM', 'a Windows bitmap'],
  ['%PDF-1.7', 'a PDF'],
  ['%!PS-Adobe', 'a PostScript file'],
  ['\0\0\x01\0', 'a Windows icon'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['version https://git-lfs.github.com/spec/v1', 'a Git LFS pointer, not the picture itself'],
  ['<svg xmlns="x">', 'svg'],
  ['\xef\xbb\xbf \n<?xml version="1.0"?>\n<!-- x -->\n<SVG>', 'svg'],
  ['<!DOCTYPE svg>\n<svg\n>', 'svg'],
  ['<!-- a drawing --><svg>', 'svg'],
  ['\xff\xfe<\0s\0v\0g\0>\0', 'svg'],
  ['\xfe\xff\0<\0s\0v\0g\0>', 'svg'],
  ['<svgs>', 'text'],
  ['see <svg>', 'text'],
  ['<!doctype html><p>', 'a web page'],
  ['<html><svg></html>', 'a web page'],
  ['<body>', 'a web page'],
  ['Kilroy was here\r\n\t\x0c', 'text'],
  ['Kilroy\x01', 'of an unknown type'],
  ['', 'empty'],
])('%j is %s', (head, what) => {
  expect(shown(sniffed(head))).toBe(what);
});

test('an unreadable file comes with advice', () => {
  const remedies = ['', '8BPS', 'BM', ftyp('heic'), ftyp('isom'), '<html>', 'text', '\x01'].map((head) => {
    const found = sniffed(head);
    return found.format === undefined ? found.remedy : undefined;
  });
  expect(remedies).toEqual([
    'copy it again from the original',
    'export it as PNG or JPEG',
    'convert it to PNG',
    'convert it to JPEG: `heif-convert x.heic x.jpg`, or on a Mac `sips -s format jpeg x.heic --out x.jpg`',
    'show a video with `<video src>`',
    'save the picture itself, not the page that shows it',
    undefined,
    undefined,
  ]);
});

describe('a file name', () => {
  test.each([
    ['jpeg', 'jpg jpeg jpe jfif JPG'],
    ['png', 'png apng'],
    ['webp', 'webp'],
    ['avif', 'avif avifs'],
    ['gif', 'gif'],
    ['tiff', 'tif tiff'],
    ['svg', 'svg'],
  ] as const)('of a %s ends in %s, or in nothing', (format, endings) => {
    for (const ending of endings.split(' ')) {
      expect([ending, hasReadablePictureExtension(`a.b/x.${ending}`), hasRightExtension(`x.${ending}`, format)]).toEqual([
        ending,
        true,
        true,
      ]);
      const others: Format[] = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'svg'];
      expect(others.filter((other) => hasRightExtension(`x.${ending}`, other))).toEqual([format]);
    }
    expect(hasRightExtension('folder.gif/x', format)).toBe(true);
  });

  test.each(['x', 'x.txt', 'x.', 'x.jpg.txt', 'jpg', 'folder.jpg/x', 'x.jpgs'])('%s is not that of a picture', (path) => {
    expect(hasReadablePictureExtension(path)).toBe(false);
  });

  test('that ends in a dot is not wrong', () => {
    expect(hasRightExtension('x.', 'jpeg')).toBe(true);
  });
});

test.each([
  ['x.jpg', '\xff\xd8\xff', true],
  ['x.txt', '\xff\xd8\xff', true],
  ['x.heic', ftyp('heic'), true],
  ['x.jpg', 'text', true],
  ['x.svg', '<svg>', true],
  // A web page with an SVG in it.
  ['x.html', '<svg>', false],
  ['x.txt', 'text', false],
  ['x.mp4', ftyp('isom'), false],
])('%s that begins with %j needs cleaning: %s', (path, head, expected) => {
  expect(needsCleaning(path, sniffed(head))).toBe(expected);
});

test.each([
  ['x.tif', 'tiff'],
  ['x', 'tiff'],
  // Most raw photographs have the signature of TIFF.
  ['x.nef', 'a picture: a raw photograph, or a TIFF with another file extension'],
  ['x.jpg', 'tiff'],
])('a TIFF named %s is %s', (path, what) => {
  expect(shown(sniffNamed(path, sniffed('II*\0')))).toBe(what);
  expect(shown(sniffNamed(path, sniffed('GIF89a')))).toBe('gif');
});
