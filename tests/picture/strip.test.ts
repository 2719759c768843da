// Stripping pictures, part by part: keeps what a decoder needs, and nothing else.

import { describe, expect, test } from 'vitest';
import { crc32 } from '../../scripts/base/checksum.js';
import { png } from '../../scripts/base/pictureFormats/png.js';
import { FORMATS, type Format } from '../../scripts/base/pictureFormats/table.js';
import { type Strippable, stripped } from './stripped.js';

/** Concatenates texts in Latin-1, numbers (as bytes) and buffers. */
const bytes = (...parts: readonly (string | number | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.map((each) =>
      typeof each === 'string' ? Buffer.from(each, 'latin1') : typeof each === 'number' ? Buffer.from([each]) : each,
    ),
  );

/** Encodes a number. */
const number = (value: number, length: 2 | 4, order: 'BE' | 'LE') => {
  const made = Buffer.alloc(length);
  if (order === 'BE') made.writeUIntBE(value, 0, length);
  else made.writeUIntLE(value, 0, length);
  return made;
};

const expectStripped = (format: Strippable, file: Buffer, expected: Buffer) =>
  expect(Buffer.from(stripped(format, file)).toString('latin1')).toBe(expected.toString('latin1'));

const expectBroken = (format: Strippable, file: Buffer) =>
  expect(() => stripped(format, file)).toThrow('the file is truncated or damaged');

test('these formats can be stripped without decoding', () => {
  const formats = (Object.keys(FORMATS) as Format[]).filter((format) => FORMATS[format].strip);
  expect(formats.sort()).toEqual(['gif', 'jpeg', 'png', 'webp']);
});

describe('JPEG', () => {
  /** Makes a segment: marker, length, text. */
  const segment = (marker: number, text: string) => bytes(0xff, marker, number(text.length + 2, 2, 'BE'), text);
  const START = bytes(0xff, 0xd8);
  const END = bytes(0xff, 0xd9);
  /** The JFIF header without a thumbnail. */
  const JFIF = segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0');
  const frame = segment(0xc0, 'frame');
  /** A scan, with a zero after 0xFF, a restart, and fill bytes. */
  const scan = bytes(segment(0xda, 'scan'), 'pixels', 0xff, 0, 'more', 0xff, 0xd7, 'end', 0xff, 0xff);

  test.each([
    ['camera and place', segment(0xe1, 'Exif\0\0…')],
    ['XMP', segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0…')],
    ['a comment', segment(0xfe, 'Kilroy was here')],
    ['IPTC', segment(0xed, 'Photoshop 3.0\0…')],
    ['another use of the profile’s segment', segment(0xe2, 'MPF\0…')],
    ['another use of Adobe’s segment', segment(0xee, 'Ducky…')],
    ['a segment like Adobe’s', segment(0xef, 'Adobe…')],
    ['a JFXX thumbnail', segment(0xe0, 'JFXX\0…')],
    ['a JFIF header that is too short', segment(0xe0, 'JFIF\0')],
    ['stray bytes', bytes('stray')],
    ['fill bytes, and a zero after 0xFF', bytes(0xff, 0xff, 0xff, 0)],
    ['restarts outside of a scan', bytes(0xff, 0xd0, 0xff, 0xd7, 0xff, 0x01)],
  ])('loses %s', (_what, lost) => {
    expectStripped('jpeg', bytes(START, lost, JFIF, frame, lost, scan, END), bytes(START, JFIF, frame, scan, END));
  });

  test.each([
    ['a frame', segment(0xc2, 'progressive')],
    ['tables', bytes(segment(0xc4, 'Huffman'), segment(0xdb, 'quantization'), segment(0xcc, 'conditioning'))],
    ['restarts', segment(0xdd, 'RI')],
    ['the colour profile', segment(0xe2, 'ICC_PROFILE\0\x01\x01…')],
    ['Adobe’s transform', segment(0xee, 'Adobe\0d\0\0\0\0\x01')],
    ['several scans', bytes(scan.subarray(0, -2), segment(0xc4, 'table'), scan.subarray(0, -2))],
  ])('keeps %s', (_what, kept) => {
    const file = bytes(START, frame, kept, scan, END);
    expectStripped('jpeg', file, file);
  });

  test('loses the thumbnail in the JFIF header', () => {
    const thumbnail = segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x02\x01RGBRGB');
    expectStripped('jpeg', bytes(START, thumbnail, scan, END), bytes(START, JFIF, scan, END));
  });

  test('loses everything after its end marker', () => {
    expectStripped('jpeg', bytes(START, scan, END, 'film', segment(0xe1, 'Exif')), bytes(START, scan, END));
  });

  test('may be truncated in its pixels, but not before', () => {
    expectStripped('jpeg', bytes(START, scan), bytes(START, scan));
    expectStripped(
      'jpeg',
      bytes(START, segment(0xda, 'scan'), 'pixels', 0xff),
      bytes(START, segment(0xda, 'scan'), 'pixels', 0xff),
    );
    expectBroken('jpeg', bytes(START, segment(0xe1, 'Exif').subarray(0, -1)));
    expectBroken('jpeg', bytes(START, 0xff, 0xe1, 0));
    // A length that does not include itself.
    expectBroken('jpeg', bytes(START, 0xff, 0xe1, 0, 1, scan, END));
  });
});

describe('PNG', () => {
  const START = bytes(0x89, 'PNG\r\n\x1a\n');
  const chunk = (type: string, text = '') => {
    const body = bytes(type, text);
    return bytes(number(text.length, 4, 'BE'), body, number(crc32(body), 4, 'BE'));
  };
  const END = chunk('IEND');
  const [header, pixels] = [chunk('IHDR', 'header'), chunk('IDAT', 'pixels')];

  test.each(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'caBX', 'prVt'])('loses %s', (type) => {
    const lost = chunk(type, 'Kilroy was here');
    expectStripped('png', bytes(START, header, lost, pixels, lost, END, lost), bytes(START, header, pixels, END));
  });

  test.each(
    'PLTE tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
  )('keeps %s', (type) => {
    const file = bytes(START, header, chunk(type, 'needed'), pixels, END);
    expectStripped('png', file, file);
  });

  test('gets an end if it lacks one, but not within pixels', () => {
    expectStripped('png', bytes(START, header, pixels), bytes(START, header, pixels, END));
    expectStripped('png', bytes(START, header, pixels, 'junk'), bytes(START, header, pixels, END));
    const cut = bytes(START, header, pixels.subarray(0, -7));
    expectStripped('png', cut, cut);
    // A truncated animation keeps its complete frames.
    const frames = bytes(START, header, chunk('acTL', 'two'), pixels, chunk('fdAT', 'frame').subarray(0, -3));
    expectStripped('png', frames, bytes(frames, END));
  });

  test.each([
    ['a chunk that is cut off', bytes(START, header, chunk('gAMA', 'x').subarray(0, -2))],
    ['a chunk of fewer bytes than it says', bytes(START, bytes(number(9, 4, 'BE'), header.subarray(4)), pixels, END)],
    [
      'a chunk that is cut off, with a checksum of what is there',
      bytes(START, header, number(9, 4, 'BE'), chunk('gAMA', 'x').subarray(4)),
    ],
    ['a wrong checksum', bytes(START, header.subarray(0, -1), 0, pixels, END)],
    [
      'pixels whose length is wrong, so that others are a part of them',
      bytes(START, header, number(999, 4, 'BE'), pixels.subarray(4), chunk('tEXt', 'me'), END),
    ],
  ])('is refused with %s', (_what, file) => {
    expectBroken('png', file);
  });

  test('is an animation if `acTL` comes before its pixels, after any other chunks', () => {
    const isAnimated = (...chunks: readonly Buffer[]) => {
      const file = bytes(START, ...chunks);
      return png.isAnimated((at, length) => file.subarray(at, at + length));
    };
    const text = chunk('tEXt', 'x'.repeat(9999));
    expect(isAnimated(header, text, chunk('acTL', 'two'), pixels)).toBe(true);
    expect(isAnimated(header, text, pixels, chunk('acTL', 'two'))).toBe(false);
    expect(isAnimated(header, text)).toBe(false);
    expect(isAnimated()).toBe(false);
  });
});

describe('WebP', () => {
  const chunk = (type: string, data: string | Buffer) => {
    const body = bytes(data);
    return bytes(type, number(body.length, 4, 'LE'), body, ...(body.length % 2 === 1 ? ['\0'] : []));
  };
  const file = (...chunks: readonly Buffer[]) => {
    const body = bytes('WEBP', ...chunks);
    return bytes('RIFF', number(body.length, 4, 'LE'), body);
  };
  const pixels = chunk('VP8 ', 'pixels!');
  const extended = (flags: number) => chunk('VP8X', bytes(flags, 'canvas of'));

  test.each(['EXIF', 'XMP ', 'JUNK'])('loses %s', (type) => {
    const lost = chunk(type, 'Kilroy');
    expectStripped('webp', file(lost, pixels, lost), file(pixels));
  });

  test.each(['VP8L', 'ALPH', 'ANIM', 'ICCP'])('keeps %s', (type) => {
    const whole = file(chunk(type, 'needed'), pixels);
    expectStripped('webp', whole, whole);
  });

  test('clears the flags of EXIF and XMP, and keeps the others', () => {
    expectStripped('webp', file(extended(0xff), pixels), file(extended(0xf3), pixels));
  });

  test('loses chunks in animation frames that are not pixels', () => {
    const head = 'place, duration.';
    const frame = (...chunks: readonly Buffer[]) => chunk('ANMF', bytes(head, ...chunks));
    expect(head).toHaveLength(16);
    expectStripped(
      'webp',
      file(extended(2), frame(pixels, chunk('EXIF', 'me')), frame(chunk('ALPH', 'a'), pixels, extended(0), frame(pixels))),
      file(extended(2), frame(pixels), frame(chunk('ALPH', 'a'), pixels)),
    );
    expectStripped('webp', file(frame()), file(frame()));
    expectBroken('webp', file(chunk('ANMF', head.slice(1))));
  });

  test('ends where its header says; a chunk must end inside of it', () => {
    expectStripped('webp', bytes(file(pixels), chunk('VP8 ', 'more')), file(pixels));
    // The padding of the last chunk may be missing.
    expectStripped('webp', file(pixels).subarray(0, -1), bytes('RIFF', number(19, 4, 'LE'), 'WEBP', pixels.subarray(0, -1)));
    expectBroken('webp', file(pixels).subarray(0, -2));
    expectBroken('webp', file(chunk('EXIF', 'nothing else')));
  });
});

describe('GIF', () => {
  /** Makes a sequence of sub-blocks with its terminator. */
  const row = (...texts: readonly string[]) => bytes(...texts.flatMap((text) => [text.length, text]), 0);
  const header = (flags: number, table = '') => bytes('GIF89a', 'size', flags, '\0\0', table);
  const START = header(0x91, 'R'.repeat(12));
  const application = (name: string) => bytes(0x21, 0xff, 11, name, row('data'));
  const control = bytes(0x21, 0xf9, row('time'));
  const picture = (flags = 0, table = '') => bytes(0x2c, 'place&sz', flags, table, 2, row('pixels', 'more pixels'));
  const END = bytes(0x3b);

  test.each([
    ['a comment', bytes(0x21, 0xfe, row('Kilroy was here', 'and here'))],
    ['a text', bytes(0x21, 0x01, row('twelve bytes', 'Kilroy'))],
    ['XMP', application('XMP DataXMP')],
    ['an application like that of loops', bytes(0x21, 0xfe, 11, 'NETSCAPE2.0', row('data'))],
    ['empty blocks', bytes(0, 0)],
  ])('loses %s', (_what, lost) => {
    expectStripped('gif', bytes(START, lost, control, picture(), lost, END), bytes(START, control, picture(), END));
  });

  test.each([
    ['how it repeats', bytes(application('NETSCAPE2.0'), picture())],
    ['how it repeats, said otherwise', bytes(application('ANIMEXTS1.0'), picture())],
    ['a picture with colours of its own', picture(0x80, 'RGBRGB')],
    ['several pictures', bytes(control, picture(), control, picture(0x82, 'R'.repeat(24)))],
  ])('keeps %s', (_what, kept) => {
    const file = bytes(START, kept, END);
    expectStripped('gif', file, file);
  });

  test('ends at its trailer, and at an unknown block', () => {
    for (const rest of [bytes(END, picture()), bytes('?', picture()), bytes()])
      expectStripped('gif', bytes(START, picture(), rest), bytes(START, picture(), END));
  });

  test('that is truncated keeps its pixels, but no incomplete other block', () => {
    const whole = picture();
    const kept = whole.subarray(0, whole.indexOf('more') - 1);
    for (const cut of [whole.subarray(0, -2), whole.subarray(0, -4), kept])
      expectStripped('gif', bytes(START, cut), bytes(START, kept, 0, END));
    expectStripped('gif', bytes(START, control, application('NETSCAPE2.0').subarray(0, -1)), bytes(START, control, END));
    expectBroken('gif', START.subarray(0, 12));
    expectStripped('gif', header(0), bytes(header(0), END));
  });
});
