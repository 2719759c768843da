// Removes metadata from files. Metadata is cut out of the file's bytes if possible; else the picture is decoded and encoded
// again.

import { readFileSync } from 'node:fs';
import { isSystemError } from '../base/errors.js';
import { FORMATS } from '../base/pictureFormats/table.js';
import { svgText, withCleanPictures } from './drawing.js';
import { open, sniffFile } from './open.js';
import type { Probe } from './plan.js';
import { failureOf, headerOf, type RefusedPicture, tooLarge, unreadable } from './probe.js';
import { needsCleaning, sniffNamed } from './sniff.js';
import { withoutMetadata } from './svg.js';

/** Result of cleaning a file. */
export type CleanResult =
  /** Not a picture: the file is published byte for byte. */
  | { readonly kind: 'copy' }
  /**
   * The bytes without metadata. `encoded` is set if the pixels were encoded again. `why` then says why the metadata could not be cut
   * out, if the format allows that.
   */
  | { readonly kind: 'clean'; readonly bytes: Uint8Array; readonly encoded?: true; readonly why?: string }
  /** The file cannot be cleaned and must not be published. */
  | RefusedPicture;

/** Removes the metadata of a file. @throws a system error if the file cannot be read */
export async function clean({ file, maxMegapixels, isTrusted }: CleanInput): Promise<CleanResult> {
  const { sniffed: found, isAnimated } = sniffFile(file);
  const sniffed = sniffNamed(file, found);
  if (!needsCleaning(file, sniffed)) return { kind: 'copy' };
  if (sniffed.format === undefined) return unreadable(sniffed);
  try {
    if (sniffed.format === 'svg')
      return { kind: 'clean', bytes: Buffer.from(withCleanPictures(withoutMetadata(svgText(file), isTrusted))) };
    return await cleanPixels(file, await headerOf(file, sniffed.format, isAnimated), maxMegapixels);
  } catch (error) {
    if (isSystemError(error)) throw error;
    return { kind: 'refused', ...failureOf(error) };
  }
}

async function cleanPixels(file: string, header: Probe, maxMegapixels: number): Promise<CleanResult> {
  const { format, plain, frames } = header;
  const { strip, isAnimated } = FORMATS[format];
  let why: string | undefined;
  if (plain && strip) {
    const bytes = readFileSync(file);
    try {
      return { kind: 'clean', bytes: strip(bytes) };
    } catch (error) {
      why = (error as Error).message;
    }
  }
  // sharp would keep only the first frame.
  if (isAnimated && frames > 1) return { kind: 'refused', reason: why ?? 'its frames cannot be decoded' };
  const limited = tooLarge(header, maxMegapixels);
  if (limited) return limited;
  return { kind: 'clean', bytes: await reencodePicture(file, header), encoded: true, ...(why !== undefined && { why }) };
}

/**
 * Returns the bytes of a cleaned picture.
 * @throws if the file is not a picture or could not be cleaned
 */
export function bytesOfClean(cleaned: CleanResult): Uint8Array {
  if (cleaned.kind === 'clean') return cleaned.bytes;
  throw new Error(cleaned.kind === 'refused' ? cleaned.reason : 'it is not a picture');
}

/** Encodes a picture again in its own format, upright. */
async function reencodePicture(file: string, { format, wide }: Probe): Promise<Uint8Array> {
  const { animated, reencode = {} } = FORMATS[format];
  const image = open(file, { failOn: 'error', animated: animated !== undefined, limitInputPixels: false });
  const upright = wide ? image.autoOrient().keepIccProfile() : image.autoOrient();
  return upright.toFormat(format, reencode).toBuffer();
}

export interface CleanInput {
  readonly file: string;
  readonly maxMegapixels: number;
  /** True if an SVG may contain scripts. */
  readonly isTrusted: boolean;
}
