// Loads sharp once, opens pictures with it, and reads what kind of file a picture is.

import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Sharp, default as SharpFunction, SharpOptions } from 'sharp';
import { FORMATS } from '../base/pictureFormats/table.js';
import { load, packageVersion } from '../base/program.js';
import { HEAD_BYTES, type Sniffed, sniff } from './sniff.js';

/** Loading takes a third of a second, so it waits for the first picture that must be decoded. */
let loaded: typeof SharpFunction | undefined;

/** Returns sharp, configured for this program. */
export function sharp(): typeof SharpFunction {
  if (!loaded) {
    loaded = load('sharp') as typeof SharpFunction;
    // Each picture is decoded once, so libvips' cache would only take memory. One thread per job: a job runs on each core
    // already.
    loaded.cache(false);
    loaded.concurrency(1);
  }
  return loaded;
}

/** Opens a picture. Formats that libvips reads more strictly than browsers are stripped of metadata first. */
export function open(file: string, options: SharpOptions): Sharp {
  const { format } = sniffFile(file).sniffed;
  const { mustStripToOpen, strip } = format === undefined ? {} : FORMATS[format];
  return sharp()(mustStripToOpen && strip ? strip(readFileSync(file)) : file, options);
}

/**
 * Returns a text that changes whenever the same picture could yield different variants. The version of libvips is not needed,
 * since each version of sharp has its own; so sharp need not be loaded. Increment `settings` after a change of the code that
 * changes variants (encode.ts, pixels.ts, clean.ts).
 */
export function encoderVersion(): string {
  version ??= JSON.stringify({ settings: 9, sharp: packageVersion('sharp'), svgo: packageVersion('svgo') });
  return version;
}

let version: string | undefined;

/** Recognises a file by its first bytes. @throws a system error if it cannot be read */
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
