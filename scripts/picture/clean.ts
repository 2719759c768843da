// Files without metadata: their bytes, where they can be cleaned without decoding; else written again.

import { readFileSync } from 'node:fs';
import { isSystemError } from '../base/errors.js';
import { FORMATS } from '../base/pictureFormats/table.js';
import { svgText, withCleanPictures } from './drawing.js';
import { open, sniffFile } from './open.js';
import type { Probe } from './plan.js';
import { type Bad, failureOf, headerOf, tooLarge, unreadable } from './probe.js';
import { isCleaned, sniffNamed } from './sniff.js';
import { withoutMetadata } from './svg.js';

/** What a file is published as. */
export type CleanFile =
  /** It is no picture: published byte for byte. */
  | { readonly kind: 'copy' }
  /** Without metadata. `encoded`: the pixels were decoded and written again; `why` if only because nothing else was possible. */
  | { readonly kind: 'clean'; readonly bytes: Uint8Array; readonly encoded?: true; readonly why?: string }
  /** It is not published. */
  | Bad;

/** A file without metadata: its bytes, where they can be cleaned without decoding; else written again. */
export async function clean({ file, maxMegapixels, isTrusted }: CleanInput): Promise<CleanFile> {
  const { sniffed: found, isAnimated } = sniffFile(file);
  const sniffed = sniffNamed(file, found);
  if (!isCleaned(file, sniffed)) return { kind: 'copy' };
  if (sniffed.format === undefined) return unreadable(sniffed);
  try {
    if (sniffed.format === 'svg')
      return { kind: 'clean', bytes: Buffer.from(withCleanPictures(withoutMetadata(svgText(file), isTrusted))) };
    return await cleanPixels(file, await headerOf(file, sniffed.format, isAnimated), maxMegapixels);
  } catch (error) {
    if (isSystemError(error)) throw error;
    return { kind: 'bad', ...failureOf(error) };
  }
}

async function cleanPixels(file: string, header: Probe, maxMegapixels: number): Promise<CleanFile> {
  const { format, plain, frames } = header;
  const { stripped, isAnimated } = FORMATS[format];
  let why: string | undefined;
  if (plain && stripped) {
    const bytes = readFileSync(file);
    try {
      return { kind: 'clean', bytes: stripped(bytes) };
    } catch (error) {
      why = (error as Error).message;
    }
  }
  // sharp would read the first frame alone.
  if (isAnimated && frames > 1) return { kind: 'bad', reason: why ?? 'its frames cannot be decoded' };
  const limited = tooLarge(header, maxMegapixels);
  if (limited) return limited;
  return { kind: 'clean', bytes: await encodeAgain(file, header), encoded: true, ...(why !== undefined && { why }) };
}

/**
 * The bytes of a picture that was cleaned.
 * @throws if it could not be
 */
export function bytesOfClean(cleaned: CleanFile): Uint8Array {
  if (cleaned.kind === 'clean') return cleaned.bytes;
  throw new Error(cleaned.kind === 'bad' ? cleaned.reason : 'it is not a picture');
}

/** Pixels written again in their format, upright. */
async function encodeAgain(file: string, { format, wide }: Probe): Promise<Uint8Array> {
  const { animated, again = {} } = FORMATS[format];
  const image = open(file, { failOn: 'error', animated: animated !== undefined, limitInputPixels: false });
  const upright = wide ? image.autoOrient().keepIccProfile() : image.autoOrient();
  return upright.toFormat(format, again).toBuffer();
}

export interface CleanInput {
  readonly file: string;
  readonly maxMegapixels: number;
  /** Whether a drawing may hold what acts. */
  readonly isTrusted: boolean;
}
