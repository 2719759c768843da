// Makes the files of an example whose section has a note after its path: pictures, texts in other encodings, long texts.

import sharp from 'sharp';
import { picture } from '../support.js';
import type { ExampleFile } from './examples.js';

/** Makers of files, by patterns of notes. */
const MAKERS: readonly (readonly [
  note: RegExp,
  make: (text: string, values: readonly string[]) => string | Uint8Array | Promise<Uint8Array>,
])[] = [
  [/^picture$/, () => picture()],
  [/^JPEG picture$/, () => picture(60, 40, 'jpeg')],
  [/^picture of ([\d,]+) × ([\d,]+) pixels$/, (_text, [width, height]) => picture(numberIn(width), numberIn(height))],
  [/^JPEG picture whose metadata are cut off$/, cutJpeg],
  [/^animation of (\d+) MB$/, (_text, [size]) => animation(numberIn(size) * 1_000_000)],
  [/^video$/, () => video('')],
  [/^video with its location$/, () => video('moov....udta\xa9xyz+52.5200+013.4050/')],
  [/^in GBK$/, gbk],
  // Not written out, so that secret scanners do not report the example.
  [/^… stands for the rest of the key$/, (text) => text.replace('…', `${letters(400)}\n-----END RSA PRIVATE KEY-----`)],
  [/^… stands for ([\d,]+) letters$/, (text, [count]) => text.replace('…', letters(numberIn(count)))],
];

const letters = (count: number): string => 'abcdefghij'.repeat(count / 10 + 1).slice(0, count);
const numberIn = (text = ''): number => Number(text.replaceAll(',', ''));

/** Returns the bytes of a file. @throws Error for a note that no maker knows */
export async function contentOf({ path, note, text }: ExampleFile): Promise<string | Uint8Array> {
  if (note === '') return text;
  for (const [pattern, make] of MAKERS) {
    const values = pattern.exec(note);
    if (values) return make(text, values.slice(1));
  }
  throw new Error(`${path}: unknown note "${note}"`);
}

/** Makes a JPEG that ends within a segment of metadata. */
async function cutJpeg(): Promise<Uint8Array> {
  const jpeg = await picture(60, 40, 'jpeg');
  return Buffer.concat([jpeg.subarray(0, -2), Buffer.from([0xff, 0xe1, 0xff, 0xff]), Buffer.from('Exif')]);
}

/** Makes an animation of two frames of noise. */
async function animation(bytes: number): Promise<Uint8Array> {
  const width = Math.ceil(Math.sqrt(bytes / 6));
  const raw = { width, height: 2 * width, channels: 3, pageHeight: width } as const;
  let seed = 1;
  const noise = Buffer.from(
    Uint8Array.from({ length: raw.width * raw.height * 3 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed & 255;
    }),
  );
  return sharp(noise, { raw })
    .webp({ lossless: true, effort: 0, loop: 0, delay: [100, 100] })
    .toBuffer();
}

/** Makes a video of a few bytes. */
function video(metadata: string): Uint8Array {
  return Buffer.from(`\0\0\0\x18ftypmp42........mp42${metadata}`, 'latin1');
}

/** Encodes a text; Node only decodes GBK. */
function gbk(text: string): Uint8Array {
  const decoder = new TextDecoder('gbk');
  const bytesOf = new Map<string, readonly number[]>();
  for (let high = 0x81; high < 0xff; high++)
    for (let low = 0x40; low < 0xff; low++) bytesOf.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Uint8Array.from([...text].flatMap((char) => bytesOf.get(char) ?? [char.charCodeAt(0)]));
}
