// Pixels of pictures that are worked on, each decoded once, and what they look like.

import { availableParallelism } from 'node:os';
import type { Sharp } from 'sharp';
import { open, sharp } from './open.js';
import type { Study } from './plan.js';

/** A picture's pixels, decoded once; every width is made of those. */
export interface Pixels {
  /** The picture, an absolute path. */
  readonly file: string;
  /** The hash of its bytes. */
  readonly hash: string;
  /** The width at which it is decoded: its own, or the widest that is needed of a large one. */
  readonly from: number;
  readonly wide: boolean;
}

/** Pixels at one width: raw, or with their colour profile. */
interface Step {
  readonly open: () => Sharp;
  readonly raw: () => Promise<{ data: Buffer; info: { width: number; height: number; channels: number } }>;
}

/** Pixels of the pictures that are worked on. */
const decoded = new Map<string, Map<number, Promise<Step>>>();
/** So many pictures are worked on at once: one for each core. */
const AT_ONCE = availableParallelism();

export function step(pixels: Pixels, width: number): Promise<Step> {
  const { file, hash, from, wide } = pixels;
  const key = `${file} ${hash} ${from}`;
  const steps = decoded.get(key) ?? new Map<number, Promise<Step>>();
  // The one that was asked for last is the last to go.
  decoded.delete(key);
  decoded.set(key, steps);
  for (const oldest of decoded.keys()) {
    if (decoded.size <= AT_ONCE) break;
    decoded.delete(oldest);
  }
  let made = steps.get(width);
  if (!made) {
    made = (async () => {
      const source =
        width === from
          ? open(file, { failOn: 'error', limitInputPixels: false }).autoOrient()
          : (await step(pixels, from)).open();
      return stepOf(source.resize({ width, withoutEnlargement: true }), wide);
    })();
    steps.set(width, made);
  }
  return made;
}

async function stepOf(image: Sharp, wide: boolean): Promise<Step> {
  if (!wide) {
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return {
      open: () => sharp()(data, { raw: { width, height, channels }, limitInputPixels: false }),
      raw: async () => ({ data, info }),
    };
  }
  // Raw pixels have no colour profile; a PNG that is not compressed has.
  const png = await image.keepIccProfile().png({ compressionLevel: 0 }).toBuffer();
  const open = () => sharp()(png, { limitInputPixels: false }).keepIccProfile();
  return { open, raw: () => open().raw().toBuffer({ resolveWithObject: true }) };
}

/** Neighbours of one colour, of all neighbours, from which on a picture is a drawing: photographs have up to 0.65. */
const DRAWING = 0.7;
/** A placeholder with its rule stays below 200 bytes. */
const PLACEHOLDER_BYTES = 100;

/** Looks at a picture's pixels. */
export async function study(pixels: Pixels): Promise<Study> {
  const first = await step(pixels, pixels.from);
  const { data, info } = await first.raw();
  const hasAlpha = isTranslucent(data, info.channels);
  const drawing = flatness(data, info) >= DRAWING;
  return { hasAlpha, drawing, placeholder: hasAlpha ? '' : await placeholderOf(first) };
}

/** Whether a pixel is not opaque. */
function isTranslucent(data: Buffer, channels: number): boolean {
  if (channels !== 2 && channels !== 4) return false;
  for (let at = channels - 1; at < data.length; at += channels) if (data[at] !== 255) return true;
  return false;
}

/** How many pixels have the colour of their left neighbour; of every fourth row. */
function flatness(data: Buffer, { width, height, channels }: { width: number; height: number; channels: number }): number {
  let same = 0;
  let all = 0;
  for (let y = 0; y < height; y += 4) {
    const end = (y + 1) * width * channels;
    for (let at = end - (width - 1) * channels; at < end; at += channels) {
      let channel = 0;
      while (channel < channels && data[at + channel] === data[at + channel - channels]) channel++;
      if (channel === channels) same++;
      all++;
    }
  }
  return all === 0 ? 0 : same / all;
}

async function placeholderOf(pixels: Step): Promise<string> {
  for (const size of [16, 12, 8, 4]) {
    const bytes = await pixels
      .open()
      .resize({ width: size, height: size, fit: 'inside' })
      .webp({ quality: 20, effort: 6 })
      .toBuffer();
    if (bytes.length <= PLACEHOLDER_BYTES) return `data:image/webp;base64,${bytes.toString('base64')}`;
  }
  return '';
}
