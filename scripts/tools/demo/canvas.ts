// A canvas whose pixels are computed: colours, repeatable noise, and a function that shades each pixel and writes a JPEG with the grain of
// film. Coordinates run from 0 to the aspect ratio from left to right, and from 0 to 1 from top to bottom.

import { writeFileSync } from 'node:fs';
import sharp from 'sharp';

/** Red, green and blue from 0 to 1. Values above 1 are light that gets clipped. */
export type Colour = readonly [number, number, number];

export type Shade = (x: number, y: number) => Colour;

/** Reads `#rrggbb`. */
export function hex(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export const clamp = (value: number, low = 0, high = 1) => Math.min(high, Math.max(low, value));

/** Returns 0 below `from`, 1 above `to`, and a smooth step between them. */
export function smooth(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}

export function mix(a: Colour, b: Colour, t: number): Colour {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Adds light of a colour. */
export function light(a: Colour, b: Colour, t: number): Colour {
  return [a[0] + b[0] * t, a[1] + b[1] * t, a[2] + b[2] * t];
}

export const scale = (a: Colour, t: number): Colour => [a[0] * t, a[1] * t, a[2] * t];

/** Returns the colour at `t` (0 to 1) of a gradient of evenly spaced colours. */
export function gradient(...names: string[]): (t: number) => Colour {
  const colours = names.map(hex);
  const last = colours.length - 1;
  return (t) => {
    const at = clamp(t) * last;
    const index = Math.min(last - 1, Math.floor(at));
    return mix(colours[index] ?? [0, 0, 0], colours[index + 1] ?? [0, 0, 0], at - index);
  };
}

/** Returns a number from 0 to 1 that looks random and depends on the arguments alone. */
export function hash(x: number, y = 0, seed = 0): number {
  let h = Math.imul(x | 0, 374761393) + Math.imul(y | 0, 668265263) + Math.imul(seed | 0, 974634541);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  h = Math.imul(h ^ (h >>> 16), 2246822519);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

/** Smooth noise from -1 to 1. */
export function noise(x: number, y = 0, seed = 0): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = x - left;
  const v = y - top;
  const s = u * u * u * (u * (u * 6 - 15) + 10);
  const t = v * v * v * (v * (v * 6 - 15) + 10);
  const upper = hash(left, top, seed) * (1 - s) + hash(left + 1, top, seed) * s;
  const lower = hash(left, top + 1, seed) * (1 - s) + hash(left + 1, top + 1, seed) * s;
  return (upper + (lower - upper) * t) * 2 - 1;
}

/** Sums octaves of noise, each with half the size and half the strength; about -1 to 1. */
export function clouds(x: number, y: number, octaves: number, seed = 0): number {
  let sum = 0;
  let strength = 0.5;
  let size = 1;
  for (let octave = 0; octave < octaves; octave++) {
    sum += noise(x * size + octave * 17.3, y * size - octave * 9.1, seed + octave) * strength;
    strength *= 0.5;
    size *= 2.03;
  }
  return sum;
}

/** Noise with sharp crests, 0 to 1, as mountains have. */
export function crests(x: number, y: number, octaves: number, seed = 0): number {
  let sum = 0;
  let strength = 0.5;
  let size = 1;
  let weight = 1;
  for (let octave = 0; octave < octaves; octave++) {
    const crest = (1 - Math.abs(noise(x * size + octave * 5.7, y * size + octave * 3.3, seed + octave))) ** 2;
    sum += crest * strength * weight;
    weight = clamp(crest * 1.6);
    strength *= 0.5;
    size *= 2.07;
  }
  return sum;
}

export type Film = {
  readonly width: number;
  readonly height: number;
  readonly grain?: number;
  readonly vignette?: number;
  readonly fine?: number;
};

const HEAVIEST = 225_000;

/** Shades all pixels and writes a JPEG of at most 225 kB. `fine: 2` computes four samples a pixel. */
export async function develop(file: string, film: Film, shade: Shade): Promise<void> {
  const { width, height, grain = 0.022, vignette = 0.18, fine = 1 } = film;
  const columns = width * fine;
  const rows = height * fine;
  const raw = Buffer.alloc(columns * rows * 3);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = (row * columns + column) * 3;
      const edge = ((column / columns - 0.5) ** 2 + (row / rows - 0.5) ** 2) * 2;
      const dark = 1 - vignette * edge ** 1.4;
      const speck = (hash(column, row, 1) + hash(column, row, 2) + hash(column >> 1, row >> 1, 3) - 1.5) * grain * fine;
      const colour = shade((column + 0.5) / rows, (row + 0.5) / rows);
      for (const channel of [0, 1, 2] as const) raw[at + channel] = Math.round(clamp(colour[channel] * dark + speck) * 255);
    }
  const picture = await sharp(raw, { raw: { width: columns, height: rows, channels: 3 } })
    .resize(width, height)
    .png({ compressionLevel: 1 })
    .toBuffer();
  for (let quality = 84; ; quality -= 5) {
    const jpeg = await sharp(picture).jpeg({ quality, mozjpeg: true }).toBuffer();
    if (jpeg.length > HEAVIEST && quality > 40) continue;
    writeFileSync(file, jpeg);
    return;
  }
}
