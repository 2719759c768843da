// sharp, loaded once, and pictures opened with it.

import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Sharp, default as SharpFunction, SharpOptions } from 'sharp';
import { FORMATS } from '../base/pictureFormats/table.js';
import { load, packageVersion } from '../base/program.js';
import { HEAD_BYTES, type Sniffed, sniff } from './sniff.js';

/** Loaded for the first picture that has to be made: it takes a third of a second. */
let loaded: typeof SharpFunction | undefined;

export function sharp(): typeof SharpFunction {
  if (!loaded) {
    loaded = load('sharp') as typeof SharpFunction;
    // Each picture is decoded once: libvips need not remember any. Threads are ours to give: a job for each core.
    loaded.cache(false);
    loaded.concurrency(1);
  }
  return loaded;
}

/** Opens a picture, without its metadata where libvips refuses what browsers show. */
export function open(file: string, options: SharpOptions): Sharp {
  const { format } = sniffFile(file).sniffed;
  const { isStrippedToOpen, stripped } = format === undefined ? {} : FORMATS[format];
  return sharp()(isStrippedToOpen && stripped ? stripped(readFileSync(file)) : file, options);
}

/**
 * Everything besides the file and the settings that a picture's files depend on, known without loading sharp: each version of
 * sharp has its version of libvips. Change `settings` when another file comes out of the same picture (encode.ts, pixels.ts, clean.ts).
 */
export function encoderVersion(): string {
  version ??= JSON.stringify({ settings: 9, sharp: packageVersion('sharp'), svgo: packageVersion('svgo') });
  return version;
}

let version: string | undefined;

/** Reads from the beginning of a file what it is. @throws a system error if it cannot be read */
export function sniffFile(file: string): { readonly sniffed: Sniffed; readonly isAnimated: boolean } {
  const descriptor = openSync(file, 'r');
  const read = (at: number, length: number) => {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
  };
  try {
    const sniffed = sniff(read(0, Math.min(HEAD_BYTES, fstatSync(descriptor).size)));
    return { sniffed, isAnimated: sniffed.format !== undefined && FORMATS[sniffed.format].isAnimated?.(read) === true };
  } finally {
    closeSync(descriptor);
  }
}
