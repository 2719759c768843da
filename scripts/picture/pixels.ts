// Decodes pictures, scales them, and analyses their pixels. The pixels of the pictures in progress are cached, so that each
// picture is decoded only once for all its variants.

import { availableParallelism } from 'node:os';
import type { Sharp } from 'sharp';
import { open, sharp } from './open.js';
import type { Study } from './plan.js';

/** Identifies the decoded pixels of a picture, from which all its widths are scaled. */
export interface Pixels {
  /** Absolute path of the picture. */
  readonly file: string;
  /** Hash of its bytes. */
  readonly hash: string;
  /** Width at which it is decoded: its own, or for a very large picture the largest width needed. */
  readonly from: number;
  /** True if it has colours of Display P3. */
  readonly wide: boolean;
}

/** Decoded pixels at one width. */
interface ScaledPixels {
  readonly open: () => Sharp;
  readonly raw: () => Promise<{ data: Buffer; info: { width: number; height: number; channels: number } }>;
}

/** Pixels of the pictures in progress, by picture and width; the most recently used picture last. */
const decoded = new Map<string, Map<number, Promise<ScaledPixels>>>();
/** Maximum pictures in the cache: one per core, as many as are in progress at once. */
const MAX_PICTURES = availableParallelism();

/** Returns the pixels of a picture at a width, from the cache if possible. */
export function scaledTo(pixels: Pixels, width: number): Promise<ScaledPixels> {
  const { file, hash, from, wide } = pixels;
  const key = `${file} ${hash} ${from}`;
  const steps = decoded.get(key) ?? new Map<number, Promise<ScaledPixels>>();
  // Move the picture to the end, so that the least recently used one is dropped first.
  decoded.delete(key);
  decoded.set(key, steps);
  for (const oldest of decoded.keys()) {
    if (decoded.size <= MAX_PICTURES) break;
    decoded.delete(oldest);
  }
  let scaled = steps.get(width);
  if (!scaled) {
    scaled = (async () => {
      const source =
        width === from
          ? open(file, { failOn: 'error', limitInputPixels: false }).autoOrient()
          : (await scaledTo(pixels, from)).open();
      return scaledPixelsOf(source.resize({ width, withoutEnlargement: true }), wide);
    })();
    steps.set(width, scaled);
  }
  return scaled;
}

async function scaledPixelsOf(image: Sharp, wide: boolean): Promise<ScaledPixels> {
  if (!wide) {
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return {
      open: () => sharp()(data, { raw: { width, height, channels }, limitInputPixels: false }),
      raw: async () => ({ data, info }),
    };
  }
  // Raw pixels cannot carry a colour profile, but an uncompressed PNG can.
  const png = await image.keepIccProfile().png({ compressionLevel: 0 }).toBuffer();
  const open = () => sharp()(png, { limitInputPixels: false }).keepIccProfile();
  return { open, raw: () => open().raw().toBuffer({ resolveWithObject: true }) };
}

/** Minimum flatness of a drawing. Photographs have up to 0.65. */
const MIN_FLATNESS = 0.7;
/** Maximum bytes of a placeholder. With its CSS rule, it then has less than 200. */
const PLACEHOLDER_BYTES = 100;

/** Analyses the pixels of a picture. */
export async function study(pixels: Pixels): Promise<Study> {
  const first = await scaledTo(pixels, pixels.from);
  const { data, info } = await first.raw();
  const hasAlpha = isTranslucent(data, info.channels);
  const drawing = flatness(data, info) >= MIN_FLATNESS;
  return { hasAlpha, drawing, placeholder: hasAlpha ? '' : await placeholderOf(first) };
}

/** True if at least one pixel is not opaque. */
function isTranslucent(data: Buffer, channels: number): boolean {
  if (channels !== 2 && channels !== 4) return false;
  for (let at = channels - 1; at < data.length; at += channels) if (data[at] !== 255) return true;
  return false;
}

/** Returns the fraction of pixels with the same colour as their left neighbour, in every fourth row. */
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

/** Makes a tiny WebP as a data URL; empty if none is small enough. */
async function placeholderOf(pixels: ScaledPixels): Promise<string> {
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
