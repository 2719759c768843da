// Reads the header of a picture: format, size, frames, colour profile.

import { reasonOfSystem } from '../base/errors.js';
import { FORMATS, type PixelFormat } from '../base/pictureFormats/table.js';
import { open, sniffFile } from './open.js';
import type { Probe } from './plan.js';
import type { Sniffed } from './sniff.js';

/** Result of reading a file's header. */
export type Probed =
  | { readonly kind: 'svg' }
  | ({ readonly kind: 'pixels' } & Probe)
  /** The picture cannot be published; the fields are those of `Failure`. */
  | {
      readonly kind: 'refused';
      readonly reason: string;
      readonly remedy?: string;
      readonly limit?: true;
      readonly isTemporary?: true;
    };

/** Reads the header of a picture. */
export async function probe({ file, maxMegapixels }: { file: string; maxMegapixels: number }): Promise<Probed> {
  const { sniffed, isAnimated } = sniffFile(file);
  if (sniffed.format === undefined) return unreadable(sniffed);
  if (sniffed.format === 'svg') return { kind: 'svg' };
  try {
    const header = await headerOf(file, sniffed.format, isAnimated);
    return tooLarge(header, maxMegapixels) ?? { kind: 'pixels', ...header };
  } catch (error) {
    return { kind: 'refused', ...failureOf(error) };
  }
}

/** A picture that cannot be published. */
export type RefusedPicture = Extract<Probed, { kind: 'refused' }>;

/** Returns the failure of a file that is not a readable picture. */
export function unreadable({ what, remedy }: Extract<Sniffed, { format: undefined }>): RefusedPicture {
  return { kind: 'refused', reason: `it is ${what}`, ...(remedy !== undefined && { remedy }) };
}

/** Reads a header with sharp. @param isAnimated true for an animation of which sharp sees only one frame */
export async function headerOf(file: string, format: PixelFormat, isAnimated: boolean): Promise<Probe> {
  const image = open(file, { limitInputPixels: false });
  const { width, height, pages = 1, pageHeight, autoOrient, icc, space, orientation = 1 } = await image.metadata();
  const frames = FORMATS[format].isPaged ? 1 : Math.max(pages, isAnimated ? 2 : 1);
  const upright = autoOrient ?? { width, height };
  const profile = icc === undefined ? '' : profileName(icc);
  // `sP3C` is the name of a compact Display P3 profile.
  const wide = /Display P3|sP3C/i.test(profile);
  return {
    format,
    width: upright.width,
    height: pageHeight ?? upright.height,
    frames,
    wide,
    plain: orientation === 1 && space !== 'cmyk' && (icc === undefined || wide || /sRGB/i.test(profile)),
  };
}

/** Returns a failure if a picture has more than the maximum megapixels. */
export function tooLarge({ width, height, frames }: Probe, maxMegapixels: number): RefusedPicture | undefined {
  const megapixels = (width * height * frames) / 1_000_000;
  if (megapixels <= maxMegapixels) return undefined;
  const many = frames > 1 ? ` in ${frames} frames` : '';
  const reason = `it has ${Math.round(megapixels)} megapixels${many}; the limit is ${maxMegapixels}`;
  return { kind: 'refused', limit: true, reason };
}

/**
 * Returns the text of a colour profile, in which to search for its name; it is ASCII or UTF-16 (ICC.1:2022, sections 10.15 and
 * 10.24).
 */
function profileName(icc: Buffer): string {
  return icc.toString('latin1').replaceAll('\0', '');
}

/**
 * Matches Node's message of a system error: `EIO: i/o error, open '/site/images/a.png'`. Errors from other processes have only a
 * message.
 */
const SYSTEM_ERROR = /^(E[A-Z0-9]+): .*, \w+(?: '|$)/;

/** Converts an error of sharp or the file system to a failure in a writer's words. */
export function failureOf(error: unknown): { readonly reason: string; readonly remedy?: string; readonly isTemporary?: true } {
  const message = (error as Error).message.split('\n')[0] ?? '';
  const [, code] = SYSTEM_ERROR.exec(message) ?? [];
  if (code) return { reason: reasonOfSystem(code), remedy: 'fix this and build again', isTemporary: true };
  if (
    /premature|truncated|end of (?:file|stream)|unexpected eof|not enough|cut off|read error|bad seek|out of (?:data|bounds)/i.test(
      message,
    )
  )
    return { reason: 'the file is truncated or damaged', remedy: 'copy it again from the original' };
  return { reason: message.replace(/^Input file (?:contains|has) /, 'it has ') };
}
